import type { Ablehnung, Schluesseltresor } from '../../ports/index.ts';
import { createAnmeldung, NONCE, nein, type Token } from './modul.ts';

export interface Pkcs11Tresorzugang {
  /** Path of the HSM's PKCS #11 library. */
  readonly modul: string;
  /** Label of the token. */
  readonly token: string;
  readonly pin: string;
  /** Label of the AES-256 key that closes the keys of the bodies. */
  readonly schluessel: string;
}

interface Offen {
  token: Token;
  handle: Buffer;
}

const NICHT_GEOEFFNET = nein(
  'nicht_geoeffnet',
  'Das HSM hat einen Schlüssel nicht geöffnet: Es antwortet nicht, oder ein anderer hat ihn verschlossen.',
);

/**
 * Closes keys of bodies by AES-256-GCM inside an HSM; the key that does it never leaves the device. One that could be read out is
 * refused.
 */
export function createPkcs11Tresor(
  z: Pkcs11Tresorzugang,
  deps: { random: (n: number) => Uint8Array },
): Schluesseltresor {
  const anmeldung = createAnmeldung(z, { wofuer: 'Schlüssel hinter einem HSM', geraet: 'Das HSM der Schlüssel' });
  let offen: Offen | null = null;

  function melde(): Offen | Ablehnung {
    if (offen) return offen;
    const token = anmeldung.token();
    if ('ok' in token) return token;
    let gefunden: ReturnType<Token['geheime']>;
    try {
      gefunden = token.geheime(z.schluessel);
    } catch {
      return anmeldung.verliere();
    }
    const [schluessel, ...mehr] = gefunden;
    if (!schluessel || mehr.length > 0)
      return nein('kein_schluessel', `Im HSM liegt unter dem Namen ${z.schluessel} nicht genau ein AES-Schlüssel.`);
    if (schluessel.auslesbar)
      return nein(
        'auslesbar',
        `Der Schlüssel ${z.schluessel} im HSM ließe sich auslesen; mit ihm wird nicht verschlossen.`,
      );
    return (offen = { token, handle: schluessel.handle });
  }

  function mit(tue: (o: Offen) => Buffer, sonst?: Ablehnung) {
    const o = melde();
    if ('ok' in o) return o;
    try {
      return { ok: true as const, bytes: tue(o) };
    } catch {
      offen = null;
      const zu = anmeldung.verliere();
      return sonst ?? zu;
    }
  }

  return {
    wrap: (kek, platz) =>
      mit(({ token, handle }) =>
        token.verschliesse(handle, Buffer.from(deps.random(NONCE)), Buffer.from(kek), Buffer.from(platz)),
      ),
    unwrap: (geheim, platz) =>
      mit(({ token, handle }) => token.oeffne(handle, Buffer.from(geheim), Buffer.from(platz)), NICHT_GEOEFFNET),
  };
}
