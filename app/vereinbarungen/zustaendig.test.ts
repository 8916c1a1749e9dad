import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { oeffentlich, uuidv7 } from '../base/index.ts';
import { openZustaendigkeit, resolveZustaendigkeit } from './zustaendig.ts';

const GA = 'gewerbe-anmeldung';
const t = await neueDatenbank();
const db = t.als('app');
const orte: string[] = [];
const [A = '', B = '', C = '', D = '', E = ''] = Array.from({ length: 5 }, () => uuidv7(Date.now()));

beforeAll(async () => {
  orte.push(A, B, C, D, E);
  for (const [i, id] of orte.entries())
    await t.setup.query(`insert into kommunen.koerperschaft values ($1, 'gemeinde', $2, now())`, [
      id,
      // the last one does not run here
      id === E ? null : `XX${'ABCDE'[i]}`,
    ]);
});

interface Zeile {
  art: 'mandatierend' | 'delegierend';
  von: string;
  an: string;
  ab: string | null;
  bis: string | null;
  stand: string;
}
const schreibe = (z: Zeile, client = t.setup) =>
  client.query(
    `insert into vereinbarungen.regel values ($1, $2, $3, $4, $5, daterange($6, $7), 'Zweckvereinbarung', '', $8)`,
    [uuidv7(Date.now()), z.art, GA, z.von, z.an, z.ab, z.bis, z.stand],
  );
const leere = () =>
  t.setup.query(
    `delete from vereinbarungen.regel; delete from kommunen.nachfolge; delete from kommunen.merkmale where ags like 'T%'`,
  );
const frage = (ort: string, tag: string) => ({ leistung: GA, ort, tag });
const wer = (ort: string, tag: string) =>
  db.transaktion(oeffentlich, (tx) => resolveZustaendigkeit(tx, frage(ort, tag)));
const HEUTE = '2026-06-15';

describe('Die gemerkte Zuständigkeit', () => {
  it('ist nach einer Veröffentlichung über eine andere Verbindung nie veraltet, und was nicht gilt, sieht niemand', async () => {
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, stelle: A });
    await t.setup.query('begin');
    await schreibe({ art: 'mandatierend', von: A, an: B, ab: '2025-01-01', bis: null, stand: 'in_kraft' });
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, stelle: A });
    await t.setup.query('rollback');
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, stelle: A });
    await t.setup.query('begin');
    await schreibe({ art: 'mandatierend', von: A, an: C, ab: '2025-01-01', bis: null, stand: 'in_kraft' });
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, stelle: A });
    await t.setup.query('commit');
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, zustaendig: A, stelle: C });
    await leere();
    expect(await wer(A, HEUTE)).toMatchObject({ ok: true, stelle: A });
  });

  it('merkt sich nicht, was eine Transaktion nur vorhatte und wieder zurückgenommen hat', async () => {
    // two that give the rules a new name from the same old one: the first is taken back after it was asked
    const nimmZurueck = t.setup.query('begin').then(async () => {
      await schreibe({ art: 'mandatierend', von: A, an: B, ab: null, bis: null, stand: 'in_kraft' });
      const { rows } = await t.setup.query<{ kennung: string }>('select kennung from kommunen.stand');
      await t.setup.query('rollback');
      return rows[0]?.kennung;
    });
    const verworfen = await nimmZurueck;
    await schreibe({ art: 'delegierend', von: A, an: D, ab: null, bis: null, stand: 'in_kraft' });
    const { rows } = await t.setup.query<{ kennung: string }>('select kennung from kommunen.stand');
    expect(rows[0]?.kennung).not.toBe(verworfen);
    expect(await wer(A, HEUTE)).toMatchObject({ zustaendig: D, stelle: D });
    await leere();
  });

  it('folgt auch dem, was sonst darüber entscheidet: Aktivierung, Gemeindeverzeichnis, Zusammenschluss, Anhalten', async () => {
    expect(await wer(E, HEUTE)).toEqual({ ok: false, grund: 'zustaendigkeit.niemand' });
    await t.setup.query(`update kommunen.koerperschaft set kuerzel = 'XXE' where id = $1`, [E]);
    expect(await wer(E, HEUTE)).toMatchObject({ ok: true, stelle: E });
    await t.setup.query('insert into kommunen.nachfolge values ($1, $2, $3)', [E, D, '2026-01-01']);
    expect(await wer(E, HEUTE)).toMatchObject({ oertlich: D, zustaendig: D });
    expect(await wer(E, '2025-12-31')).toMatchObject({ oertlich: E, zustaendig: E });
    await t.setup.query(
      `insert into kommunen.merkmale (koerperschaft, gueltig, ags, ars, name, kurzname, verband, erfuellende, einwohner)
       values ($1, '[2020-01-01,)', 'T1', 'T1', 'D', 'D', 'Gemeinschaft', $2, 10)`,
      [D, C],
    );
    expect(await wer(E, HEUTE)).toMatchObject({ oertlich: D, zustaendig: C, basis: { art: 'gesetz' } });
    await leere();
    await schreibe({ art: 'mandatierend', von: A, an: B, ab: null, bis: null, stand: 'in_kraft' });
    expect(await wer(A, HEUTE)).toMatchObject({ stelle: B });
    await t.setup.query('insert into vereinbarungen.halt values ($1, $2, $3, $4, now())', [A, uuidv7(1), B, GA]);
    expect(await wer(A, HEUTE)).toMatchObject({ stelle: A, basis: { art: 'eigene' } });
    await t.setup.query('update vereinbarungen.halt set bis = now()');
    expect(await wer(A, HEUTE)).toMatchObject({ stelle: B });
    await t.setup.query('update kommunen.koerperschaft set kuerzel = null where id = $1', [E]);
    await leere();
  });

  it('antwortet auf viele Fragen, nachdem sie die Datenbank einmal gefragt hat', async () => {
    await schreibe({ art: 'mandatierend', von: A, an: B, ab: null, bis: null, stand: 'in_kraft' });
    await wer(A, HEUTE);
    const antworten = await db.transaktion(oeffentlich, async (tx) => {
      const z = await openZustaendigkeit(tx);
      return Array.from({ length: 1000 }, () => z.antworte(frage(A, HEUTE)));
    });
    // at once, without a further statement
    for (const a of antworten) expect(a).toMatchObject({ ok: true, stelle: B });
    await leere();
  });
});

