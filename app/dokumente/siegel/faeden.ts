import { Worker } from 'node:worker_threads';
import { Unerreichbar } from './ausfall.ts';
import type { Erneuerauftrag, Erneuert } from './erneuern.ts';
import type { AnFaden, VomFaden } from './protokoll.ts';
import type { Rueckfragen, Siegelauftrag } from './versiegeln.ts';

export interface Siegelfaeden {
  /**
   * Seals one document in a thread; documents wait in line. Rejects when it fails, exceeds its time, or its thread dies; when a question
   * fails, with what that question threw, and when its answer takes too long, as `Unerreichbar`.
   */
  versiegle(auftrag: Siegelauftrag, fragen: Rueckfragen): Promise<Uint8Array>;
  /** Renews one sealed document in a thread, see `erneuere`; in line with the others. */
  erneuere(auftrag: Erneuerauftrag, stempel: Rueckfragen['stempel']): Promise<Erneuert>;
  /** Refuses what waits and ends the threads. */
  stop(): Promise<void>;
}

export interface FaedenOptionen {
  /** the bundled `faden.ts` */
  fadenDatei: string;
  /** threads at most, started when needed; default 2 */
  anzahl?: number;
  /** longest time for one document in milliseconds, questions included; default 30,000 */
  hoechstzeit?: number;
}

interface Posten {
  readonly auftrag: AnFaden;
  readonly fragen: Rueckfragen;
  /** the answer that ends it; anything else is a failure */
  readonly melde: (n: VomFaden) => void;
  readonly scheitere: (grund: unknown) => void;
}

/** A document in its thread. */
interface Lauf {
  readonly posten: Posten;
  readonly uhr: NodeJS.Timeout;
  /** somebody outside is being asked */
  fragt: boolean;
  /** what a question threw: it does not travel through the thread */
  fehler?: unknown;
}

const BEENDET = 'Das Schreiben wurde nicht gesiegelt, weil das System gerade beendet wird.';
const GESTORBEN = 'Das Schreiben wurde nicht gesiegelt, weil das Siegelprogramm abgebrochen ist.';
const ZU_LANGE = 'Das Schreiben wurde nicht gesiegelt, weil es zu lange dauerte.';
const OHNE_ANTWORT = 'Der Siegel- oder Zeitstempeldienst antwortet nicht rechtzeitig. Es geht von selbst weiter.';
const MEGABYTES = 256;

/** A small pool; idle threads keep no process alive. A thread that dies or hangs costs its document one attempt; the next document gets a new one. */
export function createSiegelfaeden({ fadenDatei, anzahl = 2, hoechstzeit = 30_000 }: FaedenOptionen): Siegelfaeden {
  const warteschlange: Posten[] = [];
  const frei: Worker[] = [];
  const alle = new Map<Worker, Lauf | null>();
  let beendet = false;

  function starte(): Worker {
    // no environment, no standard streams of ours: the thread has nothing to say but its messages
    const faden = new Worker(fadenDatei, { env: {}, resourceLimits: { maxOldGenerationSizeMb: MEGABYTES } });
    alle.set(faden, null);
    faden.on('message', (n: VomFaden) => nachricht(faden, n));
    faden.on('error', () => void faden.terminate());
    faden.on('exit', () => {
      schliesse(faden, (p) => p.scheitere(new Error(GESTORBEN)));
      alle.delete(faden);
      const i = frei.indexOf(faden);
      if (i >= 0) frei.splice(i, 1);
      weiter();
    });
    return faden;
  }

  function schliesse(faden: Worker, tu: (p: Posten, l: Lauf) => void): void {
    const laufend = alle.get(faden);
    if (!laufend) return;
    alle.set(faden, null);
    clearTimeout(laufend.uhr);
    faden.unref();
    tu(laufend.posten, laufend);
  }

  function nachricht(faden: Worker, n: VomFaden): void {
    const laufend = alle.get(faden);
    if (!laufend) return;
    const { fragen } = laufend.posten;
    if (n.art === 'signiere') return antworte(faden, laufend, fragen.signiere(n.plan, n.daten));
    if (n.art === 'stempel') return antworte(faden, laufend, fragen.stempel(n.digest));
    schliesse(faden, (p, { fehler }) =>
      n.art === 'gescheitert' ? p.scheitere(fehler ?? new Error(n.meldung)) : p.melde(n),
    );
    frei.push(faden);
    weiter();
  }

  function antworte(faden: Worker, lauf: Lauf, frage: Promise<Uint8Array>): void {
    lauf.fragt = true;
    const sende = (n: AnFaden) => {
      lauf.fragt = false;
      if (alle.get(faden) === lauf) faden.postMessage(n, []);
    };
    frage.then(
      (bytes) => sende({ art: 'antwort', bytes }),
      (fehler: unknown) => {
        lauf.fehler = fehler;
        sende({ art: 'fehler', meldung: fehler instanceof Error ? fehler.message : String(fehler) });
      },
    );
  }

  function weiter(): void {
    if (beendet || warteschlange.length === 0) return;
    const faden = frei.pop() ?? (alle.size < anzahl ? starte() : undefined);
    const posten = faden && warteschlange.shift();
    if (!posten) return;
    const uhr = setTimeout(() => {
      schliesse(faden, (p, { fragt }) => p.scheitere(fragt ? new Unerreichbar(OHNE_ANTWORT) : new Error(ZU_LANGE)));
      void faden.terminate();
    }, hoechstzeit);
    alle.set(faden, { posten, uhr, fragt: false });
    faden.ref();
    faden.postMessage(posten.auftrag, []);
    weiter();
  }

  const stelleAn = (auftrag: AnFaden, fragen: Rueckfragen): Promise<VomFaden> =>
    new Promise((melde, scheitere) => {
      if (beendet) return scheitere(new Error(BEENDET));
      warteschlange.push({ auftrag, fragen, melde, scheitere });
      weiter();
    });

  return {
    async versiegle(auftrag, fragen) {
      const n = await stelleAn({ art: 'auftrag', auftrag }, fragen);
      if (n.art !== 'fertig') throw new Error(GESTORBEN);
      return n.pdf;
    },
    async erneuere(auftrag, stempel) {
      const signiere = () => Promise.reject(new Error('Eine Erneuerung unterschreibt nicht.'));
      const n = await stelleAn({ art: 'erneuerung', auftrag }, { signiere, stempel });
      if (n.art !== 'erneuert') throw new Error(GESTORBEN);
      return n.erneuert;
    },
    async stop() {
      beendet = true;
      for (const p of warteschlange.splice(0)) p.scheitere(new Error(BEENDET));
      for (const faden of alle.keys()) schliesse(faden, (p) => p.scheitere(new Error(BEENDET)));
      await Promise.all([...alle.keys()].map((f) => f.terminate()));
    },
  };
}
