import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { reicheEin } from '../eingang/index.ts';
import { anonym, antragAus, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { createNummern } from './nummern.ts';

const t = await neueDatenbank();
let h: Haus;
/** the same house, opened by another process with numbers of its own */
const zweiterProzess = (): Haus => ({ ...h, einreichen: { ...h.einreichen, nummern: createNummern() } });
const nummer = (aktenzeichen: string) => Number(aktenzeichen.split('-')[3]);

beforeAll(async () => {
  h = await baueHaus(t);
});

describe('Das Aktenzeichen', () => {
  it('trägt das Kürzel der zuständigen Körperschaft, auch unter Delegation, Leistung, Jahr und sechs Stellen', async () => {
    const jahr = new Date().getFullYear();
    expect((await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach')).aktenzeichen).toBe(`THW-GA-${jahr}-000001`);
    expect((await reicheBeispielEin(h, 'lossatal', GEWERBE, '01-einfach')).aktenzeichen).toBe(`WUR-GA-${jahr}-000001`);
    expect((await reicheBeispielEin(h, 'lossatal', GEWERBE, '01-einfach')).aktenzeichen).toBe(`WUR-GA-${jahr}-000002`);
  });

  it('ist einmalig, wenn drei Prozesse gleichzeitig je zwanzig Anträge nehmen', async () => {
    const prozesse = [h, zweiterProzess(), zweiterProzess()];
    const alle = await Promise.all(
      prozesse.flatMap((p) =>
        Array.from({ length: 20 }, () => reicheBeispielEin(p, 'bennewitz', GEWERBE, '01-einfach')),
      ),
    );
    expect(new Set(alle.map((a) => a.aktenzeichen)).size).toBe(60);
    expect(Math.max(...alle.map((a) => nummer(a.aktenzeichen)))).toBeLessThanOrEqual(60 + 3 * 40);
  });

  it('bleibt einmalig, wenn der erste Antrag eines Prozesses zurückgenommen wird', async () => {
    const fremd = uuidv7(Date.now());
    const erster = zweiterProzess();
    const antrag = { ...antragAus(h, 'augustusburg', GEWERBE, '01-einfach'), kontext: anonym(fremd) };
    await expect(reicheEin(erster.einreichen, antrag)).rejects.toThrow('fremder Antrag');
    const zweiter = zweiterProzess();
    const alle: string[] = [];
    for (const p of [zweiter, erster, zweiter, erster])
      alle.push((await reicheBeispielEin(p, 'augustusburg', GEWERBE, '01-einfach')).aktenzeichen);
    expect(new Set(alle).size).toBe(4);
  });
});
