import { TSTInfo } from 'pkijs';
import { buffer, equal, toHex } from '../bytes.ts';
import { TST_INFO } from '../cms/oids.ts';
import { type CmsGut, verifyCms } from '../cms/verify.ts';
import { EIGNUNG, earliest, suitableUntil } from '../eignung.ts';
import { type HashName, hash, type Krypto } from '../krypto.ts';
import { type Antwort, type Grund, refusalOf, type ZeitstempelUrteil } from '../urteil.ts';
import { hashOf } from '../x509/algorithmen.ts';
import { judgePath } from '../x509/pfad.ts';
import { createUmfeld, type Sperrpruefung, type Umfeld } from '../x509/umfeld.ts';
import { DIGITAL_SIGNATURE, NON_REPUDIATION, type Zertifikat } from '../x509/zertifikat.ts';

/** What the token must cover: the data itself, or its digest already computed with the hash named in the token. */
export type Gestempelt = { readonly data: Uint8Array } | { readonly digest: Uint8Array };

export interface VerifyTimestampOptions {
  readonly krypto: Krypto;
  /** Trusted root certificates, DER. None: `vertrauen` cannot be decided. */
  readonly anker: readonly Uint8Array[];
  /** Further certificates (DER) that may complete the path; those in the token are used anyway. */
  readonly chain?: readonly Uint8Array[];
  /** The nonce that was sent, when the answer to a request is checked. */
  readonly nonce?: Uint8Array;
  /** CRLs and OCSP answers about the authority, DER. */
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  /** Default: `hinweis`. */
  readonly sperrpruefung?: Sperrpruefung;
  /**
   * The moment for which the stamp must still prove its time: that of a later stamp over it, or of the check. An authority
   * whose certificate has expired by then cannot be decided, nor can a stamp that is later. Left out, only the time of the
   * stamp itself counts.
   */
  readonly zeitpunkt?: Date;
  /** Since when a later stamp proves that this one exists: then it outlives a revocation that came after. Default: `zeitpunkt`. */
  readonly bewiesen?: Date;
  /** The moment of the check; revocation data made later are refused. Default: `zeitpunkt`. */
  readonly jetzt?: Date;
}

