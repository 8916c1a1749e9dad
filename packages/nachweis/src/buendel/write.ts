import type { Krypto } from '@rathausverbund/siegel';
import { utf8 } from '../bytes.ts';
import { parseTlogProof } from '../note/tlogproof.ts';
import { anleitung } from './anleitung.ts';
import { type BuendelInhalt, MIMETYPE, ORT } from './inhalt.ts';
import {
  BEWEISDATENSATZ,
  BEWEISMANIFEST,
  formatBeweismanifest,
  formatManifest,
  MANIFEST,
  STEMPEL,
  verweis,
} from './manifest.ts';
import { pem } from './pem.ts';
import { isSafePath, writeZip, type ZipEntry } from './zip.ts';

export interface WriteBundleOptions {
  readonly krypto: Pick<Krypto, 'sha256'>;
  /** Obtains an RFC 3161 token (DER) over the SHA-256 digest of the manifest. Without it the bundle bears no stamp of its own. */
  readonly stempel?: (digest: Uint8Array) => Promise<Uint8Array>;
}

type Datei = ZipEntry & { readonly mime: string };

/**
 * Writes a bundle (ASiC-E). The same content gives the same bytes, apart from what `stempel` answers. Throws a
 * TypeError for file names that are not plain or not unique and for proofs against another checkpoint than that of
 * `protokollzeit`; what `stempel` rejects with is passed on.
 */
export async function writeBundle(inhalt: BuendelInhalt, { krypto, stempel }: WriteBundleOptions): Promise<Uint8Array> {
  const dateien = [...dokumente(inhalt), ...ereignisse(inhalt), ...beigaben(inhalt, stempel !== undefined)];
  const verweise = dateien.map((d) => verweis(krypto.sha256, d, d.mime));
  const manifest = utf8(formatManifest({ verweise, gestempelt: stempel !== undefined }));
  const token = stempel ? [{ name: STEMPEL, bytes: await stempel(krypto.sha256(manifest)) }] : [];
  return writeZip([
    { name: 'mimetype', bytes: utf8(MIMETYPE), stored: true },
    ...dateien,
    { name: MANIFEST, bytes: manifest },
    ...token,
    ...beweisdatensatz(inhalt, krypto),
  ]);
}

function dokumente({ dokumente }: BuendelInhalt): Datei[] {
  const names = new Set<string>();
  return dokumente.map(({ name, mime, bytes }) => {
    if (name.includes('/') || !isSafePath(name) || names.has(name))
      throw new TypeError(`Dateiname nicht erlaubt: ${name}`);
    names.add(name);
    return { name: ORT.dokumente + name, mime, bytes };
  });
}

function ereignisse({ ereignisse }: BuendelInhalt): Datei[] {
  return ereignisse.flatMap(({ event, salt, tlogProof }, i) => {
    const stem = stemOf(i);
    return [
      { name: `${stem}.json`, mime: 'application/json', bytes: utf8(event) },
      { name: `${stem}.salt`, mime: 'application/octet-stream', bytes: salt },
      { name: `${stem}.tlog-proof`, mime: 'text/plain', bytes: utf8(tlogProof) },
    ];
  });
}

const TEXT = 'text/plain';

function beweisdatensatz({ protokollzeit, ereignisse }: BuendelInhalt, krypto: WriteBundleOptions['krypto']) {
  if (!protokollzeit) return [];
  const { stand, evidenceRecord } = protokollzeit;
  if (ereignisse.some((e) => parseTlogProof(e.tlogProof)?.gelesen.note.text !== stand))
    throw new TypeError('Ein Nachweis aus dem Protokoll gehört zu einem anderen Stand');
  const ziel = verweis(krypto.sha256, { name: ORT.stand, bytes: utf8(stand) }, TEXT);
  return [
    { name: BEWEISMANIFEST, bytes: utf8(formatBeweismanifest(ziel)) },
    { name: BEWEISDATENSATZ, bytes: evidenceRecord },
  ];
}

function beigaben(inhalt: BuendelInhalt, gestempelt: boolean): Datei[] {
  const { dokumente, ereignisse, policy, zertifikate, sperrlisten = [], protokollzeit, angaben } = inhalt;
  const stuecke = {
    dokumente: dokumente.map((d) => ORT.dokumente + d.name),
    ereignisse: ereignisse.map(({ tlogProof }, i) => ({ stem: stemOf(i), tlogProof })),
    gestempelt,
    beweisdatensatz: protokollzeit !== undefined,
  };
  const stand = protokollzeit ? [{ name: ORT.stand, mime: TEXT, bytes: utf8(protokollzeit.stand) }] : [];
  return [
    { name: ORT.policy, mime: TEXT, bytes: utf8(policy) },
    { name: ORT.zertifikate, mime: 'application/x-pem-file', bytes: pem(zertifikate) },
    ...sperrlisten.map(({ art, bytes }, i) => ({
      name: `${ORT.sperrlisten}${nummer(i)}.${art}`,
      mime: art === 'crl' ? 'application/pkix-crl' : 'application/ocsp-response',
      bytes,
    })),
    ...stand,
    { name: ORT.anleitung, mime: TEXT, bytes: utf8(anleitung(angaben, stuecke)) },
  ];
}

const nummer = (i: number) => String(i + 1).padStart(4, '0');
const stemOf = (i: number) => ORT.ereignisse + nummer(i);
