import type { DateiAngabe, Tx } from '../base/index.ts';

export interface DokumentZeile {
  koerperschaft: string;
  leistung: string;
  vorgang: string;
  id: string;
  /** empfangsbescheinigung, kostenbescheid, antragskopie … */
  art: string;
  titel: string;
  datei: DateiAngabe;
  gesiegelt: boolean;
  /** the citizen who may read it */
  buerger: string | null;
  erstellt: Date;
  /** addresses of the versions before the last renewal */
  fruehere: string[];
}

/** Files a document beside its event, in the same transaction. The bytes were written before. */
export async function addDokument(
  tx: Tx,
  z: Omit<DokumentZeile, 'erstellt' | 'fruehere'>,
  jetzt: number,
): Promise<void> {
  await tx.fuehreAus(
    `insert into dokumente.dokument (koerperschaft, leistung, vorgang, id, art, titel, datei, gesiegelt, buerger, erstellt)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0))`,
    [
      z.koerperschaft,
      z.leistung,
      z.vorgang,
      z.id,
      z.art,
      z.titel,
      JSON.stringify(z.datei),
      z.gesiegelt,
      z.buerger,
      jetzt,
    ],
  );
}

/** Documents of a Vorgang that the context may read, oldest first. */
export function readDokumente(tx: Tx, koerperschaft: string, vorgang: string): Promise<DokumentZeile[]> {
  return tx.zeilen<DokumentZeile & Record<string, unknown>>(
    'select * from dokumente.dokument where koerperschaft = $1 and vorgang = $2 order by erstellt, id',
    [koerperschaft, vorgang],
  );
}

export function findDokument(tx: Tx, vorgang: string, id: string): Promise<DokumentZeile | undefined> {
  return tx.eine<DokumentZeile & Record<string, unknown>>(
    'select * from dokumente.dokument where vorgang = $1 and id = $2',
    [vorgang, id],
  );
}

/** Puts a new version in the place of the one at `ort`, which is kept beside it. @returns false when another one lies there */
export async function replaceDatei(
  tx: Tx,
  z: Pick<DokumentZeile, 'koerperschaft' | 'vorgang' | 'id'>,
  ort: string,
  neu: DateiAngabe,
): Promise<boolean> {
  const r = await tx.eine<{ ja: boolean }>('select dokumente.ersetze_datei($1, $2, $3, $4, $5) as ja', [
    z.koerperschaft,
    z.vorgang,
    z.id,
    ort,
    JSON.stringify(neu),
  ]);
  return r?.ja === true;
}

/** Which of these addresses documents of this body name, in their present or an earlier file. */
export async function readDokumentOrte(tx: Tx, koerperschaft: string, orte: readonly string[]): Promise<string[]> {
  const zeilen = await tx.zeilen<{ ort: string }>(
    `select o as ort from dokumente.dokument d, unnest(d.fruehere || (d.datei ->> 'ort')) o where d.koerperschaft = $1 and o = any ($2)`,
    [koerperschaft, orte],
  );
  return zeilen.map((z) => z.ort);
}
