import { hund } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { aktenzeichenIn, fuelleAus, meldeBuergerAn } from '../demo/bauen.ts';
import { formulare } from '../demo/browser.ts';

const halter = buerger.find((b) => b.id === 'kretzschmar');

/** Registers a dog over HTTP; the Aktenzeichen. */
export async function meldeHundAn(basis: string): Promise<string> {
  if (!halter) throw new Error('kretzschmar fehlt');
  const b = await meldeBuergerAn(basis, ORTE.wurzen, halter.id);
  const antworten = hund(halter, {
    name: 'Fips',
    rasse: 'Pudel',
    farbe: 'grau',
    geboren: '2024-05-01',
    aufnahme: '2026-02-01',
  });
  const seite = await fuelleAus(b, basis, ORTE.wurzen, 'hundesteuer-anmeldung', antworten);
  const f = formulare(seite).find((x) => x.action.endsWith('/absenden'));
  if (!f) throw new Error('kein Knopf zum Absenden');
  return aktenzeichenIn(await b.submit(f));
}

/** The page of who did it. */
export async function meineAntraege(basis: string): Promise<string> {
  const b = await meldeBuergerAn(basis, ORTE.wurzen, 'kretzschmar');
  return (await b.open(`${basis}/meine`)).html;
}
