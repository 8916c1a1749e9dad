import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRechnung, type Rechnung, type Rechnungsvorlage, readRechnung } from '@rathausverbund/xoev';
import { libxmlParser } from '@rathausverbund/xoev/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EINWOHNER, FAELLE, SEITEN, VORLAGE } from '../../../packages/xoev/test/rechnungen.ts';
import { createSatz, type Satz } from '../../dokumente/index.ts';
import { bundleKind, inPdf, pruefePdf, textAus } from '../../dokumente/satz/pruefwerkzeuge.ts';
import { readRechnungsvorlagen, setzeZugferd } from './zugferd.ts';

const baue = (v: Partial<Rechnungsvorlage>): Rechnung => {
  const gebaut = buildRechnung({ ...VORLAGE, ...v });
  if (!gebaut.ok) throw new Error(gebaut.meldung);
  return gebaut.rechnung;
};
const LAGE = {
  auftritt: {
    name: 'Stadt Wurzen',
    strasse: 'Friedrich-Ebert-Straße 2',
    plz: '04808',
    ort: 'Wurzen',
    telefon: '03425 8560-0',
    email: 'kaemmerei@wurzen.example',
    web: 'wurzen.example',
    oeffnungszeiten: 'Di, Do 9–18 Uhr',
    farbe: '#1f4e79',
    amt: 'Der Oberbürgermeister',
    leitung: 'N. N.',
    iban: VORLAGE.steller.iban,
    bic: 'TESTDEFFXXX',
    kontoinhaber: 'Stadtkasse Wurzen',
    glaeubigerId: 'DE98ZZZ09999999999',
    kasse: 'Stadtkasse Wurzen',
  },
  kuerzel: 'W',
  erstelltAm: '2026-11-05T09:00:00+01:00',
  test: true,
};

const hatPdfdetach = !spawnSync('pdfdetach', ['-v']).error;
if (!hatPdfdetach) console.log('Übersprungen: pdfdetach ist nicht installiert.');

/** Attached files of a PDF by name, as another program finds them. */
function anhaenge(pdf: Uint8Array): Record<string, Uint8Array> {
  const ordner = mkdtempSync(join(tmpdir(), 'zugferd-'));
  try {
    const datei = join(ordner, 'a.pdf');
    writeFileSync(datei, pdf);
    const liste = spawnSync('pdfdetach', ['-list', datei], { encoding: 'utf8' }).stdout;
    const namen = [...liste.matchAll(/^\d+: (.+)$/gm)].map((t) => t[1] ?? '');
    spawnSync('pdfdetach', ['-saveall', '-o', ordner, datei]);
    return Object.fromEntries(namen.map((name) => [name, readFileSync(join(ordner, name))]));
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

let satz: Satz;
const vorlagen = readRechnungsvorlagen();
beforeAll(async () => {
  satz = createSatz({ kindDatei: await bundleKind() });
});
afterAll(() => satz.stop());

const setze = async (r: Rechnung): Promise<Uint8Array> => {
  const gesetzt = await setzeZugferd(satz, vorlagen, r, LAGE);
  if (!gesetzt.ok) throw new Error(JSON.stringify(gesetzt));
  return gesetzt.pdf;
};

describe('Die Rechnung als ZUGFeRD-PDF', () => {
  it.each<[string, Rechnung, string]>([
    ['ohne Umsatzsteuer', baue({ posten: [FAELLE, EINWOHNER] }), 'Zu zahlen 498,71 €'],
    ['mit 19 %', baue({ posten: [SEITEN] }), 'Umsatzsteuer 19 % auf 45,87 € 8,72 €'],
    [
      'als Korrektur',
      baue({
        posten: [{ ...FAELLE, menge: '-1', netto: -3_800 }],
        korrigiert: { nummer: 'WUR-RE-2026-000001', datum: '2026-10-05' },
      }),
      'Wird erstattet 38,00 €',
    ],
  ])('%s ist lesbar, unversehrt und trägt die Daten in sich', async (_, rechnung, text) => {
    const pdf = await setze(rechnung);
    pruefePdf(pdf);
    expect(textAus(pdf) ?? text).toContain(text);
    for (const merkmal of [
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>A</pdfaid:conformance>',
      '<pdfuaid:part>1</pdfuaid:part>',
      '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>',
      '<pdfaSchema:prefix>fx</pdfaSchema:prefix>',
    ])
      expect(inPdf(pdf, merkmal)).toBe(true);
    if (!hatPdfdetach) return;
    const daten = anhaenge(pdf);
    expect(Object.keys(daten)).toEqual(['factur-x.xml']);
    const xml = libxmlParser.parse(daten['factur-x.xml'] ?? new Uint8Array());
    if (!xml.ok) throw new Error(xml.meldung);
    expect(readRechnung(xml.wurzel)).toMatchObject({
      ok: true,
      uebrig: [],
      rechnung: { ...rechnung, profil: 'urn:cen.eu:en16931:2017' },
    });
  });

  it('ist aus derselben Rechnung Byte für Byte dieselbe', async () => {
    const rechnung = baue({});
    expect(Buffer.from(await setze(rechnung)).equals(Buffer.from(await setze(rechnung)))).toBe(true);
  });

  it('entsteht nicht aus einer Rechnung, die nicht aufgeht', async () => {
    const r = baue({});
    const falsch = { ...r, summen: { ...r.summen, brutto: 1 } };
    expect(await setzeZugferd(satz, vorlagen, falsch, LAGE)).toMatchObject({
      ok: false,
      grund: 'rechnung.regelwidrig',
    });
  });
});
