import {
  plane,
  type Urteil,
  type Wandergrund,
  type Wanderpunkt,
  wandere,
  type Zuordnungen,
} from '@rathausverbund/prozess';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { VERWALTUNGSAKT_DIENSTE } from '../leistungen/index.ts';
import { type Gesperrt, handle, lock, passeAufgabeAn } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, type Person } from './aufgaben.ts';
import { lockInstanz, readZustand, writeSchritt } from './instanz.ts';
import { aufgabenname } from './model.ts';
import { beendeWarten } from './vorfaelle.ts';

/** To which version running instances go, and what elements are called there; what is not named keeps its id. */
export interface Ziel {
  nach: string;
  zuordnung: Zuordnungen;
}

/** What would happen to one instance: to each of its steps, or why it must stay where it is. */
export type Aussicht =
  | { ok: true; von: string; punkte: readonly Wanderpunkt[] }
  | { ok: false; von: string; gruende: readonly Wandergrund[] };

/** Whose Vorgang it is keeps the release of versions to itself, and has not released this one. */
const NICHT_FREIGEGEBEN = {
  ok: false as const,
  gruende: [{ element: '', name: 'Fassung', meldung: 'Die Kommune des Vorgangs hat diese Fassung nicht freigegeben.' }],
};

/** Only who leads the house that works on the Vorgang may put it under another version. */
async function darfUmstellen(tx: Tx, p: Person, leistung: string, stelle: string): Promise<boolean> {
  return stelle === p.stelle && hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', leistung);
}

/** The dry run: reads where the instance stands and asks what the move would do. Nothing is written. */
export async function sieUmstellungVoraus(
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  ziel: Ziel,
): Promise<Aussicht | Ablehnung> {
  const kontext = await arbeitskontext(d, p, vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx) => {
    const i = await lockInstanz(tx, d.protokoll, koerperschaft, vorgang);
    if (!i) return ablehnen('vorgang.unbekannt');
    if (!(await darfUmstellen(tx, p, i.ort.leistung, p.stelle))) return ablehnen('umstellung.nicht-berechtigt');
    const von = i.ort.fassung;
    if (!d.katalog.istFreigegeben(koerperschaft, i.ort.leistung, ziel.nach)) return { ...NICHT_FREIGEGEBEN, von };
    // a process that has not begun starts in the new version
    if (!i.zustand) return { ok: true as const, von, punkte: [] };
    const { alt, neu, urteil } = await beide(d, i.ort.leistung, von, ziel.nach);
    return { ...plane(alt, neu, i.zustand, ziel.zuordnung, urteil), von };
  });
}

async function beide(d: AufgabenDeps, leistung: string, von: string, nach: string) {
  const [alt, neu] = await Promise.all([d.katalog.inFassung(leistung, von), d.katalog.inFassung(leistung, nach)]);
  // where a statute allows it without a person, nobody need have decided
  const urteil: Urteil = neu.angaben.automatik ? {} : { verwaltungsakte: VERWALTUNGSAKT_DIENSTE };
  return { alt: alt.prozess, neu: neu.prozess, urteil };
}

export type Umstellung =
  | { ok: true }
  | { ok: false; grund: 'umstellung.passt-nicht'; gruende: readonly Wandergrund[] }
  | Ablehnung;

/**
 * Moves one instance to another version, in its own transaction: planned anew under its lock, since somebody may have worked on it
 * after the dry run. All of it with the legal event that says who did it, or nothing. Tasks keep their step and what was typed.
 */
export async function stelleUm(d: AufgabenDeps, p: Person, vorgang: string, ziel: Ziel): Promise<Umstellung> {
  const kontext = await arbeitskontext(d, p, vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx): Promise<Umstellung> => {
    const [g, zustand] = await Promise.all([
      lock(tx, d.protokoll, koerperschaft, vorgang),
      readZustand(tx, d.protokoll, koerperschaft, vorgang),
    ]);
    if (!g) return ablehnen('vorgang.unbekannt');
    const { leistung, fassung: von, stelle } = g.vorgang;
    if (!(await darfUmstellen(tx, p, leistung, stelle))) return ablehnen('umstellung.nicht-berechtigt');
    if (von === ziel.nach) return ablehnen('umstellung.schon-dort');
    if (!d.katalog.istFreigegeben(koerperschaft, leistung, ziel.nach))
      return { ...NICHT_FREIGEGEBEN, grund: 'umstellung.passt-nicht' };
    const { alt, neu, urteil } = await beide(d, leistung, von, ziel.nach);
    const w = zustand && wandere(alt, neu, zustand, ziel.zuordnung, urteil);
    if (w && !w.ok) return { ok: false, grund: 'umstellung.passt-nicht', gruende: w.gruende };
    const actor = { pseudonym: p.person, role: 'leitung', loa: null };
    const befehl = {
      art: 'umstellen',
      person: p.person,
      nach: ziel.nach,
      zuordnung: { ...ziel.zuordnung },
      begonnen: zustand !== null,
    } as const;
    const e = await handle(tx, d.protokoll, g, befehl, actor);
    if (!e.ok) return e;
    if (w) await schreibe(tx, d, e.gesperrt, w);
    return { ok: true };
  });
}

async function schreibe(
  tx: Tx,
  d: AufgabenDeps,
  g: Gesperrt,
  w: ReturnType<typeof wandere> & { ok: true },
): Promise<void> {
  const wirkungen = w.wirkungen.flatMap((x) => (x.art === 'aufgabe-anpassen' ? [] : [x]));
  writeSchritt(tx, d.protokoll, g.vorgang, w.zustand, wirkungen, []);
  for (const x of w.wirkungen)
    if (x.art === 'aufgabe-anpassen')
      passeAufgabeAn(tx, g, {
        schritt: x.schritt,
        element: x.element,
        name: aufgabenname(x),
        gruppe: x.gruppe ?? 'sachbearbeitung',
        formular: x.formular ?? null,
        kopf: { ...x.kopf },
      });
    // the new version has no such step: nobody has to mend it any more
    else if (x.art === 'vorfall-entfallen') await beendeWarten(tx, g, x.schritt, d.protokoll.uhr.jetzt());
}
