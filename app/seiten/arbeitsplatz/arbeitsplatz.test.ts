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
const schritt = async (id: string) =>
  (
    await t.setup.query<{ schritt: number; element: string }>(
      'select schritt, element from vorgaenge.aufgabe where vorgang = $1',
      [id],
    )
  ).rows[0];
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
    expect(r.body).not.toContain('<script');
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

  it('filtert nach Kommune, Leistung und Wort, und sagt, wenn nichts passt', async () => {
    expect(text((await w.geh('k.weber', `/arbeitsplatz?kommune=${ORTE.lossatal}`)).body)).not.toContain('THW-GA');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?q=thw-ga')).body)).not.toContain('WUR-GA');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?q=Maréike')).body)).toContain('gefunden: 2');
    expect(text((await w.geh('k.weber', '/arbeitsplatz?leistung=gibt-es-nicht')).body)).toContain(
      'Dazu passt kein Vorgang',
    );
    for (const unsinn of ['tab=%00&seite=-1', 'seite=1e99&q=%25', 'tab=a&tab=b', `q=${'x'.repeat(5000)}`])
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
      expect(text(r.body), teil).toContain('Gemeinde Thallwitz · Mandat nach Zweckvereinbarung vom 4. November 2024');
      expect(text(r.body), teil).not.toMatch(/\{\w+\}/);
    }
    expect(text((await w.geh('k.weber', pfad(bewachung))).body)).toContain('Stadt Wurzen · Delegation nach');
    expect((await w.geh('k.weber', `${pfad(fahrrad)}?teil=weg`)).body).toContain('<svg');
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

