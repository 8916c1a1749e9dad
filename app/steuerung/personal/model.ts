import { parseTag } from '@rathausverbund/formular';
import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { Ergebnis } from '../../base/index.ts';
import { type Personaleintrag, ROLLEN, type Rolle, type Rollenzuweisung } from '../../konten/index.ts';
import { type Felder, falsch, feld } from '../felder.ts';

/** Roles that may be given for one Leistung; the others concern the whole house. */
const JE_LEISTUNG: readonly Rolle[] = ['sachbearbeitung', 'anordnung', 'leitung'];

export interface Angaben {
  name: string;
  funktion: string;
  telefon: string;
}

const HOECHSTENS = 120;
/** Something to read, and nothing that cannot be seen. */
const LESBAR = /^(?=.*[\p{L}\p{N}])[^\p{C}\p{Zl}\p{Zp}]+$/u;
const istText = (text: string): boolean => text.length <= HOECHSTENS && LESBAR.test(text);
/** The day after the last one of the calendar cannot be written. */
const ENDE = '9999-12-31';

/** Name and function are what colleagues read, and what stands under letters. */
export function liesAngaben(f: Felder): Ergebnis<{ wert: Angaben }> {
  const [name, funktion, telefon] = [feld(f, 'name'), feld(f, 'funktion'), feld(f, 'telefon')];
  if (!istText(name)) return falsch('personal.name', 'name');
  if (!istText(funktion)) return falsch('personal.funktion', 'funktion');
  if (!/^[\d +/()-]{0,40}$/.test(telefon)) return falsch('personal.telefon', 'telefon');
  return { ok: true, wert: { name, funktion, telefon } };
}

/** Her name at the administration's sign-in service; nobody else of the house may have it. */
function liesKennung(f: Felder, da: readonly Pick<Personaleintrag, 'sub' | 'name'>[]): Ergebnis<{ sub: string }> {
  const sub = feld(f, 'kennung');
  if (!/^[^\s\p{C}]{1,200}$/u.test(sub)) return falsch('personal.kennung', 'kennung');
  const schon = da.find((m) => m.sub === sub);
  return schon ? falsch('personal.kennung-vergeben', 'kennung', { name: schon.name }) : { ok: true, sub };
}

/** Somebody who is taken in, as a form or a file says it. */
export function liesPerson(
  f: Felder,
  da: readonly Pick<Personaleintrag, 'sub' | 'name'>[] = [],
): Ergebnis<{ wert: Angaben & { sub: string } }> {
  const angaben = liesAngaben(f);
  if (!angaben.ok) return angaben;
  const kennung = liesKennung(f, da);
  return kennung.ok ? { ok: true, wert: { ...angaben.wert, sub: kennung.sub } } : kennung;
}

/** A role that exists, for all Leistungen or, where that makes sense, for one. */
export function liesRolle(f: Felder, leistungen: readonly string[]): Ergebnis<{ wert: Rollenzuweisung }> {
  const rolle = ROLLEN.find((r) => r === feld(f, 'rolle'));
  if (!rolle) return falsch('personal.rolle', 'rolle');
  const leistung = JE_LEISTUNG.includes(rolle) ? feld(f, 'leistung') : '*';
  if (leistung !== '*' && !leistungen.includes(leistung)) return falsch('personal.leistung', 'leistung');
  return { ok: true, wert: { rolle, leistung } };
}

export interface Ernennung {
  leistung: string;
  ab: LocalDate;
  /** first day outside; null = until further notice */
  bis: LocalDate | null;
  verfuegung: string;
}

/** An appointment as the mayor's order says it. Days are ISO; one before today would order what has happened. */
export function liesErnennung(
  f: Felder,
  leistungen: readonly string[],
  heute: LocalDate,
): Ergebnis<{ wert: Ernennung }> {
  const leistung = feld(f, 'leistung');
  if (leistung !== '*' && !leistungen.includes(leistung)) return falsch('personal.leistung', 'leistung');
  const ab = parseTag(feld(f, 'ab'));
  if (!ab || ab < heute) return falsch('befugnis.ab', 'ab');
  const letzter = feld(f, 'letzter') === '' ? null : parseTag(feld(f, 'letzter'));
  if (letzter === undefined || (letzter !== null && (letzter < ab || letzter >= ENDE)))
    return falsch('befugnis.letzter', 'letzter');
  const verfuegung = feld(f, 'verfuegung');
  if (verfuegung === '' || verfuegung.length > 500) return falsch('befugnis.verfuegung', 'verfuegung');
  return { ok: true, wert: { leistung, ab, bis: letzter && addDays(letzter, 1), verfuegung } };
}
