import type { SignedCheckpoint } from '../note/checkpoint.ts';
import { checkpointDatei, ORT, standDatei } from './inhalt.ts';

/** One state of the log that proofs of a bundle are against. */
export interface Stand {
  /** Number in its file names. */
  readonly nr: string;
  readonly gelesen: SignedCheckpoint;
  /** Whether an evidence record covers it. */
  readonly gesichert: boolean;
  /** Whether the rule for witnesses that it met lies beside it. */
  readonly eigeneRegel: boolean;
}

export const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Prints C of every event: one line of salt and one of text make it. `while` keeps the backslashes of the text. */
export const WERTE =
  `n=0; while IFS= read -r ereignis; do n=$((n + 1)); (printf 'rv-event-v1\\0'; sed -n "\${n}p" ${ORT.salze} | base64 -d; ` +
  `printf '%s' "$ereignis") | sha256sum; done < ${ORT.ereignisse}`;

/** Makes a C2SP tlog-proof of every line: header, index, hashes, then the checkpoint it is against. */
export const TLOG_PROOFS =
  'n=0; while read -r nr index hashes; do n=$((n + 1)); (printf \'c2sp.org/tlog-proof@v1\\nindex %s\\n\' "$index"; ' +
  `printf '%s\\n' $hashes; echo; cat ${ORT.protokoll}"$nr".checkpoint) > pruefung-"$n".tlog-proof; done < ${ORT.beweise}`;

/** The 12 bytes before a raw Ed25519 key that make it a SubjectPublicKeyInfo (RFC 8410). */
const KOPF = "printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'";
const OPENSSL = 'openssl pkeyutl -verify -rawin -pubin -keyform DER';

// Names of keys hold no plus and no white space (C2SP signed-note), so the parts of a key are told apart by them.
const key = (name: string, datei: string) =>
  `(${KOPF}; grep -F '"vkey": "'${quote(`${name}+`)} ORDNER/anker.json | sed 's/.*"vkey": "[^+]*+[0-9a-f]*+\\([^"]*\\)".*/\\1/' | base64 -d | tail -c 32) > ${datei}`;
const signature = (nr: string, name: string) =>
  `awk -v name=${quote(name)} '$1 == "—" && $2 == name { print $3; exit }' ${checkpointDatei(nr)} | base64 -d`;

/**
 * Commands for one state, to be run in this order in the unpacked bundle; each `openssl` prints "Signature Verified
 * Successfully". A signature line holds 4 bytes of key id and the signature; a cosignature has 8 bytes of time between.
 */
export function befehleOf({ nr, gelesen: { checkpoint, note }, gesichert }: Stand): string[] {
  const { origin } = checkpoint;
  const zeugen = new Set(note.signatures.map((s) => s.name).filter((name) => name !== origin));
  return [
    `awk -v RS= 'NR == 1' ${checkpointDatei(nr)} > pruefung-stand.txt`,
    ...(gesichert ? [`cmp pruefung-stand.txt ${standDatei(nr)}`] : []),
    key(origin, 'pruefung-log.der'),
    `${signature(nr, origin)} | tail -c 64 > pruefung-log.sig`,
    `${OPENSSL} -inkey pruefung-log.der -in pruefung-stand.txt -sigfile pruefung-log.sig`,
    ...[...zeugen].flatMap((name) => [
      key(name, 'pruefung-zeuge.der'),
      `${signature(nr, name)} > pruefung-zeuge.bin`,
      'tail -c 64 pruefung-zeuge.bin > pruefung-zeuge.sig',
      `(printf 'cosignature/v1\\ntime '; head -c 12 pruefung-zeuge.bin | tail -c 8 | od -An -tu8 --endian=big | tr -d ' '; cat pruefung-stand.txt) > pruefung-zeuge.txt`,
      `${OPENSSL} -inkey pruefung-zeuge.der -in pruefung-zeuge.txt -sigfile pruefung-zeuge.sig`,
    ]),
  ];
}
