import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { ORTE } from '../../demo/personen.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let fahrrad: string;
let bewachung: string;

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const vermerke = async (id: string) =>
  (
    await t.setup.query<{ koerperschaft: string; grundlage: { vereinbarung: string | null } }>(
      'select koerperschaft, grundlage from nachweise.lesezugriff where $1 = any (vorgaenge)',
      [id],
    )
  ).rows;
const pfad = (id: string) => `/arbeitsplatz/vorgang/${id}`;

beforeAll(async () => {
  w = await baueWelt(t);
  fahrrad = await w.gewerbe('01-einfach', ORTE.thallwitz);
  bewachung = await w.gewerbe('04-bewachung', ORTE.lossatal);
});

describe('Wer nicht zum Personal gehört', () => {
  it('wird zur Anmeldung geschickt und kommt danach zurück', async () => {
    for (const url of [
      '/arbeitsplatz?tab=meine',
      pfad(fahrrad),
      '/arbeitsplatz/versand',
      '/arbeitsplatz/klaerung',
      '/arbeitsplatz/register',
      '/arbeitsplatz/tasten',
    ]) {
      const r = await w.geh(null, url);
      expect(r.statusCode, url).toBe(303);
      expect(r.headers.location).toBe(`/arbeitsplatz/anmelden?zurueck=${encodeURIComponent(url)}`);
    }
    expect((await w.sende(null, `${pfad(fahrrad)}/aufgabe/1`, {})).headers.location).toContain(
      'zurueck=%2Farbeitsplatz',
    );
  });
});

