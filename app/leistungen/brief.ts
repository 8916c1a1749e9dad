import type { Json } from '@rathausverbund/regelwerk';
import type { Variablen } from './ausdruck.ts';
import { compileTeil } from './brief/baum.ts';
import type { Lage, Luecke, Umfeld } from './brief/teil.ts';
import { START_NAMEN, type Werte } from './startwerte.ts';

/** What a letter is in law: certificate without remedy, Verwaltungsakt, or a letter of the procedure. */
export type Briefart = 'bescheinigung' | 'verwaltungsakt' | 'verfahrensbrief';

export type Geschrieben =
  | { ok: true; titel: string; betreff: string; inhalt: Record<string, Json> }
  | {
      ok: false;
      code: 'brief-unvollstaendig';
      brief: string;
      pfad: string;
      meldung: string;
      /** every place at fault, the first one being the one that is told */
      luecken: readonly Luecke[];
    };

/** What a step says that cannot be written with the values that are there. */
export const unvollstaendig = (was: string, meldung: string) => `${was} ist nicht vollständig: ${meldung}`;
/** Whether that is what an incident says. */
export const istUnvollstaendig = (meldung: string) => meldung.includes(unvollstaendig('', ''));

/** A letter of a Leistung: `briefe/NAME.typ` places what `briefe/NAME.yaml` says. */
export interface Brief {
  readonly name: string;
  readonly art: Briefart;
  /** for lists of documents */
  readonly titel: string;
  /** who worked on it signs, before the body seals: a decision for which the law asks the written form (§ 3a Abs. 2 VwVfG) */
  readonly unterschrift: boolean;
  /** main Typst file, a key of `Leistung.quellen` */
  readonly haupt: string;
  /**
   * The letter's subject and `inhalt` from the variables of the process and `BRIEF_NAMEN`. Refused with the place in
   * the mapping when something the letter needs is missing: no letter goes out with a gap.
   */
  schreibe(variablen: Variablen): Geschrieben;
}

/** What every letter knows over the variables of the process, with its entries. */
export const BRIEF_FELDER = {
  vorgang: ['aktenzeichen', 'eingangstag', 'registerNummer'],
  oertlich: ['name', 'kurzname'],
  zustaendig: ['name', 'ort'],
  stelle: ['name'],
  heute: [],
  faellig: [],
  zahlung: ['kassenzeichen', 'glaeubigerId', 'mandatsreferenz', 'zahlweg'],
} as const;
export type Briefwerte = Werte<typeof BRIEF_FELDER>;

/** Names only letters know: no variable of a process may be called so. */
export const BRIEF_NAMEN: readonly string[] = Object.keys(BRIEF_FELDER).filter((n) => !START_NAMEN.includes(n));

const ARTEN: readonly Briefart[] = ['bescheinigung', 'verwaltungsakt', 'verfahrensbrief'];

export interface BriefQuelle {
  name: string;
  /** parsed briefe/NAME.yaml */
  zuordnung: unknown;
  /** text of briefe/NAME.typ */
  vorlage: string;
}

/** Compiles a letter and checks that mapping and template fit; faults go to `umfeld.melde` with the path in the YAML. */
export function compileBrief(quelle: BriefQuelle, umfeld: Umfeld): Brief | undefined {
  const { name, zuordnung, vorlage } = quelle;
  if (typeof zuordnung !== 'object' || zuordnung === null || Array.isArray(zuordnung))
    return void umfeld.melde('/', 'Hier müssen art, titel, betreff und inhalt stehen.');
  const { art, titel, betreff, inhalt, unterschrift = false, ...rest } = zuordnung as Record<string, unknown>;
  for (const n of Object.keys(rest))
    umfeld.melde(n, 'Unbekannter Schlüssel. Erlaubt: art, titel, betreff, inhalt, unterschrift.');
  const briefart = ARTEN.find((a) => a === art);
  if (!briefart) return void umfeld.melde('art', `Möglich: ${ARTEN.join(', ')}.`);
  if (typeof titel !== 'string' || titel.trim() === '') return void umfeld.melde('titel', 'Der Titel fehlt.');
  if (typeof unterschrift !== 'boolean') umfeld.melde('unterschrift', 'Möglich: true, false.');
  if (typeof inhalt !== 'object' || inhalt === null || Array.isArray(inhalt))
    return void umfeld.melde('inhalt', 'Hier muss ein Abschnitt stehen.');
  checkVorlage(vorlage, briefart, inhalt as Record<string, unknown>, umfeld);
  const betreffTeil = compileTeil(betreff, 'betreff', umfeld);
  const inhaltTeil = compileTeil(inhalt, 'inhalt', umfeld);

  const schreibe = (variablen: Variablen): Geschrieben => {
    const lage: Lage = { variablen, formular: umfeld.formular, luecken: [], je: [] };
    const zeile = betreffTeil(lage, 'betreff');
    const geschrieben = inhaltTeil(lage, 'inhalt');
    if (typeof zeile !== 'string')
      lage.luecken.push({ pfad: 'betreff', meldung: 'Der Betreff ist kein Text.', ausdruecke: [] });
    const [f] = lage.luecken;
    if (f)
      return {
        ok: false,
        code: 'brief-unvollstaendig',
        brief: name,
        pfad: f.pfad,
        meldung: unvollstaendig(`Der Brief „${titel}“`, f.meldung),
        luecken: lage.luecken,
      };
    return { ok: true, titel, betreff: String(zeile), inhalt: geschrieben as Record<string, Json> };
  };
  return { name, art: briefart, titel, unterschrift: unterschrift === true, haupt: `/${name}.typ`, schreibe };
}

/** The template's demands against the mapping: what it reads must be delivered, what is delivered must be read. */
function checkVorlage(typ: string, art: Briefart, inhalt: Record<string, unknown>, { melde }: Umfeld): void {
  const ohneKommentar = typ.replace(/^\s*\/\/.*$/gm, '');
  const istAkt = /#verwaltungsakt\(\)/.test(ohneKommentar);
  if (istAkt !== (art === 'verwaltungsakt'))
    melde('art', `Die Vorlage ist ${istAkt ? 'ein' : 'kein'} Verwaltungsakt, die Zuordnung sagt „${art}“.`);
  const kann = new Set([...ohneKommentar.matchAll(/\binhalt\.at\("(\w+)"/g)].map((m) => m[1] ?? ''));
  const muss = new Set(
    [...ohneKommentar.matchAll(/\binhalt\.(?!at\()(\w+)/g)].map((m) => m[1] ?? '').filter((n) => !kann.has(n)),
  );
  for (const n of muss) {
    if (!Object.hasOwn(inhalt, n)) melde(`inhalt.${n}`, 'Die Vorlage braucht diese Angabe.');
    else if (istBedingt(inhalt[n]))
      melde(`inhalt.${n}`, 'Die Vorlage braucht diese Angabe immer; sie darf keine Bedingung haben.');
  }
  for (const n of Object.keys(inhalt))
    if (!muss.has(n) && !kann.has(n)) melde(`inhalt.${n}`, 'Die Vorlage liest diese Angabe nicht.');
}

const istBedingt = (q: unknown): boolean => typeof q === 'object' && q !== null && Object.hasOwn(q, 'wenn');
