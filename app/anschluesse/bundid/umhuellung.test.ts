import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, firstForm } from '../pruefstand/browser.ts';
import { type Pruefstand, SP, startPruefstand } from '../pruefstand/gegenstellen.ts';
import { createSpeicher } from '../pruefstand/speicher.ts';
import { createBundid } from './index.ts';

let stand: Pruefstand;
beforeAll(async () => {
  stand = await startPruefstand();
});
afterAll(async () => expect(await stand.stop()).toBe(0));

const SIGNATUR = /<ds:Signature[\s\S]*?<\/ds:Signature>/;

/** Signs in and lets `forge` change the XML (outer signature already taken off, so only the assertion's is left). */
async function signIn(forge: (kopf: string, assertion: string, ende: string) => string, antwortSigniert = false) {
  const idp = { ...stand.bundid, zertifikate: [stand.bundid.zertifikat] };
  const zeiten = { uhrabweichungMs: 30_000, anmeldeFristMs: 600_000 };
  const bundid = createBundid(
    { ...SP, idp, antwortSigniert, dienstName: 'Test', ...zeiten },
    { speicher: createSpeicher() },
  );
  const { url } = await bundid.startUrl('', 'basis');
  const { felder } = firstForm(await createBrowser(fetch).open(`${url}&schnell=sommer`));
  const xml = Buffer.from(felder.SAMLResponse ?? '', 'base64')
    .toString('utf8')
    .replace(SIGNATUR, '');
  const von = xml.indexOf('<saml:Assertion');
  const bis = xml.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length;
  const gefaelscht = forge(xml.slice(0, von), xml.slice(von, bis), xml.slice(bis));
  const ergebnis = await bundid.verifyResponse({ SAMLResponse: Buffer.from(gefaelscht).toString('base64') });
  return ergebnis.ok ? ergebnis.person.bpk2 : ergebnis.code;
}

const evil = (assertion: string, id: string): string =>
  assertion
    .replace(SIGNATUR, '')
    .replaceAll('TEST-BPK2-SOMMER', 'FREMD')
    .replace(/ ID="[^"]+"/, ` ID="${id}"`);
const idOf = (assertion: string): string => / ID="([^"]+)"/.exec(assertion)?.[1] ?? '';
const signatureOf = (assertion: string): string => SIGNATUR.exec(assertion)?.[0] ?? '';
const inIssuer = (assertion: string, inhalt: string): string =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${inhalt}`);

const UMHUELLUNGEN: Record<string, (assertion: string) => string> = {
  'Fälschung davor': (a) => evil(a, '_x') + a,
  'Fälschung danach': (a) => a + evil(a, '_x'),
  'Fälschung mit derselben Kennung davor': (a) => evil(a, idOf(a)) + a,
  'Original in der Fälschung': (a) => inIssuer(evil(a, '_x'), a),
  'Original in der Signatur der Fälschung': (a) =>
    inIssuer(
      evil(a, '_x'),
      signatureOf(a).replace('</ds:Signature>', `<ds:Object>${a.replace(SIGNATUR, '')}</ds:Object></ds:Signature>`),
    ),
  'Original in Extensions': (a) => `<samlp:Extensions>${a}</samlp:Extensions>${evil(a, '_x')}`,
  'Original in Extensions, Signatur an der Fälschung': (a) =>
    `<samlp:Extensions>${a.replace(SIGNATUR, '')}</samlp:Extensions>${inIssuer(evil(a, '_x'), signatureOf(a))}`,
  'Signatur entfernt': (a) => evil(a, idOf(a)),
  'Kommentar im Wert': (a) => a.replaceAll('TEST-BPK2-SOMMER', 'TEST-BPK2-SOMMER<!-- -->'),
};

describe('Umhüllungen einer echten Zusicherung', () => {
  it('nimmt das Original an, solange nur die Zusicherung signiert sein muss', async () => {
    expect(await signIn((kopf, a, ende) => kopf + a + ende)).toBe('TEST-BPK2-SOMMER');
  });

  it('verlangt die Signatur der ganzen Antwort, wenn so eingestellt', async () => {
    expect(await signIn((kopf, a, ende) => kopf + a + ende, true)).toBe('bundid.signatur');
  });

  it.each(Object.keys(UMHUELLUNGEN))('lehnt ab: %s', async (name) => {
    expect(await signIn((kopf, a, ende) => kopf + (UMHUELLUNGEN[name]?.(a) ?? '') + ende)).toMatch(
      /^bundid\.(signatur|unlesbar)$/,
    );
  });
});
