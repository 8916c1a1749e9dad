import { readAlgorithm } from './algorithmen.ts';
import { INTEGER, kontext, OBJECT_IDENTIFIER, OCTET_STRING, readAll, readOne, SEQUENCE, SET, type Tlv } from './der.ts';
import type { Archivstempel, Beweisdaten, Stempelkette } from './record.ts';

/** Larger records are not read: sixty renewals with whole certificate chains need half of it. */
export const MAX_BYTES = 1024 * 1024;

/** Reads an EvidenceRecord (RFC 4998, DER); null when it is none, of another version than 1, or larger than `MAX_BYTES`. */
export function readEvidenceRecord(der: Uint8Array): Beweisdaten | null {
  if (der.length > MAX_BYTES) return null;
  const teile = readAll(readOne(der, SEQUENCE)?.inhalt ?? der.subarray(0, 0)) ?? [];
  const [version, algorithmen, ...rest] = teile;
  const folge = rest.pop();
  const beigaben = take(rest, 0);
  const verschluesselung = take(rest, 1);
  if (version?.tag !== INTEGER || version.inhalt.length !== 1 || version.inhalt[0] !== 1 || rest.length > 0)
    return null;
  const namen = listOf(algorithmen, (t) => (t.tag === SEQUENCE ? readAlgorithm(t.inhalt) : undefined));
  const ketten = listOf(folge, readChain);
  if (!namen || !folge || !ketten) return null;
  return {
    algorithmen: namen,
    beigaben: beigaben !== null,
    verschluesselt: verschluesselung !== null,
    folge: folge.ganz,
    ketten,
  };
}

function readChain(kette: Tlv): Stempelkette | undefined {
  const stempel = listOf(kette, readStamp);
  return stempel ? { ganz: kette.ganz, stempel } : undefined;
}

function readStamp({ tag, inhalt, ganz }: Tlv): Archivstempel | undefined {
  const teile = (tag === SEQUENCE && readAll(inhalt)) || [];
  const token = teile.pop();
  const [wahl, attribute, liste] = [take(teile, 0), take(teile, 1), take(teile, 2)];
  const algorithmus = wahl ? readAlgorithm(wahl.inhalt) : undefined;
  const baum = liste ? listOf({ ...liste, tag: SEQUENCE }, (t) => listOf(t, readHash)) : null;
  const eigenschaften = attribute ? listOf({ ...attribute, tag: SEQUENCE }, readAttribute) : [];
  if (
    token?.tag !== SEQUENCE ||
    teile.length > 0 ||
    !eigenschaften ||
    (wahl && algorithmus === undefined) ||
    baum === undefined
  )
    return undefined;
  return { ganz, algorithmus, baum, token: token.ganz, attribute: attribute !== null };
}

function readAttribute({ tag, inhalt, ganz }: Tlv): Uint8Array | undefined {
  const [name, werte, ...mehr] = (tag === SEQUENCE && readAll(inhalt)) || [];
  return name?.tag === OBJECT_IDENTIFIER && werte?.tag === SET && mehr.length === 0 ? ganz : undefined;
}

const readHash = (t: Tlv) => (t.tag === OCTET_STRING ? t.inhalt : undefined);

/** A SEQUENCE of at least one element, all of them read; undefined otherwise. */
function listOf<T>(t: Tlv | undefined, lies: (t: Tlv) => T | undefined): T[] | undefined {
  const teile = t?.tag === SEQUENCE ? readAll(t.inhalt) : null;
  if (!teile || teile.length === 0) return undefined;
  const out: T[] = [];
  for (const teil of teile) {
    const wert = lies(teil);
    if (wert === undefined) return undefined;
    out.push(wert);
  }
  return out;
}

/** Takes the optional part [n] from the front. */
function take(teile: Tlv[], n: number): Tlv | null {
  return teile[0]?.tag === kontext(n) ? (teile.shift() ?? null) : null;
}
