import { alsText, artVon, fromJson, type Wert, Zahl } from '@rathausverbund/regelwerk';
import type { XmlElement } from 'libxml2-wasm';

const NS = { t: 'http://www.omg.org/spec/DMN/20160719/testcase' };
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ZAHLEN = ['decimal', 'double', 'float', 'integer', 'int', 'long', 'short', 'byte'];

export const finde = (e: XmlElement, pfad: string): XmlElement[] => e.find(pfad, NS) as XmlElement[];

export const attribut = (e: XmlElement, name: string, ns?: string): string =>
  e.attrs.find((a) => a.name === name && (ns === undefined || a.namespaceUri === ns))?.value ?? '';

const istNil = (e: XmlElement): boolean => attribut(e, 'nil', XSI) === 'true';

/** A value as the suite writes it (list, components or one typed value). Throws what is not of its own type. */
export function wertAus(e: XmlElement): Wert {
  if (istNil(e)) return null;
  const [liste] = finde(e, 't:list');
  if (liste) return istNil(liste) ? null : finde(liste, 't:item').map(wertAus);
  const felder = finde(e, 't:component');
  if (felder.length > 0) return new Map(felder.map((f) => [attribut(f, 'name'), wertAus(f)]));
  const [wert] = finde(e, 't:value');
  if (!wert || istNil(wert)) return null;
  return einzelwert(wert.content, attribut(wert, 'type', XSI).replace(/^.*:/, ''));
}

function einzelwert(text: string, typ: string): Wert {
  if (typ === '' || typ === 'string' || typ === 'anyURI') return text;
  if (typ === 'boolean') return ['true', '1'].includes(text.trim());
  if (ZAHLEN.includes(typ)) return new Zahl(text.trim());
  if (typ === 'duration')
    return kalender(text, 'yearMonthDuration') ?? kalender(text, 'dayTimeDuration') ?? unlesbar(text, typ);
  return kalender(text, typ) ?? unlesbar(text, typ);
}

function kalender(text: string, typ: string): Wert {
  const gelesen = fromJson(text.trim(), typ);
  return gelesen.ok ? gelesen.wert : null;
}

const unlesbar = (text: string, typ: string): never => {
  throw new Error(`der Testfall enthält „${text}“ als ${typ}`);
};

/** Equality as the suite means it: numbers to eight digits, order of the fields of no account, kinds as they are. */
export function gleich(ist: Wert, soll: Wert): boolean {
  if (ist === null || soll === null) return ist === soll;
  if (Zahl.isDecimal(soll))
    return Zahl.isDecimal(ist) && ist.minus(soll).abs().lte(Zahl.max(1, soll.abs()).times(1e-8));
  if (Array.isArray(soll))
    return Array.isArray(ist) && ist.length === soll.length && soll.every((s, i) => gleich(ist[i] ?? null, s));
  if (soll instanceof Map) {
    if (!(ist instanceof Map) || ist.size !== soll.size) return false;
    return [...soll].every(([name, s]) => ist.has(name) && gleich(ist.get(name) ?? null, s));
  }
  return artVon(ist) === artVon(soll) && alsText(ist) === alsText(soll);
}
