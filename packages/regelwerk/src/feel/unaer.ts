import { gleich, inBereich } from '../werte/vergleich.ts';
import { istBereich, istListe, type Lauf, type Wert } from '../werte/wert.ts';
import { vergleichMit } from './operatoren.ts';
import { alleKinder, type Knoten, kinder, lehneAb, textVon } from './syntax.ts';
import type { Uebersetzer } from './uebersetzer.ts';
import { type Sicht, sichtMit, type Umgebung, umgebung } from './umgebung.ts';

/** A compiled test of one value: true, false, or null when it cannot be said. */
export type Test = (wert: Wert, sicht: Sicht, lauf: Lauf) => boolean | null;

/** Top of a decision table cell: `-`, `not(...)`, or tests of which one must hold. */
export function uebersetzeUnaer(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Test {
  const teile = alleKinder(knoten).filter((k) => !k.name.endsWith('Comment'));
  const erstes = teile[0];
  if (erstes?.name === 'Wildcard') return () => true;
  const tests = teile.find((k) => k.name === 'PositiveUnaryTests');
  if (!tests) return lehneAb(ue.quelle, knoten, 'syntax', 'Der Eintrag ist keine Bedingung.');
  const test = uebersetzeTests(ue, kinder(tests), u);
  if (erstes?.name !== 'not') return test;
  return (wert, sicht, lauf) => {
    const ergebnis = test(wert, sicht, lauf);
    return ergebnis === null ? null : !ergebnis;
  };
}

export function uebersetzeTests(ue: Uebersetzer, knoten: readonly Knoten[], u: Umgebung): Test {
  const tests = knoten.map((k) => uebersetzeTest(ue, k, u));
  return (wert, sicht, lauf) => {
    let offen = false;
    for (const test of tests) {
      const ergebnis = test(wert, sicht, lauf);
      if (ergebnis) return true;
      offen ||= ergebnis === null;
    }
    return offen ? null : false;
  };
}

function uebersetzeTest(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Test {
  if (knoten.name === 'PositiveUnaryTest') {
    const [innen] = kinder(knoten);
    if (!innen) return lehneAb(ue.quelle, knoten, 'syntax', 'Die Bedingung ist leer.');
    return uebersetzeTest(ue, innen, u);
  }
  const innen = umgebung(['?'], false, u);
  if (knoten.name === 'SimplePositiveUnaryTest') {
    const [zeichen, ausdruck] = kinder(knoten);
    if (zeichen?.name === 'CompareOp' && ausdruck) {
      const vergleich = textVon(ue.quelle, zeichen);
      const code = ue.uebersetze(ausdruck, innen);
      return (wert, sicht, lauf) => vergleichMit(vergleich, wert, code(sichtMit(sicht, ['?', wert]), lauf), lauf);
    }
  }
  const code = ue.uebersetze(knoten, innen);
  const fragt = enthaelt(knoten, '?');
  return (wert, sicht, lauf) => {
    const ergebnis = code(sichtMit(sicht, ['?', wert]), lauf);
    if (fragt) return typeof ergebnis === 'boolean' ? ergebnis : null;
    return trifft(wert, ergebnis);
  };
}

function trifft(wert: Wert, muster: Wert): boolean | null {
  if (istBereich(muster) && !istBereich(wert)) return inBereich(wert, muster);
  if (istListe(muster) && !istListe(wert)) return muster.some((teil) => trifft(wert, teil) === true);
  return gleich(wert, muster);
}

function enthaelt(knoten: Knoten, name: string): boolean {
  return knoten.name === name || alleKinder(knoten).some((k) => enthaelt(k, name));
}
