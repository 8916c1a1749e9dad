import { createHash } from 'node:crypto';
import {
  createTestCa,
  createTimestampResponse,
  issueCertificate,
  type Krypto,
  verifyTimestamp,
} from '@rathausverbund/siegel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto } from '../../../packages/siegel/node/krypto.ts';
import { mitSchluessel } from '../../../packages/siegel/test/schluessel.ts';
import { type Pruefstand, startPruefstand } from '../pruefstand/gegenstellen.ts';
import { createTsa, type TsaKonfiguration } from './index.ts';

let stand: Pruefstand;
let konfiguration: TsaKonfiguration;
const krypto: Krypto = nodeKrypto;
const digest = new Uint8Array(createHash('sha256').update('Bescheid').digest());

beforeAll(async () => {
  stand = await startPruefstand();
  const pem = await (await fetch(`${stand.tsa.url}/ca.pem`)).text();
  expect(pem).toBe(stand.tsa.caPem);
  const anker = [new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))];
  konfiguration = { url: stand.tsa.url, anker, zeitlimitMs: 25_000, uhrabweichungMs: 60_000 };
});
afterAll(async () => expect(await stand.stop()).toBe(0));

/** An authority with an RSA key of this length. */
async function kurzerDienst(bits: number) {
  const alg = { art: 'rsa-pkcs1', hash: 'sha256' } as const;
  const von = new Date(Date.now() - 86_400_000);
  const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel' });
  const auftrag = { ca, verwendung: 'zeitstempel', name: 'TEST kurz', organisation: null, von, alg } as const;
  const { key, certificate } = await issueCertificate({ ...auftrag, krypto: mitSchluessel({ bits }) });
  const wer = { krypto, key, certificate, serial: krypto.random(8), policyOid: '2.999.1' };
  const antworte = (request: Uint8Array) => createTimestampResponse({ ...wer, request, jetzt: new Date() });
  return { anker: [ca.certificate], antworte };
}

const tsa = (abweichend: Partial<TsaKonfiguration> = {}, uhr = () => new Date()) =>
  createTsa({ ...konfiguration, ...abweichend }, { fetch, krypto, uhr });

describe('Zeitstempeldienst', () => {
  it('gibt ein Token, das den Wert deckt und zum TEST-Anker führt', async () => {
    const vorher = Date.now();
    const stempel = await tsa().stempel(digest);
    if (!stempel.ok) throw new Error(stempel.meldung);
    // a stamp may leave out the parts of a second
    expect(stempel.zeit.getTime()).toBeGreaterThan(vorher - 1000);
    expect(stempel.zeit.getTime()).toBeLessThanOrEqual(Date.now());
    const urteil = await verifyTimestamp(
      stempel.token,
      { data: new TextEncoder().encode('Bescheid') },
      { krypto, anker: konfiguration.anker },
    );
    expect(urteil).toMatchObject({ ok: true, vertrauen: 'holds', test: true });
  });

  it.each([
    ['muell', 'tsa.ungueltig'],
    ['riesig', 'tsa.ungueltig'],
    ['fremder_hash', 'tsa.ungueltig'],
    ['fehler500', 'tsa.nicht_erreichbar'],
  ])('lehnt ab: %s', async (was, erwartet) => {
    await stand.order('tsa', was);
    expect(await tsa().stempel(digest)).toMatchObject({ ok: false, code: erwartet });
    expect(await tsa().stempel(digest)).toMatchObject({ ok: true });
  });

  it('wartet nicht länger als erlaubt', async () => {
    await stand.order('tsa', 'langsam', 4000);
    expect(await tsa({ zeitlimitMs: 300 }).stempel(digest)).toMatchObject({ code: 'tsa.nicht_erreichbar' });
  });

  it('traut keinem Dienst ohne passenden Anker', async () => {
    expect(await tsa({ anker: [] }).stempel(digest)).toMatchObject({ code: 'tsa.vertrauen' });
  });

  it('nimmt keinen Stempel an, dessen Schlüssel nicht mehr als sicher gilt', async () => {
    const { anker, antworte } = await kurzerDienst(2048);
    const fern: typeof fetch = async (_, o) =>
      new Response(Buffer.from(await antworte(new Uint8Array(await new Response(o?.body ?? null).arrayBuffer()))), {
        headers: { 'content-type': 'application/timestamp-reply' },
      });
    const dienst = createTsa({ ...konfiguration, anker }, { fetch: fern, krypto, uhr: () => new Date() });
    expect(await dienst.stempel(digest)).toMatchObject({ code: 'tsa.vertrauen' });
  });

  it('lehnt eine Zeit ab, die weit von unserer abweicht', async () => {
    expect(await tsa({}, () => new Date(Date.now() + 3_600_000)).stempel(digest)).toMatchObject({ code: 'tsa.zeit' });
  });

  it('hält eine Webseite nicht für einen Zeitstempel', async () => {
    expect(await tsa({ url: `${stand.url}/mail` }).stempel(digest)).toMatchObject({
      ok: false,
      code: 'tsa.nicht_erreichbar',
    });
    expect(await tsa({ url: stand.bundid.metadataUrl }).stempel(digest)).toMatchObject({ ok: false });
  });
});
