import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Datenbank, dienst, stellbareUhr, uuidv7 } from '../base/index.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { inhaltOf } from '../pruefstand/vereinbarung.ts';
import { entwirf, gehe, type Vertreter } from './actions.ts';
import { readStand } from './store.ts';
import type { Befehl } from './vertrag/befehle.ts';

const LEISTUNG = 'gewerbe-anmeldung';
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00Z'));
let h: Haus;
let db: Datenbank;
let d: { db: Datenbank; protokoll: Haus['protokoll'] };
const seite = (ort: keyof Haus['ort']): Vertreter => ({ koerperschaft: h.ort[ort], person: null });
type Helfer = 'augustusburg' | 'lossatal';

beforeAll(async () => {
  h = await baueHaus(t);
  db = h.db;
  d = { db, protokoll: { ...h.protokoll, uhr } };
});

/** Bennewitz gives the same Leistung to this body; all is done but the last of the two switches. */
async function fastFertig(an: Helfer): Promise<string> {
  const id = uuidv7(Date.now());
  const tag = '2026-03-20';
  const i = inhaltOf({
    auftraggeber: h.ort.bennewitz,
    auftragnehmer: h.ort[an],
    leistungen: [LEISTUNG],
    ab: null,
    art: 'delegierend',
  });
  const e = await entwirf(d, seite('bennewitz'), id, i);
  if (!e.ok || e.schritt.art !== 'entworfen') throw new Error(JSON.stringify(e));
  const { textHash } = e.schritt;
  const stand = e.stand.parteien;
  const behoerde = an === 'augustusburg' ? 'Landesdirektion Sachsen' : 'Landratsamt Landkreis Leipzig';
  const wege: [Vertreter, Exclude<Befehl, { art: 'entwerfen' }>][] = [
    [seite('bennewitz'), { art: 'erklaeren', textHash }],
    [seite(an), { art: 'erklaeren', textHash }],
    [seite('bennewitz'), { art: 'beschliessen', tag, nummer: '1' }],
    [seite(an), { art: 'beschliessen', tag, nummer: '1' }],
    [seite('bennewitz'), { art: 'genehmigen', behoerde, tag, zeichen: '1' }],
    [seite('bennewitz'), { art: 'bekanntmachen', tag, fundstelle: 'Amtsblatt' }],
    [seite('bennewitz'), { art: 'freischalten' }],
  ];
  for (const [wer, b] of wege) {
    const r = await gehe(d, wer, id, b);
    if (!r.ok) throw new Error(`${b.art} ${stand.auftragnehmer}: ${JSON.stringify(r)}`);
  }
  return id;
}

const wirkt = async (id: string) =>
  Number(
    (
      await t.setup.query(
        `select (select count(*) from vereinbarungen.regel where vereinbarung = $1 and stand = 'in_kraft')
            + (select count(*) from ctx.freigabe where vereinbarung = $1) as n`,
        [id],
      )
    ).rows[0].n,
  );
const ereignisse = async (id: string) =>
  Number((await t.setup.query('select count(*) as n from nachweise.ereignis where vorgang = $1', [id])).rows[0].n);

/** Holds back everybody who would change who is competent at this place, until so many wait. */
async function startschuss<T>(ort: string, wieviele: number, tue: () => Promise<T>[]): Promise<T[]> {
  await t.setup.query('begin');
  await t.setup.query('select pg_advisory_xact_lock(hashtextextended($1, 71))', [ort]);
  const laufen = tue();
  let wartende = 0;
  while (wartende < wieviele) {
    const { rows } = await t.setup.query<{ n: string }>(
      `select count(*) as n from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    wartende = Number(rows[0]?.n);
  }
  await t.setup.query('commit');
  return Promise.all(laufen);
}

describe('Zwei Vereinbarungen für dieselbe Leistung, im selben Augenblick freigeschaltet', () => {
  it('setzen genau eine in Kraft; die andere wird verständlich abgelehnt und hat nichts bewirkt', async () => {
    const paare: [Helfer, string][] = [
      ['augustusburg', await fastFertig('augustusburg')],
      ['lossatal', await fastFertig('lossatal')],
    ];
    const vorher = new Map<string, number>();
    for (const [, id] of paare) vorher.set(id, await ereignisse(id));

    const antworten = await startschuss(h.ort.bennewitz, 2, () =>
      paare.map(([an, id]) => gehe(d, seite(an), id, { art: 'freischalten', bestaetigung: 'ja' })),
    );

    expect(antworten.filter((a) => a.ok)).toHaveLength(1);
    const verlierer = antworten.findIndex((a) => !a.ok);
    expect(antworten[verlierer]).toMatchObject({ ok: false, grund: 'vereinbarung.widerspruch' });
    const [an, id] = paare[verlierer] ?? expect.fail('keine Verliererin');
    const [, sieger] = paare[1 - verlierer] ?? expect.fail('keine Siegerin');
    expect(await wirkt(sieger)).toBe(1);
    expect(await wirkt(id)).toBe(0);
    expect(await ereignisse(id)).toBe(vorher.get(id));
    expect(await ereignisse(sieger)).toBe((vorher.get(sieger) ?? 0) + 1);
    const stand = await db.transaktion(dienst(h.ort[an], 'Test'), (tx) => readStand(tx, id));
    expect(stand?.fassungen.at(-1)?.freigeschaltet).toEqual({ auftraggeber: '2026-03-20' });
    // asked again, the answer is the same: it is a rule, not a race
    expect(await gehe(d, seite(an), id, { art: 'freischalten' })).toMatchObject({ grund: 'vereinbarung.widerspruch' });
  });
});
