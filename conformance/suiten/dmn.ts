import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileDmn, entscheide } from '@rathausverbund/regelwerk';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { dateien } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';
import { attribut, finde, gleich, wertAus } from './dmn-werte.ts';

type Uebersetzung = Awaited<ReturnType<typeof compileDmn>>;

/** Test cases of the DMN TCK, of whatever level: one case per expected result. */
export const dmn: Suite = {
  ordner: 'dmn-tck/level-2',
  faelle: async (dir) => (await Promise.all(dateien(dir, '.xml').map((datei) => ausDatei(dir, datei)))).flat(),
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
    const modell = await lies(join(dir, dirname(datei), name));
    const faelle = finde(dokument.root, 't:testCase').flatMap((f) =>
      finde(f, 't:resultNode').map((k) => einer(datei, f, k, modell)),
    );
    return await Promise.all(faelle);
  } finally {
    dokument.dispose();
  }
}

async function lies(pfad: string): Promise<Uebersetzung | undefined> {
  try {
    return await compileDmn(readFileSync(pfad, 'utf8'));
  } catch (fehler) {
    if (fehler instanceof Error && 'code' in fehler) return undefined;
    throw fehler;
  }
}

async function einer(
  datei: string,
  testfall: XmlElement,
  knoten: XmlElement,
  modell: Uebersetzung | undefined,
): Promise<Fall> {
  const entscheidung = attribut(knoten, 'name');
  const name = `${datei} ${attribut(testfall, 'id')} ${entscheidung}`;
  const art = attribut(testfall, 'type');
  if (art !== '' && art !== 'decision')
    return { name, ergebnis: 'skipped', grund: `${art} wird nicht einzeln aufgerufen` };
  return fall(name, () => {
    if (!modell) return 'das Modell fehlt';
    const eingabe = Object.fromEntries(finde(testfall, 't:inputNode').map((e) => [attribut(e, 'name'), wertAus(e)]));
    const [erwartet] = finde(knoten, 't:expected');
    const soll = erwartet ? wertAus(erwartet) : null;
    if (!modell.ok) return `Modell abgelehnt: ${JSON.stringify(modell.fehler[0])}`;
    const e = entscheide(modell.modell, entscheidung, eingabe);
    // what we refuse with a reason, the suite writes as a null result
    return gleich(e.ok ? e.wert : null, soll)
      ? undefined
      : `erwartet ${JSON.stringify(soll)}, geantwortet ${e.ok ? JSON.stringify(e.wert) : e.meldung}`;
  });
}
