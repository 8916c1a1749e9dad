import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Kontext, uuidv7 } from '../base/index.ts';
import { reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { type Abrede, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import { readZugang } from './zugang.ts';

const GA = 'gewerbe-anmeldung';
const BERLIN = 'Europe/Berlin';
const t = await neueDatenbank();
let h: Haus;
/** a case of Bennewitz; Augustusburg has nothing to do with it unless a test says so */
let fall: { koerperschaft: string; vorgang: string };

const liest = (stelle: string): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(Date.now()),
  stelle,
  handelndFuer: null,
  grundlage: null,
});

beforeAll(async () => {
  h = await baueHaus(t);
  fall = await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
  // a grant written relative to the instant of the very statement that then asks under row security, to the microsecond
  await t.setup.query(`
    create schema probe;
    create function probe.setze(besitzer uuid, stelle uuid, vorgang uuid, von interval, bis interval, auslauf_bis interval) returns void
    language sql security definer as $$
      delete from ctx.freigabe f where f.vereinbarung = '00000000-0000-7000-8000-000000000001';
      insert into ctx.freigabe values (besitzer, stelle, '${GA}', tstzrange(statement_timestamp() + von, statement_timestamp() + bis),
        case when auslauf_bis is null then '{}'::uuid[] else array[vorgang] end, statement_timestamp() + auslauf_bis,
        '00000000-0000-7000-8000-000000000001');
    $$;
    create function probe.sieht(besitzer uuid, stelle_ uuid, vorgang_ uuid, von interval, bis interval, auslauf_bis interval)
    returns table (vorgaenge bigint, ereignisse bigint, aufgaben bigint, wege bigint) language plpgsql as $$
    begin
      perform probe.setze(besitzer, stelle_, vorgang_, von, bis, auslauf_bis);
      return query select (select count(*) from vorgaenge.vorgang v where v.id = vorgang_),
        (select count(*) from nachweise.ereignis e where e.vorgang = vorgang_),
        (select count(*) from vorgaenge.aufgabe a where a.vorgang = vorgang_),
        (select count(*) from ctx.zugang(besitzer, '${GA}', vorgang_, statement_timestamp()) z where z.stelle = stelle_);
    end $$;
    grant usage on schema probe to public`);
  await h.leeren();
});

/** What Augustusburg sees of the case, when its grant begins and ends so many microseconds from the asking statement. */
async function sieht(von: number | null, bis: number | null, auslaufBis: number | null = null) {
  const z = await h.db.transaktion(liest(h.ort.augustusburg), (tx) =>
    tx.eine<{ vorgaenge: number; ereignisse: number; aufgaben: number; wege: number }>(
      `select * from probe.sieht($1, $2, $3, make_interval(secs => $4::bigint / 1e6), make_interval(secs => $5::bigint / 1e6),
        make_interval(secs => $6::bigint / 1e6))`,
      [h.ort.bennewitz, h.ort.augustusburg, fall.vorgang, von, bis, auslaufBis],
    ),
  );
  if (!z) throw new Error('keine Antwort');
  return z;
}
const offen = (z: Awaited<ReturnType<typeof sieht>>) => z.vorgaenge === 1 && z.ereignisse >= 2 && z.aufgaben === 1;
const zu = (z: Awaited<ReturnType<typeof sieht>>) => z.vorgaenge + z.ereignisse + z.aufgaben === 0;
const SEKUNDE = 1_000_000;

describe('Der Zugang', () => {
  it.each([
    ['öffnet im Augenblick des Beginns', 0, null, true],
    ['ist eine Mikrosekunde vor dem Beginn zu', 1, null, false],
    ['ist eine Sekunde vor dem Beginn zu', SEKUNDE, null, false],
    ['ist eine Sekunde vor dem Ende offen', -SEKUNDE, SEKUNDE, true],
    ['ist eine Mikrosekunde vor dem Ende offen', -SEKUNDE, 1, true],
    ['schließt im Augenblick des Endes', -SEKUNDE, 0, false],
    ['ist eine Sekunde nach dem Ende zu', -2 * SEKUNDE, -SEKUNDE, false],
  ] as const)('%s', async (_was, von, bis, soll) => {
    const z = await sieht(von, bis);
    expect(soll ? offen(z) : zu(z), JSON.stringify(z)).toBe(true);
    expect(z.wege).toBe(soll ? 1 : 0);
  });

  it.each([
    ['ist für einen benannten Vorgang nach dem Ende offen', -1, SEKUNDE, true],
    ['schließt für ihn im Augenblick, den die Auslaufregel nennt', -1, 0, false],
    ['ist für ihn eine Mikrosekunde davor noch offen', -1, 1, true],
  ] as const)('%s', async (_was, bis, auslaufBis, soll) => {
    const z = await sieht(-SEKUNDE, bis, auslaufBis);
    expect(soll ? offen(z) : zu(z), JSON.stringify(z)).toBe(true);
    expect(z.wege).toBe(soll ? 1 : 0);
  });

  it('überlebt keine Vereinbarung, außer im Auslauf, und die Auskunft sagt dasselbe wie die Zeilensicherheit', async () => {
    const versatz = fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e12, max: 1e12 })), {
      freq: 6,
    });
    await fc.assert(
      fc.asyncProperty(versatz, versatz, versatz, async (a, b, auslaufBis) => {
        const [von, bis] = a !== null && b !== null && a > b ? [b, a] : [a, b];
        const z = await sieht(von, bis, auslaufBis);
        const inKraft = (von === null || von <= 0) && (bis === null || 0 < bis);
        const auslauf = auslaufBis !== null && auslaufBis > 0;
        expect(inKraft || auslauf ? offen(z) : zu(z)).toBe(true);
        expect(z.wege).toBe(Number(inKraft) + Number(auslauf));
      }),
      { numRuns: 150 },
    );
    await t.setup.query(`delete from ctx.freigabe where vereinbarung = '00000000-0000-7000-8000-000000000001'`);
  });
});

