import type { Ausdruck, CompileAusdruck, Stelle } from '../ausdruck.ts';
import { festerText } from '../ausdruck.ts';
import type { Fehler } from '../model.ts';
import type { Xml } from './xml.ts';
import { text } from './xml.ts';

/** The one thing all readers share: the file's root, the compiler of expressions, and the list of reasons to refuse. */
export interface Leser {
  readonly wurzel: Xml;
  readonly fehler: Fehler[];
  readonly compileAusdruck: CompileAusdruck;
  /** stands before the ids of a called process: `<id of the call>/` */
  readonly praefix: string;
  /** name of the file, where it is not the model itself but one that holds processes it calls */
  readonly datei?: string;
  /** only when a foreign model is taken over: what is read with a stand-in, or left out */
  readonly ersatz?: Ersatz;
}

export interface Ersatz {
  readonly knoten: ReadonlySet<string>;
  readonly fluesse: ReadonlySet<string>;
  readonly weg: ReadonlySet<string>;
}

/** The id under which an element of the file lies in the process. */
export function kennung(leser: Leser, el: Xml | undefined): string | undefined {
  const id = el && text(el, 'id');
  return id === undefined ? undefined : leser.praefix + id;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A name that a variable can have. */
export function istName(name: string): boolean {
  return NAME.test(name) && name !== '__proto__';
}

/** Where an element stands, as people find it. */
export function stelleOf({ datei }: Leser, el: Xml): Stelle {
  const name = text(el, 'name');
  return {
    element: text(el, 'id') ?? el.$type,
    ...(name ? { name } : {}),
    ...(datei === undefined ? {} : { datei }),
  };
}

/** What is quoted is there to be found again, not to be read to its end. */
const LANGES = /„([^“]{300})[^“]+“/g;

export function melde(leser: Leser, el: Xml, meldung: string): void {
  leser.fehler.push({ ...stelleOf(leser, el), meldung: meldung.replace(LANGES, '„$1…“') });
}

/** A value as Zeebe writes it: `=` starts an expression, everything else is the text itself. */
export function leseAngabe(leser: Leser, el: Xml, wofuer: string, wert: string): Ausdruck | undefined {
  if (wert.startsWith('=')) return leseFeel(leser, el, wofuer, wert);
  if (wert.includes('${')) {
    melde(leser, el, `${wofuer}: „${wert}“ ist kein FEEL-Ausdruck. Schreiben Sie = und dann den Ausdruck.`);
    return undefined;
  }
  return festerText(wert);
}

/** What is longer belongs into a decision, and would cost more to read than a whole model. */
const AUSDRUCK_LAENGE = 10_000;

/** A FEEL expression, with or without the leading `=`. */
export function leseFeel(leser: Leser, el: Xml, wofuer: string, wert: string): Ausdruck | undefined {
  const feel = wert.replace(/^=/, '').trim();
  if (feel.length > AUSDRUCK_LAENGE) {
    melde(leser, el, `${wofuer}: Der Ausdruck ist zu lang: Er darf höchstens ${AUSDRUCK_LAENGE} Zeichen haben.`);
    return undefined;
  }
  const ergebnis =
    feel === ''
      ? { ok: false as const, meldung: 'Der Ausdruck ist leer.' }
      : leser.compileAusdruck(feel, stelleOf(leser, el));
  if (ergebnis.ok) return { text: feel, fest: false, evaluate: ergebnis.evaluate };
  melde(leser, el, `${wofuer}: Der Ausdruck „${feel}“ ist ungültig. ${ergebnis.meldung}`);
  return undefined;
}

/** A text that must not be an expression, because others look it up when the model is published. */
export function leseFest(leser: Leser, el: Xml, wofuer: string, wert: string | undefined): string | undefined {
  if (wert === undefined) {
    melde(leser, el, `${wofuer} fehlt.`);
    return undefined;
  }
  if (wert.startsWith('=') || wert.includes('${')) {
    melde(leser, el, `${wofuer} darf kein Ausdruck sein: „${wert}“.`);
    return undefined;
  }
  return wert;
}
