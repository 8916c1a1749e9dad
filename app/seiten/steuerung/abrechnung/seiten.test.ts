import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { zaehleAlle } from '../../../abrechnung/index.ts';
import { stellbareUhr, uuidv7 } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { HELL, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-10-05T08:00:00Z'));
let w: Awaited<ReturnType<typeof baueWelt>>;
let mandat = '';
let scan = '';
const LISTE = '/steuerung/abrechnung?jahr=2026';
/** What stands as a refusal beside a field. */
const fehlerBei = (html: string, feld: string): string =>
  new RegExp(`<p class="kern-error" id="${feld}-fehler">([\\s\\S]*?)</p>`).exec(html)?.[1] ?? 'nichts';
const weg = (v: string) => `/steuerung/abrechnung/${v}/2026-10`;

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  registerGestalt(w.server);
  await w.gewerbe('01-einfach', ORTE.thallwitz);
  await zaehleAlle(w.deps, Object.values(w.ort), null);
  await w.leeren();
  const id = async (leistung: string) =>
    String(
      (
        await t.setup.query(
          'select vereinbarung from vereinbarungen.regel where von = $1 and an = $2 and leistung = $3',
          [w.ort.thallwitz, w.ort.wurzen, leistung],
        )
      ).rows[0]?.vereinbarung,
    );
  mandat = await id('gewerbe-anmeldung');
  scan = await id('posteingang');
});
afterAll(() => w?.server.close());

const stelle = (sub: string, perioden = '10') =>
  w.sende(sub, '/steuerung/abrechnung/stellen', { vereinbarung: mandat, jahr: '2026', perioden });

