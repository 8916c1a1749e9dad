import { describe, expect, it } from 'vitest';
import { ohneEinstellungen, ordner } from '../base/index.ts';
import { type KindConfig, kindUmgebung } from './kind.ts';

const DATABASE_URL = 'postgres://setup:sehr-geheim@db.example/rv?sslmode=verify-full';
const kind: KindConfig = {
  config: {
    PORT: 8080,
    DATEN_DIR: '/d',
    BETRIEB: 'demo',
    DEMO_BESTAND: 'leer',
    SIEGEL: 'lokal',
    SCHLUESSEL: 'ordner',
    PLATTFORM: 'p.invalid',
    DATABASE_URL,
  },
  ordner: ordner('/d'),
  ort: { host: 'db.example', port: 5432, database: 'rv', tls: { name: true, wurzeln: null } },
  zugang: { praefix: 'rv', kennwoerter: { app: 'k-app', worker: 'k-worker', sequencer: 'k-seq', auditor: 'k-aud' } },
  basisUrl: '',
  adressen: { gegenstellen: null, zeuge: '' },
  zeugen: { k: 1, zeugen: [] },
};
const was = (name: string) => JSON.parse(Object.values(kindUmgebung(kind, name))[0] ?? '') as KindConfig;

describe('Die Aufsicht sagt ihren Prozessen von der Datenbank', () => {
  it.each([
    ['web', { app: 'k-app' }],
    ['worker', { worker: 'k-worker' }],
    ['sequencer', { sequencer: 'k-seq' }],
    ['seed', { app: 'k-app', worker: 'k-worker' }],
  ])('%s: nur die eigene Rolle', (name, kennwoerter) => {
    expect(was(name)).toMatchObject({ ort: kind.ort, zugang: { praefix: 'rv' } });
    expect(was(name).zugang?.kennwoerter).toEqual(kennwoerter);
  });

  it.each(['zeuge', 'postgres', 'was es nicht gibt'])('%s: nichts', (name) => {
    expect(was(name)).toMatchObject({ ort: null, zugang: null, ordner: kind.ordner });
    expect(JSON.stringify(was(name))).not.toContain('k-');
  });

  it('nie die Adresse, mit der eingerichtet wird, auch nicht als geerbte Variable', () => {
    for (const name of ['web', 'worker', 'sequencer', 'seed', 'zeuge', 'postgres'])
      expect(JSON.stringify(was(name))).not.toContain('sehr-geheim');
    const geerbt = ohneEinstellungen({ DATABASE_URL, PGPASSWORD: 'x', PGHOST: 'y', PATH: '/bin', SOFTHSM2_CONF: '/c' });
    expect(geerbt).toEqual({ PATH: '/bin', SOFTHSM2_CONF: '/c' });
  });
});
