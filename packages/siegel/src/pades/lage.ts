import { equal } from '../bytes.ts';
import type { Krypto } from '../krypto.ts';
import {
  createUmfeld,
  readAll,
  readCrls,
  readOcsps,
  type Sperrdatum,
  type Sperrpruefung,
  type Umfeld,
} from '../x509/umfeld.ts';
import { readCertificate, type Zertifikat } from '../x509/zertifikat.ts';
import type { Dss } from './dss.ts';

interface AusStand<T> {
  readonly was: T;
  readonly stand: number;
}

/** The state of one check of one file: what is at hand, and what later document time stamps have already proven. */
export interface Lage {
  readonly jetzt: Date;
  /** Its roots are those of seals and signatures. */
  readonly umfeld: Umfeld;
  readonly zeitwurzeln: readonly Zertifikat[];
  /** Whether the caller gave any anchors. */
  readonly verankert: boolean;
  readonly zertifikate: readonly AusStand<Zertifikat>[];
  readonly sperrdaten: readonly AusStand<Sperrdatum>[];
  /** Good document time stamps, the latest first. What lies in their state or before it existed at their time. */
  readonly beweise: { readonly stand: number; readonly zeit: Date }[];
}

export interface LageOptionen {
  readonly krypto: Krypto;
  readonly anker: readonly Uint8Array[];
  readonly zeitanker?: readonly Uint8Array[];
  readonly chain?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly sperrpruefung?: Sperrpruefung;
  readonly jetzt: Date;
}

export function createLage(dss: Dss, o: LageOptionen): Lage {
  const zertifikate = dss.Certs.flatMap(({ bytes, stand }) => {
    const was = readCertificate(bytes);
    return was ? [{ was, stand }] : [];
  });
  const sperrdaten = [
    ...dss.CRLs.flatMap((e) => readCrls([e.bytes], o.jetzt).map((was) => ({ was, stand: e.stand }))),
    ...dss.OCSPs.flatMap((e) => readOcsps([e.bytes], o.jetzt).map((was) => ({ was, stand: e.stand }))),
  ];
  const da = createUmfeld({ ...o, chain: o.chain ?? [] });
  const umfeld = { ...da, vorrat: [...zertifikate.map((z) => z.was), ...da.vorrat] };
  const zeitwurzeln = o.zeitanker ? readAll(o.zeitanker) : umfeld.wurzeln;
  return { jetzt: o.jetzt, umfeld, zeitwurzeln, verankert: o.anker.length > 0, zertifikate, sperrdaten, beweise: [] };
}

/** Since when something written in this state of the file provably exists: the earliest good document stamp over it, else now. */
export function provenAt(l: Lage, stand: number): Date {
  const zeiten = l.beweise.filter((b) => b.stand >= stand).map((b) => b.zeit.getTime());
  return new Date(Math.min(l.jetzt.getTime(), ...zeiten));
}

const dated = (l: Lage, bis: number): Sperrdatum[] =>
  l.sperrdaten.filter((s) => s.stand <= bis).map((s) => ({ ...s.was, seitWann: provenAt(l, s.stand) }));

/** Everything at hand, each piece with the time it is proven for. */
export const allOf = (l: Lage): Umfeld => ({
  ...l.umfeld,
  sperrdaten: [...dated(l, Infinity), ...l.umfeld.sperrdaten],
});

/** The same for paths of time-stamp authorities. */
export const forStamps = (l: Lage): Umfeld => ({ ...allOf(l), wurzeln: l.zeitwurzeln });

/** Only what the file itself brings along up to a state, with the roots among it as tops of chains beside the anchors. */
export function onlyFile(l: Lage, bis: number, mehr: readonly Zertifikat[]): Umfeld {
  const vorrat = l.zertifikate.filter((z) => z.stand <= bis).map((z) => z.was);
  const spitzen = [...vorrat, ...mehr].filter((c) => c.ca && equal(c.subject, c.issuer));
  return {
    ...l.umfeld,
    wurzeln: [...l.umfeld.wurzeln, ...l.zeitwurzeln, ...spitzen],
    vorrat,
    sperrdaten: dated(l, bis),
  };
}
