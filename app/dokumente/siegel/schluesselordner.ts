import { join } from 'node:path';
import {
  createTestCa,
  createTestCrl,
  ECDSA_P256,
  issueCertificate,
  type Krypto,
  type PrivateKey,
  type Verwendung,
} from '@rathausverbund/siegel';
import type { Schluesselbund, Uhr } from '../../base/index.ts';
import type { Siegeldienst, Signaturmittel, Unterschriftsdienst } from '../../ports/index.ts';

interface Abgelegt {
  pkcs8: string;
  zertifikat: string;
}

interface Paar {
  key: PrivateKey;
  zertifikat: Uint8Array;
}

const JAHRE = 10;
const TAG_MS = 86_400_000;

/** Seals and signatures with TEST keys in the key folder, made at first use under a TEST root of this installation. */
export function createSchluesselordner(d: {
  bund: Schluesselbund;
  krypto: Krypto;
  uhr: Uhr;
}): Siegeldienst & Unterschriftsdienst {
  const schluessel = new Map<string, Promise<Paar>>();

  /** The seed of a demo plays past days, so the TEST certificates begin a year before they are made. */
  const beginn = () => yearsFrom(new Date(d.uhr.jetzt()), -1);

  function once(name: string, neu: () => Promise<{ pkcs8: Uint8Array; certificate: Uint8Array }>): Promise<Paar> {
    let p = schluessel.get(name);
    if (!p) schluessel.set(name, (p = load(name, neu)));
    return p;
  }

  async function load(name: string, neu: () => Promise<{ pkcs8: Uint8Array; certificate: Uint8Array }>): Promise<Paar> {
    const pfad = join('siegel', `${name}.json`);
    const frisch = d.bund.hat(pfad) ? null : await neu();
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

  async function mittel(datei: string, verwendung: Verwendung, name: string, organisation: string | null) {
    const aussteller = await ca();
    const { key, zertifikat } = await once(datei, () =>
      issueCertificate({
        krypto: d.krypto,
        ca: { key: aussteller.key, certificate: aussteller.zertifikat },
        name,
        organisation,
        verwendung,
        von: beginn(),
        bis: yearsFrom(beginn(), JAHRE),
      }),
    );
    return {
      ok: true,
      algorithmus: key.alg,
      zertifikat,
      kette: [aussteller.zertifikat],
      signiere: async (daten) => ({ ok: true, signatur: await d.krypto.sign(key, daten) }),
    } satisfies Signaturmittel;
  }

  return {
    siegel: (k) => mittel(k.id, 'siegel', `TEST Siegel ${k.name}`, k.name),
    unterschrift: (p) => mittel(`person-${p.id}`, 'unterschrift', `TEST ${p.name}`, null),
    async sperrlisten() {
      const { key, zertifikat } = await ca();
      const [von, bis] = [new Date(d.uhr.jetzt()), new Date(d.uhr.jetzt() + TAG_MS)];
      return [await createTestCrl({ krypto: d.krypto, ca: { key, certificate: zertifikat }, gesperrt: [], von, bis })];
    },
    wurzeln: async () => ({ 'siegel-ca.pem': (await ca()).zertifikat }),
  };
}

function yearsFrom(tag: Date, jahre: number): Date {
  const d = new Date(tag);
  d.setUTCFullYear(d.getUTCFullYear() + jahre);
  return d;
}
