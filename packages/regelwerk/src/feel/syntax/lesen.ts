import { namenOhneForm, type Typsuche, type Umgebung, umgebung } from '../umgebung.ts';
import { Ablehnung } from './ablehnung.ts';
import type { Baum, Rechenschritt, Rechenzeichen, Zelle } from './baum.ts';
import { leseMitAnhang } from './einfach.ts';
import { leseInTests, leseTests, nimmVergleich } from './klammern.ts';
import {
  baum,
  geschachtelt,
  HOECHSTLAENGE,
  type Leser,
  nimm,
  nimmWort,
  tiefer,
  unverstaendlich,
  verlange,
  verlangeWort,
  versuche,
  vorne,
} from './leser.ts';
import { leseTyp } from './typ.ts';

/** What is known besides the names: types of the model, and names of entries that occur anywhere in it. */
export type Wissen = {
  readonly typen: Typsuche;
  readonly felder: Iterable<string>;
  /** functions whose names have several words */
  readonly funktionen: readonly string[];
  readonly nachsichtig?: boolean;
};

/** Parses one expression completely; anything left over, too long or too deep is refused. */
export function lies(text: string, u: Umgebung, wissen: Wissen): Baum {
  const l = leser(text, wissen);
  const b = leseAusdruck(l, u);
  if (vorne(l) !== '') unverstaendlich(l);
  return b;
}

/** Parses a cell of a decision table: `-`, `not(...)`, or tests of which one must hold. */
export function liesZelle(text: string, u: Umgebung, wissen: Wissen): Zelle {
  const l = leser(text, wissen);
  if (text.trim() === '-') return '-';
  const verneint = versuche(l, () => {
    verlangeWort(l, 'not');
    verlange(l, '(');
    const tests = leseTests(l, u, leseAusdruck);
    verlange(l, ')');
    return vorne(l) === '' ? tests : unverstaendlich(l);
  });
  if (verneint) return { verneint: true, tests: verneint };
  const tests = leseTests(l, u, leseAusdruck);
  if (vorne(l) !== '') unverstaendlich(l);
  return { verneint: false, tests };
}

function leser(text: string, wissen: Wissen): Leser {
  if (text.length > HOECHSTLAENGE)
    throw new Ablehnung('zu-lang', `Der Ausdruck ist länger als ${HOECHSTLAENGE} Zeichen.`);
  if (text.trim() === '') throw new Ablehnung('leer', 'Der Ausdruck ist leer.');
  return {
    text,
    stelle: 0,
    tiefe: 0,
    rest: 1000 + 20 * text.length,
    amEnde: false,
    nachsichtig: wissen.nachsichtig === true,
    typen: wissen.typen,
    funktionen: wissen.funktionen,
    felder: new Set(wissen.felder),
    ausdruck: leseAusdruck,
    summe: leseSumme,
  };
}

/** Disjunction, the loosest binding of all. */
function leseAusdruck(l: Leser, u: Umgebung): Baum {
  return tiefer(l, () => kette(l, u, 'or', 'oder', leseUnd));
}

const leseUnd = (l: Leser, u: Umgebung): Baum => kette(l, u, 'and', 'und', leseVergleich);

function kette(l: Leser, u: Umgebung, wort: string, art: 'und' | 'oder', teil: Leser['ausdruck']): Baum {
  vorne(l);
  const stelle = l.stelle;
  const erster = teil(l, u);
  const teile = [erster];
  while (nimmWort(l, wort)) teile.push(teil(l, u));
  return teile.length === 1 ? erster : baum(l, stelle, u, teile, { art, teile });
}

function leseVergleich(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  let links = leseSumme(l, u);
  for (;;) {
    const zeichen = nimmVergleich(l);
    if (zeichen) {
      const rechts = leseSumme(l, u);
      links = baum(l, stelle, u, [links, rechts], { art: 'vergleich', zeichen, links, rechts });
    } else if (nimmWort(l, 'between')) {
      const von = leseSumme(l, u);
      verlangeWort(l, 'and');
      const bis = leseSumme(l, u);
      links = baum(l, stelle, u, [links, von, bis], { art: 'zwischen', wert: links, von, bis });
    } else if (nimmWort(l, 'in')) {
      // each test may ask for the value by `?`; that is no question of the cell around it
      const tests = leseInTests(l, umgebung(namenOhneForm(['?']), false, u));
      const { fragt } = links;
      links = {
        ...baum(l, stelle, u, [links, ...tests.map((t) => t.ausdruck)], { art: 'in', wert: links, tests }),
        fragt,
      };
    } else return links;
  }
}

const leseSumme = (l: Leser, u: Umgebung): Baum => rechnung(l, u, ['+', '-'], leseProdukt);
const leseProdukt = (l: Leser, u: Umgebung): Baum => rechnung(l, u, ['*', '/'], lesePotenz);
const lesePotenz = (l: Leser, u: Umgebung): Baum => rechnung(l, u, ['**'], leseInstanz);

function rechnung(l: Leser, u: Umgebung, zeichen: readonly Rechenzeichen[], teil: Leser['ausdruck']): Baum {
  vorne(l);
  const stelle = l.stelle;
  const erster = teil(l, u);
  const weitere: Rechenschritt[] = [];
  for (;;) {
    vorne(l);
    const z = zeichen.find((x) => l.text.startsWith(x, l.stelle) && !(x === '*' && l.text[l.stelle + 1] === '*'));
    if (!z) break;
    l.stelle += z.length;
    weitere.push({ zeichen: z, wert: teil(l, u) });
  }
  if (weitere.length === 0) return erster;
  const kinder = [erster, ...weitere.map((w) => w.wert)];
  return baum(l, stelle, u, kinder, { art: 'rechnung', erster, weitere });
}

function leseInstanz(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  let wert = leseMinus(l, u);
  while (nimmWort(l, 'instance')) {
    verlangeWort(l, 'of');
    wert = baum(l, stelle, u, [wert], { art: 'instanz', wert, typ: leseTyp(l) });
  }
  return wert;
}

/** Signs bind tighter than powers: `-2 ** 2` is 4 (DMN 1.5, 10.3.1.2, rules 4 and 25). */
function leseMinus(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  if (!nimm(l, '-')) return leseMitAnhang(l, u);
  const wert = geschachtelt(l, () => leseMinus(l, u));
  return baum(l, stelle, u, [wert], { art: 'minus', wert });
}
