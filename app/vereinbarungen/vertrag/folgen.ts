import { type Ablehnung, ablehnen } from '../../base/index.ts';
import type { Regel } from '../model.ts';
import { type Aussage, aktuelle, evolve, type Schritt, type Stand } from './stand.ts';
import { zeilenOf } from './zeilen.ts';
import { type Befund, befundText, siehVoraus } from './zeitstrahl.ts';

/** The rules around an agreement: all of the commissioning party, statute included, without its own. */
export interface Nachbarschaft {
  regeln: readonly Regel[];
  aktiv(koerperschaft: string): boolean;
  heute: string;
  /** name of the commissioning party, short */
  ort: string;
}

/** Steps that change who is competent; all others leave the lines in force as they are. */
const WIRKT: ReadonlySet<Aussage['art']> = new Set([
  'freigeschaltet',
  'ausgesetzt',
  'fortgesetzt',
  'zurueckgenommen',
  'gekuendigt',
]);

const gemeint = (s: Stand, a: Aussage, heute: string): Stand => {
  const x = { ...a, nr: 0, seite: 'auftraggeber', at: `${heute}T12:00:00.000Z`, person: null, hash: '' } as Schritt;
  const danach = evolve(s, s.id, x);
  // the first of the two parties that switches on sees what both together bring about
  return a.art === 'freigeschaltet' ? evolve(danach, s.id, { ...x, seite: 'auftragnehmer' }) : danach;
};

const inKraft = (s: Stand): Regel[] => zeilenOf(s).filter((z) => z.stand === 'in_kraft');

/** What a step would bring about at the commissioning party's, from today on. */
export function folgenOf(s: Stand, a: Aussage, n: Nachbarschaft): Befund[] {
  if (!WIRKT.has(a.art)) return [];
  const [vorher, nachher] = [s, gemeint(s, a, n.heute)].map((x) => [...n.regeln, ...inKraft(x)]);
  return siehVoraus(s.parteien.auftraggeber, n.heute, vorher ?? [], nachher ?? [], n.aktiv);
}

/** The findings as sentences. */
export const folgenText = (s: Stand, befunde: readonly Befund[], n: Nachbarschaft): string[] => {
  const namen = aktuelle(s)?.inhalt.benennung ?? {};
  return befunde.map((b) => befundText(b, (l) => namen[l] ?? l, n.ort));
};

/**
 * A contradiction is refused; a gap must be accepted with a reason, which then stands in the event.
 * @returns the statement as it will be written
 */
export function pruefeFolgen(
  s: Stand | null,
  a: Aussage,
  n: Nachbarschaft,
  bestaetigung: string | undefined,
): { ok: true; aussage: Aussage } | Ablehnung {
  if (!s) return { ok: true, aussage: a };
  const befunde = folgenOf(s, a, n);
  if (befunde.length === 0) return { ok: true, aussage: a };
  const saetze = folgenText(s, befunde, n);
  if (befunde.some((b) => b.art === 'widerspruch'))
    return ablehnen('vereinbarung.widerspruch', { was: saetze.join(' ') });
  const grund = bestaetigung?.trim() ?? '';
  if (grund === '') return ablehnen('vereinbarung.luecke', { was: saetze.join(' ') });
  return { ok: true, aussage: { ...a, befunde: saetze, bestaetigung: grund } as Aussage };
}
