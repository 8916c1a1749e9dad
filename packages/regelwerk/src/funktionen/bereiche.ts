import { Ablehnung } from '../feel/syntax/ablehnung.ts';
import type { Baum } from '../feel/syntax/baum.ts';
import { lies } from '../feel/syntax/lesen.ts';
import { OHNE_TYPEN, umgebung } from '../feel/umgebung.ts';
import { bereich } from '../werte/bereich.ts';
import { neuerLauf } from '../werte/lauf.ts';
import { gleich, inBereich, vergleiche } from '../werte/vergleich.ts';
import {
  type Bereich,
  istBereich,
  istMonate,
  istSekunden,
  istZahl,
  monate,
  sekunden,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';
import { KALENDER } from './kalender.ts';

/** Order of two ends, undefined when they have none. */
const ordnung = (a: Wert, b: Wert): number | undefined => vergleiche(a, b) ?? undefined;
type Urteil = boolean | undefined;

const punkte = (signatur: string, tue: (a: Wert, b: Wert) => Urteil): Eingebaut =>
  eingebaut(signatur, ([a = null, b = null]) => (istBereich(a) || istBereich(b) ? undefined : tue(a, b)));
const punktBereich = (signatur: string, tue: (p: Wert, b: Bereich) => Urteil): Eingebaut =>
  eingebaut(signatur, ([p = null, b = null]) => (!istBereich(p) && istBereich(b) ? tue(p, b) : undefined));
const bereichPunkt = (signatur: string, tue: (b: Bereich, p: Wert) => Urteil): Eingebaut =>
  eingebaut(signatur, ([b = null, p = null]) => (istBereich(b) && !istBereich(p) ? tue(b, p) : undefined));
const bereiche = (signatur: string, tue: (a: Bereich, b: Bereich) => Urteil): Eingebaut =>
  eingebaut(signatur, ([a = null, b = null]) => (istBereich(a) && istBereich(b) ? tue(a, b) : undefined));

/** `probe` on the order of two values that must have one. */
function wenn(o: number | undefined, probe: (o: number) => boolean): Urteil {
  return o === undefined ? undefined : probe(o);
}

/** Both judgements hold; undefined when one cannot be made. */
const beide = (a: Urteil, b: Urteil): Urteil => (a === undefined || b === undefined ? undefined : a && b);

const vor = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.bis, b.von), (o) => o < 0 || (o === 0 && !(a.bisInklusive && b.vonInklusive)));
const trifft = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.bis, b.von), (o) => o === 0 && a.bisInklusive && b.vonInklusive);
/** `a` begins at or before where `b` begins. */
const beginntVor = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.von, b.von), (o) => o < 0 || (o === 0 && (a.vonInklusive || !b.vonInklusive)));
/** `a` ends at or behind where `b` ends. */
const endetNach = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.bis, b.bis), (o) => o > 0 || (o === 0 && (a.bisInklusive || !b.bisInklusive)));
const umfasst = (a: Bereich, b: Bereich): Urteil => beide(beginntVor(a, b), endetNach(a, b));
const gleicherBeginn = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.von, b.von), (o) => o === 0 && a.vonInklusive === b.vonInklusive);
const gleichesEnde = (a: Bereich, b: Bereich): Urteil =>
  wenn(ordnung(a.bis, b.bis), (o) => o === 0 && a.bisInklusive === b.bisInklusive);
const ueberlappt = (a: Bereich, b: Bereich): Urteil => {
  const [x, y] = [vor(a, b), vor(b, a)];
  return x === undefined || y === undefined ? undefined : !x && !y;
};
const nicht = (u: Urteil): Urteil => (u === undefined ? undefined : !u);
/** `a` begins before `b` and ends inside or with it (DMN 1.5, table 78). */
const ueberlapptVorn = (a: Bereich, b: Bereich): Urteil =>
  beide(ueberlappt(a, b), beide(nicht(beginntVor(b, a)), endetNach(b, a)));
/** `a` begins behind the beginning of `b` and ends with it or later. */
const ueberlapptHinten = (a: Bereich, b: Bereich): Urteil =>
  beide(ueberlappt(a, b), beide(nicht(beginntVor(a, b)), endetNach(a, b)));

const innen = (p: Wert, b: Bereich): Urteil => inBereich(p, b) ?? undefined;
const erster = (p: Wert, b: Bereich): Urteil => wenn(ordnung(p, b.von), (o) => o === 0 && b.vonInklusive);
const letzter = (p: Wert, b: Bereich): Urteil => wenn(ordnung(p, b.bis), (o) => o === 0 && b.bisInklusive);
const punktVor = (p: Wert, b: Bereich): Urteil => wenn(ordnung(p, b.von), (o) => o < 0 || (o === 0 && !b.vonInklusive));
const punktNach = (p: Wert, b: Bereich): Urteil =>
  wenn(ordnung(p, b.bis), (o) => o > 0 || (o === 0 && !b.bisInklusive));

