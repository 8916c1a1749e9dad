import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestCa } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchluesselbund, ordner as ordnerOf, readConfig } from '../base/index.ts';
import { OHNE_DATEI } from '../nachweise/index.ts';
import { checkSiegelzugang, siegeldienstOf } from './siegeldienst.ts';

let ordner: string;
let ca: Uint8Array;
beforeAll(async () => {
  ordner = mkdtempSync(join(tmpdir(), 'siegeldienst-'));
  ca = (await createTestCa({ krypto, jetzt: new Date(), name: 'TEST Wurzel' })).certificate;
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(ca).toString('base64')}\n-----END CERTIFICATE-----\n`;
  writeFileSync(join(ordner, 'wurzel.pem'), pem);
});
afterAll(() => rmSync(ordner, { recursive: true, force: true }));

function oeffne(siegel: string, zugang?: object | string) {
  const datei = join(ordner, 'zugang.json');
  if (zugang) writeFileSync(datei, typeof zugang === 'string' ? zugang : JSON.stringify(zugang));
  const env = { DATEN_DIR: ordner, SIEGEL: siegel, ...(zugang ? { SIEGEL_ZUGANG: datei } : {}) };
  const gelesen = readConfig(env);
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  const { config } = gelesen;
  const kind = {
    config,
    ordner: ordnerOf(ordner),
    ort: null,
    zugang: null,
    basisUrl: 'http://127.0.0.1:1',
    adressen: { gegenstellen: null, zeuge: '' },
    zeugen: OHNE_DATEI,
  };
  return siegeldienstOf(kind, createSchluesselbund(join(ordner, 'schluessel')));
}
const fern = () => ({
  url: 'https://dienst.invalid/csc/v2',
  clientId: 'c',
  clientSecret: 's',
  pin: '1',
  wurzeln: join(ordner, 'wurzel.pem'),
});
const hsm = () => ({ modul: '/gibt/es/nicht.so', token: 't', pin: '1', kette: join(ordner, 'wurzel.pem') });

it('Jeder Siegeldienst nennt seine Wurzel unter eigenem Namen', async () => {
  expect(Object.keys(await oeffne('lokal').wurzeln())).toEqual(['siegel-ca.pem']);
  expect(Object.entries(await oeffne('fern', fern()).wurzeln())).toMatchObject([
    ['siegel-fern-ca.pem', Buffer.from(ca)],
  ]);
  expect(Object.entries(await oeffne('pkcs11', hsm()).wurzeln())).toMatchObject([
    ['siegel-hsm-ca.pem', Buffer.from(ca)],
  ]);
});

it.each(['kein JSON', '{"url":"https://dienst.invalid"}'])(
  'Zugangsdaten, die nicht stimmen, nennt ein Satz: %s',
  (inhalt) => {
    expect(() => oeffne('fern', inhalt)).toThrow(
      /^Die Datei SIEGEL_ZUGANG \(.*\) ist nicht lesbar oder unvollständig\.$/,
    );
  },
);

it('Der Start nennt vorher, was am Zugang zum HSM fehlt', () => {
  const datei = join(ordner, 'zugang.json');
  const pruefe = (siegel: string, zugang: object | string) => {
    writeFileSync(datei, typeof zugang === 'string' ? zugang : JSON.stringify(zugang));
    const gelesen = readConfig({ DATEN_DIR: ordner, SIEGEL: siegel, SIEGEL_ZUGANG: datei });
    if (!gelesen.ok) throw new Error(gelesen.meldung);
    return checkSiegelzugang(gelesen.config);
  };
  const modul = join(ordner, 'wurzel.pem');
  expect(pruefe('pkcs11', { ...hsm(), modul })).toBeNull();
  expect(pruefe('fern', fern())).toBeNull();
  expect(pruefe('lokal', 'kein JSON')).toBeNull();
  expect(pruefe('pkcs11', hsm())).toBe('Das Modul des HSM gibt es nicht: /gibt/es/nicht.so (SIEGEL_ZUGANG, „modul“).');
  for (const kette of ['/gibt/es/nicht.pem', datei])
    expect(pruefe('pkcs11', { ...hsm(), modul, kette })).toContain('enthält kein Zertifikat');
  expect(pruefe('pkcs11', '{}')).toMatch(/nicht lesbar oder unvollständig/);
  expect(pruefe('fern', '{}')).toMatch(/nicht lesbar oder unvollständig/);
});
