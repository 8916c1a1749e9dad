import { datumText, dauerText, fernText, uhrzeitText, zeitpunktText } from './kalendertext.ts';
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
  type Wert,
} from './wert.ts';

/** Text of any value as FEEL writes it; texts inside lists and contexts keep their quotes. */
export function alsText(w: Wert, innen = false): string {
  if (w === null) return 'null';
  if (typeof w === 'string') return innen ? JSON.stringify(w) : w;
  if (typeof w === 'boolean') return String(w);
  // never with an exponent: a fee of 1e6 is read as such by nobody
  if (istZahl(w)) return w.isZero() ? '0' : w.toFixed();
  if (istListe(w)) return `[${w.map((teil) => alsText(teil, true)).join(', ')}]`;
  if (istKontext(w)) return `{${[...w].map(([n, teil]) => `${schluessel(n)}: ${alsText(teil, true)}`).join(', ')}}`;
  if (istMonate(w) || istSekunden(w)) return innen ? `@"${dauerText(w)}"` : dauerText(w);
  const kalender = kalendertext(w);
  if (kalender !== null) return innen ? `@"${kalender}"` : kalender;
  if (istFunktion(w)) return `function(${w.parameter.join(', ')})`;
  if (istBereich(w)) return bereichstext(w);
  return '';
}

function kalendertext(w: Wert): string | null {
  if (istDatum(w)) return datumText(w);
  if (istUhrzeit(w)) return uhrzeitText(w);
  if (istFern(w)) return fernText(w);
  return istZeitpunkt(w) ? zeitpunktText(w) : null;
}

const schluessel = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name));

function bereichstext(w: Extract<Wert, { art: 'bereich' }>): string {
  if (w.zeichen !== null) return `(${w.zeichen} ${alsText(w.von ?? w.bis, true)})`;
  return `${w.vonInklusive ? '[' : '('}${alsText(w.von, true)}..${alsText(w.bis, true)}${w.bisInklusive ? ']' : ')'}`;
}
