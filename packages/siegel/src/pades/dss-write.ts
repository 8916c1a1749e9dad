import { equal, toHex } from '../bytes.ts';
import type { Krypto } from '../krypto.ts';
import { type Dokument, lastRevision, openPdf, resolve, writtenIn } from '../pdf/dokument.ts';
import { addIncrement, type NeuesObjekt, nextNumber } from '../pdf/increment.ts';
import { catalog, catalogRef, items } from '../pdf/seiten.ts';
import { asDict, asRef, dict, name, type PdfDict, PdfFehler, type PdfWert, ref } from '../pdf/werte.ts';
import { readCrl } from '../x509/crl.ts';
import { readOcsp } from '../x509/ocsp.ts';
import { sha1Label } from '../x509/sha1.ts';
import { isRoot, questionsOf, type Sperrfrage } from '../x509/sperrfragen.ts';
import { readAll } from '../x509/umfeld.ts';
import type { Zertifikat } from '../x509/zertifikat.ts';
import { DSS_ARTEN, type Dss, type DssArt, readDss } from './dss.ts';
import { chainsOf } from './ketten.ts';
import { readSignatures, type Unterschrift } from './unterschriften.ts';

export interface AddValidationDataOptions {
  readonly pdf: Uint8Array;
  readonly krypto: Krypto;
  /** Certificates (DER) that complete the chains; those in the signatures are used anyway. */
  readonly certificates?: readonly Uint8Array[];
  /** CRLs and OCSP answers (DER) about the certificates of signatures and stamps. */
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}

function opened(pdf: Uint8Array): { doc: Dokument; unterschriften: Unterschrift[]; dss: Dss } {
  const doc = openPdf(pdf);
  const unterschriften = readSignatures(doc);
  if (unterschriften.length === 0)
    throw new PdfFehler('pdf.keine-unterschrift', 'Die PDF-Datei trägt kein Siegel und keine Unterschrift.');
  return { doc, unterschriften, dss: readDss(doc) };
}

/**
 * Which revocation data the signatures of a PDF need for B-LT: one question per certificate below a root, with the addresses it
 * names. What answers them goes into `addValidationData`. Throws `PdfFehler` for a PDF without a valid signature.
 */
export async function findRevocationQuestions(
  o: Pick<AddValidationDataOptions, 'pdf' | 'krypto' | 'certificates'>,
): Promise<Sperrfrage[]> {
  const { unterschriften, dss } = opened(o.pdf);
  const vorrat = readAll([...(o.certificates ?? []), ...dss.Certs.map((e) => e.bytes)]);
  const ketten: Zertifikat[][] = [];
  for (const u of unterschriften) ketten.push(...(await chainsOf(o.krypto, u, vorrat)));
  return questionsOf(ketten);
}

/** The store as it grows: streams already there or to be put there, each once. */
interface Ablage {
  readonly neu: NeuesObjekt[];
  readonly refs: Readonly<Record<DssArt, PdfWert[]>>;
  readonly number: () => number;
  readonly put: (art: DssArt, daten: Uint8Array) => PdfWert;
}

function openStore(doc: Dokument, dss: Dss, alt: PdfDict | null): Ablage {
  const stand = lastRevision(doc);
  const list = (art: DssArt): PdfWert[] => [...items(doc, alt?.m.get(art), stand)];
  const refs = { Certs: list('Certs'), CRLs: list('CRLs'), OCSPs: list('OCSPs') };
  const neu: NeuesObjekt[] = [];
  const bekannt = new Map<string, number>();
  for (const art of DSS_ARTEN) {
    const live = new Set(refs[art].map((r) => asRef(r)?.num));
    for (const e of dss[art])
      if (live.has(e.num) && writtenIn(doc, e.num, stand) === e.stand) bekannt.set(`${art}${toHex(e.bytes)}`, e.num);
  }
  let next = nextNumber(doc);
  const number = () => next++;
  const put = (art: DssArt, daten: Uint8Array): PdfWert => {
    const key = `${art}${toHex(daten)}`;
    const da = bekannt.get(key);
    if (da !== undefined) return ref(da);
    const num = number();
    bekannt.set(key, num);
    neu.push({ num, wert: { t: 'stream', dict: dict([]), daten } });
    refs[art].push(ref(num));
    return ref(num);
  };
  return { neu, refs, number, put };
}

/** The key of a signature in the VRI dictionary: SHA-1 of its Contents, upper case (ISO 32000-2 12.8.4.4). */
const vriKey = (u: Unterschrift): string => toHex(sha1Label(u.contents)).toUpperCase();

