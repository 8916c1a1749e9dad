import type { Krypto } from '@rathausverbund/siegel';
import { ORT, regelDatei } from '../buendel/inhalt.ts';
import { beweisdatensatz, beweismanifest, formatBeweismanifest } from '../buendel/manifest.ts';
import { fromUtf8 } from '../bytes.ts';
import type { Ablage, Dateien, Protokollzeit } from './bestand.ts';
import { leseEinzeln } from './einzeln.ts';
import { befund } from './ergebnis.ts';
import { leseZeilen } from './zeilenweise.ts';

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
    return { nr, gelesen: stand, gesichert: zeit !== null, eigeneRegel: files.has(regelDatei(nr)) };
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
