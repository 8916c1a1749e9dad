import { HOECHSTMENGE } from '@rathausverbund/kosten';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { umlageOf, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import {
  type Akteur,
  berichtigeAufwand,
  erfasse,
  korrigiere,
  readPools,
  readZaehlungen,
  stelle,
  stellePoolFest,
} from './index.ts';
import { baueAbrechnung } from './pruefstand.ts';
import { readArt } from './store.ts';

const t = await neueDatenbank();
const TAG = '2026-10-05';
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let [scan, mandat, pool] = ['', '', ''];
let post: Akteur;
let wurzen: Akteur;

beforeAll(async () => {
  w = await baueAbrechnung(t, TAG);
  scan = (await w.vertrag('thallwitz', 'wurzen', 'posteingang')).id;
  mandat = (await w.vertrag('thallwitz', 'wurzen', GEWERBE)).id;
  [post, wurzen] = ['d.lorenz', 's.hartig'].map(w.akteur) as [Akteur, Akteur];
  const { thallwitz, wurzen: haus } = w.h.ort;
  pool = await vereinbareSchlicht(w.d.db, w.d.protokoll, umlageOf(thallwitz, haus, 'scanstelle', '2026-01-01'));
  await w.leeren();
});

/** Both wait at the locked account before they go on: what one does the other has not seen yet. */
async function zugleich<T>(vereinbarung: string, tun: readonly (() => Promise<T>)[]): Promise<T[]> {
  await t.setup.query('begin');
  await t.setup.query('select pg_advisory_xact_lock(hashtextextended($1, 419))', [`${w.h.ort.wurzen}/${vereinbarung}`]);
  const laeuft = tun.map((f) => f());
  const wartend = async () =>
    (await t.setup.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount ?? 0;
  while ((await wartend()) < tun.length) await new Promise((weiter) => setTimeout(weiter, 5));
  await t.setup.query('commit');
  return Promise.all(laeuft);
}

const seiten = async (v = scan) => (await w.in('wurzen', (tx) => readZaehlungen(tx, v))).map((z) => z.menge ?? 0);
const seite = (menge: number, schluessel?: string, mehr: object = {}) =>
  erfasse(w.d, post, {
    vereinbarung: scan,
    leistung: 'posteingang',
    einheit: 'seite',
    tag: TAG,
    menge,
    grund: '',
    ...(schluessel === undefined ? {} : { schluessel }),
    ...mehr,
  });
const summe = (mengen: readonly number[]) => mengen.reduce((a, b) => a + b, 0);

/** Who gets the lock first is chance: the one that entered it before the one that found it there. */
const nacheinander = (e: readonly object[]) => e.toSorted((a, b) => Number('schon' in a) - Number('schon' in b));

describe('Zwei zugleich', () => {
  it('berichtigen dieselbe Zählung nacheinander: es gilt, was zuletzt gesagt ist, und nie weniger als nichts', async () => {
    expect(await seite(77)).toEqual({ ok: true });
    const [z] = await w.in('wurzen', (tx) => readZaehlungen(tx, scan));
    const k = (richtig: number) => () =>
      korrigiere(w.d, post, { vereinbarung: scan, quelle: z?.quelle ?? '', richtig, grund: 'Leerseiten' });
    expect(await zugleich(scan, [k(5), k(9)])).toEqual([{ ok: true }, { ok: true }]);
    expect([5, 9]).toContain(summe(await seiten()));
  });

  it('senden dieselbe Berichtigung: sie zählt einmal', async () => {
    const z = (await w.in('wurzen', (tx) => readZaehlungen(tx, scan))).at(-1);
    const k = () =>
      korrigiere(w.d, post, { vereinbarung: scan, quelle: z?.quelle ?? '', richtig: 3, grund: 'gezählt' });
    expect(nacheinander(await zugleich(scan, [k, k]))).toEqual([{ ok: true }, { ok: true, schon: true }]);
    expect(summe(await seiten())).toBe(3);
  });

  it('senden dasselbe Formular: es wird ein Eintrag, und zwei Formulare werden zwei', async () => {
    const vorher = await seiten();
    const [eins, zwei] = [uuidv7(w.uhr.jetzt()), uuidv7(w.uhr.jetzt())];
    expect(nacheinander(await zugleich(scan, [() => seite(77, eins), () => seite(77, eins)]))).toEqual([
      { ok: true },
      { ok: true, schon: true },
    ]);
    expect(await seite(77, zwei)).toEqual({ ok: true });
    expect(await seiten()).toHaveLength(vorher.length + 2);
    // changed after it was sent: not lost without a word, and not entered beside the first
    expect(await seite(78, eins)).toMatchObject({ grund: 'abrechnung.schon-abgesandt' });
    expect(await seiten()).toHaveLength(vorher.length + 2);
  });

  it('bringen einen Tag nicht über das, was sich abrechnen lässt', async () => {
    const gestern = { tag: '2026-10-04' };
    const halb = () => seite(HOECHSTMENGE / 2 + 1, undefined, gestern);
    expect((await zugleich(scan, [halb, halb])).map((e) => ('grund' in e ? e.grund : 'ok')).toSorted()).toEqual([
      'abrechnung.menge-zu-gross',
      'ok',
    ]);
    expect(await seite(HOECHSTMENGE + 1, undefined, gestern)).toMatchObject({ grund: 'abrechnung.menge-zu-gross' });
    expect(await seite(1e20, undefined, gestern)).toMatchObject({ grund: 'abrechnung.menge-zu-gross' });
    const z = (await w.in('wurzen', (tx) => readZaehlungen(tx, scan)))[0];
    const k = (richtig: number) =>
      korrigiere(w.d, post, { vereinbarung: scan, quelle: z?.quelle ?? '', richtig, grund: 'Zahl vertippt' });
    expect(await k(HOECHSTMENGE + 1)).toMatchObject({ grund: 'abrechnung.menge-zu-gross' });
    expect(await k(0)).toEqual({ ok: true });
  });

  it('sagen dieselbe Aufwandsklasse: ein Ereignis', async () => {
    const fall = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
    await w.leeren();
    await w.zaehle();
    const b = () =>
      berichtigeAufwand(w.d, w.akteur('k.weber'), {
        vereinbarung: mandat,
        vorgang: fall.vorgang,
        klasse: 'mit Widerspruch',
        grund: 'Streit am Telefon',
      });
    expect(await zugleich(mandat, [b, b])).toEqual([{ ok: true }, { ok: true }]);
    expect(await w.in('wurzen', (tx) => readArt(tx, mandat, 'aufwand.berichtigt', 9))).toHaveLength(1);
  });

  it('stellen Kosten eines Pools und einen Monat: einer von beiden', async () => {
    w.uhr.stelle(Date.parse('2026-11-03T09:00:00Z'));
    const e = {
      vereinbarung: pool,
      leistung: 'vergabeakte',
      einheit: 'seite' as const,
      tag: TAG,
      menge: 10,
      grund: '',
    };
    expect(await erfasse(w.d, post, e)).toEqual({ ok: true });
    const kosten = (betrag: number) => () =>
      stellePoolFest(w.d, wurzen, { pool: 'scanstelle', jahr: 2026, monat: 10, kosten: betrag, grund: 'Kostenstelle' });
    const fest = await zugleich(pool, [kosten(1_000), kosten(2_000)]);
    expect(fest.map((x) => ('grund' in x ? x.grund : 'ok')).toSorted()).toEqual(['abrechnung.pool-schon-fest', 'ok']);
    expect((await w.in('wurzen', (tx) => readPools(tx, 2026)))[0]?.feststellungen).toHaveLength(1);
    const monat = () => stelle(w.d, wurzen, { vereinbarung: scan, jahr: 2026, perioden: [10] });
    const gestellt = await zugleich(scan, [monat, monat]);
    expect(gestellt.map((x) => ('grund' in x ? x.grund : 'ok')).toSorted()).toEqual([
      'abrechnung.schon-gestellt',
      'ok',
    ]);
  });
});
