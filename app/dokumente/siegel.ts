import { join } from 'node:path';
import {
  createTestCa,
  ECDSA_P256,
  issueCertificate,
  type Krypto,
  type PrivateKey,
  sealPdf,
} from '@rathausverbund/siegel';
import type { Schluesselbund, Uhr } from '../base/index.ts';
import type { Zeitstempeldienst } from '../ports/index.ts';

/** Seals documents in the name of a body: PAdES B-T with its TEST certificate and a time stamp of the TEST authority. */
export interface Siegelstelle {
  /** @throws when the time stamp cannot be had: a document is never issued as B-B, the job tries again */
  siegele(koerperschaft: { id: string; name: string }, pdf: Uint8Array, grund: string): Promise<Uint8Array>;
  /** certificate of a body's seal and of the issuing TEST CA, DER */
  kette(koerperschaft: { id: string; name: string }): Promise<{ siegel: Uint8Array; ca: Uint8Array }>;
  /** root of all seals of this installation, DER: an anchor for who checks */
  wurzel(): Promise<Uint8Array>;
}

interface Abgelegt {
  pkcs8: string;
  zertifikat: string;
}

const JAHRE = 10;

export function createSiegelstelle(d: {
  bund: Schluesselbund;
  krypto: Krypto;
  uhr: Uhr;
  tsa: Zeitstempeldienst;
}): Siegelstelle {
  const schluessel = new Map<string, Promise<{ key: PrivateKey; zertifikat: Uint8Array }>>();

  /** The seed of a demo plays past days, so the TEST certificates begin a year before they are made. */
  const beginn = () => yearsFrom(new Date(d.uhr.jetzt()), -1);

  function once(name: string, neu: () => Promise<{ pkcs8: Uint8Array; certificate: Uint8Array }>) {
    let p = schluessel.get(name);
    if (!p) schluessel.set(name, (p = load(name, neu)));
    return p;
  }

  async function load(name: string, neu: () => Promise<{ pkcs8: Uint8Array; certificate: Uint8Array }>) {
    const pfad = join('siegel', `${name}.json`);
    const vorhanden = d.bund.hat(pfad);
    const frisch = vorhanden ? null : await neu();
    const b64 = (b: Uint8Array) => Buffer.from(b).toString('base64');
    const text = d.bund.datei(pfad, () =>
      Buffer.from(
        JSON.stringify({
          pkcs8: b64(frisch?.pkcs8 ?? new Uint8Array()),
          zertifikat: b64(frisch?.certificate ?? new Uint8Array()),
        } satisfies Abgelegt),
      ),
    );
    const a = JSON.parse(text.toString()) as Abgelegt;
    return {
      key: await d.krypto.importPrivate(Buffer.from(a.pkcs8, 'base64'), ECDSA_P256),
      zertifikat: Buffer.from(a.zertifikat, 'base64'),
    };
  }

  const ca = () =>
    once('ca', () => createTestCa({ krypto: d.krypto, name: 'TEST Rathausverbund Siegel CA', jetzt: beginn() }));
  const siegel = (k: { id: string; name: string }) =>
    once(k.id, async () => {
      const aussteller = await ca();
      return issueCertificate({
        krypto: d.krypto,
        ca: { key: aussteller.key, certificate: aussteller.zertifikat },
        name: `TEST Siegel ${k.name}`,
        organisation: k.name,
        verwendung: 'siegel',
        von: beginn(),
        bis: yearsFrom(beginn(), JAHRE),
      });
    });

  return {
    async siegele(k, pdf, grund) {
      const { key, zertifikat } = await siegel(k);
      return sealPdf({
        pdf,
        pdfUa: true,
        krypto: d.krypto,
        key,
        certificate: zertifikat,
        chain: [(await ca()).zertifikat],
        jetzt: new Date(d.uhr.jetzt()),
        name: k.name,
        grund,
        timestamp: async (digest) => {
          const z = await d.tsa.stempel(digest);
          if (!z.ok) throw new Error(`Zeitstempel: ${z.meldung}`);
          return z.token;
        },
      });
    },
    wurzel: async () => (await ca()).zertifikat,
    kette: async (k) => ({ siegel: (await siegel(k)).zertifikat, ca: (await ca()).zertifikat }),
  };
}

function yearsFrom(tag: Date, jahre: number): Date {
  const d = new Date(tag);
  d.setUTCFullYear(d.getUTCFullYear() + jahre);
  return d;
}
