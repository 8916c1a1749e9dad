import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createSitzung, meldeBuergerAn } from '../../konten/index.ts';
import { antragVon, createBesucher, fuelleAus, HUND, vorgangVon } from './besucher.ts';
import { createOrteStand } from './pruefstand.ts';

const WURZEN = '14729410';
const THALLWITZ = '14729380';
const BENNEWITZ = '14729030';
const datenbank = await neueDatenbank();
const db = datenbank.als('app');
let stand: Awaited<ReturnType<typeof createOrteStand>>;

beforeAll(async () => {
  stand = await createOrteStand(datenbank, [
    [WURZEN, 'WUR'],
    [THALLWITZ, 'THW'],
  ]);
});
afterAll(() => stand?.server.close());

const besucher = () => createBesucher(stand.server);
let nr = 0;
/** Somebody signed in by a real session. */
async function angemeldet(niveau: 'basis' | 'substantiell' = 'substantiell') {
  const koerperschaft = stand.deps.verzeichnis.byAgs(WURZEN)?.id ?? '';
  const person = { bpk2: `bpk-${nr++}`, niveau, vorname: 'Mara', nachname: 'Sommer', plz: '04808', ort: 'Wurzen' };
  const { buerger } = await meldeBuergerAn(db, { koerperschaft, person: person as never });
  const { token } = await createSitzung(db, { art: 'person', person: buerger, niveau });
  return createBesucher(stand.server, [{ name: 'rv_sitzung', wert: token, pfad: '/' }]);
}
const namen = (html: string) =>
  [...html.matchAll(/kern-link--stretched" href="\/portal\/(\d+)">([^<]+)</g)].map((m) => m[2]);
const count = async (tabelle: string) =>
  Number((await datenbank.setup.query(`select count(*) from ${tabelle}`)).rows[0].count);

describe('Die Suche nach der Gemeinde', () => {
  it('nennt zu 04808 alle drei Rathäuser', async () => {
    const { html } = await besucher().open('/portal?ort=04808');
    expect(namen(html)).toEqual(['Gemeinde Lossatal', 'Gemeinde Thallwitz', 'Stadt Wurzen']);
  });

  it('bietet zu 99999 Ähnliches oder den Namen an und behauptet nie, es gebe den Ort nicht', async () => {
    for (const ort of ['99999', '04809', 'Xyzstadt']) {
      const { status, html } = await besucher().open(`/portal?ort=${ort}`);
      expect(status).toBe(200);
      expect(html).not.toMatch(/gibt es nicht/i);
      expect(html).toContain('Postleitzahlen der Rathäuser');
    }
    expect(namen((await besucher().open('/portal?ort=04809')).html).length).toBeGreaterThan(0);
  });

  it('findet „wurz“, und Bernsdorf zweimal mit dem Kreis', async () => {
    expect(namen((await besucher().open('/portal?ort=wurz')).html)).toEqual(['Stadt Wurzen']);
    const { html } = await besucher().open('/portal?ort=Bernsdorf');
    expect(namen(html).filter((n) => n?.endsWith(' Bernsdorf'))).toHaveLength(2);
    expect(html).toContain('Landkreis Zwickau');
    expect(html).toContain('Landkreis Bautzen');
  });

  it('hat für jede der 418 Gemeinden eine Seite', async () => {
    for (const k of stand.deps.verzeichnis.gemeinden) {
      const a = await stand.server.inject(`/portal/${k.ags}`);
      expect([k.name, a.statusCode]).toEqual([k.name, 200]);
    }
  });

  it('sagt bei einer nicht angeschlossenen Gemeinde, was möglich ist, und bietet nichts an', async () => {
    const { html } = await besucher().open(`/portal/${BENNEWITZ}`);
    expect(html).toContain('nimmt über diese Seite noch keine Anträge an');
    expect(html).toContain('Rathaus in 04828');
    expect(html).not.toContain(`/portal/${BENNEWITZ}/`);
  });

  it.each([
    '/portal?ort=%00',
    '/portal?ort=a&ort=b',
    `/portal?ort=${'x'.repeat(5000)}`,
    '/portal?ort[]=1',
    '/portal?ort=%3Cscript%3E',
  ])('hält %s aus', async (weg) => {
    const { status, html } = await besucher().open(weg);
    expect(status).toBe(200);
    expect(html).not.toContain('<script');
  });
});

describe('Die Leistungen', () => {
  it('findet den Hund über ein Suchwort, und zeigt alles, wenn nichts passt', async () => {
    const treffer = await besucher().open(`/portal/${WURZEN}?q=welpe`);
    expect(treffer.html).toContain('hundesteuer-anmeldung');
    expect(treffer.html).not.toContain(`/${WURZEN}/gewerbe-anmeldung`);
    expect((await besucher().open(`/portal/${WURZEN}?q=Mondschein`)).html).toContain('gewerbe-anmeldung');
  });

  it('sagt, wer zuständig ist, auf welcher Grundlage, was es kostet, und was zu bestätigen ist', async () => {
    const { html } = await besucher().open(`/portal/${WURZEN}/hundesteuer-anmeldung`);
    for (const s of [
      'Zuständig',
      'Stadt Wurzen',
      'eigene Zuständigkeit',
      'Kosten',
      'Dauer',
      'Was Sie brauchen',
      'Papier',
      'zu bestätigen',
    ])
      expect(html).toContain(s);
    expect(html).toContain('Ohne Konto beantragen');
  });

  it('sagt bei bloßen Katalogeinträgen, dass es online noch nicht geht; interne Aufgaben zeigt sie nicht', async () => {
    const { status, html } = await besucher().open(`/portal/${WURZEN}/verkehrsrechtliche-anordnung`);
    expect(status).toBe(200);
    expect(html).toContain('noch nicht online');
    expect(html).not.toContain('/beginnen');
    expect((await besucher().open(`/portal/${WURZEN}/posteingang`)).status).toBe(404);
  });

  it('nimmt nichts an, solange der Satz fehlt, und sagt, wem er fehlt und welcher Weg bleibt', async () => {
    const weg = `/portal/${WURZEN}/hundesteuer-anmeldung`;
    await datenbank.setup.query(`update kommunen.satz set gueltig = '[2099-01-01,)'`);
    const { html } = await besucher().open(weg);
    expect(html).toContain('Stadt Wurzen hat die Beträge aus ihrer Satzung hier noch nicht eingetragen');
    expect(html).not.toContain('/beginnen');
    expect(html).toContain('Papier');
    const nein = await besucher().post(`${weg}/beginnen`, { weg: 'ohne' });
    expect([nein.status, nein.html]).toEqual([409, expect.stringContaining('weil Stadt Wurzen den Satz noch nicht')]);
    // a Leistung without a tariff is not concerned
    expect((await besucher().open(`/portal/${WURZEN}/gewerbe-anmeldung`)).html).toContain('/beginnen');
    await datenbank.setup.query(`update kommunen.satz set gueltig = '[2020-01-01,)'`);
    expect((await besucher().open(weg)).html).toContain('/beginnen');
  });

  it.each([
    '/portal/00000000',
    '/portal/x%00y',
    `/portal/${WURZEN}/gibt-es-nicht`,
    `/portal/${BENNEWITZ}/hundesteuer-anmeldung`,
    '/portal/14729',
    `/portal/${WURZEN}/constructor`,
  ])('%s: 404', async (weg) => expect((await besucher().open(weg)).status).toBe(404));
});

describe('Der Antrag', () => {
  it('merkt sich Angaben, zeigt Fehler am Feld und oben, behält Getipptes und zählt die Schritte', async () => {
    const b = besucher();
    const erste = await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' });
    expect(erste.html).toContain('Schritt 1 von 5');
    const weg = `${antragVon(erste)}/halter`;
    const fehler = await b.post(weg, { ...HUND['halter'], 'halter.plz': '4808x', aktion: 'weiter' });
    expect(fehler.status).toBe(422);
    expect(fehler.html).toContain('id="fehlerliste"');
    expect(fehler.html).toContain('feld-halter-plz-fehler');
    expect(fehler.html).toContain('value="4808x"');
    expect(fehler.html).toMatch(/Gespeichert um \d\d:\d\d Uhr/);
    expect(fehler.kopf['cache-control']).toBe('no-store');
    const weiter = await b.post(weg, { ...HUND['halter'], aktion: 'weiter' });
    expect(weiter.html).toContain('Schritt 2 von 5');
  });

  it('zeigt die Seite noch einmal, wenn eine Antwort neue Fragen bringt', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    const seite = await b.post(`${antrag}/halter`, {
      ...HUND['halter'],
      'mithalter.vorhanden': 'ja',
      aktion: 'weiter',
    });
    expect(seite.html).toContain('id="feld-mithalter-name"');
  });

  it('lässt später weitermachen: mit geheimem Link auch in einem anderen Browser', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    const seite = await b.post(`${antrag}/halter`, { 'halter.vorname': 'Ina', aktion: 'spaeter' });
    expect(seite.html).toContain('Später weitermachen');
    const link = /href="http:\/\/127\.0\.0\.1:8080(\/antrag[^"]+)"/.exec(seite.html)?.[1] ?? '';
    const anderer = besucher();
    expect((await anderer.open(antrag)).status).toBe(404);
    const wieder = await anderer.open(link);
    expect(wieder.weg).toBe(`${antrag}/halter`);
    expect(wieder.html).toContain('value="Ina"');
  });

  it('geht von der Prüfseite zum Ändern und zurück, nennt Lücken und lässt Lücken nicht absenden', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    const lueckenhaft = await b.open(`${antrag}/pruefen`);
    expect(lueckenhaft.html).toContain('Einige Angaben fehlen noch');
    expect(lueckenhaft.html).not.toContain(`${antrag}/absenden`);
    expect((await b.post(`${antrag}/absenden`)).weg).toBe(`${antrag}/pruefen`);
    expect((await fuelleAus(b, antrag)).weg).toBe(`${antrag}/pruefen`);
    const geaendert = await b.post(`${antrag}/hund`, {
      ...HUND['hund'],
      'hund.name': 'Waldi',
      dann: 'pruefen',
      aktion: 'weiter',
    });
    expect(geaendert.weg).toBe(`${antrag}/pruefen`);
    expect(geaendert.html).toContain('Waldi');
    expect((await b.open(`${antrag}/absenden`)).html).toContain('nach bestem Wissen');
  });

  it('wird bei doppeltem Absenden ein Vorgang, und der Entwurf führt danach dorthin', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    await fuelleAus(b, antrag);
    const vorher = await count('vorgaenge.vorgang');
    const gleichzeitig = await Promise.all([1, 2, 3, 4].map(() => b.post(`${antrag}/absenden`)));
    expect(new Set(gleichzeitig.map(vorgangVon)).size).toBe(1);
    const nochmal = await b.post(`${antrag}/absenden`);
    expect(vorgangVon(nochmal)).toBe(vorgangVon(gleichzeitig[0] as never));
    expect(await count('vorgaenge.vorgang')).toBe(vorher + 1);
    expect(nochmal.html).toMatch(/WUR-HS-\d{4}-\d{6}/);
    expect(nochmal.html).toContain('Ihr Antrag ist eingegangen');
    expect(nochmal.html).toContain('Kopie Ihrer Angaben wird erstellt');
    expect((await b.open(`${antrag}/hund`)).weg).toContain('/vorgang/');
    expect((await b.post(`${antrag}/hund`, { ...HUND['hund'], aktion: 'weiter' })).weg).toContain('/vorgang/');
  });

  it('zeigt den geheimen Link einmal; er öffnet den Vorgang anderswo, ohne ihn öffnet sich nichts', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    await fuelleAus(b, antrag);
    const fertig = await b.post(`${antrag}/absenden`);
    const vorgang = vorgangVon(fertig);
    const link = /href="http:\/\/127\.0\.0\.1:8080(\/vorgang[^"]+)"/.exec(fertig.html)?.[1] ?? '';
    expect(link).toContain('?zugang=');
    expect((await b.open(vorgang)).html).not.toContain('?zugang=');
    const anderer = besucher();
    expect((await anderer.open(vorgang)).status).toBe(404);
    expect((await anderer.open(`${vorgang}?zugang=${'A'.repeat(43)}`)).status).toBe(404);
    const offen = await anderer.open(link);
    expect([offen.status, offen.weg]).toEqual([200, vorgang]);
  });

  it('führt nach der Anmeldung dorthin, wo es weitergeht, und sagt, dass man angemeldet ist', async () => {
    const weg = `/portal/${WURZEN}/hundesteuer-anmeldung`;
    expect((await besucher().open(weg)).html).toContain(encodeURIComponent(`${weg}#beginnen`));
    const { html } = await (await angemeldet()).open(weg);
    expect(html).toContain('<h2 id="beginnen">Sie sind angemeldet</h2>');
    expect(html).toContain('Online beantragen');
  });

  it('füllt mit Konto bekannte Angaben aus und verlangt nichts doppelt', async () => {
    const b = await angemeldet();
    const erste = await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'konto' });
    expect(erste.html).toContain('value="Mara"');
    await fuelleAus(b, antragVon(erste));
    const fertig = await b.post(`${antragVon(erste)}/absenden`);
    expect(fertig.html).not.toContain('?zugang=');
    const meine = await b.open('/meine');
    expect(meine.html).toContain(vorgangVon(fertig));
    expect(meine.html).not.toContain(antragVon(erste));
    expect(meine.kopf['cache-control']).toBe('no-store');
  });

  it('behält Angaben, wenn das Formular inzwischen anders ist, und sagt es', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    await b.post(`${antrag}/halter`, { ...HUND['halter'], aktion: 'weiter' });
    await datenbank.setup.query("update eingang.entwurf set fassung = 'alt' where id = $1", [antrag.slice(8)]);
    const seite = await b.open(`${antrag}/halter`);
    expect(seite.html).toContain('Das Formular wurde geändert');
    expect(seite.html).toContain('value="Krüger"');
  });
});
