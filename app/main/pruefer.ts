import { type Anker, GRENZEN, type Pruefergebnis, readAnker } from '@rathausverbund/nachweis';
import { pruefeGeschuetzt } from '@rathausverbund/nachweis/node';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { bundle } from '../../tools/bundle.mjs';
import type { SeitenDeps } from '../seiten/index.ts';
import { createReihe } from './reihe.ts';

/** How many files are judged at the same time, and how many more may wait: each takes up to 140 MB. */
const ZUGLEICH = 2;
const WARTEND = 6;
/** Longer nobody waits for a turn: what then remains of the time is many times what a good file takes. */
const GEDULD_MS = 3_000;

const BESETZT: Pruefergebnis = {
  ok: false,
  code: 'pruefung.abgebrochen',
  meldung:
    'Gerade werden zu viele Dateien geprüft. Ihre Datei wurde nicht geprüft. Bitte versuchen Sie es in einer Minute noch einmal.',
};

const ohneAnker = (grund: string) =>
  `Die Anker dieser Anlage sind nicht lesbar. ${grund} Ihre Datei wurde nicht geprüft. Der Betreiber dieser Anlage muss das beheben. Prüfen können Sie die Datei auch mit dem Prüfprogramm zum Mitnehmen und eigenen Ankern.`;

/**
 * The same verifier as the stand-alone one, with this installation's anchors (`ankerOf`: its folder of anchors, read anew
 * each time). Every file is judged in a process of its own: the web process goes on, whatever the file does.
 */
export async function createPruefer(
  ankerOf: () => ReadonlyMap<string, Uint8Array>,
  uhr: () => Date,
  /** told when the anchors are there and cannot be read */
  melde: (meldung: string) => void = () => undefined,
): Promise<SeitenDeps['pruefe']> {
  const programm = [await bundle('packages/nachweis/node/pruefer.ts')];
  const reihe = createReihe({ zugleich: ZUGLEICH, wartend: WARTEND, geduldMs: GEDULD_MS });

  async function urteile(bytes: Uint8Array, ende: number): Promise<Pruefergebnis> {
    const dateien = ankerOf();
    const gelesen = readAnker(nodeKrypto.sha256, dateien);
    // no anchors yet: a verdict without them says so itself; broken ones must not look like none
    if (!gelesen.ok && dateien.size > 0) {
      melde(gelesen.meldung);
      return { ok: false, code: 'pruefung.abgebrochen', meldung: ohneAnker(gelesen.meldung) };
    }
    const anker: Anker | null = gelesen.ok ? gelesen.anker : null;
    const schutz = { programm, zeit: ende - performance.now() };
    return pruefeGeschuetzt(schutz, { laenge: bytes.length, bytes }, { anker, jetzt: uhr() });
  }

  return async (bytes) => {
    if (bytes.length > GRENZEN.datei) return { ok: false, code: 'unlesbar', meldung: GRENZEN.zuGross };
    const ende = performance.now() + GRENZEN.zeit;
    return (await reihe(() => urteile(bytes, ende))) ?? BESETZT;
  };
}
