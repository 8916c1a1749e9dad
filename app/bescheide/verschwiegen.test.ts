import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { stellbareUhr } from '../base/index.ts';
import { createSatz, type Satz } from '../dokumente/index.ts';
import { bundleKind } from '../dokumente/satz/pruefwerkzeuge.ts';
import { beispiel, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { verfremdeLeistungen } from '../pruefstand/verfremdet.ts';
import { kleineWerkbank } from '../pruefstand/werkbank.ts';
import { createBeurkunden, type Werkbank } from './index.ts';

/** what a citizen wrote, with a letter of no font of ours */
const UNSETZBAR = 'Zeisig-4711 中';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
let satz: Satz;
let h: Haus;
beforeAll(async () => {
  satz = createSatz({ kindDatei: await bundleKind() });
  h = await baueHaus(t, { uhr, leistungen: leistungenMitFehler(), werkzeug: { ...kleineWerkbank, satz } });
});
afterAll(() => satz.stop());

/** The Leistungen with a certificate whose mapping takes what the citizen wrote for a day. */
const leistungenMitFehler = (): string =>
  verfremdeLeistungen(join(t.ordner, 'leistungen'), (aendere) =>
    aendere('briefe/empfangsbescheinigung.yaml', [
      '{ datum: antrag.betrieb.beginn }',
      '{ datum: antrag.betrieb.taetigkeit }',
    ]),
  );

/** Works on a case until nothing is tried any more. @returns what machines wrote down about it */
async function scheitere(werkbank: Werkbank): Promise<string> {
  const antworten = beispiel(GEWERBE, '01-einfach');
  const betrieb = { ...(antworten['betrieb'] as object), taetigkeit: UNSETZBAR };
  const fall = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach', { antworten: { ...antworten, betrieb } });
  const s = h.schlangeUeber(h.dienste, [['antrag.beurkunden', createBeurkunden(werkbank, h.katalog)]]);
  const gesagt = new Set<string>();
  for (let i = 0; i < 12; i++) {
    await s.leeren();
    const { rows } = await t.setup.query<{ text: string }>(
      `select a::text as text from base.auftrag a where bezug = $1 union all
       select f::text from prozesse.vorfall f where vorgang = $1 union all
       select hinweis from vorgaenge.vorgang where id = $1`,
      [fall.vorgang],
    );
    for (const r of rows) gesagt.add(r.text);
    uhr.stelle(uhr.jetzt() + 3_600_000);
  }
  for (const f of h.fehler.splice(0)) gesagt.add((f as Error).stack ?? String(f));
  return [...gesagt].join('\n');
}

describe('Woran ein Brief scheitert, steht ohne Angaben der Menschen in Protokoll, Aufträgen und Störungen:', () => {
  it('eine Angabe, die kein Tag ist, und ein Zeichen, das die Schrift nicht hat', async () => {
    const gesagt = await scheitere(h.werkbank);
    expect(gesagt).toContain('„antrag.betrieb.taetigkeit“ ergibt einen Text; gebraucht wird ein Tag.');
    expect(gesagt).toContain('ein Zeichen seiner Angaben nicht enthält');
    expect(gesagt).not.toMatch(/Zeisig|中/);
  });

  it.each([
    ['abweist', '#panic(json("/daten.json"))', 'die Vorlage seine Angaben abweist'],
    ['nicht versteht', '#(json("/daten.json").inhalt.schritte.map(s => s.zeilen.map(z => int(z.wert))))', 'Fehler'],
  ])('eine Vorlage, die sie %s', async (_, vorlage, grund) => {
    const gemeinsameVorlagen = { ...h.werkbank.gemeinsameVorlagen, '/antragskopie.typ': vorlage };
    const gesagt = await scheitere({ ...h.werkbank, gemeinsameVorlagen });
    expect(gesagt).toContain(grund);
    expect(gesagt).not.toMatch(/Zeisig|中|Mareike|Lossabach/);
  });
});
