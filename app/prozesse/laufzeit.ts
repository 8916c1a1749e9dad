import type { Befehl } from '@rathausverbund/prozess';
import { type Auftrag, ablehnen, erledigt, type Handler, type Kontext, type Log, type Tx } from '../base/index.ts';
import { MASCHINE } from '../nachweise/index.ts';
import { type Gesperrt, handle, lock } from '../vorgaenge/index.ts';
import { createDiensthandler } from './dienst.ts';
import { readZustand } from './instanz.ts';
import type { Bekannt, LaufzeitDeps, Laufzeitkern, Weiter } from './kern.ts';
import { ruecke } from './schritt.ts';
import { beendeWarten, meldeStoerung, START } from './vorfaelle.ts';
import { verbrauche, type Zeitgeber } from './zeitgeber.ts';
import { createZeitlauf } from './zeitlauf.ts';

/** A start that failed so often is an incident; the queue's own patience ends later. */
const START_ENDGUELTIG_NACH = 6;

/** Runs processes durably: one command = lock the Vorgang, advance, write state, tasks, timers, jobs and events, commit. */
export function createLaufzeit(d: LaufzeitDeps) {
  /**
   * One command on a locked Vorgang, with everything that follows from it. `bearbeitung` (who signs the next letter) is kept
   * by the runtime beside the model's own variables, whatever an author maps.
   */
  async function command(tx: Tx, g: Gesperrt, befehl: Befehl, bekannt: Bekannt = {}): Promise<Weiter> {
    // what follows from the step is not the step: its events carry no number
    const { schritt: _, ...ohneSchritt } = g;
    g = ohneSchritt;
    const { koerperschaft, id } = g.vorgang;
    const vorher =
      bekannt.vorher === undefined ? await readZustand(tx, d.protokoll, koerperschaft, id) : bekannt.vorher;
    const b = await ruecke(tx, d, g.vorgang, vorher, befehl, bekannt.bearbeitung);
    if (!b.ok) return b;
    const { leistung } = b;
    for (const s of b.sprueche) {
      const regel = `${leistung.schluessel}@${leistung.fassung}#${s.decision}`;
      const e = await handle(
        tx,
        d.protokoll,
        g,
        { art: 'regel-anwenden', regel, wert: s.wert, begruendung: s.begruendung, herleitung: s.herleitung },
        MASCHINE,
      );
      if (!e.ok) return e;
      g = e.gesperrt;
    }
    for (const w of b.wirkungen)
      if (w.art === 'vorfall') meldeStoerung(tx, g, { ...w, am: d.protokoll.uhr.jetzt() });
      // its step was withdrawn: nobody has to mend it any more
      else if (w.art === 'vorfall-entfallen') await beendeWarten(tx, g, w.schritt, d.protokoll.uhr.jetzt());
    return { ok: true, gesperrt: g };
  }

  /** Does a job on its locked Vorgang and ends it in the same transaction. */
  async function inJob(
    auftrag: Auftrag,
    kontext: Kontext,
    fn: (tx: Tx, g: Gesperrt) => Promise<Weiter>,
  ): Promise<void> {
    const e = await d.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, d.protokoll, auftrag.koerperschaft, auftrag.bezug ?? '');
      if (!g) return ablehnen('vorgang.unbekannt');
      const r = await fn(tx, g);
      if (!r.ok) return r;
      return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(`${auftrag.art}: ${e.grund} ${e.angaben?.['meldung'] ?? ''}`);
  }

  const starte: Handler = async (auftrag, kontext) => {
    const { koerperschaft, bezug } = auftrag;
    try {
      await inJob(auftrag, kontext, async (tx, g) => {
        const vorher = await readZustand(tx, d.protokoll, koerperschaft, bezug ?? '');
        // begun already, or given away before it began
        if (vorher || g.vorgang.abgeschlossen) return { ok: true, gesperrt: g };
        const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
        return command(tx, g, { art: 'start', variablen: await d.startwerte(tx, g, leistung) }, { vorher });
      });
    } catch (fehler) {
      if (auftrag.versuche < START_ENDGUELTIG_NACH) throw fehler;
      const meldung = String((fehler as Error).message ?? fehler).slice(0, 300);
      await inJob(auftrag, kontext, async (tx, g) => {
        meldeStoerung(tx, g, { schritt: START, element: 'start', meldung, am: d.protokoll.uhr.jetzt() });
        return { ok: true, gesperrt: g };
      });
    }
  };

  /** A timer falls due: its event and the next steps, or nothing where its step is gone. */
  async function feuere(z: Zeitgeber, kontext: Kontext): Promise<void> {
    const { schritt } = z;
    const e = await d.db.transaktion(kontext, async (tx) => {
      const [g, zustand, faellig] = await Promise.all([
        lock(tx, d.protokoll, z.koerperschaft, z.vorgang),
        readZustand(tx, d.protokoll, z.koerperschaft, z.vorgang),
        verbrauche(tx, z),
      ]);
      if (faellig === undefined) return ablehnen('auftrag.lease-verloren');
      // the step is gone: the timer was withdrawn, nothing to do
      if (!g || !zustand?.token.some((t) => t.schritt === schritt)) return { ok: true as const };
      const r = await handle(tx, d.protokoll, { ...g, schritt }, { art: 'frist-ablaufen', faellig }, MASCHINE);
      return r.ok ? command(tx, r.gesperrt, { art: 'zeit', schritt, faellig }, { vorher: zustand }) : r;
    });
    if (!e.ok) throw new Error(`prozess.zeit: ${e.grund} ${e.angaben?.['meldung'] ?? ''}`);
  }

  async function gibZeitgeberAuf(z: Zeitgeber, kontext: Kontext, meldung: string): Promise<void> {
    await d.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, d.protokoll, z.koerperschaft, z.vorgang);
      const zustand = await readZustand(tx, d.protokoll, z.koerperschaft, z.vorgang);
      const element = zustand?.token.find((t) => t.schritt === z.schritt)?.element;
      if (g && element) meldeStoerung(tx, g, { schritt: z.schritt, element, meldung, am: d.protokoll.uhr.jetzt() });
    });
  }

  const kern: Laufzeitkern = { deps: d, command, inJob };
  const handler: [string, Handler][] = [
    ['prozess.starten', starte],
    ['prozess.dienst', createDiensthandler(kern)],
  ];
  return {
    command,
    startwerte: d.startwerte,
    readZustand: (tx: Tx, g: Gesperrt) => readZustand(tx, d.protokoll, g.vorgang.koerperschaft, g.vorgang.id),
    handler,
    feuere,
    gibZeitgeberAuf,
    zeitlauf: (log: Log) => createZeitlauf(d.db, { feuere, gibAuf: gibZeitgeberAuf }, log),
  };
}

export type Laufzeit = ReturnType<typeof createLaufzeit>;
