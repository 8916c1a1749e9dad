import { localDateOf } from '@rathausverbund/fristen';
import type { Inhalt, Paragraf, Vertragsseite } from './inhalt.ts';

/** What a party states with a step. `fassung` counts the texts of the agreement: 1, and one more for each change. */
export type Aussage =
  | { art: 'entworfen'; fassung: number; textHash: string; inhalt: Inhalt; text: Paragraf[] }
  | { art: 'zurueckgezogen'; fassung: number; grund: string }
  | { art: 'erklaert'; fassung: number; textHash: string; inhalt: Inhalt }
  | { art: 'beurkundet'; fassung: number; satzHash: string; dokument: string }
  | { art: 'beschlossen'; fassung: number; tag: string; nummer: string }
  | { art: 'genehmigt'; fassung: number; behoerde: string; tag: string; zeichen: string }
  | { art: 'bekanntgemacht'; fassung: number; tag: string; fundstelle: string }
  | { art: 'nachgewiesen'; was: Nachweisart; tag: string; zeichen: string }
  | ({ art: 'freigeschaltet'; fassung: number } & Bestaetigt)
  | ({ art: 'ausgesetzt'; ab: string; bis?: string | null; grund: string } & Bestaetigt)
  | ({ art: 'fortgesetzt'; ab: string } & Bestaetigt)
  | ({ art: 'zurueckgenommen'; ab: string } & Bestaetigt)
  | ({ art: 'gekuendigt'; zum: string; grund: string; genehmigung: string | null } & Bestaetigt)
  | { art: 'benannt'; vorgaenge: string[]; bis: string }
  | { art: 'gestrichen'; vorgaenge: string[] };

/** What the look ahead found, and why it is accepted all the same. */
export interface Bestaetigt {
  befunde: string[];
  bestaetigung: string | null;
}

export const NACHWEISARTEN = ['datenschutz', 'verpflichtung', 'anordnung', 'dienstvereinbarung', 'amt24'] as const;
export type Nachweisart = (typeof NACHWEISARTEN)[number];

/** A step that was taken: who, when, and the hash of its event. */
export type Schritt = Aussage & {
  nr: number;
  seite: Vertragsseite;
  /** instant */
  at: string;
  person: string | null;
  hash: string;
};

type Je<T> = Partial<Record<Vertragsseite, T>>;

/** One text of the agreement and how far it has come. */
export interface Fassung {
  nr: number;
  inhalt: Inhalt;
  text: Paragraf[];
  textHash: string;
  von: Vertragsseite;
  /** local day since which it stands: nothing that decides on it is older */
  entworfen: string;
  erklaert: Je<true>;
  beschlossen: Je<{ tag: string; nummer: string }>;
  genehmigt: { behoerde: string; tag: string; zeichen: string } | null;
  bekanntgemacht: { tag: string; fundstelle: string } | null;
  /** local day on which each side switched on */
  freigeschaltet: Je<string>;
  zurueckgezogen: boolean;
  /** document of each side */
  urkunde: Je<string>;
}

export interface Stand {
  id: string;
  parteien: Record<Vertragsseite, string>;
  fassungen: Fassung[];
  nachweise: { seite: Vertragsseite; was: Nachweisart; tag: string; zeichen: string }[];
  /** pauses, also those to come; `bis` = first day on which the work goes on, null = not known */
  pausen: { ab: string; bis: string | null }[];
  /** first day outside, by termination */
  ende: string | null;
  /** Vorgaenge that are named for the run-off */
  auslauf: string[];
  schritte: Schritt[];
}

/** The text at work: the last one that was not withdrawn. */
export const aktuelle = (s: Stand): Fassung | undefined => s.fassungen.findLast((f) => !f.zurueckgezogen);

/** Both sides have done it. */
export const beide = (je: Je<unknown>): boolean => je.auftraggeber !== undefined && je.auftragnehmer !== undefined;

export const seiteOf = (s: Pick<Stand, 'parteien'>, koerperschaft: string): Vertragsseite | undefined =>
  koerperschaft === s.parteien.auftraggeber
    ? 'auftraggeber'
    : koerperschaft === s.parteien.auftragnehmer
      ? 'auftragnehmer'
      : undefined;

