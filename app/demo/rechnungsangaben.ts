import { leitwegId } from '@rathausverbund/xoev';
import { setzeRechnungsangaben } from '../abrechnung/index.ts';
import type { Person } from '../prozesse/index.ts';
import type { Abrechnungswelt } from './abrechnen.ts';
import { mitarbeitende, ORTE } from './personen.ts';

/** Who enters for each town hall what invoices need. Bennewitz has not yet: an invoice to it says so. */
const WER: readonly [keyof typeof ORTE, string, string][] = [
  ['wurzen', 's.hartig', '239/149/00011'],
  ['thallwitz', 'f.naumann', ''],
  ['lossatal', 't.krause', ''],
  ['augustusburg', 'c.seifert', '222/149/00022'],
];

/** Enters Leitweg-IDs (made up, with right check digits) and tax numbers, by the ordinary action. */
export async function trageRechnungsangabenEin(
  d: Abrechnungswelt,
  personen: ReadonlyMap<string, Person>,
): Promise<void> {
  for (const [ort, sub, steuernummer] of WER) {
    const [p, m] = [personen.get(sub), mitarbeitende.find((x) => x.sub === sub)];
    if (!p || !m) throw new Error(`Demo: ${sub} fehlt`);
    const akteur = { person: p.person, stelle: p.stelle, rollen: m.rollen };
    const e = await setzeRechnungsangaben(d, akteur, {
      leitwegId: leitwegId(ORTE[ort], '0001'),
      ustId: '',
      steuernummer,
      ansprechpartner: 'Kämmerei',
    });
    if (!e.ok) throw new Error(`Demo: Rechnungsangaben: ${JSON.stringify(e)}`);
  }
}
