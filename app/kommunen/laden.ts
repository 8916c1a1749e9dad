import type pg from 'pg';
import { uuidv7 } from '../base/index.ts';
import verzeichnis from './daten/gemeindeverzeichnis.json' with { type: 'json' };

/**
 * Writes the official register into an empty installation, as the setup role: 10 Landkreise and 418 Gemeinden.
 * Source: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis (see daten/README.md).
 */
export async function ladeVerzeichnis(client: pg.Client, jetzt: number): Promise<number> {
  const da = await client.query('select 1 from kommunen.koerperschaft limit 1');
  if (da.rowCount) return 0;
  const kreise = verzeichnis.kreise.filter((k) => k.art === 'Landkreis').map((k) => ({ ...k, id: uuidv7(jetzt) }));
  const gemeinden = verzeichnis.gemeinden.map((g) => ({ ...g, id: uuidv7(jetzt) }));
  const kreisId = new Map(kreise.map((k) => [k.ags, k.id]));
  const agsId = new Map(gemeinden.map((g) => [g.ags, g.id]));
  const verband = new Map(verzeichnis.verbaende.map((v) => [v.ars, v.name]));
  const gueltig = `[${verzeichnis.stand},)`;
  const zeilen = [
    ...kreise.map((k) => ({
      id: k.id,
      art: 'landkreis',
      ags: k.ags,
      ars: k.ars,
      name: k.name,
      kurzname: k.kurzname,
      sitz: k.sitz,
      einwohner: gemeinden.filter((g) => g.kreis === k.ags).reduce((summe, g) => summe + g.einwohner, 0),
    })),
    ...gemeinden.map((g) => ({
      id: g.id,
      art: 'gemeinde',
      ags: g.ags,
      ars: g.ars,
      name: g.name,
      kurzname: g.kurzname,
      einwohner: g.einwohner,
      plz: g.plz,
      textkennzeichen: g.textkennzeichen,
      kreis: kreisId.get(g.kreis) ?? null,
      verband: g.verband ? (verband.get(g.verband) ?? g.verband) : null,
      erfuellende: g.erfuellendeGemeinde ? (agsId.get(g.erfuellendeGemeinde) ?? null) : null,
    })),
  ];
  await client.query('begin');
  await client.query(
    'insert into kommunen.koerperschaft (id, art) select x.id, x.art from jsonb_to_recordset($1::jsonb) x(id uuid, art text)',
    [JSON.stringify(zeilen)],
  );
  await client.query(
    `insert into kommunen.merkmale select x.id, $2::daterange, x.ags, x.ars, x.name, x.kurzname, x.textkennzeichen, x.kreis, x.verband, x.erfuellende, x.einwohner, x.plz, x.sitz
     from jsonb_to_recordset($1::jsonb) x(id uuid, ags text, ars text, name text, kurzname text, textkennzeichen text, kreis uuid, verband text, erfuellende uuid, einwohner int, plz text, sitz text)`,
    [JSON.stringify(zeilen), gueltig],
  );
  await client.query('commit');
  return zeilen.length;
}

/** Activates a body here: it gets its Kürzel, once and for all. Runs as the setup role. */
export async function aktiviere(
  client: pg.Client,
  ags: string,
  kuerzel: string,
  jetzt: number,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `update kommunen.koerperschaft k set kuerzel = coalesce(k.kuerzel, $2), aktiv_ab = coalesce(aktiv_ab, to_timestamp($3 / 1000.0))
     from kommunen.merkmale m where m.koerperschaft = k.id and m.ags = $1 returning k.id`,
    [ags, kuerzel, jetzt],
  );
  return rows[0]?.id ?? null;
}

/** Whose Kürzel that is, if it is anybody's. Runs as the setup role. */
export async function findKuerzel(client: pg.Client, kuerzel: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select id from kommunen.koerperschaft where kuerzel = $1', [
    kuerzel,
  ]);
  return rows[0]?.id;
}

/** Has somebody moved in already? Runs as the setup role: an interrupted seed leaves town halls but no end. */
export const isBesetzt = async (client: pg.Client): Promise<boolean> =>
  ((await client.query('select 1 from kommunen.auftritt limit 1')).rowCount ?? 0) > 0;
