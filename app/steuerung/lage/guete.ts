import { frist, localDate } from '@rathausverbund/fristen';
import type { Guete } from './fluss.ts';

/**
 * Leistungen for which a law says how soon there must be an answer. Source: § 15 (1) GewO, "innerhalb dreier Tage"; that BGB § 193
 * moves the end to a working day is zu bestätigen.
 */
export const ANTWORTFRISTEN: Readonly<Record<string, { tage: number; norm: string; zuBestaetigen: boolean }>> = {
  'gewerbe-anmeldung': { tage: 3, norm: '§ 15 Abs. 1 GewO', zuBestaetigen: true },
};

export interface Guetezahl {
  leistung: string;
  faelle: number;
  nachgefordert: number;
  widersprochen: number;
  /** cases beyond the period of the law; null = the law sets none */
  verspaetet: number | null;
  norm: string | null;
}

/** What the counts by day say about quality, per Leistung. A case without answer is late once its period has passed. */
export function guetezahlen(zeilen: readonly Guete[], heute: string): Guetezahl[] {
  const je = new Map<string, Guetezahl>();
  for (const z of zeilen) {
    const regel = ANTWORTFRISTEN[z.leistung];
    const g = je.get(z.leistung) ?? {
      leistung: z.leistung,
      faelle: 0,
      nachgefordert: 0,
      widersprochen: 0,
      verspaetet: regel ? 0 : null,
      norm: regel?.norm ?? null,
    };
    const spaet =
      regel && (z.fertig ?? heute) > frist({ beginn: localDate(z.eingang), art: 'ereignis', tage: regel.tage }).ende;
    je.set(z.leistung, {
      ...g,
      faelle: g.faelle + z.anzahl,
      nachgefordert: g.nachgefordert + z.nachgefordert,
      widersprochen: g.widersprochen + z.widersprochen,
      verspaetet: g.verspaetet === null ? null : g.verspaetet + (spaet ? z.anzahl : 0),
    });
  }
  return [...je.values()];
}
