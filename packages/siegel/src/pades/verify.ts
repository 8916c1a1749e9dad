import { DATA } from '../cms/oids.ts';
import { verifyCms } from '../cms/verify.ts';
import { withoutPadding } from '../cms/write.ts';
import { EIGNUNG, earliest } from '../eignung.ts';
import { type HashName, hash, type Krypto } from '../krypto.ts';
import { type Dokument, lastRevision, openPdf } from '../pdf/dokument.ts';
import { checkStructure } from '../pdf/struktur.ts';
import { PdfFehler } from '../pdf/werte.ts';
import { judgeTimestamp } from '../tsp/verify.ts';
import { type Antwort, type Grund, type PdfUrteil, refusalOf, type UnterschriftUrteil, worst } from '../urteil.ts';
import { judgePath, type PfadUrteil } from '../x509/pfad.ts';
import type { Sperrpruefung } from '../x509/umfeld.ts';
import type { Zertifikat } from '../x509/zertifikat.ts';
import { type Einwand, objectToSigner } from '../x509/zweck.ts';
import { readDss } from './dss.ts';
import { type Bezuege, checkIncrement, collectReferences } from './inkremente.ts';
import { allOf, createLage, forStamps, type Lage, provenAt } from './lage.ts';
import { type Geurteilt, withLevel } from './niveau.ts';
import { readSignatures, restrictions, type Unterschrift } from './unterschriften.ts';
import { timeOf, type Zeit } from './zeit.ts';

