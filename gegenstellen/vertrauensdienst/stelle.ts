import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  createTestCa,
  ECDSA_P256,
  issueCertificate,
  type Krypto,
  type Schluesselpaar,
  type SignaturAlgorithmus,
} from '@rathausverbund/siegel';
import { certificatePem } from '../base/pem.ts';
import { keep } from '../base/schluessel.ts';
import type { Umgebung, VertrauensdienstAngaben } from '../model.ts';

/** One seal or signature the provider holds. */
export interface Credential {
  readonly id: string;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
}

export interface Stelle {
  readonly ca: Schluesselpaar;
  readonly caPem: string;
  /** Made at first use, one per body and person, and then kept. */
  credentials(): Promise<readonly Credential[]>;
  /** A certificate of the same name as the first seal, from a root of the same name: for `anderes_zertifikat`. */
  fremdes(): Promise<Uint8Array>;
}

/** Keys of providers are mostly RSA, and an RSA key signs a hash it is given. */
const RSA: SignaturAlgorithmus = { art: 'rsa-pkcs1', hash: 'sha256' };
const NAME = 'TEST Wurzel Vertrauensdienst (Gegenstelle)';

const text = (b: Uint8Array): string => Buffer.from(b).toString('base64');
const bytes = (t: string): Uint8Array => new Uint8Array(Buffer.from(t, 'base64'));

/** TEST root of the provider, kept in the folder. */
export async function openStelle(u: Umgebung, krypto: Krypto, a: VertrauensdienstAngaben): Promise<Stelle> {
  const von = new Date(u.uhr().getTime() - 24 * 3_600_000);
  const bis = new Date(Date.UTC(von.getUTCFullYear() + 10, 0, 1));
  const wurzel = JSON.parse(
    await keep(u.ordner, 'wurzel.json', async () => {
      const neu = await createTestCa({ krypto, jetzt: von, name: NAME });
      return JSON.stringify({ zertifikat: text(neu.certificate), pkcs8: text(neu.pkcs8) });
    }),
  ) as { zertifikat: string; pkcs8: string };
  const pkcs8 = bytes(wurzel.pkcs8);
  const ca = { pkcs8, certificate: bytes(wurzel.zertifikat), key: await krypto.importPrivate(pkcs8, ECDSA_P256) };

  const issue = (unter: Schluesselpaar, organisation: string | null, name: string, alg: SignaturAlgorithmus) =>
    issueCertificate({
      krypto,
      ca: unter,
      verwendung: organisation === null ? 'unterschrift' : 'siegel',
      name,
      organisation,
      von,
      bis,
      alg,
      adressen: { crl: `${u.url}/crl`, ocsp: `${u.url}/ocsp` },
    });
  async function credential(id: string, organisation: string | null, name: string): Promise<Credential> {
    const roh = await keep(u.ordner, `${id}.json`, async () => {
      const neu = await issue(ca, organisation, name, RSA);
      return JSON.stringify({ pkcs8: text(neu.pkcs8), zertifikat: text(neu.certificate) });
    });
    const d = JSON.parse(roh) as { pkcs8: string; zertifikat: string };
    const key = createPrivateKey({ key: Buffer.from(d.pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
    return { id, key, certificate: bytes(d.zertifikat) };
  }

  let alle: Promise<Credential[]> | undefined;
  return {
    ca,
    caPem: certificatePem(ca.certificate),
    credentials: () =>
      (alle ??= Promise.all([
        ...a.organisationen.map((o, i) => credential(`siegel-${i + 1}`, o, `TEST Siegel ${o}`)),
        ...a.personen.map((p, i) => credential(`unterschrift-${i + 1}`, null, `TEST ${p}`)),
      ])),
    async fremdes() {
      const organisation = a.organisationen[0] ?? 'TEST';
      const fremd = await createTestCa({ krypto, jetzt: von, name: NAME });
      return (await issue(fremd, organisation, `TEST Siegel ${organisation}`, ECDSA_P256)).certificate;
    },
  };
}
