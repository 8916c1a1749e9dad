import { parseBeweis, parseKonsistenz } from '../buendel/beweise.ts';
import { checkpointDatei, nummer, ORT, regelDatei, standDatei } from '../buendel/inhalt.ts';
import { fromBase64, fromUtf8 } from '../bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../note/checkpoint.ts';
import type { Dateien, Gelesen } from './bestand.ts';
import { befund } from './ergebnis.ts';

/** Far above what a case has; a file of nothing but line ends stays cheap. */
const MAX_EREIGNISSE = 2000;
const MAX_STAENDE = 500;
const MAX_CHECKPOINT = 512 * 1024;
const PLAETZE: ReadonlySet<string> = new Set([ORT.ereignisse, ORT.salze, ORT.beweise, ORT.konsistenz]);

type Stand = { readonly nr: string; readonly checkpoint: string; readonly gelesen: SignedCheckpoint };

/** Bundles that keep one event a line: texts, salts and proofs beside one another, each checkpoint once. */
export function leseZeilen(files: Dateien): Gelesen {
  const staende = staendeOf(files);
  const zeilen = ereignisseOf(files, staende);
  const konsistenz = konsistenzOf(files, staende);
  const gut = zeilen && konsistenz && zeilen.every((z) => z.beweis) && staende.every((s) => isUsed(s, zeilen));
  const meldung = 'Ereignisse, Salze, Beweise und Stände des Bündels passen nicht zusammen.';
  return {
    ereignisse: zeilen ?? [],
    staende,
    konsistenz: konsistenz ?? [],
    standDatei,
    isPlace: (name) =>
      PLAETZE.has(name) ||
      staende.some(({ nr }) => [checkpointDatei, standDatei, regelDatei].some((f) => f(nr) === name)),
    befunde: gut ? [] : [befund('unversehrt', 'does not hold', 'ereignisse.unlesbar', meldung)],
  };
}

/** Numbered from 1 without gap. */
function staendeOf(files: Dateien): Stand[] {
  const staende: Stand[] = [];
  for (let i = 0; i < MAX_STAENDE; i += 1) {
    const nr = nummer(i);
    const bytes = files.get(checkpointDatei(nr));
    const checkpoint = bytes && bytes.length <= MAX_CHECKPOINT ? fromUtf8(bytes) : null;
    const gelesen = checkpoint === null ? null : parseCheckpoint(checkpoint);
    if (checkpoint === null || !gelesen) break;
    staende.push({ nr, checkpoint, gelesen });
  }
  return staende;
}

const isUsed = ({ checkpoint }: Stand, zeilen: NonNullable<ReturnType<typeof ereignisseOf>>) =>
  zeilen.some((z) => z.beweis?.checkpoint === checkpoint);

function ereignisseOf(files: Dateien, staende: readonly Stand[]) {
  const [events, salze, beweise] = [ORT.ereignisse, ORT.salze, ORT.beweise].map((ort) => linesOf(files.get(ort)));
  if (!events || !salze || !beweise || events.length !== salze.length || events.length !== beweise.length) return null;
  const standOf = new Map(staende.map((s) => [s.nr, s]));
  return events.map((event, i) => {
    const zeile = parseBeweis(textOf(beweise[i]));
    const stand = zeile && standOf.get(zeile.nr);
    return {
      name: `Ereignis ${i + 1}`,
      event,
      salt: fromBase64(textOf(salze[i])) ?? LEER,
      beweis: stand
        ? { index: zeile.index, proof: zeile.proof, checkpoint: stand.checkpoint, gelesen: stand.gelesen }
        : null,
    };
  });
}

function konsistenzOf(files: Dateien, staende: readonly Stand[]): Gelesen['konsistenz'] | null {
  const bytes = files.get(ORT.konsistenz);
  if (!bytes) return [];
  const zeilen = linesOf(bytes)?.map((l) => parseKonsistenz(textOf(l)));
  const standOf = new Map(staende.map((s) => [s.nr, s.gelesen]));
  const found = zeilen?.map((z) => {
    const [alt, neu] = [standOf.get(z?.alt ?? ''), standOf.get(z?.neu ?? '')];
    return z && alt && neu ? { alt, neu, proof: z.proof } : null;
  });
  return found?.every((f) => f !== null) ? found : null;
}

const LEER = new Uint8Array();
/** Room for 63 hashes in Base64. */
const MAX_ZEILE = 4096;

const textOf = (line: Uint8Array | undefined): string => (line && line.length <= MAX_ZEILE && fromUtf8(line)) || '';

/** Lines, each with its end; null when there are too many, none or a last one without end. */
function linesOf(bytes: Uint8Array | undefined): Uint8Array[] | null {
  if (!bytes || bytes.at(-1) !== 0x0a) return null;
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    lines.push(bytes.subarray(at, end));
    at = end + 1;
    if (lines.length > MAX_EREIGNISSE) return null;
  }
  return lines;
}
