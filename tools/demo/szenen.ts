import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gewerbe, hund } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import {
  aktenzeichenIn,
  erledige,
  fordere,
  fuelleAus,
  kennung,
  meldeBuergerAn,
  meldeMitarbeitAn,
  warte,
} from './bauen.ts';
import { type Browser, formulare, links, type Seite } from './browser.ts';

export interface Buehne {
  basis: string;
  /** folder for documents and proofs */
  ordner: string;
  heute: string;
  melde(was: string): void;
  /** the stand-alone verifier with the TEST anchors */
  pruefe(datei: string): Promise<string>;
}

export interface Szene {
  aktenzeichen: string;
  zustaendig: string;
  bearbeitet: string;
  vereinbarung: string;
  dokumente: string[];
  nachweis: string;
  verdikt: string;
  sekunden?: number;
  empfangsbescheinigung?: string;
  kostenbescheid?: string;
  bescheid?: string;
}

const person = (id: string) => {
  const b = buerger.find((x) => x.id === id);
  fordere(b, `Die Person ${id} fehlt`);
  return b;
};

async function absenden(b: Browser, s: Seite): Promise<{ vorgang: string; seite: Seite }> {
  const f = formulare(s).find((x) => x.action.endsWith('/absenden'));
  fordere(f, 'Es gibt keinen Knopf zum Absenden', s);
  const seite = await b.submit(f);
  const vorgang = kennung(seite.url);
  fordere(vorgang && seite.status === 200, 'Der Antrag wurde nicht angenommen', seite);
  return { vorgang, seite };
}

/** Downloads a document by its file name's beginning, as soon as it is there. */
async function lade(k: Buehne, b: Browser, vorgang: string, art: string): Promise<string> {
  return warte(`Das Dokument ${art}`, 30, async () => {
    const s = await b.open(`${k.basis}/vorgang/${vorgang}`);
    const [link] = links(s, /\/dokument\//, new RegExp(art, 'i'));
    if (!link) return undefined;
    const d = await b.open(link);
    fordere(d.status === 200 && d.dateiname.includes(art), `Das Dokument ${art} lässt sich nicht laden`, d);
    return speichere(k, d);
  });
}

function speichere(k: Buehne, s: Seite): string {
  mkdirSync(k.ordner, { recursive: true });
  const datei = join(k.ordner, s.dateiname);
  writeFileSync(datei, s.bytes);
  return datei;
}

/** The proof as soon as it contains the document named `art`. */
const nachweis = (k: Buehne, b: Browser, vorgang: string): Promise<string> =>
  warte('Der Nachweis', 30, async () => {
    const s = await b.open(`${k.basis}/vorgang/${vorgang}/nachweis`);
    return s.status === 200 && s.dateiname.endsWith('.asice') ? speichere(k, s) : undefined;
  });

const textVon = (s: Seite) =>
  s.html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[a-z]+;/g, ' ')
    .replace(/\s+/g, ' ');
const satzMit = (s: Seite, wort: RegExp) => wort.exec(textVon(s))?.[0] ?? '';