describe('Die Seiten der Abrechnung', () => {
  it('sagen vor der ersten Abrechnung, was hier erscheinen wird', async () => {
    const s = await w.geh('f.naumann', LISTE);
    expect(s.statusCode).toBe(200);
    expect(s.body).toContain('Hier erscheint, was andere Kommunen Ihnen nach einer Vereinbarung erstatten.');
    expect((await w.geh('f.naumann', weg(mandat))).statusCode).toBe(404);
  });

  it('erfasst die Poststelle Seiten und berichtigt sie, mit klarer Antwort auf Unfug', async () => {
    const e = (felder: Record<string, string>) =>
      w.sende('d.lorenz', '/steuerung/zaehlung', {
        einheit: 'seite',
        fuer: `${scan}/posteingang`,
        tag: '05.10.2026',
        menge: '120',
        schluessel: uuidv7(uhr.jetzt()),
        ...felder,
      });
    expect((await e({})).statusCode).toBe(303);
    for (const [felder, satz] of [
      [{ menge: '-1' }, 'Das ist keine Menge.'],
      [{ menge: 'viele' }, 'Das ist keine Menge.'],
      [{ menge: '100001' }, 'höchstens 100.000'],
      [{ menge: '99999999999999999999' }, 'höchstens 100.000'],
      [{ tag: '32.10.2026' }, 'Das ist kein Tag.'],
      [{ tag: '06.10.2026' }, 'Der Tag liegt in der Zukunft.'],
    ] as const) {
      const r = await e(felder);
      const [[feld, getippt] = ['', '']] = Object.entries(felder);
      expect([r.statusCode, r.body.includes(satz)]).toEqual([422, true]);
      // on the same page: in the summary, beside the field, and what was typed stays, also in the other fields
      expect(r.body).toContain(`<a href="#seite-${feld}">`);
      expect(fehlerBei(r.body, `seite-${feld}`)).toContain(satz);
      expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*value="${getippt}"`));
      expect(r.body).toMatch(
        new RegExp(feld === 'tag' ? 'name="menge"[^>]*value="120"' : 'name="tag"[^>]*value="05.10.2026"'),
      );
      expect(r.body).toContain('Seiten erfassen');
    }
    // each form has its own key; sent twice it counts once, and the page says so
    const leer = (await w.geh('d.lorenz', '/steuerung/zaehlung')).body;
    const schluessel = /name="schluessel" value="([^"]+)"/.exec(leer)?.[1] ?? '';
    expect((await w.geh('d.lorenz', '/steuerung/zaehlung')).body).not.toContain(schluessel);
    const zweimal = [await e({ menge: '7', schluessel }), await e({ menge: '7', schluessel })];
    expect(zweimal.map((r) => r.headers.location)).toEqual([
      '/steuerung/zaehlung?getan=1',
      '/steuerung/zaehlung?getan=schon',
    ]);
    const danach = (await w.geh('d.lorenz', '/steuerung/zaehlung?getan=schon')).body;
    expect(danach).toContain('Diese Eingabe haben Sie schon abgesandt. Sie steht einmal in der Liste');
    expect(danach.match(/>7</g)).toHaveLength(1);
    const anders = await e({ menge: '8', schluessel });
    expect([anders.statusCode, fehlerBei(anders.body, 'seite-menge')]).toEqual([
      409,
      expect.stringContaining('Dieses Formular haben Sie schon abgesandt, mit anderen Angaben'),
    ]);
    expect(anders.body).toMatch(/name="menge"[^>]*value="8"/);
    expect((await e({ schluessel: 'keiner' })).statusCode).toBe(404);
    const seite = (await w.geh('d.lorenz', '/steuerung/zaehlung')).body;
    const quelle = [...seite.matchAll(/name="quelle" value="([^"]+)"/g)].at(-1)?.[1] ?? '';
    const k = { vereinbarung: scan, quelle, richtig: '118', grund: 'Deckblätter' };
    const ohne = await w.sende('d.lorenz', '/steuerung/zaehlung/berichtigen', { ...k, grund: '' });
    expect(ohne.statusCode).toBe(422);
    expect(fehlerBei(ohne.body, `berichtigen-${quelle}-grund`)).toContain('Der Grund fehlt.');
    expect(ohne.body).toMatch(/<details[^>]* open[^>]*>(?:(?!<details)[\s\S])*name="richtig"[^>]*value="118"/);
    const gleich = await w.sende('d.lorenz', '/steuerung/zaehlung/berichtigen', { ...k, richtig: '120' });
    expect(fehlerBei(gleich.body, `berichtigen-${quelle}-richtig`)).toContain('So viel ist schon gezählt.');
    expect((await w.sende('d.lorenz', '/steuerung/zaehlung/berichtigen', k)).statusCode).toBe(303);
    expect((await w.geh('d.lorenz', '/steuerung/zaehlung')).body).toContain('Deckblätter');
    await w.leeren();
  });

  it('stellt, erkennt an und bestreitet nur, wer darf', async () => {
    const frueh = await stelle('s.hartig'); // October runs
    expect([frueh.statusCode, frueh.body.includes('Dieser Zeitraum ist noch nicht vorbei.')]).toEqual([409, true]);
    expect(frueh.body).toContain('Wir haben gearbeitet und bekommen');
    expect(frueh.body).toContain(`<a href="#stellen-${mandat}-perioden">`);
    expect(frueh.body).toContain(`id="stellen-${mandat}-perioden"`);
    uhr.stelle(Date.parse('2026-11-03T08:00:00Z'));
    expect((await stelle('k.weber')).statusCode).toBe(403);
    expect((await stelle('f.naumann')).statusCode).toBe(403);
    expect((await stelle('s.hartig', '14')).statusCode).toBe(404);
    expect((await w.geh('s.hartig', LISTE)).body).toContain('Januar 2026 abrechnen');
    expect((await stelle('s.hartig')).headers.location).toBe(`${LISTE}&getan=1`);
    await w.leeren();
    const ziel = { vereinbarung: mandat, jahr: '2026', perioden: '10' };
    const dort = await w.geh('f.naumann', weg(mandat));
    expect(dort.body).toContain('Ihr eigenes Konto ergibt dasselbe, Fall für Fall und auf den Cent.');
    expect(dort.body).toContain('<h1>Abrechnung Oktober 2026, Gewerbe anmelden: Stadt Wurzen</h1>');
    expect(dort.body).toContain('>Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden (Mandat)</a>');
    expect(dort.body).toContain('38,00');
    expect((await w.geh('k.weber', weg(mandat))).statusCode).toBe(404);
    expect((await w.geh('h.reichelt', weg(mandat))).statusCode).toBe(404);
    const ohne = await w.sende('f.naumann', '/steuerung/abrechnung/bestreiten', { ...ziel, zeile: '0', grund: '' });
    expect(ohne.statusCode).toBe(422);
    expect(ohne.body).toContain('<a href="#bestreiten-grund">');
    expect(fehlerBei(ohne.body, 'bestreiten-grund')).toContain('Der Grund fehlt.');
    const wo = await w.sende('f.naumann', '/steuerung/abrechnung/bestreiten', { ...ziel, zeile: '9', grund: 'Karton' });
    expect(fehlerBei(wo.body, 'bestreiten-zeile')).toContain('Diese Zeile gibt es');
    expect(wo.body).toMatch(/name="grund"[^>]*value="Karton"/);
    const streit = { ...ziel, zeile: '0', grund: 'Doppelmeldung' };
    expect((await w.sende('f.naumann', '/steuerung/abrechnung/bestreiten', streit)).statusCode).toBe(303);
    await w.leeren();
    expect((await w.geh('s.hartig', weg(mandat))).body).toContain('Zeile 1: Doppelmeldung');
    const leer = await w.sende('s.hartig', '/steuerung/abrechnung/berichtigen', { ...ziel, grund: 'x' });
    expect(leer.body).toContain('Die Zählung ergibt denselben Betrag.');
    expect(leer.body).toContain('Zeile 1: Doppelmeldung');
    expect(leer.body).toMatch(/name="grund"[^>]*value="x"/);
    expect((await w.sende('f.naumann', '/steuerung/abrechnung/anerkennen', ziel)).statusCode).toBe(303);
    await w.leeren();
    expect((await w.geh('s.hartig', weg(mandat))).body).toContain('anerkannt');
  });

  it('gibt der Kasse Buchungen als CSV, mit ihrer eigenen Kontierung', async () => {
    const k = { vereinbarung: mandat, jahr: '2026', produkt: '1.1.1', sachkonto: '348200', kostenstelle: '' };
    const post = (sub: string, felder: object) => w.sende(sub, '/steuerung/abrechnung/kontierung', { ...k, ...felder });
    expect((await post('i.menzel', {})).statusCode).toBe(403);
    const leer = await post('p.zschoche', { sachkonto: '' });
    expect([leer.statusCode, fehlerBei(leer.body, `kontierung-${mandat}-sachkonto`)]).toEqual([
      422,
      expect.stringContaining('Das Sachkonto fehlt.'),
    ]);
    const formel = await post('p.zschoche', { produkt: '=1+1' });
    expect(formel.statusCode).toBe(422);
    expect(fehlerBei(formel.body, `kontierung-${mandat}-produkt`)).toContain('Diese Angabe hat Zeichen');
    expect(formel.body).toMatch(/name="produkt"[^>]*value="=1\+1"/);
    expect((await post('p.zschoche', {})).headers.location).toBe('/steuerung/abrechnung/buchungen?jahr=2026&getan=1');
    const csv = (await w.geh('p.zschoche', '/steuerung/abrechnung/buchungen.csv?jahr=2026')).body;
    expect(csv).toMatch(/^\uFEFF"Art";"Kassenzeichen"/);
    expect(csv).toMatch(
      /"Forderung";"WUR\.AB\.26000001\.\d\d";"WUR-AB-2026-000001";"Gemeinde Thallwitz";"2026-10";"38,00";"0,00";"38,00";"2026-12-03";"1\.1\.1";"348200";"";"Gewerbe anmelden"\r\n$/,
    );
    expect((await w.geh('f.naumann', '/steuerung/abrechnung/buchungen.csv?jahr=2026')).body).toContain(
      '"Verbindlichkeit"',
    );
    expect((await w.geh('p.zschoche', '/steuerung/abrechnung/buchungen?jahr=2026')).body).toMatch(
      /Gemeinde Thallwitz<\/td><td[^>]*>Gewerbe anmelden<\/td>/,
    );
    expect((await w.geh('k.weber', '/steuerung/abrechnung/buchungen.csv')).statusCode).toBe(403);
  });

  it('zeigt Aufwand Fall für Fall der bearbeitenden Stelle, dem Bürgermeister die Summen, anderen nichts', async () => {
    const aufwand = `/steuerung/abrechnung/aufwand?vereinbarung=${mandat}&monat=2026-10`;
    const s = await w.geh('s.hartig', aufwand);
    expect(s.statusCode).toBe(200);
    expect(s.body).not.toContain('Weber');
    expect(s.body).toContain('ohne Rückfrage');
    expect(s.body).toContain('Vorgang öffnen');
    const b = await w.geh('f.naumann', aufwand);
    expect(b.body).toContain('ohne Rückfrage');
    expect(b.body).toContain('Fall für Fall sieht und berichtigt ihn die Kommune');
    expect(b.body).not.toContain('Vorgang öffnen');
    expect((await w.geh('f.naumann', weg(mandat))).body).toContain('Aufwand in diesem Monat');
    expect((await w.geh('f.naumann', '/steuerung')).body).toContain('Wie viel Arbeit war das?');
    for (const sub of ['h.reichelt', 'c.seifert', 'y.barthel', 'd.lorenz'])
      expect([sub, (await w.geh(sub, aufwand)).statusCode]).toEqual([sub, 404]);
  });

  it('führt vom Vorgang zum Aufwand seines Monats, und von dort nirgends hin, wo die Sachbearbeiterin nicht hinein darf', async () => {
    const aufwand = `/steuerung/abrechnung/aufwand?vereinbarung=${mandat}&monat=2026-10`;
    const ziele = (html: string) =>
      [...html.matchAll(/href="(\/[^"#]*)"/g)].map((m) => (m[1] ?? '').replaceAll('&amp;', '&'));
    const html = (await w.geh('k.weber', aufwand)).body;
    const vorgang = /\/arbeitsplatz\/vorgang\/[0-9a-f-]{36}/.exec(html)?.[0] ?? '';
    expect(ziele((await w.geh('k.weber', vorgang)).body)).toContain(aufwand);
    for (const ziel of new Set(ziele(html)))
      expect([ziel, (await w.geh('k.weber', ziel)).statusCode]).not.toEqual([ziel, 403]);
    expect(ziele(html)).toContain(aufwand.replace('2026-10', '2026-09'));
    // whose case it is may read the sums, and is not led to what she cannot open
    expect(ziele((await w.geh('y.barthel', vorgang)).body).filter((z) => z.includes('aufwand'))).toEqual([]);
  });

  it('nimmt die richtige Klasse nur mit Grund an und behält, was getippt wurde', async () => {
    const vorgang = /\/arbeitsplatz\/vorgang\/([0-9a-f-]{36})/.exec(
      (await w.geh('k.weber', `/steuerung/abrechnung/aufwand?vereinbarung=${mandat}&monat=2026-10`)).body,
    )?.[1];
    const f = { vereinbarung: mandat, monat: '2026-10', vorgang: vorgang ?? '', klasse: 'mit Widerspruch', grund: '' };
    const post = (sub: string, felder: object = {}) =>
      w.sende(sub, '/steuerung/abrechnung/aufwand', { ...f, ...felder });
    const ohne = await post('k.weber');
    expect([ohne.statusCode, fehlerBei(ohne.body, `aufwand-${vorgang}-grund`)]).toEqual([
      422,
      expect.stringContaining('Der Grund fehlt.'),
    ]);
    expect(ohne.body).toMatch(/<option value="mit Widerspruch" selected/);
    const fremde = await post('k.weber', { klasse: 'Regelplan', grund: 'Umleitung' });
    expect(fehlerBei(fremde.body, `aufwand-${vorgang}-klasse`)).toContain('Diese Aufwandsklasse ist nicht vereinbart.');
    expect(fremde.body).toMatch(/name="grund"[^>]*value="Umleitung"/);
    const nein = await post('f.naumann', { grund: 'x' });
    expect([nein.statusCode, nein.body.includes('Das kann nur die Kommune, die gearbeitet hat.')]).toEqual([403, true]);
    expect((await post('d.lorenz', { grund: 'x' })).statusCode).toBe(404);
    expect((await post('k.weber', { grund: 'Widerspruch am Telefon erledigt' })).statusCode).toBe(303);
    await w.leeren();
    const nach = (await w.geh('s.hartig', `/steuerung/abrechnung/aufwand?vereinbarung=${mandat}&monat=2026-10`)).body;
    expect(nach).toContain('Widerspruch am Telefon erledigt');
    expect(nach).toMatch(/>70</);
  });

  it('sagt bei den Angaben für Rechnungen, welches Feld gemeint ist', async () => {
    const r = await w.sende('s.hartig', '/steuerung/rechnungsangaben', {
      leitwegId: '14729410-1-00',
      ustId: '',
      steuernummer: '238/149/00001',
      ansprechpartner: 'Petra Zschoche',
    });
    expect([r.statusCode, fehlerBei(r.body, 'rechnungsangaben-leitwegId')]).toEqual([
      422,
      expect.stringContaining('die Prüfziffer passt nicht'),
    ]);
    expect(r.body).toMatch(/name="leitwegId"[^>]*value="14729410-1-00"/);
    expect(r.body).toMatch(/name="ansprechpartner"[^>]*value="Petra Zschoche"/);
  });
});

describe('Im Browser', () => {
  it('ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = {
      liste: LISTE,
      einzeln: weg(mandat),
      buchungen: '/steuerung/abrechnung/buchungen?jahr=2026',
      zaehlung: '/steuerung/zaehlung',
      aufwand: `/steuerung/abrechnung/aufwand?vereinbarung=${mandat}&monat=2026-10`,
    };
    await seheAnAls(w, 's.hartig', { basis, bereich: 'abrechnung', wege }, HELL);
  });
});
