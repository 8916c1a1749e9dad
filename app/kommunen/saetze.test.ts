import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { nimmSatz, setzeSatz } from './actions.ts';
import { pruefeBankverbindung } from './auftritt.ts';
import { readSaetze, readSatz, readVerzeichnis } from './queries.ts';
import { HOECHSTBETRAG, isSatzname, isSatzwerte, type Satzwerte } from './satzarten.ts';

const t = await neueDatenbank();
const db = t.als('app');
let haus: string;
let nachbar: string;

beforeAll(async () => {
  const v = await readVerzeichnis(db, '2026-06-15');
  [haus, nachbar] = [v.byAgs('14729410')?.id ?? '', v.byAgs('14729380')?.id ?? ''];
});

const satz = (ab: string, erster: number) => ({ art: 'hundesteuer', ab, werte: { erster }, fundstelle: 'S', jetzt: 0 });
const kette = async (wessen = haus) =>
  (await db.transaktion(dienst(wessen, 'Test'), (tx) => readSaetze(tx, wessen))).map((s) => [
    s.ab,
    s.bis,
    s.werte['erster'],
  ]);

describe('Die Sätze einer Art', () => {
  it('bilden eine Kette ohne Überschneidung und ohne Lücke, was immer eingetragen und zurückgenommen wird', async () => {
    const tag = fc.integer({ min: 1, max: 28 }).map((n) => `2027-02-${String(n).padStart(2, '0')}`);
    const schritt = fc.record({ ab: tag, erster: fc.integer({ min: 1, max: 99 }), weg: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(schritt, { maxLength: 12 }), async (schritte) => {
        await t.setup.query('delete from kommunen.satz where koerperschaft = $1', [haus]);
        const soll = new Map<string, number>();
        for (const { ab, erster, weg } of schritte) {
          await db.transaktion(dienst(haus, 'Test'), (tx) =>
            weg ? nimmSatz(tx, haus, 'hundesteuer', ab) : setzeSatz(tx, haus, satz(ab, erster)),
          );
          if (weg) soll.delete(ab);
          else soll.set(ab, erster);
        }
        const tage = [...soll.keys()].sort();
        expect(await kette()).toEqual(tage.map((ab, i) => [ab, tage[i + 1] ?? null, soll.get(ab)]));
      }),
      { numRuns: 40 },
    );
  });

  it('gehören der eigenen Körperschaft: im Namen einer anderen wird keiner eingetragen oder genommen', async () => {
    await t.setup.query('delete from kommunen.satz where koerperschaft = any($1)', [[haus, nachbar]]);
    await db.transaktion(dienst(nachbar, 'Test'), (tx) => setzeSatz(tx, nachbar, satz('2020-01-01', 5)));
    await expect(
      db.transaktion(dienst(haus, 'Test'), (tx) => setzeSatz(tx, nachbar, satz('2021-01-01', 6))),
    ).rejects.toThrow();
    await db.transaktion(dienst(haus, 'Test'), (tx) => nimmSatz(tx, nachbar, 'hundesteuer', '2020-01-01'));
    expect(await kette(nachbar)).toEqual([['2020-01-01', null, 5]]);
  });

  it('zählen für den, der nachrechnet, erst ab dem Augenblick, in dem sie eingetragen wurden', async () => {
    await t.setup.query('delete from kommunen.satz where koerperschaft = $1', [haus]);
    await db.transaktion(dienst(haus, 'Test'), (tx) => setzeSatz(tx, haus, { ...satz('2020-01-01', 7), jetzt: 5000 }));
    const am = (tag: string, bekannt?: number) =>
      db.transaktion(dienst(haus, 'Test'), (tx) => readSatz(tx, haus, 'hundesteuer', tag, bekannt));
    expect(await am('2026-01-01')).toMatchObject({ werte: { erster: 7 } });
    expect(await am('2026-01-01', 5000)).toMatchObject({ werte: { erster: 7 } });
    expect(await am('2026-01-01', 4999)).toBeUndefined();
    expect(await am('2019-12-31')).toBeUndefined();
  });
});

describe('Ein Satz der Hundesteuer', () => {
  const GUT = {
    erster: 1,
    weiterer: 2,
    gefaehrlichErster: 3,
    gefaehrlichWeiterer: HOECHSTBETRAG,
    faellig: ['02-15', '08-15'],
  };

  it('hat alle Beträge und jeden Tag einmal, der Reihe nach', () => {
    expect([isSatzname('hundesteuer'), isSatzname('constructor')]).toEqual([true, false]);
    expect(isSatzwerte('hundesteuer', GUT)).toBe(true);
  });

  it.each([
    { erster: 0 },
    { erster: 1.5 },
    { erster: HOECHSTBETRAG + 1 },
    { erster: undefined as never },
    { faellig: [] },
    { faellig: ['08-15', '02-15'] },
    { faellig: ['02-15', '02-15'] },
    { faellig: ['02-29'] },
    { faellig: ['04-31'] },
    { faellig: ['13-01'] },
    { faellig: 5 as never },
    { mehr: 1 },
  ])('ist keiner mit %j', (falsch) =>
    expect(isSatzwerte('hundesteuer', { ...GUT, ...falsch } as Satzwerte)).toBe(false),
  );
});

describe('Eine Bankverbindung', () => {
  const GUT = {
    iban: 'DE02 1203 0000 0000 2020 51',
    bic: 'BYLADEM1001',
    kontoinhaber: 'Stadt Böhlen',
    glaeubigerId: 'DE98ZZZ09999999999',
    kasse: 'Musterbank',
  };

  it('wird ohne Lücken behalten', () => {
    expect(pruefeBankverbindung(GUT)).toEqual({ ok: true, wert: { ...GUT, iban: 'DE02120300000000202051' } });
    // the three letters of the branch are no part of the check
    expect(pruefeBankverbindung({ ...GUT, glaeubigerId: 'DE98ABC09999999999' })).toMatchObject({ ok: true });
  });

  it('mit einer verschriebenen Ziffer, wo immer, wird abgewiesen', () => {
    const stelle = fc.integer({ min: 2, max: 17 }).filter((n) => n < 4 || n > 6);
    fc.assert(
      fc.property(stelle, fc.integer({ min: 1, max: 9 }), (n, plus) => {
        const alt = Number(GUT.glaeubigerId[n]);
        const glaeubigerId = `${GUT.glaeubigerId.slice(0, n)}${(alt + plus) % 10}${GUT.glaeubigerId.slice(n + 1)}`;
        expect(pruefeBankverbindung({ ...GUT, glaeubigerId })).toEqual({ ok: false, feld: 'glaeubigerId' });
      }),
    );
    expect(pruefeBankverbindung({ ...GUT, iban: 'DE02 1203 0000 0000 2020 52' })).toEqual({ ok: false, feld: 'iban' });
  });
});
