import type { DmnElement } from 'dmn-moddle';
import { DmnAblehnung } from './fehler.ts';
import { listeAus, praefixe, textAus } from './lesen.ts';
import { leseTypen, type Typen } from './typen.ts';
import { type Bibliothek, type Dokument, leseDokument } from './verweise.ts';

const ablehnung = (meldung: string) => new DmnAblehnung({ decision: null, meldung });

/** The document with all that it imports, over however many steps. Other things than DMN cannot be imported. */
export function sammleDokumente(haupt: DmnElement, vorrat: readonly DmnElement[], nachsichtig: boolean): Bibliothek {
  const gefunden: Dokument[] = [];
  const nimm = (definitionen: DmnElement): void => {
    const dokument = leseDokument(definitionen, nachsichtig);
    if (gefunden.some((d) => d.namensraum === dokument.namensraum)) return;
    gefunden.push(dokument);
    for (const i of listeAus(definitionen, 'import')) {
      const namensraum = textAus(i, 'namespace') ?? '';
      const ziel = [haupt, ...vorrat].find((d) => textAus(d, 'namespace') === namensraum);
      if (ziel) nimm(ziel);
      else if (!nachsichtig)
        throw ablehnung(`Die eingebundene Datei (import) mit dem Namensraum „${namensraum}“ fehlt oder ist kein DMN.`);
    }
  };
  nimm(haupt);
  return gefunden;
}

/** Types of every document, with those of its imports. Circles of imports are refused, or end where they close. */
export function sammleTypen(bibliothek: Bibliothek, nachsichtig: boolean): ReadonlyMap<Dokument, Typen> {
  const fertig = new Map<Dokument, Typen>();
  const offen = new Set<Dokument>();
  const typenVon = (d: Dokument): Typen => {
    const bekannt = fertig.get(d);
    if (bekannt) return bekannt;
    offen.add(d);
    const fremde: (readonly [string, Typen])[] = [];
    for (const [namensraum, name] of d.importe) {
      const anderes = bibliothek.find((x) => x.namensraum === namensraum);
      if (!anderes) continue;
      if (offen.has(anderes)) {
        if (nachsichtig) continue;
        throw ablehnung('Die Dateien binden sich im Kreis gegenseitig ein (import).');
      }
      const typen = typenVon(anderes);
      fremde.push([name, typen]);
      // types may also be referenced by the prefix of the namespace
      for (const [praefix, raum] of praefixe(d.definitionen)) if (raum === namensraum) fremde.push([praefix, typen]);
    }
    const typen = leseTypen(d.definitionen, fremde, nachsichtig);
    offen.delete(d);
    fertig.set(d, typen);
    return typen;
  };
  for (const d of bibliothek) typenVon(d);
  return fertig;
}
