import { DATA } from '../cms/oids.ts';
import { verifyCms } from '../cms/verify.ts';
import { withoutPadding } from '../cms/write.ts';
import { hash, type Krypto } from '../krypto.ts';
import { type Dokument, lastRevision, openPdf } from '../pdf/dokument.ts';
import { catalog, decodeText } from '../pdf/seiten.ts';
import { checkStructure } from '../pdf/struktur.ts';
import { asText, PdfFehler } from '../pdf/werte.ts';
import { verifyTimestamp } from '../tsp/verify.ts';
import {
  type Antwort,
  type Grund,
  type PdfUrteil,
  type UnterschriftUrteil,
  worst,
  type ZeitstempelUrteil,
} from '../urteil.ts';
import { verifyPath } from '../x509/pfad.ts';
import type { Zertifikat } from '../x509/zertifikat.ts';
import { dssCertificates } from './dss.ts';
import { type Bezuege, checkIncrement, collectReferences } from './inkremente.ts';
import { readSignatures, restrictions, type Unterschrift } from './unterschriften.ts';

export interface VerifyPdfOptions {
  readonly krypto: Krypto;
  /** Trusted root certificates, DER. None: trust and time cannot be decided. */
  readonly anker: readonly Uint8Array[];
  /** The moment for which signatures without a time stamp are judged. */
  readonly jetzt: Date;
}

const grund = (code: string, meldung: string): Grund => ({ code, meldung });

function nothing(unversehrt: Antwort, g: Grund): PdfUrteil {
  const sonst: Antwort = 'cannot be decided';
  return { unterschriften: [], unversehrt, vertrauen: sonst, zeit: sonst, gruende: [g] };
}

/** Looks as if somebody signed it: then unreadable is an answer, not a question. */
const looksSigned = (pdf: Uint8Array): boolean => new TextDecoder('latin1').decode(pdf).includes('/ByteRange');

/**
 * Judges every signature of a PDF: integrity and coverage, trust against the given anchors, time. Stricter than common viewers:
 * see `pdf/struktur.ts`, `pades/unterschriften.ts`, `pades/inkremente.ts`. Answers for any bytes; never throws on bad input.
 * The three answers are the worst over all signatures; a file without any cannot be decided.
 */
export async function verifyPdf(pdf: Uint8Array, o: VerifyPdfOptions): Promise<PdfUrteil> {
  try {
    return await judge(pdf, o);
  } catch (e) {
    const g =
      e instanceof PdfFehler ? grund(e.code, e.message) : grund('pdf.unlesbar', 'Die PDF-Datei ist nicht lesbar.');
    return nothing(looksSigned(pdf) ? 'does not hold' : 'cannot be decided', g);
  }
}

async function judge(pdf: Uint8Array, o: VerifyPdfOptions): Promise<PdfUrteil> {
  const doc = openPdf(pdf);
  checkStructure(doc);
  const unterschriften = readSignatures(doc);
  const first = unterschriften[0];
  if (!first)
    return nothing(
      'cannot be decided',
      grund('pdf.keine-unterschrift', 'Die PDF-Datei trägt kein Siegel und keine Unterschrift.'),
    );
  checkFollowing(doc, unterschriften, first.stand);
  const chain = dssCertificates(doc);
  const urteile: UnterschriftUrteil[] = [];
  for (const u of [...unterschriften].reverse()) urteile.unshift(await judgeOne(u, chain, urteile, o));
  const hatDss = catalog(doc, lastRevision(doc)).m.has('DSS');
  const fertig = urteile.map((u) => ({ ...u, niveau: level(u, urteile, hatDss) }));
  return {
    unterschriften: fertig,
    unversehrt: worst(fertig.map((u) => u.unversehrt)),
    vertrauen: worst(fertig.map((u) => u.vertrauen)),
    zeit: worst(fertig.map((u) => u.zeitgueltig)),
    gruende: fertig.flatMap((u) => u.gruende),
  };
}

