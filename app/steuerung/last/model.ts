import { parseTag } from '@rathausverbund/formular';
import { addDays, type LocalDate, tageZwischen } from '@rathausverbund/fristen';
import type { Ergebnis } from '../../base/index.ts';
import { type Felder, falsch, feld } from '../felder.ts';
import { type Montag, montagOf, parseWoche } from './wochen.ts';

// Days are local dates, `bis` is the first day outside.

export interface Dienstvereinbarung {
  readonly id: string;
  readonly titel: string;
  readonly geschlossen: LocalDate;
  readonly ab: LocalDate;
  readonly bis: LocalDate | null;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly leistungen: readonly string[];
}

export interface Planstelle {
  readonly id: string;
  readonly team: string;
  readonly bezeichnung: string;
  /** a week */
  readonly minuten: number;
  readonly ab: LocalDate;
  readonly bis: LocalDate | null;
  readonly mitarbeiter: string | null;
  /** another post */
  readonly vertretung: string | null;
}

export interface Abwesenheit {
  readonly id: string;
  readonly planstelle: string;
  readonly ab: LocalDate;
  readonly bis: LocalDate;
}

export interface Aufwand {
  readonly leistung: string;
  readonly ab: LocalDate;
  readonly minuten: number;
  readonly grund: string;
}

export interface Vorwoche {
  readonly montag: Montag;
  readonly faelle: number;
}

/** The one in force on a day; none: nothing is measured. */
export const geltende = (alle: readonly Dienstvereinbarung[], tag: LocalDate): Dienstvereinbarung | undefined =>
  alle.find((d) => d.ab <= tag && (d.bis === null || tag < d.bis));

/** Effort of a case on a day: the latest entry that has begun. */
export const aufwandAm = (alle: readonly Aufwand[], leistung: string, tag: LocalDate): Aufwand | undefined =>
  alle.filter((a) => a.leistung === leistung && a.ab <= tag).sort((a, b) => (a.ab < b.ab ? 1 : -1))[0];

/** From a first to a last day; the last one may stay open where `offen` says so. */
function liesZeitraum<O extends boolean>(
  f: Felder,
  offen: O,
): Ergebnis<{ ab: LocalDate; bis: O extends true ? LocalDate | null : LocalDate }> {
  const ab = parseTag(feld(f, 'ab'));
  if (ab === undefined || ab < '2000-01-01' || ab > '2100-01-01') return falsch('last.tag-ungueltig', 'ab');
  type Bis = O extends true ? LocalDate | null : LocalDate;
  if (offen && feld(f, 'letzter') === '') return { ok: true, ab, bis: null as Bis };
  const letzter = parseTag(feld(f, 'letzter'));
  if (letzter === undefined || letzter > '2100-01-01') return falsch('last.tag-ungueltig', 'letzter');
  if (letzter < ab) return falsch('last.ende-vor-beginn', 'letzter');
  return { ok: true, ab, bis: addDays(letzter, 1) as Bis };
}

const LAENGE = 200;
function liesText(f: Felder, name: string): Ergebnis<{ text: string }> {
  const text = feld(f, name);
  if (text === '') return falsch('last.text-fehlt', name);
  return text.length > LAENGE ? falsch('last.text-zu-lang', name) : { ok: true, text };
}

export function liesDienstvereinbarung(
  f: Felder,
  da: readonly Dienstvereinbarung[],
): Ergebnis<{ wert: Omit<Dienstvereinbarung, 'id'> }> {
  const titel = liesText(f, 'titel');
  if (!titel.ok) return titel;
  const geschlossen = parseTag(feld(f, 'geschlossen'));
  if (geschlossen === undefined) return falsch('last.tag-ungueltig', 'geschlossen');
  const zeit = liesZeitraum(f, true);
  if (!zeit.ok) return zeit;
  if (zeit.ab < geschlossen) return falsch('last.vor-abschluss', 'ab');
  if (da.some((d) => ueberlappt(d, zeit))) return falsch('last.vereinbarung-doppelt', 'ab');
  return { ok: true, wert: { titel: titel.text, geschlossen, ab: zeit.ab, bis: zeit.bis } };
}

interface Zeitraum {
  ab: LocalDate;
  bis: LocalDate | null;
}
const ueberlappt = (a: Zeitraum, b: Zeitraum): boolean =>
  (b.bis === null || a.ab < b.bis) && (a.bis === null || b.ab < a.bis);

/** A post of more than a full one and a half is a slip of the pen. */
export const HOECHSTSTUNDEN = 60;

/** "19,5" hours as minutes */
export function liesStunden(text: string): number | undefined {
  if (!/^-?\d{1,4}([.,]\d{1,2})?$/.test(text.trim())) return undefined;
  return Math.round(Number(text.trim().replace(',', '.')) * 60);
}

