import { ecdsaDer, type Krypto, type SignaturAlgorithmus } from '@rathausverbund/siegel';
import type { Ablehnung, Siegeldienst, Signaturmittel, Unterschriftsdienst } from '../../ports/index.ts';
import { beanstande, selbstAusgestellt } from '../zertifikatpruefung.ts';
import { createAnmeldung, nein, type Token } from './modul.ts';

export { createPkcs11Tresor } from './tresor.ts';

export interface Pkcs11Konfiguration {
  /** Path of the HSM's PKCS #11 library. */
  readonly modul: string;
  /** Label of the token. */
  readonly token: string;
  readonly pin: string;
  /** Issuing certificates up to the root, DER. */
  readonly kette: readonly Uint8Array[];
}

export interface Pkcs11Deps {
  readonly krypto: Krypto;
  readonly uhr: () => Date;
}

const ALG: Record<'ec' | 'rsa', SignaturAlgorithmus> = {
  ec: { art: 'ecdsa', hash: 'sha256' },
  rsa: { art: 'rsa-pkcs1', hash: 'sha256' },
};

/**
 * Seals and signatures with keys in an HSM that never leave it. A certificate on the token carries the id of the body or person as
 * CKA_LABEL and shares its CKA_ID with the private key. A key that could be read out is refused.
 */
export function createPkcs11(k: Pkcs11Konfiguration, deps: Pkcs11Deps): Siegeldienst & Unterschriftsdienst {
  const wurzeln = selbstAusgestellt(k.kette);
  const { token, verliere } = createAnmeldung(k, { wofuer: 'Siegel aus einem HSM', geraet: 'Das Siegelgerät (HSM)' });

  async function mittel(id: string, koerperschaft: string | null): Promise<Signaturmittel | Ablehnung> {
    const t = token();
    if ('ok' in t) return t;
    try {
      const [zertifikat, ...weitere] = t.zertifikate(id);
      const [schluessel, ...mehr] = zertifikat ? t.schluessel(zertifikat.id) : [];
      if (!zertifikat || !schluessel?.art || weitere.length > 0 || mehr.length > 0)
        return nein(
          'kein_siegel',
          `Im Siegelgerät (HSM) liegt unter der Kennung ${id} nicht genau ein Zertifikat mit seinem Schlüssel.`,
        );
      if (schluessel.auslesbar)
        return nein(
          'auslesbar',
          'Der Schlüssel im Siegelgerät (HSM) ließe sich auslesen; mit ihm wird nicht gesiegelt.',
        );
      const einwand = await beanstande('pkcs11', {
        krypto: deps.krypto,
        jetzt: deps.uhr(),
        zertifikat: zertifikat.der,
        kette: k.kette,
        wurzeln,
        koerperschaft,
      });
      if (einwand) return einwand;
      const { art, handle } = schluessel;
      return {
        ok: true,
        algorithmus: ALG[art],
        zertifikat: zertifikat.der,
        kette: k.kette,
        signiere: (daten) => signiere(t, handle, art, daten),
      };
    } catch {
      return verliere();
    }
  }

  async function signiere(t: Token, schluessel: Buffer, art: 'ec' | 'rsa', daten: Uint8Array) {
    try {
      const antwort = await t.signiere(schluessel, art, art === 'ec' ? deps.krypto.sha256(daten) : daten);
      return { ok: true as const, signatur: art === 'ec' ? ecdsaDer(antwort) : antwort };
    } catch {
      return verliere();
    }
  }

  return {
    siegel: (koerperschaft) => mittel(koerperschaft.id, koerperschaft.name),
    unterschrift: (person) => mittel(person.id, null),
    sperrlisten: async () => [],
    wurzeln: async () =>
      Object.fromEntries(wurzeln.map((w, i) => [`siegel-hsm-ca${i === 0 ? '' : `-${i + 1}`}.pem`, w])),
  };
}
