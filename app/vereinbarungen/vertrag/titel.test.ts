import { describe, expect, it } from 'vitest';
import { titelMitArt, titelMitLeistungen, titelOhneArt, titelVorschlag } from './titel.ts';

const ORTE = { auftraggeber: 'Thallwitz', auftragnehmer: 'Wurzen' };
const benennung = { gewerbe: 'Gewerbe anmelden', hund: 'Hund anmelden' };
const beides = { art: 'mandatierend', leistungen: ['gewerbe', 'hund'], benennung } as const;
const gegenstand = { ...beides, leistungen: [...beides.leistungen] };

describe('Der Titel einer Vereinbarung', () => {
  it('nennt Parteien, Leistungen und Art', () => {
    expect(titelVorschlag(gegenstand, ORTE)).toBe(
      'Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden, Hund anmelden (Mandat)',
    );
    expect(titelVorschlag({ ...gegenstand, art: 'personal', leistungen: ['neu'] }, ORTE)).toBe(
      'Zweckvereinbarung Thallwitz–Wurzen: neu (Bereitstellung von Personal)',
    );
  });

  it('bleibt eine Zeile lang und sagt, wie viele Leistungen er nicht nennt', () => {
    const leistungen = Array.from({ length: 30 }, (_, i) => `leistung-${i}`);
    const titel = titelVorschlag({ ...gegenstand, leistungen }, ORTE);
    expect(titel.length).toBeLessThanOrEqual(160);
    const genannt = titel.match(/leistung-\d+/g)?.length ?? 0;
    expect(genannt).toBeGreaterThan(3);
    expect(titel).toContain(` und ${30 - genannt} weitere (Mandat)`);
    const lang = titelVorschlag({ ...gegenstand, leistungen: ['x'.repeat(200), 'y'] }, ORTE);
    expect(lang).toContain('x und 1 weitere');
  });

  it('bekommt eine Nummer, wenn es ihn schon gibt', () => {
    const erster = titelVorschlag(gegenstand, ORTE);
    const zweiter = titelVorschlag(gegenstand, ORTE, [erster]);
    expect(zweiter).toBe(`${erster}, Nr. 2`);
    expect(titelVorschlag(gegenstand, ORTE, [zweiter, erster])).toBe(`${erster}, Nr. 3`);
  });

  it('steht mit seinen Leistungen da, auch wenn er sie nicht nennt', () => {
    expect(titelMitLeistungen({ ...gegenstand, titel: 'Zweckvereinbarung vom 4. November 2024' })).toBe(
      'Zweckvereinbarung vom 4. November 2024 (Gewerbe anmelden, Hund anmelden)',
    );
    const titel = titelVorschlag(gegenstand, ORTE);
    expect(titelMitLeistungen({ ...gegenstand, titel })).toBe(titel);
  });

  it('steht mit seiner Art da, aber nie mit derselben zweimal', () => {
    const titel = titelVorschlag(gegenstand, ORTE);
    expect(titelMitArt('Mandat', titel)).toBe(titel);
    expect(titelMitArt('Delegation', titel)).toBe(`Delegation, ${titel}`);
    expect(titelMitArt('Mandat', 'Zweckvereinbarung vom 4. November 2024')).toBe(
      'Mandat, Zweckvereinbarung vom 4. November 2024',
    );
    expect(titelOhneArt(titel)).toBe('Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden, Hund anmelden');
    expect(titelOhneArt(`${titel}, Nr. 2`)).toMatch(/Hund anmelden, Nr\. 2$/);
  });
});