describe('Die Aufgabe', () => {
  it('ist vorausgefüllt, und Fehler stehen beim Feld, ohne dass Eingaben verloren gehen', async () => {
    const s = await schritt(fahrrad);
    expect(s?.element).toBe('Aufgabe_feststellung');
    const seite = await w.geh('k.weber', pfad(fahrrad));
    expect(seite.body).toContain('value="50,00"');
    const r = await w.sende('k.weber', `${pfad(fahrrad)}/aufgabe/${s?.schritt}`, {
      betrag: '12,345',
      begruendung: 'Mein langer Grund',
      entscheidung: 'feststellen',
    });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('href="#feld-betrag"');
    expect(r.body).toContain('value="12,345"');
    expect(r.body).toContain('Mein langer Grund');
    const unbekannt = await w.sende('k.weber', `${pfad(fahrrad)}/aufgabe/${s?.schritt}`, {
      betrag: '50',
      begruendung: 'x',
      entscheidung: 'erfunden',
    });
    expect(unbekannt.statusCode).toBe(422);
    expect((await schritt(fahrrad))?.schritt).toBe(s?.schritt);
  });

  it('gehört der Sachbearbeitung der bearbeitenden Stelle, sonst niemandem', async () => {
    const s = await schritt(fahrrad);
    const felder = { betrag: '50,00', begruendung: 'Regelfall', entscheidung: 'feststellen' };
    for (const sub of ['s.hartig', 'f.naumann', 'y.barthel', 'i.menzel'])
      expect((await w.sende(sub, `${pfad(fahrrad)}/aufgabe/${s?.schritt}`, felder)).statusCode, sub).toBe(403);
    expect((await w.sende('d.lorenz', `${pfad(fahrrad)}/aufgabe/${s?.schritt}`, felder)).statusCode).toBe(404);
    expect(text((await w.geh('y.barthel', pfad(fahrrad))).body)).toContain(
      'Das erledigt die Sachbearbeitung von „Stadt Wurzen“',
    );
    expect((await schritt(fahrrad))?.element).toBe('Aufgabe_feststellung');
  });

  it('ist danach erledigt; wer zu spät kommt, sieht, was geschah, und seine Eingabe', async () => {
    const s = await schritt(fahrrad);
    const url = `${pfad(fahrrad)}/aufgabe/${s?.schritt}`;
    const zurueck = '/arbeitsplatz?tab=meine';
    const r = await w.sende('k.weber', url, {
      betrag: '50,00',
      begruendung: 'Regelfall',
      entscheidung: 'feststellen',
      zurueck,
      element: s?.element ?? '',
    });
    expect(r.statusCode).toBe(303);
    expect(r.headers.location).toBe(`/arbeitsplatz?tab=meine&getan=${fahrrad}#v-${fahrrad}`);
    expect(text((await w.geh('k.weber', String(r.headers.location).split('#')[0] ?? '')).body)).toContain(
      'Der Schritt ist erledigt',
    );
    const spaet = await w.sende('j.roessler', url, {
      betrag: '65,00',
      begruendung: 'Viel Aufwand',
      entscheidung: 'feststellen',
      element: s?.element ?? '',
    });
    expect(spaet.statusCode).toBe(409);
    expect(text(spaet.body)).toContain('Viel Aufwand');
    expect(text(spaet.body)).toContain('Betrag 50,00 € festgestellt');
    expect(text(spaet.body)).toContain('Katrin Weber');
  });

  it('führt nach dem Erledigen nie auf fremde Seiten', async () => {
    const s = await schritt(bewachung);
    const r = await w.sende('k.weber', `${pfad(bewachung)}/aufgabe/${s?.schritt}`, {
      erlaubnis: 'fehlt',
      bezeichnung: 'Erlaubnis für das Bewachungsgewerbe',
      norm: '§ 34a',
      behoerde: 'Landratsamt',
      entscheidung: 'bescheinigen',
      zurueck: '//boese.invalid',
    });
    expect(r.headers.location).toMatch(/^\/arbeitsplatz\?getan=/);
    await w.leeren();
    expect(w.fehler).toEqual([]);
  });

  it('fragt nach, was erst durch die Antwort nötig wird', async () => {
    const dritter = await w.gewerbe('04-bewachung', ORTE.thallwitz);
    const s = await schritt(dritter);
    const r = await w.sende('k.weber', `${pfad(dritter)}/aufgabe/${s?.schritt}`, {
      entscheidung: 'nachfordern',
      erlaubnis: 'nicht-noetig',
    });
    expect(r.statusCode).toBe(422);
    expect(text(r.body)).toContain('fehlt diese Angabe');
    expect((await schritt(dritter))?.schritt).toBe(s?.schritt);
  });
});

describe('Feststellung und Anordnung', () => {
  it('sind zwei Personen, und die zweite ist von der Kommune bestellt, deren Kasse bucht', async () => {
    const s = await schritt(fahrrad);
    expect(s?.element).toBe('Aufgabe_anordnung');
    const url = `${pfad(fahrrad)}/aufgabe/${s?.schritt}`;
    for (const sub of ['k.weber', 'j.roessler', 'y.barthel'])
      expect((await w.sende(sub, url, { entscheidung: 'angeordnet' })).statusCode, sub).toBe(403);
    expect(text((await w.geh('k.weber', pfad(fahrrad))).body)).toContain('Anordnen muss eine zweite Person');
    expect(text((await w.geh('j.roessler', pfad(fahrrad))).body)).toContain('für die Kasse von „Gemeinde Thallwitz“');
    for (const sub of ['s.hartig', 'f.naumann'])
      expect(text((await w.geh(sub, '/arbeitsplatz?tab=meine')).body), sub).toMatch(/THW-GA-\d{4}-000001/);
    expect(text((await w.geh('j.roessler', '/arbeitsplatz?tab=meine')).body)).not.toMatch(/THW-GA-\d{4}-000001/);
    expect((await w.sende('s.hartig', url, { entscheidung: 'zurueck' })).statusCode).toBe(422);
    expect((await w.sende('s.hartig', url, { entscheidung: 'angeordnet' })).statusCode).toBe(303);
    await w.leeren();
    expect(w.fehler).toEqual([]);
    const geld = text((await w.geh('f.naumann', `${pfad(fahrrad)}?teil=geld`)).body);
    expect(geld).toContain('50,00 €');
    expect(geld).toContain('eine Person einer anderen Stelle');
    expect(text((await w.geh('k.weber', `${pfad(fahrrad)}?teil=geld`)).body)).toMatch(/Katrin Weber.*Steffen Hartig/);
  });
});

