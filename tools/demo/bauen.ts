import { type Browser, createBrowser, formulare, links, type Seite } from './browser.ts';
import { rohwerte } from './rohwerte.ts';

export class Gescheitert extends Error {}

export function fordere(bedingung: unknown, meldung: string, seite?: Seite): asserts bedingung {
  if (bedingung) return;
  const wo = seite
    ? ` (${seite.status} ${seite.url}: ${seite.html
        .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 400)})`
    : '';
  throw new Gescheitert(meldung + wo);
}

/** Signs a citizen in at a town hall's portal: our start, the stand-in's page, back. */
export async function meldeBuergerAn(
  basis: string,
  ags: string,
  person: string,
  niveau = 'substantiell',
  b = createBrowser(),
): Promise<Browser> {
  let s = await b.open(`${basis}/anmelden?kommune=${ags}&niveau=${niveau}&zurueck=/portal/${ags}&schnell=${person}`);
  for (let i = 0; i < 4 && !s.url.startsWith(basis); i++) {
    const [f] = formulare(s);
    fordere(f, 'Anmeldung: kein Formular', s);
    s = await b.submit(f);
  }
  fordere(s.status === 200 && s.url.startsWith(`${basis}/portal`), 'Die Anmeldung ist gescheitert', s);
  return b;
}

/** Signs a member of staff in at the administration's service. */
export async function meldeMitarbeitAn(basis: string, sub: string, b = createBrowser()): Promise<Browser> {
  let s = await b.open(`${basis}/arbeitsplatz/anmelden?person=${sub}`);
  for (let i = 0; i < 4 && !s.url.startsWith(basis); i++) {
    const [f] = formulare(s);
    fordere(f, 'Anmeldung: kein Formular', s);
    s = await b.submit(f, { person: sub, entscheidung: 'anmelden' });
  }
  fordere(s.status === 200 && s.url.startsWith(`${basis}/arbeitsplatz`), `${sub} kann sich nicht anmelden`, s);
  return b;
}

/** Fills the form step by step up to the page with the button that submits. */
export async function fuelleAus(
  b: Browser,
  basis: string,
  ags: string,
  leistung: string,
  antworten: Record<string, unknown>,
): Promise<Seite> {
  const werte = rohwerte(antworten);
  let s = await b.open(`${basis}/portal/${ags}/${leistung}`);
  const beginn = formulare(s).find((f) => f.action.endsWith('/beginnen'));
  fordere(beginn, 'Die Leistung ist hier nicht online', s);
  s = await b.submit(beginn);
  for (let i = 0; i < 30; i++) {
    if (s.url.endsWith('/absenden')) return s;
    const weiter = links(s, /\/absenden$/)[0];
    if (s.url.endsWith('/pruefen')) {
      fordere(weiter, 'Die Angaben sind nicht vollständig', s);
      s = await b.open(weiter);
      continue;
    }
    const f = formulare(s).find((x) => x.method === 'post' && /\/antrag\//.test(x.action));
    fordere(f && s.status < 400, 'Ein Schritt des Formulars ist gescheitert', s);
    const vorher = s.url + JSON.stringify([...f.namen]);
    const felder = Object.fromEntries([...f.namen].filter((n) => n in werte).map((n) => [n, werte[n] ?? '']));
    s = await b.submit(f, { ...felder, aktion: 'weiter' });
    const dann = formulare(s).find((x) => x.method === 'post' && /\/antrag\//.test(x.action));
    fordere(
      s.url + JSON.stringify([...(dann?.namen ?? [])]) !== vorher || s.status < 400,
      'Das Formular nimmt die Angaben nicht an',
      s,
    );
  }
  throw new Gescheitert('Das Formular nimmt kein Ende');
}

export async function warte<T>(was: string, sekunden: number, frage: () => Promise<T | undefined>): Promise<T> {
  const bis = Date.now() + sekunden * 1000;
  for (;;) {
    const wert = await frage();
    if (wert !== undefined) return wert;
    fordere(Date.now() < bis, `${was} ist nach ${sekunden} s nicht da`);
    await new Promise((r) => setTimeout(r, 100));
  }
}

/** A person of the administration completes the open task of a Vorgang with a decision. */
export async function erledige(
  b: Browser,
  basis: string,
  vorgang: string,
  entscheidung: string,
  werte: Record<string, string> = {},
): Promise<Seite> {
  const f = await warte(`Die Aufgabe „${entscheidung}“`, 20, async () => {
    const s = await b.open(`${basis}/arbeitsplatz/vorgang/${vorgang}`);
    fordere(s.status === 200, 'Der Vorgang ist nicht zu sehen', s);
    return formulare(s).find((x) => /\/aufgabe\/\d+/.test(x.action) && x.knoepfe.some((k) => k.wert === entscheidung));
  });
  const knopf = f.knoepfe.find((k) => k.wert === entscheidung);
  const s = await b.submit(f, { ...werte, ...(knopf?.name ? { [knopf.name]: knopf.wert } : {}) });
  fordere(s.status === 200, `Die Aufgabe „${entscheidung}“ ist gescheitert`, s);
  return s;
}

export const kennung = (url: string): string => /\/vorgang\/([0-9a-f-]{36})/.exec(url)?.[1] ?? '';
export const aktenzeichenIn = (s: Seite): string => /[A-Z]{2,4}-[A-Z]{1,3}-\d{4}-\d{6}/.exec(s.html)?.[0] ?? '';
