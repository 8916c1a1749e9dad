import { laufendePause } from './pausen.ts';
import { aktuelle, beide, type Fassung, type Stand } from './stand.ts';
import { geltungen } from './zeilen.ts';

/** How far a text has come; each name is the step that is missing, or the state when none is. */
export const PHASEN = [
  'zurueckgezogen',
  'erklaerung',
  'beschluss',
  'genehmigung',
  'bekanntmachung',
  'freischaltung',
  'kuenftig',
  'in_kraft',
  'ausgesetzt',
  'beendet',
] as const;
export type Phase = (typeof PHASEN)[number];

/** The step that a text waits for; null when there is none any more. */
export function wartetAuf(f: Fassung): Phase | null {
  if (f.zurueckgezogen) return 'zurueckgezogen';
  if (!beide(f.erklaert)) return 'erklaerung';
  if (!beide(f.beschlossen)) return 'beschluss';
  if (!f.genehmigt) return 'genehmigung';
  if (!f.bekanntgemacht) return 'bekanntmachung';
  return beide(f.freigeschaltet) ? null : 'freischaltung';
}

/** State of the agreement on a day. A change under way does not touch the text in force: see `wartetAuf(aktuelle(s))`. */
export function phaseOf(s: Stand, tag: string): Phase {
  const gelten = geltungen(s);
  const letzte = gelten.at(-1);
  if (!letzte) {
    const f = aktuelle(s);
    return f ? (wartetAuf(f) ?? 'beendet') : 'zurueckgezogen';
  }
  if (letzte.bis !== null && letzte.bis <= tag) return 'beendet';
  // before the first text, or between two that do not meet
  if (!gelten.some((g) => g.ab <= tag && (g.bis === null || tag < g.bis))) return 'kuenftig';
  return laufendePause(s, tag) ? 'ausgesetzt' : 'in_kraft';
}
