import { datumText, dauerText, fernText, uhrzeitText, zeitpunktText } from '../werte/kalendertext.ts';
import type { Lesart, Lesarten } from '../werte/lesart.ts';
import {
  type Bereich,
  istBereich,
  istDatum,
  istFern,
  istFunktion,
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZahl,
  type Wert,
} from '../werte/wert.ts';
import { dauerWort, tagWort, uhrzeitWort, zeitpunktWort } from './kalenderwort.ts';
import { zahlWort } from './zahlwort.ts';

/** Parts that are still told: parts of a value may hold each other many times over, and a sentence has an end. */
type Rest = { teile: number };
const HOECHSTENS = 2_000;

/**
 * A value as a letter would write it, told by its kind: `1.234,50`, `1. Mai 2026`, `ja`, `1 Jahr und 6 Monate`. A text stays as it is,
 * unless it is written like a day: answers of forms are texts. `lesart` knows more: words for texts, cents told as euros, years
 * without points, names of parts.
 */
export const sage = (wert: Wert, lesart: Lesart = {}): string => teil(wert, lesart, { teile: HOECHSTENS });

/** `gefährlich: nein; Nummer: 2` */
export const paare = (werte: Iterable<readonly [string, Wert]>, teile: Lesarten = {}): string =>
  paareBis(werte, teile, { teile: HOECHSTENS });

function teil(wert: Wert, lesart: Lesart, rest: Rest): string {
  rest.teile -= 1;
  if (wert === null) return 'ohne Angabe';
  if (typeof wert === 'boolean') return wert ? 'ja' : 'nein';
  if (istZahl(wert)) return zahlWort(wert, lesart.zahl);
  if (typeof wert === 'string')
    return lesart.worte && Object.hasOwn(lesart.worte, wert) ? (lesart.worte[wert] ?? wert) : zeitpunktWort(wert);
  if (istListe(wert)) return liste(wert, lesart, rest);
  if (istKontext(wert)) return paareBis(wert, lesart.teile ?? {}, rest);
  if (istMonate(wert) || istSekunden(wert)) return dauerWort(dauerText(wert));
  if (istDatum(wert)) return tagWort(datumText(wert));
  if (istUhrzeit(wert)) return uhrzeitWort(uhrzeitText(wert));
  if (istFern(wert)) return zeitpunktWort(fernText(wert));
  if (istFunktion(wert)) return 'eine Rechenvorschrift';
  return istBereich(wert) ? bereich(wert, rest) : zeitpunktWort(zeitpunktText(wert));
}

function liste(werte: readonly Wert[], lesart: Lesart, rest: Rest): string {
  if (werte.length === 0) return 'nichts';
  const teile: string[] = [];
  for (const wert of werte) {
    if (rest.teile <= 0) return `${teile.join(', ')} …`;
    teile.push(innen(wert, lesart, rest));
  }
  return aufzaehlung(teile);
}

function paareBis(werte: Iterable<readonly [string, Wert]>, lesarten: Lesarten, rest: Rest): string {
  const teile: string[] = [];
  for (const [name, wert] of werte) {
    if (rest.teile <= 0) return `${teile.join('; ')} …`;
    const lesart = Object.hasOwn(lesarten, name) ? lesarten[name] : undefined;
    teile.push(`${lesart?.titel ?? name}: ${innen(wert, lesart ?? {}, rest)}`);
  }
  return teile.join('; ');
}

/** What has parts of its own stands in brackets inside another. */
const innen = (wert: Wert, lesart: Lesart, rest: Rest): string =>
  istKontext(wert) ? `(${teil(wert, lesart, rest)})` : teil(wert, lesart, rest);

function bereich({ von, bis, vonInklusive, bisInklusive, zeichen }: Bereich, rest: Rest): string {
  if (zeichen !== null) return `${zeichen} ${innen(von ?? bis, {}, rest)}`;
  const ende = (wert: Wert, dabei: boolean) => `${innen(wert, {}, rest)}${dabei ? '' : ' (ausgenommen)'}`;
  return `von ${ende(von, vonInklusive)} bis ${ende(bis, bisInklusive)}`;
}

const aufzaehlung = (teile: readonly string[]): string =>
  teile.length < 2 ? (teile[0] ?? '') : `${teile.slice(0, -1).join(', ')} und ${teile.at(-1)}`;
