import { fromUtf8 } from '../bytes.ts';
import { parseTlogProof } from '../note/tlogproof.ts';
import type { Dateien, Gelesen } from './bestand.ts';

const STAND = 'protokoll/stand.txt';

/** Bundles of the first kind: each event in three files of its own, every proof with its checkpoint; one stamped at most. */
export function leseEinzeln(files: Dateien): Gelesen {
  const leer = new Uint8Array();
  const ereignisse = [...files].flatMap(([name, event]) => {
    const stem = /^(ereignisse\/[0-9]{4})\.json$/.exec(name)?.[1];
    if (!stem) return [];
    const beweis = parseTlogProof(fromUtf8(files.get(`${stem}.tlog-proof`) ?? leer) ?? '');
    return [{ name: stem, event, salt: files.get(`${stem}.salt`) ?? leer, beweis }];
  });
  const first = ereignisse.find(({ beweis }) => beweis)?.beweis?.gelesen;
  return {
    ereignisse,
    staende: first ? [{ nr: '', gelesen: first }] : [],
    konsistenz: [],
    standDatei: () => STAND,
    isPlace: (name) => name === STAND || /^ereignisse\/[0-9]{4}\.(json|salt|tlog-proof)$/.test(name),
    befunde: [],
  };
}
