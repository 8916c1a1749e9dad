import { Temporal } from 'temporal-polyfill';
import { versuche } from '../../werte/kalender.ts';
import { fehlt, leer, verbrauche } from '../../werte/lauf.ts';
import { vergleiche } from '../../werte/vergleich.ts';
import {
  artwort,
  istBereich,
  istDatum,
  istKontext,
  istListe,
  istZahl,
  type Lauf,
  type Wert,
  Zahl,
} from '../../werte/wert.ts';
import type { Art, Schleife } from '../syntax/baum.ts';
import { type Code, type Sicht, sichtMit } from '../umgebung.ts';
import type { Uebersetze } from './uebersetze.ts';

/** Where a loop variable gets its values; null when they are no list. */
export type Quelle = { readonly name: string; readonly werte: (sicht: Sicht, lauf: Lauf) => Iterable<Wert> | null };

export function quellen(ue: Uebersetze, schleifen: readonly Schleife[]): Quelle[] {
  return schleifen.map(({ name, von, bis }) => {
    const a = ue(von);
    const b = bis && ue(bis);
    return {
      name,
      werte: (sicht, lauf) => (b ? zaehle(a(sicht, lauf), b(sicht, lauf), lauf) : einzelne(a(sicht, lauf), lauf)),
    };
  });
}

export function einzelne(wert: Wert, lauf: Lauf): Iterable<Wert> | null {
  if (istListe(wert)) return wert;
  if (istBereich(wert)) return ausBereich(wert, lauf);
  return wert === null ? fehlt(lauf, 'Die Schleife hat keine Liste.') : [wert];
}

/** Numbers or days of a range without the ends it leaves out; one that is open to a side cannot be counted. */
function ausBereich(b: Extract<Wert, { art: 'bereich' }>, lauf: Lauf): Iterable<Wert> | null {
  if (b.zeichen !== null && b.zeichen !== '=') return leer(lauf, `(${b.zeichen} …) lässt sich nicht zählen.`);
  const um = (w: Wert, schritt: number, inklusive: boolean): Wert => {
    if (inklusive) return w;
    if (istZahl(w)) return w.plus(schritt);
    return istDatum(w) ? versuche(() => w.add({ days: schritt })) : w;
  };
  const [von, bis] = [um(b.von, 1, b.vonInklusive), um(b.bis, -1, b.bisInklusive)];
  // a range goes upwards: between ends that are left out there may be nothing
  return (vergleiche(von, bis, lauf) ?? 0) > 0 ? [] : zaehle(von, bis, lauf);
}

/** Integers or days from one end to the other, in either direction. The budget ends what would not end. */
function zaehle(von: Wert, bis: Wert, lauf: Lauf): Iterable<Wert> | null {
  if (istZahl(von) && istZahl(bis) && von.isInteger() && bis.isInteger()) {
    const schritt = bis.gte(von) ? 1 : -1;
    return (function* () {
      for (let i = new Zahl(von); schritt > 0 ? i.lte(bis) : i.gte(bis); i = i.plus(schritt)) yield i;
    })();
  }
  if (istDatum(von) && istDatum(bis)) {
    const schritt = Temporal.PlainDate.compare(bis, von) >= 0 ? 1 : -1;
    return (function* () {
      // behind the last there may be no further day
      for (let d = von; !d.equals(bis); d = d.add({ days: schritt })) yield d;
      yield bis;
    })();
  }
  const melde = von === null || bis === null ? fehlt : leer;
  return melde(lauf, `Von ${artwort(von)} bis ${artwort(bis)} lässt sich nicht zählen.`);
}

/** Visits every combination; `besuche` answers false to stop. Answers null when a source is no list. */
export function durchlaufe(
  alle: readonly Quelle[],
  sicht: Sicht,
  lauf: Lauf,
  besuche: (s: Sicht) => boolean,
): boolean | null {
  const [erste, ...weitere] = alle;
  if (!erste) return besuche(sicht);
  const werte = erste.werte(sicht, lauf);
  if (werte === null) return null;
  for (const wert of werte) {
    verbrauche(lauf, 1);
    const weiter = durchlaufe(weitere, sichtMit(sicht, erste.name, wert), lauf, besuche);
    if (!weiter) return weiter;
  }
  return true;
}

/** So many elements are copied for the price of one step of a loop. */
const JE_KOPIE = 20;

