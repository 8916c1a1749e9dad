import { parseTlogProof } from '../note/tlogproof.ts';
import { ORT } from './inhalt.ts';

/** One state of the log and what must be run to check it: who signed, who cosigned. */
interface Stand {
  /** Of the first event whose proof is against it, such as `ereignisse/0001`. */
  readonly stem: string;
  readonly origin: string;
  readonly zeugen: readonly string[];
}

/** The states of a bundle, each once. */
export function staendeOf(ereignisse: readonly { readonly stem: string; readonly tlogProof: string }[]): Stand[] {
  const seen = new Map<string, Stand>();
  for (const { stem, tlogProof } of ereignisse) {
    const proof = parseTlogProof(tlogProof);
    if (!proof || seen.has(proof.checkpoint)) continue;
    const { checkpoint, note } = proof.gelesen;
    const zeugen = note.signatures.map((s) => s.name).filter((name) => name !== checkpoint.origin);
    seen.set(proof.checkpoint, { stem, origin: checkpoint.origin, zeugen: [...new Set(zeugen)] });
  }
  return [...seen.values()];
}

export const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The 12 bytes before a raw Ed25519 key that make it a SubjectPublicKeyInfo (RFC 8410). */
const KOPF = "printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'";
const OPENSSL = 'openssl pkeyutl -verify -rawin -pubin -keyform DER';

// Names of keys hold no plus and no white space (C2SP signed-note), so the parts of a key are told apart by them.
const key = (name: string, datei: string) =>
  `(${KOPF}; grep -F '"vkey": "'${quote(`${name}+`)} ORDNER/anker.json | sed 's/.*"vkey": "[^+]*+[0-9a-f]*+\\([^"]*\\)".*/\\1/' | base64 -d | tail -c 32) > ${datei}`;
const signature = (stem: string, name: string) =>
  `awk -v name=${quote(name)} '$1 == "—" && $2 == name { print $3; exit }' ${stem}.tlog-proof | base64 -d`;

/**
 * Commands for one state, to be run in this order in the unpacked bundle; each `openssl` prints "Signature Verified
 * Successfully". A signature line holds 4 bytes of key id and the signature; a cosignature has 8 bytes of time between.
 */
export function befehleOf({ stem, origin, zeugen }: Stand, mitStand: boolean): string[] {
  return [
    `awk -v RS= 'NR == 2' ${stem}.tlog-proof > pruefung-stand.txt`,
    ...(mitStand ? [`cmp pruefung-stand.txt ${ORT.stand}`] : []),
    key(origin, 'pruefung-log.der'),
    `${signature(stem, origin)} | tail -c 64 > pruefung-log.sig`,
    `${OPENSSL} -inkey pruefung-log.der -in pruefung-stand.txt -sigfile pruefung-log.sig`,
    ...zeugen.flatMap((name) => [
      key(name, 'pruefung-zeuge.der'),
      `${signature(stem, name)} > pruefung-zeuge.bin`,
      'tail -c 64 pruefung-zeuge.bin > pruefung-zeuge.sig',
      `(printf 'cosignature/v1\\ntime '; head -c 12 pruefung-zeuge.bin | tail -c 8 | od -An -tu8 --endian=big | tr -d ' '; cat pruefung-stand.txt) > pruefung-zeuge.txt`,
      `${OPENSSL} -inkey pruefung-zeuge.der -in pruefung-zeuge.txt -sigfile pruefung-zeuge.sig`,
    ]),
  ];
}
