import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeKrypto } from '../packages/siegel/node/krypto.ts';
import type { Konfiguration } from './model.ts';
import { type Gegenstellen, startGegenstellen } from './start.ts';

let ordner: string;
let laufend: Gegenstellen[] = [];
beforeEach(() => {
  ordner = mkdtempSync(join(tmpdir(), 'gegenstellen-'));
});
afterEach(async () => {
  await Promise.all(laufend.map((g) => g.stop()));
  laufend = [];
  rmSync(ordner, { recursive: true, force: true });
});

async function start(port = 0): Promise<Gegenstellen> {
  const konfiguration: Konfiguration = {
    port,
    ordner,
    serviceProvider: { entityId: 'https://sp.invalid', acsUrl: 'https://sp.invalid/acs' },
    oidcClient: { clientId: 'c', clientSecret: 's'.repeat(40), redirectUri: 'http://127.0.0.1:1/zurueck' },
    vertrauensdienst: { clientId: 'v', clientSecret: 's'.repeat(40), pin: '1234', organisationen: [], personen: [] },
    personen: { buerger: [], mitarbeitende: [] },
  };
  const gegenstellen = await startGegenstellen(konfiguration, { uhr: () => new Date(), krypto: nodeKrypto });
  laufend.push(gegenstellen);
  return gegenstellen;
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('Gegenstellen', () => {
  it('behalten Schlüssel und Nachrichten über einen Neustart', async () => {
    const erste = await start();
    const nachricht = { an: 'a@b.invalid', betreff: 'Guten Tag', text: 'Text' };
    expect((await post(`${erste.mail.url}/nachrichten`, nachricht, { 'idempotency-key': 'k1' })).status).toBe(201);
    await erste.stop();
    const zweite = await start();
    expect(zweite.bundid.zertifikat).toBe(erste.bundid.zertifikat);
    expect(zweite.tsa.caPem).toBe(erste.tsa.caPem);
    expect((await fetch(`${zweite.mail.url}/nachrichten/k1`)).status).toBe(200);
    expect((await post(`${zweite.mail.url}/nachrichten`, nachricht, { 'idempotency-key': 'k1' })).status).toBe(200);
  });

  it('melden einen belegten Port', async () => {
    const erste = await start();
    await expect(start(Number(new URL(erste.url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('kennen nur ihre eigenen Unarten', async () => {
    const { url } = await start();
    expect((await post(`${url}/_verhalten`, { dienst: 'mail', was: 'muell' })).status).toBe(400);
    expect((await post(`${url}/_verhalten`, { dienst: 'toString', was: 'langsam' })).status).toBe(400);
    expect((await post(`${url}/_verhalten`, { dienst: 'mail', was: 'fehler500', anzahl: 2 })).status).toBe(200);
    expect((await fetch(`${url}/mail/nachrichten/x`)).status).toBe(500);
    await fetch(`${url}/_verhalten`, { method: 'DELETE' });
    expect((await fetch(`${url}/mail/nachrichten/x`)).status).toBe(404);
  });

  it('lehnen fremde und unlesbare SAML-Anfragen mit einer Seite ab', async () => {
    const { bundid } = await start();
    for (const query of ['', '?SAMLRequest=', '?SAMLRequest=quatsch', `?SAMLRequest=${encodeURIComponent('7VYb')}`]) {
      const antwort = await fetch(bundid.ssoUrl + query);
      expect(antwort.status).toBe(400);
      expect(await antwort.text()).toContain('Anmeldung nicht möglich');
    }
    const fremd = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>';
    const body = new URLSearchParams({ SAMLRequest: Buffer.from(fremd).toString('base64') });
    const antwort = await fetch(bundid.ssoUrl, { method: 'POST', body });
    expect(await antwort.text()).toContain('Dieser Dienst ist hier nicht bekannt.');
  });

  it('nennen sich auf jeder Seite Gegenstelle – TEST', async () => {
    const { url } = await start();
    for (const pfad of ['/', '/mail', '/bundid/sso', '/oidc/interaktion/x', '/oidc/auth']) {
      const html = await (await fetch(url + pfad)).text();
      expect(html, pfad).toContain('Gegenstelle – TEST');
      expect(html, pfad).toContain('<html lang="de">');
    }
  });
});
