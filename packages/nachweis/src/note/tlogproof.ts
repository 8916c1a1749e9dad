import { base64, fromBase64, fromDecimal } from '../bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';

/** A C2SP tlog-proof: a leaf is number `index` of the log with this checkpoint. */
export interface TlogProof {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint with its cosignatures, verbatim. */
  readonly checkpoint: string;
  /** Opaque and not authenticated. */
  readonly extra?: Uint8Array;
}

export type ParsedTlogProof = TlogProof & { readonly gelesen: SignedCheckpoint };

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;
/** Room for 63 hashes and 64 signatures, post-quantum ones included. */
const MAX_TEXT = 512 * 1024;

export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...proof.map(base64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a tlog-proof with its checkpoint; null when it is none. */
export function parseTlogProof(text: string): ParsedTlogProof | null {
  const end = text.indexOf('\n\n');
  if (end < 0 || text.length > MAX_TEXT) return null;
  const [header, ...lines] = text.slice(0, end).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()?.slice(6) ?? '') : undefined;
  const index = fromDecimal(/^index ([0-9]+)$/.exec(lines.shift() ?? '')?.[1] ?? '');
  const proof = parseHashes(lines);
  const checkpoint = text.slice(end + 2);
  const gelesen = parseCheckpoint(checkpoint);
  if (header !== HEADER || extra === null || index === null || !proof || !gelesen) return null;
  return { index, proof, checkpoint, gelesen, ...(extra ? { extra } : {}) };
}

/** Base64 lines of 32 bytes each, at most 63; null when one is not. */
export function parseHashes(lines: readonly string[]): Uint8Array[] | null {
  if (lines.length > MAX_HASHES) return null;
  const hashes = lines.map(fromBase64).filter((h) => h?.length === 32) as Uint8Array[];
  return hashes.length === lines.length ? hashes : null;
}
