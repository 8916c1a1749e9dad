import { inner, OCTET_STRING, parts, partsOf, readOid, readStueck, type Stueck } from './der.ts';

/** An extension of a certificate or CRL; `wert` is the DER inside. */
export interface Erweiterung {
  readonly oid: string;
  readonly critical: boolean;
  readonly wert: Uint8Array;
}

const URI = 0x86;

function one(bytes: Uint8Array, s: Stueck): Erweiterung {
  const felder = parts(bytes, s) ?? [];
  const oid = felder[0];
  const wert = felder.at(-1);
  const flag = felder.length === 3 ? felder[1] : undefined;
  if (!oid || wert?.tag !== OCTET_STRING || felder.length > 3) throw new Error('Erweiterung');
  return {
    oid: readOid(inner(bytes, oid)),
    critical: flag !== undefined && inner(bytes, flag)[0] !== 0,
    wert: inner(bytes, wert),
  };
}

/** Reads `Extensions` (RFC 5280 4.2). Throws when one is not readable or stands twice. */
export function readExtensions(bytes: Uint8Array): Erweiterung[] {
  const out = partsOf(bytes).map((s) => one(bytes, s));
  if (new Set(out.map((e) => e.oid)).size !== out.length) throw new Error('doppelte Erweiterung');
  return out;
}

const text = (b: Uint8Array): string => new TextDecoder().decode(b);

/** The URIs of a GeneralNames value. */
export function uris(bytes: Uint8Array, names: Stueck | undefined): string[] {
  return ((names && parts(bytes, names)) ?? []).filter((n) => n.tag === URI).map((n) => text(inner(bytes, n)));
}

/** The fullName of a DistributionPointName that is wrapped in tag [0]; none for other names. */
export function pointUris(bytes: Uint8Array, point: Stueck | undefined): string[] {
  const name = point?.tag === 0xa0 ? readStueck(bytes, point.von, point.bis) : null;
  return name?.tag === 0xa0 ? uris(bytes, name) : [];
}

/** Addresses of CRLs (cRLDistributionPoints, RFC 5280 4.2.1.13). */
export const crlAddresses = (wert: Uint8Array): string[] =>
  partsOf(wert).flatMap((p) => pointUris(wert, (parts(wert, p) ?? [])[0]));

/** Addresses for one way of access (authorityInfoAccess, RFC 5280 4.2.2.1). */
export const accessAddresses = (wert: Uint8Array, art: string): string[] =>
  partsOf(wert).flatMap((p) => {
    const [oid, wo] = parts(wert, p) ?? [];
    return oid && wo?.tag === URI && readOid(inner(wert, oid)) === art ? [text(inner(wert, wo))] : [];
  });

/** The object identifiers of an extKeyUsage. */
export const oids = (wert: Uint8Array): string[] => partsOf(wert).map((p) => readOid(inner(wert, p)));

/** A value's own content; for an OCTET STRING or BIT STRING in an extension. */
export function content(wert: Uint8Array): Uint8Array {
  const s = readStueck(wert, 0, wert.length);
  if (!s) throw new Error('Erweiterung');
  return inner(wert, s);
}
