import { Ablehnung } from '../feel/syntax/ablehnung.ts';
import type { Baum } from '../feel/syntax/baum.ts';
import { lies } from '../feel/syntax/lesen.ts';
import { OHNE_TYPEN, umgebung } from '../feel/umgebung.ts';
import { bereich, vergleichsbereich } from '../werte/bereich.ts';
import { neuerLauf, verbrauche } from '../werte/lauf.ts';
import { gleich, inBereich, vergleiche } from '../werte/vergleich.ts';
import {
  type Bereich,
  istBereich,
  istMonate,
  istSekunden,
  istZahl,
  type Lauf,
  monate,
  sekunden,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';
import { KALENDER } from './kalender.ts';

/** An end of a range; one that is left open lies behind all values, before all (-1) or after all (1). */
type Ende = { readonly wert: Wert; readonly offen: -1 | 0 | 1; readonly dabei: boolean };
type Strecke = { readonly von: Ende; readonly bis: Ende };
type Beziehung<A, B> = (a: A, b: B, lauf: Lauf) => boolean;

const punkt = (wert: Wert): Ende => ({ wert, offen: 0, dabei: true });

/** `(!= 3)` has no ends, and `(< null)` no values. */
function strecke(b: Bereich): Strecke | null {
  if (b.zeichen === '!=' || (b.von === null && b.bis === null)) return null;
  return {
    von: { wert: b.von, offen: b.von === null ? -1 : 0, dabei: b.vonInklusive },
    bis: { wert: b.bis, offen: b.bis === null ? 1 : 0, dabei: b.bisInklusive },
  };
}

/** Have all ends that are there an order among each other? */
function geordnet(a: readonly Ende[], b: readonly Ende[], lauf: Lauf): boolean {
  const da = (enden: readonly Ende[]) => enden.filter((e) => e.offen === 0);
  return da(a).every((x) => da(b).every((y) => vergleiche(x.wert, y.wert, lauf) !== null));
}

const ordnung = (a: Ende, b: Ende, lauf: Lauf): number =>
  a.offen !== 0 || b.offen !== 0 ? a.offen - b.offen : (vergleiche(a.wert, b.wert, lauf) ?? 0);

const keinPunkt = (w: Wert): boolean => w === null || istBereich(w);
const punkte = (signatur: string, tue: (a: Wert, b: Wert, lauf: Lauf) => boolean | undefined): Eingebaut =>
  eingebaut(signatur, ([a = null, b = null], lauf) => ([a, b].some(keinPunkt) ? undefined : tue(a, b, lauf)));

function zuPunkt(p: Wert, b: Wert, lauf: Lauf, tue: Beziehung<Ende, Strecke>): boolean | undefined {
  const s = istBereich(b) && !istBereich(p) ? strecke(b) : null;
  return s && geordnet([punkt(p)], [s.von, s.bis], lauf) ? tue(punkt(p), s, lauf) : undefined;
}
const punktBereich = (signatur: string, tue: Beziehung<Ende, Strecke>): Eingebaut =>
  eingebaut(signatur, ([p = null, b = null], lauf) => zuPunkt(p, b, lauf, tue));
const bereichPunkt = (signatur: string, tue: Beziehung<Ende, Strecke>): Eingebaut =>
  eingebaut(signatur, ([b = null, p = null], lauf) => zuPunkt(p, b, lauf, tue));
const bereiche = (signatur: string, tue: Beziehung<Strecke, Strecke>): Eingebaut =>
  eingebaut(signatur, ([a = null, b = null], lauf) => {
    const [x, y] = [istBereich(a) ? strecke(a) : null, istBereich(b) ? strecke(b) : null];
    return x && y && geordnet([x.von, x.bis], [y.von, y.bis], lauf) ? tue(x, y, lauf) : undefined;
  });

type Bereichsbeziehung = Beziehung<Strecke, Strecke>;
const vor: Bereichsbeziehung = (a, b, lauf) => {
  const o = ordnung(a.bis, b.von, lauf);
  return o < 0 || (o === 0 && !(a.bis.dabei && b.von.dabei));
};
const trifft: Bereichsbeziehung = (a, b, lauf) => ordnung(a.bis, b.von, lauf) === 0 && a.bis.dabei && b.von.dabei;
/** `a` begins at or before where `b` begins. */
const beginntVor: Bereichsbeziehung = (a, b, lauf) => {
  const o = ordnung(a.von, b.von, lauf);
  return o < 0 || (o === 0 && (a.von.dabei || !b.von.dabei));
};
/** `a` ends at or behind where `b` ends. */
const endetNach: Bereichsbeziehung = (a, b, lauf) => {
  const o = ordnung(a.bis, b.bis, lauf);
  return o > 0 || (o === 0 && (a.bis.dabei || !b.bis.dabei));
};
const umfasst: Bereichsbeziehung = (a, b, lauf) => beginntVor(a, b, lauf) && endetNach(a, b, lauf);
const gleicherBeginn: Bereichsbeziehung = (a, b, lauf) =>
  ordnung(a.von, b.von, lauf) === 0 && a.von.dabei === b.von.dabei;
const gleichesEnde: Bereichsbeziehung = (a, b, lauf) =>
  ordnung(a.bis, b.bis, lauf) === 0 && a.bis.dabei === b.bis.dabei;
const ueberlappt: Bereichsbeziehung = (a, b, lauf) => !vor(a, b, lauf) && !vor(b, a, lauf);
/** `a` begins before `b` and ends inside or with it (DMN 1.5, table 78). */
const ueberlapptVorn: Bereichsbeziehung = (a, b, lauf) =>
  ueberlappt(a, b, lauf) && !beginntVor(b, a, lauf) && endetNach(b, a, lauf);
/** `a` begins behind the beginning of `b` and ends with it or later. */
const ueberlapptHinten: Bereichsbeziehung = (a, b, lauf) =>
  ueberlappt(a, b, lauf) && !beginntVor(a, b, lauf) && endetNach(a, b, lauf);

const innen = (p: Wert, b: Wert, lauf: Lauf): boolean | undefined =>
  !istBereich(p) && istBereich(b) ? (inBereich(p, b, lauf) ?? undefined) : undefined;
const erster: Beziehung<Ende, Strecke> = (p, b, lauf) => ordnung(p, b.von, lauf) === 0 && b.von.dabei;
const letzter: Beziehung<Ende, Strecke> = (p, b, lauf) => ordnung(p, b.bis, lauf) === 0 && b.bis.dabei;
const punktVor: Beziehung<Ende, Strecke> = (p, b, lauf) => {
  const o = ordnung(p, b.von, lauf);
  return o < 0 || (o === 0 && !b.von.dabei);
};
const punktNach: Beziehung<Ende, Strecke> = (p, b, lauf) => {
  const o = ordnung(p, b.bis, lauf);
  return o > 0 || (o === 0 && !b.bis.dabei);
};

const umgekehrt =
  (tue: Bereichsbeziehung): Bereichsbeziehung =>
  (a, b, lauf) =>
    tue(b, a, lauf);
const alle =
  (...tests: readonly Bereichsbeziehung[]): Bereichsbeziehung =>
  (a, b, lauf) =>
    tests.every((tue) => tue(a, b, lauf));
const liegtVor = (a: Wert, b: Wert, lauf: Lauf): boolean | undefined => {
  const o = vergleiche(a, b, lauf);
  return o === null ? undefined : o < 0;
};

/** Interval relations of DMN 1.5, table 78; parameters as there. */
export const BEREICHE: Record<string, Eingebaut> = {
  before: [
    ...punkte('point1, point2', liegtVor),
    ...punktBereich('point, range', punktVor),
    ...bereichPunkt('range, point', punktNach),
    ...bereiche('range1, range2', vor),
  ],
  after: [
    ...punkte('point1, point2', (a, b, lauf) => liegtVor(b, a, lauf)),
    ...punktBereich('point, range', punktNach),
    ...bereichPunkt('range, point', punktVor),
    ...bereiche('range1, range2', umgekehrt(vor)),
  ],
  meets: bereiche('range1, range2', trifft),
  'met by': bereiche('range1, range2', umgekehrt(trifft)),
  overlaps: bereiche('range1, range2', ueberlappt),
  'overlaps before': bereiche('range1, range2', ueberlapptVorn),
  'overlaps after': bereiche('range1, range2', ueberlapptHinten),
  finishes: [
    ...punktBereich('point, range', letzter),
    ...bereiche('range1, range2', alle(gleichesEnde, umgekehrt(beginntVor))),
  ],
  'finished by': [
    ...bereichPunkt('range, point', letzter),
    ...bereiche('range1, range2', alle(gleichesEnde, beginntVor)),
  ],
  includes: [
    ...eingebaut('range, point', ([b = null, p = null], lauf) => innen(p, b, lauf)),
    ...bereiche('range1, range2', umfasst),
  ],
  during: [
    ...eingebaut('point, range', ([p = null, b = null], lauf) => innen(p, b, lauf)),
    ...bereiche('range1, range2', umgekehrt(umfasst)),
  ],
  starts: [
    ...punktBereich('point, range', erster),
    ...bereiche('range1, range2', alle(gleicherBeginn, umgekehrt(endetNach))),
  ],
  'started by': [
    ...bereichPunkt('range, point', erster),
    ...bereiche('range1, range2', alle(gleicherBeginn, endetNach)),
  ],
  coincides: [
    ...punkte('point1, point2', (a, b, lauf) => gleich(a, b, lauf) ?? undefined),
    ...bereiche('range1, range2', alle(gleicherBeginn, gleichesEnde)),
  ],
  range: eingebaut('from: string', ([text], lauf) => leseBereich(String(text), lauf)),
};

/** `[2..)` and `(..2]`: the end that is left out is open. */
const EINSEITIG = /^\s*(?:([[(\]])\s*([^\s.].*?)\s*\.\.\s*[)[]|[(\]]\s*\.\.\s*([^\s.].*?)\s*([\])[]))\s*$/;

/** `range("[1..3]")`: ends are literals or calendar functions of literals, nothing that would have to be evaluated. */
function leseBereich(text: string, lauf: Lauf): Wert | undefined {
  verbrauche(lauf, text.length / 10);
  const offen = EINSEITIG.exec(text);
  if (offen) {
    const [, vorn, unten, oben, hinten] = offen;
    const b = leseBereich(`[${unten ?? oben}..${unten ?? oben}]`, lauf) as Bereich | undefined;
    const zeichen = unten ? (vorn === '[' ? '>=' : '>') : hinten === ']' ? '<=' : '<';
    return b && vergleichsbereich(zeichen, b.von);
  }
  try {
    const namen = new Map(Object.keys(KALENDER).map((name) => [name, null]));
    const b = lies(text, umgebung(namen), { typen: OHNE_TYPEN, felder: [], funktionen: ['date and time'] });
    if (b.art !== 'bereich') return undefined;
    const [von, bis] = [fest(b.von), fest(b.bis)];
    if (von === undefined || bis === undefined) return undefined;
    return bereich(von, bis, b.vonInklusive, b.bisInklusive, lauf) ?? undefined;
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
