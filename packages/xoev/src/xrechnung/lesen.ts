import { Value } from 'typebox/value';
import { findKind, type XmlElement } from '../xml.ts';
import { type Namensraeume, type Objekt, setze, type Zeile } from './bindung.ts';
import { CII_NAMENSRAEUME, CII_TABELLE } from './cii.ts';
import { liesTabelle } from './leser.ts';
import { RECHNUNG, type Rechnung } from './model.ts';
import { benenne } from './namen.ts';
import { ausCii, ausUbl } from './syntax.ts';
import { UBL_NAMENSRAEUME, UBL_WURZEL, ublTabelle } from './ubl.ts';

export type Rechnungssyntax = 'ubl' | 'cii';

export type RechnungGelesen =
  | {
      readonly ok: true;
      readonly syntax: Rechnungssyntax;
      readonly rechnung: Rechnung;
      /** places in the file with text that EN 16931 does not know; it was not taken over */
      readonly uebrig: readonly string[];
    }
  | RechnungAbgelehnt;

export interface RechnungAbgelehnt {
  readonly ok: false;
  readonly code: 'keine-rechnung' | 'unlesbar' | 'unvollstaendig' | 'regelwidrig' | 'zeichen';
  readonly meldung: string;
}

export const lehneAb = (code: RechnungAbgelehnt['code'], meldung: string): RechnungAbgelehnt => ({
  ok: false,
  code,
  meldung,
});

/**
 * Reads an invoice in either syntax, by its root. It is complete as the model says; whether it keeps the rules of the standard says
 * `pruefeRechnung`. Errors: `keine-rechnung` (another root or namespace), `unlesbar` (text that is no day or amount),
 * `unvollstaendig` (a term that no invoice can be without).
 */
export function readRechnung(wurzel: XmlElement): RechnungGelesen {
  if (wurzel.name === 'CrossIndustryInvoice' && wurzel.ns === CII_NAMENSRAEUME.rsm) return readCii(wurzel);
  if (wurzel.name === 'Invoice' || wurzel.name === 'CreditNote') return readUbl(wurzel);
  return lehneAb('keine-rechnung', `„${wurzel.name.slice(0, 60)}“ ist keine elektronische Rechnung (UBL oder CII).`);
}

/** Reads a UBL 2.1 Invoice or CreditNote. */
export function readUbl(wurzel: XmlElement): RechnungGelesen {
  const art = wurzel.name === 'CreditNote' ? 'CreditNote' : 'Invoice';
  if (wurzel.name !== art || wurzel.ns !== UBL_WURZEL[art])
    return lehneAb(
      'keine-rechnung',
      'Die Datei ist keine Rechnung in UBL 2.1: Ihr Wurzelelement hat einen anderen Namensraum.',
    );
  const text = (name: string) => findKind(wurzel, name)?.text.trim() ?? '';
  const waehrungen = { waehrung: text('DocumentCurrencyCode'), steuerwaehrung: text('TaxCurrencyCode') };
  return lies(wurzel, ublTabelle(art), UBL_NAMENSRAEUME, waehrungen, 'ubl', ausUbl);
}

/** Reads a UN/CEFACT Cross Industry Invoice D16B, also the one inside a ZUGFeRD PDF. */
export function readCii(wurzel: XmlElement): RechnungGelesen {
  if (wurzel.name !== 'CrossIndustryInvoice' || wurzel.ns !== CII_NAMENSRAEUME.rsm)
    return lehneAb(
      'keine-rechnung',
      'Die Datei ist keine Rechnung in CII: Ihr Wurzelelement hat einen anderen Namensraum.',
    );
  const abrechnung = findKind(findKind(wurzel, 'SupplyChainTradeTransaction'), 'ApplicableHeaderTradeSettlement');
  const text = (name: string) => findKind(abrechnung, name)?.text.trim() ?? '';
  const waehrungen = { waehrung: text('InvoiceCurrencyCode'), steuerwaehrung: text('TaxCurrencyCode') };
  return lies(wurzel, CII_TABELLE, CII_NAMENSRAEUME, waehrungen, 'cii', ausCii);
}

function lies(
  wurzel: XmlElement,
  tabelle: readonly Zeile[],
  namensraeume: Namensraeume,
  waehrungen: { waehrung: string; steuerwaehrung: string },
  syntax: Rechnungssyntax,
  ordne: (o: Objekt) => Objekt,
): RechnungGelesen {
  const { objekt, fehler, uebrig } = liesTabelle(wurzel, tabelle, { namensraeume, ...waehrungen });
  const [erster] = fehler;
  if (erster) return lehneAb('unlesbar', `Im Element ${erster.ort} steht „${erster.wert}“. Das ist ${erster.sonst}.`);
  const geordnet = ordne(objekt);
  // an invoice without tax may leave its sum out
  if (objekt['summen'] !== undefined && (objekt['summen'] as Objekt)['steuer'] === undefined)
    setze(geordnet, 'summen.steuer', 0);
  return istRechnung(geordnet)
    ? { ok: true, syntax, rechnung: geordnet, uebrig }
    : lehneAb('unvollstaendig', `In der Rechnung fehlt: ${fehlendes(geordnet)}.`);
}

const istRechnung = (o: unknown): o is Rechnung => Value.Check(RECHNUNG, o);

/** What the schema misses, in words, at most five. */
export function fehlendes(o: unknown): string {
  const orte = [...Value.Errors(RECHNUNG, o)].flatMap((f) => {
    const ort = f.instancePath.split('/').slice(1);
    const fehlt = f.keyword === 'required' ? f.params.requiredProperties : [];
    return fehlt.length > 0 ? fehlt.map((name) => [...ort, name]) : [ort];
  });
  const namen = [...new Set(orte.map(benenne))];
  return namen.length > 5
    ? `${namen.slice(0, 5).join(', ')} und ${namen.length - 5} weitere Angaben`
    : namen.join(', ');
}
