import { rfc8785 } from '@rathausverbund/nachweis';
import { runde } from './runden.ts';
import { hex, type Sha256, type Steuergruppe, type Zeile } from './zeile.ts';

/** What one party owes the other for a period of an agreement. Cents. Written by both sides from their own logs, word for word. */
export interface Abrechnung {
  readonly v: 1;
  readonly vereinbarung: string;
  /** who worked and is paid: the commissioned body */
  readonly glaeubiger: string;
  readonly schuldner: string;
  readonly jahr: number;
  /** 1 … 12 a month, 13 the year's true-up */
  readonly periode: number;
  /** up to where the accounts were counted: this one, and the one it is offset with */
  readonly stand: readonly Standpunkt[];
  readonly zeilen: readonly Zeile[];
  readonly steuern: readonly Steuergruppe[];
  readonly netto: number;
  readonly steuer: number;
  readonly brutto: number;
  readonly verrechnung: Verrechnung | null;
  /** negative: the creditor pays back */
  readonly zahlbetrag: number;
}

/**
 * How far both parties' streams of an account had come: what was entered later is not in the statement and waits for the true-up, so
 * that a statement can be computed again at any time.
 */
export interface Standpunkt {
  readonly vereinbarung: string;
  /** number of the last event in the creditor's and in the debtor's own stream */
  readonly glaeubiger: number;
  readonly schuldner: number;
}

/** In-kind offset: claims of the other agreement meet these. The tax of both stays whole (§ 3 (12) UStG, zu bestätigen). */
export interface Verrechnung {
  /** the other agreement */
  readonly mit: string;
  /** gross of this agreement and of the other one in the period; in the true-up of the whole year */
  readonly forderung: number;
  readonly gegenforderung: number;
  /** the part of both that meets */
  readonly betrag: number;
  /** what stays open until the year's true-up */
  readonly vortrag: number;
}

/**
 * Tax by status and rate, each rounded once, as an invoice rounds it (EN 16931, BR-CO-17); what bears none also by its reason. Several
 * reasons for one rate stand together.
 */
export function besteuere<U extends Pick<Zeile['ust'], 'stand' | 'grund'> & { readonly satz: number }>(
  zeilen: readonly { readonly netto: number; readonly ust: U }[],
): (U & Pick<Steuergruppe, 'netto' | 'steuer'>)[] {
  const gruppen = new Map<string, { ust: U; gruende: Set<string>; netto: number }>();
  for (const { ust, netto } of zeilen) {
    const name = `${ust.stand}|${ust.satz}|${ust.satz === 0 ? ust.grund : ''}`;
    const g = gruppen.get(name) ?? { ust, gruende: new Set(), netto: 0 };
    g.netto += netto;
    g.gruende.add(ust.grund);
    gruppen.set(name, g);
  }
  return [...gruppen]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { ust, gruende, netto }]) => ({
      ...ust,
      grund: [...gruende].toSorted().join('; '),
      netto,
      steuer: runde(BigInt(netto) * BigInt(ust.satz), 100n),
    }));
}

type Kopf = Pick<Abrechnung, 'vereinbarung' | 'glaeubiger' | 'schuldner' | 'jahr' | 'periode' | 'stand'>;

/** A statement without offset: everything is to be paid. */
export function stelleAuf(kopf: Kopf, zeilen: readonly Zeile[]): Abrechnung {
  const steuern = besteuere(zeilen);
  const netto = zeilen.reduce((s, z) => s + z.netto, 0);
  const steuer = steuern.reduce((s, g) => s + g.steuer, 0);
  const brutto = netto + steuer;
  return { v: 1, ...kopf, zeilen, steuern, netto, steuer, brutto, verrechnung: null, zahlbetrag: brutto };
}

const trifft = (a: number, b: number): number => Math.max(0, Math.min(a, b));

/** Offset of a month: what meets is shown, nothing is paid, the rest waits for the year's true-up. */
export function verrechneMonat(a: Abrechnung, gegen: Pick<Abrechnung, 'vereinbarung' | 'brutto'>): Abrechnung {
  const betrag = trifft(a.brutto, gegen.brutto);
  const verrechnung = {
    mit: gegen.vereinbarung,
    forderung: a.brutto,
    gegenforderung: gegen.brutto,
    betrag,
    vortrag: a.brutto - betrag,
  };
  return { ...a, verrechnung, zahlbetrag: 0 };
}

/** Offset of the whole year: months and true-up of both; what does not meet is paid now. Cents gross of the year. */
export function verrechneJahr(a: Abrechnung, mit: string, jahr: { eigen: number; gegen: number }): Abrechnung {
  const betrag = trifft(jahr.eigen, jahr.gegen);
  const verrechnung = { mit, forderung: jahr.eigen, gegenforderung: jahr.gegen, betrag, vortrag: 0 };
  return { ...a, verrechnung, zahlbetrag: jahr.eigen - betrag };
}

/** The one text of a statement (RFC 8785), and its hash: equal texts are equal to the cent and to the counted case. */
export function kanonisch(a: Abrechnung, sha256: Sha256): { text: string; hash: string } {
  const text = rfc8785(a as never);
  return { text, hash: hex(sha256(new TextEncoder().encode(text))) };
}

/** Reads a canonical text back; undefined when it is none. */
export function liesAbrechnung(text: string): Abrechnung | undefined {
  try {
    const a = JSON.parse(text) as Abrechnung;
    return a.v === 1 && Array.isArray(a.zeilen) && rfc8785(a as never) === text ? a : undefined;
  } catch {
    return undefined;
  }
}
