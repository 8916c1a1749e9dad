import { base64, fromDecimal } from '../bytes.ts';
import { parseHashes } from '../note/tlogproof.ts';

/** Place of a leaf in the tree of checkpoint `nr`: what a C2SP tlog-proof says, without repeating the checkpoint. */
export interface Beweiszeile {
  readonly nr: string;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
}

/** Consistency between the checkpoints `alt` and `neu` of one log, named by their numbers. */
export interface Konsistenzzeile {
  readonly alt: string;
  readonly neu: string;
  readonly proof: readonly Uint8Array[];
}

/** Number of the checkpoint, index and hashes in Base64, separated by one space. */
export const formatBeweis = ({ nr, index, proof }: Beweiszeile): string => [nr, index, ...proof.map(base64)].join(' ');

/** Null when the line is none. */
export function parseBeweis(line: string): Beweiszeile | null {
  const [nr = '', place = '', ...hashes] = line.split(' ');
  const index = fromDecimal(place);
  const proof = parseHashes(hashes);
  return NUMMER.test(nr) && index !== null && proof ? { nr, index, proof } : null;
}

/** Numbers of both checkpoints and hashes in Base64, separated by one space. */
export const formatKonsistenz = ({ alt, neu, proof }: Konsistenzzeile): string =>
  [alt, neu, ...proof.map(base64)].join(' ');

/** Null when the line is none. */
export function parseKonsistenz(line: string): Konsistenzzeile | null {
  const [alt = '', neu = '', ...hashes] = line.split(' ');
  const proof = parseHashes(hashes);
  return NUMMER.test(alt) && NUMMER.test(neu) && proof ? { alt, neu, proof } : null;
}

const NUMMER = /^[0-9]{4}$/;
