import { addMonths, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import { isSatzname, isSatzwerte, SATZARTEN, type Satz, type Satzname, type Satzwerte } from '../../kommunen/index.ts';
import { falsch } from '../felder.ts';

/** A tariff as somebody wants to enter it. */
export interface Satzwunsch {
  art: string;
  ab: LocalDate;
  werte: Satzwerte;
  fundstelle: string;
}

/** What entering it would do. */
export interface Satzplan {
  ok: true;
  /** the tariff that counted on its first day until now, or was meant to */
  bisher: Satz | undefined;
  /** begins on the same day as `bisher`, which goes */
  ersetzt: boolean;
  /** first day of the next tariff */
  bis: string | null;
  /** its day lies before today: nothing counted there */
  nachgetragen: boolean;
}

/** Before this day no municipality of today had a tariff: a slip of the finger. */
const FRUEHESTENS = '1990-01-01';
const MONATE_VORAUS = 60;
const LESBAR = /^(?=.*[\p{L}\p{N}])[^\p{C}\p{Zl}\p{Zp}]{1,300}$/u;

const gilt = (s: Satz, tag: string): boolean => s.ab <= tag && (s.bis === null || tag < s.bis);
export const geltenderAm = (saetze: readonly Satz[], art: string, tag: string): Satz | undefined =>
  saetze.find((s) => s.art === art && gilt(s, tag));

/** Kinds that the published Leistungen ask for and for which no tariff counts on that day. */
export const satzOhne = (saetze: readonly Satz[], arten: readonly string[], tag: string): string[] =>
  arten.filter((art) => !geltenderAm(saetze, art, tag));

/**
 * What entering it would do. Nothing that counts today or has counted is altered: its first day lies after today, except where no tariff
 * counted on it. Changes nothing. Refuses `satz.art`, `.werte`, `.fundstelle`, `.ab`, `.rueckwirkend`.
 */
export function planeSatz(saetze: readonly Satz[], w: Satzwunsch, heute: LocalDate): Satzplan | Ablehnung {
  if (!isSatzname(w.art)) return ablehnen('satz.art');
  if (!isSatzwerte(w.art, w.werte)) return ablehnen('satz.werte');
  if (!LESBAR.test(w.fundstelle)) return falsch('satz.fundstelle', 'fundstelle');
  if (!parseLocalDate(w.ab) || w.ab < FRUEHESTENS || w.ab > addMonths(heute, MONATE_VORAUS))
    return falsch('satz.ab', 'ab');
  const bisher = geltenderAm(saetze, w.art, w.ab);
  if (bisher && w.ab <= heute) return falsch('satz.rueckwirkend', 'ab');
  const danach = saetze.find((s) => s.art === w.art && s.ab > w.ab);
  return {
    ok: true,
    bisher,
    ersetzt: bisher?.ab === w.ab,
    bis: bisher ? bisher.bis : (danach?.ab ?? null),
    nachgetragen: w.ab < heute,
  };
}

/** Each entry of its kind, before and after. */
export function aenderungenOf(
  art: Satzname,
  alt: Satzwerte | undefined,
  neu: Satzwerte,
): { feld: string; alt: number | readonly string[] | undefined; neu: number | readonly string[] | undefined }[] {
  const { betraege, termine } = SATZARTEN[art];
  return [...betraege, ...termine].map((feld) => ({ feld, alt: alt?.[feld], neu: neu[feld] }));
}
