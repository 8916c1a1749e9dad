import { type Ablehnung, ablehnen, type Kontext } from '../base/index.ts';
import { hatRolle, type Rolle, type Rollenzuweisung } from '../konten/index.ts';
import type { Handelnder } from '../nachweise/index.ts';

/** A member of staff who acts in the account of the own body. */
export interface Akteur {
  person: string;
  stelle: string;
  rollen: readonly Rollenzuweisung[];
}

/** What needs which role: one of them. */
export const ROLLEN = {
  lesen: ['leitung', 'kasse', 'pruefung'],
  abrechnen: ['leitung'],
  kontieren: ['leitung', 'kasse'],
  seiten: ['poststelle', 'leitung'],
  bestand: ['sachbearbeitung', 'leitung'],
  aufwand: ['sachbearbeitung', 'leitung'],
} as const satisfies Record<string, readonly Rolle[]>;

export const darf = (a: Pick<Akteur, 'rollen'>, was: keyof typeof ROLLEN, leistung = '*'): boolean =>
  ROLLEN[was].some((r) => hatRolle(a.rollen, r, leistung));

export const verboten: Ablehnung = ablehnen('abrechnung.nicht-berechtigt');

export const kontextOf = (a: Akteur, vereinbarung: string | null): Kontext => ({
  art: 'mitarbeit',
  person: a.person,
  stelle: a.stelle,
  handelndFuer: a.stelle,
  grundlage: { vereinbarung, norm: null, aufgabe: 'Abrechnung', zweck: 'Kostenerstattung nach der Vereinbarung' },
});

/** In the log a person is a pseudonym; no figure is ever made of it. */
export const handelnderOf = (a: Akteur): Handelnder => ({ pseudonym: a.person, role: 'mitarbeit', loa: null });
