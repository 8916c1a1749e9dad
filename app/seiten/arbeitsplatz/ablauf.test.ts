import { localDateOf } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst } from '../../base/index.ts';
import { ORTE } from '../../demo/personen.ts';
import { gibBefugnis, gibRolle } from '../../konten/index.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let fahrrad: string;
let bewachung: string;

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
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

describe('Wen eine Kommune zur Anordnung bestellt hat', () => {
  it('öffnet deren Vorgänge, wenn auch das eigene Haus sie anordnen lässt', async () => {
    expect((await w.geh('p.zschoche', pfad(fahrrad))).statusCode).toBe(404);
    const { rows } = await t.setup.query<{ id: string }>("select id from konten.mitarbeiter where sub = 'p.zschoche'");
    const mitarbeiter = rows[0]?.id ?? '';
    await w.deps.db.transaktion(dienst(w.ort.thallwitz, 'Test'), (tx) =>
      gibBefugnis(tx, {
        mitarbeiter,
        stelle: w.ort.wurzen,
        leistung: 'gewerbe-anmeldung',
        ab: '2020-01-01',
        bis: null,
        verfuegung: 'Test',
      }),
    );
    expect((await w.geh('p.zschoche', pfad(fahrrad))).statusCode, 'bestellt, ohne Rolle').toBe(404);
    await w.deps.db.transaktion(dienst(w.ort.wurzen, 'Test'), (tx) =>
      gibRolle(tx, { mitarbeiter, rolle: 'anordnung', leistung: 'gewerbe-anmeldung' }),
    );
    expect((await w.geh('p.zschoche', pfad(fahrrad))).statusCode).toBe(200);
  });
});

describe('Zu versenden', () => {
  const brief = async (sub: string, titel: string) => {
    const seite = await w.geh(sub, '/arbeitsplatz/versand');
    return (
      new RegExp(`<a href="(/arbeitsplatz/versand/${fahrrad}/[\\w-]+)/dokument">${titel}`).exec(seite.body)?.[1] ?? ''
    );
  };
  const heute = () => localDateOf(Date.now(), 'Europe/Berlin');

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
