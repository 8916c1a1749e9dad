import type { Baum } from './baum.ts';
import { ERGEBNIS, formAus, PARAMETER } from './form.ts';
import { vorschlag } from './vorschlag.ts';

/** The names of a path such as `antrag.person.vorname`; undefined for anything else. */
export function pfadVon(b: Baum): string[] | undefined {
  if (b.art === 'name') return [b.name];
  const links = b.art === 'pfad' ? pfadVon(b.links) : undefined;
  return links && b.art === 'pfad' ? [...links, b.name] : undefined;
}

/**
 * Why the entry behind a point can never be there, where it is known which entries the value before it has. FEEL itself answers null, and
 * a rule would go on as if nobody had said anything.
 */
export function fremderEintrag(b: Baum): string | null {
  if (b.art !== 'pfad') return null;
  const form = formAus(b.links);
  if (form === null || form.has(b.name)) return null;
  const moeglich = [...form.keys()].filter((n) => n !== ERGEBNIS && n !== PARAMETER);
  const pfad = pfadVon(b)?.join('.') ?? b.name;
  return `Einen Eintrag „${pfad}“ gibt es nicht.${vorschlag(b.name, moeglich)}`;
}
