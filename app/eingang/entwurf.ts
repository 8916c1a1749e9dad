import type { Antworten } from '@rathausverbund/formular';
import type { Schluesselbund, Tx, Uhr } from '../base/index.ts';

/** A draft: the citizen's alone, encrypted, never deleted by a new version of the form. */
export interface Entwurf {
  id: string;
  koerperschaft: string;
  leistung: string;
  fassung: string;
  antworten: Antworten;
  schritt: string;
  geaendert: Date;
  /** the Vorgang it became */
  abgesendet: string | null;
}

interface Zeile extends Record<string, unknown> {
  id: string;
  koerperschaft: string;
  leistung: string;
  fassung: string;
  antworten: Buffer;
  schritt: string;
  geaendert: Date;
  abgesendet: string | null;
}

const toEntwurf = (bund: Schluesselbund, z: Zeile): Entwurf => ({
  ...z,
  antworten: JSON.parse(bund.decrypt(z.koerperschaft, z.id, z.antworten, 'entwurf').toString()) as Antworten,
});

/** Saves the draft of the citizen in the context (account, or the draft itself without account). */
export async function saveEntwurf(
  tx: Tx,
  bund: Schluesselbund,
  uhr: Uhr,
  e: Omit<Entwurf, 'geaendert' | 'abgesendet'>,
): Promise<boolean> {
  await bund.createDek(e.koerperschaft, e.id);
  const geheim = bund.encrypt(e.koerperschaft, e.id, Buffer.from(JSON.stringify(e.antworten)), 'entwurf');
  const n = await tx.fuehreAus(
    `insert into eingang.entwurf (buerger, id, koerperschaft, leistung, fassung, antworten, schritt, geaendert)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))
     on conflict (buerger, id) do update set koerperschaft = excluded.koerperschaft, antworten = excluded.antworten, schritt = excluded.schritt, fassung = excluded.fassung, geaendert = excluded.geaendert
     where eingang.entwurf.abgesendet is null`,
    [tx.kontext.person, e.id, e.koerperschaft, e.leistung, e.fassung, geheim, e.schritt, uhr.jetzt()],
  );
  return n === 1;
}

export async function readEntwurf(tx: Tx, bund: Schluesselbund, id: string): Promise<Entwurf | undefined> {
  const z = await tx.eine<Zeile>('select * from eingang.entwurf where id = $1 and buerger = $2', [
    id,
    tx.kontext.person,
  ]);
  return z && toEntwurf(bund, z);
}

/** Drafts not yet sent, newest first. */
export async function readEntwuerfe(tx: Tx, bund: Schluesselbund): Promise<Entwurf[]> {
  const zeilen = await tx.zeilen<Zeile>(
    'select * from eingang.entwurf where buerger = $1 and abgesendet is null order by geaendert desc limit 50',
    [tx.kontext.person],
  );
  return zeilen.map((z) => toEntwurf(bund, z));
}

export async function deleteEntwurf(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.fuehreAus('delete from eingang.entwurf where id = $1 and buerger = $2 and abgesendet is null', [
      id,
      tx.kontext.person,
    ])) === 1
  );
}
