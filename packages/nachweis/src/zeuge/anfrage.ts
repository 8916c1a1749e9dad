import { base64, fromDecimal } from '../bytes.ts';
import { parseHashes } from '../note/tlogproof.ts';

/** Body of `add-checkpoint` (C2SP tlog-witness). */
export interface Anfrage {
  /** Size of the checkpoint the log believes the witness to know; 0 for none. */
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

export function formatAddCheckpoint({ oldSize, proof, checkpoint }: Anfrage): string {
  return `${[`old ${oldSize}`, ...proof.map(base64)].join('\n')}\n\n${checkpoint}`;
}

/** Reads the body; null when it is none. The checkpoint in it is not read yet. */
export function parseAddCheckpoint(body: string): Anfrage | null {
  const end = body.indexOf('\n\n');
  if (end < 0) return null;
  const [first = '', ...lines] = body.slice(0, end).split('\n');
  const oldSize = fromDecimal(/^old ([0-9]+)$/.exec(first)?.[1] ?? '');
  const proof = parseHashes(lines);
  return oldSize === null || !proof ? null : { oldSize, proof, checkpoint: body.slice(end + 2) };
}
