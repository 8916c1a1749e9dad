import type { Krypto } from '@rathausverbund/siegel';
import { base64, utf8 } from '../bytes.ts';
import { type ParsedTlogProof, parseTlogProof } from '../note/tlogproof.ts';
import { anleitung } from './anleitung.ts';
import { formatBeweis, formatKonsistenz } from './beweise.ts';
import { type BuendelInhalt, checkpointDatei, MIMETYPE, nummer, ORT, regelDatei, standDatei } from './inhalt.ts';
import {
  beweisdatensatz,
  beweismanifest,
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
/** A checkpoint of the bundle, with its number. */
type Stand = { readonly nr: string; readonly gelesen: ParsedTlogProof['gelesen']; readonly checkpoint: string };

const TEXT = 'text/plain';

/**
 * Writes a bundle (ASiC-E). The same content gives the same bytes, apart from what `stempel` answers. Throws a
 * TypeError for file names that are not plain or not unique, for proofs that are none, and for an evidence record, a rule or
 * a consistency proof that belongs to no checkpoint of the proofs; what `stempel` rejects with is passed on.
 */
export async function writeBundle(inhalt: BuendelInhalt, { krypto, stempel }: WriteBundleOptions): Promise<Uint8Array> {
  const beweise = inhalt.ereignisse.map(({ tlogProof }) => must(parseTlogProof(tlogProof), 'Kein tlog-proof'));
  const staende = staendeOf(beweise);
  const dateien = [
    ...dokumente(inhalt),
    ...ereignisse(inhalt, beweise, staende),
    ...protokoll(inhalt, staende),
    ...beigaben(inhalt, staende, stempel !== undefined),
  ];
  const verweise = dateien.map((d) => verweis(krypto.sha256, d, d.mime));
  const manifest = utf8(formatManifest({ verweise, gestempelt: stempel !== undefined }));
  const token = stempel ? [{ name: STEMPEL, bytes: await stempel(krypto.sha256(manifest)) }] : [];
  return writeZip([
    { name: 'mimetype', bytes: utf8(MIMETYPE), stored: true },
    ...dateien,
    { name: MANIFEST, bytes: manifest },
    ...token,
    ...beweisdatensaetze(inhalt, staende, krypto),
  ]);
}

function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new TypeError(why);
  return value;
}

/** Each checkpoint once, in the order of the events. */
function staendeOf(beweise: readonly ParsedTlogProof[]): Stand[] {
  const checkpoints = new Map(beweise.map((b) => [b.checkpoint, b.gelesen]));
  return [...checkpoints].map(([checkpoint, gelesen], i) => ({ nr: nummer(i), checkpoint, gelesen }));
}

function dokumente({ dokumente }: BuendelInhalt): Datei[] {
  const names = new Set<string>();
  return dokumente.map(({ name, mime, bytes }) => {
    if (name.includes('/') || !isSafePath(name) || names.has(name))
      throw new TypeError(`Dateiname nicht erlaubt: ${name}`);
    names.add(name);
    // a PDF is packed in itself; whoever checks reads it where it lies
    return { name: ORT.dokumente + name, mime, bytes, stored: true };
  });
}

const lines = (texts: readonly string[]) => utf8(texts.map((t) => `${t}\n`).join(''));

function ereignisse(
  { ereignisse }: BuendelInhalt,
  beweise: readonly ParsedTlogProof[],
  staende: readonly Stand[],
): Datei[] {
  if (ereignisse.length === 0) return [];
  const nrOf = new Map(staende.map((s) => [s.checkpoint, s.nr]));
  const zeilen = beweise.map((b) => formatBeweis({ ...b, nr: nrOf.get(b.checkpoint) ?? '' }));
  return [
    { name: ORT.ereignisse, mime: TEXT, bytes: lines(ereignisse.map((e) => e.event)) },
    { name: ORT.salze, mime: TEXT, bytes: lines(ereignisse.map((e) => base64(e.salt))) },
    { name: ORT.beweise, mime: TEXT, bytes: lines(zeilen) },
  ];
}

