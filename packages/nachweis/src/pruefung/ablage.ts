import type { Krypto } from '@rathausverbund/siegel';
import { ORT } from '../buendel/inhalt.ts';
import { beweisdatensatz, beweismanifest, formatBeweismanifest } from '../buendel/manifest.ts';
import { fromUtf8 } from '../bytes.ts';
import type { SignedCheckpoint } from '../note/checkpoint.ts';
import { leseEinzeln } from './einzeln.ts';
import type { EreignisDateien } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { leseZeilen } from './zeilenweise.ts';

/** A checkpoint text with the evidence record over it. */
export interface Protokollzeit {
  readonly stand: Uint8Array;
  readonly evidenceRecord: Uint8Array;
}

/** A checkpoint that proofs are against; `gesichert`: an evidence record over it lies in the bundle. */
export interface Standdatei {
  readonly nr: string;
  readonly gelesen: SignedCheckpoint;
  readonly gesichert: boolean;
}

/** Claim that one state of a log is the beginning of a later one. */
export interface Zusammenhang {
  readonly alt: SignedCheckpoint;
  readonly neu: SignedCheckpoint;
  readonly proof: readonly Uint8Array[];
}

/** Events, proofs and times of a bundle, whichever way it keeps them. */
export interface Ablage {
  readonly ereignisse: readonly EreignisDateien[];
  readonly staende: readonly Standdatei[];
  readonly konsistenz: readonly Zusammenhang[];
  readonly protokollzeiten: readonly Protokollzeit[];
  /** Whether this way of keeping them knows a file of such a name. */
  readonly isPlace: (name: string) => boolean;
  readonly befunde: readonly Befund[];
}

export type Dateien = ReadonlyMap<string, Uint8Array>;

/** What an older or a newer bundle keeps where. Records are numbered like their checkpoint; '' where there is only one. */
export interface Gelesen extends Omit<Ablage, 'protokollzeiten' | 'staende'> {
  readonly staende: readonly { readonly nr: string; readonly gelesen: SignedCheckpoint }[];
  readonly standDatei: (nr: string) => string;
}

/** Records and their manifests are not listed in the ASiCManifest: each must belong to a checkpoint here. */
export const isRecordFile = (name: string): boolean =>
  /^META-INF\/(evidencerecord([0-9]{4})?\.ers|ASiCEvidenceRecordManifest([0-9]{4})?\.xml)$/.test(name);

/** Lines in common files, or, in bundles of the first kind, three files for each event and one checkpoint at most. */
export function leseAblage(krypto: Krypto, files: Dateien): Ablage {
  const gelesen = files.has(ORT.ereignisse) ? leseZeilen(files) : leseEinzeln(files);
  const { ereignisse, konsistenz, isPlace } = gelesen;
  const nummern = new Set(gelesen.staende.map((s) => s.nr));
  const fremd = [...files.keys()].filter(
    (name) => isRecordFile(name) && !nummern.has(/[0-9]{4}/.exec(name)?.[0] ?? ''),
  );
  const befunde = [...gelesen.befunde, ...(fremd.length > 0 ? [UNVOLLSTAENDIG] : [])];
  const protokollzeiten: Protokollzeit[] = [];
  const staende = gelesen.staende.map(({ nr, gelesen: stand }) => {
    const zeit = zeitOf(krypto, files, nr, gelesen.standDatei(nr));
    if (zeit === 'unvollstaendig') befunde.push(UNVOLLSTAENDIG);
    else if (zeit && fromUtf8(zeit.stand) !== stand.note.text) befunde.push(ANDERER_STAND);
    else if (zeit) protokollzeiten.push(zeit);
    return { nr, gelesen: stand, gesichert: zeit !== null };
  });
  return { ereignisse, konsistenz, isPlace, staende, protokollzeiten, befunde };
}

const UNVOLLSTAENDIG = befund(
  'unversehrt',
  'does not hold',
  'protokollzeit.unvollstaendig',
  'Ein Beweisdatensatz über das Protokoll ist unvollständig oder sein Verzeichnis verändert.',
);
const ANDERER_STAND = befund(
  'unversehrt',
  'does not hold',
  'protokollzeit.stand',
  'Die Nachweise aus dem Protokoll gehören zu einem anderen Stand als dem zeitgestempelten.',
);

/** Checkpoint text, evidence record and its manifest come together or not at all; the manifest has one spelling. */
function zeitOf(krypto: Krypto, files: Dateien, nr: string, ort: string): Protokollzeit | 'unvollstaendig' | null {
  const [stand, manifest] = [files.get(ort), files.get(beweismanifest(nr))];
  const evidenceRecord = files.get(beweisdatensatz(nr));
  if (!stand && !manifest && !evidenceRecord) return null;
  if (!stand || !manifest || !evidenceRecord) return 'unvollstaendig';
  const ziel = { name: ort, mime: 'text/plain', sha256: krypto.sha256(stand) };
  return fromUtf8(manifest) === formatBeweismanifest(ziel, nr) ? { stand, evidenceRecord } : 'unvollstaendig';
}
