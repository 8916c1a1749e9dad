import { connect, createServer, type Socket } from 'node:net';
import { lausche } from './lauschen.ts';

/** What the line does to the answer of a POST: loses the request, or lets it take effect and swallows the answer, or both late. */
export type Unart = 'schneiden' | 'schlucken' | 'verzoegern';

export interface Draht {
  port: number;
  /** misbehaves in this way until `anders` is called again; null: works */
  anders(unart: Unart | null): void;
  /** how often each of them hit a request */
  getroffen: Record<Unart, number>;
  stop(): Promise<void>;
}

const VERZOEGERUNG_MS = 1_500;

/**
 * The front of the house: takes every connection to one of the web processes in turn, to the next when that one is down. It can
 * misbehave towards requests that change something.
 */
export async function createDraht(hinten: readonly number[]): Promise<Draht> {
  let unart: Unart | null = null;
  let reihe = 0;
  const offene = new Set<Socket>();
  const getroffen = { schneiden: 0, schlucken: 0, verzoegern: 0 };

  const server = createServer((vorne) => {
    offene.add(vorne);
    vorne.once('close', () => offene.delete(vorne));
    vorne.on('error', () => undefined);
    vorne.pause();
    verbinde(vorne, hinten.length);
  });

  function verbinde(vorne: Socket, versuche: number): void {
    const port = hinten[reihe++ % hinten.length] ?? 0;
    const dort = connect(port, '127.0.0.1');
    dort.once('error', () => (versuche > 1 ? verbinde(vorne, versuche - 1) : vorne.destroy()));
    dort.once('connect', () => verbunden(vorne, dort));
  }

  function verbunden(vorne: Socket, dort: Socket): void {
    let trifft: Unart | null = null;
    const beide = () => {
      vorne.destroy();
      dort.destroy();
    };
    dort.removeAllListeners('error').on('error', beide);
    vorne.once('close', () => dort.destroy());
    // what is still to be passed on comes first
    dort.once('close', () => setTimeout(() => vorne.end(), trifft === 'verzoegern' ? VERZOEGERUNG_MS : 0));
    vorne.on('data', (stueck) => {
      if (stueck.subarray(0, 5).toString() === 'POST ') trifft = unart;
      if (trifft) getroffen[trifft] += 1;
      if (trifft === 'schneiden') return beide();
      dort.write(stueck);
    });
    dort.on('data', (stueck) => {
      if (trifft === 'schlucken') return beide();
      if (trifft !== 'verzoegern') return vorne.write(stueck);
      setTimeout(() => vorne.destroyed || vorne.write(stueck), VERZOEGERUNG_MS);
    });
    vorne.resume();
  }

  const port = await lausche(server);
  return {
    port,
    getroffen,
    anders: (neu) => void (unart = neu),
    async stop() {
      for (const s of offene) s.destroy();
      await new Promise((r) => server.close(r));
    },
  };
}
