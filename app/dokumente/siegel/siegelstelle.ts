import type { Uhr } from '../../base/index.ts';
import type { Ablehnung, Siegeldienst, Unterschriftsdienst, Zeitstempeldienst } from '../../ports/index.ts';
import type { Siegelfaeden } from './faeden.ts';
import { pruefsummeAm, type Umstellungen } from './pruefsumme.ts';
import type { Signaturplan } from './versiegeln.ts';

interface Benannt {
  readonly id: string;
  readonly name: string;
}

/** Seals documents in the name of a body: PAdES B-T with its seal, before that, where wished, the signature of an officer. */
export interface Siegelstelle {
  /**
   * `unterzeichner`: signs before the body seals; the seal then covers the signature. For a notice that needs the written form and
   * whose seal is no qualified one (§ 3a Abs. 2 VwVfG).
   * @throws when seal, signature or time stamp cannot be had, or the answer does not fit the certificate: a document is never
   *   issued as B-B, the job tries again
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
  return {
    async siegele(k, pdf, grund, unterzeichner) {
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
    },
    stop: () => d.faeden.stop(),
  };
}

function granted<T extends { readonly ok: true }>(was: string, antwort: T | Ablehnung): T {
  if (!antwort.ok) throw new Error(`${was}: ${antwort.meldung}`);
  return antwort;
}