/** Every state after the first signature adds only what may be added. */
function checkFollowing(doc: Dokument, unterschriften: readonly Unterschrift[], ab: number): void {
  const bezuege: Bezuege = new Map();
  for (let stand = 0; stand < lastRevision(doc); stand++) {
    collectReferences(doc, stand, bezuege);
    if (stand < ab) continue;
    const { stufe, gesperrt } = restrictions(doc, unterschriften, stand);
    checkIncrement(doc, stand + 1, stufe, gesperrt, bezuege);
  }
}

function level(
  u: UnterschriftUrteil,
  alle: readonly UnterschriftUrteil[],
  hatDss: boolean,
): UnterschriftUrteil['niveau'] {
  if (u.unversehrt !== 'holds') return 'keines';
  if (u.zeitQuelle !== 'zeitstempel') return 'B-B';
  const spaeter = alle.some((x) => x.art === 'zeitstempel' && x.deckt > u.deckt && x.unversehrt === 'holds');
  return hatDss ? (spaeter ? 'B-LTA' : 'B-LT') : 'B-T';
}

interface Zeit {
  readonly zeit: Date | null;
  readonly quelle: UnterschriftUrteil['zeitQuelle'];
  readonly gilt: Antwort;
  readonly gruende: readonly Grund[];
}

