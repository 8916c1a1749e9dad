import { type Kopf, sichtAuf } from '@rathausverbund/prozess';
import { Aufschub, erledigt, type Handler, type Kontext } from '../base/index.ts';
import { lock, project } from '../vorgaenge/index.ts';
import { readZustand } from './instanz.ts';
import type { Dienstlage, Laufzeitkern } from './kern.ts';
import { beendeWarten, meldeWarten } from './vorfaelle.ts';

/** tries of a step whose author says nothing of it */
const VERSUCHE = 6;
const ABGEBROCHEN = 'Der Schritt wurde begonnen und nicht fertig. Noch einmal von selbst versucht wird er nicht.';

/**
 * A service task: prepared outside any transaction, concluded inside the one that moves the process on. Whoever comes second, or
 * after a restart, finds the step gone and does nothing.
 */
export function createDiensthandler(k: Laufzeitkern): Handler {
  const { db, protokoll, katalog, dienste } = k.deps;

  /** Reads a Vorgang for a service that works outside the transaction. */
  async function readLage(
    kontext: Kontext,
    vorgang: string,
    schritt: number,
    auftrag: { typ: string; kopf: Kopf },
  ): Promise<{ typ: string; versuche: number; lage: Dienstlage } | null> {
    return db.transaktion(kontext, async (tx) => {
      const koerperschaft = kontext.handelndFuer ?? '';
      const [g, zustand] = await Promise.all([
        lock(tx, protokoll, koerperschaft, vorgang),
        readZustand(tx, protokoll, koerperschaft, vorgang),
      ]);
      const token = zustand?.token.find((t) => t.schritt === schritt);
      if (!g || !zustand || !token) return null;
      const leistung = await katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
      const variablen = sichtAuf(leistung.prozess, zustand, token);
      // the version in force decides: the Vorgang may have moved to another one since the job was made
      const knoten = leistung.prozess.knoten.get(token.element);
      const { typ, kopf, versuche = VERSUCHE } = knoten?.art === 'dienst' ? knoten : { ...auftrag, versuche: VERSUCHE };
      return { typ, versuche, lage: { gesperrt: g, leistung, variablen, kopf, schluessel: `${vorgang}/${schritt}` } };
    });
  }

  /** A step that waits is an incident people see, once, though nobody has to mend it: the process itself still stands well. */
  async function showWaiting(kontext: Kontext, vorgang: string, schritt: number, meldung: string): Promise<void> {
    await db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, protokoll, kontext.handelndFuer ?? '', vorgang);
      const zustand = g && (await readZustand(tx, protokoll, g.vorgang.koerperschaft, vorgang));
      const token = zustand?.token.find((t) => t.schritt === schritt);
      if (!g || !token) return;
      const am = protokoll.uhr.jetzt();
      if (await meldeWarten(tx, g, { schritt, element: token.element, meldung, am }))
        project(tx, g, { schritt: 'Wartet, geht von selbst weiter', hinweis: meldung });
    });
  }

  return async (auftrag, kontext) => {
    const { schritt, typ, kopf } = auftrag.angaben as { schritt: number; typ: string; kopf: Kopf };
    const gelesen = await readLage(kontext, auftrag.bezug ?? '', schritt, { typ, kopf });
    if (!gelesen) return void (await db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    try {
      // its last try ended without a word: the machine died
      if (auftrag.versuche > gelesen.versuche) throw new Error(ABGEBROCHEN);
      const handler = dienste.get(gelesen.typ);
      if (!handler) throw new Error(`Dienst ${gelesen.typ} fehlt`);
      const abschluss = await handler(gelesen.lage);
      await k.inJob(auftrag, kontext, async (tx, g) => {
        await beendeWarten(tx, g, schritt, protokoll.uhr.jetzt());
        const e = await abschluss(tx, { ...g, schritt });
        return e.ok ? k.command(tx, e.gesperrt, { art: 'dienst-erledigt', schritt, variablen: e.variablen }) : e;
      });
    } catch (fehler) {
      if (fehler instanceof Aufschub) await showWaiting(kontext, auftrag.bezug ?? '', schritt, fehler.message);
      if (fehler instanceof Aufschub || auftrag.versuche < gelesen.versuche) throw fehler;
      const meldung = String((fehler as Error).message ?? fehler).slice(0, 300);
      await k.inJob(auftrag, kontext, (tx, g) =>
        k.command(tx, g, { art: 'dienst-gescheitert', schritt, meldung, endgueltig: true }),
      );
    }
  };
}
