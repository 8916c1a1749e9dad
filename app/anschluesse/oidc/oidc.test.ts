import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnmeldeVersuch, Mitarbeiteranmeldung } from '../../ports/index.ts';
import { createBrowser, firstForm } from '../pruefstand/browser.ts';
import { CLIENT, type Pruefstand, STAFF, startPruefstand } from '../pruefstand/gegenstellen.ts';
import { createOidc } from './index.ts';

let stand: Pruefstand;
let oidc: Mitarbeiteranmeldung;

beforeAll(async () => {
  stand = await startPruefstand();
  oidc = createOidc({ ...CLIENT, issuer: stand.oidc.issuer, zeitlimitMs: 25_000 }, { fetch });
});
afterAll(async () => expect(await stand.stop()).toBe(0));

const browser = () => createBrowser(fetch, CLIENT.redirectUri);

async function signIn(wahl: Record<string, string> = {}, wer = browser(), hinweis?: string) {
  const beginn = await oidc.start(hinweis);
  if (!beginn.ok) throw new Error(beginn.code);
  const form = firstForm(await wer.open(beginn.url));
  const { url } = await wer.submit(form.action, { ...form.felder, entscheidung: 'anmelden', ...wahl });
  return { rueckkehr: url, versuch: beginn };
}

async function code(rueckkehr: string, versuch: AnmeldeVersuch): Promise<string> {
  const ergebnis = await oidc.finish(rueckkehr, versuch);
  return ergebnis.ok ? 'ok' : ergebnis.code;
}

describe('Anmeldung der Beschäftigten', () => {
  it('nennt Person und Dienststelle', async () => {
    const { rueckkehr, versuch } = await signIn({ person: STAFF.sub });
    expect(await oidc.finish(rueckkehr, versuch)).toEqual({ ok: true, ...STAFF });
  });

  it('belegt die Person nach dem Hinweis vor und fragt bei jeder Anmeldung neu', async () => {
    const wer = browser();
    const erste = await signIn({}, wer, STAFF.email);
    expect(await oidc.finish(erste.rueckkehr, erste.versuch)).toMatchObject({ sub: STAFF.sub });
    const zweite = await signIn({}, wer, 'x.y');
    expect(await oidc.finish(zweite.rueckkehr, zweite.versuch)).toMatchObject({ sub: 'x.y' });
  });

  it('lehnt falschen state, falsche nonce und falschen verifier ab', async () => {
    const falsch = 'x'.repeat(43);
    for (const feld of ['state', 'nonce', 'verifier'] as const) {
      const { rueckkehr, versuch } = await signIn();
      expect(await code(rueckkehr, { ...versuch, [feld]: falsch }), feld).toBe('oidc.ungueltig');
    }
  });

  it('nimmt jeden Code nur einmal', async () => {
    const { rueckkehr, versuch } = await signIn();
    expect(await code(rueckkehr, versuch)).toBe('ok');
    expect(await code(rueckkehr, versuch)).toBe('oidc.ungueltig');
  });

  it('erkennt den Abbruch und lehnt eine Rückkehr ohne Code ab', async () => {
    const { rueckkehr, versuch } = await signIn({ entscheidung: 'abbrechen' });
    expect(await code(rueckkehr, versuch)).toBe('oidc.abgebrochen');
    expect(await code(CLIENT.redirectUri, versuch)).toBe('oidc.ungueltig');
    expect(await code(`${CLIENT.redirectUri}?code=a&state=${versuch.state}&iss=https://fremd.invalid`, versuch)).toBe(
      'oidc.ungueltig',
    );
  });

  it('lehnt einen falschen Client-Schlüssel ab', async () => {
    const { rueckkehr, versuch } = await signIn();
    const fremd = createOidc(
      { ...CLIENT, clientSecret: 'falsch', issuer: stand.oidc.issuer, zeitlimitMs: 25_000 },
      { fetch },
    );
    expect(await fremd.finish(rueckkehr, versuch)).toMatchObject({ ok: false, code: 'oidc.ungueltig' });
  });

  it('sagt, wenn der Anmeldedienst nicht erreichbar ist, und merkt sich das nicht', async () => {
    let weg = true;
    const wackelig = createOidc(
      { ...CLIENT, issuer: stand.oidc.issuer, zeitlimitMs: 25_000 },
      { fetch: (url, init) => fetch(weg ? 'http://127.0.0.1:9/' : url, init) },
    );
    expect(await wackelig.start()).toMatchObject({ ok: false, code: 'oidc.nicht_erreichbar' });
    weg = false;
    expect(await wackelig.start()).toMatchObject({ ok: true });
  });
});