/** What of the given data concerns one of these certificates. */
function relevant(
  o: AddValidationDataOptions,
  kette: readonly Zertifikat[],
): { crls: Uint8Array[]; ocsps: Uint8Array[] } {
  const below = kette.filter((c) => !isRoot(c));
  const issues = (issuer: Uint8Array) => below.some((c) => equal(c.issuer, issuer));
  return {
    crls: (o.crls ?? []).filter((b) => {
      const l = readCrl(b);
      return l !== null && issues(l.issuer);
    }),
    ocsps: (o.ocsps ?? []).filter((b) => readOcsp(b)?.einzeln.some((e) => below.some((c) => c.serial === e.serial))),
  };
}

/** One VRI entry: what the signature needs, added to what it already names. */
function vriEntry(
  ablage: Ablage,
  o: AddValidationDataOptions,
  kette: readonly Zertifikat[],
  alt: PdfDict | null,
): PdfDict {
  const { crls, ocsps } = relevant(o, kette);
  const old = (key: string): readonly PdfWert[] =>
    Array.isArray(alt?.m.get(key)) ? (alt?.m.get(key) as PdfWert[]) : [];
  const list = (key: string, art: DssArt, daten: readonly Uint8Array[]): [string, PdfWert][] => {
    const refs = [...old(key), ...daten.map((d) => ablage.put(art, d))];
    const nums = refs.map((r) => asRef(r)?.num);
    const unique = refs.filter((_, i) => nums.indexOf(nums[i]) === i);
    return unique.length > 0 ? [[key, unique]] : [];
  };
  return dict([
    ['Type', name('VRI')],
    ...list(
      'Cert',
      'Certs',
      kette.map((c) => c.der),
    ),
    ...list('CRL', 'CRLs', crls),
    ...list('OCSP', 'OCSPs', ocsps),
  ]);
}

/** The ESIC extension that announces DSS and document time stamps in a PDF 1.7 (EN 319 142-1 5.6). */
const ESIC = dict([
  ['BaseVersion', name('1.7')],
  ['ExtensionLevel', 5],
]);

function withStore(doc: Dokument, dss: number): NeuesObjekt {
  const stand = lastRevision(doc);
  const alt = catalog(doc, stand);
  const ext = alt.m.get('Extensions');
  // An indirect dictionary stays: a new state must not turn it into something else.
  const direkt = asRef(ext) ? null : (asDict(ext) ?? dict([]));
  const extensions: [string, PdfWert][] =
    direkt && !direkt.m.has('ESIC') ? [['Extensions', dict([...direkt.m, ['ESIC', ESIC]])]] : [];
  return { num: catalogRef(doc, stand).num, wert: dict([...alt.m, ...extensions, ['DSS', ref(dss)]]) };
}

/**
 * Makes B-LT of B-T (ETSI EN 319 142-1 5.4): appends a Document Security Store with the chains of all signatures and their
 * stamps, with the given revocation data, and with a VRI entry for each signature. Earlier bytes and an earlier store stay. Answers the same
 * bytes when nothing is new. Whether the data suffice, `verifyPdf` says: its level is B-LT only then.
 * Throws `PdfFehler` for a PDF without a signature or with one that does not hold.
 */
export async function addValidationData(o: AddValidationDataOptions): Promise<Uint8Array> {
  const { doc, unterschriften, dss } = opened(o.pdf);
  const stand = lastRevision(doc);
  const altRef = asRef(catalog(doc, stand).m.get('DSS'));
  const alt = asDict(resolve(doc, catalog(doc, stand).m.get('DSS'), stand));
  const altVri = asDict(resolve(doc, alt?.m.get('VRI'), stand));
  const ablage = openStore(doc, dss, alt);
  const vorrat = readAll([...(o.certificates ?? []), ...dss.Certs.map((e) => e.bytes)]);
  const vri = new Map(altVri?.m);
  for (const u of unterschriften) {
    const kette = (await chainsOf(o.krypto, u, vorrat)).flat();
    vri.set(vriKey(u), vriEntry(ablage, o, kette, asDict(resolve(doc, vri.get(vriKey(u)), stand))));
  }
  if (ablage.neu.length === 0 && [...vri.keys()].every((k) => altVri?.m.has(k))) return o.pdf;
  const num = altRef?.num ?? ablage.number();
  const lists = DSS_ARTEN.filter((a) => ablage.refs[a].length > 0).map((a): [string, PdfWert] => [a, ablage.refs[a]]);
  const wert = dict([['Type', name('DSS')], ...lists, ['VRI', dict(vri)]]);
  return addIncrement(doc, [...ablage.neu, { num, wert }, ...(altRef ? [] : [withStore(doc, num)])]);
}
