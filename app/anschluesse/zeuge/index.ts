import type { Gegenzeichner } from '../../ports/index.ts';
import { type Antwort, readAntwort, readAntworten, STUMM, UNLESBAR } from './antwort.ts';
import { createPost } from './post.ts';
import { createStapel } from './stapel.ts';

export { fetchListe } from './liste.ts';

export interface ZeugeKonfiguration {
  /** Submission prefix of the witness without trailing slash. */
  readonly url: string;
  readonly zeitlimitMs: number;
}

/** Requests at the same time to a witness that takes one checkpoint each. */
const EINZELN = { hoechstens: 1, zugleich: 6 };
/** Half a round is judged while the other half is on its way. */
const GESAMMELT = { hoechstens: 64, zugleich: 2 };

/**
 * Client of a C2SP tlog-witness (https://c2sp.org/tlog-witness). Checkpoints of many logs go together to a witness that has
 * `add-checkpoints` beside the standard's `add-checkpoint` (ours have); the first "not found" shows that it has not. The caller
 * verifies the cosignatures against the keys it trusts.
 */
export function createZeuge({ url, zeitlimitMs }: ZeugeKonfiguration): Gegenzeichner {
  const optionen = { zeitlimitMs, hoechstensBytes: 64 * 1024, verbindungen: EINZELN.zugleich };
  const postEine = createPost(`${url}/add-checkpoint`, optionen);
  const postAlle = createPost(`${url}/add-checkpoints`, {
    zeitlimitMs,
    hoechstensBytes: GESAMMELT.hoechstens * optionen.hoechstensBytes,
    verbindungen: GESAMMELT.zugleich,
  });
  let art = GESAMMELT;

  async function eine(body: string): Promise<Antwort> {
    const a = await postEine(body);
    return a.art === 'antwort' ? readAntwort(a.status, a.typ, Buffer.from(a.bytes).toString('utf8')) : STUMM;
  }

  async function alle(bodies: readonly string[]): Promise<readonly Antwort[]> {
    const a = await postAlle(JSON.stringify(bodies));
    if (a.art !== 'antwort') return bodies.map(() => STUMM);
    if (a.status === 404 || a.status === 405) art = EINZELN;
    if (a.status !== 200) return jede(bodies);
    return readAntworten(Buffer.from(a.bytes).toString('utf8'), bodies.length) ?? bodies.map(() => UNLESBAR);
  }

  const jede = async (bodies: readonly string[]): Promise<Antwort[]> => {
    const antworten: Antwort[] = [];
    for (const body of bodies) antworten.push(await eine(body));
    return antworten;
  };

  const addCheckpoint = createStapel<Antwort>({
    hoechstens: () => art.hoechstens,
    zugleich: () => art.zugleich,
    sende: (bodies) => (bodies.length > 1 ? alle(bodies) : jede(bodies)),
  });
  return { addCheckpoint };
}
