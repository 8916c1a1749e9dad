import type { Sperrliste } from '@rathausverbund/nachweis';
import {
  findRevocationQuestions,
  findStampQuestions,
  type Krypto,
  readCertificate,
  readTimestamp,
  type Sperrfrage,
  verifyTimestamp,
} from '@rathausverbund/siegel';
import type { Uhr } from '../../base/index.ts';
import type { Siegeldienst, Sperrauskunft } from '../../ports/index.ts';

export interface Gesammelt {
  readonly stuecke: readonly Sperrliste[];
  /** names of certificates that say where to ask, and nobody answered */
  readonly offen: readonly string[];
}

const STUNDE_MS = 3_600_000;
/** After no answer: whoever fetches many proofs does not wait each time. */
const PAUSE_MS = 60_000;
const HOECHSTENS = 2_000;

type Antwort = { readonly bis: number; readonly stuecke: Promise<readonly Sperrliste[] | null> };

export interface Sperrsammler {
  /**
   * What can be said today about the certificates of sealed documents and of their stamps: from the addresses that they name, and from the
   * issuing body of the seals itself.
   */
  pdfs(pdfs: readonly Uint8Array[]): Promise<Gesammelt>;
  /**
   * The same about one time stamp (RFC 3161 token). `genuegt`: the answers show that it stands. Nobody is asked about certificates that
   * have expired: they are missing from lists without being good.
   */
  stempel(token: Uint8Array): Promise<{ readonly stuecke: readonly Sperrliste[]; readonly genuegt: boolean }>;
}

/** Asks about each certificate once an hour. */
export function createSperrsammler(d: {
  siegel: Pick<Siegeldienst, 'wurzeln' | 'sperrlisten'>;
  sperrauskunft: Sperrauskunft;
  /** roots of the time stamps, DER */
  zeitanker: readonly Uint8Array[];
  krypto: Krypto;
  uhr: Uhr;
}): Sperrsammler {
  const bekannt = new Map<string, Antwort>();

  async function ask(f: Sperrfrage): Promise<readonly Sperrliste[] | null> {
    const a = await d.sperrauskunft.sperrdaten([f]);
    if (!a.ok) return null;
    return [
      ...a.crls.map((bytes) => ({ art: 'crl' as const, bytes })),
      ...a.ocsps.map((bytes) => ({ art: 'ocsp' as const, bytes })),
    ];
  }

  function answerOf(f: Sperrfrage): Promise<readonly Sperrliste[] | null> {
    const name = Buffer.from(f.zertifikat).toString('base64');
    const jetzt = d.uhr.jetzt();
    const da = bekannt.get(name);
    if (da && da.bis > jetzt) return da.stuecke;
    if (bekannt.size >= HOECHSTENS) bekannt.clear();
    const stuecke = ask(f).then((s) => {
      if (s === null) bekannt.set(name, { bis: jetzt + PAUSE_MS, stuecke });
      return s;
    });
    bekannt.set(name, { bis: jetzt + STUNDE_MS, stuecke });
    stuecke.catch(() => bekannt.delete(name));
    return stuecke;
  }

  async function ofStamp(token: Uint8Array): ReturnType<Sperrsammler['stempel']> {
    const fragen = await findStampQuestions({ token, krypto: d.krypto, certificates: d.zeitanker });
    const gilt = fragen.every((f) => (readCertificate(f.zertifikat)?.bis.getTime() ?? 0) > d.uhr.jetzt());
    const stuecke = gilt ? (await Promise.all(fragen.map(answerOf))).flatMap((a) => a ?? []) : [];
    const of = (art: Sperrliste['art']) => stuecke.filter((s) => s.art === art).map((s) => s.bytes);
    const urteil = await verifyTimestamp(
      token,
      { digest: (await readTimestamp(d.krypto, token))?.digest ?? new Uint8Array() },
      {
        krypto: d.krypto,
        anker: d.zeitanker,
        crls: of('crl'),
        ocsps: of('ocsp'),
        sperrpruefung: 'streng',
        jetzt: new Date(d.uhr.jetzt()),
      },
    );
    return { stuecke, genuegt: urteil.ok && urteil.vertrauen === 'holds' };
  }

  async function ofPdfs(pdfs: readonly Uint8Array[]): Promise<Gesammelt> {
    const certificates = [...Object.values(await d.siegel.wurzeln()), ...d.zeitanker];
    const gefragt = new Map<string, Sperrfrage>();
    for (const pdf of pdfs)
      for (const f of await findRevocationQuestions({ pdf, krypto: d.krypto, certificates }))
        gefragt.set(Buffer.from(f.zertifikat).toString('base64'), f);
    const fragen = [...gefragt.values()];
    const antworten = await Promise.all(fragen.map(answerOf));
    const eigene = (await d.siegel.sperrlisten()).map((bytes) => ({ art: 'crl' as const, bytes }));
    const alle = [...antworten.flatMap((a) => a ?? []), ...eigene];
    return {
      stuecke: [...new Map(alle.map((s) => [Buffer.from(s.bytes).toString('base64'), s])).values()],
      offen: fragen.flatMap((f, i) => (antworten[i] === null ? [f.name] : [])),
    };
  }

  return { pdfs: ofPdfs, stempel: ofStamp };
}
