import type { QuellFehler } from '../quelle.ts';

/** An object of the foreign file under reading. Foreign keys are not faults here, wrong shapes are. */
export type Stelle = {
  readonly daten: Readonly<Record<string, unknown>>;
  readonly pfad: string;
  readonly fehler: QuellFehler[];
};

export function objekt(wert: unknown, pfad: string, fehler: QuellFehler[]): Stelle | undefined {
  if (typeof wert === 'object' && wert !== null && !Array.isArray(wert)) {
    // own keys only, whatever they are called
    const daten = Object.assign(Object.create(null) as Record<string, unknown>, wert);
    return { daten, pfad, fehler };
  }
  fehler.push({ pfad, meldung: 'Hier muss ein Objekt mit Schlüsseln stehen.' });
  return undefined;
}

/** The objects of a list; absent or null is an empty list. */
export function liste(s: Stelle, key: string): Stelle[] {
  const wert = s.daten[key];
  if (wert === undefined || wert === null) return [];
  if (Array.isArray(wert)) return wert.flatMap((e: unknown, n) => objekt(e, `${pfad(s, key)}[${n}]`, s.fehler) ?? []);
  return melde(s, key, 'Hier muss eine Liste stehen.') ?? [];
}

/** A text with content, or `undefined` where none is given. */
export function text(s: Stelle, key: string): string | undefined {
  const wert = s.daten[key];
  if (wert === undefined || wert === null) return undefined;
  if (typeof wert === 'string') return wert.trim() === '' ? undefined : wert.trim();
  return melde(s, key, 'Hier muss ein Text stehen.');
}

export function pflichttext(s: Stelle, key: string): string {
  const vorher = s.fehler.length;
  const wert = text(s, key);
  if (wert === undefined && s.fehler.length === vorher) melde(s, key, 'Dieser Text fehlt.');
  return wert ?? '';
}

export function wahrheit(s: Stelle, key: string): boolean {
  const wert = s.daten[key];
  if (wert !== undefined && wert !== null && typeof wert !== 'boolean')
    melde(s, key, 'Hier muss true oder false stehen.');
  return wert === true;
}

/** The keys outside `bekannt` that have content. */
export function rest(s: Stelle, bekannt: readonly string[]): [string, unknown][] {
  return Object.entries(s.daten).filter(([key, wert]) => !bekannt.includes(key) && !istLeer(wert));
}

export function istLeer(wert: unknown): boolean {
  if (wert === undefined || wert === null || wert === false) return true;
  if (typeof wert === 'string') return wert.trim() === '';
  return typeof wert === 'object' && Object.keys(wert).length === 0;
}

function melde(s: Stelle, key: string, meldung: string): undefined {
  s.fehler.push({ pfad: pfad(s, key), meldung });
  return undefined;
}

function pfad(s: Stelle, key: string): string {
  return s.pfad === '' ? key : `${s.pfad}.${key}`;
}
