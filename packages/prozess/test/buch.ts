import { expect } from 'vitest';
import { advance } from '../src/advance.ts';
import type { Befehl, Wirkung } from '../src/befehl.ts';
import { nimmZurueck } from '../src/lauf/abraeumen.ts';
import { hoertNur } from '../src/lauf/lauf.ts';
import type { Prozess } from '../src/model.ts';
import type { Token, Zustand } from '../src/zustand.ts';
import { friereEin } from './bpmn.ts';

/** What the caller still holds open, kept by the effects alone. */
function fuehreBuch(buch: Map<number, string>, wirkungen: readonly Wirkung[], getan: number | undefined): void {
  for (const w of wirkungen) {
    if (w.art === 'beendet') buch.clear();
    else if (w.art.endsWith('-entfernen') || w.art === 'warten-beendet' || w.art === 'vorfall-entfallen') {
      expect(buch.delete(w.schritt), `${w.art} ${w.schritt}`).toBe(true);
    } else if (w.art === 'vorfall') buch.set(w.schritt, 'vorfall');
    else {
      expect(buch.has(w.schritt), `${w.art} ${w.schritt}`).toBe(false);
      buch.set(w.schritt, w.art);
    }
  }
  if (getan !== undefined && !wirkungen.some((w) => w.art === 'vorfall' && w.schritt === getan)) buch.delete(getan);
}

/** Plays commands as a caller would, checks after each what must always hold, and answers the last state. */
export function spiele(prozess: Prozess, befehle: Iterable<Befehl>): Zustand | null {
  let zustand: Zustand | null = null;
  const buch = new Map<number, string>();
  for (const b of befehle) {
    const antwort = advance(prozess, friereEin(zustand), b);
    expect(advance(prozess, zustand, b)).toEqual(antwort);
    if (!antwort.ok) {
      expect(antwort.meldung).not.toBe('');
      continue;
    }
    const nurVersucht = b.art === 'dienst-gescheitert' && !b.endgueltig;
    fuehreBuch(buch, antwort.wirkungen, 'schritt' in b && !nurVersucht ? b.schritt : undefined);
    const kopie = JSON.parse(JSON.stringify(antwort.zustand)) as Zustand;
    expect(kopie).toEqual(antwort.zustand);
    pruefeErhaltung(prozess, antwort.zustand, buch);
    zustand = kopie;
  }
  return zustand;
}

/** Tokens are conserved: what is open outside has one, what has one is open, every scope has something in it. */
function pruefeErhaltung(prozess: Prozess, zustand: Zustand, buch: ReadonlyMap<number, string>): void {
  const { token, naechster, fertig } = zustand;
  const schritte = new Set(token.map((t) => t.schritt));
  expect(schritte.size).toBe(token.length);
  for (const s of schritte) expect(s).toBeLessThan(naechster);
  expect(fertig !== undefined).toBe(token.length === 0);
  const sichtbar = token.filter((t) => t.vorfall || (!t.mehrfach && wirktAussen(prozess, t)));
  expect(sichtbar.map((t) => t.schritt).sort((a, b) => a - b)).toEqual([...buch.keys()].sort((a, b) => a - b));
  for (const t of token) pruefeOrt(prozess, zustand, t, schritte);
  for (const e of zustand.erledigt ?? []) if (e.in !== undefined) expect(schritte).toContain(e.in);
}

function wirktAussen(prozess: Prozess, t: Token): boolean {
  const knoten = prozess.knoten.get(t.element);
  return knoten !== undefined && nimmZurueck(knoten, t.schritt) !== undefined;
}

function pruefeOrt(prozess: Prozess, { token }: Zustand, t: Token, schritte: ReadonlySet<number>): void {
  if (t.an !== undefined) expect(schritte).toContain(t.an);
  if (t.in !== undefined) expect(schritte).toContain(t.in);
  const drinnen = token.filter((x) => x.in === t.schritt);
  if (t.mehrfach) {
    expect(drinnen.filter((x) => x.nr !== undefined)).toHaveLength(t.mehrfach.begonnen - t.mehrfach.fertig);
    expect(t.mehrfach.fertig).toBeLessThan(t.mehrfach.anzahl);
    return;
  }
  const knoten = prozess.knoten.get(t.element);
  if ((knoten?.art !== 'teilprozess' && knoten?.art !== 'aufruf') || t.vorfall) return;
  expect(
    drinnen.some((x) => !hoertNur(prozess, x) || x.vorfall),
    `${t.element} is empty`,
  ).toBe(true);
}
