import { findRevocationQuestions, type Krypto, readCertificate } from '@rathausverbund/siegel';
import type { Uhr } from '../../base/index.ts';
import type { Ablehnung, Siegeldienst, Sperrauskunft, Zeitstempeldienst } from '../../ports/index.ts';
import type { Stufe } from './erneuern.ts';
import type { Siegelfaeden } from './faeden.ts';
import { pruefsummeAm, type Umstellungen } from './pruefsumme.ts';

const TAG_MS = 86_400_000;
const JAHR_MS = 365 * TAG_MS;
/** Before the newest stamp ages. */
const VORLAUF_MS = 30 * TAG_MS;
/** So long revocation data are waited for; then the stamp matters more. */
const GEDULD_MS = 15 * TAG_MS;

/** When a document is due, and from when on it is renewed without revocation data; milliseconds. */
export interface Frist {
  readonly faellig: number;
  readonly dringend: number;
}

export interface Erneuerung {
  readonly ok: true;
  readonly pdf: Uint8Array;
  readonly niveau: Stufe;
  readonly naechste: Frist;
}

/** Keeps sealed documents provable for longer than their certificates live: B-LT and a document time stamp over it, again and again. */
export interface Erneuerstelle {
  /** A document sealed now is first renewed after a day: then lists have appeared that speak of the time of its stamp. */
  erste(): Frist;
  /**
   * Refused when time stamp or revocation data cannot be had now: later.
   * @throws when the file cannot be renewed, or the verdict on it would become worse: a person has to look
   */
  erneuere(pdf: Uint8Array, dringend: number): Promise<Erneuerung | Ablehnung>;
}

/** Yearly, or before the stamp ages (its certificate or a method it rests on ends), whichever is earlier; never more often than daily. */
export function fristNach(jetzt: number, stempelBis: number): Frist {
  const rest = stempelBis - jetzt;
  const faellig = jetzt + Math.max(TAG_MS, Math.min(JAHR_MS, Math.max(rest - VORLAUF_MS, rest / 2)));
  return { faellig, dringend: faellig + GEDULD_MS };
}

export function createErneuerstelle(d: {
  siegel: Pick<Siegeldienst, 'wurzeln' | 'sperrlisten'>;
  sperrauskunft: Sperrauskunft;
  tsa: Zeitstempeldienst;
  /** roots of the time stamps, DER */
  zeitanker: readonly Uint8Array[];
  umstellungen: Umstellungen;
  krypto: Krypto;
  uhr: Uhr;
  faeden: Siegelfaeden;
}): Erneuerstelle {
  /** What can be had about the certificates of a file that are still valid: about others nobody answers any more. */
  async function collect(pdf: Uint8Array, anker: readonly Uint8Array[]) {
    const fragen = await findRevocationQuestions({ pdf, krypto: d.krypto, certificates: anker });
    const offen = fragen.filter((f) => (readCertificate(f.zertifikat)?.bis.getTime() ?? 0) > d.uhr.jetzt());
    return d.sperrauskunft.sperrdaten(offen);
  }

  return {
    erste: () => ({ faellig: d.uhr.jetzt() + TAG_MS, dringend: d.uhr.jetzt() + TAG_MS + GEDULD_MS }),
    async erneuere(pdf, dringend) {
      const anker = [...Object.values(await d.siegel.wurzeln()), ...d.zeitanker];
      const daten = await collect(pdf, anker);
      if (!daten.ok && d.uhr.jetzt() < dringend) return daten;
      const { crls, ocsps } = daten.ok ? daten : { crls: [], ocsps: [] };
      const jetzt = d.uhr.jetzt();
      const hash = pruefsummeAm(jetzt, d.umstellungen);
      const auftrag = { pdf, hash, anker, ocsps, crls: [...crls, ...(await d.siegel.sperrlisten())], jetzt };
      let abgelehnt: Ablehnung | null = null;
      try {
        const { bis, ...neu } = await d.faeden.erneuere(auftrag, async (digest) => {
          const z = await d.tsa.stempel(digest);
          if (z.ok) return z.token;
          abgelehnt = z;
          throw new Error(z.meldung);
        });
        return { ok: true, ...neu, naechste: fristNach(d.uhr.jetzt(), bis) };
      } catch (fehler) {
        if (abgelehnt) return abgelehnt;
        throw fehler;
      }
    },
  };
}
