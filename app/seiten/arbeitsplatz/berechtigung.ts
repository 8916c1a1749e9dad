import { hatRolle, type Rolle, type Rollenzuweisung } from '../../konten/index.ts';
import type { Vorgang } from '../../vorgaenge/index.ts';
import type { Kraft } from '../personal/zugang.ts';

const EINSICHT: readonly Rolle[] = ['sachbearbeitung', 'anordnung', 'leitung', 'pruefung'];
const VERSAND: readonly Rolle[] = ['sachbearbeitung', 'poststelle'];

const eineVon = (rollen: readonly Rollenzuweisung[], welche: readonly Rolle[], leistung: string) =>
  welche.some((r) => hatRolle(rollen, r, leistung));

/**
 * May she look into cases of this Leistung? The database lets in the whole town hall that works on them; need to know goes
 * further: who has no part in the Leistung (Poststelle, Kasse, Personalrat) sees no case (DSGVO Art. 5 (1) c, § 30 AO).
 */
export const darfEinsehen = (rollen: readonly Rollenzuweisung[], leistung: string): boolean =>
  eineVon(rollen, EINSICHT, leistung);

/** The Leistungen into whose cases she may look; null: every one. */
export const einsehbare = (rollen: readonly Rollenzuweisung[]): string[] | null => leistungenMit(rollen, EINSICHT);

/** The Leistungen whose tasks she does; null: every one. */
export const bearbeitbare = (rollen: readonly Rollenzuweisung[]): string[] | null =>
  leistungenMit(rollen, ['sachbearbeitung']);

const leistungenMit = (rollen: readonly Rollenzuweisung[], welche: readonly Rolle[]): string[] | null => {
  const ihre = rollen.filter((r) => welche.includes(r.rolle)).map((r) => r.leistung);
  return ihre.includes('*') ? null : [...new Set(ihre)];
};

/** May she enter posting days for letters of this Leistung? */
export const darfVersenden = (rollen: readonly Rollenzuweisung[], leistung: string): boolean =>
  eineVon(rollen, VERSAND, leistung);

/** May she enter posting days at all? */
export const darfVersendenHier = (rollen: readonly Rollenzuweisung[]): boolean =>
  rollen.some((r) => darfVersenden([r], r.leistung));

/** May she read messages of other authorities? Post room, and everybody who works on cases: nobody knows yet whose it is. */
export const darfKlaeren = (rollen: readonly Rollenzuweisung[]): boolean =>
  rollen.some((r) => VERSAND.includes(r.rolle));

/** Does she work on this case: in this house, with its Leistung, and without a conflict she has declared? */
export const arbeitetDaran = (
  kraft: Kraft,
  { stelle, leistung, befangen }: Pick<Vorgang, 'stelle' | 'leistung' | 'befangen'>,
): boolean =>
  stelle === kraft.stelle && hatRolle(kraft.rollen, 'sachbearbeitung', leistung) && !befangen.includes(kraft.person);
