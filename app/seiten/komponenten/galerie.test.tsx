import { join } from 'node:path';
import type { VNode } from 'preact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, bild, newPage, tabfolge, ueberlauf } from '../../../tools/test/browser.ts';
import { createServer } from '../../base/http/server.ts';
import { createLog, createTexte } from '../../base/index.ts';
import { registerGestalt } from '../gestalt/index.ts';
import { felderVersuch } from './galerie.beispiel.ts';
import * as g from './galerie.tsx';
import { renderSeite } from './index.ts';

const t = createTexte([join(import.meta.dirname, '..', 'texte')]);
const seiten: Record<string, VNode> = {
  portal: <g.PortalGalerie t={t} />,
  vorgang: <g.VorgangGalerie t={t} />,
  formular: <g.FormularGalerie t={t} zustand="leer" />,
  'formular-fehler': <g.FormularGalerie t={t} zustand="fehler" />,
  'formular-neu': <g.FormularGalerie t={t} zustand="neu" />,
  felder: <g.FelderGalerie t={t} />,
  'felder-fehler': <g.FelderGalerie t={t} versuch={felderVersuch} />,
  pruefen: <g.PruefenGalerie t={t} />,
  eingang: <g.EingangGalerie t={t} />,
  akte: <g.AkteGalerie t={t} />,
  plot: <g.PlotGalerie t={t} />,
};
const namen = Object.keys(seiten);
const server = createServer(createLog('test'));
let basis = '';

beforeAll(async () => {
  registerGestalt(server);
  for (const [name, seite] of Object.entries(seiten)) {
    server.get(`/${name}`, async (_anfrage, antwort) =>
      antwort.type('text/html; charset=utf-8').send(renderSeite(seite)),
    );
  }
  basis = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

const ansichten = [
  { name: 'weit', width: 1280 },
  { name: 'schmal', width: 390, height: 844 },
  { name: 'weit-dunkel', width: 1280, dark: true },
  { name: 'schmal-dunkel', width: 390, height: 844, dark: true },
];

describe.each(ansichten)('Die Bausteine $name', ({ name: ansicht, ...groesse }) => {
  it.each(namen)('%s: ohne Fund von axe, ohne Querlauf', async (name) => {
    const page = await newPage(groesse);
    const fremde: string[] = [];
    const meldungen: string[] = [];
    page.on('request', (r) => r.url().startsWith(basis) || r.url().startsWith('data:') || fremde.push(r.url()));
    page.on('console', (m) => meldungen.push(m.text()));
    await page.goto(`${basis}/${name}`);
    await bild(page, `galerie-${name}-${ansicht}`);
    expect(await axe(page)).toEqual([]);
    expect(await ueberlauf(page)).toBe(0);
    expect(fremde).toEqual([]);
    expect(meldungen).toEqual([]);
    await page.context().close();
  });
});

describe('Die Bausteine', () => {
  it('laufen bei 400 % Vergrößerung nicht quer', async () => {
    const page = await newPage({ width: 1280, height: 900, zoom: 4 });
    for (const name of namen) {
      await page.goto(`${basis}/${name}`);
      expect([name, await ueberlauf(page)]).toEqual([name, 0]);
    }
  });

  it('zeigen sich in erzwungenen Farben', async () => {
    const page = await newPage({ width: 1280, forcedColors: true });
    for (const name of ['vorgang', 'formular-fehler', 'eingang', 'plot']) {
      await page.goto(`${basis}/${name}`);
      await bild(page, `galerie-${name}-kontrast`);
    }
  });

  it('zeigen auch in erzwungenen Farben, was gewählt ist', async () => {
    const page = await newPage({ forcedColors: true });
    await page.goto(`${basis}/formular-neu`);
    const farben = await page
      .locator('input[type=radio]:checked')
      .evaluateAll((wahl) =>
        wahl.map((el) => [getComputedStyle(el, '::before').backgroundColor, getComputedStyle(el).backgroundColor]),
      );
    expect(farben).toHaveLength(2);
    for (const [punkt, grund] of farben) expect(punkt).not.toBe(grund);
    await page.context().close();
  });

  it('sind von oben an mit der Tastatur erreichbar, zuerst der Sprung zum Inhalt', async () => {
    const page = await newPage();
    await page.goto(`${basis}/eingang`);
    const folge = await tabfolge(page, 40);
    expect(folge[0]).toBe('a Zum Inhalt springen');
    for (const ziel of ['#suche', 'button Abmelden', 'a Eingang 12', 'a Thallwitz 4', 'a THW-GA-2026-000123']) {
      expect(folge).toContain(ziel);
    }
    expect(folge.filter((f) => f === 'a Filter')).toEqual([]);
  });

  it('halten „Sie handeln für“ beim Rollen auf dem Schirm', async () => {
    for (const width of [1280, 390]) {
      const page = await newPage({ width, height: 700 });
      await page.goto(`${basis}/akte`);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      const kasten = await page.locator('.haus-fuer').boundingBox();
      expect(kasten?.y).toBe(0);
      expect(kasten?.height).toBeLessThan(90);
      await page.context().close();
    }
  });

  it('öffnen auf dem Telefon die Filter ohne Skript', async () => {
    const page = await newPage({ width: 390 });
    await page.goto(`${basis}/eingang`);
    const spalte = page.locator('#spalte');
    expect(await spalte.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Filter', exact: true }).click();
    expect(await spalte.isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Filter schließen' }).click();
    expect(await spalte.isVisible()).toBe(false);
  });

  it('bringen Text auf höchstens 75 Zeichen je Zeile', async () => {
    const page = await newPage({ width: 1280 });
    await page.goto(`${basis}/portal`);
    const zeichen = await page
      .locator('main > p')
      .first()
      .evaluate((p) => {
        const bereich = document.createRange();
        bereich.selectNodeContents(p);
        const zeilen = new Set([...bereich.getClientRects()].map((r) => Math.round(r.top))).size;
        return p.textContent.length / zeilen;
      });
    expect(zeichen).toBeLessThanOrEqual(75);
  });
});
