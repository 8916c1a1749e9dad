import { describe, expect, it } from 'vitest';
import { ablehnen, createTexte } from '../../../base/index.ts';
import { meldungenOrdner, meldungOf } from '../../../base/meldungen/index.ts';
import { mitNamen } from './wo.ts';

const katalog = { name: (l: string) => (l === 'posteingang' ? 'Posteingang' : l) };

describe('Warum ein Monat nicht gestellt wird', () => {
  it('steht mit dem Namen der Leistung und dem Tag da', () => {
    const e = ablehnen('abrechnung.pool.fehlt', { leistung: 'posteingang', tag: '2026-08-01', wo: 'posteingang' });
    const { text } = meldungOf(createTexte([meldungenOrdner]), mitNamen({ katalog }, e));
    expect(text).toContain('(Posteingang, 01.08.2026)');
  });

  it('bleibt, wie es ist, wo keine Leistung genannt ist', () => {
    const e = ablehnen('abrechnung.laeuft-noch');
    expect(mitNamen({ katalog }, e)).toBe(e);
  });
});
