import { WOERTER } from './woerter.ts';

/** Names that say nothing of their own; the element around them carries the meaning. */
const INHALTSLOS = new Set(['code', 'wert', '#text']);

/** "anzahlVollzeitBeschaeftigte" → "Beschäftigte in Vollzeit"; an unknown "halterName" → "Halter Name". */
export function beschriftungVon(name: string): string {
  const bekannt = Object.hasOwn(WOERTER, name.toLowerCase()) ? WOERTER[name.toLowerCase()] : undefined;
  if (bekannt !== undefined) return bekannt;
  const worte = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .trim();
  return worte.charAt(0).toUpperCase() + worte.slice(1);
}

/** Label of the last name on a path; `code`, `wert` and free text take the label of the element around them. */
export function beschriftungDesPfads(pfad: readonly string[]): string {
  const sprechend = pfad.findLast((name) => !INHALTSLOS.has(name)) ?? pfad.at(-1) ?? '';
  return beschriftungVon(sprechend);
}
