import type { LocalDate } from '@rathausverbund/fristen';
import { HOECHSTBETRAG, HOECHSTPREIS } from './grenzen.ts';
import type { Aufwandsklasse, Kostenregel, Schluessel, Umsatzsteuer } from './regel.ts';

/** What is wrong with a rule; `regel` is its place in the list. */
export interface Regelfehler {
  readonly code:
    | 'leistung'
    | 'tage'
    | 'ueberschneidung'
    | 'preis'
    | 'zu-gross'
    | 'einheit'
    | 'grund'
    | 'pool'
    | 'mischung'
    | 'ust-satz'
    | 'ust-grund'
    | 'grenze'
    | 'grenzen'
    | 'abschlag'
    | 'verrechnung';
  readonly regel: number;
}

/** The agreement the rules belong to. */
export interface Rahmen {
  /** null = it has none yet */
  readonly id: string | null;
  readonly leistungen: readonly string[];
}

/**
 * Everything that is wrong with the cost rules of an agreement; empty when they can be settled. A price of 0 is refused: what
 * costs nothing is said as `kostenfrei`, with its reason.
 */
export function pruefeKostenregeln(regeln: readonly Kostenregel[], rahmen: Rahmen): Regelfehler[] {
  return regeln.flatMap((r, regel) =>
    [
      ...(rahmen.leistungen.includes(r.leistung) ? [] : (['leistung'] as const)),
      ...(r.bis !== null && r.bis <= r.ab ? (['tage'] as const) : []),
      ...(regeln.some((x, i) => i < regel && x.leistung === r.leistung && ueberschneidet(x, r))
        ? (['ueberschneidung'] as const)
        : []),
      ...pruefeSchluessel(r.schluessel, true),
      ...pruefeUst(r.ust),
      ...pruefeGrenzen(r),
      ...(r.abschlag === null ? [] : pruefeZahl(r.abschlag, HOECHSTBETRAG, 'abschlag')),
      ...(r.verrechnetMit !== null && r.verrechnetMit === rahmen.id ? (['verrechnung'] as const) : []),
    ].map((code) => ({ code, regel })),
  );
}

const isBetrag = (x: number): boolean => Number.isSafeInteger(x) && x >= 1;
const pruefeZahl = (x: number, hoechstens: number, code: Regelfehler['code']): Regelfehler['code'][] =>
  x > hoechstens ? ['zu-gross'] : isBetrag(x) ? [] : [code];
const ueberschneidet = (
  a: { ab: LocalDate; bis: LocalDate | null },
  b: { ab: LocalDate; bis: LocalDate | null },
): boolean => (a.bis === null || b.ab < a.bis) && (b.bis === null || a.ab < b.bis);

const EINHEITEN: Readonly<Record<'menge' | 'bestand' | 'umlage', readonly string[]>> = {
  menge: ['fall', 'seite'],
  bestand: ['hund', 'einwohner'],
  umlage: ['fall', 'seite', 'hund', 'einwohner'],
};

function pruefeSchluessel(s: Schluessel, aussen: boolean): Regelfehler['code'][] {
  switch (s.art) {
    case 'menge':
    case 'bestand':
      return [
        ...pruefeZahl(s.preis, HOECHSTPREIS, 'preis'),
        ...(EINHEITEN[s.art].includes(s.einheit) ? [] : (['einheit'] as const)),
      ];
    case 'fest':
      return pruefeZahl(s.betrag, HOECHSTBETRAG, 'preis');
    case 'umlage':
      return [
        ...(s.pool.trim() === '' ? (['pool'] as const) : []),
        ...(EINHEITEN.umlage.includes(s.nach) ? [] : (['einheit'] as const)),
      ];
    case 'mischung':
      // a mixture has two parts at least, none of them free or a mixture again
      return !aussen || s.teile.length < 2 || s.teile.some((t) => t.art === 'kostenfrei')
        ? ['mischung']
        : [...new Set(s.teile.flatMap((t) => pruefeSchluessel(t, false)))];
    case 'kostenfrei':
      return s.grund.trim() === '' ? ['grund'] : [];
  }
}

function pruefeUst(u: Umsatzsteuer): Regelfehler['code'][] {
  const satz =
    u.stand === 'steuerpflichtig' ? u.satz === 19 : u.stand === 'zu-pruefen' ? [0, 19].includes(u.satz) : u.satz === 0;
  return [...(satz ? [] : (['ust-satz'] as const)), ...(u.grund.trim() === '' ? (['ust-grund'] as const) : [])];
}

function pruefeGrenzen({ minimum, maximum }: Kostenregel): Regelfehler['code'][] {
  const [falsch] = [minimum, maximum].flatMap((g) => (g === null ? [] : pruefeZahl(g, HOECHSTBETRAG, 'grenze')));
  if (falsch) return [falsch];
  return minimum !== null && maximum !== null && minimum > maximum ? ['grenzen'] : [];
}

/** Effort classes: whole minutes ≥ 1, a name of their own, for Leistungen of the agreement. */
export const pruefeAufwandsklassen = (klassen: readonly Aufwandsklasse[], rahmen: Rahmen): number[] =>
  klassen.flatMap((k, i) => {
    const doppelt = klassen.some((x, j) => j < i && x.leistung === k.leistung && x.name.trim() === k.name.trim());
    const gut = rahmen.leistungen.includes(k.leistung) && k.name.trim() !== '' && isBetrag(k.minuten) && !doppelt;
    return gut ? [] : [i];
  });
