import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { beendeHaltung, type Person, setzeHaltungFort } from '../prozesse/index.ts';
import { erledige, type Fall, HUND, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { readRegister } from '../register/index.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import {
  berichtige,
  erfasse,
  korrigiere,
  letzte,
  readAbrechnung,
  readZaehlungen,
  readZuletzt,
  rechneJahrNach,
  stelle,
} from './index.ts';
import { am, baueAbrechnung } from './pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let vertrag = '';
let rex: Fall;
let bello: Fall;
const STUNDE = 3_600_000;
const HAEUSER = ['wurzen', 'augustusburg'] as const;
const OKTOBER = { jahr: 2026, periode: 10 };

async function melde(): Promise<Fall> {
  const f = await reicheBeispielEin(w.h, 'wurzen', HUND, '01-erster-hund');
  await w.leeren();
  for (const [sub, was] of [
    ['m.uhlig', 'feststellen'],
    ['c.seifert', 'angeordnet'],
  ] as const)
    expect(await erledige(w.h, f, person(sub), was)).toEqual({ ok: true });
  await w.leeren();
  expect(w.h.fehler).toEqual([]);
  return f;
}
const person = (sub: string): Person => {
  const { person, stelle } = w.akteur(sub);
  return { person, stelle, name: sub, telefon: '' };
};
const beende = (sub: string, f: Fall, ende: string, grund = 'Abmeldung vom 12.10.') =>
  beendeHaltung(w.h.aufgaben, person(sub), f.vorgang, ende, grund);
const zurueck = (sub: string, f: Fall, grund: string) => setzeHaltungFort(w.h.aufgaben, person(sub), f.vorgang, grund);
/** Counts only what is young, as the worker does every minute. */
const zaehle = () => w.zaehle(w.uhr.jetzt() - STUNDE);
const hunde = async (ort: (typeof HAEUSER)[number]) =>
  (await w.in(ort, (tx) => readZaehlungen(tx, vertrag))).filter((z) => z.einheit === 'hund');
const gezaehlt = async (ort: (typeof HAEUSER)[number]) =>
  (await hunde(ort)).map((z) => [z.tag, z.menge, z.angaben['register'] ?? null]);
const oktober = async (ort: (typeof HAEUSER)[number]) => {
  const a = await w.in(ort, (tx) => readAbrechnung(tx, { vereinbarung: vertrag, ...OKTOBER }));
  return [a?.gleich, a && letzte(a.periode).abrechnung.zeilen[0]?.menge];
};

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-05');
  vertrag = (await w.vertrag('wurzen', 'augustusburg', HUND)).id;
  rex = await melde();
  w.uhr.stelle(am('2026-10-08'));
  bello = await melde();
  expect(await w.zaehle()).toBeGreaterThanOrEqual(2);
});

