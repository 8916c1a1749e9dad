import type { Sha256 } from '../baum/hash.ts';
import { fromUtf8, utf8 } from '../bytes.ts';
import { formatVkey, type NoteKey, parseVkey } from '../note/vkey.ts';
import { isObject } from './json.ts';
import type { Protokollregel, Zeugenregel } from './regel.ts';
import { type Ankerdateien, readAnkerdateien } from './wurzeln.ts';

/** A log one trusts to be that of a body. */
export interface AnkerLog {
  /** Named like the origin of the log. */
  readonly key: NoteKey;
  /** Name of the body: "Gemeinde Thallwitz". */
  readonly koerperschaft: string;
  /** Policy of this body, and what it was before. Without it: `k` of all. */
  readonly zeugen?: Protokollregel;
}

export interface AnkerZeuge {
  readonly key: NoteKey;
  readonly name: string;
  readonly betreiber: string;
  /** Run by the operator of the logs: counts for the policy, protects against nobody but outsiders. */
  readonly intern: boolean;
}

/** What somebody who verifies trusts, obtained apart from what is verified. */
export interface Anker extends Ankerdateien {
  readonly test: boolean;
  readonly logs: readonly AnkerLog[];
  /** How many of `zeugen` must have cosigned, unless the log has a policy of its own. */
  readonly k: number;
  readonly zeugen: readonly AnkerZeuge[];
  /** Said by TEST anchors only: a missing answer about revocation is named, it does not lower trust. */
  readonly sperrauskunft?: 'entbehrlich';
}

export type AnkerAntwort =
  | { readonly ok: true; readonly anker: Anker }
  | { readonly ok: false; readonly code: 'anker.unlesbar'; readonly meldung: string };

const FILE = 'anker.json';

/**
 * Writes `anker.json`: `{test, logs: [{origin, vkey, koerperschaft, zeugen?: {k, namen}}], zeugen: {k, zeugen: [{vkey,
 * name, betreiber, intern}]}}`. `namen` are the names of witness keys. Beside it lie the roots, `siegel-NAME.pem` and
 * `zeitstempel-NAME.pem` (or `.der`), and what is known about revocations, `NAME.crl` and `NAME.ocsp`.
 */
export function formatAnker({ test, logs, k, zeugen, sperrauskunft }: Omit<Anker, keyof Ankerdateien>): Uint8Array {
  const json = {
    test,
    ...(sperrauskunft ? { sperrauskunft } : {}),
    logs: logs.map(({ key, koerperschaft, zeugen: eigene }) => ({
      origin: key.name,
      vkey: formatVkey(key),
      koerperschaft,
      ...(eigene ? { zeugen: eigene } : {}),
    })),
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
  const { test, logs, zeugen, sperrauskunft } = json;
  const policy = isObject(zeugen) ? zeugen : {};
  const wer = list(policy['zeugen']).map((zeuge) => readZeuge(sha256, zeuge));
  const namen = new Set(wer.map((z) => z?.key.name));
  const gelesen = list(logs).map((log) => readLog(sha256, log, namen));
  const k = policy['k'];
  if (typeof test !== 'boolean' || !gelesen.every((l) => l !== null))
    return unlesbar(`${FILE} nennt die Protokolle nicht so, wie es sein muss.`);
  if (!wer.every((z) => z !== null) || !isQuota(k, namen.size))
    return unlesbar(`${FILE} nennt die Zeugen nicht so, wie es sein muss.`);
  if (repeats(gelesen.map((l) => l.key.name)) || repeats(wer.map((z) => z.key.publicKey.join())))
    return unlesbar(`${FILE} nennt ein Protokoll oder einen Zeugen zweimal.`);
  if (sperrauskunft !== undefined && (sperrauskunft !== 'entbehrlich' || !test))
    return unlesbar(`${FILE} erklärt Auskünfte über Sperrungen für entbehrlich; das dürfen nur TEST-Anker.`);
  const beide = readAnkerdateien(files, json['wurzeln']);
  if (!beide.ok) return unlesbar(beide.meldung);
  const weich = sperrauskunft === undefined ? {} : { sperrauskunft: 'entbehrlich' as const };
  return { ok: true, anker: { test, ...weich, logs: gelesen, k, zeugen: wer, ...beide.dateien } };
}

function readLog(sha256: Sha256, value: unknown, bekannt: ReadonlySet<string | undefined>): AnkerLog | null {
  if (!isObject(value)) return null;
  const { origin, vkey, koerperschaft, zeugen } = value;
  const key = typeof vkey === 'string' ? parseVkey(sha256, vkey) : null;
  if (key?.art !== 'log' || key.name !== origin || typeof koerperschaft !== 'string') return null;
  if (zeugen === undefined) return { key, koerperschaft };
  const policy = readPolicy(zeugen, bekannt);
  return policy && { key, koerperschaft, zeugen: policy };
}

/** A policy that names an unknown witness could never be met as it was meant: it is refused. */
function readPolicy(value: unknown, bekannt: ReadonlySet<string | undefined>): Protokollregel | null {
  const heute = readRegel(value, bekannt);
  if (!heute || !isObject(value) || value['frueher'] === undefined) return heute;
  const frueher = list(value['frueher']).map((v) => {
    const regel = readRegel(v, bekannt);
    const bis = isObject(v) ? v['bis'] : null;
    return regel && typeof bis === 'number' && Number.isSafeInteger(bis) ? { ...regel, bis } : null;
  });
  if (!frueher.every((f) => f !== null)) return null;
  return frueher.every((f, i) => f.bis > (frueher[i - 1]?.bis ?? 0)) ? { ...heute, frueher } : null;
}

function readRegel(value: unknown, bekannt: ReadonlySet<string | undefined>): Zeugenregel | null {
  if (!isObject(value)) return null;
  const { k, namen } = value;
  if (!Array.isArray(namen) || !namen.every((n) => typeof n === 'string' && bekannt.has(n)) || repeats(namen))
    return null;
  return isQuota(k, namen.length) ? { k, namen } : null;
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

const isQuota = (k: unknown, of: number): k is number =>
  typeof k === 'number' && Number.isInteger(k) && k >= 0 && k <= of;
const list = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [null]);
const repeats = (texts: readonly string[]) => new Set(texts).size < texts.length;
const unlesbar = (meldung: string) => ({ ok: false, code: 'anker.unlesbar', meldung }) as const;