/** What a token says, unchecked. */
export interface ZeitstempelInhalt {
  readonly hash: HashName | null;
  readonly digest: Uint8Array;
  readonly zeit: Date;
  readonly policy: string;
  /** Hex. */
  readonly serial: string;
  readonly nonce: Uint8Array | null;
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

function readInfo(content: Uint8Array): ZeitstempelInhalt | null {
  try {
    const t = TSTInfo.fromBER(buffer(content));
    if (t.version !== 1 || Number.isNaN(t.genTime.getTime()) || t.extensions?.some((e) => e.critical)) return null;
    return {
      hash: hashOf(t.messageImprint.hashAlgorithm),
      digest: new Uint8Array(t.messageImprint.hashedMessage.getValue()),
      zeit: t.genTime,
      policy: t.policy,
      serial: toHex(t.serialNumber.valueBlock.valueHexView),
      nonce: t.nonce ? t.nonce.valueBlock.valueHexView : null,
    };
  } catch {
    return null;
  }
}

const no = (code: string, meldung: string, zeit: Date | null = null): ZeitstempelUrteil => ({
  ok: false,
  code,
  meldung,
  zeit,
  antwort: code === 'tsp.algorithmus' ? 'cannot be decided' : refusalOf(code),
});

/** RFC 3161 2.3: the certificate serves time stamping and nothing else, and says so critically. */
function servesTimeStamping(c: Zertifikat): boolean {
  const usage = c.keyUsage === null || (c.keyUsage & (DIGITAL_SIGNATURE | NON_REPUDIATION)) !== 0;
  return usage && c.eku !== null && c.eku.critical && c.eku.oids.length === 1 && c.eku.oids[0] === TIME_STAMPING;
}

interface Vertrauen {
  readonly vertrauen: Antwort;
  readonly gruende: readonly Grund[];
  readonly geeignetBis: Date | null;
}

async function trust(
  u: Umfeld,
  cms: CmsGut,
  zeit: Date,
  gesichert: Gesichert,
  eigneBis: Date | null,
): Promise<Vertrauen> {
  if (u.wurzeln.length === 0)
    return {
      vertrauen: 'cannot be decided',
      geeignetBis: eigneBis,
      gruende: [
        {
          code: 'tsp.ohne-anker',
          meldung: 'Ohne Vertrauensanker lässt sich nicht sagen, ob der Zeitstempeldienst vertrauenswürdig ist.',
        },
      ],
    };
  const { bis, bewiesen = bis } = gesichert;
  const pfad = await judgePath(u, cms.signer, cms.certificates, zeit, { bewiesen });
  if (!pfad.ok)
    return {
      vertrauen: pfad.vertrauen,
      gruende: [{ code: pfad.code, meldung: pfad.meldung }],
      geeignetBis: eigneBis,
    };
  const geeignetBis = earliest(eigneBis, pfad.geeignetBis);
  const zweifel = bis ? [...tooLate(zeit, bis), ...aged(cms.signer, bis), ...outdated(geeignetBis, bis)] : [];
  return {
    vertrauen: zweifel.length > 0 ? 'cannot be decided' : pfad.vertrauen,
    gruende: [...zweifel, ...pfad.gruende],
    geeignetBis,
  };
}

/** Clocks of two honest houses differ by this much at most. */
const UHREN_MS = 5 * 60_000;

/** Whose clock is wrong, that of the authority or that of the machine that checks, nobody can say from here. */
const tooLate = (zeit: Date, bis: Date): Grund[] =>
  zeit.getTime() > bis.getTime() + UHREN_MS
    ? [
        {
          code: 'tsp.zukunft',
          meldung:
            'Der Zeitstempel liegt in der Zukunft oder nach einem Zeitstempel, der ihn schon deckt: Eine der Uhren geht falsch.',
        },
      ]
    : [];

const aged = (signer: Zertifikat, bis: Date): Grund[] =>
  bis > signer.bis
    ? [
        {
          code: 'tsp.gealtert',
          meldung:
            'Das Zertifikat des Zeitstempeldienstes ist inzwischen abgelaufen, und kein späterer Zeitstempel hat ihn erneuert.',
        },
      ]
    : [];

const outdated = (geeignetBis: Date | null, bis: Date): Grund[] =>
  geeignetBis && geeignetBis < bis
    ? [
        {
          code: 'tsp.veraltet',
          meldung:
            'Prüfsumme oder Schlüssel des Zeitstempels gelten inzwischen nicht mehr als sicher, und kein späterer Zeitstempel hat ihn vorher erneuert.',
        },
      ]
    : [];

/**
 * What a correctly signed token says, or one whose key we do not accept, for showing and to learn which hash it used; what it covers is
 * not checked. Null when it is none.
 */
export async function readTimestamp(krypto: Krypto, token: Uint8Array): Promise<ZeitstempelInhalt | null> {
  const cms = await verifyCms(krypto, token, TST_INFO, null);
  return cms.content && readInfo(cms.content);
}

/**
 * Checks an RFC 3161 time-stamp token (a CMS ContentInfo, DER): covers the data, is correctly signed, by a certificate that
 * serves time stamping and was valid at that time. Answers for any bytes. A token that names its certificate by SHA-1 only
 * (ESSCertID, RFC 2634) is accepted and the reason `tsp.bindung-sha1` says so.
 */
export async function verifyTimestamp(
  token: Uint8Array,
  was: Gestempelt,
  o: VerifyTimestampOptions,
): Promise<ZeitstempelUrteil> {
  const bis = o.zeitpunkt ?? null;
  const u = createUmfeld({ ...o, chain: o.chain ?? [], jetzt: o.jetzt ?? bis });
  const gesichert = o.bewiesen ? { bis, bewiesen: o.bewiesen } : { bis };
  return (await judgeTimestamp(u, token, was, gesichert, o.nonce)).urteil;
}

export interface Gesichert {
  /** Since when a stamp is proven to exist by others, at the latest the moment of the check; null: nobody asks about ageing. */
  readonly bis: Date | null;
  /** The same, for revocations alone. */
  readonly bewiesen?: Date;
}

/** The judgement, with the signature it rests on when that could be read. */
export async function judgeTimestamp(
  u: Umfeld,
  token: Uint8Array,
  was: Gestempelt,
  gesichert: Gesichert,
  nonce?: Uint8Array,
): Promise<{ readonly urteil: ZeitstempelUrteil; readonly cms: CmsGut | null }> {
  const cms = await verifyCms(u.krypto, token, TST_INFO, null);
  if (!cms.ok) {
    const info = cms.content && readInfo(cms.content);
    const fremd = info?.hash && !covers(u, info.hash, info, was) ? otherData(info.zeit) : null;
    const urteil = fremd ?? no(cms.code.replace('cms.', 'tsp.'), `Der Zeitstempel gilt nicht: ${cms.meldung}`);
    return { urteil, cms: null };
  }
  return { urteil: await judge(u, cms, was, gesichert, nonce), cms };
}

const otherData = (zeit: Date) => no('tsp.nicht-gedeckt', 'Der Zeitstempel gehört zu anderen Daten.', zeit);

const covers = (u: Umfeld, name: HashName, info: ZeitstempelInhalt, was: Gestempelt): boolean =>
  equal('digest' in was ? was.digest : hash(u.krypto, name, was.data), info.digest);

async function judge(
  u: Umfeld,
  cms: CmsGut,
  was: Gestempelt,
  gesichert: Gesichert,
  nonce: Uint8Array | undefined,
): Promise<ZeitstempelUrteil> {
  const info = cms.content && readInfo(cms.content);
  if (!info) return no('tsp.unlesbar', 'Der Zeitstempel ist nicht lesbar.');
  if (!info.hash) return no('tsp.algorithmus', 'Der Zeitstempel beruht auf einer veralteten Prüfsumme.', info.zeit);
  if (!covers(u, info.hash, info, was)) return otherData(info.zeit);
  if (nonce && (!info.nonce || !sameNumber(info.nonce, nonce)))
    return no('tsp.nonce', 'Der Zeitstempel beantwortet eine andere Anfrage.', info.zeit);
  if (cms.bindung === 'keine') return no('tsp.bindung', 'Der Zeitstempel nennt sein Zertifikat nicht.', info.zeit);
  if (!servesTimeStamping(cms.signer))
    return no('tsp.verwendung', 'Das Zertifikat ist nicht für Zeitstempel ausgestellt.', info.zeit);
  if (info.zeit < cms.signer.von || info.zeit > cms.signer.bis)
    return no('tsp.abgelaufen', 'Das Zertifikat des Zeitstempeldienstes galt zu dieser Zeit nicht.', info.zeit);
  const eigne = earliest(EIGNUNG.hash[info.hash], EIGNUNG.hash[cms.pruefsumme], suitableUntil(cms.signer.schluessel));
  const { vertrauen, gruende, geeignetBis } = await trust(u, cms, info.zeit, gesichert, eigne);
  const v1: Grund[] =
    cms.bindung === 'v1'
      ? [
          {
            code: 'tsp.bindung-sha1',
            meldung: 'Der Zeitstempel nennt sein Zertifikat nur mit einer veralteten Prüfsumme.',
          },
        ]
      : [];
  return {
    ok: true,
    zeit: info.zeit,
    tsa: cms.signer.name,
    test: cms.signer.test,
    hash: info.hash,
    gueltigBis: cms.signer.bis,
    geeignetBis,
    vertrauen,
    gruende: [...gruende, ...v1],
  };
}

function sameNumber(a: Uint8Array, b: Uint8Array): boolean {
  const strip = (x: Uint8Array) => toHex(x).replace(/^(00)+/, '');
  return strip(a) === strip(b);
}
