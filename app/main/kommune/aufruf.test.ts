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
  });

  it.each([
    [],
    ['abrechnen'],
    ['abrechnung'],
    ['abrechnung', 'Wurzen', '2026'],
    ['abrechnung', '14729410'],
    ['abrechnung', '14729410', '26'],
    ['abrechnung', '14729410', '2026', 'mehr'],
  ])('sagt bei falschem Aufruf, was fehlt: %s', (...woerter) => {
    const a = liesAufruf(woerter);
    expect(a).toMatchObject({ befehl: 'hilfe', code: 3 });
    expect(a.befehl === 'hilfe' && a.meldung).not.toBe('');
  });
});
