import { localDate } from '@rathausverbund/fristen';
import type { Ergebnis } from '../../base/index.ts';
import type { Regel } from '../model.ts';
import type { Befehl } from './befehle.ts';
import { entscheide, type Umfeld } from './entscheide.ts';
import { pruefeFolgen } from './folgen.ts';
import { type Inhalt, pruefeInhalt, type Vertragsseite } from './inhalt.ts';
import { evolve, type Schritt, type Stand } from './stand.ts';
import { schreibeText, textHashOf } from './text.ts';
import { zeilenOf } from './zeilen.ts';

/** Agreements between bodies named by a letter, in memory: the pure rules without database, on days that the test sets. */
export function spielwiese(aktiv: (k: string) => boolean = () => true, gesetz: readonly Regel[] = []) {
  const staende = new Map<string, Stand>();
  const welt = { heute: '2026-06-01', untergegangen: null as string | null, aufsicht: 'Landratsamt Landkreis Leipzig' };

  const regeln = (ausser?: string): Regel[] => [
    ...gesetz,
    ...[...staende.values()].filter((s) => s.id !== ausser).flatMap(zeilenOf),
  ];

  /** One step of a side; refused, nothing has changed. */
  function gehe(id: string, seite: Vertragsseite, befehl: Befehl): Ergebnis<{ stand: Stand }> {
    const stand = staende.get(id) ?? null;
    const ort = befehl.art === 'entwerfen' ? befehl.inhalt.auftraggeber : (stand?.parteien.auftraggeber ?? '');
    const umfeld: Umfeld = {
      seite,
      heute: localDate(welt.heute),
      aufsicht: welt.aufsicht,
      untergegangen: () => welt.untergegangen,
      gesetz: (i) => gesetz.find((g) => g.von === i.auftraggeber)?.titel ?? null,
    };
    const e = entscheide(stand, befehl, umfeld);
    if (!e.ok) return e;
    const nachbarn = { regeln: regeln(id).filter((r) => r.von === ort), aktiv, heute: welt.heute, ort };
    const f = pruefeFolgen(stand, e.aussage, nachbarn, 'bestaetigung' in befehl ? befehl.bestaetigung : undefined);
    if (!f.ok) return f;
    const nr = (stand?.schritte.length ?? 0) + 1;
    const x = { ...f.aussage, nr, seite, at: `${welt.heute}T10:00:00.000Z`, person: null, hash: String(nr) } as Schritt;
    const neu = evolve(stand, id, x);
    staende.set(id, neu);
    return { ok: true, stand: neu };
  }

  function entwirf(id: string, seite: Vertragsseite, inhalt: Inhalt) {
    const falsch = pruefeInhalt(inhalt, localDate(welt.heute));
    if (falsch) return falsch;
    const text = schreibeText(inhalt, { auftraggeber: inhalt.auftraggeber, auftragnehmer: inhalt.auftragnehmer });
    return gehe(id, seite, { art: 'entwerfen', inhalt, text, textHash: textHashOf(inhalt, text) });
  }
  return { welt, staende, regeln, gehe, entwirf };
}

export const BEIDE = ['auftraggeber', 'auftragnehmer'] as const;

export const inhalt = (e: Partial<Inhalt> = {}): Inhalt => ({
  art: 'mandatierend',
  titel: 'Zweckvereinbarung',
  auftraggeber: 'a',
  auftragnehmer: 'b',
  leistungen: ['gewerbe'],
  benennung: { gewerbe: 'Gewerbe', hund: 'Hund' },
  steuern: [],
  ab: null,
  bis: null,
  klauseln: { kuendigung: '3' },
  kosten: '',
  kostenregeln: [],
  aufwandsklassen: [],
  ...e,
});
