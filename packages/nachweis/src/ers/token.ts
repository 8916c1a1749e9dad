import { equal } from '../bytes.ts';
import { INTEGER, kontext, readAll, SEQUENCE, SET, type Tlv } from './der.ts';

/** Deeper than any time stamp; a hostile one is not followed further. */
const MAX_TIEFE = 40;
/** Universal types that are always constructed: SEQUENCE and SET. The others are always primitive in DER. */
const CONSTRUCTED = new Set([0x10, 0x11]);

/**
 * A token says everything once and in one way: DER throughout (RFC 5652 leaves BER open, and a lenient reader would take a
 * damaged length for a whole one), and the parts of SignedData (RFC 5652, 5.1) that its signature does not cover agree with
 * those that it covers. Whether the signature is good is another question.
 */
export function isPlainToken(token: Uint8Array): boolean {
  const info = isDer(token, 0) ? partsOf(readAll(token)?.[0]) : [];
  const [version, verfahren, , ...rest] = partsOf(partsOf(info[1], kontext(0))[0]);
  const signer = partsOf(partsOf(rest.at(-1), SET)[0]);
  const [eigene, wer, digest] = signer;
  return (
    isNumber(version, 3) &&
    isNumber(eigene, wer?.tag === SEQUENCE ? 1 : 3) &&
    partsOf(verfahren, SET).some((v) => digest !== undefined && equal(nameOf(v), nameOf(digest)))
  );
}

function isDer(bytes: Uint8Array, tiefe: number): boolean {
  const teile = tiefe < MAX_TIEFE ? readAll(bytes) : null;
  return teile?.every(({ tag, inhalt }) => rightForm(tag) && ((tag & 0x20) === 0 || isDer(inhalt, tiefe + 1))) ?? false;
}

const rightForm = (tag: number) => (tag & 0xc0) !== 0 || CONSTRUCTED.has(tag & 0x1f) === ((tag & 0x20) !== 0);
const partsOf = (t: Tlv | undefined, tag = SEQUENCE): Tlv[] => (t?.tag === tag && readAll(t.inhalt)) || [];
const isNumber = (t: Tlv | undefined, n: number) => t?.tag === INTEGER && t.inhalt.length === 1 && t.inhalt[0] === n;
/** The object identifier of an AlgorithmIdentifier, parameters aside: absent and NULL mean the same. */
const nameOf = (t: Tlv): Uint8Array => partsOf(t)[0]?.ganz ?? new Uint8Array();
