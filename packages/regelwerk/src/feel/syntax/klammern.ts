import type { Vergleichszeichen } from '../../werte/wert.ts';
import { type Umgebung, umgebung } from '../umgebung.ts';
import { lehneAb } from './ablehnung.ts';
import type { Baum, Eintrag, Schleife, Test, Uebergabe } from './baum.ts';
import { formAus } from './form.ts';
import { baum, type Leser, nimm, tiefer, unverstaendlich, verlange, versuche, vorne } from './leser.ts';
import { leseNeuenNamen } from './namen.ts';
import { leseText } from './text.ts';
import { textAn } from './zeichen.ts';

const ZEICHEN: readonly Vergleichszeichen[] = ['<=', '>=', '!=', '<', '>', '='];

export function nimmVergleich(l: Leser): Vergleichszeichen | null {
  return ZEICHEN.find((z) => nimm(l, z)) ?? null;
}

/** `(a)`, `(a..b]` or `(< 10)`. */
export function leseRund(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  verlange(l, '(');
  return tiefer(l, () => {
    const zeichen = nimmVergleich(l);
    if (zeichen) {
      const wert = l.summe(l, u);
      verlange(l, ')');
      return baum(l, stelle, u, [wert], { art: 'vergleichsbereich', zeichen, wert });
    }
    const innen = l.ausdruck(l, u);
    if (nimm(l, '..')) return bereichAb(l, stelle, u, innen, false);
    verlange(l, ')');
    return innen;
  });
}

/** `[a, b]`, `[a..b]`, `[]`. */
export function leseEckig(l: Leser, u: Umgebung): Baum {
  const stelle = l.stelle;
  verlange(l, '[');
  return tiefer(l, () => {
    if (nimm(l, ']')) return baum(l, stelle, u, [], { art: 'liste', teile: [] });
    const teile = [element(l, u)];
    if (nimm(l, '..')) return bereichAb(l, stelle, u, teile[0] as Baum, true);
    while (nimm(l, ',')) teile.push(element(l, u));
    verlange(l, ']');
    return baum(l, stelle, u, teile, { art: 'liste', teile });
  });
}

/** `]a..b]`: open at its beginning. */
export function leseOffenen(l: Leser, u: Umgebung): Baum {
  const stelle = l.stelle;
  verlange(l, ']');
  return tiefer(l, () => {
    const von = l.summe(l, u);
    verlange(l, '..');
    return bereichAb(l, stelle, u, von, false);
  });
}

function element(l: Leser, u: Umgebung): Baum {
  vorne(l);
  const stelle = l.stelle;
  const zeichen = nimmVergleich(l);
  if (!zeichen) return l.ausdruck(l, u);
  const wert = l.summe(l, u);
  return baum(l, stelle, u, [wert], { art: 'vergleichsbereich', zeichen, wert });
}

function bereichAb(l: Leser, stelle: number, u: Umgebung, von: Baum, vonInklusive: boolean): Baum {
  const ende = versuche(l, () => bereichsende(l, u)) ?? kurzesEnde(l, u);
  return baum(l, stelle, u, [von, ende.bis], { art: 'bereich', von, vonInklusive, ...ende });
}

function bereichsende(l: Leser, u: Umgebung): { bis: Baum; bisInklusive: boolean } {
  const bis = l.summe(l, u);
  if (nimm(l, ']')) return { bis, bisInklusive: true };
  if (!nimm(l, ')') && !nimm(l, '[')) unverstaendlich(l);
  return { bis, bisInklusive: false };
}

/** `[1..10[`: the bracket behind the end is no filter. */
function kurzesEnde(l: Leser, u: Umgebung): { bis: Baum; bisInklusive: boolean } {
  l.amEnde = true;
  const ende = bereichsende(l, u);
  l.amEnde = false;
  return ende;
}

/** `{a: 1, "b c": a + 1}`: every entry sees those before it. */
export function leseKontext(l: Leser, u: Umgebung): Baum {
  const stelle = l.stelle;
  verlange(l, '{');
  return tiefer(l, () => {
    const eintraege: Eintrag[] = [];
    const namen = new Set<string>();
    let innen = u;
    if (!nimm(l, '}')) {
      do {
        const name = schluessel(l);
        if (namen.has(name))
          lehneAb(l.text, l.stelle, 'doppelter-name', `Der Name „${name}“ steht zweimal im selben Kontext.`);
        verlange(l, ':');
        const wert = l.ausdruck(l, innen);
        eintraege.push({ name, wert });
        namen.add(name);
        l.felder.add(name);
        innen = umgebung(new Map([[name, formAus(wert)]]), false, innen);
      } while (nimm(l, ','));
      verlange(l, '}');
    }
    return baum(
      l,
      stelle,
      u,
      eintraege.map((e) => e.wert),
      { art: 'kontext', eintraege },
    );
  });
}

function schluessel(l: Leser): string {
  vorne(l);
  const text = textAn(l.text, l.stelle);
  if (text === '') return leseNeuenNamen(l, ':') ?? unverstaendlich(l);
  l.stelle += text.length;
  return leseText(text);
}

/** `(a, b)` or `(name: a)` behind a function. */
export function leseUebergaben(l: Leser, u: Umgebung): Uebergabe[] {
  verlange(l, '(');
  return tiefer(l, () => {
    const werte: Uebergabe[] = [];
    if (nimm(l, ')')) return werte;
    do {
      vorne(l);
      const anfang = l.stelle;
      const name = leseNeuenNamen(l, ':');
      if (name === null || !nimm(l, ':')) {
        l.stelle = anfang;
        werte.push({ name: null, wert: element(l, u) });
      } else werte.push({ name, wert: element(l, u) });
    } while (nimm(l, ','));
    verlange(l, ')');
    return werte;
  });
}

/** The tests behind `in`: several in brackets, one range, or one test without brackets. */
export function leseInTests(l: Leser, u: Umgebung): Test[] {
  if (vorne(l) === '(') {
    const tests = versuche(l, () => {
      verlange(l, '(');
      const liste = tiefer(l, () => leseTests(l, u, l.ausdruck));
      verlange(l, ')');
      return liste;
    });
    if (tests) return tests;
  }
  return [leseTest(l, u, l.summe)];
}

/** One or more tests separated by commas. */
export function leseTests(l: Leser, u: Umgebung, ausdruck: Leser['ausdruck']): Test[] {
  const tests = [leseTest(l, u, ausdruck)];
  while (nimm(l, ',')) tests.push(leseTest(l, u, ausdruck));
  return tests;
}

function leseTest(l: Leser, u: Umgebung, ausdruck: Leser['ausdruck']): Test {
  const zeichen = nimmVergleich(l);
  return zeichen
    ? { art: 'vergleich', zeichen, ausdruck: l.summe(l, u) }
    : { art: 'ausdruck', ausdruck: ausdruck(l, u) };
}

/** `x in liste, y in 1..3`: each sees the names before it. Answers the names for what follows, too. */
export function leseSchleifen(l: Leser, u: Umgebung): { schleifen: Schleife[]; innen: Umgebung } {
  const schleifen: Schleife[] = [];
  let innen = u;
  do {
    const name = leseNeuenNamen(l, '', 'in') ?? unverstaendlich(l);
    l.stelle += 'in'.length;
    const von = l.ausdruck(l, innen);
    const bis = nimm(l, '..') ? l.ausdruck(l, innen) : null;
    schleifen.push({ name, von, bis });
    innen = umgebung(new Map([[name, bis ? null : formAus(von)]]), false, innen);
  } while (nimm(l, ','));
  return { schleifen, innen };
}