describe('Der Eingang', () => {
  it('zeigt eine Liste über alle Kommunen, und jede Zeile sagt, in wessen Namen', async () => {
    const r = await w.geh('k.weber', '/arbeitsplatz');
    expect(r.statusCode).toBe(200);
    const seite = text(r.body);
    expect(seite).toContain('für Gemeinde Thallwitz (Mandat)');
    expect(seite).toContain('Stadt Wurzen (Delegation)');
    expect(seite).toMatch(/THW-GA-\d{4}-000001/);
    expect(seite).toMatch(/WUR-GA-\d{4}-000001/);
    expect(r.headers['cache-control']).toBe('no-store');
    expect(r.body).not.toMatch(/<script(?! src="\/gestalt\/)/);
  });

  it('vermerkt das Lesen je Kommune mit ihrer Vereinbarung, ehe er antwortet', async () => {
    const vorher = (await vermerke(fahrrad)).length;
    await w.geh('k.weber', '/arbeitsplatz');
    const neu = (await vermerke(fahrrad)).slice(vorher);
    expect(neu).toHaveLength(1);
    expect(neu[0]).toMatchObject({
      koerperschaft: w.ort.thallwitz,
      grundlage: { vereinbarung: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('filtert nach mehreren Kommunen: ein Klick nimmt eine dazu oder wieder heraus, die Adresse trägt alle', async () => {
    const beide = `kommune=${ORTE.lossatal}.${ORTE.thallwitz}`;
    const eine = (await w.geh('k.weber', `/arbeitsplatz?kommune=${ORTE.lossatal}`)).body;
    expect(eine).toContain(`href="/arbeitsplatz?${beide}#spalte"`);
    for (const frage of [beide, `kommune=${ORTE.lossatal}&kommune=${ORTE.thallwitz}`]) {
      const { body } = await w.geh('k.weber', `/arbeitsplatz?${frage}`);
      expect(text(body)).toMatch(/THW-GA/);
      expect(text(body)).toMatch(/WUR-GA/);
      expect(body).toContain(`href="/arbeitsplatz?kommune=${ORTE.thallwitz}#spalte" aria-current="page"`);
      expect(body).toContain(`tab=meine&amp;kommune=${ORTE.lossatal}.${ORTE.thallwitz}"`);
      // the way back from a case leads to the same list
      expect(body).toContain(encodeURIComponent(`/arbeitsplatz?${beide}`));
    }
  });

  it('filtert nach Kommune, Leistung und Wort, und sagt, wenn nichts passt', async () => {
    expect(text((await w.geh('k.weber', `/arbeitsplatz?kommune=${ORTE.lossatal}`)).body)).not.toContain('THW-GA');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?q=thw-ga')).body)).not.toContain('WUR-GA');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?q=Maréike')).body)).toContain('gefunden: 2');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?leistung=gibt-es-nicht')).body)).toContain(
      'Dazu passt kein Vorgang',
    );
    for (const unsinn of [
      'kommune=14729245.x&kommune=%00',
      'tab=%00&seite=-1',
      'seite=1e99&q=%25',
      'tab=a&tab=b',
      `q=${'x'.repeat(5000)}`,
    ])
      expect((await w.geh('k.weber', `/arbeitsplatz?${unsinn}`)).statusCode, unsinn).toBe(200);
  });

  it('zeigt der Hauptamtsleiterin von Bennewitz nichts', async () => {
    const seite = text((await w.geh('h.reichelt', '/arbeitsplatz')).body);
    expect(seite).toContain('Hier erscheinen die Vorgänge');
    expect(seite).not.toMatch(/-GA-\d{4}/);
  });

  it('zeigt dem Bürgermeister von Thallwitz, was Wurzen in seinem Namen tut', async () => {
    const seite = text((await w.geh('f.naumann', '/arbeitsplatz')).body);
    expect(seite).toContain('bearbeitet von Stadt Wurzen');
    expect(seite).not.toContain('WUR-GA');
  });

  it('zeigt Poststelle, Kasse und Personalrat keine Vorgänge', async () => {
    for (const sub of ['d.lorenz', 'p.zschoche', 'b.kuehnast']) {
      expect(text((await w.geh(sub, '/arbeitsplatz')).body), sub).not.toMatch(/-GA-\d{4}/);
      expect((await w.geh(sub, pfad(fahrrad))).statusCode, sub).toBe(404);
    }
  });
});

describe('Der Vorgang', () => {
  it('sagt, für wen sie handelt, und zeigt alle Teile', async () => {
    const teile = {
      antrag: 'Mareike',
      geprueft: 'pruefung',
      unterlagen: 'Brief empfangsbescheinigung',
      geld: 'sobald ihn jemand festgestellt hat',
      bekanntgabe: 'Am Lossabach 12',
      verlauf: 'eröffnet, Eingangsweg Portal',
      weg: 'Empfang bescheinigen',
    };
    for (const [teil, erwartet] of Object.entries(teile)) {
      const r = await w.geh('k.weber', `${pfad(fahrrad)}?teil=${teil}`);
      expect(r.statusCode, teil).toBe(200);
      expect(text(r.body), teil).toContain(erwartet);
      expect(text(r.body), teil).toContain(
        'Gemeinde Thallwitz · Mandat nach Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden Eingang',
      );
      expect(text(r.body), teil).not.toMatch(/\{\w+\}/);
    }
    expect(text((await w.geh('k.weber', pfad(bewachung))).body)).toContain('Stadt Wurzen · Delegation nach');
    expect((await w.geh('k.weber', `${pfad(fahrrad)}?teil=weg`)).body).toContain('<svg');
  });

  it('führt zum Nachweis; solange er noch nicht da ist, sagt die Seite das', async () => {
    const weg = `${pfad(fahrrad)}/nachweis`;
    expect((await w.geh('k.weber', `${pfad(fahrrad)}?teil=unterlagen`)).body).toContain(`href="${weg}"`);
    const vorher = (await vermerke(fahrrad)).length;
    const r = await w.geh('k.weber', weg);
    expect(r.statusCode).toBe(409);
    expect(text(r.body)).toContain('Der Nachweis ist noch nicht da');
    expect((await vermerke(fahrrad)).slice(vorher)).toMatchObject([
      { koerperschaft: w.ort.thallwitz, grundlage: { vereinbarung: expect.any(String) } },
    ]);
    for (const sub of ['h.reichelt', 'd.lorenz']) expect((await w.geh(sub, weg)).statusCode, sub).toBe(404);
  });

  it('ist für Bennewitz dieselbe Seite wie ein Vorgang, den es nicht gibt', async () => {
    const unbekannt = '01890000-0000-7000-8000-000000000000';
    const [fremd, keiner, unsinn] = await Promise.all(
      [fahrrad, unbekannt, "1'--"].map((id) => w.geh('h.reichelt', pfad(encodeURIComponent(id)))),
    );
    expect(fremd?.statusCode).toBe(404);
    expect(fremd?.body).toBe(keiner?.body);
    expect(unsinn?.body).toBe(keiner?.body);
    expect(
      (await w.sende('h.reichelt', `${pfad(fahrrad)}/aufgabe/1`, { entscheidung: 'feststellen' })).statusCode,
    ).toBe(404);
  });

  it('vermerkt jedes Öffnen, auch das eines Dokuments; die zuständige Kommune liest aus eigenem Recht', async () => {
    const vorher = (await vermerke(fahrrad)).length;
    const seite = await w.geh('k.weber', `${pfad(fahrrad)}?teil=unterlagen`);
    const dokument = /vorgang\/[\w-]+\/dokument\/[\w-]+/.exec(seite.body)?.[0] ?? '';
    expect(seite.headers['content-security-policy']).toContain("object-src 'self'");
    const pdf = await w.geh('k.weber', `/arbeitsplatz/${dokument}`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    await w.geh('f.naumann', pfad(fahrrad));
    const neu = (await vermerke(fahrrad)).slice(vorher);
    expect(neu).toHaveLength(3);
    expect(neu[2]?.grundlage.vereinbarung).toBeNull();
    expect((await w.geh('h.reichelt', `/arbeitsplatz/${dokument}`)).statusCode).toBe(404);
    expect((await w.geh('k.weber', `${pfad(fahrrad)}/dokument/x`)).statusCode).toBe(404);
  });
});
