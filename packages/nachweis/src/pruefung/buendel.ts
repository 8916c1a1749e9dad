import type { Krypto } from '@rathausverbund/siegel';
import { MIMETYPE, ORT } from '../buendel/inhalt.ts';
import {
  BEWEISDATENSATZ,
  BEWEISMANIFEST,
  formatBeweismanifest,
  MANIFEST,
  type Manifest,
  parseManifest,
  STEMPEL,
} from '../buendel/manifest.ts';
import type { ZipEntry } from '../buendel/zip.ts';
import { equal, fromUtf8, hex } from '../bytes.ts';
import type { EreignisDateien, GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';

/** A bundle taken apart, its manifest compared with what lies in it. */
export interface Buendel {
  readonly dokumente: readonly ZipEntry[];
  readonly ereignisse: readonly EreignisDateien[];
  readonly manifest: Uint8Array;
  readonly token: Uint8Array | null;
  readonly kette: Uint8Array | null;
  readonly sperrlisten: readonly ZipEntry[];
  readonly policy: Uint8Array | null;
  /** The checkpoint text and the evidence record over it; null when the bundle bears none. */
  readonly protokollzeit: { readonly stand: Uint8Array; readonly evidenceRecord: Uint8Array } | null;
  readonly befunde: readonly Befund[];
}

const MAX_MANIFEST = 4 * 1024 * 1024;

/** Takes a bundle apart; null when it is no bundle of ours at all. */
export function zerlege(krypto: Krypto, entries: readonly ZipEntry[]): Buendel | null {
  const [first] = entries;
  if (first?.name !== 'mimetype' || !first.stored || fromUtf8(first.bytes) !== MIMETYPE) return null;
  const files = new Map(entries.map((e) => [e.name, e.bytes]));
  const manifest = files.get(MANIFEST) ?? new Uint8Array();
  const gelesen = manifest.length <= MAX_MANIFEST ? parseManifest(fromUtf8(manifest) ?? '') : null;
  const dokumente = entries
    .filter((e) => e.name.startsWith(ORT.dokumente))
    .map((e) => ({ ...e, name: e.name.slice(ORT.dokumente.length) }));
  const ereignisse = entries.flatMap(({ name, bytes }) => {
    const stem = /^(ereignisse\/[0-9]{4})\.json$/.exec(name)?.[1];
    if (!stem) return [];
    const leer = new Uint8Array();
    return [
      {
        name: stem,
        event: bytes,
        salt: files.get(`${stem}.salt`) ?? leer,
        tlogProof: files.get(`${stem}.tlog-proof`) ?? leer,
      },
    ];
  });
  const befunde = gelesen
    ? [...vergleiche(krypto, files, gelesen), ...pruefeBeweismanifest(krypto, files)]
    : [
        befund(
          'unversehrt',
          'does not hold',
          'manifest.unlesbar',
          'Das Verzeichnis des Bündels fehlt oder ist verändert.',
        ),
      ];
  return {
    dokumente,
    ereignisse,
    manifest,
    token: files.get(STEMPEL) ?? null,
    kette: files.get(ORT.zertifikate) ?? null,
    policy: files.get(ORT.policy) ?? null,
    sperrlisten: entries.filter((e) => e.name.startsWith(ORT.sperrlisten)),
    protokollzeit: protokollzeitOf(files),
    befunde,
  };
}

function protokollzeitOf(files: ReadonlyMap<string, Uint8Array>): Buendel['protokollzeit'] {
  const [stand, evidenceRecord] = [files.get(ORT.stand), files.get(BEWEISDATENSATZ)];
  return stand && evidenceRecord ? { stand, evidenceRecord } : null;
}

/** Checkpoint text, evidence record and its manifest come together or not at all; the manifest has one spelling. */
function pruefeBeweismanifest(krypto: Krypto, files: ReadonlyMap<string, Uint8Array>): Befund[] {
  const [stand, manifest] = [files.get(ORT.stand), files.get(BEWEISMANIFEST)];
  if (!stand && !manifest && !files.has(BEWEISDATENSATZ)) return [];
  const ziel = stand && { name: ORT.stand, mime: 'text/plain', sha256: krypto.sha256(stand) };
  const gut = ziel && manifest && fromUtf8(manifest) === formatBeweismanifest(ziel) && files.has(BEWEISDATENSATZ);
  const meldung = 'Der Beweisdatensatz über das Protokoll ist unvollständig oder sein Verzeichnis verändert.';
  return gut ? [] : [befund('unversehrt', 'does not hold', 'protokollzeit.unvollstaendig', meldung)];
}

function vergleiche(
  krypto: Krypto,
  files: ReadonlyMap<string, Uint8Array>,
  { verweise, gestempelt }: Manifest,
): Befund[] {
  const wrong = (code: string, meldung: string) => befund('unversehrt', 'does not hold', code, meldung);
  const named = new Set(verweise.map((v) => v.name));
  const befunde = verweise.flatMap((v) => {
    const bytes = files.get(v.name);
    if (!bytes) return [wrong('manifest.fehlt', `Die Datei ${v.name} fehlt im Bündel.`)];
    return equal(krypto.sha256(bytes), v.sha256)
      ? []
      : [wrong('manifest.pruefsumme', `Die Datei ${v.name} ist verändert.`)];
  });
  const own = new Set(['mimetype', MANIFEST, BEWEISMANIFEST, BEWEISDATENSATZ, ...(gestempelt ? [STEMPEL] : [])]);
  const fremd = [...files.keys()].filter((name) => !own.has(name) && !(named.has(name) && isKnownPlace(name)));
  befunde.push(...fremd.map((name) => wrong('manifest.fremd', `Die Datei ${name} gehört nicht zum Bündel.`)));
  if (gestempelt && !files.has(STEMPEL)) befunde.push(wrong('manifest.fehlt', 'Der Zeitstempel des Bündels fehlt.'));
  if (named.size < verweise.length)
    befunde.push(wrong('manifest.doppelt', 'Das Verzeichnis des Bündels nennt eine Datei zweimal.'));
  return befunde.length > 0
    ? befunde
    : [
        befund(
          'unversehrt',
          'holds',
          'manifest.stimmt',
          `Alle ${verweise.length} Dateien entsprechen dem Verzeichnis des Bündels.`,
        ),
      ];
}

// A file elsewhere would look as if it belonged to the evidence, and nobody would have judged it.
function isKnownPlace(name: string): boolean {
  return (
    name === ORT.policy ||
    name === ORT.zertifikate ||
    name === ORT.anleitung ||
    name === ORT.stand ||
    /^(dokumente\/[^/]+|ereignisse\/[0-9]{4}\.(json|salt|tlog-proof))$/.test(name) ||
    /^zertifikate\/sperrlisten\/[0-9]{4}\.(crl|ocsp)$/.test(name)
  );
}

/** Each document must be named, with length and both hashes, by an event of the log. */
export function pruefeDokumente(
  krypto: Krypto,
  dokumente: readonly ZipEntry[],
  ereignisse: readonly GelesenesEreignis[],
): Befund[] {
  const named = new Map(
    ereignisse.flatMap((e) => e.ereignis.docs.map((d) => [`${d.len} ${d.sha256} ${d.sha512}`, d.name])),
  );
  const befunde = dokumente.map(({ name, bytes }) => {
    const known = named.get(`${bytes.length} ${hex(krypto.sha256(bytes))} ${hex(krypto.sha512(bytes))}`);
    return known !== undefined
      ? befund(
          'unversehrt',
          'holds',
          'dokument.gedeckt',
          `${name} ist genau das Dokument, das im Protokoll als „${known}“ steht.`,
        )
      : befund(
          'unversehrt',
          'does not hold',
          'dokument.nicht-gedeckt',
          `${name} ist durch kein Ereignis des Protokolls gedeckt.`,
        );
  });
  if (ereignisse.length > 0 || befunde.length > 0) return befunde;
  return [
    befund('unversehrt', 'cannot be decided', 'buendel.leer', 'Das Bündel enthält weder Dokumente noch Ereignisse.'),
  ];
}
