import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libxmlParser } from '../../node/parser.ts';
import { ALLES, VORLAGE } from '../../test/rechnungen.ts';
import { buildRechnung, parseCent, parseDezimal, readRechnung, writeCii, writeUbl, zeilenbetrag } from '../index.ts';
import { formatCent } from './betrag.ts';

const gebaut = buildRechnung(VORLAGE);
const ubl = gebaut.ok ? writeUbl(gebaut.rechnung) : gebaut;
const cii = gebaut.ok ? writeCii(gebaut.rechnung) : gebaut;
const UBL = ubl.ok ? ubl.xml : '';
const CII = cii.ok ? cii.xml : '';

const lies = (xml: string) => {
  const ergebnis = libxmlParser.parse(new TextEncoder().encode(xml));
  return ergebnis.ok ? readRechnung(ergebnis.wurzel) : ergebnis;
};

describe('Eine fremde Datei', () => {
  it.each([
    [
      'eine Entitätenbombe',
      UBL.replace('<ubl:', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><ubl:'),
      'DOCTYPE',
    ],
    [
      'eine Entität aus einer fremden Datei',
      CII.replace('<rsm:', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rsm:'),
      'DOCTYPE',
    ],
    ['eine unbekannte Entität', UBL.replace('WUR-2026', '&wur;'), 'kein fehlerfreies XML'],
    ['ein abgeschnittenes Ende', CII.slice(0, CII.length / 2), 'unvollständig'],
    ['ein falscher Namensraum', UBL.replace('schema:xsd:Invoice-2', 'schema:xsd:Invoice-3'), 'anderen Namensraum'],
    [
      'ein falscher Namensraum in CII',
      CII.replaceAll('CrossIndustryInvoice:100', 'CrossIndustryInvoice:200'),
      'keine elektronische Rechnung',
    ],
    [
      'ein anderes Dokument',
      '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
      'keine elektronische Rechnung',
    ],
    ['eine Rechnung ohne Inhalt', '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', 'fehlt'],
    ['ein Element ohne Nummer', UBL.replace(/<cbc:ID>WUR[^\n]*\n/, ''), 'Rechnungsnummer (BT-1)'],
    [
      'eine Position ohne Bezeichnung',
      UBL.replace('<cbc:Name>Gewerbe nach Einwohnern</cbc:Name>', ''),
      'Bezeichnung der Position (BT-153) in Zeile 2',
    ],
    ['ein Tag, den es nicht gibt', UBL.replace('2026-11-05', '2026-11-31'), 'kein Tag'],
    ['ein Datum in anderer Form', CII.replace('20261105', '05112026'), 'kein Tag'],
    ['ein Betrag mit Komma', UBL.replace('>498.71<', '>498,71<'), '498,71'],
    ['ein Betrag mit drei Nachkommastellen', UBL.replace('>498.71<', '>498.715<'), 'höchstens zwei Nachkommastellen'],
    [
      'eine Zahl mit Exponent',
      UBL.replace('"EUR">384.71</cbc:PriceAmount', '"EUR">3.8471E2</cbc:PriceAmount'),
      'keine Zahl',
    ],
    [
      'eine Summe in anderer Währung',
      UBL.replace('currencyID="EUR">498.71</cbc:TaxExclusive', 'currencyID="USD">498.71</cbc:TaxExclusive'),
      'ohne Umsatzsteuer (BT-109)',
    ],
  ])('%s wird abgelehnt und sagt, warum', (_, xml, meldung) => {
    expect(lies(xml)).toMatchObject({ ok: false, meldung: expect.stringContaining(meldung) });
  });

  it('mit mehr, als die Norm kennt, wird gelesen; was übrig bleibt, ist genannt', () => {
    const mehr = UBL.replace('</cac:Party>', '<cac:Person><cbc:FirstName>A</cbc:FirstName></cac:Person></cac:Party>');
    expect(lies(mehr)).toMatchObject({ ok: true, uebrig: ['/Invoice/AccountingSupplierParty/Party/Person/FirstName'] });
    const zweimal = UBL.replace('</cbc:DueDate>', '</cbc:DueDate><cbc:DueDate>2027-01-01</cbc:DueDate>');
    expect(lies(zweimal)).toMatchObject({ ok: true, uebrig: ['/Invoice/DueDate'] });
  });

  it('wirft nie, was auch immer an ihr geändert ist', () => {
    const zeichen = fc.constantFrom('', '<', '>', '&', '-', '9', 'x', '"', ' ');
    for (const xml of [UBL, CII])
      fc.assert(
        fc.property(fc.nat(xml.length - 1), fc.nat(40), zeichen, (stelle, weg, neu) => {
          const ergebnis = lies(xml.slice(0, stelle) + neu + xml.slice(stelle + weg));
          return ergebnis.ok || ergebnis.meldung.length > 10;
        }),
        { numRuns: 150 },
      );
  });
});

describe('Beträge', () => {
  it('werden genau gelesen und geschrieben', () => {
    expect(['1', '-0.5', '12.30', '0.00', '-0', '1.234', '1e2', '', '1,5', '+7.10'].map(parseCent)).toEqual([
      100,
      -50,
      1230,
      0,
      0,
      null,
      null,
      null,
      null,
      710,
    ]);
    expect([0, 5, -5, 123456].map(formatCent)).toEqual(['0.00', '0.05', '-0.05', '1234.56']);
    expect(['007.500', '-0.0', '.5', '3.'].map(parseDezimal)).toEqual(['7.5', '0', null, null]);
  });

  it('einer Zeile runden den halben Cent von der Null weg und spiegeln sich', () => {
    expect(zeilenbetrag('1', '0.005')).toBe(1);
    expect(zeilenbetrag('3', '1', '7')).toBe(43);
    const ganz = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String);
    fc.assert(
      fc.property(ganz, fc.nat(9_999_999), (menge, preis) => {
        const euro = parseDezimal((preis / 10_000).toFixed(4)) ?? '0';
        return zeilenbetrag(menge, euro) + zeilenbetrag(String(-Number(menge)), euro) === 0;
      }),
    );
  });

  it('sind auch in fremder Schreibweise dieselben', () => {
    expect(lies(UBL.replace('>498.71<', '>498.7100<'))).toMatchObject({
      ok: true,
      rechnung: { summen: { netto: 49_871 } },
    });
    expect(ALLES.summen.faellig).toBe(12_005);
  });
});
