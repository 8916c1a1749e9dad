import {
  createTestCa,
  ECDSA_P256,
  issueCertificate,
  type Krypto,
  type PrivateKey,
  type Schluesselpaar,
} from '@rathausverbund/siegel';
import { certificatePem } from '../base/pem.ts';
import { keep } from '../base/schluessel.ts';
import type { Umgebung, VertrauensdienstAngaben } from '../model.ts';

/** One seal or signature the provider holds. */
export interface Credential {
  readonly id: string;
  readonly key: PrivateKey;
  readonly certificate: Uint8Array;
}

export interface Stelle {
  readonly ca: Uint8Array;
  readonly caPem: string;
  readonly credentials: readonly Credential[];
  /** The same name, issued by somebody else: for `anderes_zertifikat`. */
  readonly fremdes: Uint8Array;
}

const text = (b: Uint8Array): string => Buffer.from(b).toString('base64');
const bytes = (t: string): Uint8Array => new Uint8Array(Buffer.from(t, 'base64'));

/** TEST root, seals of the bodies and signatures of the persons, made once and then kept. The root's key is thrown away. */
export async function openStelle(u: Umgebung, krypto: Krypto, a: VertrauensdienstAngaben): Promise<Stelle> {
  const von = new Date(u.uhr().getTime() - 24 * 3_600_000);
  const bis = new Date(Date.UTC(von.getUTCFullYear() + 10, 0, 1));
  const roh = await keep(u.ordner, 'vertrauensdienst.json', async () => {
    const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel Vertrauensdienst (Gegenstelle)' });
    const fremd = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel Vertrauensdienst (Gegenstelle)' });
    const issue = (unter: Schluesselpaar, organisation: string | null, name: string) =>
      issueCertificate({
        krypto,
        ca: unter,
        verwendung: organisation === null ? 'unterschrift' : 'siegel',
        name,
        organisation,
        von,
        bis,
      });
    const gemacht = [];
    for (const [i, o] of a.organisationen.entries())
      gemacht.push({ id: `siegel-${i + 1}`, paar: await issue(ca, o, `TEST Siegel ${o}`) });
    for (const [i, p] of a.personen.entries())
      gemacht.push({ id: `unterschrift-${i + 1}`, paar: await issue(ca, null, `TEST ${p}`) });
    const fremdes = await issue(fremd, a.organisationen[0] ?? 'TEST', `TEST Siegel ${a.organisationen[0] ?? ''}`);
    return JSON.stringify({
      ca: text(ca.certificate),
      fremdes: text(fremdes.certificate),
      credentials: gemacht.map(({ id, paar }) => ({ id, pkcs8: text(paar.pkcs8), zertifikat: text(paar.certificate) })),
    });
  });
  const d = JSON.parse(roh) as {
    ca: string;
    fremdes: string;
    credentials: { id: string; pkcs8: string; zertifikat: string }[];
  };
  const credentials = await Promise.all(
    d.credentials.map(async (c) => ({
      id: c.id,
      key: await krypto.importPrivate(bytes(c.pkcs8), ECDSA_P256),
      certificate: bytes(c.zertifikat),
    })),
  );
  return { ca: bytes(d.ca), caPem: certificatePem(bytes(d.ca)), credentials, fremdes: bytes(d.fremdes) };
}