/** A PDF date (`D:YYYYMMDDHHmmSS±HH'mm'`); null when it is none. */
function claimedTime(u: Unterschrift): Date | null {
  const text = decodeText(asText(u.dict.m.get('M'))?.bytes ?? new Uint8Array());
  const m = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(text);
  if (!m) return null;
  const zone = m[7] ? `${m[7]}:${m[8] ?? '00'}` : 'Z';
  const d = new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}${zone}`);
  return Number.isNaN(d.getTime()) ? null : d;
}

function fromStamp(s: ZeitstempelUrteil): Zeit {
  if (!s.ok) return { zeit: null, quelle: 'keine', gilt: 'does not hold', gruende: [grund(s.code, s.meldung)] };
  return { zeit: s.zeit, quelle: 'zeitstempel', gilt: s.vertrauen, gruende: s.gruende };
}

/** The time of a signature: its own stamp, else the earliest document time stamp after it, else what it claims. */
async function timeOf(
  u: Unterschrift,
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
  chain: readonly Uint8Array[],
  spaeter: readonly UnterschriftUrteil[],
  o: VerifyPdfOptions,
): Promise<Zeit> {
  const token = tokens[0];
  if (token)
    return fromStamp(await verifyTimestamp(token, { data: signature }, { krypto: o.krypto, anker: o.anker, chain }));
  const stamp = spaeter.find((x) => x.art === 'zeitstempel' && x.unversehrt === 'holds');
  if (stamp) return { zeit: stamp.zeit, quelle: 'zeitstempel', gilt: stamp.zeitgueltig, gruende: [] };
  const zeit = claimedTime(u);
  return {
    zeit,
    quelle: zeit ? 'behauptet' : 'keine',
    gilt: 'cannot be decided',
    gruende: [grund('pdf.ohne-zeitstempel', 'Die Unterschrift trägt keinen Zeitstempel; ihre Zeit ist nur behauptet.')],
  };
}

async function trustOf(
  cert: Zertifikat,
  inner: readonly Uint8Array[],
  zeit: Zeit,
  o: VerifyPdfOptions,
): Promise<{ vertrauen: Antwort; gruende: Grund[] }> {
  if (o.anker.length === 0)
    return {
      vertrauen: 'cannot be decided',
      gruende: [
        grund('pdf.ohne-anker', 'Ohne Vertrauensanker lässt sich nicht sagen, ob das Zertifikat vertrauenswürdig ist.'),
      ],
    };
  const wann = zeit.gilt === 'holds' && zeit.zeit ? zeit.zeit : o.jetzt;
  const pfad = await verifyPath(o.krypto, cert.der, inner, o.anker, wann);
  return pfad.ok
    ? { vertrauen: 'holds', gruende: [] }
    : { vertrauen: 'does not hold', gruende: [grund(pfad.code, pfad.meldung)] };
}

const person = (c: Zertifikat | null) => ({
  von: c?.name ?? 'unbekannt',
  organisation: c?.organisation ?? null,
  test: c?.test ?? false,
  zertifikat: c?.der ?? null,
});

/** A seal names an organisation and no human being. */
const kind = (c: Zertifikat): UnterschriftUrteil['art'] =>
  c.organisation !== null && !c.mensch ? 'siegel' : 'unterschrift';

function broken(
  u: Unterschrift,
  art: UnterschriftUrteil['art'],
  c: Zertifikat | null,
  g: Grund,
  unversehrt: Antwort = 'does not hold',
): UnterschriftUrteil {
  return {
    art,
    feld: u.feld,
    ...person(c),
    zeit: null,
    zeitQuelle: 'keine',
    deckt: u.deckt,
    niveau: 'keines',
    unversehrt,
    vertrauen: 'cannot be decided',
    zeitgueltig: 'cannot be decided',
    gruende: [g],
  };
}

async function judgeOne(
  u: Unterschrift,
  chain: readonly Uint8Array[],
  spaeter: readonly UnterschriftUrteil[],
  o: VerifyPdfOptions,
): Promise<UnterschriftUrteil> {
  const cms = withoutPadding(u.contents);
  if (!cms) return broken(u, 'unterschrift', null, grund('cms.unlesbar', 'Die Signaturdaten sind nicht lesbar.'));
  if (u.subFilter === 'ETSI.RFC3161') return judgeStamp(u, cms, chain, o);
  if (u.subFilter !== 'ETSI.CAdES.detached' && u.subFilter !== 'adbe.pkcs7.detached')
    return broken(u, 'unterschrift', null, grund('pdf.art', 'Diese Art von Unterschrift wird nicht anerkannt.'));
  const s = await verifyCms(o.krypto, cms, DATA, (name) => hash(o.krypto, name, u.bytes));
  if (!s.ok) return broken(u, s.signer ? kind(s.signer) : 'unterschrift', s.signer, grund(s.code, s.meldung));
  if (u.subFilter === 'ETSI.CAdES.detached' && s.bindung === 'keine')
    return broken(
      u,
      kind(s.signer),
      s.signer,
      grund('cms.zertifikat-bindung', 'Die Signatur nennt ihr Zertifikat nicht.'),
    );
  const zeit = await timeOf(u, s.timestamps, s.signature, chain, spaeter, o);
  const { vertrauen, gruende } = await trustOf(s.signer, [...s.certificates, ...chain], zeit, o);
  return {
    art: kind(s.signer),
    feld: u.feld,
    ...person(s.signer),
    zeit: zeit.zeit,
    zeitQuelle: zeit.quelle,
    deckt: u.deckt,
    niveau: 'B-B',
    unversehrt: 'holds',
    vertrauen,
    zeitgueltig: zeit.gilt,
    gruende: [...zeit.gruende, ...gruende],
  };
}

async function judgeStamp(
  u: Unterschrift,
  token: Uint8Array,
  chain: readonly Uint8Array[],
  o: VerifyPdfOptions,
): Promise<UnterschriftUrteil> {
  const s = await verifyTimestamp(token, { data: u.bytes }, { krypto: o.krypto, anker: o.anker, chain });
  if (!s.ok) return broken(u, 'zeitstempel', null, grund(s.code, s.meldung));
  return {
    art: 'zeitstempel',
    feld: u.feld,
    von: s.tsa,
    organisation: null,
    test: s.test,
    zertifikat: null,
    zeit: s.zeit,
    zeitQuelle: 'zeitstempel',
    deckt: u.deckt,
    niveau: 'B-T',
    unversehrt: 'holds',
    vertrauen: s.vertrauen,
    zeitgueltig: s.vertrauen,
    gruende: s.gruende,
  };
}