export function liesPlanstelle(
  f: Felder,
  teams: readonly Team[],
  da: readonly Planstelle[],
  leute: readonly string[],
): Ergebnis<{ wert: Omit<Planstelle, 'id'> }> {
  const bezeichnung = liesText(f, 'bezeichnung');
  if (!bezeichnung.ok) return bezeichnung;
  const team = teams.find((t) => t.id === feld(f, 'team'));
  if (!team) return falsch('last.team-unbekannt', 'team');
  const minuten = liesStunden(feld(f, 'stunden'));
  if (minuten === undefined || minuten <= 0) return falsch('last.stunden-ungueltig', 'stunden');
  if (minuten > HOECHSTSTUNDEN * 60) return falsch('last.stunden-zu-viel', 'stunden');
  const zeit = liesZeitraum(f, true);
  if (!zeit.ok) return zeit;
  const [mitarbeiter, vertretung] = [feld(f, 'mitarbeiter') || null, feld(f, 'vertretung') || null];
  if (mitarbeiter !== null && !leute.includes(mitarbeiter)) return falsch('last.person-unbekannt', 'mitarbeiter');
  if (vertretung !== null && !da.some((p) => p.id === vertretung)) return falsch('last.stelle-unbekannt', 'vertretung');
  const { ab, bis } = zeit;
  return {
    ok: true,
    wert: { team: team.id, bezeichnung: bezeichnung.text, minuten, ab, bis, mitarbeiter, vertretung },
  };
}

/** Longer is no absence, but a post that has ended. */
const HOECHSTTAGE = 731;

export function liesAbwesenheit(
  f: Felder,
  planstellen: readonly Planstelle[],
  da: readonly Abwesenheit[],
): Ergebnis<{ wert: Omit<Abwesenheit, 'id'> }> {
  const p = planstellen.find((x) => x.id === feld(f, 'planstelle'));
  if (!p) return falsch('last.stelle-unbekannt', 'planstelle');
  const zeit = liesZeitraum(f, false);
  if (!zeit.ok) return zeit;
  if (tageZwischen(zeit.ab, zeit.bis) > HOECHSTTAGE) return falsch('last.abwesenheit-zu-lang', 'letzter');
  if (zeit.ab < p.ab || (p.bis !== null && p.bis < zeit.bis)) return falsch('last.ausserhalb-der-stelle', 'ab');
  if (da.some((a) => a.planstelle === p.id && ueberlappt(a, zeit))) return falsch('last.abwesenheit-doppelt', 'ab');
  return { ok: true, wert: { planstelle: p.id, ab: zeit.ab, bis: zeit.bis } };
}

export function liesTeam(
  f: Felder,
  leistungen: readonly string[],
  da: readonly Team[],
): Ergebnis<{ wert: Omit<Team, 'id'> }> {
  const name = liesText(f, 'name');
  if (!name.ok) return name;
  if (da.some((t) => t.name === name.text)) return falsch('last.team-doppelt', 'name');
  const gewaehlt = leistungen.filter((l) => feld(f, `leistung.${l}`) !== '');
  if (gewaehlt.length === 0) return falsch('last.team-ohne-leistung', 'name');
  // one Leistung in two teams would count its work twice
  const schon = da.find((t) => t.leistungen.some((l) => gewaehlt.includes(l)));
  if (schon) return falsch('last.leistung-vergeben', 'name', { team: schon.name });
  return { ok: true, wert: { name: name.text, leistungen: gewaehlt } };
}

/** A case of more than a week of work is no case of these Leistungen. */
const HOECHSTMINUTEN = 2400;

export function liesAufwand(f: Felder, leistungen: readonly string[]): Ergebnis<{ wert: Aufwand }> {
  const leistung = feld(f, 'leistung');
  if (!leistungen.includes(leistung)) return falsch('last.leistung-unbekannt', 'leistung');
  const text = feld(f, 'minuten');
  const minuten = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (minuten < 1 || minuten > HOECHSTMINUTEN) return falsch('last.minuten-ungueltig', 'minuten');
  const ab = parseTag(feld(f, 'ab'));
  if (ab === undefined) return falsch('last.tag-ungueltig', 'ab');
  const grund = liesText(f, 'grund');
  return grund.ok ? { ok: true, wert: { leistung, ab, minuten, grund: grund.text } } : grund;
}

const HOECHSTFAELLE = 100_000;

/** Lines "KW 53/2026; 7". All of them, or none: half a history is a wrong one. */
export function liesVorgeschichte(
  f: Felder,
  leistungen: readonly string[],
  heute: LocalDate,
): Ergebnis<{ leistung: string; quelle: string; wochen: Vorwoche[] }> {
  const leistung = feld(f, 'leistung');
  if (!leistungen.includes(leistung)) return falsch('last.leistung-unbekannt', 'leistung');
  const quelle = liesText(f, 'quelle');
  if (!quelle.ok) return quelle;
  const wochen = new Map<Montag, Vorwoche>();
  for (const zeile of feld(f, 'wochen')
    .split('\n')
    .filter((z) => z.trim() !== '')) {
    const [wann = '', wieviele = '', ...mehr] = zeile.split(';').map((x) => x.trim());
    const montag = parseWoche(wann);
    const gelesen = mehr.length === 0 && /^\d{1,6}$/.test(wieviele) ? Number(wieviele) : HOECHSTFAELLE + 1;
    if (montag === undefined || gelesen > HOECHSTFAELLE) return falsch('last.zeile-unlesbar', 'wochen', { zeile });
    if (montag >= montagOf(heute)) return falsch('last.woche-nicht-vorbei', 'wochen', { zeile });
    if (wochen.has(montag)) return falsch('last.woche-doppelt', 'wochen', { zeile });
    wochen.set(montag, { montag, faelle: gelesen });
  }
  if (wochen.size === 0) return falsch('last.text-fehlt', 'wochen');
  return { ok: true, leistung, quelle: quelle.text, wochen: [...wochen.values()] };
}
