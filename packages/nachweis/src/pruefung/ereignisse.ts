import type { Krypto } from '@rathausverbund/siegel';
import { ereignisC, leafHash } from '../baum/hash.ts';
import { verifyInclusion } from '../baum/verify.ts';
import { fromUtf8, hex } from '../bytes.ts';
import { type Ereignis, pruefeEreignis } from '../ereignis.ts';
import { parseOrigin } from '../note/checkpoint.ts';
import { type ParsedTlogProof, parseTlogProof } from '../note/tlogproof.ts';
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

/** The three files of one event. */
export interface EreignisDateien {
  readonly name: string;
  readonly event: Uint8Array;
  readonly salt: Uint8Array;
  readonly tlogProof: Uint8Array;
}

type Antwort =
  | { readonly ok: true; readonly gelesen: GelesenesEreignis }
  | { readonly ok: false; readonly befund: Befund };

/** Event → C → leaf hash → root of the checkpoint. Who signed the checkpoint is another question. */
export function pruefeBlatt(krypto: Krypto, { name, event, salt, tlogProof }: EreignisDateien): Antwort {
  const refuse = (code: string, meldung: string): Antwort => ({
    ok: false,
    befund: befund('unversehrt', 'does not hold', code, `${name}: ${meldung}`),
  });
  const value = event.length <= MAX_EREIGNIS ? parseCanonical(event) : null;
  if (value === null) return refuse('ereignis.text', 'Der Text des Ereignisses ist verändert oder beschädigt.');
  const geprueft = pruefeEreignis(value);
  if (!geprueft.ok) return refuse(geprueft.code, geprueft.meldung);
  const proof = parseTlogProof(fromUtf8(tlogProof) ?? '');
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

/** Within each stream the events follow one another without gap, through all epochs, each naming the C of the one before. */
export function pruefeKette(gelesen: readonly GelesenesEreignis[]): Befund[] {
  const ketten = groupBy(gelesen, ({ ereignis: { log, strom } }) => rfc8785([parseOrigin(log)?.stamm ?? log, strom]));
  return [...ketten.values()].map((kette) => {
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
    return befund(
      'unversehrt',
      'holds',
      'kette.lueckenlos',
      `Die Ereignisse ${first} bis ${last} von ${strom?.art} ${strom?.id} folgen lückenlos aufeinander.`,
    );
  });
}

/** Two states of one log with the same size and different roots: the log was forked. */
export function pruefeSpaltung(gelesen: readonly GelesenesEreignis[]): Befund[] {
  const seen = new Map<string, string>();
  for (const { proof } of gelesen) {
    const { origin, groesse, wurzel } = proof.gelesen.checkpoint;
    const place = `${origin}\n${groesse}`;
    const known = seen.get(place) ?? hex(wurzel);
    if (known !== hex(wurzel))
      return [
        befund(
          'unversehrt',
          'does not hold',
          'protokoll.gespalten',
          'Das Protokoll hat zu einer Größe zwei verschiedene Stände.',
        ),
      ];
    seen.set(place, known);
  }
  return [];
}