/** The agreement after one more step. The first one, a draft, says who its parties are. */
export function evolve(stand: Stand | null, id: string, x: Schritt): Stand {
  if (x.art === 'entworfen') return entwurf(stand, id, x);
  if (!stand) throw new Error(`${id}: der Entwurf fehlt`);
  const s = { ...stand, schritte: [...stand.schritte, x] };
  const f = (aendere: (f: Fassung) => Partial<Fassung>): Stand => ({
    ...s,
    fassungen: s.fassungen.map((a) => ('fassung' in x && a.nr === x.fassung ? { ...a, ...aendere(a) } : a)),
  });
  switch (x.art) {
    case 'zurueckgezogen':
      return f(() => ({ zurueckgezogen: true }));
    case 'erklaert':
      return f((a) => ({ erklaert: { ...a.erklaert, [x.seite]: true } }));
    case 'beurkundet':
      return f((a) => ({ urkunde: { ...a.urkunde, [x.seite]: x.dokument } }));
    case 'beschlossen':
      return f((a) => ({ beschlossen: { ...a.beschlossen, [x.seite]: { tag: x.tag, nummer: x.nummer } } }));
    case 'genehmigt':
      return f(() => ({ genehmigt: { behoerde: x.behoerde, tag: x.tag, zeichen: x.zeichen } }));
    case 'bekanntgemacht':
      return f(() => ({ bekanntgemacht: { tag: x.tag, fundstelle: x.fundstelle } }));
    case 'freigeschaltet':
      return f((a) => ({
        freigeschaltet: { ...a.freigeschaltet, [x.seite]: tagOf(x) },
      }));
    case 'nachgewiesen': {
      const neu = { seite: x.seite, was: x.was, tag: x.tag, zeichen: x.zeichen };
      return { ...s, nachweise: [...s.nachweise.filter((n) => n.seite !== x.seite || n.was !== x.was), neu] };
    }
    case 'ausgesetzt':
      return { ...s, pausen: [...s.pausen, { ab: x.ab, bis: x.bis ?? null }] };
    case 'fortgesetzt':
      return { ...s, pausen: s.pausen.map((p) => (liegtIn(x.ab, p) ? { ...p, bis: x.ab } : p)) };
    case 'zurueckgenommen':
      return { ...s, pausen: s.pausen.filter((p) => p.ab !== x.ab) };
    case 'gekuendigt':
      return { ...s, ende: x.zum };
    case 'benannt':
      return { ...s, auslauf: [...s.auslauf, ...x.vorgaenge] };
    case 'gestrichen':
      return { ...s, auslauf: s.auslauf.filter((v) => !x.vorgaenge.includes(v)) };
  }
}

const tagOf = (x: Pick<Schritt, 'at'>): string => localDateOf(Date.parse(x.at), 'Europe/Berlin');

/** Is this day after the first one of the pause, and within it? */
const liegtIn = (tag: string, p: Stand['pausen'][number]): boolean => p.ab < tag && (p.bis === null || tag < p.bis);

function entwurf(stand: Stand | null, id: string, x: Schritt & { art: 'entworfen' }): Stand {
  const { inhalt, text, textHash, fassung: nr, seite: von } = x;
  const leer = {
    erklaert: {},
    beschlossen: {},
    freigeschaltet: {},
    urkunde: {},
    genehmigt: null,
    bekanntgemacht: null,
  };
  const neu: Fassung = { nr, inhalt, text, textHash, von, entworfen: tagOf(x), ...leer, zurueckgezogen: false };
  const basis = stand ?? {
    id,
    parteien: { auftraggeber: inhalt.auftraggeber, auftragnehmer: inhalt.auftragnehmer },
    fassungen: [],
    nachweise: [],
    pausen: [],
    ende: null,
    auslauf: [],
    schritte: [],
  };
  return { ...basis, fassungen: [...basis.fassungen, neu], schritte: [...basis.schritte, x] };
}
