import type { Ablehnung, Schluesseltresor } from '../../ports/index.ts';
import { istPinAbgewiesen, ladeBindung, NONCE, oeffne, type Token } from './modul.ts';

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

const nein = (grund: string, meldung: string): Ablehnung => ({ ok: false, code: `pkcs11.${grund}`, meldung });
const NICHT_ERREICHBAR = nein('nicht_erreichbar', 'Das HSM der Schlüssel ist gerade nicht erreichbar.');
const NICHT_GEOEFFNET = nein(
  'nicht_geoeffnet',
  'Das HSM hat einen Schlüssel nicht geöffnet: Es antwortet nicht, oder ein anderer hat ihn verschlossen.',
);

/**
 * Closes keys of bodies by AES-256-GCM inside an HSM; the key that does it never leaves the device. One that could be read out is
 * refused. A PIN that was refused is not tried again in this process: a device locks itself after a few wrong ones.
 */
export function createPkcs11Tresor(
  z: Pkcs11Tresorzugang,
  deps: { random: (n: number) => Uint8Array },
): Schluesseltresor {
  let offen: Offen | null = null;
  let abgewiesen: Ablehnung | null = null;

  function melde(): Offen | Ablehnung {
    if (offen) return offen;
    if (abgewiesen) return abgewiesen;
    const bindung = ladeBindung();
    if (!bindung)
      return nein(
        'bindung_fehlt',
        'Für Schlüssel hinter einem HSM fehlt der Programmteil pkcs11js. Er wird einmal gebaut: npm rebuild pkcs11js --ignore-scripts=false',
      );
    let token: Token;
    try {
      token = oeffne(bindung, z);
    } catch (fehler) {
      if (!istPinAbgewiesen(bindung, fehler)) return NICHT_ERREICHBAR;
      return (abgewiesen = nein(
        'pin',
        'Das HSM der Schlüssel nimmt die PIN nicht an. Bis zum nächsten Start wird sie nicht noch einmal versucht.',
      ));
    }
    let gefunden: ReturnType<Token['geheime']>;
    try {
      gefunden = token.geheime(z.schluessel);
    } catch {
      return NICHT_ERREICHBAR;
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

  function mit(tue: (o: Offen) => Buffer, sonst: Ablehnung) {
    const o = melde();
    if ('ok' in o) return o;
    try {
      return { ok: true as const, bytes: tue(o) };
    } catch {
      offen = null; // the next attempt opens the token anew
      return sonst;
    }
  }

  return {
    wrap: (kek, platz) =>
      mit(
        ({ token, handle }) =>
          token.verschliesse(handle, Buffer.from(deps.random(NONCE)), Buffer.from(kek), Buffer.from(platz)),
        NICHT_ERREICHBAR,
      ),
    unwrap: (geheim, platz) =>
      mit(({ token, handle }) => token.oeffne(handle, Buffer.from(geheim), Buffer.from(platz)), NICHT_GEOEFFNET),
  };
}
