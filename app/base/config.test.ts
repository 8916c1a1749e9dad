import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ordner, readConfig } from './index.ts';

const lies = (env: Record<string, string | undefined>) => {
  const e = readConfig({ DATEN_DIR: '/daten', ...env });
  return e.ok ? e.config : e.meldung;
};

describe('Die Konfiguration', () => {
  it('hat für alles einen Wert, mit dem eine Demo läuft', () => {
    expect(lies({})).toEqual({
      PORT: 8080,
      DATEN_DIR: '/daten',
      BETRIEB: 'demo',
      DEMO_BESTAND: 'voll',
      SIEGEL: 'lokal',
      SCHLUESSEL: 'ordner',
      PLATTFORM: 'demo.rathausverbund.invalid',
    });
  });

  it('nimmt, was in der Umgebung steht, übersieht Fremdes und Leeres und löst den Ordner auf', () => {
    expect(lies({ PORT: '0', BETRIEB: 'echt', PATH: '/bin', PLATTFORM: '' })).toMatchObject({
      PORT: 0,
      BETRIEB: 'echt',
      PLATTFORM: 'demo.rathausverbund.invalid',
    });
    expect(lies({ PORT: '0' })).not.toHaveProperty('PATH');
    expect(lies({ DATEN_DIR: 'daten/x' })).toMatchObject({ DATEN_DIR: resolve('daten/x') });
  });

  it.each([
    ['PORT', 'achtzig'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['BETRIEB', 'Echt'],
    ['BETRIEB', 'test'],
    ['DEMO_BESTAND', 'halb'],
    ['SIEGEL', 'hsm'],
    ['PLATTFORM', 'mit leer'],
    ['PLATTFORM', 'rathaus/../x'],
    ['BASIS_URL', 'ftp://rathaus.invalid'],
    ['DATABASE_URL', 'mysql://u@h/d'],
  ])('weist %s=%s mit einem Satz ab, der die Einstellung nennt', (name, wert) => {
    expect(lies({ [name]: wert })).toMatch(new RegExp(`^Die Einstellung ${name} ist ungültig.*\\.$`));
  });

  it('verlangt für ein HSM die Datei mit seinen Zugangsdaten', () => {
    expect(lies({ SIEGEL: 'pkcs11' })).toMatch(/^Die Einstellung SIEGEL_ZUGANG ist ungültig.*\.$/);
    expect(lies({ SIEGEL: 'pkcs11', SIEGEL_ZUGANG: '/hsm.json' })).toMatchObject({ SIEGEL: 'pkcs11' });
  });

  it('verrät in der Meldung kein Kennwort', () => {
    expect(lies({ DATABASE_URL: 'mysql://setup:sehr-geheim@h/d' })).not.toContain('sehr-geheim');
  });

  it('trennt Schlüssel und Datenbank', () => {
    const o = ordner('/daten');
    expect(o.schluessel.startsWith(o.postgres) || o.postgres.startsWith(o.schluessel)).toBe(false);
    expect(new Set(Object.values(o)).size).toBe(Object.keys(o).length);
  });
});