/** (a) Saturday 15:00: a trade without permit, registered in Thallwitz, worked by Wurzen under mandate. */
export async function gewerbeSzene(k: Buehne): Promise<Szene> {
  const p = person('sommer');
  k.melde(
    `${p.vorname} ${p.nachname} meldet sich im Portal der Gemeinde Thallwitz an (BundID-Gegenstelle, substantiell)`,
  );
  const b = await meldeBuergerAn(k.basis, ORTE.thallwitz, p.id);
  const s = await fuelleAus(
    b,
    k.basis,
    ORTE.thallwitz,
    'gewerbe-anmeldung',
    gewerbe(p, {
      taetigkeit: 'Keramikwerkstatt mit Kursen für Kinder',
      beginn: k.heute,
      plz: '04808',
      ort: 'Thallwitz',
    }),
  );
  k.melde('Gewerbeanmeldung ausgefüllt, jetzt wird abgesendet');
  const start = performance.now();
  const { vorgang, seite } = await absenden(b, s);
  const aktenzeichen = aktenzeichenIn(seite);
  fordere(aktenzeichen.startsWith('THW-GA-'), 'Das Aktenzeichen ist nicht das der Gemeinde Thallwitz', seite);
  k.melde(`Eingang bestätigt: ${aktenzeichen}`);
  const empfangsbescheinigung = await lade(k, b, vorgang, 'empfangsbescheinigung');
  const erster = await nachweis(k, b, vorgang);
  const verdikt = await k.pruefe(erster);
  const sekunden = Math.round((performance.now() - start) / 10) / 100;
  k.melde(`Empfangsbescheinigung und Nachweis nach ${sekunden} s, vollautomatisch: ${empfangsbescheinigung}`);
  fordere(verdikt === 'holds', `Der Nachweis hält nicht: ${verdikt}`);

  const weber = await meldeMitarbeitAn(k.basis, 'k.weber');
  await erledige(weber, k.basis, vorgang, 'feststellen');
  k.melde('Katrin Weber (Stadt Wurzen, im Auftrag der Gemeinde Thallwitz) stellt die Kosten fest');
  const hartig = await meldeMitarbeitAn(k.basis, 's.hartig');
  await erledige(hartig, k.basis, vorgang, 'angeordnet');
  k.melde('Steffen Hartig (von der Gemeinde Thallwitz bestellt) ordnet an');
  const kostenbescheid = await lade(k, b, vorgang, 'kostenbescheid');
  k.melde(`Kostenbescheid im Postfach abgerufen: ${kostenbescheid}`);
  const zweiter = await nachweis(k, b, vorgang);
  const status = await b.open(`${k.basis}/vorgang/${vorgang}`);
  return {
    aktenzeichen,
    zustaendig: 'Gemeinde Thallwitz',
    bearbeitet: 'Stadt Wurzen',
    vereinbarung: satzMit(status, /Zweckvereinbarung \p{L}+–\p{L}+: [^(]+\(\p{L}+\)/u),
    dokumente: [empfangsbescheinigung, kostenbescheid],
    nachweis: zweiter,
    verdikt: await k.pruefe(zweiter),
    sekunden,
    empfangsbescheinigung,
    kostenbescheid,
  };
}

/** (b) A Bewachungsgewerbe without permit in Lossatal: delegation, Wurzen's own name; the Landratsamt is informed by letter. */
export async function bewachungSzene(k: Buehne): Promise<Szene> {
  const p = person('zeidler');
  const b = await meldeBuergerAn(k.basis, ORTE.lossatal, p.id);
  const s = await fuelleAus(
    b,
    k.basis,
    ORTE.lossatal,
    'gewerbe-anmeldung',
    gewerbe(p, {
      taetigkeit: 'Bewachung von Baustellen und Veranstaltungen',
      beginn: k.heute,
      plz: '04808',
      ort: 'Lossatal',
      erlaubnis: 'ja',
    }),
  );
  const { vorgang, seite } = await absenden(b, s);
  const aktenzeichen = aktenzeichenIn(seite);
  fordere(aktenzeichen.startsWith('WUR-GA-'), 'Bei Delegation muss das Aktenzeichen der Stadt Wurzen gehören', seite);
  k.melde(
    `${p.vorname} ${p.nachname} zeigt ein Bewachungsgewerbe in Lossatal an: ${aktenzeichen}, zuständig ist die Stadt Wurzen`,
  );
  const weber = await meldeMitarbeitAn(k.basis, 'k.weber');
  await erledige(weber, k.basis, vorgang, 'nachfordern', {
    was: 'Erlaubnis für das Bewachungsgewerbe',
    warum: 'Ohne Erlaubnis dürfen Sie nicht beginnen.',
  });
  k.melde('Katrin Weber fordert die Erlaubnis nach; die Uhr ruht');
  const antwort = await warte('Das Antwortfeld', 20, async () => {
    const v = await b.open(`${k.basis}/vorgang/${vorgang}`);
    return formulare(v).find((f) => f.action.endsWith('/antwort'));
  });
  fordere(
    (await b.submit(antwort, { text: 'Die Erlaubnis ist beim Landratsamt beantragt und noch nicht erteilt.' }))
      .status === 200,
    'Die Antwort wurde nicht angenommen',
  );
  k.melde('Die Antwort geht ein: Die Erlaubnis ist noch nicht erteilt');
  await erledige(weber, k.basis, vorgang, 'bescheinigen');
  const empfangsbescheinigung = await lade(k, b, vorgang, 'empfangsbescheinigung');
  k.melde('Empfangsbescheinigung mit dem Satz über die fehlende Erlaubnis ausgestellt');
  const brief = await warte('Der Brief an das Landratsamt', 20, async () => {
    const v = await weber.open(`${k.basis}/arbeitsplatz/versand`);
    return formulare(v).find((f) => f.action.includes(vorgang));
  });
  fordere((await weber.submit(brief)).status === 200, 'Der Versand wurde nicht vermerkt');
  k.melde('Brief an das Landratsamt gesiegelt, versandt und als Ereignis vermerkt');
  const zip = await nachweis(k, b, vorgang);
  const status = await b.open(`${k.basis}/vorgang/${vorgang}`);
  return {
    aktenzeichen,
    zustaendig: 'Stadt Wurzen',
    bearbeitet: 'Stadt Wurzen',
    vereinbarung: satzMit(status, /Zweckvereinbarung \p{L}+–\p{L}+: [^(]+\(\p{L}+\)/u),
    dokumente: [empfangsbescheinigung],
    nachweis: zip,
    verdikt: await k.pruefe(zip),
    empfangsbescheinigung,
  };
}

/** (c) A dog of Wurzen, taxed by Augustusburg under mandate, with a SEPA mandate for Wurzen's creditor id. */
export async function hundesteuerSzene(k: Buehne): Promise<Szene> {
  const p = person('kretzschmar');
  const b = await meldeBuergerAn(k.basis, ORTE.wurzen, p.id);
  const geboren = `${Number(k.heute.slice(0, 4)) - 2}-04-02`;
  const wunsch = hund(p, {
    name: 'Motte',
    rasse: 'Whippet',
    farbe: 'gestromt',
    geboren,
    aufnahme: `${k.heute.slice(0, 4)}-02-10`,
    iban: 'DE02120300000000202051',
  });
  const s = await fuelleAus(b, k.basis, ORTE.wurzen, 'hundesteuer-anmeldung', wunsch);
  const { vorgang, seite } = await absenden(b, s);
  const aktenzeichen = aktenzeichenIn(seite);
  fordere(aktenzeichen.startsWith('WUR-'), 'Das Aktenzeichen ist nicht das der Stadt Wurzen', seite);
  k.melde(`${p.vorname} ${p.nachname} meldet einen Hund in Wurzen an: ${aktenzeichen}`);
  const uhlig = await meldeMitarbeitAn(k.basis, 'm.uhlig');
  await erledige(uhlig, k.basis, vorgang, 'feststellen');
  k.melde('Mario Uhlig (Stadt Augustusburg, im Auftrag der Stadt Wurzen) stellt die Steuer fest');
  const seifert = await meldeMitarbeitAn(k.basis, 'c.seifert');
  await erledige(seifert, k.basis, vorgang, 'angeordnet');
  k.melde('Claudia Seifert (vom Oberbürgermeister der Stadt Wurzen bestellt) ordnet an');
  const bescheid = await lade(k, b, vorgang, 'hundesteuerbescheid');
  k.melde(`Hundesteuerbescheid der Stadt Wurzen mit Lastschrift: ${bescheid}`);
  const zip = await nachweis(k, b, vorgang);
  const status = await b.open(`${k.basis}/vorgang/${vorgang}`);
  return {
    aktenzeichen,
    zustaendig: 'Stadt Wurzen',
    bearbeitet: 'Stadt Augustusburg',
    vereinbarung: satzMit(status, /Zweckvereinbarung \p{L}+–\p{L}+: [^(]+\(\p{L}+\)/u),
    dokumente: [bescheid],
    nachweis: zip,
    verdikt: await k.pruefe(zip),
    bescheid,
  };
}
