import { leseKalender } from '../../werte/kalenderwert.ts';
import { Zahl } from '../../werte/wert.ts';
import { alleNamen, laengsterName, type Umgebung, umgebung } from '../umgebung.ts';
import { lehneAb } from './ablehnung.ts';
import type { Baum, Parameter } from './baum.ts';
import { formAus, formAusTyp } from './form.ts';
import { leseEckig, leseKontext, leseOffenen, leseRund, leseSchleifen, leseUebergaben } from './klammern.ts';
import {
  baum,
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
import { leseFeldname, leseName, leseNeuenNamen } from './namen.ts';
import { leseText } from './text.ts';
import { leseTyp } from './typ.ts';
import { textAn, wortAn, zahlAn } from './zeichen.ts';

/** A value with what hangs on it: `.name`, `[filter]`, `(werte)`. */
export function leseMitAnhang(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  let b = leseEinfach(l, u);
  for (;;) {
    const zeichen = vorne(l);
    if (zeichen === '.' && l.text[l.stelle + 1] !== '.') {
      l.stelle += 1;
      b = baum(l, stelle, u, [b], { art: 'pfad', links: b, name: leseFeldname(l, formAus(b)) });
    } else if (zeichen === '[' && !l.amEnde) {
      b = filter(l, stelle, u, b);
    } else if (zeichen === '(') {
      const werte = leseUebergaben(l, u);
      b = baum(l, stelle, u, [b, ...werte.map((w) => w.wert)], { art: 'aufruf', ziel: b, werte });
    } else return b;
  }
}

/** Inside the brackets the entries of the element are names, and the element itself is `item`. */
function filter(l: Leser, stelle: number, u: Umgebung, links: Baum): Baum {
  verlange(l, '[');
  return tiefer(l, () => {
    const form = formAus(links);
    const innen = umgebung(new Map([['item', form], ...(form ?? [])]), form === null, u);
    const bedingung = l.ausdruck(l, innen);
    verlange(l, ']');
    return baum(l, stelle, u, [links, bedingung], { art: 'filter', links, bedingung });
  });
}

function leseEinfach(l: Leser, u: Umgebung): Baum {
  const zeichen = vorne(l);
  const stelle = l.stelle;
  if (zeichen === '(') return leseRund(l, u);
  if (zeichen === '[') return leseEckig(l, u);
  if (zeichen === ']') return leseOffenen(l, u);
  if (zeichen === '{') return leseKontext(l, u);
  if (zeichen === '"') return baum(l, stelle, u, [], { art: 'wert', wert: nimmText(l) });
  if (zeichen === '@') {
    l.stelle += 1;
    vorne(l);
    const wert = leseKalender(nimmText(l));
    if (wert === null) lehneAb(l.text, stelle, 'kein-datum', 'Nach „@“ steht kein Datum, keine Zeit und keine Dauer.');
    return baum(l, stelle, u, [], { art: 'wert', wert });
  }
  const zahl = zahlAn(l.text, stelle);
  if (zahl !== '') {
    l.stelle += zahl.length;
    const wert = new Zahl(zahl).toSignificantDigits(34);
    if (!wert.isFinite()) lehneAb(l.text, stelle, 'zahl-zu-gross', 'Die Zahl ist zu groß.');
    return baum(l, stelle, u, [], { art: 'wert', wert });
  }
  return leseWort(l, u, stelle);
}

function nimmText(l: Leser): string {
  const text = textAn(l.text, l.stelle);
  if (text === '') unverstaendlich(l);
  l.stelle += text.length;
  return leseText(text);
}

const KONSTANTEN = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function leseWort(l: Leser, u: Umgebung, stelle: number): Baum {
  const wort = wortAn(l.text, stelle);
  if (wort === 'function' && /^function\s*\(/.test(l.text.slice(stelle, stelle + 50)))
    return leseFunktion(l, u, stelle);
  const konstante = KONSTANTEN.get(wort);
  const form = FORMEN.get(wort);
  if (konstante === undefined && !form) return baum(l, stelle, u, [], { art: 'name', name: leseName(l, u) });
  // a name of several words may begin with such a word: it is one where the words are no expression of their own
  const bekannt = laengsterName(l.text, stelle, alleNamen(u));
  const alsName = bekannt !== null && bekannt.ende > stelle + wort.length ? bekannt : null;
  l.stelle += wort.length;
  if (!alsName) return form ? form(l, u, stelle) : baum(l, stelle, u, [], { art: 'wert', wert: konstante ?? null });
  const gelesen = form ? versuche(l, () => form(l, u, stelle)) : null;
  if (gelesen) return gelesen;
  l.stelle = alsName.ende;
  return baum(l, stelle, u, [], { art: 'name', name: alsName.name });
}

type Form = (l: Leser, u: Umgebung, stelle: number) => Baum;
const FORMEN: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['if', leseWenn],
  ['for', leseFor],
  ['some', (l, u, stelle) => leseQuantor(l, u, stelle, 'some')],
  ['every', (l, u, stelle) => leseQuantor(l, u, stelle, 'every')],
]);

function leseWenn(l: Leser, u: Umgebung, stelle: number): Baum {
  const bedingung = l.ausdruck(l, u);
  verlangeWort(l, 'then');
  const dann = l.ausdruck(l, u);
  verlangeWort(l, 'else');
  const sonst = l.ausdruck(l, u);
  return baum(l, stelle, u, [bedingung, dann, sonst], { art: 'wenn', bedingung, dann, sonst });
}

function leseFor(l: Leser, u: Umgebung, stelle: number): Baum {
  const { schleifen, innen } = leseSchleifen(l, u);
  verlangeWort(l, 'return');
  const anfang = l.stelle;
  const ergebnis = l.ausdruck(l, umgebung(new Map([['partial', null]]), false, innen));
  const mitPartial = /\bpartial\b/.test(l.text.slice(anfang, l.stelle));
  const kinder = schleifen.flatMap((s) => (s.bis ? [s.von, s.bis] : [s.von]));
  return baum(l, stelle, u, [...kinder, ergebnis], { art: 'for', schleifen, ergebnis, mitPartial });
}

function leseQuantor(l: Leser, u: Umgebung, stelle: number, art: 'some' | 'every'): Baum {
  const { schleifen, innen } = leseSchleifen(l, u);
  verlangeWort(l, 'satisfies');
  const bedingung = l.ausdruck(l, innen);
  const kinder = schleifen.flatMap((s) => (s.bis ? [s.von, s.bis] : [s.von]));
  return baum(l, stelle, u, [...kinder, bedingung], { art, schleifen, bedingung });
}

/** `function(x: number, y) x + y`, or `external {java: …}`. */
function leseFunktion(l: Leser, u: Umgebung, stelle: number): Baum {
  verlangeWort(l, 'function');
  verlange(l, '(');
  const parameter: Parameter[] = [];
  if (!nimm(l, ')')) {
    do {
      const name = leseNeuenNamen(l, ',:)') ?? unverstaendlich(l);
      parameter.push({ name, typ: nimm(l, ':') ? leseTyp(l) : null });
    } while (nimm(l, ','));
    verlange(l, ')');
  }
  if (nimmWort(l, 'external')) {
    const angaben = l.ausdruck(l, u);
    return baum(l, stelle, u, [angaben], { art: 'extern', parameter, angaben });
  }
  const innen = umgebung(new Map(parameter.map((p) => [p.name, formAusTyp(p.typ)])), false, u);
  const rumpf = l.ausdruck(l, innen);
  return baum(l, stelle, u, [rumpf], { art: 'funktion', parameter, rumpf });
}
