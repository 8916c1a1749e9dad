import type { Knoten, Zuordnung } from '@rathausverbund/prozess';
import { gelesenes } from '@rathausverbund/regelwerk';
import { BRIEF_NAMEN, DIENST_VARIABLEN, type Leistung, START_NAMEN } from '../leistungen/index.ts';

/**
 * Who says what a variable is, the strongest first: a person in a task, the citizen, what the Vorgang began with, a service, a rule, a
 * computation over what a rule or service said, or the process by itself. What only letters see comes from the letterhead, from what is
 * to be paid, or from the Vorgang.
 */
const STAERKE = [
  'mensch',
  'antrag',
  'beginn',
  'briefkopf',
  'forderung',
  'vorgang',
  'dienst',
  'regel',
  'folge',
  'ablauf',
] as const;
export type Herkunft = (typeof STAERKE)[number];

/** Where a variable comes from; `element` is the step that brings it, null where none does. */
export interface Quelle {
  readonly herkunft: Herkunft;
  readonly element: string | null;
  readonly decision?: string;
}

/** A value that is computed: where it goes, at which step, from which expression. */
interface Abgeleitet {
  readonly ziel: readonly string[];
  readonly element: string;
  readonly text: string;
}

/** Where the values of a process come from; asked by the names that lead to a value. */
export interface Herkuenfte {
  /** the strongest of those who say this value, a part of it, or what it is part of; undefined: nobody does */
  von(pfad: readonly string[]): Quelle | undefined;
}

const staerker = (a: Herkunft, b: Herkunft): boolean => STAERKE.indexOf(a) < STAERKE.indexOf(b);

/**
 * The origin of every value of a process. What only passes a value on says what that value says; what computes with a person's outcome
 * stays that person's.
 */
export function herkuenfte(l: Leistung): Herkuenfte {
  const jeName = new Map<string, Map<string, { pfad: readonly string[]; quelle: Quelle }>>();
  const melde = (pfad: readonly string[], quelle: Quelle): boolean => {
    const [name = ''] = pfad;
    const liste = jeName.get(name) ?? new Map();
    jeName.set(name, liste);
    const alt = liste.get(pfad.join('.'));
    if (alt && !staerker(quelle.herkunft, alt.quelle.herkunft)) return false;
    liste.set(pfad.join('.'), { pfad, quelle });
    return true;
  };
  const von = (pfad: readonly string[]): Quelle | undefined =>
    [...(jeName.get(pfad[0] ?? '')?.values() ?? [])]
      .flatMap((x) => (beruehren(x.pfad, pfad) ? [x.quelle] : []))
      .reduce<Quelle | undefined>((a, b) => (a && !staerker(b.herkunft, a.herkunft) ? a : b), undefined);
  for (const n of START_NAMEN) melde([n], { herkunft: n === 'antrag' ? 'antrag' : 'beginn', element: null });
  for (const n of DIENST_VARIABLEN) melde([n], { herkunft: 'dienst', element: null });
  melde(['unterlagen'], { herkunft: 'antrag', element: null });
  for (const n of BRIEF_NAMEN)
    melde([n], { herkunft: n === 'faellig' || n === 'zahlung' ? 'forderung' : 'vorgang', element: null });
  melde(['zahlung', 'glaeubigerId'], { herkunft: 'briefkopf', element: null });
  const knoten = [...l.prozess.knoten.values()];
  for (const k of knoten) {
    const variable = l.schritte.get(k.id)?.variable;
    if (variable !== undefined) melde([variable], { herkunft: 'mensch', element: k.id });
    if (k.art === 'entscheidung') melde([k.variable], { herkunft: 'regel', element: k.id, decision: k.decision });
  }
  const abgeleitete = knoten.flatMap(abgeleitet);
  // strength only grows, so this ends
  for (let neu = true; neu; ) {
    neu = false;
    for (const a of abgeleitete) neu = melde(a.ziel, leiteAb(a, von)) || neu;
  }
  return { von };
}

/** One is the other, or lies inside it. */
const beruehren = (a: readonly string[], b: readonly string[]): boolean =>
  a.slice(0, b.length).join('.') === b.slice(0, a.length).join('.');

function abgeleitet(k: Knoten): Abgeleitet[] {
  const aus = (z: Zuordnung): Abgeleitet => ({ ziel: z.ziel, element: k.id, text: textOf(z.quelle) });
  const liste = [...('eingaben' in k ? k.eingaben : []), ...k.ausgaben].map(aus);
  if (k.art === 'skript') liste.push({ ziel: [k.variable], element: k.id, text: textOf(k.ausdruck) });
  const m = 'mehrfach' in k ? k.mehrfach : undefined;
  if (m?.eintrag !== undefined && m.sammlung)
    liste.push({ ziel: [m.eintrag], element: k.id, text: textOf(m.sammlung) });
  if (m?.ausgabe) {
    liste.push({ ziel: [m.ausgabe.sammlung], element: k.id, text: textOf(m.ausgabe.eintrag) });
    if (m.ausgabe.lokal !== undefined) liste.push({ ziel: [m.ausgabe.lokal], element: k.id, text: '' });
  }
  return liste;
}

/** An expression that is a literal reads nothing, whatever its text looks like. */
const textOf = ({ fest, text }: { fest: boolean; text: string }): string => (fest ? '' : text);

function leiteAb({ element, text }: Abgeleitet, von: Herkuenfte['von']): Quelle {
  const gelesen = gelesenes(text);
  const woher = gelesen.flatMap((g) => von(g.pfad) ?? []);
  const [einziges] = gelesen;
  // passes on what it reads
  if (einziges && woher[0] && einziges.pfad.join('.') === text.trim()) return { herkunft: woher[0].herkunft, element };
  const herkunft = woher.some((q) => q.herkunft === 'mensch')
    ? 'mensch'
    : woher.some((q) => ['dienst', 'regel', 'folge'].includes(q.herkunft))
      ? 'folge'
      : 'ablauf';
  return { herkunft, element };
}

/**
 * What a person said in a task, what the citizen applied for, what the Vorgang began with, what a service has done and what letters see
 * besides is never set by hand: it stands, or has an event, elsewhere. What a rule said stays; only a gap it left may be filled.
 */
export const istSetzbar = (herkunft: Herkunft, fehlt: boolean): boolean =>
  herkunft === 'ablauf' || (fehlt && (herkunft === 'regel' || herkunft === 'folge'));
