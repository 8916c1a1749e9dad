import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabfolge } from '../../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { legeGestoerteLeistungAn } from '../../../pruefstand/gestoert.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls, seiteAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr, legeGestoerteLeistungAn(t.ordner));
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Die Seite mit den Werten einer Störung', () => {
  let vorgang = '';
  let akte = '';
  let adresse = '';
  const seite = async (sub: string, weg: string) => text((await w.geh(sub, weg)).body);
  const angaben = async () =>
    (await seite('s.hartig', `${akte}?teil=verlauf`)).match(/Werte von Hand gesetzt: [^.]*\./g) ?? [];

  beforeAll(async () => {
    vorgang = await w.gewerbe('01-einfach', ORTE.thallwitz);
    akte = `/arbeitsplatz/vorgang/${vorgang}`;
    const { rows } = await t.setup.query<{ schritt: number }>(
      'select schritt from prozesse.vorfall where vorgang = $1 and behoben is null',
      [vorgang],
    );
    adresse = `${akte}/stoerung/${rows[0]?.schritt}/werte`;
  });

  it('ist von der Störung aus zu erreichen, für die Leitung; andere lesen, wer es kann', async () => {
    expect((await w.geh('s.hartig', akte)).body).toContain(`href="${adresse}"`);
    const weber = await w.geh('k.weber', akte);
    expect(weber.body).not.toContain(adresse);
    expect(text(weber.body)).toContain('Ergänzen kann ihn die Leitung');
    for (const sub of ['k.weber', 'f.naumann']) {
      expect((await w.geh(sub, adresse)).statusCode, sub).toBe(403);
      expect((await w.sende(sub, adresse, { 'wert.stufe': 'x', begruendung: 'x' })).statusCode, sub).toBe(403);
    }
    for (const sub of ['c.seifert', 'd.lorenz']) expect((await w.geh(sub, adresse)).statusCode, sub).toBe(404);
    expect((await w.geh('s.hartig', `${akte}/stoerung/999/werte`)).statusCode).toBe(409);
    expect((await w.geh('s.hartig', `${akte}/stoerung/x/werte`)).statusCode).toBe(409);
  });

  it('ist aus der Liste der Störungen zu erreichen, für die Leitung des Hauses, das den Vorgang bearbeitet', async () => {
    expect((await w.geh('s.hartig', '/arbeitsplatz/stoerungen')).body).toContain(`href="${adresse}"`);
    for (const sub of ['k.weber', 'f.naumann']) {
      const { body } = await w.geh(sub, '/arbeitsplatz/stoerungen');
      expect(text(body), sub).toContain('ergibt weder wahr noch falsch');
      expect(body, sub).not.toContain(adresse);
    }
  });

  it('sagt, was der Schritt wissen will, was da ist, woher es kommt und was sich setzen lässt', async () => {
    const s = await seite('s.hartig', adresse);
    expect(s).toContain('ergibt weder wahr noch falsch');
    expect(s).toContain('gebuehr.zuschlag > 0 or pruefung.personNoetig');
    expect(s).toContain('Der Schritt „Stufe berechnen“ hat ihn berechnet.');
    expect(s).toContain('Die Regel „Kosten vorschlagen“ hat ihn ergeben.');
    expect(s).toContain('Ergebnis von „Stufe berechnen“ ( stufe ) leer');
    expect(s).toMatch(
      /pruefung\.personNoetig \) *Nein *Die Regel „Automatisch prüfen“ hat ihn ergeben\.[^„]*Steht fest/,
    );
    expect((await w.geh('s.hartig', adresse)).body).not.toContain('name="wert.pruefung.personNoetig"');
  });

  it('weist beim Feld ab, was nicht lesbar ist oder keinen Grund hat; was getippt war, bleibt, und nichts geschieht', async () => {
    const r = await w.sende('s.hartig', adresse, {
      'wert.stufe': 'mein Wert',
      'art.stufe': 'datum',
      'wert.gebuehr.zuschlag': 'zwölf',
      begruendung: '',
    });
    expect(r.statusCode).toBe(422);
    for (const feld of ['wert.stufe', 'wert.gebuehr.zuschlag', 'begruendung'])
      expect(r.body).toMatch(new RegExp(`name="${feld.replaceAll('.', '\\.')}"[^>]*aria-invalid="true"`));
    expect(r.body).toContain('value="mein Wert"');
    expect(r.body).toContain('value="zwölf"');
    expect(text(r.body)).toContain('Die Begründung fehlt.');
    const leer = await w.sende('s.hartig', adresse, { begruendung: 'weil' });
    expect([leer.statusCode, text(leer.body).includes('Es ist kein neuer Wert eingetragen')]).toEqual([422, true]);
    // nobody asked for that one: it is not read at all
    const fremd = await w.sende('s.hartig', adresse, { 'wert.pruefung.personNoetig': 'ja', begruendung: 'weil' });
    expect(fremd.statusCode).toBe(422);
    const hilftNicht = await w.sende('s.hartig', adresse, { 'wert.gebuehr.zuschlag': '0', begruendung: 'weil' });
    expect(hilftNicht.statusCode).toBe(422);
    expect(text(hilftNicht.body)).toContain('Mit diesen Werten geht es noch nicht weiter: Keine Bedingung trifft zu');
    expect(hilftNicht.body).toContain('>weil</textarea>');
    expect(await angaben()).toEqual([]);
    expect((await w.geh('s.hartig', adresse)).statusCode).toBe(200);
  });

  it('ist nicht für die Leitung, die sich für befangen erklärt hat: Liste und Vorgang sagen es, und ein Link steht nicht da', async () => {
    const eigener = await w.gewerbe('01-einfach', ORTE.thallwitz);
    const weg = `/arbeitsplatz/vorgang/${eigener}`;
    const zeilenMitLink = async () =>
      (await w.geh('s.hartig', '/arbeitsplatz/stoerungen')).body.match(/href="[^"]+\/werte"/g)?.join() ?? '';
    expect(await zeilenMitLink()).toContain(eigener);
    expect((await w.sende('s.hartig', `${weg}/befangen`, {})).statusCode).toBe(303);
    expect(await zeilenMitLink()).toContain(vorgang);
    expect(await zeilenMitLink()).not.toContain(eigener);
    const satz = 'Sie haben sich für befangen erklärt. Fehlende Werte ergänzt hier eine andere Leitung.';
    for (const [sub, da] of [
      ['s.hartig', 1],
      ['k.weber', 0],
    ] as const) {
      const liste = text((await w.geh(sub, '/arbeitsplatz/stoerungen')).body);
      expect(liste.split(satz).length - 1, sub).toBe(da);
    }
    const akteDort = await w.geh('s.hartig', weg);
    expect(akteDort.body).not.toContain('/werte"');
    expect(text(akteDort.body)).toContain(satz);
    const { rows } = await t.setup.query<{ schritt: number }>(
      'select schritt from prozesse.vorfall where vorgang = $1 and behoben is null',
      [eigener],
    );
    expect((await w.geh('s.hartig', `${weg}/stoerung/${rows[0]?.schritt}/werte`)).statusCode).toBe(403);
  });

  it('ist zu lesen und mit der Tastatur zu bedienen', { timeout: 180_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 's.hartig', {
      basis,
      bereich: 'werte',
      wege: { '': adresse, akte, liste: '/arbeitsplatz/stoerungen' },
    });
    const page = await seiteAls(w, basis, 's.hartig');
    await page.goto(`${basis}${adresse}`);
    expect(await tabfolge(page, 30)).toEqual(expect.arrayContaining(['button Werte setzen und weiter']));
  });

  it('setzt den Wert, führt zum Vorgang zurück, und alle sehen, was von Hand gesetzt ist', async () => {
    const felder = { 'wert.stufe': 'niedrig', 'art.stufe': 'text', begruendung: 'Auskunft der Kammer' };
    const r = await w.sende('s.hartig', adresse, felder);
    expect([r.statusCode, r.headers.location]).toEqual([303, akte]);
    expect(await angaben()).toEqual(['Werte von Hand gesetzt: stufe: leer → niedrig.']);
    const geprueft = await seite('k.weber', `${akte}?teil=geprueft`);
    expect(geprueft).toContain('Von Hand gesetzt');
    expect(geprueft).toContain('Begründung: Auskunft der Kammer');
    expect(await seite('k.weber', akte)).toContain('Kosten feststellen');
    expect((await w.sende('s.hartig', adresse, felder)).statusCode).toBe(409);
    const weg = await seite('k.weber', `${akte}?teil=weg`);
    expect(weg).toContain('Kosten feststellen');
  });
});
