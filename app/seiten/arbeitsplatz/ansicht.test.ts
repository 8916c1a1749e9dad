import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, bild, tabfolge, ueberlauf } from '../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { ORTE } from '../../demo/personen.ts';
import { nimmAn } from '../../eingang/index.ts';
import { registerGestalt } from '../gestalt/index.ts';
import { ANSICHTEN, seheAn, seiteAls } from './pruefstand/ansehen.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let basis = '';
const wege: Record<string, string> = {
  tuer: '/',
  kommunen: '/kommunen?q=Bad',
  eingang: '/arbeitsplatz',
  leer: '/arbeitsplatz?tab=faellig',
  versand: '/arbeitsplatz/versand',
  klaerung: '/arbeitsplatz/klaerung',
  stoerungen: '/arbeitsplatz/stoerungen',
  register: '/arbeitsplatz/register',
  tasten: '/arbeitsplatz/tasten',
  unbekannt: '/arbeitsplatz/vorgang/x',
};

beforeAll(async () => {
  w = await baueWelt(t);
  registerGestalt(w.server);
  const fahrrad = await w.gewerbe('01-einfach', ORTE.thallwitz);
  const bewachung = await w.gewerbe('04-bewachung', ORTE.lossatal);
  await w.gewerbe('01-einfach', ORTE.wurzen);
  const thallwitz = w.deps.verzeichnis.byId(w.ort.thallwitz);
  const e = thallwitz && (await nimmAn(w.deps.nachricht, thallwitz, Buffer.from('<a><b c="d">e</b></a>')));
  if (e?.ok) wege['nachricht'] = `/arbeitsplatz/klaerung/${e.quittung.eingang}`;
  for (const teil of ['geprueft', 'unterlagen', 'geld', 'bekanntgabe', 'verlauf', 'weg'])
    wege[`vorgang-${teil}`] = `/arbeitsplatz/vorgang/${fahrrad}?teil=${teil}`;
  wege['vorgang-antrag'] = `/arbeitsplatz/vorgang/${bewachung}`;
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w?.server.close());

/** Pages that stand for the others where only size or colours differ. */
const MUSTER = new Set(['tuer', 'eingang', 'versand', 'nachricht', 'vorgang-antrag', 'vorgang-verlauf']);
describe.each(ANSICHTEN)('Die Seiten des Personals und die Eingangstür, $ansicht', ({ ansicht, groesse }) => {
  it('sind ohne Fund von axe, ohne Querlauf und ohne Meldung des Browsers', { timeout: 120_000 }, async () => {
    const page = await seiteAls(w, basis, 'k.weber', groesse);
    const meldungen: string[] = [];
    page.on('console', (m) => meldungen.push(m.text()));
    const mitAxe = (name: string) => ansicht === 'weit' || MUSTER.has(name);
    await seheAn(page, { basis, bereich: 'arbeitsplatz', ansicht, wege, mitAxe });
    expect(meldungen.filter((m) => !m.includes('404'))).toEqual([]);
    await page.context().close();
  });
});

describe('Mit der Tastatur allein', () => {
  it('ist jede Zeile zu öffnen und der nächste Schritt zu tun', async () => {
    const page = await seiteAls(w, basis, 'k.weber');
    await page.goto(`${basis}/arbeitsplatz?tab=meine`);
    const folge = await tabfolge(page, 45);
    expect(folge[0]).toBe('a Zum Inhalt springen');
    expect(folge.some((f) => f.startsWith('a THW-GA-'))).toBe(true);
    await page.getByRole('link', { name: /^WUR-GA-\d+-000001/ }).focus();
    await page.keyboard.press('Enter');
    const knopf = page.getByRole('button', { name: 'Empfangsbescheinigung ausstellen' });
    await knopf.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/getan=/);
    expect(page.url()).toContain('/arbeitsplatz?tab=meine&getan=');
    expect(await page.getByText('Der Schritt ist erledigt und gespeichert.').isVisible()).toBe(true);
  });
});

describe('Auf dem Telefon, ohne Skript', () => {
  it.each([
    ['/arbeitsplatz', 'Eingang', 'Register'],
    ['/steuerung', 'Lage', 'Fördermittel'],
  ])(
    'sind die Bereiche von %s eine Zeile, die den jetzigen nennt und sich mit der Tastatur öffnet',
    async (weg, jetzt, anderer) => {
      const page = await seiteAls(w, basis, 's.hartig', { width: 390, height: 844 });
      await page.goto(`${basis}${weg}`);
      const bereiche = page.getByRole('navigation', { name: 'Bereiche' });
      const zeile = bereiche.locator('summary');
      expect(await zeile.innerText()).toContain(jetzt);
      expect((await bereiche.boundingBox())?.height).toBeLessThan(60);
      expect(await bereiche.getByRole('link').count()).toBe(0);
      await zeile.focus();
      await page.keyboard.press('Enter');
      expect(await bereiche.getByRole('link', { name: jetzt }).getAttribute('aria-current')).toBe('page');
      expect(await axe(page)).toEqual([]);
      expect(await ueberlauf(page)).toBe(0);
      await bild(page, `bereiche-offen${weg.replaceAll('/', '-')}`);
      await bereiche.getByRole('link', { name: anderer }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL((u) => u.pathname !== weg);
      expect(await zeile.innerText()).toContain(anderer);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await zeile.isVisible()).toBe(false);
      expect(await bereiche.getByRole('link').count()).toBeGreaterThan(3);
      await page.context().close();
    },
  );
});
