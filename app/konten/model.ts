import type { Grundlage, Kontext } from '../base/index.ts';
import type { Niveau } from '../ports/index.ts';

/** Who is signed in. `person` is the account (citizen) or the member of staff, `stelle` the body that employs her. */
export type Sitzung =
  | { art: 'person'; person: string; niveau: Niveau; name: string }
  | { art: 'mitarbeit'; person: string; stelle: string; name: string; funktion: string };

export const ROLLEN = [
  'sachbearbeitung',
  'anordnung',
  'poststelle',
  'kasse',
  'pruefung',
  'leitung',
  'personalrat',
  'datenschutz',
] as const;
export type Rolle = (typeof ROLLEN)[number];

/** A role inside the own house; `leistung` is the key of a Leistung, `*` means all. */
export interface Rollenzuweisung {
  rolle: Rolle;
  leistung: string;
}

/** A member of staff as colleagues and letters name her. */
export interface Mitarbeiter {
  id: string;
  name: string;
  funktion: string;
  telefon: string;
}

/** What the account knows about a citizen, for prefill. `strasse` carries the house number, dates are YYYY-MM-DD. */
export interface Kontoangaben {
  vorname: string;
  nachname: string;
  geburtsname?: string;
  geburtsdatum?: string;
  geburtsort?: string;
  geschlecht?: string;
  staatsangehoerigkeit?: string;
  strasse?: string;
  plz?: string;
  ort?: string;
  land?: string;
  email?: string;
}
/** Their names, as a form asks for them: `vorbelegung: konto.vorname`. */
export const KONTOANGABEN = Object.keys({
  vorname: true,
  nachname: true,
  geburtsname: true,
  geburtsdatum: true,
  geburtsort: true,
  geschlecht: true,
  staatsangehoerigkeit: true,
  strasse: true,
  plz: true,
  ort: true,
  land: true,
  email: true,
} satisfies Record<keyof Kontoangaben, true>);

export interface Konto {
  buerger: string;
  niveau: Niveau;
  angaben: Kontoangaben;
}

/** Has she this role for this Leistung? A role for all Leistungen covers each. */
export const hatRolle = (rollen: readonly Rollenzuweisung[], rolle: Rolle, leistung: string): boolean =>
  rollen.some((r) => r.rolle === rolle && (r.leistung === '*' || r.leistung === leistung));

/**
 * The access context of a session. Staff without `handelndFuer` only read; the basis belongs to whoever acts.
 * A citizen never acts for a body, so both are ignored there.
 */
export function kontextOf(
  sitzung: Sitzung,
  handeln: { handelndFuer?: string | null; grundlage?: Grundlage | null } = {},
): Kontext {
  if (sitzung.art === 'person')
    return { art: 'person', person: sitzung.person, stelle: null, handelndFuer: null, grundlage: null };
  const { handelndFuer = null, grundlage = null } = handeln;
  return { art: 'mitarbeit', person: sitzung.person, stelle: sitzung.stelle, handelndFuer, grundlage };
}
