import type { Krypto } from '@rathausverbund/siegel';
import { MIMETYPE, ORT, regelDatei } from '../buendel/inhalt.ts';
import { MANIFEST, type Manifest, parseManifest, STEMPEL } from '../buendel/manifest.ts';
import type { ZipEntry } from '../buendel/zip.ts';
import { equal, fromUtf8 } from '../bytes.ts';
import { isRecordFile, leseAblage } from './ablage.ts';
import type { Ablage, Protokollzeit } from './bestand.ts';
import { type Befund, befund } from './ergebnis.ts';

/** A bundle taken apart, its manifest compared with what lies in it. */
export interface Buendel extends Pick<Ablage, 'ereignisse' | 'konsistenz' | 'staende'> {
  readonly dokumente: readonly ZipEntry[];
  readonly manifest: Uint8Array;
  readonly token: Uint8Array | null;
  readonly kette: Uint8Array | null;
  readonly sperrlisten: readonly ZipEntry[];
  /** The rule for witnesses of today, and those of the time of a checkpoint. */
  readonly policies: readonly Uint8Array[];
  readonly anleitung: Uint8Array | null;
  readonly protokollzeiten: readonly Protokollzeit[];
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
  const ablage = leseAblage(krypto, files);
  const befunde = gelesen
    ? [...vergleiche(krypto, files, gelesen, ablage), ...ablage.befunde]
    : [
        befund(
          'unversehrt',
          'does not hold',
          'manifest.unlesbar',
          'Das Verzeichnis des Bündels fehlt oder ist verändert.',
        ),
      ];
  const { ereignisse, konsistenz, staende, protokollzeiten } = ablage;
  return {
    dokumente,
    ereignisse,
    konsistenz,
    staende,
    protokollzeiten,
    manifest,
    token: files.get(STEMPEL) ?? null,
    kette: files.get(ORT.zertifikate) ?? null,
    policies: [ORT.policy, ...staende.map((s) => regelDatei(s.nr))].flatMap((name) => files.get(name) ?? []),
    anleitung: files.get(ORT.anleitung) ?? null,
    sperrlisten: entries.filter((e) => e.name.startsWith(ORT.sperrlisten)),
    befunde,
  };
}

function vergleiche(
  krypto: Krypto,
  files: ReadonlyMap<string, Uint8Array>,
  { verweise, gestempelt }: Manifest,
  { isPlace }: Ablage,
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
  const own = new Set(['mimetype', MANIFEST, ...(gestempelt ? [STEMPEL] : [])]);
  const fremd = [...files.keys()].filter(
    (name) => !own.has(name) && !isRecordFile(name) && !(named.has(name) && (isKnownPlace(name) || isPlace(name))),
  );
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
    /^dokumente\/[^/]+$/.test(name) ||
    /^zertifikate\/sperrlisten\/[0-9]{4}\.(crl|ocsp)$/.test(name)
  );
}
