import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { Einheit, Kostenregel, Schluessel } from './regel.ts';
import { runde } from './runden.ts';
import { verteile } from './verteile.ts';
import { hex, type Poolstand, type Sha256, type Tagesmenge, type Zeile } from './zeile.ts';
import { monatOf, schnitt, tageImJahr, tageIn, type Zeitraum } from './zeitraum.ts';

/** What an amount is computed from. `id` is the agreement's, for its share in a pool. */
export interface Grundlage {
  readonly id: string;
  readonly regeln: readonly Kostenregel[];
  readonly mengen: readonly Tagesmenge[];
  readonly pools: readonly Poolstand[];
  readonly sha256: Sha256;
}

/** Why nothing can be computed: a stock below zero, inhabitants nobody knows, a pool nobody has stated. */
export interface Rechenfehler {
  readonly ok: false;
  readonly grund: 'menge.negativ' | 'einwohner.unbekannt' | 'pool.fehlt' | 'pool.ohne-uns';
  readonly leistung: string;
  readonly tag: LocalDate;
}

export const isFehler = <T>(x: T | Rechenfehler): x is Rechenfehler =>
  typeof x === 'object' && x !== null && 'ok' in x && x.ok === false;

/** Parts of a key: a mixture has several, everything else is one. */
export const teileOf = (s: Schluessel): readonly Schluessel[] => (s.art === 'mischung' ? s.teile : [s]);

/** A part of a rule in days that lie in one calendar year, as a line. */
export function rechneTeil(
  g: Grundlage,
  regel: Kostenregel,
  teil: number,
  s: Schluessel,
  z: Zeitraum,
): Zeile | Rechenfehler {
  const zeile = (mehr: Partial<Zeile> & Pick<Zeile, 'art' | 'netto'>): Zeile => ({
    ...leer(regel, z),
    teil,
    ...mehr,
  });
  const fehler = (grund: Rechenfehler['grund'], tag = z.von): Rechenfehler => ({
    ok: false,
    grund,
    leistung: regel.leistung,
    tag,
  });
  switch (s.art) {
    case 'menge': {
      const gezaehlt = mengenOf(g, regel.leistung, s.einheit, z.bis, z.von);
      const menge = summe(gezaehlt);
      if (menge < 0) return fehler('menge.negativ');
      const netto = runde(BigInt(menge) * BigInt(s.preis), 100n);
      return zeile({
        art: 'menge',
        einheit: s.einheit,
        menge,
        preis: s.preis,
        netto,
        belege: belegeOf(gezaehlt, g.sha256),
      });
    }
    case 'bestand': {
      const aenderungen = mengenOf(g, regel.leistung, s.einheit, z.bis);
      const b = bestandstage(aenderungen, s.einheit, z);
      if ('tag' in b) return fehler(b.grund, b.tag);
      const netto = runde(BigInt(b.menge) * BigInt(s.preis), 100n * BigInt(tageImJahr(z)));
      return zeile({
        art: 'bestand',
        einheit: s.einheit,
        menge: b.menge,
        preis: s.preis,
        netto,
        belege: belegeOf(aenderungen, g.sha256),
      });
    }
    case 'fest':
      return zeile({
        art: 'fest',
        netto: runde(BigInt(s.betrag) * BigInt(tageIn(z)), BigInt(tageImJahr(z))),
      });
    case 'umlage': {
      let netto = 0;
      for (let monat = Number(z.von.slice(5, 7)); monat <= Number(addDays(z.bis, -1).slice(5, 7)); monat++) {
        const da = g.pools.filter((p) => p.pool === s.pool && p.monat === monat);
        const m = monatOf(Number(z.von.slice(0, 4)), monat);
        if (da.length === 0) return fehler('pool.fehlt', m.von);
        // a later statement of the same month replaces the one before
        const stand = da.at(-1) as Poolstand;
        if (!stand.anteile.some((a) => a.id === g.id)) return fehler('pool.ohne-uns', m.von);
        netto += verteile(stand.kosten, stand.anteile).get(g.id) ?? 0;
      }
      return zeile({ art: 'umlage', einheit: s.nach, netto });
    }
    case 'kostenfrei':
      return zeile({ art: 'kostenfrei', netto: 0 });
    case 'mischung':
      throw new Error('Eine Mischung enthält keine Mischung');
  }
}