function protokoll(
  { protokollzeit = [], konsistenz = [], damals = [] }: BuendelInhalt,
  staende: readonly Stand[],
): Datei[] {
  const von = (origin: string, groesse: number) =>
    must(
      staende.find(({ gelesen: { checkpoint: c } }) => c.origin === origin && c.groesse === groesse),
      'Ein Konsistenzbeweis gehört zu einem anderen Stand',
    ).nr;
  const zusammen = konsistenz.map(({ origin, alt, neu, proof }) =>
    formatKonsistenz({ alt: von(origin, alt), neu: von(origin, neu), proof }),
  );
  return [
    ...staende.map(({ nr, checkpoint }) => ({ name: checkpointDatei(nr), mime: TEXT, bytes: utf8(checkpoint) })),
    ...protokollzeit.map(({ stand }) => ({ name: standDatei(mustNr(staende, stand)), mime: TEXT, bytes: utf8(stand) })),
    ...damals.map(({ stand, policy }) => ({
      name: regelDatei(must(nrOf(staende, stand), 'Eine Regel gehört zu einem anderen Stand')),
      mime: TEXT,
      bytes: utf8(policy),
    })),
    ...(zusammen.length > 0 ? [{ name: ORT.konsistenz, mime: TEXT, bytes: lines(zusammen) }] : []),
  ];
}

const nrOf = (staende: readonly Stand[], text: string): string | undefined =>
  staende.find((s) => s.gelesen.note.text === text)?.nr;
const mustNr = (staende: readonly Stand[], text: string): string =>
  must(nrOf(staende, text), 'Ein Beweisdatensatz gehört zu einem anderen Stand');

function beweisdatensaetze(
  { protokollzeit = [] }: BuendelInhalt,
  staende: readonly Stand[],
  krypto: WriteBundleOptions['krypto'],
): ZipEntry[] {
  return protokollzeit.flatMap(({ stand, evidenceRecord }) => {
    const nr = mustNr(staende, stand);
    const ziel = verweis(krypto.sha256, { name: standDatei(nr), bytes: utf8(stand) }, TEXT);
    return [
      { name: beweismanifest(nr), bytes: utf8(formatBeweismanifest(ziel, nr)) },
      { name: beweisdatensatz(nr), bytes: evidenceRecord },
    ];
  });
}

function beigaben(inhalt: BuendelInhalt, staende: readonly Stand[], gestempelt: boolean): Datei[] {
  const {
    dokumente,
    ereignisse,
    policy,
    zertifikate,
    sperrlisten = [],
    protokollzeit = [],
    damals = [],
    angaben,
  } = inhalt;
  const gesichert = new Set(protokollzeit.map((p) => p.stand));
  const eigene = new Set(damals.map((d) => d.stand));
  const stuecke = {
    dokumente: dokumente.map((d) => ORT.dokumente + d.name),
    ereignisse: ereignisse.length,
    staende: staende.map(({ nr, gelesen }) => ({
      nr,
      gelesen,
      gesichert: gesichert.has(gelesen.note.text),
      eigeneRegel: eigene.has(gelesen.note.text),
    })),
    gestempelt,
  };
  return [
    { name: ORT.policy, mime: TEXT, bytes: utf8(policy) },
    { name: ORT.zertifikate, mime: 'application/x-pem-file', bytes: pem(zertifikate) },
    ...sperrlisten.map(({ art, bytes }, i) => ({
      name: `${ORT.sperrlisten}${nummer(i)}.${art}`,
      mime: art === 'crl' ? 'application/pkix-crl' : 'application/ocsp-response',
      bytes,
    })),
    { name: ORT.anleitung, mime: TEXT, bytes: utf8(anleitung(angaben, stuecke)) },
  ];
}