const umgekehrt =
  (tue: (a: Bereich, b: Bereich) => Urteil) =>
  (a: Bereich, b: Bereich): Urteil =>
    tue(b, a);

/** Interval relations of DMN 1.5, table 78; parameters as there. */
export const BEREICHE: Record<string, Eingebaut> = {
  before: [
    ...punkte('point1, point2', (a, b) => wenn(ordnung(a, b), (o) => o < 0)),
    ...punktBereich('point, range', punktVor),
    ...bereichPunkt('range, point', (b, p) => punktNach(p, b)),
    ...bereiche('range1, range2', vor),
  ],
  after: [
    ...punkte('point1, point2', (a, b) => wenn(ordnung(a, b), (o) => o > 0)),
    ...punktBereich('point, range', punktNach),
    ...bereichPunkt('range, point', (b, p) => punktVor(p, b)),
    ...bereiche('range1, range2', umgekehrt(vor)),
  ],
  meets: bereiche('range1, range2', trifft),
  'met by': bereiche('range1, range2', umgekehrt(trifft)),
  overlaps: bereiche('range1, range2', ueberlappt),
  'overlaps before': bereiche('range1, range2', ueberlapptVorn),
  'overlaps after': bereiche('range1, range2', ueberlapptHinten),
  finishes: [
    ...punktBereich('point, range', letzter),
    ...bereiche('range1, range2', (a, b) => beide(gleichesEnde(a, b), beginntVor(b, a))),
  ],
  'finished by': [
    ...bereichPunkt('range, point', (b, p) => letzter(p, b)),
    ...bereiche('range1, range2', (a, b) => beide(gleichesEnde(a, b), beginntVor(a, b))),
  ],
  includes: [...bereichPunkt('range, point', (b, p) => innen(p, b)), ...bereiche('range1, range2', umfasst)],
  during: [...punktBereich('point, range', innen), ...bereiche('range1, range2', umgekehrt(umfasst))],
  starts: [
    ...punktBereich('point, range', erster),
    ...bereiche('range1, range2', (a, b) => beide(gleicherBeginn(a, b), endetNach(b, a))),
  ],
  'started by': [
    ...bereichPunkt('range, point', (b, p) => erster(p, b)),
    ...bereiche('range1, range2', (a, b) => beide(gleicherBeginn(a, b), endetNach(a, b))),
  ],
  coincides: [
    ...punkte('point1, point2', (a, b) => gleich(a, b) ?? undefined),
    ...bereiche('range1, range2', (a, b) => beide(gleicherBeginn(a, b), gleichesEnde(a, b))),
  ],
  range: eingebaut('from: string', ([text]) => leseBereich(String(text))),
};

/** `range("[1..3]")`: ends are literals or calendar functions of literals, nothing that would have to be evaluated. */
function leseBereich(text: string): Wert | undefined {
  try {
    const namen = new Map(Object.keys(KALENDER).map((name) => [name, null]));
    const b = lies(text, umgebung(namen), { typen: OHNE_TYPEN, felder: [], funktionen: ['date and time'] });
    if (b.art !== 'bereich') return undefined;
    const [von, bis] = [fest(b.von), fest(b.bis)];
    if (von === undefined || bis === undefined) return undefined;
    return bereich(von, bis, b.vonInklusive, b.bisInklusive) ?? undefined;
  } catch (fehler) {
    if (fehler instanceof Ablehnung) return undefined;
    throw fehler;
  }
}

const FUNKTIONEN = ['date', 'time', 'date and time', 'duration'];

function fest(b: Baum): Wert | undefined {
  if (b.art === 'wert') return b.wert ?? undefined;
  if (b.art === 'minus') {
    const w = fest(b.wert);
    if (w === undefined || w === null) return undefined;
    if (istZahl(w)) return new Zahl(w).negated();
    return istMonate(w) ? monate(-w.monate) : istSekunden(w) ? sekunden(w.sekunden.negated()) : undefined;
  }
  if (b.art !== 'aufruf' || b.ziel.art !== 'name' || !FUNKTIONEN.includes(b.ziel.name)) return undefined;
  const [wert, zweiter] = b.werte.map((w) => w.wert);
  if (wert?.art !== 'wert' || typeof wert.wert !== 'string' || zweiter) return undefined;
  return KALENDER[b.ziel.name]?.[0]?.rechne([wert.wert], neuerLauf());
}