/**
 * The lines of a month: each rule in force in it, each part of a mixture one line; or the agreed Abschlag instead. Minimum and
 * maximum wait for the year's end.
 */
export const rechneMonat = (g: Grundlage, jahr: number, monat: number): Zeile[] | Rechenfehler =>
  rechneRegeln(g, monatOf(jahr, monat), true);

/**
 * What days of one calendar year have cost by the rules: as counted, without Abschlag, minimum and maximum. Not a statement, but the
 * answer before there is one.
 */
export const rechneTage = (g: Grundlage, tage: Zeitraum): Zeile[] | Rechenfehler => rechneRegeln(g, tage, false);

function rechneRegeln(g: Grundlage, tage: Zeitraum, mitAbschlag: boolean): Zeile[] | Rechenfehler {
  const zeilen: Zeile[] = [];
  for (const regel of ordne(g.regeln)) {
    const z = schnitt(tage, regel);
    if (!z) continue;
    if (mitAbschlag && regel.abschlag !== null) {
      const netto = runde(BigInt(regel.abschlag) * BigInt(tageIn(z)), BigInt(tageIn(tage)));
      zeilen.push({ ...leer(regel, z), art: 'abschlag', netto });
      continue;
    }
    for (const [teil, s] of teileOf(regel.schluessel).entries()) {
      const zeile = rechneTeil(g, regel, teil, s, z);
      if (isFehler(zeile)) return zeile;
      zeilen.push(zeile);
    }
  }
  return zeilen;
}

/** An empty line of a whole rule. */
export const leer = (regel: Kostenregel, z: Zeitraum): Omit<Zeile, 'art' | 'netto'> => ({
  leistung: regel.leistung,
  regel: regel.ab,
  teil: 0,
  ...z,
  einheit: null,
  menge: null,
  preis: null,
  soll: null,
  bereits: null,
  ust: regel.ust,
  belege: null,
});

/** Rules in the order of the statement: the order in which they were written down changes nothing. */
export const ordne = (regeln: readonly Kostenregel[]): Kostenregel[] =>
  regeln.toSorted((a, b) => (a.leistung === b.leistung ? (a.ab < b.ab ? -1 : 1) : a.leistung < b.leistung ? -1 : 1));

/** In the order of the days; `bis` = first day outside. */
const mengenOf = (g: Grundlage, leistung: string, einheit: Einheit, bis: string, von = ''): Tagesmenge[] =>
  g.mengen
    .filter((m) => m.tag < bis && m.tag >= von && m.leistung === leistung && m.einheit === einheit)
    .toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : a.belege < b.belege ? -1 : 1));
const summe = (mengen: readonly Tagesmenge[]): number => mengen.reduce((s, m) => s + m.menge, 0);

/** The stock of each day of the period added up: units × days. */
function bestandstage(
  aenderungen: readonly Tagesmenge[],
  einheit: Einheit,
  z: Zeitraum,
): { menge: number } | Pick<Rechenfehler, 'grund' | 'tag'> {
  let bestand = summe(aenderungen.filter((m) => m.tag <= z.von));
  let [menge, seit] = [0, z.von];
  const stufen = aenderungen.filter((m) => m.tag > z.von);
  for (const m of [...stufen, { tag: z.bis, menge: 0 }]) {
    if (m.tag > seit) {
      if (bestand < 0) return { grund: 'menge.negativ', tag: seit };
      if (bestand === 0 && einheit === 'einwohner') return { grund: 'einwohner.unbekannt', tag: seit };
      menge += bestand * tageIn({ von: seit, bis: m.tag });
      seit = m.tag;
    }
    bestand += m.menge;
  }
  return { menge };
}

/** One hash for all that was counted: the days' hashes in the order of the days. */
function belegeOf(mengen: readonly Tagesmenge[], sha256: Sha256): string {
  return hex(sha256(new TextEncoder().encode(mengen.map((m) => `${m.tag} ${m.menge} ${m.belege}\n`).join(''))));
}
