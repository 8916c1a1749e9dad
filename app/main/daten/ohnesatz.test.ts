import { beforeAll, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../../base/index.ts';
import { DEMO_ORTE } from '../../demo/welt.ts';
import { setzeSatz } from '../../kommunen/index.ts';
import { readStrom } from '../../nachweise/index.ts';
import { behebeStoerung, type Person } from '../../prozesse/index.ts';
import { aufgabeVon, erledige, type Fall, HUND, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../../pruefstand/haus.ts';
import { rechneHausNach } from '../pruefstand/nachrechnen.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-06-02T10:00:00Z'));
let h: Haus;
let person: (sub: string) => Person;

const weiter = async () => {
  uhr.stelle(uhr.jetzt() + 60_000);
  await h.leeren();
  uhr.stelle(uhr.jetzt() + 60_000);
};
const abweichungen = async () => (await rechneHausNach(t, h)).unterschiede;
const steht = async (f: Fall): Promise<number> =>
  (await t.setup.query('select schritt from prozesse.vorfall where vorgang = $1 and behoben is null', [f.vorgang]))
    .rows[0]?.schritt;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
  await t.setup.query('delete from kommunen.satz where koerperschaft = $1', [h.ort.augustusburg]);
});

it('Ein Vorgang, der ohne Satz begann, wartet, nimmt den nachgetragenen auf Zuruf und rechnet sich danach gleich nach', async () => {
  const uhlig = person('m.uhlig');
  const f = await reicheBeispielEin(h, 'augustusburg', HUND, '01-erster-hund');
  const anderer = await reicheBeispielEin(h, 'augustusburg', HUND, '01-erster-hund');
  await weiter();
  expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_pruefung');
  expect(await erledige(h, f, uhlig, 'bestaetigen')).toEqual({ ok: true });
  await weiter();
  const erster = await steht(f);
  expect([await aufgabeVon(h, f), typeof erster]).toEqual([undefined, 'number']);
  // still nothing entered: it stops again
  expect(await behebeStoerung(h.aufgaben, uhlig, f.vorgang, erster)).toEqual({ ok: true });
  await weiter();
  const schritt = await steht(f);
  expect(schritt).toBeGreaterThan(erster);

  await h.db.transaktion(dienst(h.ort.augustusburg, 'Test'), (tx) => {
    const { hundesteuer: werte, satzung: fundstelle } = DEMO_ORTE.find(
      (o) => o.kuerzel === 'AUG',
    ) as (typeof DEMO_ORTE)[0];
    const ab = '2020-01-01';
    return setzeSatz(tx, h.ort.augustusburg, { art: 'hundesteuer', ab, werte, fundstelle, jetzt: uhr.jetzt() });
  });
  expect(await abweichungen(), 'was ohne Satz begann, begann ohne Satz').toEqual([]);
  await weiter();
  expect(await behebeStoerung(h.aufgaben, uhlig, f.vorgang, schritt)).toEqual({ ok: true });
  await weiter();
  expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
  const gesetzt = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) =>
    (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).find((e) => e.ereignis.kind === 'angabe.gesetzt'),
  );
  expect(gesetzt?.ereignis).toMatchObject({
    actor: { pseudonym: uhlig.person },
    data: { angaben: [{ pfad: 'satz', alt: null, neu: { erster: 4800 } }] },
  });
  // the other one has not come so far: it stops when it does, and goes on alike
  expect(await erledige(h, anderer, uhlig, 'bestaetigen')).toEqual({ ok: true });
  await weiter();
  expect(await behebeStoerung(h.aufgaben, uhlig, anderer.vorgang, await steht(anderer))).toEqual({ ok: true });
  expect((await aufgabeVon(h, anderer))?.element).toBe('Aufgabe_feststellung');
  expect(await abweichungen()).toEqual([]);
});
