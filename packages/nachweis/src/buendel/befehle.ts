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

/** C of every event, 32 bytes in a file of its own: one line of salt and one of text make it. `while` keeps the backslashes of the text. */
export const WERTE =
  `n=0; while IFS= read -r ereignis; do n=$((n + 1)); (printf 'rv-event-v1\\0'; sed -n "\${n}p" ${ORT.salze} | base64 -d; ` +
  `printf '%s' "$ereignis") | openssl dgst -sha256 -binary > pruefung-"$n".wert; done < ${ORT.ereignisse}`;

const HASH = 'openssl dgst -sha256 -binary';

/**
 * Goes from C of every event along the hashes of its line up to the root of the checkpoint that the line names, and says of each
 * whether it is that root (RFC 9162 section 2.1.3.2). `i`, `l`: place of the node and of the last one in its row.
 */
export const WURZELN =
  `n=0; while read -r nr index hashes; do n=$((n + 1)); stand=${ORT.protokoll}"$nr".checkpoint; i=$index; ` +
  `l=$(($(sed -n 2p "$stand") - 1)); [ "$i" -le "$l" ] || hashes=zuviel; ` +
  `(printf '\\0'; cat pruefung-"$n".wert) | ${HASH} > pruefung-knoten; for h in $hashes; do ` +
  `if [ $((i % 2)) = 1 ] || [ "$i" = "$l" ]; ` +
  `then (printf '\\1'; echo "$h" | base64 -d; cat pruefung-knoten) | ${HASH} > pruefung-eltern; ` +
  'while [ $((i % 2)) = 0 ] && [ "$i" != 0 ]; do i=$((i / 2)); l=$((l / 2)); done; ' +
  `else (printf '\\1'; cat pruefung-knoten; echo "$h" | base64 -d) | ${HASH} > pruefung-eltern; fi; ` +
  'mv pruefung-eltern pruefung-knoten; i=$((i / 2)); l=$((l / 2)); done; ' +
  `if [ "$l" = 0 ] && [ "$(base64 < pruefung-knoten)" = "$(sed -n 3p "$stand")" ]; ` +
  `then echo "Ereignis $n: Wurzel stimmt"; else echo "Ereignis $n: Wurzel stimmt NICHT"; fi; done < ${ORT.beweise}`;

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

const BC = "'/usr/share/java/bcprov.jar:/usr/share/java/bcutil.jar:/usr/share/java/bcpkix.jar'";

/**
 * A program of its own for evidence records, of Bouncy Castle's parts alone: throws unless the record covers the file and its stamps
 * build on each other; writes the newest stamp and its hash, so that `openssl` can lead it to the anchors.
 */
export const BEWEISPROGRAMM = [
  'public class pruefung { public static void main(String[] a) throws Exception {',
  'var r = new org.bouncycastle.tsp.ers.ERSEvidenceRecord(java.nio.file.Files.readAllBytes(java.nio.file.Path.of(a[0])), new org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder().build());',
  'r.validatePresent(new org.bouncycastle.tsp.ers.ERSByteData(java.nio.file.Files.readAllBytes(java.nio.file.Path.of(a[1]))), new java.util.Date());',
  'r.validate(new org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder().build(r.getSigningCertificate()));',
  'org.bouncycastle.asn1.cms.ContentInfo erster = null, t = null; for (var kette : r.toASN1Structure().getArchiveTimeStampSequence().getArchiveTimeStampChains()) for (var s : kette.getArchiveTimestamps()) { t = s.getTimeStamp(); if (erster == null) erster = t; }',
  'java.nio.file.Files.write(java.nio.file.Path.of("pruefung-stempel.tst"), t.getEncoded("DER"));',
  'java.nio.file.Files.writeString(java.nio.file.Path.of("pruefung-stempel.hex"), org.bouncycastle.util.encoders.Hex.toHexString(new org.bouncycastle.tsp.TimeStampToken(t).getTimeStampInfo().getMessageImprintDigest()));',
  'System.out.println("Beweisdatensatz gilt: gestempelt " + new org.bouncycastle.tsp.TimeStampToken(erster).getTimeStampInfo().getGenTime().toInstant()); } }',
].map((zeile, i) => `echo '${zeile}' ${i === 0 ? '>' : '>>'} pruefung.java`);

/** For one record and the text it covers. */
export const beweisbefehle = (datensatz: string, text: string): string[] => [
  `java -cp ${BC} pruefung.java ${datensatz} ${text}`,
  `openssl ts -verify -digest "$(cat pruefung-stempel.hex)" -in pruefung-stempel.tst -token_in -CAfile WURZEL.pem -untrusted ${ORT.zertifikate}`,
];