const schliesse = (mehr: Partial<Abrede>) =>
  vereinbareSchlicht(h.db, h.protokoll, {
    auftraggeber: h.ort.bennewitz,
    auftragnehmer: h.ort.augustusburg,
    leistungen: [GA],
    ...mehr,
  });
/** Who sees the case of Bennewitz at an instant, as the served body asks it. */
const werSieht = async (wann: number) =>
  (
    await h.db.transaktion(liest(h.ort.bennewitz), (tx) =>
      readZugang(tx, { koerperschaft: h.ort.bennewitz, leistung: GA, id: fall.vorgang }, wann),
    )
  ).map((z) => z.stelle);
const nimmWeg = async (id: string) => {
  await t.setup.query('delete from vereinbarungen.regel where vereinbarung = $1', [id]);
  await t.setup.query('delete from ctx.freigabe where vereinbarung = $1', [id]);
};
/** The local day, by the calendar of the language and not of the database. */
const tagIn = (ms: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: BERLIN }).format(ms);

describe('Ein Tag einer Vereinbarung', () => {
  it.each([
    ['der Tag, an dem die Sommerzeit beginnt', '2026-03-29', '2026-03-28T23:00:00Z'],
    ['der Tag danach', '2026-03-30', '2026-03-29T22:00:00Z'],
    ['der Tag, an dem sie endet', '2026-10-25', '2026-10-24T22:00:00Z'],
    ['der Tag danach', '2026-10-26', '2026-10-25T23:00:00Z'],
    ['ein Jahreswechsel', '2027-01-01', '2026-12-31T23:00:00Z'],
    ['der 29. Februar', '2028-02-29', '2028-02-28T23:00:00Z'],
  ])('beginnt und endet um Mitternacht in Berlin: %s', async (_was, tag, mitternacht) => {
    const um = Date.parse(mitternacht);
    for (const [mehr, davor, danach] of [
      [{ ab: tag }, false, true],
      [{ ab: '2025-01-01', bis: tag }, true, false],
    ] as const) {
      const id = await schliesse(mehr);
      expect([(await werSieht(um - 1)).length > 0, (await werSieht(um)).length > 0]).toEqual([davor, danach]);
      await nimmWeg(id);
    }
  });

  it('gilt zu jeder Stunde des Jahres genau so, wie der Kalender sagt', { timeout: 120_000 }, async () => {
    const instant = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-01-01T00:00:00Z') });
    // half of all instants lie within an hour of a border in Berlin, the hours of both changes of the clock among them
    const nahe = fc
      .tuple(
        fc.constantFrom(
          '2026-03-28T23:00:00Z',
          '2026-03-29T01:00:00Z',
          '2026-10-24T22:00:00Z',
          '2026-10-25T01:00:00Z',
          '2026-06-30T22:00:00Z',
        ),
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
      )
      .map(([um, versatz]) => Date.parse(um) + versatz);
    const tag = fc.oneof(instant, nahe).map(tagIn);
    await fc.assert(
      fc.asyncProperty(
        tag,
        fc.option(tag),
        fc.array(fc.oneof(instant, nahe), { minLength: 40, maxLength: 40 }),
        async (a, b, zeiten) => {
          const [ab, bis] = b !== null && b < a ? [b, a] : [a, b === a ? null : b];
          const id = await schliesse({ ab, bis });
          for (const wann of zeiten) {
            const gilt = ab <= tagIn(wann) && (bis === null || tagIn(wann) < bis);
            expect([new Date(wann).toISOString(), await werSieht(wann)]).toEqual([
              new Date(wann).toISOString(),
              gilt ? [h.ort.augustusburg] : [],
            ]);
          }
          await nimmWeg(id);
        },
      ),
      { numRuns: 4 },
    );
  });
});

describe('Die Auskunft „Wer kann diesen Vorgang sehen“', () => {
  it('nennt jede Körperschaft, die ihn wirklich sieht, und keine andere', async () => {
    const faelle = [
      fall,
      await reicheBeispielEin(h, 'thallwitz', GA, '01-einfach'),
      await reicheBeispielEin(h, 'lossatal', GA, '01-einfach'),
      await reicheBeispielEin(h, 'wurzen', 'hundesteuer-anmeldung', '01-erster-hund'),
    ];
    for (const f of faelle) {
      const { rows } = await t.setup.query<{ leistung: string }>(
        'select leistung from vorgaenge.vorgang where id = $1',
        [f.vorgang],
      );
      const auskunft = await h.db.transaktion(liest(f.koerperschaft), (tx) =>
        readZugang(tx, { koerperschaft: f.koerperschaft, leistung: rows[0]?.leistung ?? '', id: f.vorgang }, null),
      );
      for (const stelle of Object.values(h.ort)) {
        const sichtbar = await h.db.lesen(liest(stelle), 'select id from vorgaenge.vorgang where id = $1', [f.vorgang]);
        expect(sichtbar.length === 1).toBe(stelle === f.koerperschaft || auskunft.some((z) => z.stelle === stelle));
      }
    }
  });

  it('gibt es nur für den, der ihn selbst sehen kann', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GA, '01-einfach');
    const wege = async (stelle: string) =>
      (
        await h.db.transaktion(liest(stelle), (tx) =>
          readZugang(tx, { koerperschaft: f.koerperschaft, leistung: GA, id: f.vorgang }, null),
        )
      ).length;
    expect([await wege(h.ort.thallwitz), await wege(h.ort.wurzen), await wege(h.ort.bennewitz)]).toEqual([1, 1, 0]);
  });
});
