import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeName, displayName, splitAmtlicherName } from './namen.ts';
import { QUELLE } from './quelle.ts';
import { readSaetze, type Satz } from './saetze.ts';
import { formatVerzeichnis } from './schreiben.ts';
import { buildVerzeichnis } from './verzeichnis.ts';

const geo = resolve(process.env.STANDARDS_DIR ?? '../shared/standards', 'geo');
const txt = join(geo, 'GV100AD_20250831_land14.txt');
const da = existsSync(txt);
if (!da) console.log('Übersprungen: Das Gemeindeverzeichnis (geo) liegt nicht in STANDARDS_DIR.');

const saetze = (bytes: Uint8Array): Satz[] => {
  const gelesen = readSaetze(bytes);
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  return gelesen.wert;
};

describe.skipIf(!da)('Aus der Datei des Statistischen Bundesamtes', () => {
  const gebaut = () => {
    const ergebnis = buildVerzeichnis(saetze(readFileSync(txt)), QUELLE);
    if (!ergebnis.ok) throw new Error(ergebnis.meldung);
    return ergebnis.wert;
  };

  it('entsteht Byte für Byte die Datendatei des Projekts', () => {
    const daten = resolve(import.meta.dirname, '../../app/kommunen/daten/gemeindeverzeichnis.json');
    expect(formatVerzeichnis(gebaut())).toBe(readFileSync(daten, 'utf8'));
  });

  it('stimmt jede Gemeinde mit der CSV-Fassung überein', () => {
    const [kopf = [], ...zeilen] = readCsv(readFileSync(join(geo, 'sachsen-gemeinden-2025-08-31.csv'), 'utf8'));
    const csv = zeilen.map((z) => Object.fromEntries(kopf.map((name, i) => [name, z[i] ?? ''])));
    const ours = gebaut().gemeinden.map((g) => [
      g.ags,
      g.ars,
      g.amtlich,
      g.plz,
      String(g.einwohner),
      String(g.flaecheHa),
      g.textkennzeichen,
      g.verband === null,
    ]);
    expect(ours).toEqual(
      csv.map((c) => [
        c.ags,
        c.ars,
        c.name,
        c.plz,
        c.einwohner,
        c.flaeche_ha,
        c.textkennzeichen,
        c.verband_tk === '50',
      ]),
    );
    expect(csv).toHaveLength(418);
  });

  it('ist die Reihenfolge der Zeilen gleichgültig', () => {
    const verdreht = buildVerzeichnis(saetze(readFileSync(txt)).reverse(), QUELLE);
    expect(verdreht.ok && formatVerzeichnis(verdreht.wert)).toBe(formatVerzeichnis(gebaut()));
  });

  it('wird eine gekürzte oder umkodierte Datei abgelehnt', () => {
    const bytes = readFileSync(txt);
    expect(readSaetze(bytes.subarray(0, 1000))).toMatchObject({ ok: false, code: 'spalten' });
    expect(readSaetze(Buffer.from(bytes.toString('utf8'), 'latin1'))).toMatchObject({ ok: false, code: 'kodierung' });
    expect(readSaetze(Buffer.from(bytes.toString('latin1'), 'utf8'))).toMatchObject({ ok: false, code: 'kodierung' });
    expect(readSaetze(new Uint8Array())).toMatchObject({ ok: false, code: 'leer' });
  });

  const geaendert = (ags: string, satzart: string, aenderung: Partial<Satz>) =>
    buildVerzeichnis(
      saetze(readFileSync(txt)).map((s) =>
        s.satzart === satzart && s.ags + s.verband === ags ? { ...s, ...aenderung } : s,
      ),
      QUELLE,
    );

  it.each([
    ['ein unbekannter Sitz', '145215110', '50', { sitz: 'Atlantis' }, 'Der Sitz „Atlantis“'],
    ['ein Sitz außerhalb der Verwaltungsgemeinschaft', '145215110', '50', { sitz: 'Lugau' }, 'kein Mitglied'],
    ['eine unbekannte Verbandsart', '145215110', '50', { textkennzeichen: '55' }, 'Textkennzeichen 55'],
    ['eine Stadt ohne „Stadt“ im Namen', '147294100410', '60', { name: 'Wurzen' }, 'passt nicht zum Textkennzeichen'],
    ['eine Zahl, die keine ist', '147294100410', '60', { einwohner: '16 238' }, 'keine Zahl'],
    ['eine kurze Postleitzahl', '147294100410', '60', { plz: '4808' }, 'Postleitzahl'],
    ['ein fehlender Verband', '147294100410', '60', { verband: '9999' }, 'fehlt in der Datei'],
  ])('%s wird abgelehnt, mit Zeile', (_, ags, satzart, aenderung, meldung) => {
    const ergebnis = geaendert(ags, satzart, aenderung);
    expect(ergebnis).toMatchObject({ ok: false, code: 'abweichung', meldung: expect.stringContaining(meldung) });
  });
});

describe('Namen', () => {
  it.each([
    ['Wurzen, Stadt', 'Stadt', 'Stadt Wurzen', 'Wurzen'],
    ['Thallwitz', 'Gemeinde', 'Gemeinde Thallwitz', 'Thallwitz'],
    ['Trebsen/Mulde, Stadt', 'Stadt', 'Stadt Trebsen/Mulde', 'Trebsen/Mulde'],
    ['Seiffen/Erzgeb., Kurort', 'Gemeinde', 'Gemeinde Kurort Seiffen/Erzgeb.', 'Kurort Seiffen/Erzgeb.'],
    ['Rochlitz, Stadt, Stadt des Roten Porphyr', 'Stadt', 'Stadt Rochlitz', 'Rochlitz'],
    ['Elstra / Halštrow, Stadt', 'Stadt', 'Stadt Elstra / Halštrow', 'Elstra'],
    ['Wurzen, Stadt', 'Große Kreisstadt', 'Große Kreisstadt Wurzen', 'Wurzen'],
  ])('%s mit %s heißt %s', (amtlich, bezeichnung, name, kurzname) => {
    const teile = splitAmtlicherName(amtlich);
    expect([displayName(bezeichnung, teile), teile.kurzname]).toEqual([name, kurzname]);
  });

  it('ergänzt einen abgeschnittenen Namen nur, wenn genau ein Mitglied passt', () => {
    expect(completeName('A, B und Triebel/V', ['B', 'Triebel/Vogtl.'])).toBe('A, B und Triebel/Vogtl.');
    expect(completeName('A und Neu', ['Neustadt', 'Neudorf'])).toBe('A und Neu');
  });
});

/** Enough CSV for a comma file in which names are quoted. */
const readCsv = (text: string): string[][] =>
  text
    .trim()
    .split(/\r?\n/)
    .map((zeile) => [...zeile.matchAll(/("([^"]*)"|[^,]*)(?:,|$)/g)].map((t) => t[2] ?? t[1] ?? ''));
