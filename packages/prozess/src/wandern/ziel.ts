import type { Fehler, Knoten, Prozess } from '../model.ts';

/** Ids of the old model and what they are called in the new one; whatever is not named keeps its id. */
export type Zuordnungen = Readonly<Record<string, string>>;

/** The id an element of the old model has in the new one; what lies in a called process moves with its call. */
export function zielVon(zuordnung: Zuordnungen, id: string): string {
  if (Object.hasOwn(zuordnung, id)) return zuordnung[id] ?? id;
  const stelle = id.lastIndexOf('/');
  return stelle < 0 ? id : zielVon(zuordnung, id.slice(0, stelle)) + id.slice(stelle);
}

/** Whether a step at `alt` may go on at `neu`; if not, why. */
export function passtNicht(alt: Knoten, neu: Knoten | undefined): string | undefined {
  if (!neu) return 'Dieses Element gibt es in der neuen Fassung nicht. Ordnen Sie ihm ein anderes zu.';
  const heisst = neu.name || neu.id;
  if (alt.art !== neu.art) return `„${heisst}“ ist in der neuen Fassung ein Element anderer Art.`;
  if (alt.art === 'teilprozess' && neu.art === 'teilprozess' && alt.durchEreignis !== neu.durchEreignis)
    return `„${heisst}“ wird in der neuen Fassung auf andere Weise begonnen.`;
  const [vorher, jetzt] = [alt, neu].map((k) => ('mehrfach' in k ? k.mehrfach : undefined));
  if (!vorher && !jetzt) return undefined;
  if (!vorher || !jetzt || vorher.nacheinander !== jetzt.nacheinander)
    return `„${heisst}“ wird in der neuen Fassung anders oft oder in anderer Folge ausgeführt.`;
  return undefined;
}

/** Judges a mapping by the two models alone; an instance may still have reasons of its own. */
export function pruefeZuordnung(alt: Prozess, neu: Prozess, zuordnung: Zuordnungen): readonly Fehler[] {
  return Object.entries(zuordnung).flatMap(([von, nach]): Fehler[] => {
    if (alt.fluesse.has(von))
      return neu.fluesse.has(nach) ? [] : [fehler(von, `Den Pfad „${nach}“ gibt es in der neuen Fassung nicht.`)];
    const knoten = alt.knoten.get(von);
    if (!knoten) return [fehler(von, 'Dieses Element gibt es in der bisherigen Fassung nicht.')];
    const ziel = neu.knoten.get(nach);
    const grund = ziel ? passtNicht(knoten, ziel) : `Das Element „${nach}“ gibt es in der neuen Fassung nicht.`;
    return grund === undefined ? [] : [fehler(von, grund, knoten.name)];
  });
}

export function fehler(element: string, meldung: string, name = ''): Fehler {
  return { element, ...(name === '' ? {} : { name }), meldung };
}
