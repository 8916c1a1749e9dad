import { entschieden, verwaltungsakteOhneMensch } from '../automatik.ts';
import { getKnoten } from '../lauf/lauf.ts';
import type { Prozess } from '../model.ts';
import type { Token, Zustand } from '../zustand.ts';
import { type Umzug, ziel } from './umzug.ts';
import { fehler } from './ziel.ts';

/**
 * § 35a VwVfG for this one instance: a model that asks a person on every way from its start may have asked before the place to
 * which an instance comes. So each of its branches is followed from where it stands now; a person has decided where the old
 * model says that on every way, and the instance itself went by a task.
 */
export function pruefeMensch(umzug: Umzug, verwaltungsakte: ReadonlySet<string>): void {
  const { alt, neu, zustand, token } = umzug;
  const sicher = entschieden(alt);
  const gefragt = gingDurchAufgabe(alt, zustand);
  const offene = zustand.token.filter((t) => !gefragt || !sicher(t));
  const unsicher = new Set(offene.flatMap((t) => stellen(alt, t)).map((id) => ziel(umzug, id)));
  const wartend = new Set(offene.flatMap((t) => (t.ueber === undefined ? [] : [ziel(umzug, t.ueber)])));
  // What the new version adds beside a step is no surer than the step.
  const von = { unsicher: new Set([...unsicher].filter((id) => neu.knoten.has(id))), wartend };
  if (token.length === 0) return;
  for (const { element, name, weg } of verwaltungsakteOhneMensch(neu, verwaltungsakte, von)) {
    const ab = neu.knoten.get(weg[0] ?? '');
    umzug.gruende.push(
      fehler(
        element,
        `Dieser Verwaltungsakt könnte in der neuen Fassung ergehen, ohne dass in diesem Vorgang ein Mensch entschieden hat (§ 35a VwVfG): Die Aufgabe liegt dort vor „${ab?.name || ab?.id || ''}“, und so weit ist der Vorgang schon.`,
        name,
      ),
    );
  }
}

/** The points of a model at which a token stands. Of a scope it is what may still happen beside what stands inside. */
function stellen(prozess: Prozess, t: Token): readonly string[] {
  const k = getKnoten(prozess, t.element);
  if (k.art === 'parallel' && k.ein.length > 1) return [];
  if ((k.art !== 'teilprozess' && k.art !== 'aufruf') || t.mehrfach || t.vorfall) return [k.id];
  const innen = [...prozess.knoten.values()].filter(
    (x) => x.bereich === k.id && x.art === 'teilprozess' && x.durchEreignis,
  );
  return [...k.rand, ...innen.map((x) => x.id)];
}

/** Whether a person's task was begun and is not open any more. */
function gingDurchAufgabe(prozess: Prozess, { weg, token }: Zustand): boolean {
  return weg.some(
    (p) => prozess.knoten.get(p.element)?.art === 'aufgabe' && !token.some((t) => t.schritt === p.schritt),
  );
}
