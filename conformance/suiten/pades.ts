import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { dateien } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';

/** The day the suite is judged on, so that its answers do not age. */
const TAG = new Date('2026-03-10T00:00:00Z');

/**
 * Signed PDF files, good and under attack. `erwartet.json` says what `unversehrt` must be; trust is not judged, no
 * anchors are given. Files in pdfa/ and verapdf/ bear no signature, and that is what must be said.
 */
export const pades: Suite = {
  ordner: 'pdf',
  faelle: async (dir) => {
    const liste = join(dir, 'erwartet.json');
    const erwartet = existsSync(liste)
      ? (JSON.parse(readFileSync(liste, 'utf8')) as { file: string; verdict: string }[])
      : [];
    const genannt = new Map(erwartet.map((e) => [e.file, e.verdict]));
    const namen = [...new Set([...genannt.keys(), ...dateien(dir, '.pdf')])];
    return Promise.all(namen.map((name) => einer(dir, name, genannt.get(name))));
  },
};

async function einer(dir: string, name: string, soll: string | undefined): Promise<Fall> {
  const ohne = /(^|\/)(pdfa|verapdf)\//.test(name);
  if (soll === undefined && !ohne) return { name, ergebnis: 'skipped', grund: 'steht nicht in erwartet.json' };
  return fall(name, async () => {
    const urteil = await verifyPdf(new Uint8Array(readFileSync(join(dir, name))), { krypto, anker: [], jetzt: TAG });
    const codes = urteil.gruende.map((g) => g.code);
    if (soll !== undefined)
      return urteil.unversehrt === soll
        ? undefined
        : `erwartet „${soll}“, geurteilt „${urteil.unversehrt}“ (${codes.join(', ')})`;
    return codes.includes('pdf.keine-unterschrift')
      ? undefined
      : `eine Unterschrift, wo keine ist: ${codes.join(', ')}`;
  });
}