describe('Der Abgang eines Hundes', () => {
  it('wird von der Sachbearbeitung eingetragen, die den Vorgang bearbeitet, mit Tag und Grund', async () => {
    w.uhr.stelle(am('2026-10-15'));
    expect(await beende('k.weber', rex, '2026-10-12')).toMatchObject({ grund: 'register.nicht-berechtigt' });
    expect(await beende('s.hartig', rex, '2026-10-12')).toMatchObject({ grund: 'register.nicht-berechtigt' });
    expect(await beende('h.reichelt', rex, '2026-10-12')).toMatchObject({ grund: 'vorgang.unbekannt' });
    expect(await beende('m.uhlig', rex, '12.10.')).toMatchObject({ grund: 'register.tag-ungueltig' });
    expect(await beende('m.uhlig', rex, '2026-10-04')).toMatchObject({ grund: 'register.ende-vor-beginn' });
    expect(await beende('m.uhlig', rex, '2026-10-17')).toMatchObject({ grund: 'register.tag-zukunft' });
    expect(await beende('m.uhlig', rex, '2026-10-12', ' ')).toMatchObject({ grund: 'register.ohne-grund' });
    expect(await zurueck('m.uhlig', rex, 'x')).toMatchObject({ grund: 'register.nicht-beendet' });
    expect(await zaehle()).toBe(0);
    expect(await beende('m.uhlig', rex, '2026-10-12')).toEqual({ ok: true });
    expect(await beende('m.uhlig', rex, '2026-10-12')).toMatchObject({ grund: 'register.schon-beendet' });
    expect((await readFall(w.h, rex)).vorgang).toMatchObject({ haltungEnde: '2026-10-12' });
    const zeilen = await w.in('wurzen', (tx) => readRegister(tx, w.h.ort.wurzen));
    expect(zeilen.map((z) => [z.vorgang === rex.vorgang, z.ende]).toSorted()).toEqual([
      [false, null],
      [true, '2026-10-12'],
    ]);
  });

  it('wird von diesem Tag an gezählt, einmal, in beiden Konten', async () => {
    expect(await zaehle()).toBe(1);
    expect(await zaehle()).toBe(0);
    expect(await w.zaehle()).toBe(0);
    for (const ort of HAEUSER)
      expect(await gezaehlt(ort)).toEqual([
        ['2026-10-12', -1, 'abgang'],
        ['2026-10-08', 1, null],
        ['2026-10-05', 1, null],
      ]);
  });

  it('verdeckt in der Liste nicht, was Menschen eingetragen haben, so alt es auch ist', async () => {
    const bestand = { vereinbarung: vertrag, leistung: HUND, einheit: 'hund' as const, tag: '2026-10-15', menge: 2 };
    const zuletzt = async () =>
      (await w.in('wurzen', (tx) => readZuletzt(tx, vertrag, 'hund', 1))).map((z) => [
        z.menge,
        z.angaben['grund'] ?? null,
      ]);
    expect(await erfasse(w.d, w.akteur('s.hartig'), { ...bestand, grund: 'Fachverfahren' })).toEqual({ ok: true });
    const [quelle = ''] = (await hunde('wurzen')).map((z) => z.quelle);
    const weg = { vereinbarung: vertrag, quelle, richtig: 0, grund: 'Doppelt' };
    expect(await korrigiere(w.d, w.akteur('s.hartig'), weg)).toEqual({ ok: true });
    expect(await zuletzt()).toEqual([
      [-2, 'Doppelt'],
      [2, 'Fachverfahren'],
    ]);
    await w.leeren();
  });

  it('steht Tag für Tag in der Abrechnung, auf beiden Seiten gleich', async () => {
    w.uhr.stelle(am('2026-11-02'));
    const seifert = w.akteur('c.seifert');
    expect(await stelle(w.d, seifert, { vereinbarung: vertrag, jahr: 2026, perioden: [10] })).toEqual({ ok: true });
    await w.leeren();
    // one from the 5th to the 11th, the other from the 8th to the end of the month
    for (const ort of HAEUSER) expect(await oktober(ort)).toEqual([true, 7 + 24]);
  });

  it('geht nicht über die Zählung: was das Register sagt, wird dort berichtigt', async () => {
    const liste = await hunde('wurzen');
    const register = liste.filter((z) => z.angaben['grund'] === undefined);
    expect(register).toHaveLength(3);
    for (const { quelle } of register)
      expect(
        await korrigiere(w.d, w.akteur('s.hartig'), { vereinbarung: vertrag, quelle, richtig: 0, grund: 'x' }),
      ).toMatchObject({ grund: 'abrechnung.aus-register' });
  });

  it('wird nur durch Gegenbuchung zurückgenommen, mit Grund: der Hund zählt weiter', async () => {
    expect(await zurueck('m.uhlig', rex, '')).toMatchObject({ grund: 'register.ohne-grund' });
    expect(await zurueck('k.weber', rex, 'x')).toMatchObject({ grund: 'register.nicht-berechtigt' });
    expect(await zurueck('m.uhlig', rex, 'Verwechslung mit einem anderen Hund')).toEqual({ ok: true });
    expect(await zaehle()).toBe(1);
    for (const ort of HAEUSER) expect((await gezaehlt(ort))[0]).toEqual(['2026-10-12', 1, 'zurueck']);
    const g = { vereinbarung: vertrag, ...OKTOBER };
    expect(await berichtige(w.d, w.akteur('c.seifert'), g, 'Abgang zurückgenommen')).toEqual({ ok: true });
    await w.leeren();
    for (const ort of HAEUSER) expect(await oktober(ort)).toEqual([true, 27 + 24]);
  });

  it('kann vom ersten Tag an gelten: dieser Hund war nie da', async () => {
    expect(await beende('m.uhlig', bello, '2026-10-08', 'Doppelt gemeldet')).toEqual({ ok: true });
    expect(await zaehle()).toBe(1);
    const zeilen = await w.in('wurzen', (tx) => readRegister(tx, w.h.ort.wurzen));
    expect(zeilen.find((z) => z.vorgang === bello.vorgang)?.ende).toBe('2026-10-08');
    const g = { vereinbarung: vertrag, ...OKTOBER };
    expect(await berichtige(w.d, w.akteur('c.seifert'), g, 'War doppelt gemeldet')).toEqual({ ok: true });
    await w.leeren();
    for (const ort of HAEUSER) expect(await oktober(ort)).toEqual([true, 27]);
  });

  it('trägt niemand ein, der sich in dieser Sache für befangen erklärt hat', async () => {
    const uhlig = person('m.uhlig');
    await w.in('wurzen', async (tx) => {
      const g = await lock(tx, w.h.protokoll, rex.koerperschaft, rex.vorgang);
      if (!g) throw new Error('Der Vorgang fehlt');
      const offen = { ...g, vorgang: { ...g.vorgang, abgeschlossen: null } };
      const wer = { pseudonym: uhlig.person, role: 'sachbearbeitung', loa: null };
      expect(
        await handle(tx, w.h.protokoll, offen, { art: 'befangen-erklaeren', person: uhlig.person }, wer),
      ).toMatchObject({ ok: true });
    });
    expect(await beende('m.uhlig', rex, '2026-10-20')).toMatchObject({ grund: 'register.nicht-berechtigt' });
  });

  it('ergibt aus den Protokollen beider Seiten dieselbe Prüfsumme', async () => {
    const hash = async (ort: (typeof HAEUSER)[number]) =>
      (await rechneJahrNach(w.worker, w.h.ort[ort], 2026)).find((j) => j.vertrag.id === vertrag)?.hash;
    expect(await hash('wurzen')).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash('augustusburg')).toBe(await hash('wurzen'));
  });
});
