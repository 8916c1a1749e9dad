import type { Krypto } from '@rathausverbund/siegel';
import { ereignisC, leafHash } from '../baum/hash.ts';
import { verifyInclusion } from '../baum/verify.ts';
import { fromUtf8, hex } from '../bytes.ts';
import { type Ereignis, pruefeEreignis } from '../ereignis.ts';
import { parseOrigin } from '../note/checkpoint.ts';
import type { ParsedTlogProof } from '../note/tlogproof.ts';
import { type JsonWert, rfc8785 } from '../rfc8785.ts';
import { type Befund, befund } from './ergebnis.ts';
import { groupBy } from './gruppen.ts';

/** An event of a bundle whose C is a leaf of the tree its checkpoint names. */
export interface GelesenesEreignis {
  readonly ereignis: Ereignis;
  /** Lower-case hex. */
  readonly c: string;
  readonly proof: ParsedTlogProof;
}

/** Longest event in bytes: what nobody would write is not parsed. */
const MAX_EREIGNIS = 512 * 1024;

/** What a bundle keeps of one event. */
export interface EreignisDateien {
  readonly name: string;
  readonly event: Uint8Array;
  readonly salt: Uint8Array;
  /** Null when it cannot be read. */
  readonly beweis: ParsedTlogProof | null;
}

type Antwort =
  | { readonly ok: true; readonly gelesen: GelesenesEreignis }
  | { readonly ok: false; readonly befund: Befund };

/** Event → C → leaf hash → root of the checkpoint. Who signed the checkpoint is another question. */
export function pruefeBlatt(krypto: Krypto, { name, event, salt, beweis: proof }: EreignisDateien): Antwort {
  const refuse = (code: string, meldung: string): Antwort => ({
    ok: false,
    befund: befund('unversehrt', 'does not hold', code, `${name}: ${meldung}`),
  });
  const value = event.length <= MAX_EREIGNIS ? parseCanonical(event) : null;
  if (value === null) return refuse('ereignis.text', 'Der Text des Ereignisses ist verändert oder beschädigt.');
  const geprueft = pruefeEreignis(value);
  if (!geprueft.ok) return refuse(geprueft.code, geprueft.meldung);
  if (!proof || salt.length !== 32) return refuse('beweis.unlesbar', 'Der Nachweis aus dem Protokoll ist beschädigt.');
  const { origin, groesse, wurzel } = proof.gelesen.checkpoint;
  const c = ereignisC(krypto.sha256, salt, value);
  const blattHash = leafHash(krypto.sha256, c);
  const within = verifyInclusion(krypto.sha256, { index: proof.index, groesse, blattHash, proof: proof.proof, wurzel });
  if (!within || !mayLieIn(geprueft.ereignis.log, origin))
    return refuse('beweis.passt-nicht', 'Das Ereignis steht so nicht im Protokoll.');
  return { ok: true, gelesen: { ereignis: geprueft.ereignis, c: hex(c), proof } };
}

/**
 * An event names the log that was the newest of its body when it was written. While that log stands still the event waits, and
 * its place is in a later epoch of the same body; never in an earlier one.
 */
function mayLieIn(log: string, origin: string): boolean {
  const [named, found] = [parseOrigin(log), parseOrigin(origin)];
  return log === origin || (named?.stamm === found?.stamm && (named?.epoche ?? 0) < (found?.epoche ?? 0));
}

/** Only the canonical spelling is the event: anything else has another meaning to somebody. */
function parseCanonical(bytes: Uint8Array): JsonWert {
  try {
    const text = fromUtf8(bytes) ?? '';
    const value = JSON.parse(text) as JsonWert;
    return rfc8785(value) === text ? value : null;
  } catch {
    return null;
  }
}

/** One stream, whose events follow one another from the first without gap, through all epochs, each naming the C of the one before. */
export function pruefeKette(gelesen: readonly GelesenesEreignis[]): Befund[] {
  const ketten = groupBy(gelesen, ({ ereignis: { log, strom } }) => rfc8785([parseOrigin(log)?.stamm ?? log, strom]));
  const gemischt = befund(
    'unversehrt',
    'does not hold',
    'buendel.gemischt',
    'Das Bündel enthält Ereignisse aus verschiedenen Vorgängen: Es wurde so von keiner Stelle ausgegeben.',
  );
  const befunde = [...ketten.values()].map((kette) => {
    const sorted = kette.toSorted((a, b) => a.ereignis.n - b.ereignis.n);
    const strom = sorted[0]?.ereignis.strom;
    const broken = sorted.find((e, i) => {
      const before = sorted[i - 1];
      return before && (e.ereignis.n !== before.ereignis.n + 1 || e.ereignis.prev !== before.c);
    });
    if (broken)
      return befund(
        'unversehrt',
        'does not hold',
        'kette.luecke',
        `Vor Ereignis ${broken.ereignis.n} von ${strom?.art} ${strom?.id} fehlt etwas, oder die Reihenfolge stimmt nicht.`,
      );
    const [first, last] = [sorted[0]?.ereignis.n, sorted.at(-1)?.ereignis.n];
    if (first !== 1)
      return befund(
        'unversehrt',
        'cannot be decided',
        'kette.anfang',
        `Von ${strom?.art} ${strom?.id} liegen erst die Ereignisse ab ${first} bei. Was davor geschah, zeigt dieser Nachweis nicht.`,
      );
    return befund(
      'unversehrt',
      'holds',
      'kette.lueckenlos',
      `Die Ereignisse 1 bis ${last} von ${strom?.art} ${strom?.id} folgen lückenlos aufeinander. Spätere sind möglich; sie zeigt nur ein neuerer Nachweis.`,
    );
  });
  return ketten.size > 1 ? [gemischt, ...befunde] : befunde;
}