/** Every result of a loop in order; `partial` is the list so far. */
export function sammle(q: readonly Quelle[], code: Code, mitPartial: boolean): Code {
  return (sicht, lauf) => {
    const ergebnis: Wert[] = [];
    const fertig = durchlaufe(q, sicht, lauf, (s) => {
      // a copy: the list so far must not grow inside values that already hold it
      if (mitPartial) verbrauche(lauf, ergebnis.length / JE_KOPIE);
      ergebnis.push(code(mitPartial ? sichtMit(s, 'partial', [...ergebnis]) : s, lauf));
      return true;
    });
    return fertig === null ? null : ergebnis;
  };
}

export const uebersetzeFor = (ue: Uebersetze, b: Art<'for'>): Code =>
  sammle(quellen(ue, b.schleifen), ue(b.ergebnis), b.mitPartial);

export const uebersetzeQuantor = (ue: Uebersetze, b: Art<'some' | 'every'>): Code =>
  pruefeAlle(quellen(ue, b.schleifen), ue(b.bedingung), b.art);

/** `some`/`every` with three values: one true (false) decides; otherwise an undecided one makes the whole undecided. */
export function pruefeAlle(q: readonly Quelle[], code: Code, art: 'some' | 'every'): Code {
  const entscheidend = art === 'some';
  return (sicht, lauf) => {
    let offen = false;
    const fertig = durchlaufe(q, sicht, lauf, (s) => {
      const wert = code(s, lauf);
      if (typeof wert !== 'boolean') {
        if (wert !== null) leer(lauf, `Die Bedingung ergibt ${artwort(wert)} statt wahr oder falsch.`);
        offen = true;
      }
      return wert !== entscheidend;
    });
    if (fertig === false) return entscheidend;
    return fertig === null || offen ? null : !entscheidend;
  };
}

export const uebersetzeFilter = (ue: Uebersetze, b: Art<'filter'>): Code => {
  const bedingung = ue(b.bedingung);
  // a position is the same for every element and is not asked for each
  const fest = b.bedingung.art === 'wert' && istZahl(b.bedingung.wert) ? b.bedingung.wert : null;
  return filtere(ue(b.links), bedingung, fest);
};

/** `liste[bedingung]` and `liste[n]` (from 1, negative from the end). A single value counts as a list of one. */
export function filtere(liste: Code, bedingung: Code, fest: Wert): Code {
  const mit = (sicht: Sicht, teil: Wert): Sicht => {
    const aussen = sichtMit(sicht, 'item', teil);
    return istKontext(teil) ? { werte: teil, eltern: aussen } : aussen;
  };
  return (sicht, lauf) => {
    const wert = liste(sicht, lauf);
    if (wert === null) return fehlt(lauf, 'Vor dem Filter fehlt eine Liste.');
    const teile = istListe(wert) ? wert : [wert];
    if (istZahl(fest)) return anStelle(teile, fest, lauf);
    // which of the two an expression is shows only its value, and without elements it has to be asked once, too
    if (teile.length === 0) {
      const { hinweise, unmoeglich } = lauf;
      const bisher = hinweise.length;
      const probe = bedingung(mit(sicht, null), lauf);
      hinweise.splice(bisher);
      lauf.unmoeglich = unmoeglich;
      return istZahl(probe) ? anStelle(teile, probe, lauf) : [];
    }
    const treffer: Wert[] = [];
    for (const teil of teile) {
      verbrauche(lauf, 1);
      const ergebnis = bedingung(mit(sicht, teil), lauf);
      if (istZahl(ergebnis)) return anStelle(teile, ergebnis, lauf);
      if (ergebnis === true) treffer.push(teil);
      else if (ergebnis !== false && ergebnis !== null)
        return leer(lauf, `Ein Filter ergibt ${artwort(ergebnis)} statt wahr oder falsch.`);
    }
    return treffer;
  };
}

function anStelle(teile: readonly Wert[], n: InstanceType<typeof Zahl>, lauf: Lauf): Wert {
  if (!n.isInteger() || n.isZero() || n.abs().gt(teile.length))
    return fehlt(lauf, `Die Liste mit ${teile.length} Werten hat keine Stelle ${n.toString()}.`);
  return teile.at(n.isNegative() ? n.toNumber() : n.toNumber() - 1) ?? null;
}
