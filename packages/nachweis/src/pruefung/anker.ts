import type { Sha256 } from '../baum/hash.ts';
import { certificatesOf } from '../buendel/pem.ts';
import { fromUtf8, utf8 } from '../bytes.ts';
import { formatVkey, type NoteKey, parseVkey } from '../note/vkey.ts';

/** A log one trusts to be that of a body. */
export interface AnkerLog {
  /** Named like the origin of the log. */
  readonly key: NoteKey;
  /** Name of the body: "Gemeinde Thallwitz". */
  readonly koerperschaft: string;
  /** What counts for this body, by names of witness keys; else `k` of all. */
  readonly zeugen?: { readonly k: number; readonly namen: readonly string[] };
}

export interface AnkerZeuge {
  readonly key: NoteKey;
  readonly name: string;
  readonly betreiber: string;
  /** Run by the operator of the logs: counts for the policy, protects against nobody but outsiders. */
  readonly intern: boolean;
}

/** What somebody who verifies trusts, obtained apart from what is verified. */
export interface Anker {
  readonly test: boolean;
  readonly logs: readonly AnkerLog[];
  /** How many of `zeugen` must have cosigned. */
  readonly k: number;
  readonly zeugen: readonly AnkerZeuge[];
  /** Root certificates, DER. */
  readonly wurzeln: readonly Uint8Array[];
}

export type AnkerAntwort =
  | { readonly ok: true; readonly anker: Anker }
  | { readonly ok: false; readonly code: 'anker.unlesbar'; readonly meldung: string };

const FILE = 'anker.json';

/**
 * Writes `anker.json`: `{test, logs: [{origin, vkey, koerperschaft}], zeugen: {k, zeugen: [{vkey, name, betreiber, intern}]}}`.
 * The root certificates stand beside it as `*.pem` or `*.der`.
 */
export function formatAnker({ test, logs, k, zeugen }: Omit<Anker, 'wurzeln'>): Uint8Array {
  const json = {
    test,
    logs: logs.map(({ key, ...log }) => ({ origin: key.name, vkey: formatVkey(key), ...log })),
    zeugen: {
      k,
      zeugen: zeugen.map(({ key, name, betreiber, intern }) => ({ vkey: formatVkey(key), name, betreiber, intern })),
    },
  };
  return utf8(`${JSON.stringify(json, null, 2)}\n`);
}

/** Reads the files of an anchor folder, by file name; other files are passed over. Code: `anker.unlesbar`. */
export function readAnker(sha256: Sha256, files: ReadonlyMap<string, Uint8Array>): AnkerAntwort {
  const json = parse(files.get(FILE));
  if (!isObject(json)) return unlesbar(`Im Ordner der Anker fehlt eine lesbare Datei ${FILE}.`);
  const { test, logs, zeugen } = json;
  const policy = isObject(zeugen) ? zeugen : {};
  const gelesen = list(logs).map((log) => readLog(sha256, log));
  const wer = list(policy['zeugen']).map((zeuge) => readZeuge(sha256, zeuge));
  const k = policy['k'];
  if (typeof test !== 'boolean' || !gelesen.every((l) => l !== null))
    return unlesbar(`${FILE} nennt die Protokolle nicht so, wie es sein muss.`);
  if (!wer.every((z) => z !== null) || typeof k !== 'number' || !Number.isInteger(k) || k < 0 || k > wer.length)
    return unlesbar(`${FILE} nennt die Zeugen nicht so, wie es sein muss.`);
  if (repeats(gelesen.map((l) => l.key.name)) || repeats(wer.map((z) => z.key.publicKey.join())))
    return unlesbar(`${FILE} nennt ein Protokoll oder einen Zeugen zweimal.`);
  const wurzeln: Uint8Array[] = [];
  for (const [name, bytes] of files) {
    if (!/\.(pem|der)$/i.test(name)) continue;
    const found = certificatesOf(bytes);
    if (!found) return unlesbar(`Die Datei ${name} enthält kein Zertifikat.`);
    wurzeln.push(...found);
  }
  return { ok: true, anker: { test, logs: gelesen, k, zeugen: wer, wurzeln } };
}

function readLog(sha256: Sha256, value: unknown): AnkerLog | null {
  if (!isObject(value)) return null;
  const { origin, vkey, koerperschaft } = value;
  const key = typeof vkey === 'string' ? parseVkey(sha256, vkey) : null;
  return key?.art === 'log' && key.name === origin && typeof koerperschaft === 'string' ? { key, koerperschaft } : null;
}

function readZeuge(sha256: Sha256, value: unknown): AnkerZeuge | null {
  if (!isObject(value)) return null;
  const { vkey, name, betreiber, intern } = value;
  const key = typeof vkey === 'string' ? parseVkey(sha256, vkey) : null;
  if (key?.art !== 'zeuge' || typeof name !== 'string' || typeof betreiber !== 'string' || typeof intern !== 'boolean')
    return null;
  return { key, name, betreiber, intern };
}

function parse(file: Uint8Array | undefined): unknown {
  try {
    return JSON.parse((file && fromUtf8(file)) ?? '');
  } catch {
    return null;
  }
}

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const list = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [null]);
const repeats = (texts: readonly string[]) => new Set(texts).size < texts.length;
const unlesbar = (meldung: string) => ({ ok: false, code: 'anker.unlesbar', meldung }) as const;