describe('Zu versenden', () => {
  const brief = async (sub: string, titel: string) => {
    const seite = await w.geh(sub, '/arbeitsplatz/versand');
    return (
      new RegExp(`<a href="(/arbeitsplatz/versand/${fahrrad}/[\\w-]+)/dokument">${titel}`).exec(seite.body)?.[1] ?? ''
    );
  };
  const heute = () => new Date().toISOString().slice(0, 10);

  it('sieht die Poststelle, auch den Brief, aber nicht den Vorgang', async () => {
    const weg = await brief('d.lorenz', 'Brief kostenbescheid');
    expect(weg).not.toBe('');
    expect((await w.geh('d.lorenz', `${weg}/dokument`)).headers['content-type']).toBe('application/pdf');
    expect((await w.geh('p.zschoche', '/arbeitsplatz/versand')).statusCode).toBe(403);
    for (const sub of ['p.zschoche', 'y.barthel', 'h.reichelt']) {
      expect((await w.geh(sub, `${weg}/dokument`)).statusCode, sub).toBe(404);
      expect((await w.sende(sub, weg, { tag: heute() })).statusCode, sub).toBe(404);
    }
    expect(text((await w.geh('y.barthel', '/arbeitsplatz/versand')).body)).not.toContain('Brief kostenbescheid');
  });

  it('nimmt den Tag einmal, nicht in der Zukunft, und sagt Bekanntgabe und Widerspruchsfrist', async () => {
    const weg = await brief('d.lorenz', 'Brief kostenbescheid');
    for (const tag of ['', 'gestern', '2020-01-01', '2199-01-01', '2026-02-30'])
      expect((await w.sende('d.lorenz', weg, { tag })).statusCode, tag).toBe(422);
    const r = await w.sende('d.lorenz', weg, { tag: heute() });
    expect(r.statusCode).toBe(303);
    const seite = text((await w.geh('d.lorenz', String(r.headers.location))).body);
    expect(seite).toContain('Versand eingetragen: Brief kostenbescheid');
    expect(seite).toMatch(/Gilt als bekannt gegeben am \d{2}\.\d{2}\.\d{4}/);
    expect(seite).toMatch(/Widerspruch möglich bis \d{2}\.\d{2}\.\d{4}/);
    expect((await w.sende('d.lorenz', weg, { tag: heute() })).statusCode).toBe(409);
    expect((await w.sende('d.lorenz', `/arbeitsplatz/versand/${fahrrad}/x`, { tag: heute() })).statusCode).toBe(404);
    expect((await w.geh('d.lorenz', '/arbeitsplatz/versand?versandt=unsinn_')).statusCode).toBe(200);
  });
});

describe('Register und Tasten', () => {
  it('zeigt die Einträge, die sie braucht, und keine anderen', async () => {
    expect(text((await w.geh('k.weber', '/arbeitsplatz/register')).body)).toMatch(/THW-GR-.*Fahrradladen/);
    expect(text((await w.geh('d.lorenz', '/arbeitsplatz/register?art=gewerbe')).body)).not.toContain('THW-GR');
    expect(text((await w.geh('h.reichelt', '/arbeitsplatz/register?art=x')).body)).toContain('Noch gibt es keine');
  });

  it('nennt die Tasten, die der Browser gibt', async () => {
    expect(text((await w.geh('k.weber', '/arbeitsplatz/tasten')).body)).toContain('Umschalt + Tab');
  });
});
