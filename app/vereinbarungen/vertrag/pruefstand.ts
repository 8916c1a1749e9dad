import { localDate } from '@rathausverbund/fristen';
import type { Ergebnis } from '../../base/index.ts';
import type { Regel } from '../model.ts';
import type { Befehl } from './befehle.ts';
import { entscheide } from './entscheide.ts';
import { pruefeFolgen } from './folgen.ts';
import { type Inhalt, pruefeInhalt, type Vertragsseite } from './inhalt.ts';
import type { Umfeld } from './pruefung.ts';
import { evolve, type Schritt, type Stand } from './stand.ts';
import { schreibeText, textHashOf } from './text.ts';
import { zeilenOf } from './zeilen.ts';

/** Agreements between bodies named by a letter, in memory: the pure rules without database, on days that the test sets. */
export function spielwiese(aktiv: (k: string) => boolean = () => true, gesetz: readonly Regel[] = []) {
  const staende = new Map<string, Stand>();
  const welt = { heute: '2026-06-01', untergegangen: null as string | null, aufsicht: LRA };

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
    const falsch = pruefeInhalt(inhalt, localDate(welt.heute), id);
    if (falsch) return falsch;
    const text = schreibeText(inhalt, { auftraggeber: inhalt.auftraggeber, auftragnehmer: inhalt.auftragnehmer });
    return gehe(id, seite, { art: 'entwerfen', inhalt, text, textHash: textHashOf(inhalt, text) });
  }
  const hash = (id = 'v') => staende.get(id)?.fassungen.at(-1)?.textHash ?? '';
  function stand(id = 'v'): Stand {
    const s = staende.get(id);
    if (!s) throw new Error(`${id} fehlt`);
    return s;
  }

  /** Plays an agreement up to a stage, all of both sides' steps of it included; what is refused on the way is an error of the test. */
  function spiele(i: Partial<Inhalt> = {}, bis: Stufe = 'freigeschaltet', id = 'v'): void {
    const beide = (befehl: () => Befehl) => () => BEIDE.map((s) => gehe(id, s, befehl()));
    const stufen: Record<Stufe, () => Ergebnis[]> = {
      entworfen: () => [entwirf(id, 'auftraggeber', inhalt(i))],
      erklaert: beide(() => ({ art: 'erklaeren', textHash: hash(id) })),
      beschlossen: beide(() => beschluss),
      genehmigt: () => [gehe(id, 'auftraggeber', genehmigen)],
      bekanntgemacht: () => [gehe(id, 'auftragnehmer', bekannt)],
      nachgewiesen: () => [gehe(id, 'auftraggeber', vertrag)],
      freigeschaltet: beide(() => ({ art: 'freischalten' })),
    };
    for (const [stufe, tue] of Object.entries(stufen)) {
      for (const e of tue()) if (!e.ok) throw new Error(`${stufe}: ${e.grund}`);
      if (stufe === bis) return;
    }
  }
  return { welt, staende, regeln, gehe, entwirf, hash, stand, spiele };
}

export const BEIDE = ['auftraggeber', 'auftragnehmer'] as const;
type Stufe =
  | 'entworfen'
  | 'erklaert'
  | 'beschlossen'
  | 'genehmigt'
  | 'bekanntgemacht'
  | 'nachgewiesen'
  | 'freigeschaltet';

/** The steps as everything is in order on the first day. */
export const LRA = 'Landratsamt Landkreis Leipzig';
export const genehmigen: Befehl = { art: 'genehmigen', behoerde: LRA, tag: '2026-06-01', zeichen: '092.6' };
export const bekannt: Befehl = { art: 'bekanntmachen', tag: '2026-06-01', fundstelle: 'Amtsblatt 6/2026' };
export const beschluss: Befehl = { art: 'beschliessen', tag: '2026-06-01', nummer: '11' };
export const vertrag: Befehl = { art: 'nachweisen', was: 'datenschutz', tag: '2026-06-01', zeichen: 'AVV' };

/** The code of a refusal, or "ok". */
export const grund = (e: { ok: boolean; grund?: string }): string | undefined => (e.ok ? 'ok' : e.grund);

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
