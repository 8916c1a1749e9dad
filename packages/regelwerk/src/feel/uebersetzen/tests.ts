import { LEICHT, leer, verbrauche } from '../../werte/lauf.ts';
import { gleich, inBereich } from '../../werte/vergleich.ts';
import { artwort, istBereich, istListe, type Lauf, type Wert } from '../../werte/wert.ts';
import { vergleichMit } from '../operatoren.ts';
import type { Test as TestBaum, Zelle } from '../syntax/baum.ts';
import { type Sicht, sichtMit } from '../umgebung.ts';
import type { Uebersetze } from './uebersetze.ts';

/** A compiled test of one value: true, false, or null when it cannot be said. */
export type Test = (wert: Wert, sicht: Sicht, lauf: Lauf) => boolean | null;

/** A decision table cell. */
export function uebersetzeZelle(ue: Uebersetze, zelle: Zelle): Test {
  if (zelle === '-') return () => true;
  const test = uebersetzeTests(ue, zelle.tests);
  if (!zelle.verneint) return test;
  return (wert, sicht, lauf) => {
    const ergebnis = test(wert, sicht, lauf);
    return ergebnis === null ? null : !ergebnis;
  };
}

/** True when one test holds; otherwise undecided when one is. */
export function uebersetzeTests(ue: Uebersetze, baeume: readonly TestBaum[]): Test {
  const tests = baeume.map((b) => uebersetzeTest(ue, b));
  const [einziger, zweiter] = tests;
  if (einziger && !zweiter) return einziger;
  return (wert, sicht, lauf) => {
    verbrauche(lauf, tests.length * LEICHT);
    let offen = false;
    for (const test of tests) {
      const ergebnis = test(wert, sicht, lauf);
      if (ergebnis) return true;
      offen ||= ergebnis === null;
    }
    return offen ? null : false;
  };
}

function uebersetzeTest(ue: Uebersetze, b: TestBaum): Test {
  const { ausdruck } = b;
  const code = ue(ausdruck);
  // only an expression that asks for the tested value gets a name for it
  const mit = ausdruck.fragt ? (sicht: Sicht, wert: Wert) => sichtMit(sicht, '?', wert) : (sicht: Sicht) => sicht;
  if (b.art === 'vergleich') {
    const { zeichen } = b;
    if (ausdruck.art === 'wert') return (wert, _, lauf) => vergleichMit(zeichen, wert, ausdruck.wert, lauf);
    return (wert, sicht, lauf) => vergleichMit(zeichen, wert, code(mit(sicht, wert), lauf), lauf);
  }
  if (ausdruck.art === 'wert') return (wert, _, lauf) => trifft(wert, ausdruck.wert, lauf);
  if (ausdruck.fragt) {
    return (wert, sicht, lauf) => {
      const ergebnis = code(mit(sicht, wert), lauf);
      if (typeof ergebnis === 'boolean' || ergebnis === null) return ergebnis;
      return leer(lauf, `Die Bedingung ergibt ${artwort(ergebnis)} statt wahr oder falsch.`);
    };
  }
  return (wert, sicht, lauf) => {
    const ergebnis = code(sicht, lauf);
    // a range without an end is no value to compare with
    if (ergebnis === null && ausdruck.art === 'bereich') return null;
    // a condition of its own decides, unless the tested value is itself true or false (DMN 1.5, 7.3.8)
    if (ergebnis === true && typeof wert !== 'boolean') return true;
    if (ergebnis === false && wert !== null && typeof wert !== 'boolean') return null;
    return trifft(wert, ergebnis, lauf);
  };
}

/** null where the value is missing, and with a note where it is of another kind than the pattern. */
function trifft(wert: Wert, muster: Wert, lauf: Lauf): boolean | null {
  const ergebnis = trifftMuster(wert, muster, lauf);
  if (ergebnis !== null || wert === null) return ergebnis;
  return leer(lauf, `${artwort(wert)} lässt sich nicht mit ${artwort(muster)} vergleichen.`);
}

function trifftMuster(wert: Wert, muster: Wert, lauf: Lauf): boolean | null {
  if (istBereich(muster)) return istBereich(wert) ? gleich(wert, muster, lauf) : inBereich(wert, muster, lauf);
  if (istListe(muster)) return inListe(wert, muster, lauf);
  return gleich(wert, muster, lauf);
}

/** A list allows its elements, ranges among them what lies inside; a list of one kind also itself. */
function inListe(wert: Wert, muster: readonly Wert[], lauf: Lauf): boolean | null {
  verbrauche(lauf, muster.length);
  if (istListe(wert) && gleich(wert, muster, lauf) === true) return true;
  return muster.some(
    (teil) => (istBereich(teil) && !istBereich(wert) ? inBereich(wert, teil, lauf) : gleich(wert, teil, lauf)) === true,
  );
}
