import type { Ereignis } from '@rathausverbund/nachweis';

/** On paper, written down at the office, or electronically (§ 70 (1) VwGO, § 357 (1) AO). */
export const WIDERSPRUCHSKANAELE = ['papier', 'niederschrift', 'elektronisch'] as const;
export type Widerspruchskanal = (typeof WIDERSPRUCHSKANAELE)[number];
export const isWiderspruchskanal = (text: string): text is Widerspruchskanal =>
  (WIDERSPRUCHSKANAELE as readonly string[]).includes(text);

/**
 * How it went: taken back, found right by the body itself (§ 72 VwGO), decided by the Widerspruchsbehörde (§ 73), without an object,
 * entered by mistake; contested before the court (§ 74) and that ended; and the entry before taken back.
 */
export const AUSGAENGE = [
  'zurueckgenommen',
  'abgeholfen',
  'stattgegeben',
  'teilweise',
  'zurueckgewiesen',
  'erledigt',
  'fehleintrag',
  'klage',
  'gericht',
  'wieder-offen',
] as const;
export type Ausgang = (typeof AUSGAENGE)[number];
export const isAusgang = (text: string): text is Ausgang => (AUSGAENGE as readonly string[]).includes(text);

export interface Widerspruch {
  id: string;
  /** local date on which it came in */
  eingang: string;
  /** null: entered before the channel was asked for */
  kanal: Widerspruchskanal | null;
  /** kinds of the Verwaltungsakte that it opened again */
  gegen: string[];
  /** null: nobody has decided yet */
  stand: Widerspruchsstand | null;
  /** id of what was entered last, so that a form sent twice counts once */
  eintrag: string;
}

export interface Widerspruchsstand {
  ausgang: Exclude<Ausgang, 'wieder-offen'>;
  /** local date on which it took effect */
  tag: string;
  /** last local date for going to court; null: nothing was turned down */
  klageBis: string | null;
}

const MIT_KLAGE: ReadonlySet<Ausgang> = new Set(['teilweise', 'zurueckgewiesen']);
/** Turned down in whole or in part: who objected may go to court (§ 74 (1) VwGO). */
export const eroeffnetKlage = (ausgang: Ausgang): boolean => MIT_KLAGE.has(ausgang);

const NICHT_ZUERST: ReadonlySet<Ausgang> = new Set(['klage', 'gericht', 'wieder-offen']);

/** What can be entered next. */
export function naechsteAusgaenge({ stand }: Widerspruch): Ausgang[] {
  if (stand === null) return AUSGAENGE.filter((a) => !NICHT_ZUERST.has(a));
  const weiter: Ausgang[] = eroeffnetKlage(stand.ausgang) ? ['klage'] : stand.ausgang === 'klage' ? ['gericht'] : [];
  return [...weiter, 'wieder-offen'];
}

/** Somebody has still to decide: the office, the Widerspruchsbehörde or a court. */
export const laeuftWiderspruch = (w: Widerspruch | null): boolean =>
  w !== null && (w.stand === null || w.stand.ausgang === 'klage');

/** What it was directed against stands as it was issued. */
export const bleibtBescheid = (ausgang: Ausgang): boolean =>
  ausgang === 'zurueckgenommen' || ausgang === 'zurueckgewiesen' || ausgang === 'fehleintrag';

/** What lists say of a Vorgang since this event; undefined: what they said before. */
export function hinweisVon({ kind, data }: Pick<Ereignis, 'kind' | 'data'>): string | undefined {
  if (kind === 'widerspruch.eingelegt') return hinweisNach('wieder-offen');
  return kind === 'widerspruch.fortgeschrieben' ? hinweisNach(data['ausgang'] as Ausgang) : undefined;
}

/** The same for how it stands. */
export const hinweisZu = ({ stand }: Widerspruch): string => hinweisNach(stand?.ausgang ?? 'wieder-offen');

const hinweisNach = (ausgang: Ausgang): string =>
  ausgang === 'wieder-offen' ? 'Widerspruch eingelegt' : ausgang === 'klage' ? 'Klage erhoben' : 'Widerspruch beendet';
