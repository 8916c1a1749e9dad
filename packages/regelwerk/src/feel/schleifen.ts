import { Temporal } from 'temporal-polyfill';
import { verbrauche } from '../werte/lauf.ts';
import {
  artVon,
  istBereich,
  istDatum,
  istKontext,
  istListe,
  istZahl,
  type Lauf,
  leer,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { alleKinder, type Knoten, kinder, lehneAb, normalName, textVon } from './syntax.ts';
import type { Uebersetzer } from './uebersetzer.ts';
import { type Code, type Sicht, sichtMit, type Umgebung, umgebung } from './umgebung.ts';

type Quelle = { readonly name: string; readonly werte: (sicht: Sicht, lauf: Lauf) => Iterable<Wert> | null };

/** Reads `x in ..., y in ...`; a later source may use the names of the earlier ones. */
function quellen(ue: Uebersetzer, knoten: Knoten, u: Umgebung): { quellen: Quelle[]; innen: Umgebung } {
  let innen = u;
  const ergebnis = kinder(knoten).map((teil) => {
    const [name, kontext] = kinder(teil);
    if (!name || !kontext) return lehneAb(ue.quelle, teil, 'syntax', 'Die Schleife ist unvollständig.');
    const [von, bis] = kinder(kontext).map((k) => ue.uebersetze(k, innen));
    if (!von) return lehneAb(ue.quelle, kontext, 'syntax', 'Die Schleife hat keine Werte.');
    const gelesen = normalName(textVon(ue.quelle, name));
    innen = umgebung([gelesen], false, innen);
    return { name: gelesen, werte: bis ? vonBis(von, bis) : einzelne(von) };
  });
  return { quellen: ergebnis, innen };
}

const vonBis =
  (von: Code, bis: Code): Quelle['werte'] =>
  (sicht, lauf) =>
    zaehle(von(sicht, lauf), bis(sicht, lauf), lauf);

const einzelne =
  (code: Code): Quelle['werte'] =>
  (sicht, lauf) => {
    const wert = code(sicht, lauf);
    if (istListe(wert)) return wert;
    if (istBereich(wert) && wert.vonInklusive && wert.bisInklusive) return zaehle(wert.von, wert.bis, lauf);
    return wert === null ? leer(lauf, 'Die Schleife hat keine Liste.') : [wert];
  };

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
      for (let d = von; Temporal.PlainDate.compare(d, bis) * schritt <= 0; d = d.add({ days: schritt })) yield d;
    })();
  }
  return leer(lauf, `Von ${artVon(von)} bis ${artVon(bis)} lässt sich nicht zählen.`);
}

/** Visits every combination; `besuche` answers false to stop. Answers null when a source is no list. */
function durchlaufe(alle: readonly Quelle[], sicht: Sicht, lauf: Lauf, besuche: (s: Sicht) => boolean): boolean | null {
  const [erste, ...weitere] = alle;
  if (!erste) return besuche(sicht);
  const werte = erste.werte(sicht, lauf);
  if (werte === null) return null;
  for (const wert of werte) {
    verbrauche(lauf, 1);
    const weiter = durchlaufe(weitere, sichtMit(sicht, [erste.name, wert]), lauf, besuche);
    if (!weiter) return weiter;
  }
  return true;
}

export function uebersetzeFor(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [kopf, rumpf] = kinder(knoten);
  if (!kopf || !rumpf) return lehneAb(ue.quelle, knoten, 'syntax', 'Die Schleife ist unvollständig.');
  const { quellen: q, innen } = quellen(ue, kopf, u);
  const code = ue.uebersetze(rumpf, umgebung(['partial'], false, innen));
  const mitPartial = /\bpartial\b/.test(textVon(ue.quelle, rumpf));
  return (sicht, lauf) => {
    const ergebnis: Wert[] = [];
    const fertig = durchlaufe(q, sicht, lauf, (s) => {
      if (mitPartial) verbrauche(lauf, ergebnis.length);
      // a copy: the list so far must not grow inside values that already hold it
      ergebnis.push(code(mitPartial ? sichtMit(s, ['partial', [...ergebnis]]) : s, lauf));
      return true;
    });
    return fertig === null ? null : ergebnis;
  };
}

/** `some`/`every` with three values: one true (false) decides; otherwise an undecided one makes the whole undecided. */
export function uebersetzeQuantor(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const entscheidend = alleKinder(knoten)[0]?.name === 'some';
  const [kopf, rumpf] = kinder(knoten);
  if (!kopf || !rumpf) return lehneAb(ue.quelle, knoten, 'syntax', 'Die Bedingung ist unvollständig.');
  const { quellen: q, innen } = quellen(ue, kopf, u);
  const code = ue.uebersetze(rumpf, innen);
  return (sicht, lauf) => {
    let offen = false;
    const fertig = durchlaufe(q, sicht, lauf, (s) => {
      const wert = code(s, lauf);
      offen ||= typeof wert !== 'boolean';
      return wert !== entscheidend;
    });
    if (fertig === false) return entscheidend;
    return fertig === null || offen ? null : !entscheidend;
  };
}

/** `liste[bedingung]` and `liste[n]` (from 1, negative from the end). A single value counts as a list of one. */
export function uebersetzeFilter(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [links, bedingung] = kinder(knoten);
  if (!links || !bedingung) return lehneAb(ue.quelle, knoten, 'syntax', 'Der Filter ist leer.');
  const liste = ue.uebersetze(links, u);
  // the elements' own entries are names too; which ones is known only from the data
  const code = ue.uebersetze(bedingung, umgebung(['item'], true, u));
  const mit = (sicht: Sicht, teil: Wert): Sicht => {
    const aussen = sichtMit(sicht, ['item', teil]);
    return istKontext(teil) ? { werte: teil, eltern: aussen } : aussen;
  };
  return (sicht, lauf) => {
    const wert = liste(sicht, lauf);
    const teile = istListe(wert) ? wert : wert === null ? [] : [wert];
    const treffer: Wert[] = [];
    const probe = teile.length === 0 ? code(mit(sicht, null), { ...lauf, hinweise: [] }) : null;
    if (istZahl(probe)) return null;
    for (const teil of teile) {
      verbrauche(lauf, 1);
      const ergebnis = code(mit(sicht, teil), lauf);
      if (istZahl(ergebnis))
        return ergebnis.isInteger() ? (teile.at(stelle(ergebnis.toNumber(), teile.length)) ?? null) : null;
      if (ergebnis === true) treffer.push(teil);
    }
    return treffer;
  };
}

function stelle(n: number, laenge: number): number {
  if (n === 0 || Math.abs(n) > laenge) return laenge;
  return n > 0 ? n - 1 : n;
}
