import type { Json } from '@rathausverbund/regelwerk';
import type { XmlElement } from 'libxml2-wasm';

const NS = { t: 'http://www.omg.org/spec/DMN/20160719/testcase' };
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ZAHLEN = ['decimal', 'double', 'float', 'integer', 'int', 'long'];

export const finde = (e: XmlElement, pfad: string): XmlElement[] => e.find(pfad, NS) as XmlElement[];

export const attribut = (e: XmlElement, name: string, ns?: string): string =>
  e.attrs.find((a) => a.name === name && (ns === undefined || a.namespaceUri === ns))?.value ?? '';

/** A value as the suite writes it (list, components or one typed value) as plain JSON. */
export function wertAus(e: XmlElement): Json {
  const [liste] = finde(e, 't:list');
  if (liste) return finde(liste, 't:item').map(wertAus);
  const felder = finde(e, 't:component');
  if (felder.length > 0) return Object.fromEntries(felder.map((f) => [attribut(f, 'name'), wertAus(f)]));
  const [wert] = finde(e, 't:value');
  if (!wert || attribut(wert, 'nil', XSI) === 'true') return null;
  const typ = attribut(wert, 'type', XSI).replace(/^.*:/, '');
  if (typ === 'boolean') return wert.content.trim() === 'true';
  return ZAHLEN.includes(typ) ? Number(wert.content) : wert.content;
}

/** Equality as the suite means it: numbers to eight places, order of the fields of no account. */
export function gleich(ist: Json, soll: Json): boolean {
  if (typeof soll === 'number')
    return ist !== null && typeof ist !== 'object' && typeof ist !== 'boolean' && Math.abs(Number(ist) - soll) < 1e-8;
  if (Array.isArray(soll))
    return Array.isArray(ist) && ist.length === soll.length && soll.every((s, i) => gleich(ist[i] ?? null, s));
  if (typeof soll === 'object' && soll !== null) {
    if (typeof ist !== 'object' || ist === null || Array.isArray(ist)) return false;
    return Object.entries(soll).every(([name, s]) => gleich(ist[name] ?? null, s));
  }
  return ist === soll;
}
