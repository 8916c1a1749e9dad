import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Gedeckt, type Pruefsummen, verifyEvidenceRecord } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { dateien } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';

/** One data object: its text, a file beside the record, or its digest (Base64). */
type Daten = { text: string } | { file: string } | { sha256?: string; sha384?: string; sha512?: string };

interface Eintrag {
  record: string;
  data: Daten[];
  verdict: string;
}

/** The day the suite is judged on, so that its answers do not age. */
const TAG = new Date('2026-03-10T00:00:00Z');

/**
 * Evidence records after RFC 4998, good and broken. `erwartet.json` says what `unversehrt` must be; trust is not judged, no
 * anchors are given. A record it does not name must get an answer, whichever. Files ending in .b64 are Base64.
 */
export const ers: Suite = {
  ordner: 'tr-esor',
  faelle: async (dir) => {
    const liste = join(dir, 'erwartet.json');
    const erwartet = existsSync(liste) ? (JSON.parse(readFileSync(liste, 'utf8')) as Eintrag[]) : [];
    const genannt = new Set(erwartet.map((e) => e.record));
    const uebrige = dateien(dir, '.ers', 'ers.b64').filter((name) => !genannt.has(name));
    return [
      ...(await Promise.all(erwartet.map((e, i) => einer(dir, e, i + 1)))),
      ...(await Promise.all(uebrige.map((name) => ungenannt(dir, name)))),
    ];
  },
};

const einer = (dir: string, { record, data, verdict }: Eintrag, nr: number): Promise<Fall> =>
  fall(`${nr} ${record}`, async () => {
    const urteil = await pruefe(dir, record, gedeckt(dir, data));
    const codes = urteil.gruende.map((g) => g.code).join(', ');
    return urteil.unversehrt === verdict
      ? undefined
      : `erwartet „${verdict}“, geurteilt „${urteil.unversehrt}“ (${codes})`;
  });

async function ungenannt(dir: string, name: string): Promise<Fall> {
  let grund = '';
  const gelesen = await fall(name, async () => {
    const urteil = await pruefe(dir, name, { bytes: [new Uint8Array()] });
    grund = urteil.gruende[0]?.code ?? '';
    return urteil.unversehrt === 'holds' ? 'gilt für leere Daten' : undefined;
  });
  return gelesen.ergebnis === 'passed'
    ? { name, ergebnis: 'skipped', grund: `steht nicht in erwartet.json; ohne seine Daten: ${grund}` }
    : gelesen;
}

const pruefe = (dir: string, name: string, daten: Gedeckt) =>
  verifyEvidenceRecord(lies(dir, name), daten, { krypto, anker: [], jetzt: TAG });

function gedeckt(dir: string, data: readonly Daten[]): Gedeckt {
  const bytes = data.flatMap((d) =>
    'text' in d ? [new Uint8Array(Buffer.from(d.text))] : 'file' in d ? [lies(dir, d.file)] : [],
  );
  const hashes = data.flatMap((d): Pruefsummen[] => {
    if ('text' in d || 'file' in d) return [];
    return [Object.fromEntries(Object.entries(d).map(([name, wert]) => [name, base64(wert)]))];
  });
  return { bytes, hashes };
}

function lies(dir: string, name: string): Uint8Array {
  const roh = readFileSync(join(dir, name));
  return name.endsWith('.b64') ? base64(roh.toString('latin1')) : new Uint8Array(roh);
}

const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
