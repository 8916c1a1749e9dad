import { afterAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../base/index.ts';
import { MASCHINE, vermerkeLesen } from '../../nachweise/index.ts';
import { type Ausgang, type Befehl, handle, readAufgaben } from '../../vorgaenge/index.ts';
import { baueVorgangsstand } from './vorgang/pruefstand.ts';

const { datenbank, db, stand, body, besucher, sende, imDienst, legeInsPostfach, fordereNach, arten } =
  await baueVorgangsstand();
afterAll(() => stand.server.close());

describe('Was die Leistung als Ablauf nennt,', () => {
  it('heißt nach dem Absenden anders als nach dem ersten Schritt, der schon geschehen ist', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    expect((await b.open(vorgang)).html).toContain('<h2>Was jetzt geschieht</h2>');
    await fordereNach(vorgang);
    const danach = (await b.open(vorgang)).html;
    expect(danach).toContain('<h2>So läuft es insgesamt ab</h2>');
    expect(danach).not.toContain('Was jetzt geschieht');
  });
});

describe('Die Antwort auf eine Nachforderung', () => {
  it('kommt an, lässt den Ablauf weitergehen und steht in der Linie der Schritte', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await fordereNach(vorgang);
    const seite = await b.open(vorgang);
    expect(seite.html).toContain('Bitte senden Sie den Impfpass.');
    expect(seite.html).toContain('bis zum 15.12.2026');
    expect(seite.html).toContain('Wir warten auf Ihre Antwort');

    const leer = await b.post(`${vorgang}/antwort`, { text: '  ' });
    expect([leer.status, leer.html.includes('Schreiben Sie bitte Ihre Antwort')]).toEqual([422, true]);
    const lang = await b.post(`${vorgang}/antwort`, { text: 'y'.repeat(4001) });
    expect([lang.status, lang.html.includes('y'.repeat(4001))]).toEqual([422, true]);

    const da = await b.post(`${vorgang}/antwort`, { text: 'Er liegt\r\nim Rathaus.' });
    expect(da.html).toContain('Ihre Antwort ist eingegangen');
    expect(da.html).not.toContain('antwort-text');
    expect(await arten(vorgang)).toContain('unterlagen.eingegangen');
    await imDienst(vorgang, async (tx, g) => expect(await readAufgaben(tx, body, g.vorgang.id)).toHaveLength(1));

    const nochmal = await b.post(`${vorgang}/antwort`, { text: 'Noch etwas' });
    expect(nochmal.status).toBe(409);
    expect((await arten(vorgang)).filter((k) => k === 'unterlagen.eingegangen')).toHaveLength(1);
  });
});

describe('Das Öffnen eines Dokuments', () => {
  it('aus dem Postfach wird einmal festgehalten, auch bei zwei Klicks zugleich, und gehört der Person', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    const dok = await legeInsPostfach(vorgang, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), true);
    const seite = await b.open(vorgang);
    expect(seite.html).toContain('Gilt als bekannt gegeben am');
    expect(seite.html).toContain('Widerspruch möglich bis');
    expect(seite.html).toContain('So legen Sie Widerspruch ein');

    const weg = `${vorgang}/dokument/${dok}`;
    const cookie = [...b.kekse.values()]
      .filter((k) => k.pfad === vorgang)
      .map((k) => `${k.name}=${k.wert}`)
      .join('; ');
    expect((await stand.server.inject({ method: 'HEAD', url: weg, headers: { cookie } })).statusCode).toBe(404);
    expect(
      (await stand.server.inject({ url: weg, headers: { cookie, 'sec-fetch-site': 'cross-site' } })).statusCode,
    ).toBe(303);
    expect(await arten(vorgang)).not.toContain('bekanntgabe.abgerufen');

    const [x, y] = await Promise.all([b.open(weg), b.open(weg)]);
    for (const a of [x, y]) {
      expect([a.status, a.html]).toEqual([200, '%PDF bescheinigung']);
      expect(String(a.kopf['content-disposition'])).toMatch(/^attachment; filename="WUR-HS-[\w-]+\.pdf"$/);
      expect(a.kopf['cache-control']).toBe('no-store');
    }
    expect((await arten(vorgang)).filter((k) => k === 'bekanntgabe.abgerufen')).toHaveLength(1);
    const { rows } = await datenbank.setup.query('select buerger from nachweise.ereignis where vorgang = $1 limit 1', [
      vorgang.slice(9),
    ]);
    await imDienst(vorgang, async (_tx, g) => expect(g.vorgang.buerger).toBe(rows[0].buerger));
    expect((await b.open(vorgang)).html).toContain('Von Ihnen geöffnet');
    expect((await besucher().open(weg)).status).toBe(404);
  });

  it('ein fremdes Dokument unter dem eigenen Vorgang ist nicht da', async () => {
    const [meiner, fremder] = [besucher(), besucher()];
    const [meins, fremd] = [await sende(meiner), await sende(fremder)];
    const dok = await legeInsPostfach(fremd, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), false);
    expect((await meiner.open(`${meins}/dokument/${dok}`)).status).toBe(404);
    expect((await meiner.open(`${meins}/dokument/x`)).status).toBe(404);
  });
});

