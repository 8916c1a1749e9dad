import { createHash } from 'node:crypto';
import {
  type Abrechnung,
  type Aufwandsklasse,
  type Einheit,
  liesAbrechnung,
  type Poolstand,
  type Standpunkt,
  type Tagesmenge,
} from '@rathausverbund/kosten';
import { kennung } from '../base/index.ts';
import type { Vertrag } from '../vereinbarungen/index.ts';

export const sha256 = (d: Uint8Array): Uint8Array => createHash('sha256').update(d).digest();

/** An agreement as it is settled. */
export type Abrechnungsvertrag = Vertrag & { aufwandsklassen?: readonly Aufwandsklasse[] };

export const ARTEN = [
  'leistung.gezaehlt',
  'pool.festgestellt',
  'aufwand.berichtigt',
  'abrechnung.gestellt',
  'abrechnung.berichtigt',
  'abrechnung.bestritten',
  'abrechnung.anerkannt',
] as const;
export type Art = (typeof ARTEN)[number];

/** A fact of the account: what an event says and a row shows. */
export interface Eintrag {
  art: Art;
  quelle: string;
  leistung: string | null;
  einheit: Einheit | null;
  /** local date */
  tag: string | null;
  menge: number | null;
  jahr: number | null;
  periode: number | null;
  angaben: Readonly<Record<string, unknown>>;
}

/** A fact that has its place in the account. */
export interface Gebucht extends Eintrag {
  n: number;
  gegenN: number | null;
  /** hash (hex) of the event in the log where the fact was born */
  c: string;
  at: Date;
}

/** Proof of a day from the chains (hex) of both streams, the same whichever side keeps it. */
export function belegeOf(kette: string | null, andere: string | null): string {
  if (kette === null || andere === null) return kette ?? andere ?? '';
  return kette < andere ? kette + andere : andere + kette;
}

/** How far the own stream of an account has come, and what was taken over of the other one. */
export interface Stellung {
  eigen: number;
  gegen: number;
}

/** Stream of the account. The agreement's own life is another stream: neither has to know the other's events. */
export const stromOf = (vereinbarung: string): string => kennung('abrechnung', vereinbarung);

export const statementId = (vereinbarung: string, jahr: number, periode: number): string =>
  kennung('abrechnung.gestellt', vereinbarung, jahr, periode);

/** Whose Vorgaenge and registers they are: the commissioned body's under delegation, else the commissioning one's. */
export const eignerOf = (v: Pick<Vertrag, 'art' | 'auftraggeber' | 'auftragnehmer'>): string =>
  v.art === 'delegierend' ? v.auftragnehmer : v.auftraggeber;

export const gegenueberOf = (v: Pick<Vertrag, 'auftraggeber' | 'auftragnehmer'>, wer: string): string =>
  v.auftraggeber === wer ? v.auftragnehmer : v.auftraggeber;

/** A statement as it was given to the other side; a counter-entry replaces it as a whole and keeps the old one. */
export interface Fassung {
  art: 'abrechnung.gestellt' | 'abrechnung.berichtigt';
  abrechnung: Abrechnung;
  hash: string;
  nummer: string;
  /** local date on which it is due */
  faellig: string;
  grund: string;
  at: Date;
}

/** Where both streams stand, as the statement says it: the commissioned body is the creditor. */
export const standpunktOf = (v: Vertrag, wer: string, s: Stellung): Standpunkt =>
  v.auftragnehmer === wer
    ? { vereinbarung: v.id, glaeubiger: s.eigen, schuldner: s.gegen }
    : { vereinbarung: v.id, glaeubiger: s.gegen, schuldner: s.eigen };

export const stellungOf = (v: Vertrag, wer: string, p: Standpunkt): Stellung =>
  v.auftragnehmer === wer ? { eigen: p.glaeubiger, gegen: p.schuldner } : { eigen: p.schuldner, gegen: p.glaeubiger };

export interface Streit {
  /** place of the line in the statement, from 0 */
  zeile: number;
  grund: string;
  at: Date;
}

export type Stand = 'gestellt' | 'bestritten' | 'berichtigt' | 'anerkannt';

export interface Periode {
  fassungen: readonly Fassung[];
  streit: readonly Streit[];
  stand: Stand;
}

export const letzte = (p: Periode): Fassung => {
  const f = p.fassungen.at(-1);
  if (!f) throw new Error('Eine Periode ohne Abrechnung');
  return f;
};

const text = (a: Eintrag['angaben'], name: string): string => {
  const wert = a[name];
  return typeof wert === 'string' ? wert : '';
};

/** What the steps of one period say. Undefined while nothing was stated. Facts may arrive in any order of the two sides. */
export function periodeOf(eintraege: readonly Gebucht[]): Periode | undefined {
  const reihe = eintraege.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.n - b.n);
  const fassungen = reihe.flatMap((e): Fassung[] => {
    if (e.art !== 'abrechnung.gestellt' && e.art !== 'abrechnung.berichtigt') return [];
    const abrechnung = liesAbrechnung(text(e.angaben, 'text'));
    if (!abrechnung) throw new Error(`Die Abrechnung ${e.quelle} ist nicht lesbar`);
    const [hash, nummer, faellig, grund] = ['hash', 'nummer', 'faellig', 'grund'].map((n) => text(e.angaben, n));
    return [
      {
        art: e.art,
        abrechnung,
        hash: hash ?? '',
        nummer: nummer ?? '',
        faellig: faellig ?? '',
        grund: grund ?? '',
        at: e.at,
      },
    ];
  });
  const gueltig = fassungen.at(-1);
  if (!gueltig) return undefined;
  // a step speaks of the version it names; one about an older version is history
  const zur = (art: Art) => reihe.filter((e) => e.art === art && text(e.angaben, 'hash') === gueltig.hash);
  const streit = zur('abrechnung.bestritten').map((e) => ({
    zeile: Number(e.angaben['zeile']),
    grund: text(e.angaben, 'grund'),
    at: e.at,
  }));
  const stand = (): Stand => {
    if (zur('abrechnung.anerkannt').length > 0) return 'anerkannt';
    if (streit.length > 0) return 'bestritten';
    return gueltig.art === 'abrechnung.berichtigt' ? 'berichtigt' : 'gestellt';
  };
  return { fassungen, streit, stand: stand() };
}

/** The account of an agreement in a year, as one party has it. */
export interface Kontostand {
  vertrag: Abrechnungsvertrag;
  stand: Standpunkt;
  mengen: readonly Tagesmenge[];
  pools: readonly Poolstand[];
  perioden: ReadonlyMap<number, Periode>;
}

export const poolOf = (e: Eintrag): Poolstand => ({
  pool: text(e.angaben, 'pool'),
  monat: e.periode ?? 0,
  kosten: Number(e.angaben['kosten']),
  anteile: e.angaben['anteile'] as Poolstand['anteile'],
});

/** Steps of a year by period. */
export function periodenOf(eintraege: readonly Gebucht[], jahr: number): Map<number, Periode> {
  const perioden = new Map<number, Periode>();
  const zahlen = new Set(eintraege.flatMap((e) => (e.jahr === jahr && e.periode !== null ? [e.periode] : [])));
  for (const p of [...zahlen].toSorted((a, b) => a - b)) {
    const stand = periodeOf(eintraege.filter((e) => e.jahr === jahr && e.periode === p));
    if (stand) perioden.set(p, stand);
  }
  return perioden;
}
