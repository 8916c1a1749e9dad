import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { type Browser, createBrowser, firstForm, type Seite } from '../../anschluesse/pruefstand/browser.ts';
import { dienst } from '../../base/index.ts';
import { aktiviere, readVerzeichnis, type Verzeichnis } from '../../kommunen/index.ts';
import { legeMitarbeiterAn, type Sitzung } from '../../konten/index.ts';
import { legePersonalAn, startAnmelden } from './pruefstand/anmelden.ts';

const t = await neueDatenbank();
const db = t.als('app');
const THALLWITZ = '14729380';
let verzeichnis: Verzeichnis;
let stand: Awaited<ReturnType<typeof startAnmelden>>;

beforeAll(async () => {
  for (const [ags, kuerzel] of [
    [THALLWITZ, 'THW'],
    ['14729410', 'WUR'],
  ] as const)
    await aktiviere(t.setup, ags, kuerzel, Date.now());
  verzeichnis = await readVerzeichnis(db, '2026-06-15');
  await legePersonalAn(db, verzeichnis, ['j.roessler']);
  stand = await startAnmelden(db, verzeichnis, t.ordner);
});
afterAll(() => stand?.stop());

const browser = () => createBrowser(fetch);
const url = (weg: string) => stand.basisUrl + weg;
const anmelden = (mehr = '') => url(`/anmelden?kommune=${THALLWITZ}&niveau=substantiell&schnell=sommer${mehr}`);
const wer = async (b: Browser) => (JSON.parse((await b.open(url('/wer'))).html) as { sitzung: Sitzung | null }).sitzung;
/** Presses the button of the page's first form. */
const press = (b: Browser, seite: Seite, wahl: Record<string, string> = {}) => {
  const form = firstForm(seite);
  return b.submit(form.action, { ...form.felder, ...wahl });
};
const staffIn = async (b: Browser, person: string, zurueck = '/ziel') =>
  press(b, await b.open(url(`/arbeitsplatz/anmelden?person=${person}&zurueck=${encodeURIComponent(zurueck)}`)), {
    entscheidung: 'anmelden',
  });
const sitzungen = async () => (await t.setup.query('select 1 from konten.sitzung')).rowCount;

