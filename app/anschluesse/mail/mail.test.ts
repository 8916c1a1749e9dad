import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Benachrichtigung } from '../../ports/index.ts';
import { type Pruefstand, startPruefstand } from '../pruefstand/gegenstellen.ts';
import { createMail } from './index.ts';

let stand: Pruefstand;
let mail: Benachrichtigung;
const relais = (zeitlimitMs = 25_000) => createMail({ url: stand.mail.url, zeitlimitMs }, { fetch });

beforeAll(async () => {
  stand = await startPruefstand();
  mail = relais();
});
afterAll(async () => expect(await stand.stop()).toBe(0));

const nachricht = (schluessel: string) => ({
  schluessel,
  an: 'marlene.sommer@example.org',
  betreff: `Neues im Postfach ${schluessel}`,
  text: 'Ein Dokument liegt für Sie bereit. <b>',
});
const sent = async (schluessel: string): Promise<number> =>
  (await (await fetch(stand.mail.url)).text()).split(`Neues im Postfach ${schluessel}<`).length - 1;

describe('Benachrichtigung', () => {
  it('versendet dieselbe Nachricht nur einmal', async () => {
    const erste = await mail.sende(nachricht('einmal/1'));
    expect(erste).toMatchObject({ ok: true, schluessel: 'einmal/1' });
    expect(await mail.sende(nachricht('einmal/1'))).toEqual(erste);
    expect(await mail.frage('einmal/1')).toEqual(erste);
    expect(await sent('einmal/1')).toBe(1);
  });

  it('lehnt einen anderen Inhalt unter demselben Schlüssel ab', async () => {
    await mail.sende(nachricht('zwei'));
    expect(await mail.sende({ ...nachricht('zwei'), text: 'anders' })).toMatchObject({ code: 'mail.anderer_inhalt' });
    expect(await mail.sende({ ...nachricht('drei'), betreff: 'a\nBcc: b' })).toMatchObject({ code: 'mail.ungueltig' });
  });

  it('weiß nach verlorener Antwort nichts, erfährt es aber durch Nachfrage', async () => {
    await stand.order('mail', 'antwort_verloren');
    expect(await mail.sende(nachricht('verloren'))).toMatchObject({ code: 'mail.unklar' });
    expect(await mail.frage('verloren')).toMatchObject({ ok: true });
    expect(await sent('verloren')).toBe(1);
  });

  it('hält Fehler und Verspätung für ungewiss und sagt, was nie ankam', async () => {
    await stand.order('mail', 'fehler500');
    expect(await mail.sende(nachricht('fehler'))).toMatchObject({ code: 'mail.unklar' });
    expect(await mail.frage('fehler')).toMatchObject({ code: 'mail.unbekannt' });
    await stand.order('mail', 'langsam', 4000);
    expect(await relais(300).sende(nachricht('langsam'))).toMatchObject({ code: 'mail.unklar' });
  });
});
