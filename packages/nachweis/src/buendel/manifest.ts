import type { Sha256 } from '../baum/hash.ts';
import { base64, fromBase64 } from '../bytes.ts';
import type { ZipEntry } from './zip.ts';

/** One covered file of a bundle. */
export interface Verweis {
  readonly name: string;
  readonly mime: string;
  readonly sha256: Uint8Array;
}

export interface Manifest {
  readonly verweise: readonly Verweis[];
  /** Whether a time stamp over the manifest belongs to it. */
  readonly gestempelt: boolean;
}

export const MANIFEST = 'META-INF/ASiCManifest.xml';
export const STEMPEL = 'META-INF/timestamp.tst';
/** File names of the evidence record over checkpoint `nr`, and of its manifest; without a number where a bundle bears one only. */
export const beweisdatensatz = (nr = '') => `META-INF/evidencerecord${nr}.ers`;
export const beweismanifest = (nr = '') => `META-INF/ASiCEvidenceRecordManifest${nr}.xml`;

const ROOT =
  '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">';
const SIG = `<asic:SigReference URI="${STEMPEL}" MimeType="application/vnd.etsi.timestamp-token"/>`;
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>\n${ROOT}\n`;
const METHOD = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>';
const ENTRY = new RegExp(
  `<asic:DataObjectReference URI="([^"<>]*)" MimeType="([^"<>]*)">${METHOD}<ds:DigestValue>([A-Za-z0-9+/=]{44})</ds:DigestValue>`,
  'g',
);
const MASKS: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
];

export function verweis(sha256: Sha256, entry: ZipEntry, mime: string): Verweis {
  return { name: entry.name, mime, sha256: sha256(entry.bytes) };
}

/** The ASiCManifest of EN 319 162-1, section A.4, with SHA-256 digests. */
export function formatManifest({ verweise, gestempelt }: Manifest): string {
  return format(gestempelt ? `${SIG}\n` : '', verweise);
}

/**
 * The ASiCEvidenceRecordManifest (EN 319 162-1, 4.4): the evidence record covers this one file. It has one spelling only.
 * Record and manifest are not listed in the ASiCManifest: a record may be renewed without touching what was stamped.
 */
export function formatBeweismanifest(stand: Verweis, nr?: string): string {
  return format(`<asic:SigReference URI="${beweisdatensatz(nr)}"/>\n`, [stand]);
}

function format(reference: string, verweise: readonly Verweis[]): string {
  const entries = verweise.map(
    (v) =>
      `<asic:DataObjectReference URI="${mask(uri(v.name))}" MimeType="${mask(v.mime)}">` +
      `${METHOD}<ds:DigestValue>${base64(v.sha256)}</ds:DigestValue></asic:DataObjectReference>\n`,
  );
  return `${HEAD}${reference}${entries.join('')}</asic:ASiCManifest>\n`;
}

/**
 * Reads our own manifests only: what was found is written again and must give the same text. So no XML reader is needed
 * and nothing can hide between the entries. Null for anything else.
 */
export function parseManifest(text: string): Manifest | null {
  const verweise: Verweis[] = [];
  for (const [, name = '', mime = '', digest = ''] of text.matchAll(ENTRY)) {
    const sha256 = fromBase64(digest);
    const path = fromUri(unmask(name));
    if (!sha256 || path === null) return null;
    verweise.push({ name: path, mime: unmask(mime), sha256 });
  }
  const manifest = { verweise, gestempelt: text.startsWith(`${HEAD}${SIG}\n`) };
  return formatManifest(manifest) === text ? manifest : null;
}

const uri = (name: string) => name.split('/').map(encodeURIComponent).join('/');

function fromUri(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const mask = (text: string) => MASKS.reduce((t, [plain, masked]) => t.replaceAll(plain, masked), text);
const unmask = (text: string) => MASKS.reduceRight((t, [plain, masked]) => t.replaceAll(masked, plain), text);
