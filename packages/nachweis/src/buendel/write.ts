import type { Krypto } from '@rathausverbund/siegel';
import { utf8 } from '../bytes.ts';
import { anleitung } from './anleitung.ts';
import { type BuendelInhalt, MIMETYPE, ORT } from './inhalt.ts';
import { formatManifest, MANIFEST, STEMPEL, verweis } from './manifest.ts';
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
 * TypeError for file names that are not plain or not unique; what `stempel` rejects with is passed on.
 */
export async function writeBundle(inhalt: BuendelInhalt, { krypto, stempel }: WriteBundleOptions): Promise<Uint8Array> {
  const dateien = [
    ...dokumente(inhalt),
    ...ereignisse(inhalt),
    ...protokollzeit(inhalt),
    ...beigaben(inhalt, stempel !== undefined),
  ];
  const verweise = dateien.map((d) => verweis(krypto.sha256, d, d.mime));
  const manifest = utf8(formatManifest({ verweise, gestempelt: stempel !== undefined }));
  const token = stempel ? [{ name: STEMPEL, bytes: await stempel(krypto.sha256(manifest)) }] : [];
  return writeZip([
    { name: 'mimetype', bytes: utf8(MIMETYPE), stored: true },
    ...dateien,
    { name: MANIFEST, bytes: manifest },
    ...token,
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

function protokollzeit({ protokollzeit }: BuendelInhalt): Datei[] {
  if (!protokollzeit) return [];
  return [
    { name: ORT.stand, mime: 'text/plain', bytes: utf8(protokollzeit.stand) },
    { name: ORT.evidenceRecord, mime: 'application/octet-stream', bytes: protokollzeit.evidenceRecord },
  ];
}

function beigaben(
  { dokumente, ereignisse, policy, zertifikate, angaben }: BuendelInhalt,
  gestempelt: boolean,
): Datei[] {
  const stuecke = {
    dokumente: dokumente.map((d) => ORT.dokumente + d.name),
    ereignisse: ereignisse.map((_, i) => stemOf(i)),
    gestempelt,
  };
  return [
    { name: ORT.policy, mime: 'text/plain', bytes: utf8(policy) },
    { name: ORT.zertifikate, mime: 'application/x-pem-file', bytes: pem(zertifikate) },
    { name: ORT.anleitung, mime: 'text/plain', bytes: utf8(anleitung(angaben, stuecke)) },
  ];
}

const stemOf = (i: number) => `${ORT.ereignisse}${String(i + 1).padStart(4, '0')}`;
