import { describe, expect, it } from 'vitest';
import { liesAufruf } from './aufruf.ts';

describe('npm run leistung', () => {
  it('liest, was zu tun ist', () => {
    expect(liesAufruf(['test', 'leistungen/x'])).toEqual({ befehl: 'test', ordner: 'leistungen/x', json: false });
    expect(liesAufruf(['test', '--json', 'leistungen/x'])).toEqual({
      befehl: 'test',
      ordner: 'leistungen/x',
      json: true,
    });
    expect(liesAufruf(['new', 'leistungen/x'])).toEqual({ befehl: 'new', ordner: 'leistungen/x' });
    expect(liesAufruf(['diff', 'neu', 'alt'])).toEqual({ befehl: 'diff', neu: 'neu', alt: 'alt' });
    expect(liesAufruf(['diff', 'neu'])).toEqual({ befehl: 'diff', neu: 'neu', alt: null });
    const fassung = '0123456789abcdef';
    expect(liesAufruf(['export', 'hund', 'aus', '--fassung', fassung])).toEqual({
      befehl: 'export',
      schluessel: 'hund',
      fassung,
      ordner: 'aus',
    });
    expect(liesAufruf(['export', 'hund', 'aus'])).toMatchObject({ fassung: null });
    expect(liesAufruf(['publish', 'x'])).toEqual({ befehl: 'publish', ordner: 'x', eintragen: false });
    expect(liesAufruf(['publish', 'x', '--eintragen'])).toMatchObject({ eintragen: true });
    expect(liesAufruf(['publish', '--zurueck', 'hund'])).toEqual({
      befehl: 'zurueck',
      schluessel: 'hund',
      eintragen: false,
    });
    expect(liesAufruf(['publish', '--eintragen', '--beenden', 'hund'])).toEqual({
      befehl: 'beenden',
      schluessel: 'hund',
      eintragen: true,
    });
    expect(liesAufruf(['--help'])).toMatchObject({ befehl: 'hilfe', code: 0 });
  });

  it.each([
    [],
    ['test'],
    ['test', '--json'],
    ['test', 'x', 'y'],
    ['test', 'x', '--jason'],
    ['new'],
    ['new', '--json'],
    ['new', 'x', '--json'],
    ['diff'],
    ['diff', 'x', 'y', 'z'],
    ['diff', 'x', '--json'],
    ['publish'],
    ['publish', '--eintragen'],
    ['publish', 'x', 'y'],
    ['publish', 'x', '--jetzt'],
    ['publish', '--zurueck'],
    ['publish', '--zurueck', '--beenden', 'hund'],
    ['publish', '--beenden', 'Hund'],
    ['publish', '--zurueck', 'Straßenfest'],
    ['export', 'hund'],
    ['export', 'Hund', 'aus'],
    ['export', 'hund', '--fassung', '0123456789abcdef'],
    ['export', 'hund', 'aus', '--fassung'],
    ['export', 'hund', 'aus', '--fassung', 'neueste'],
    ['export', 'hund', 'aus', 'mehr'],
  ])('sagt bei falschem Aufruf, was fehlt: %s', (...woerter) => {
    const a = liesAufruf(woerter);
    expect(a).toMatchObject({ befehl: 'hilfe', code: 3 });
    expect('meldung' in a ? a.meldung : '').not.toBe('');
  });
});
