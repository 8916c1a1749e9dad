import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnfrageSpeicher, Buergeranmeldung, Niveau } from '../../ports/index.ts';
import { createBrowser, firstForm } from '../pruefstand/browser.ts';
import { MARLENE, type Pruefstand, SP, startPruefstand } from '../pruefstand/gegenstellen.ts';
import { createSpeicher } from '../pruefstand/speicher.ts';
import { type BundidKonfiguration, createBundid } from './index.ts';

function rsa() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privat: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    offen: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const signatur = rsa();
const verschluesselung = rsa();
let stand: Pruefstand;
let speicher: AnfrageSpeicher;
let konfiguration: BundidKonfiguration;
let bundid: Buergeranmeldung;

beforeAll(async () => {
  stand = await startPruefstand({
    signaturSchluessel: signatur.offen,
    verschluesselungsSchluessel: verschluesselung.offen,
  });
});
afterAll(async () => expect(await stand.stop()).toBe(0));
beforeEach(() => {
  speicher = createSpeicher();
  konfiguration = {
    ...SP,
    idp: { entityId: stand.bundid.entityId, ssoUrl: stand.bundid.ssoUrl, zertifikate: [stand.bundid.zertifikat] },
    signatur: { schluessel: signatur.privat },
    verschluesselung: { schluessel: verschluesselung.privat },
    antwortSigniert: true,
    dienstName: 'Rathausverbund Wurzener Land',
    uhrabweichungMs: 30_000,
    anmeldeFristMs: 600_000,
  };
  bundid = createBundid(konfiguration, { speicher });
});

/** Walks the login page; answers the fields BundID would post to the ACS. */
async function signIn(mindestens: Niveau, wahl: Record<string, string> = {}) {
  const { url } = await bundid.startUrl('antrag/7', mindestens);
  const browser = createBrowser(fetch);
  const anmelden = firstForm(await browser.open(url));
  const weiter = await browser.submit(anmelden.action, { ...anmelden.felder, entscheidung: 'anmelden', ...wahl });
  const antwort = firstForm(weiter);
  expect(antwort.action).toBe(SP.acsUrl);
  return antwort.felder;
}

const verify = async (felder: Record<string, string>) => bundid.verifyResponse(felder);
const code = async (felder: Record<string, string>) => {
  const ergebnis = await verify(felder);
  return ergebnis.ok ? 'ok' : ergebnis.code;
};
/** An order for misbehaviour, then a sign-in: the code of the refusal. */
async function afterOrder(was: string): Promise<string> {
  await stand.order('bundid', was);
  return code(await signIn('substantiell'));
}

describe('Anmeldung mit der BundID', () => {
  it('übernimmt die Person, das Niveau und unser Ziel', async () => {
    const ergebnis = await verify(await signIn('substantiell', { person: 'sommer', niveau: 'hoch' }));
    const { id: _, beschreibung: __, ...person } = MARLENE;
    expect(ergebnis).toMatchObject({ ok: true, relayState: 'antrag/7', person: { ...person, niveau: 'hoch' } });
  });

  it('nennt die Kennung der Anfrage bei Beginn und Rückkehr gleich', async () => {
    const { url, anfrageId } = await bundid.startUrl('x', 'basis');
    const seite = await createBrowser(fetch).open(`${url}&schnell=sommer`);
    expect(await verify({ ...firstForm(seite).felder })).toMatchObject({ ok: true, anfrageId });
  });

  it('bietet nur Niveaus an, die der Anfrage genügen', async () => {
    const { url } = await bundid.startUrl('x', 'substantiell');
    const { html } = await createBrowser(fetch).open(url);
    expect(html).toContain('value="substantiell"');
    expect(html).not.toContain('name="niveau" value="basis"');
    expect(html).toContain('Rathausverbund Wurzener Land');
  });

  it('meldet mit Basis an, wenn Basis genügt', async () => {
    const ergebnis = await verify(await signIn('basis', { person: 'basis', niveau: 'basis' }));
    expect(ergebnis).toMatchObject({ ok: true, person: { bpk2: 'TEST-BPK2-BASIS', niveau: 'basis' } });
  });

  it('lehnt Basis ab, wenn substantiell verlangt war', async () => {
    expect(await afterOrder('zu_niedrig')).toBe('bundid.niveau');
  });

  it('erkennt den Abbruch', async () => {
    expect(await code(await signIn('basis', { entscheidung: 'abbrechen' }))).toBe('bundid.abgebrochen');
  });

  it('liest eine Zusicherung nicht, die für einen anderen Schlüssel verschlüsselt ist', async () => {
    const felder = await signIn('basis');
    bundid = createBundid({ ...konfiguration, verschluesselung: { schluessel: rsa().privat } }, { speicher });
    expect(await code(felder)).toBe('bundid.ungueltig');
  });
});