describe('Ein Widerspruch', () => {
  it('steht mit Tag, Ausgang und Klagefrist auf der Seite, ohne den Vermerk des Rathauses', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await legeInsPostfach(vorgang, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), true);
    const tue = (befehl: Befehl) =>
      imDienst(vorgang, async (tx, g) =>
        expect(await handle(tx, stand.deps.protokoll, g, befehl, MASCHINE)).toMatchObject({ ok: true }),
      );
    const geh = async () => (await b.open(vorgang)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const id = uuidv7(Date.now());
    await tue({
      art: 'widersprechen',
      widerspruch: { id, eingang: '2026-06-16', kanal: 'papier' },
      person: id,
      text: 'x',
    });
    expect(await geh()).toContain('Ihr Widerspruch ist am 16.06.2026 eingegangen.');
    const schreibe = (ausgang: Ausgang, klageBis: string | null = null) =>
      tue({
        art: 'widerspruch-fortschreiben',
        eintrag: id,
        ausgang,
        tag: '2026-07-01',
        klageBis,
        person: id,
        text: 'Vermerk 7',
      });
    await schreibe('zurueckgewiesen', '2026-08-03');
    const danach = await geh();
    expect(danach).toContain(
      'Stand vom 01.07.2026: Ihr Widerspruch wurde zurückgewiesen. Klage beim Verwaltungsgericht ist möglich bis zum 03.08.2026.',
    );
    expect(danach).toMatch(/Ihr Widerspruch wurde zurückgewiesen \(erledigt\) 01\.07\.2026/);
    expect(danach).not.toContain('Vermerk 7');
    expect(danach).not.toMatch(/\{\w+\}/);
    await schreibe('wieder-offen');
    expect(await geh()).not.toContain('Klage beim Verwaltungsgericht');
    await schreibe('fehleintrag');
    expect(await geh()).toContain('Der Eintrag eines Widerspruchs war ein Irrtum');
    expect(await geh()).not.toContain('Ihr Widerspruch ist am');
  });
});

describe('Wer hat meine Daten gesehen', () => {
  it('nennt Stelle, Aufgabe, Zweck und Tag, aber keine Namen, und nur der eigenen Person', async () => {
    const [b, anderer] = [besucher(), besucher()];
    const [vorgang, anderes] = [await sende(b), await sende(anderer)];
    expect((await b.open(vorgang)).html).toContain('Noch niemand');
    const person = uuidv7(Date.now());
    const grundlage = { vereinbarung: null, norm: 'n', aufgabe: 'Hundesteuer prüfen', zweck: 'Festsetzung' };
    await db.transaktion({ art: 'mitarbeit', person, stelle: body, handelndFuer: body, grundlage }, async (tx) =>
      vermerkeLesen(tx, stand.deps.protokoll.uhr, body, [vorgang.slice(9)], grundlage),
    );
    const { html } = await b.open(vorgang);
    for (const s of ['Hundesteuer prüfen', 'Festsetzung', 'Stadt Wurzen']) expect(html).toContain(s);
    expect(html).not.toContain(person);
    expect((await anderer.open(anderes)).html).toContain('Noch niemand');
  });
});

describe('Der Nachweis', () => {
  it('lädt unter einem harmlosen Namen', async () => {
    const b = besucher();
    const a = await b.open(`${await sende(b)}/nachweis`);
    expect(a.html).toBe('beleg');
    expect(String(a.kopf['content-disposition'])).toMatch(/filename="WUR-HS-\d{4}-\d{6}_\.\._x\.nachweis"/);
  });
});