describe('Anmeldung der Bürger', () => {
  it('führt über die BundID zurück an die gewünschte Stelle', async () => {
    const b = browser();
    expect(await wer(b)).toBeNull();
    const seite = await press(b, await b.open(anmelden('&zurueck=/ziel%3Fa%3D1')));
    expect(seite).toMatchObject({ url: url('/ziel?a=1'), status: 200 });
    expect(await wer(b)).toMatchObject({ art: 'person', name: 'Marlene Sommer', niveau: 'hoch' });
  });

  it('geht auch mit gewählter Person, und dieselbe Person hat ein Konto', async () => {
    const konto = async () => {
      const b = browser();
      const weiter = await press(b, await b.open(url(`/anmelden?kommune=${THALLWITZ}&zurueck=/ziel`)), {
        person: 'thieme',
        niveau: 'substantiell',
        entscheidung: 'anmelden',
      });
      await press(b, weiter);
      return wer(b);
    };
    const [erstes, zweites] = [await konto(), await konto()];
    expect(erstes).toMatchObject({ name: 'Enrico Thieme', niveau: 'substantiell' });
    expect(zweites?.person).toBe(erstes?.person);
  });

  it('gilt nur in dem Browser, der sie begann', async () => {
    const angreifer = browser();
    const fremd = firstForm(await angreifer.open(anmelden()));
    const vorher = await sitzungen();
    const opfer = browser();
    const seite = await opfer.submit(fremd.action, fremd.felder);
    expect(seite.status).toBe(403);
    expect(seite.html).toContain('nicht in diesem Browser begonnen');
    expect(await wer(opfer)).toBeNull();
    expect(await sitzungen()).toBe(vorher);
  });

  it('gilt auch dann nicht, wenn der andere Browser gerade selbst eine beginnt', async () => {
    const fremd = firstForm(await browser().open(anmelden()));
    const opfer = browser();
    const eigene = await opfer.open(anmelden('&zurueck=/ziel'));
    expect((await opfer.submit(fremd.action, fremd.felder)).status).toBe(403);
    expect(await press(opfer, eigene)).toMatchObject({ url: url('/ziel'), status: 200 });
  });

  it('gilt einmal: weder die Antwort noch die Rückkehr lassen sich wiederholen', async () => {
    const b = browser();
    const antwort = await b.open(anmelden('&zurueck=/ziel'));
    const form = firstForm(antwort);
    let rueckkehr = '';
    const merkend: typeof fetch = async (ziel, init) => {
      if (String(ziel).includes('/fertig?')) rueckkehr = String(ziel);
      return fetch(ziel, init);
    };
    const c = createBrowser(merkend);
    const zweite = await c.open(anmelden('&zurueck=/ziel'));
    await press(c, zweite);
    expect((await c.open(rueckkehr)).html).toContain('schon verwendet');
    await b.submit(form.action, form.felder);
    const nochmal = await b.submit(form.action, form.felder);
    expect(nochmal).toMatchObject({ status: 403 });
    expect(nochmal.html).toContain('schon verwendet');
  });

  it('nimmt keine erfundene oder leere Antwort', async () => {
    for (const SAMLResponse of ['', 'abc', Buffer.from('<x/>').toString('base64')])
      expect((await browser().submit(url('/anmelden/bundid/acs'), { SAMLResponse })).status).toBe(403);
    for (const frage of ['', '?schluessel=', '?schluessel=x', '?schluessel=a&schluessel=b'])
      expect((await browser().open(url(`/anmelden/bundid/fertig${frage}`))).status).toBe(403);
  });

  it('führt nie auf fremde Seiten', async () => {
    for (const boese of [
      '//boese.invalid',
      '/\\boese.invalid',
      'https://boese.invalid',
      '/\t/boese.invalid',
      'javascript:alert(1)',
    ]) {
      const halt = createBrowser(fetch);
      const seite = await press(halt, await halt.open(anmelden(`&zurueck=${encodeURIComponent(boese)}`)));
      expect(new URL(seite.url).origin, boese).toBe(stand.basisUrl);
    }
  });

  it('beginnt nur bei einer angeschlossenen Gemeinde und einem echten Niveau', async () => {
    for (const frage of ['', '?kommune=14729030', '?kommune=x', `?kommune=${THALLWITZ}&kommune=1`])
      expect((await browser().open(url(`/anmelden${frage}`))).status).toBe(404);
    expect((await browser().open(url(`/anmelden?kommune=${THALLWITZ}&niveau=egal`))).status).toBe(400);
  });

  it('sagt, wenn die Person abbricht oder ihr Konto nicht reicht', async () => {
    const b = browser();
    const seite = await b.open(url(`/anmelden?kommune=${THALLWITZ}&niveau=substantiell`));
    const zurueck = await press(b, await press(b, seite, { entscheidung: 'abbrechen' }));
    expect(zurueck).toMatchObject({ status: 403, html: 'Die Anmeldung wurde abgebrochen. Sie sind nicht angemeldet.' });
    const basis = await b.open(url(`/anmelden?kommune=${THALLWITZ}&niveau=substantiell&schnell=oehmichen`));
    expect(basis.html).toContain('Testperson');
  });
});

describe('Anmeldung der Beschäftigten', () => {
  it('führt über den Anmeldedienst an den Arbeitsplatz', async () => {
    const b = browser();
    expect(await staffIn(b, 'k.weber')).toMatchObject({ url: url('/ziel'), status: 200 });
    expect(await wer(b)).toMatchObject({
      art: 'mitarbeit',
      name: 'Katrin Weber',
      funktion: 'Sachbearbeiterin Gewerbe',
    });
  });

  it('weist ab, wer bei der Dienststelle nicht eingetragen ist, und Dienststellen, die nicht dabei sind', async () => {
    for (const [person, grund] of [
      ['j.roessler', 'nicht eingetragen'],
      ['h.reichelt', 'arbeitet nicht mit'],
    ] as const) {
      const b = browser();
      const seite = await staffIn(b, person);
      expect(seite.status).toBe(403);
      expect(seite.html).toContain(grund);
      expect(await wer(b)).toBeNull();
    }
  });

  it('geht mit der Kennung, unter der jemand neu aufgenommen ist, und nur in deren Haus', async () => {
    const wurzen = verzeichnis.byAgs('14729410')?.id ?? '';
    const neu = { sub: 'l.neu', name: 'Lena Neu', funktion: 'Sachbearbeiterin', telefon: '', jetzt: Date.now() };
    await db.transaktion(dienst(wurzen, 'Test'), (tx) => legeMitarbeiterAn(tx, neu));
    const nenne = async (kennung: string, dienststelle: string) => {
      const b = browser();
      const seite = await b.open(url('/arbeitsplatz/anmelden?zurueck=/ziel'));
      const antwort = await press(b, seite, { entscheidung: 'nennen', kennung, dienststelle });
      return { antwort, sitzung: await wer(b) };
    };
    expect(await nenne('l.neu', '14729410')).toMatchObject({ antwort: { status: 200 }, sitzung: { name: 'Lena Neu' } });
    for (const [kennung, ags, status] of [
      ['l.neu', THALLWITZ, 403],
      ['niemand', '14729410', 403],
      ['l neu', '14729410', 422],
      ['l.neu', '1472941', 422],
      ['', '', 422],
    ] as const)
      expect(await nenne(kennung, ags)).toMatchObject({ antwort: { status }, sitzung: null });
  });

  it('gilt nur in dem Browser, der sie begann, und nur einmal', async () => {
    const angreifer = createBrowser(fetch, url('/arbeitsplatz/anmelden/fertig'));
    const { url: rueckkehr } = await staffIn(angreifer, 'k.weber');
    const opfer = browser();
    expect((await opfer.open(rueckkehr)).status).toBe(403);
    await opfer.open(url('/arbeitsplatz/anmelden?person=s.hartig'));
    expect((await opfer.open(rueckkehr)).status).toBe(403);
    expect(await wer(opfer)).toBeNull();

    const gemerkt: string[] = [];
    const b = createBrowser(async (ziel, init) => {
      if (String(ziel).includes('/fertig?')) gemerkt.push(String(ziel));
      return fetch(ziel, init);
    });
    await staffIn(b, 'k.weber');
    expect((await b.open(gemerkt[0] ?? '')).status).toBe(403);
  });

  it('führt nie auf fremde Seiten', async () => {
    const seite = await staffIn(browser(), 'k.weber', '//boese.invalid/x');
    expect(seite.url).toBe(url('/arbeitsplatz'));
  });

  it('weist die abgebrochene Anmeldung ab', async () => {
    const b = browser();
    const seite = await press(b, await b.open(url('/arbeitsplatz/anmelden')), { entscheidung: 'abbrechen' });
    expect(seite).toMatchObject({ status: 403, html: 'Die Anmeldung wurde abgebrochen.' });
  });
});

