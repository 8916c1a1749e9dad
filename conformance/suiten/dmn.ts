import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { alsText, compileDmn, entscheideMitWerten, type Wert } from '@rathausverbund/regelwerk';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { dateien } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';
import { attribut, finde, gleich, wertAus } from './dmn-werte.ts';

type Uebersetzung = Awaited<ReturnType<typeof compileDmn>>;
/** Fixed, so that a run can be repeated; no case depends on the day. */
const JETZT = '2026-05-01T12:00:00+02:00[Europe/Berlin]';

/** Test cases of the DMN TCK, of whatever level: one case per expected result. */
export const dmn: Suite = {
  ordner: 'dmn-tck',
  faelle: async (dir) => {
    const faelle: Fall[] = [];
    for (const datei of dateien(dir, '.xml')) faelle.push(...(await ausDatei(dir, datei)));
    return faelle;
  },
};

async function ausDatei(dir: string, datei: string): Promise<Fall[]> {
  let dokument: XmlDocument;
  try {
    dokument = XmlDocument.fromBuffer(readFileSync(join(dir, datei)));
  } catch {
    return [{ name: datei, ergebnis: 'failed', grund: 'kein lesbares XML' }];
  }
  try {
    const name = finde(dokument.root, 't:modelName')[0]?.content ?? '';
    const modell = await lies(join(dir, dirname(datei)), name);
    const faelle = finde(dokument.root, 't:testCase').flatMap((f) =>
      finde(f, 't:resultNode').map((k) => einer(datei, f, k, modell)),
    );
    return await Promise.all(faelle);
  } finally {
    dokument.dispose();
  }
}

/** The model with its neighbours, which it may import. */
async function lies(ordner: string, name: string): Promise<Uebersetzung | undefined> {
  try {
    const xml = readFileSync(join(ordner, name), 'utf8');
    const nachbarn = readdirSync(ordner).filter((d) => d.endsWith('.dmn') && d !== basename(name));
    const importe = nachbarn.map((d) => readFileSync(join(ordner, d), 'utf8'));
    return await compileDmn(xml, { importe, nachsichtig: true });
  } catch (fehler) {
    if (fehler instanceof Error && 'code' in fehler) return undefined;
    throw fehler;
  }
}

function einer(
  datei: string,
  testfall: XmlElement,
  knoten: XmlElement,
  modell: Uebersetzung | undefined,
): Promise<Fall> {
  const ergebnis = attribut(knoten, 'name');
  return fall(`${datei} ${attribut(testfall, 'id')} ${ergebnis}`, () => {
    if (!modell) return 'das Modell fehlt';
    if (!modell.ok) return `Modell abgelehnt: ${JSON.stringify(modell.fehler[0])}`;
    const werte = eingaben(finde(testfall, 't:inputNode'));
    const [erwartet] = finde(knoten, 't:expected');
    const soll = erwartet ? wertAus(erwartet) : null;
    const gerufen = attribut(testfall, 'invocableName');
    const e = entscheideMitWerten(modell.modell, gerufen || ergebnis, werte, { ablehnenBei: 'nie', jetzt: JETZT });
    if (!e.ok) return `abgebrochen: ${e.meldung}`;
    const ist = gerufen ? ausgabe(e.wert, ergebnis, soll) : e.wert;
    if (!gleich(ist, soll)) return `erwartet ${zeige(soll)}, geantwortet ${zeige(ist)}${grund(e.hinweise)}`;
    if (attribut(knoten, 'errorResult') === 'true' && e.hinweise.length === 0)
      return `erwartet einen Fehler, geantwortet ${zeige(ist)} ohne Hinweis`;
    return undefined;
  });
}

/** By their names, and by namespace and name where the case says whose they are. */
function eingaben(knoten: readonly XmlElement[]): Map<string, Wert> {
  const werte = new Map<string, Wert>();
  for (const e of knoten) {
    const [namensraum, name, wert] = [attribut(e, 'namespace'), attribut(e, 'name'), wertAus(e)];
    if (namensraum !== '') werte.set(`${namensraum}#${name}`, wert);
    if (namensraum === '' || !werte.has(name)) werte.set(name, wert);
  }
  return werte;
}

/** A service with several outputs answers all of them; the case asks for one. */
function ausgabe(wert: Wert, name: string, soll: Wert): Wert {
  return wert instanceof Map && wert.has(name) && !gleich(wert, soll) ? (wert.get(name) ?? null) : wert;
}

const zeige = (wert: Wert): string => alsText(wert, true);
const grund = (hinweise: readonly string[]): string => (hinweise.length > 0 ? ` (${hinweise[0]})` : '');
