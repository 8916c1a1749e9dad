import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../base/index.ts';
import { type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { kassenzeichenOf, ordneAn, readForderung, stelleFest } from './index.ts';

const t = await neueDatenbank();
let h: Haus;
let f: Fall;
const [erste, zweite] = [uuidv7(Date.now()), uuidv7(Date.now())];
const ort = () => ({ koerperschaft: f.koerperschaft, leistung: GEWERBE, vorgang: f.vorgang });
const im = <T>(fn: (tx: Parameters<typeof readForderung>[0]) => Promise<T>) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), fn);
const feststellen = (betrag: number) =>
  im((tx) =>
    stelleFest(tx, Date.now(), ort(), {
      art: 'gebuehr',
      betrag,
      begruendung: 'Regelfall',
      kassenzeichen: kassenzeichenOf(f.aktenzeichen),
      faellig: [
        { tag: '2026-02-15', betrag: betrag - 10 },
        { tag: '2026-08-15', betrag: 10 },
      ],
      festgestelltVon: erste,
      zahlweg: 'ueberweisung',
    }),
  );
const anordnen = (person: string) => im((tx) => ordneAn(tx, Date.now(), ort(), person, '2026-03-01'));
const lies = () => im((tx) => readForderung(tx, f.koerperschaft, f.vorgang));

beforeAll(async () => {
  h = await baueHaus(t);
});
beforeEach(async () => {
  f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
});

describe('Die Forderung', () => {
  it('braucht zwei Personen, auch wenn das Programm es vergisst', async () => {
    await feststellen(5000);
    await expect(anordnen(erste)).rejects.toThrow('check constraint');
    expect(await lies()).toMatchObject({ betrag: 5000, festgestelltVon: erste, angeordnetVon: null });
    expect(await anordnen(zweite)).toBe(true);
    expect(await lies()).toMatchObject({ angeordnetVon: zweite });
  });

  it('wird einmal angeordnet und ohne Feststellung gar nicht', async () => {
    expect(await anordnen(zweite)).toBe(false);
    await feststellen(5000);
    expect(await anordnen(zweite)).toBe(true);
    expect(await anordnen(uuidv7(Date.now()))).toBe(false);
    expect((await lies())?.angeordnetVon).toBe(zweite);
  });

  it('wird neu festgestellt, solange sie nicht angeordnet ist, danach nicht mehr', async () => {
    await feststellen(5000);
    await feststellen(8000);
    expect((await lies())?.betrag).toBe(8000);
    await anordnen(zweite);
    await expect(feststellen(1)).rejects.toThrow('forderung_kassenzeichen');
    expect(await lies()).toMatchObject({ betrag: 8000, angeordnetVon: zweite });
  });

  it('behält beim Anordnen Raten und Summe und rückt nur zu frühe Termine nach hinten', async () => {
    await feststellen(6416);
    await anordnen(zweite);
    expect((await lies())?.faellig).toEqual([
      { tag: '2026-03-01', betrag: 6406 },
      { tag: '2026-08-15', betrag: 10 },
    ]);
  });

  it('ist nie negativ und gehört nur in den Vorgang ihrer Leistung', async () => {
    await expect(feststellen(-1)).rejects.toThrow('check constraint');
    const falsch = { ...ort(), leistung: 'hundesteuer-anmeldung' };
    const angaben = {
      art: 'steuer',
      betrag: 1,
      begruendung: 'x',
      kassenzeichen: 'K',
      faellig: [],
      festgestelltVon: erste,
      zahlweg: 'sepa',
    } as const;
    await expect(im((tx) => stelleFest(tx, Date.now(), falsch, { ...angaben, faellig: [] }))).rejects.toThrow();
  });
});