describe('Abmelden', () => {
  it('beendet die Sitzung in der Datenbank, nicht nur im Browser', async () => {
    let cookie = '';
    const b = createBrowser(async (ziel, init) => {
      const gesendet = new Headers(init?.headers).get('cookie') ?? '';
      cookie = /rv_sitzung=[^;]+/.exec(gesendet)?.[0] ?? cookie;
      return fetch(ziel, init);
    });
    await staffIn(b, 'k.weber');
    expect(await wer(b)).not.toBeNull();
    const gestohlen = () => fetch(url('/wer'), { headers: { cookie } }).then((r) => r.json());
    expect(await gestohlen()).toMatchObject({ sitzung: { art: 'mitarbeit' } });
    expect((await b.submit(url('/abmelden'), { zurueck: '/ziel' })).url).toBe(url('/ziel'));
    expect(await wer(b)).toBeNull();
    expect(await gestohlen()).toEqual({ sitzung: null });
  });

  it('beendet auch die frühere Sitzung, wenn sich im selben Browser jemand neu anmeldet', async () => {
    const b = browser();
    await staffIn(b, 'k.weber');
    const vorher = await sitzungen();
    await staffIn(b, 's.hartig');
    expect(await wer(b)).toMatchObject({ name: 'Steffen Hartig' });
    expect(await sitzungen()).toBe(vorher);
  });

  it('lässt sich von fremden Seiten nicht auslösen', async () => {
    const post = async (weg: string, headers: Record<string, string>) =>
      (await fetch(url(weg), { method: 'POST', headers, redirect: 'manual' })).status;
    expect(await post('/abmelden', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post('/abmelden', { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await post('/abmelden', { origin: 'https://boese.invalid' })).toBe(403);
    expect(await post('/abmelden', { origin: 'null' })).toBe(403);
    expect(await post('/gibt-es-nicht', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post('/abmelden', { origin: stand.basisUrl, 'sec-fetch-site': 'same-origin' })).toBe(303);
    expect(await post('/abmelden', { origin: stand.basisUrl })).toBe(303);
    expect(await post('/abmelden', {})).toBe(303);
  });
});

describe('Cookies', () => {
  it('sind für Skripte und fremde Seiten nicht erreichbar', async () => {
    const gesetzt: string[] = [];
    const b = createBrowser(async (ziel, init) => {
      const antwort = await fetch(ziel, init);
      if (String(ziel).startsWith(stand.basisUrl)) gesetzt.push(...antwort.headers.getSetCookie());
      return antwort;
    });
    await press(b, await b.open(anmelden()));
    expect(gesetzt.some((c) => /^rv_sitzung=[\w-]{43}; Path=\/;/.test(c))).toBe(true);
    for (const c of gesetzt) expect(c).toMatch(/HttpOnly; SameSite=Lax/);
  });
});
