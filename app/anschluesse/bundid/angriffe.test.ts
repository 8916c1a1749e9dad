import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSpeicher } from '../pruefstand/speicher.ts';
import { usesSha1 } from './algorithmen.ts';
import { createBundid } from './index.ts';

const ordner = join(process.env.STANDARDS_DIR ?? '../shared/standards', 'saml');
const vorhanden = existsSync(ordner);
if (!vorhanden) console.log(`uebersprungen: ${ordner} fehlt`);
const namen = vorhanden ? readdirSync(ordner).filter((name) => !/IDPMetadata|\.pem$/.test(name)) : [];

const match = (text: string, muster: RegExp): string => muster.exec(text)?.[1] ?? '';
const pem = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/\s/g, '').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

function read(name: string): string {
  const roh = readFileSync(join(ordner, name), 'utf8').trim();
  return roh.startsWith('<') ? roh : Buffer.from(roh, 'base64').toString('utf8');
}

/** Everything is arranged in the attacker's favour: known request, right audience, the time of issue, the key in the message trusted. */
async function judge(xml: string, zertifikate: readonly string[]) {
  vi.setSystemTime(new Date(match(xml, /IssueInstant="([^"]+)"/)));
  const speicher = createSpeicher();
  const seit = new Date().toISOString();
  for (const [, id = ''] of xml.matchAll(/InResponseTo="([^"]+)"/g))
    await speicher.save(id, JSON.stringify({ seit, mindestens: 'basis', relayState: '' }));
  const issuer = match(xml, /<(?:\w+:)?Issuer[^>]*>([^<]+)</);
  const sp = {
    entityId: match(xml, /<(?:\w+:)?Audience>([^<]+)</),
    acsUrl: match(xml, /Destination="([^"]+)"/),
    idp: { entityId: issuer, ssoUrl: 'https://idp.invalid/sso', zertifikate },
    antwortSigniert: false,
    dienstName: 'Test',
    uhrabweichungMs: 60_000,
    anmeldeFristMs: 600_000,
  };
  const bundid = createBundid(sp, { speicher });
  const ergebnis = await bundid.verifyResponse({ SAMLResponse: Buffer.from(xml).toString('base64') });
  return ergebnis.ok ? 'ok' : ergebnis.code;
}

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

describe.skipIf(!vorhanden)('Angriffe durch Umhüllen der Signatur', () => {
  it('kennt alle Beispiele', () => expect(namen.length).toBeGreaterThanOrEqual(6));

  it.each(namen)('lehnt ab: %s', async (name) => {
    const xml = read(name);
    const eigene = [...xml.matchAll(/X509Certificate>([^<]+)</g)].map(([, base64 = '']) => pem(base64));
    const mitgeliefert = readFileSync(join(ordner, 'cert_2017.pem'), 'utf8');
    expect(await judge(xml, [mitgeliefert])).toMatch(/^bundid\.(signatur|unlesbar)$/);
    expect(await judge(xml, [mitgeliefert, ...eigene])).toMatch(/^bundid\.(signatur|unlesbar)$/);
  });
});

describe('Veraltete Verfahren', () => {
  const method = (name: string): string => `<ds:SignatureMethod Algorithm="${name}"/>`;

  it('erkennt Unterschriften mit SHA-1', () => {
    expect(usesSha1(method('http://www.w3.org/2000/09/xmldsig#rsa-sha1'))).toBe(true);
    expect(usesSha1(`<DigestMethod  Algorithm='http://www.w3.org/2000/09/xmldsig#sha1' />`)).toBe(true);
    expect(usesSha1(method('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'))).toBe(false);
  });

  it('stört sich nicht an SHA-1 innerhalb der Verschlüsselung (RSA-OAEP)', () => {
    const oaep =
      '<xenc:EncryptionMethod Algorithm="o"><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>';
    expect(usesSha1(oaep + method('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'))).toBe(false);
  });
});
