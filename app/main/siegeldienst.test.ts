import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestCa } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchluesselbund, ordner as ordnerOf, readConfig } from '../base/index.ts';
import { OHNE_DATEI } from '../nachweise/index.ts';
import { siegeldienstOf } from './siegeldienst.ts';

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
