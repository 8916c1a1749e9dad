import type pg from 'pg';
import { type Ablehnung, ablehnen } from '../base/index.ts';

/** One Gemeinde becomes part of another one: from `ab` (local date) on its territory is the other's. */
export interface Zusammenschluss {
  /** AGS of the one that ends */
  aufgegangen: string;
  /** AGS of the one that it becomes part of */
  nachfolgerin: string;
  ab: string;
}

interface Beteiligte {
  id: string;
  art: string;
  name: string;
  ab: string | null;
  bis: string | null;
  spaeter: boolean;
  nachfolge: boolean;
}

const LESEN = `select m.koerperschaft as id, k.art, m.name, lower(m.gueltig)::text as ab, upper(m.gueltig)::text as bis,
    exists (select from kommunen.merkmale x where x.koerperschaft = m.koerperschaft and lower(x.gueltig) >= $2::date) as spaeter,
    exists (select from kommunen.nachfolge n where n.koerperschaft = m.koerperschaft) as nachfolge
  from kommunen.merkmale m join kommunen.koerperschaft k on k.id = m.koerperschaft
  where m.ags = $1 and m.gueltig @> ($2::date - 1)`;

type Geprueft = { ok: true; aufgegangen: Beteiligte; nachfolgerin: Beteiligte } | Ablehnung;

/**
 * Could it be entered? Changes nothing. Refuses: `zusammenschluss.unbekannt`, `.selbst`, `.schon`, `.tag`, `.nachfolgerin`, `.spaeter`.
 * @param heute nothing is entered for a day that has passed
 */
export async function pruefeZusammenschluss(client: pg.Client, z: Zusammenschluss, heute: string): Promise<Geprueft> {
  if (z.aufgegangen === z.nachfolgerin) return ablehnen('zusammenschluss.selbst');
  if (z.ab <= heute) return ablehnen('zusammenschluss.tag');
  const lies = async (ags: string) =>
    (await client.query<Beteiligte & Record<string, unknown>>(LESEN, [ags, z.ab])).rows[0];
  const [alt, neu] = [await lies(z.aufgegangen), await lies(z.nachfolgerin)];
  if (!alt || !neu) return ablehnen('zusammenschluss.unbekannt');
  return hindernis(alt, neu) ?? { ok: true, aufgegangen: alt, nachfolgerin: neu };
}

/**
 * Enters a merger in the register, all of it or nothing, as the setup role: the attributes of the one end, the other one has the
 * inhabitants of both from that day on, and who is competent follows at once (zu bestätigen: § 8 SächsGemO). Agreements of the one that
 * ends bind nobody else by this: they end with it until they are made anew. Refuses what `pruefeZusammenschluss` refuses.
 */
export async function trageZusammenschlussEin(client: pg.Client, z: Zusammenschluss, heute: string): Promise<Geprueft> {
  await client.query('begin');
  try {
    await client.query('lock table kommunen.nachfolge in share row exclusive mode');
    const geprueft = await pruefeZusammenschluss(client, z, heute);
    if (!geprueft.ok) {
      await client.query('rollback');
      return geprueft;
    }
    const { aufgegangen: alt, nachfolgerin: neu } = geprueft;
    await client.query('insert into kommunen.nachfolge (koerperschaft, nachfolger, ab) values ($1, $2, $3)', [
      alt.id,
      neu.id,
      z.ab,
    ]);
    await client.query(
      `insert into kommunen.merkmale (koerperschaft, gueltig, ags, ars, name, kurzname, textkennzeichen, kreis, verband, erfuellende, einwohner, plz, sitz)
       select n.koerperschaft, daterange($3::date, upper(n.gueltig)), n.ags, n.ars, n.name, n.kurzname, n.textkennzeichen, n.kreis, n.verband,
         n.erfuellende, n.einwohner + a.einwohner, n.plz, n.sitz
       from kommunen.merkmale n, kommunen.merkmale a
       where n.koerperschaft = $2 and n.gueltig @> ($3::date - 1) and a.koerperschaft = $1 and a.gueltig @> ($3::date - 1)`,
      [alt.id, neu.id, z.ab],
    );
    await client.query(
      `update kommunen.merkmale set gueltig = daterange(lower(gueltig), $3::date)
       where koerperschaft in ($1, $2) and gueltig @> ($3::date - 1)`,
      [alt.id, neu.id, z.ab],
    );
    await client.query('commit');
    return geprueft;
  } catch (fehler) {
    await client.query('rollback');
    throw fehler;
  }
}

function hindernis(alt: Beteiligte, neu: Beteiligte): Ablehnung | undefined {
  if (alt.art !== 'gemeinde' || neu.art !== 'gemeinde') return ablehnen('zusammenschluss.unbekannt');
  if (alt.nachfolge) return ablehnen('zusammenschluss.schon');
  // a body that ends itself takes nobody in: chains are entered by their last day, one after the other
  if (neu.nachfolge) return ablehnen('zusammenschluss.nachfolgerin');
  return alt.spaeter || neu.spaeter ? ablehnen('zusammenschluss.spaeter') : undefined;
}