export interface VerifyPdfOptions {
  readonly krypto: Krypto;
  /** Trusted root certificates of seals and signatures, DER. None: trust cannot be decided. */
  readonly anker: readonly Uint8Array[];
  /** Those of time stamps. Left out, `anker` serves both: then a seal's own authority can date it. */
  readonly zeitanker?: readonly Uint8Array[];
  /** Certificates (DER) that may complete paths, besides those in the file. */
  readonly chain?: readonly Uint8Array[];
  /** The moment of the check: signatures without a time stamp are judged for it, and the latest stamp must not have aged by then. */
  readonly jetzt: Date;
  /** CRLs and OCSP answers (DER) besides those the file brings along. */
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  /** Default: `hinweis`. */
  readonly sperrpruefung?: Sperrpruefung;
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
 *
 * Proofs are judged from the last to the first (the idea of ETSI EN 319 102-1 5.6): a document time stamp that holds proves
 * when everything before it existed, and what is older is judged for that time. So certificates may expire or be revoked later.
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
  const lage = createLage(readDss(doc), o);
  const geurteilt: Geurteilt[] = [];
  for (const u of [...unterschriften].reverse()) geurteilt.unshift(await judgeOne(lage, u, geurteilt));
  const fertig: UnterschriftUrteil[] = [];
  for (const g of geurteilt) fertig.push(await withLevel(lage, g, geurteilt));
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

/**
 * Trust in the signer's certificate at the time of the signature. A stamp that cannot be relied on to the end (aged, unanswered
 * revocation) proves no time: then trust can at best not be decided.
 */
async function trustOf(
  l: Lage,
  cert: Zertifikat,
  mehr: readonly Zertifikat[],
  zeit: Zeit,
  pruefsumme: HashName,
): Promise<{ vertrauen: Antwort; gruende: readonly Grund[] }> {
  if (!l.verankert)
    return {
      vertrauen: 'cannot be decided',
      gruende: [
        grund('pdf.ohne-anker', 'Ohne Vertrauensanker lässt sich nicht sagen, ob das Zertifikat vertrauenswürdig ist.'),
      ],
    };
  const gestempelt = zeit.quelle === 'zeitstempel' && zeit.gilt !== 'does not hold' ? zeit.zeit : null;
  const pfad = await judgePath(allOf(l), cert, mehr, gestempelt ?? l.jetzt, null);
  if (!pfad.ok) return { vertrauen: refusedAt(cert, pfad, zeit), gruende: [grund(pfad.code, pfad.meldung)] };
  const einwaende = [
    ...outdated(cert, pfad.geeignetBis, pruefsumme, gestempelt ?? l.jetzt),
    objectToSigner(cert),
  ].filter((e) => e !== null);
  return {
    vertrauen: worst([pfad.vertrauen, gestempelt ? zeit.gilt : 'holds', ...einwaende.map((e) => e.antwort)]),
    gruende: [...einwaende.map((e) => grund(e.code, e.meldung)), ...pfad.gruende],
  };
}

/**
 * A signature that was only proven to exist after its certificate had expired may be older (EN 319 102-1: no proof of existence): what
 * an honest seal comes to that was renewed too late.
 */
function refusedAt(cert: Zertifikat, pfad: Extract<PfadUrteil, { ok: false }>, zeit: Zeit): Antwort {
  const nurSpaeter = !zeit.eigen && pfad.code === 'x509.abgelaufen' && (zeit.zeit ?? cert.von) >= cert.von;
  return nurSpaeter ? 'cannot be decided' : pfad.vertrauen;
}

/** A method must still have been suitable when the signature is proven to exist. */
function outdated(cert: Zertifikat, pfadBis: Date | null, pruefsumme: HashName, bewiesen: Date): Einwand[] {
  const bis = earliest(pfadBis, EIGNUNG.hash[pruefsumme]);
  if (!bis || bewiesen <= bis) return [];
  const meldung = `Prüfsumme oder Schlüssel des Zertifikats „${cert.name}“ galten nicht mehr als sicher, als die Unterschrift nachweislich da war.`;
  return [{ code: 'x509.veraltet', meldung, antwort: 'cannot be decided' }];
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
  unversehrt: Antwort = refusalOf(g.code),
): Geurteilt {
  const urteil: UnterschriftUrteil = {
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
  return { urteil, stand: u.stand, glieder: [] };
}

async function judgeOne(l: Lage, u: Unterschrift, spaeter: readonly Geurteilt[]): Promise<Geurteilt> {
  const { krypto } = l.umfeld;
  const cms = withoutPadding(u.contents);
  if (!cms) return broken(u, 'unterschrift', null, grund('cms.unlesbar', 'Die Signaturdaten sind nicht lesbar.'));
  if (u.subFilter === 'ETSI.RFC3161') return judgeStamp(l, u, cms);
  if (u.subFilter !== 'ETSI.CAdES.detached' && u.subFilter !== 'adbe.pkcs7.detached')
    return broken(u, 'unterschrift', null, grund('pdf.art', 'Diese Art von Unterschrift wird nicht anerkannt.'));
  const s = await verifyCms(krypto, cms, DATA, (name) => hash(krypto, name, u.bytes()));
  if (!s.ok) return broken(u, s.signer ? kind(s.signer) : 'unterschrift', s.signer, grund(s.code, s.meldung));
  if (u.subFilter === 'ETSI.CAdES.detached' && s.bindung === 'keine')
    return broken(
      u,
      kind(s.signer),
      s.signer,
      grund('cms.zertifikat-bindung', 'Die Signatur nennt ihr Zertifikat nicht.'),
    );
  const zeit = await timeOf(l, u, s.timestamps, s.signature, spaeter);
  const { vertrauen, gruende } = await trustOf(l, s.signer, s.certificates, zeit, s.pruefsumme);
  const urteil: UnterschriftUrteil = {
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
  const signer = { blatt: s.signer, mehr: s.certificates, zeit: zeit.zeit ?? l.jetzt };
  return { urteil, stand: u.stand, glieder: [signer, ...zeit.glieder] };
}

/** A document time stamp. One that holds proves that everything before it existed. */
async function judgeStamp(l: Lage, u: Unterschrift, token: Uint8Array): Promise<Geurteilt> {
  const gesichert = { bis: provenAt(l, u.stand) };
  const { urteil: s, cms } = await judgeTimestamp(forStamps(l), token, { data: u.bytes() }, gesichert);
  if (!s.ok) return broken(u, 'zeitstempel', null, grund(s.code, s.meldung), s.antwort);
  if (s.vertrauen === 'holds') l.beweise.push({ stand: u.stand, zeit: s.zeit });
  const urteil: UnterschriftUrteil = {
    art: 'zeitstempel',
    feld: u.feld,
    von: s.tsa,
    organisation: null,
    test: s.test,
    zertifikat: cms?.signer.der ?? null,
    zeit: s.zeit,
    zeitQuelle: 'zeitstempel',
    deckt: u.deckt,
    niveau: 'B-T',
    unversehrt: 'holds',
    vertrauen: s.vertrauen,
    zeitgueltig: s.vertrauen,
    gruende: s.gruende,
  };
  return { urteil, stand: u.stand, glieder: cms ? [{ blatt: cms.signer, mehr: cms.certificates, zeit: s.zeit }] : [] };
}
