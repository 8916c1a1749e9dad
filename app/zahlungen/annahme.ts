import { type Ablehnung, ablehnen } from '../base/index.ts';
import { istGrenze } from '../leistungen/index.ts';

/** Ordered once for many claims by the body whose Kasse books. Cents; days are local dates, `bis` is the first day outside. */
export interface Annahmeanordnung {
  id: string;
  leistung: string;
  hoechstbetrag: number;
  ab: string;
  bis: string | null;
  /** where the body's Dienstanweisung allows it */
  dienstanweisung: string;
  angeordnetVon: string;
  angeordnetAm: Date;
  widerrufenAm: Date | null;
}

export type Annahmeantrag = Pick<Annahmeanordnung, 'leistung' | 'hoechstbetrag' | 'ab' | 'bis' | 'dienstanweisung'>;

const TAG = /^\d{4}-\d{2}-\d{2}$/;

/** May this be ordered at all? A past day would order what has happened already. */
export function pruefeAntrag(a: Annahmeantrag, heute: string): { ok: true } | Ablehnung {
  if (!Number.isSafeInteger(a.hoechstbetrag) || a.hoechstbetrag <= 0) return ablehnen('annahmeanordnung.hoechstbetrag');
  if (!TAG.test(a.ab) || a.ab < heute) return ablehnen('annahmeanordnung.ab');
  if (a.bis !== null && (!TAG.test(a.bis) || a.bis <= a.ab)) return ablehnen('annahmeanordnung.bis');
  if (a.dienstanweisung.trim() === '') return ablehnen('annahmeanordnung.dienstanweisung');
  return { ok: true };
}

export const giltAm = (a: Annahmeanordnung, tag: string): boolean =>
  a.widerrufenAm === null && a.ab <= tag && (a.bis === null || tag < a.bis);

/** What a rule said about the amount, as its event keeps it. */
type Regelbetrag = { ok: true; betrag: number } | Ablehnung;

/** The amount a rule leaves no choice about: one number of cents, no frame. */
export function betragOf(wert: unknown): Regelbetrag {
  const o = typeof wert === 'object' && wert !== null ? (wert as Record<string, unknown>) : { betrag: wert };
  const { betrag } = o;
  if (typeof betrag !== 'number' || !Number.isSafeInteger(betrag) || betrag < 0)
    return ablehnen('annahmeanordnung.ohne-regel');
  const grenzen = Object.entries(o).filter(([name, x]) => istGrenze(name) && x !== undefined && x !== null);
  if (grenzen.length > 0) return ablehnen('annahmeanordnung.rahmen');
  return { ok: true, betrag };
}

/** The order that covers this amount on this day; of several the one given last. */
export function waehleAnordnung(
  alle: readonly Annahmeanordnung[],
  f: { leistung: string; betrag: Regelbetrag; tag: string },
): { ok: true; anordnung: Annahmeanordnung; betrag: number } | Ablehnung {
  if (!f.betrag.ok) return f.betrag;
  const { betrag } = f.betrag;
  const gueltige = alle.filter((a) => a.leistung === f.leistung && giltAm(a, f.tag));
  if (gueltige.length === 0) return ablehnen('annahmeanordnung.keine');
  const anordnung = gueltige
    .filter((a) => betrag <= a.hoechstbetrag)
    .sort((a, b) => b.angeordnetAm.getTime() - a.angeordnetAm.getTime())[0];
  return anordnung ? { ok: true, anordnung, betrag } : ablehnen('annahmeanordnung.betrag');
}
