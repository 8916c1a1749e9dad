import { createRequire } from 'node:module';
import type { XmlElement } from '@rathausverbund/xoev';

// CommonJS package: named ES imports of it are not reliable
const { InvoiceService, invoiceSchema } = createRequire(import.meta.url)(
  '@e-invoice-eu/core',
) as typeof import('@e-invoice-eu/core');

type Json = string | Json[] | { [name: string]: Json };
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const PRAEFIXE: Readonly<Record<string, string>> = {
  'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2': 'cac',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2': 'cbc',
};

/**
 * Another hand's writer: takes a UBL invoice as JSON, holds it against its own schema (terms, code lists, decimals) and writes the
 * syntax asked for. Throws when its schema refuses the invoice.
 */
export async function schreibeFremd(ubl: XmlElement, syntax: 'UBL' | 'CII'): Promise<string> {
  const inhalt = { 'ubl:Invoice': zuJson(ubl, (invoiceSchema as Schema).properties?.['ubl:Invoice'] ?? {}) };
  const stumm = { log: () => {}, warn: () => {}, error: () => {} };
  const dienst = new InvoiceService(stumm);
  const xml = await dienst.generate(inhalt as never, { format: `XRECHNUNG-${syntax}`, lang: 'de', noWarnings: true });
  return typeof xml === 'string' ? xml : new TextDecoder().decode(xml);
}

/** Elements become properties, attributes `name@attribute` beside them; the schema says what is a list. */
function zuJson(e: XmlElement, schema: Schema): Json {
  if (e.kinder.length === 0) return e.text.trim();
  const o: { [name: string]: Json } = {};
  for (const kind of e.kinder) {
    const name = `${PRAEFIXE[kind.ns] ?? '?'}:${ALS_RECHNUNG[kind.name] ?? kind.name}`;
    const teil = schema.properties?.[name] ?? {};
    const liste = teil.type === 'array';
    const wert = zuJson(kind, (liste ? teil.items : teil) ?? {});
    const bisher = o[name];
    o[name] = liste ? [...(Array.isArray(bisher) ? bisher : []), wert] : wert;
    for (const a of kind.attribute) o[`${name}@${a.name}`] = a.wert;
  }
  return o;
}

/** It knows credit notes by their type code and has names for invoices only. */
const ALS_RECHNUNG: Readonly<Record<string, string>> = {
  CreditNoteTypeCode: 'InvoiceTypeCode',
  CreditNoteLine: 'InvoiceLine',
  CreditedQuantity: 'InvoicedQuantity',
};
