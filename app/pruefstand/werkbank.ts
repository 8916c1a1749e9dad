import { createTestCa, createTimestampToken, issueCertificate, requestTimestamp } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import type { Schluesselbund, Uhr } from '../base/index.ts';
import type { Werkbank } from '../bescheide/index.ts';
import {
  createErneuerstelle,
  createSatz,
  createSchluesselordner,
  createSiegelfaeden,
  createSiegelstelle,
  readGemeinsameVorlagen,
} from '../dokumente/index.ts';
import { bundleFaden, bundleKind } from '../dokumente/satz/pruefwerkzeuge.ts';
import { ALGORITHMEN } from '../nachweise/index.ts';
import type { Siegeldienst, Zeitstempeldienst } from '../ports/index.ts';

/** What makes a letter of its content. */
export type Werkzeug = Pick<
  Werkbank,
  'satz' | 'siegelstelle' | 'erneuerstelle' | 'gemeinsameVorlagen' | 'pruefadresse' | 'test'
>;

const umschlag = { gemeinsameVorlagen: readGemeinsameVorlagen(), pruefadresse: 'test.invalid/pruefen', test: true };

/** Instead of typesetter and seal, which need processes and seconds: the letter's data as text in a file that begins like a PDF. */
export const kleineWerkbank: Werkzeug = {
  ...umschlag,
  satz: {
    setze: async ({ haupt, daten }) => ({
      ok: true,
      pdf: Buffer.from(`%PDF-1.7\n${haupt}\n${JSON.stringify(daten)}\n%%EOF\n`),
    }),
    stop: async () => undefined,
    pid: () => undefined,
  },
  siegelstelle: {
    pruefe: () => undefined,
    siegele: async (_koerperschaft, pdf) => pdf,
    stop: async () => undefined,
  },
  // due at once, so that whoever empties the queue puts the job away
  erneuerstelle: {
    erste: () => ({ faellig: 0, dringend: 0 }),
    erneuere: async () => ({ ok: false, code: 'pdf.keine-unterschrift', meldung: 'Kein Siegel, nichts zu erneuern.' }),
  },
};

export interface EchtesWerkzeug extends Werkzeug {
  readonly siegeldienst: Siegeldienst;
  /** roots of seal and time stamp */
  readonly anker: readonly Uint8Array[];
}

/** The typesetter in its own process, sealing threads, the TEST seal, and a TEST time-stamp authority in this process. */
export async function echteWerkbank(bund: Schluesselbund, uhr: Uhr): Promise<EchtesWerkzeug> {
  const von = new Date(uhr.jetzt() - 86_400_000);
  const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel' });
  const tsa = await issueCertificate({
    krypto,
    ca,
    verwendung: 'zeitstempel',
    name: 'TEST Zeitstempel',
    organisation: 'Rathausverbund',
    von,
  });
  const zeitstempel: Zeitstempeldienst = {
    async stempel(digest) {
      const jetzt = new Date(uhr.jetzt());
      const token = await createTimestampToken({
        request: requestTimestamp(digest, { nonce: krypto.random(8) }),
        krypto,
        key: tsa.key,
        certificate: tsa.certificate,
        chain: [ca.certificate],
        serial: krypto.random(8),
        jetzt,
        policyOid: '1.3.6.1.4.1.99999.1.1',
      });
      return { ok: true, token, zeit: jetzt };
    },
  };
  const dienst = createSchluesselordner({ bund, krypto, uhr });
  const faeden = createSiegelfaeden({ fadenDatei: await bundleFaden() });
  const gemeinsam = { siegel: dienst, tsa: zeitstempel, umstellungen: ALGORITHMEN, uhr, faeden };
  return {
    ...umschlag,
    satz: createSatz({ kindDatei: await bundleKind() }),
    siegelstelle: createSiegelstelle({ ...gemeinsam, unterschriften: dienst }),
    erneuerstelle: createErneuerstelle({
      ...gemeinsam,
      // the TEST authority of this process names no address
      sperrauskunft: { sperrdaten: async () => ({ ok: true, crls: [], ocsps: [] }) },
      zeitanker: [ca.certificate],
      krypto,
    }),
    siegeldienst: dienst,
    anker: [...Object.values(await dienst.wurzeln()), ca.certificate],
  };
}