describe('Angriffe und Störungen', () => {
  it('lehnt dieselbe Antwort beim zweiten Mal ab', async () => {
    const felder = await signIn('basis');
    expect(await code(felder)).toBe('ok');
    expect(await code(felder)).toBe('bundid.verbraucht');
  });

  it('lässt von zwei gleichzeitigen Kopien genau eine durch', async () => {
    const felder = await signIn('basis');
    const codes = await Promise.all([code(felder), code(felder), code(felder)]);
    expect(codes.filter((c) => c === 'ok')).toHaveLength(1);
    expect(codes.filter((c) => c === 'bundid.verbraucht')).toHaveLength(2);
  });

  it('lehnt die Antwort auf eine frühere Anfrage ab', async () => {
    expect(await code(await signIn('basis'))).toBe('ok');
    expect(await afterOrder('wiederholt')).toBe('bundid.verbraucht');
  });

  it.each([
    ['abgelaufen', 'bundid.abgelaufen'],
    ['falsche_signatur', 'bundid.signatur'],
    ['falscher_empfaenger', 'bundid.empfaenger'],
    ['fremde_anfrage', 'bundid.verbraucht'],
  ])('lehnt ab: %s', async (was, erwartet) => {
    expect(await afterOrder(was)).toBe(erwartet);
    expect(await code(await signIn('substantiell'))).toBe('ok');
  });

  it('lehnt eine Antwort ab, an der nach der Unterschrift etwas geändert wurde', async () => {
    const { SAMLResponse = '' } = await signIn('basis');
    const xml = Buffer.from(SAMLResponse, 'base64').toString().replace(':status:Success', ':status:success');
    expect(await code({ SAMLResponse: Buffer.from(xml).toString('base64') })).toBe('bundid.signatur');
  });

  it('lehnt eine Antwort für eine andere Rücksprungadresse und von einem anderen Aussteller ab', async () => {
    const felder = await signIn('basis');
    bundid = createBundid({ ...konfiguration, acsUrl: 'https://woanders.invalid/acs' }, { speicher });
    expect(await code(felder)).toBe('bundid.empfaenger');
    bundid = createBundid(
      { ...konfiguration, idp: { ...konfiguration.idp, entityId: 'https://anderer.invalid' } },
      { speicher },
    );
    expect(await code(await signIn('basis'))).toBe('bundid.aussteller');
  });

  it('lehnt Unlesbares ab, ohne zu scheitern', async () => {
    const bombe = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';
    for (const xml of ['', 'kein XML', '<a/>', '<a>', bombe])
      expect(await code({ SAMLResponse: Buffer.from(xml).toString('base64') })).toMatch(
        /^bundid\.(unlesbar|ungueltig|verbraucht)$/,
      );
    expect(await code({ SAMLResponse: '%%%' })).toMatch(/^bundid\./);
    expect(await verify({})).toMatchObject({ ok: false, code: 'bundid.unlesbar' });
  });

  it('macht aus einem Fehler des Speichers keine Ablehnung', async () => {
    const felder = await signIn('basis');
    const kaputt = { ...speicher, get: () => Promise.reject(new Error('Datenbank weg')) };
    await expect(createBundid(konfiguration, { speicher: kaputt }).verifyResponse(felder)).rejects.toThrow(
      'Datenbank weg',
    );
  });
});

describe('Anfragen an die Gegenstelle', () => {
  it('nimmt nur Anfragen an, die unser Schlüssel signiert hat', async () => {
    const { url } = await bundid.startUrl('x', 'hoch');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace(/Signature=.{8}/, 'Signature=AAAAAAAA'))).status).toBe(400);
    expect((await fetch(url.replace(/&Signature=.*/, ''))).status).toBe(400);
  });

  it('beschreibt uns und sich selbst in SAML-Metadaten', async () => {
    const unsere = createBundid(
      { ...konfiguration, signatur: { schluessel: signatur.privat, zertifikat: stand.bundid.zertifikat } },
      { speicher },
    );
    expect(unsere.metadata()).toContain(`entityID="${SP.entityId}"`);
    expect(unsere.metadata()).toContain(`Location="${SP.acsUrl}"`);
    expect(unsere.metadata()).toContain('WantAssertionsSigned="true"');
    const ihre = await (await fetch(stand.bundid.metadataUrl)).text();
    expect(ihre).toContain(`Location="${stand.bundid.ssoUrl}"`);
  });
});
