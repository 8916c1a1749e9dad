import { Aufschub, type Uhr } from '../../base/index.ts';
import type { Ablehnung, Siegeldienst, Unterschriftsdienst, Zeitstempeldienst } from '../../ports/index.ts';
import { createAusfallwaechter, Unerreichbar } from './ausfall.ts';
import type { Siegelfaeden } from './faeden.ts';
import { pruefsummeAm, type Umstellungen } from './pruefsumme.ts';
import type { Signaturplan } from './versiegeln.ts';

interface Benannt {
  readonly id: string;
  readonly name: string;
}

/** Seals documents in the name of a body: PAdES B-T with its seal, before that, where wished, the signature of an officer. */
export interface Siegelstelle {
  /** Before the work on a document. @throws Aufschub while a service is known not to answer */
  pruefe(): void;
  /**
   * `unterzeichner`: signs before the body seals; the seal then covers the signature. For a notice that needs the written form and
   * whose seal is no qualified one (§ 3a Abs. 2 VwVfG). A document is never issued as B-B.
   * @throws Aufschub when seal, signature or time stamp cannot be had yet: the service does not answer, or the seal is not deposited there
   * @throws when one is refused for good, or the answer does not fit the certificate: a person has to look
   */
  siegele(koerperschaft: Benannt, pdf: Uint8Array, grund: string, unterzeichner?: Benannt): Promise<Uint8Array>;
  stop(): Promise<void>;
}

export function createSiegelstelle(d: {
  siegel: Siegeldienst;
  unterschriften: Unterschriftsdienst;
  tsa: Zeitstempeldienst;
  umstellungen: Umstellungen;
  uhr: Uhr;
  faeden: Siegelfaeden;
}): Siegelstelle {
  const waechter = createAusfallwaechter(d.uhr);

  async function siegele(k: Benannt, pdf: Uint8Array, grund: string, unterzeichner?: Benannt): Promise<Uint8Array> {
    const siegel = { wer: k, art: 'siegel' as const, mittel: granted('Siegel', await d.siegel.siegel(k)) };
    const davor = unterzeichner && {
      wer: unterzeichner,
      art: 'unterschrift' as const,
      mittel: granted('Unterschrift', await d.unterschriften.unterschrift(unterzeichner)),
    };
    const folge = davor ? [davor, siegel] : [siegel];
    const plaene = folge.map(({ wer, art, mittel }): Signaturplan => {
      const { algorithmus, zertifikat, kette } = mittel;
      return { art, algorithmus, zertifikat, kette, name: wer.name, grund };
    });
    const jetzt = d.uhr.jetzt();
    return d.faeden.versiegle(
      { pdf, jetzt, hash: pruefsummeAm(jetzt, d.umstellungen), plaene },
      {
        async signiere(plan, daten) {
          const mittel = folge[plan]?.mittel;
          if (!mittel) throw new Error('Siegel: unbekannter Plan');
          return granted('Siegel', await mittel.signiere(daten)).signatur;
        },
        stempel: async (digest) => granted('Zeitstempel', await d.tsa.stempel(digest)).token,
      },
    );
  }

  return {
    pruefe: () => waechter.pruefe(),
    siegele: (...was) => waechter.frage(() => siegele(...was)),
    stop: () => d.faeden.stop(),
  };
}

const GEHT_WEITER = 'Es geht von selbst weiter, sobald das behoben ist.';

/** Not there yet: whoever sets up a device or a trust service deposits it, and nobody has to wake the letters that waited. */
const FEHLT_NOCH: ReadonlySet<string> = new Set(['kein_siegel', 'keine_unterschrift']);

function granted<T extends { readonly ok: true }>(was: string, antwort: T | Ablehnung): T {
  if (antwort.ok) return antwort;
  const [grund, satz] = [antwort.code.split('.')[1] ?? '', `${was}: ${antwort.meldung}`];
  if (grund === 'nicht_erreichbar') throw new Unerreichbar(`${satz} ${GEHT_WEITER}`);
  throw FEHLT_NOCH.has(grund) ? new Aufschub(`${satz} ${GEHT_WEITER}`) : new Error(satz);
}
