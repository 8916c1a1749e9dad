import { describe, expect, it } from 'vitest';
import { liesAufruf } from './aufruf.ts';

describe('npm run kommune', () => {
  it('liest, wofür nachgerechnet wird', () => {
    expect(liesAufruf(['abrechnung', '14729410', '2026'])).toEqual({
      befehl: 'abrechnung',
      ags: '14729410',
      jahr: 2026,
    });
    expect(liesAufruf(['--help'])).toMatchObject({ befehl: 'hilfe', code: 0 });
    const zwei = { befehl: 'zusammenschluss', aufgegangen: '14729380', nachfolgerin: '14729410', ab: '2027-01-01' };
    const worte = ['zusammenschluss', '14729380', '14729410', '01.01.2027'];
    expect(liesAufruf(worte)).toEqual({ ...zwei, eintragen: false });
    expect(liesAufruf([...worte, '--eintragen'])).toEqual({ ...zwei, eintragen: true });
    const aus = { befehl: 'export', ags: '14729410', ordner: '/tmp/wurzen' };
    expect(liesAufruf(['export', '14729410', '/tmp/wurzen'])).toEqual({ ...aus, json: false });
    expect(liesAufruf(['export', '14729410', '/tmp/wurzen', '--json'])).toEqual({ ...aus, json: true });
  });

  it.each([
    [],
    ['export'],
    ['export', 'Wurzen', '/tmp/wurzen'],
    ['export', '14729410'],
    ['export', '14729410', '--jason'],
    ['export', '14729410', '/tmp/wurzen', 'mehr'],
    ['import', '14729410', '/tmp/wurzen'],
    ['abrechnen'],
    ['abrechnung'],
    ['abrechnung', 'Wurzen', '2026'],
    ['abrechnung', '14729410'],
    ['abrechnung', '14729410', '26'],
    ['abrechnung', '14729410', '2026', 'mehr'],
    ['zusammenschluss', '14729380', '14729410'],
    ['zusammenschluss', '14729380', '14729410', '30.02.2027'],
    ['zusammenschluss', '14729380', 'Wurzen', '01.01.2027'],
    ['zusammenschluss', '14729380', '14729410', '01.01.2027', 'mehr'],
  ])('sagt bei falschem Aufruf, was fehlt: %s', (...woerter) => {
    const a = liesAufruf(woerter);
    expect(a).toMatchObject({ befehl: 'hilfe', code: 3 });
    expect(a.befehl === 'hilfe' && a.meldung).not.toBe('');
  });
});
