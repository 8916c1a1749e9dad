import { Value } from 'typebox/value';
import { VERBOTENE_ZEICHEN } from '../xml-text.ts';
import type { Objekt } from './bindung.ts';
import { CII_NAMENSRAEUME, CII_TABELLE } from './cii.ts';
import { fehlendes, lehneAb, type RechnungAbgelehnt } from './lesen.ts';
import { RECHNUNG, type Rechnung } from './model.ts';
import { pruefeRechnung } from './regeln/pruefe.ts';
import { schreibeTabelle } from './schreiber.ts';
import { zuCii, zuUbl } from './syntax.ts';
import { UBL_NAMENSRAEUME, UBL_WURZEL, ublTabelle } from './ubl.ts';

export type RechnungGeschrieben = { readonly ok: true; readonly xml: string } | RechnungAbgelehnt;

/** Type codes (BT-3) that UBL writes as a CreditNote. Source: code list UNTDID 1001 of EN 16931. */
const GUTSCHRIFTEN = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532']);

/**
 * Writes UBL 2.1: an Invoice, or a CreditNote for the codes that are one. Nothing is written that breaks a rule of the standard.
 * Errors: `unvollstaendig`, `regelwidrig` (names the rules), `zeichen` (a character XML cannot carry).
 */
export function writeUbl(rechnung: Rechnung): RechnungGeschrieben {
  const art = GUTSCHRIFTEN.has(rechnung.art) ? 'CreditNote' : 'Invoice';
  return schreibe(rechnung, (o, waehrungen) =>
    schreibeTabelle(`ubl:${art}`, ublTabelle(art), zuUbl(o), {
      namensraeume: { ubl: UBL_WURZEL[art], ...UBL_NAMENSRAEUME },
      ...waehrungen,
    }),
  );
}

/** Writes UN/CEFACT CII D16B. Errors as `writeUbl`. */
export function writeCii(rechnung: Rechnung): RechnungGeschrieben {
  return schreibe(rechnung, (o, waehrungen) =>
    schreibeTabelle('rsm:CrossIndustryInvoice', CII_TABELLE, zuCii(o), {
      namensraeume: CII_NAMENSRAEUME,
      ...waehrungen,
    }),
  );
}

function schreibe(
  rechnung: Rechnung,
  drucke: (o: Objekt, waehrungen: { waehrung: string; steuerwaehrung: string }) => string,
): RechnungGeschrieben {
  if (!Value.Check(RECHNUNG, rechnung))
    return lehneAb('unvollstaendig', `Die Rechnung wurde nicht geschrieben. Es fehlt: ${fehlendes(rechnung)}.`);
  const verstoesse = pruefeRechnung(rechnung).filter((b) => b.schwere === 'fehler');
  if (verstoesse.length > 0)
    return lehneAb(
      'regelwidrig',
      `Die Rechnung wurde nicht geschrieben. ${verstoesse.map((v) => v.meldung).join(' ')}`,
    );
  const { waehrung, steuerwaehrung = '' } = rechnung;
  const xml = drucke(rechnung, { waehrung, steuerwaehrung });
  return VERBOTENE_ZEICHEN.test(xml)
    ? lehneAb('zeichen', 'Die Rechnung wurde nicht geschrieben. Eine Angabe enthält Steuerzeichen.')
    : { ok: true, xml };
}
