import type pg from 'pg';
import { type Datenbank, echteUhr, oeffentlich, uuidv7 } from '../../app/base/index.ts';
import { createKern } from '../../app/main/kern.ts';
import { openZustaendigkeit, resolveZustaendigkeit } from '../../app/vereinbarungen/index.ts';
import { createInstanz } from '../instanz.ts';
import type { Zahl } from '../model.ts';
import { createZufall } from '../zufall.ts';

/** All Kommunen of Germany. */
const KOMMUNEN = 10_753;
const VEREINBARUNGEN = 2_200;
const LEISTUNGEN = ['gewerbe-anmeldung', 'hundesteuer-anmeldung', 'posteingang'];
const TAG = '2026-06-15';
/** Questions of one transaction: the state of the rules is asked once for each. */
const BUENDEL = 5000;

interface Zustaendigkeitsmessung {
  /** answers per second from what is kept, one look at the state of the rules for five thousand */
  zustaendigkeit_per_s: number;
  /** milliseconds of an answer that nobody had asked before: its own transaction, all statements included */
  zustaendigkeit_uncached_ms: number;
}

/** Enters generated bodies up to all of Germany's number and agreements between them. Once per instance. @returns their ids */
async function fuelleDeutschland(setup: pg.Client, seed: number): Promise<string[]> {
  const zufall = createZufall(seed);
  const { rows } = await setup.query<{ n: number }>(
    'select count(*)::int as n from kommunen.koerperschaft where art = $1',
    ['gemeinde'],
  );
  const jetzt = Date.now();
  const ids = Array.from({ length: KOMMUNEN - (rows[0]?.n ?? 0) }, () => uuidv7(jetzt));
  await setup.query(
    `insert into kommunen.koerperschaft (id, art, kuerzel, aktiv_ab)
     select id, 'gemeinde', 'Q' || chr(65 + (nr / 676 % 26)::int) || chr(65 + (nr / 26 % 26)::int) || chr(65 + (nr % 26)::int), now()
     from unnest($1::uuid[]) with ordinality u (id, nr)`,
    [ids],
  );
  // three in ten belong to a Verwaltungsgemeinschaft, as in Saxony
  await setup.query(
    `insert into kommunen.merkmale (koerperschaft, gueltig, ags, ars, name, kurzname, verband, erfuellende, einwohner)
     select id, '[2020-01-01,)', 'B' || nr, 'B' || nr, 'Gemeinde ' || nr, 'Gemeinde ' || nr, case when nr % 10 < 3 then 'Gemeinschaft' end,
       case when nr % 10 < 3 then ($1::uuid[])[nr - nr % 10 + 4] end, 3000
     from unnest($1::uuid[]) with ordinality u (id, nr)`,
    [ids],
  );
  const ziehe = () => ids[Math.floor(zufall() * ids.length)] ?? '';
  const zeilen = Array.from({ length: VEREINBARUNGEN }, () => {
    const [von, an] = [ziehe(), ziehe()];
    const art = zufall() < 0.7 ? 'mandatierend' : 'delegierend';
    return LEISTUNGEN.filter(() => zufall() < 0.6).map((leistung) => ({ id: uuidv7(jetzt), art, leistung, von, an }));
  }).flat();
  await setup.query(
    `insert into vereinbarungen.regel select z.id, z.art, z.leistung, z.von, z.an, '[2025-01-01,)', 'Zweckvereinbarung', '', 'in_kraft'
     from jsonb_to_recordset($1) z (id uuid, art text, leistung text, von uuid, an uuid)`,
    [JSON.stringify(zeilen)],
  );
  await setup.query('analyze kommunen.koerperschaft, kommunen.merkmale, vereinbarungen.regel');
  return ids;
}

/** One run over the bodies of `fuelleDeutschland`: first each place once, unknown; then all of them again for `sekunden`. */
async function messeZustaendigkeit(
  db: Datenbank,
  setup: pg.Client,
  ids: readonly string[],
  o: { seed: number; sekunden: number },
): Promise<Zustaendigkeitsmessung> {
  const zufall = createZufall(o.seed);
  const leistung = () => LEISTUNGEN[Math.floor(zufall() * LEISTUNGEN.length)] ?? '';
  const frage = (ort: string) => ({ leistung: leistung(), ort, tag: TAG });
  await db.transaktion(oeffentlich, (tx) => resolveZustaendigkeit(tx, frage(ids[0] ?? '')));
  // another name for the same rules: nothing is known any more
  await setup.query('update vereinbarungen.regel set titel = titel where false');
  const neue = ids.slice(1, 2001);
  const ab = performance.now();
  for (const ort of neue) await db.transaktion(oeffentlich, (tx) => resolveZustaendigkeit(tx, frage(ort)));
  const jeFrage = (performance.now() - ab) / neue.length;

  // every place is met once, outside the time that counts
  await db.transaktion(oeffentlich, async (tx) => {
    const z = await openZustaendigkeit(tx);
    for (const ort of ids) await z.antworte(frage(ort));
  });
  const fragen = Array.from({ length: 50_000 }, () => frage(ids[Math.floor(zufall() * ids.length)] ?? ''));
  let [antworten, i] = [0, 0];
  const beginn = performance.now();
  while (performance.now() - beginn < o.sekunden * 1000)
    await db.transaktion(oeffentlich, async (tx) => {
      const z = await openZustaendigkeit(tx);
      for (let n = 0; n < BUENDEL; n++) {
        const antwort = z.antworte(fragen[i++ % fragen.length] ?? frage(''));
        if (antwort instanceof Promise) throw new Error('Eine Zuständigkeit war nicht gemerkt');
        antworten++;
      }
    });
  return {
    zustaendigkeit_per_s: antworten / ((performance.now() - beginn) / 1000),
    zustaendigkeit_uncached_ms: jeFrage,
  };
}

const LAEUFE = 5;

/** The figures of competence, on an instance of their own: five runs of three seconds over all Kommunen of Germany. */
export async function messeZustaendigkeiten(seed: number): Promise<Record<keyof Zustaendigkeitsmessung, Zahl>> {
  const i = await createInstanz();
  try {
    const { db } = await createKern(i.kind, 'app', 2, echteUhr);
    const ids = await fuelleDeutschland(i.setup, seed);
    const laeufe: Zustaendigkeitsmessung[] = [];
    for (let n = 0; n < LAEUFE; n++)
      laeufe.push(await messeZustaendigkeit(db, i.setup, ids, { seed: seed + n, sekunden: 3 }));
    await db.ende();
    return {
      zustaendigkeit_per_s: { laeufe: laeufe.map((l) => l.zustaendigkeit_per_s), ziel: { mindestens: 100_000 } },
      zustaendigkeit_uncached_ms: { laeufe: laeufe.map((l) => l.zustaendigkeit_uncached_ms), ziel: { hoechstens: 1 } },
    };
  } finally {
    await i.stop();
  }
}
