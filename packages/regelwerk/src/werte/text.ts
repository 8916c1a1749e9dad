import { datumText, dauerText, fernText, uhrzeitText, zeitpunktText } from './kalendertext.ts';
import { neuerLauf, verbrauche } from './lauf.ts';
import {
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
  istZeitpunkt,
  type Lauf,
  type Wert,
} from './wert.ts';

/**
 * Text of any value as FEEL writes it; texts inside lists and contexts keep their quotes. Every part and its length are charged,
 * before a longer text is made of them.
 */
export function alsText(w: Wert, innen = false, lauf: Lauf = neuerLauf()): string {
  const teil = (wert: Wert): string => alsText(wert, true, lauf);
  const text = einfach(w, innen) ?? zusammengesetzt(w, teil);
  verbrauche(lauf, 1 + text.length / 100);
  return text;
}

function einfach(w: Wert, innen: boolean): string | null {
  if (w === null) return 'null';
  if (typeof w === 'string') return innen ? JSON.stringify(w) : w;
  if (typeof w === 'boolean') return String(w);
  // never with an exponent: a fee of 1e6 is read as such by nobody
  if (istZahl(w)) return w.isZero() ? '0' : w.toFixed();
  const kalender = istMonate(w) || istSekunden(w) ? dauerText(w) : kalendertext(w);
  return kalender !== null && innen ? `@"${kalender}"` : kalender;
}

function zusammengesetzt(w: Wert, teil: (wert: Wert) => string): string {
  if (istListe(w)) return `[${w.map(teil).join(', ')}]`;
  if (istKontext(w)) return `{${[...w].map(([n, wert]) => `${schluessel(n)}: ${teil(wert)}`).join(', ')}}`;
  if (istFunktion(w)) return `function(${w.parameter.join(', ')})`;
  return istBereich(w) ? bereichstext(w, teil) : '';
}

function kalendertext(w: Wert): string | null {
  if (istDatum(w)) return datumText(w);
  if (istUhrzeit(w)) return uhrzeitText(w);
  if (istFern(w)) return fernText(w);
  return istZeitpunkt(w) ? zeitpunktText(w) : null;
}

const schluessel = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name));

function bereichstext(w: Extract<Wert, { art: 'bereich' }>, teil: (wert: Wert) => string): string {
  if (w.zeichen !== null) return `(${w.zeichen} ${teil(w.von ?? w.bis)})`;
  return `${w.vonInklusive ? '[' : '('}${teil(w.von)}..${teil(w.bis)}${w.bisInklusive ? ']' : ')'}`;
}