const TAGE = ['2025-12-31', '2026-01-01', '2026-03-29', '2026-06-15', '2026-10-25', '2027-01-01'];
const tag = fc.constantFrom(...TAGE);
const id = fc.constantFrom(A, B, C, D, E);
const zeitraum = fc
  .tuple(fc.option(tag), fc.option(tag))
  .map(([a, b]) => (a !== null && b !== null && a > b ? [b, a] : [a, b]) as [string | null, string | null]);
const zeile: fc.Arbitrary<Zeile> = fc
  .record({
    art: fc.constantFrom('mandatierend' as const, 'delegierend' as const),
    von: id,
    an: id,
    zeitraum,
    stand: fc.constantFrom('in_kraft', 'in_kraft', 'genehmigung_offen', 'beendet'),
  })
  .map(({ zeitraum: [ab, bis], ...z }) => ({ ...z, ab, bis }));

describe('Zu jedem Zeitpunkt', () => {
  it('ist genau eine Körperschaft zuständig oder es wird abgelehnt, wie auch vereinbart, gesetzt und zusammengeschlossen wurde', {
    timeout: 120_000,
  }, async () => {
    const gesetz = fc.record({ mitglied: id, erfuellende: id, zeitraum });
    const nachfolge = fc.record({ koerperschaft: id, nachfolger: id, ab: tag });
    await fc.assert(
      fc.asyncProperty(
        fc.array(zeile, { maxLength: 6 }),
        fc.uniqueArray(gesetz, { maxLength: 2, selector: (g) => g.mitglied }),
        fc.uniqueArray(
          nachfolge.filter((n) => n.koerperschaft !== n.nachfolger),
          { maxLength: 3, selector: (n) => n.koerperschaft },
        ),
        async (zeilen, gesetze, nachfolgen) => {
          await leere();
          for (const z of zeilen) await schreibe(z);
          for (const g of gesetze)
            await t.setup.query(
              `insert into kommunen.merkmale (koerperschaft, gueltig, ags, ars, name, kurzname, verband, erfuellende, einwohner)
               values ($1, daterange($2, $3), 'T', 'T', 'x', 'x', 'VG', $4, 1)`,
              [g.mitglied, ...g.zeitraum, g.erfuellende],
            );
          for (const n of nachfolgen)
            await t.setup.query('insert into kommunen.nachfolge values ($1, $2, $3)', [
              n.koerperschaft,
              n.nachfolger,
              n.ab,
            ]);
          for (const ort of orte)
            for (const wann of TAGE) {
              const e = await wer(ort, wann);
              expect([ort, wann, e.ok ? [e.oertlich, e.zustaendig, e.stelle] : e.grund]).toEqual([
                ort,
                wann,
                soll(ort, wann, zeilen, gesetze, nachfolgen),
              ]);
              // asked again, from what was kept
              expect(await wer(ort, wann)).toEqual(e);
            }
        },
      ),
      { numRuns: 20 },
    );
    await leere();
  });
});

interface G {
  mitglied: string;
  erfuellende: string;
  zeitraum: [string | null, string | null];
}
interface N {
  koerperschaft: string;
  nachfolger: string;
  ab: string;
}
/** The same law told another way: candidates first, then who may not be one. */
function soll(ort: string, wann: string, zeilen: Zeile[], gesetze: G[], nachfolgen: N[]): string | string[] {
  const gilt = ([ab, bis]: [string | null, string | null]) => (ab ?? '0') <= wann && wann < (bis ?? '9');
  const weg = new Map(nachfolgen.filter((n) => n.ab <= wann).map((n) => [n.koerperschaft, n.nachfolger]));
  const besucht = new Set<string>();
  let hier = ort;
  for (let dort = weg.get(hier); dort; dort = weg.get(hier)) {
    if (besucht.has(hier)) return 'zustaendigkeit.niemand';
    besucht.add(hier);
    hier = dort;
  }
  const kraft = gesetze.filter((g) => g.mitglied === hier && g.erfuellende !== hier && gilt(g.zeitraum));
  const recht = kraft.map((g) => [hier, g.erfuellende, g.erfuellende]);
  const vertraege = zeilen
    .filter((z) => z.von === hier && z.stand !== 'genehmigung_offen' && gilt([z.ab, z.bis]))
    .map((z) => [hier, z.art === 'delegierend' ? z.an : hier, z.an]);
  const [eine, ...mehr] = recht.length > 0 ? recht : vertraege;
  if (mehr.length > 0) return 'zustaendigkeit.widerspruch';
  const antwort = eine ?? [hier, hier, hier];
  return antwort.slice(1).some((x) => x === E || weg.has(x)) ? 'zustaendigkeit.niemand' : antwort;
}
