import { createRequire } from 'node:module';
import type * as pkcs11js from 'pkcs11js';
import type { Ablehnung } from '../../ports/index.ts';

type Pkcs11 = typeof pkcs11js;

/** The native binding, an optional dependency: absent where nobody built it. */
export function ladeBindung(): Pkcs11 | null {
  try {
    return createRequire(import.meta.url)('pkcs11js') as Pkcs11;
  } catch {
    return null;
  }
}

/** bytes of an AES-GCM nonce */
export const NONCE = 12;
const MARKE = 16;

export interface Objekt {
  readonly handle: Buffer;
  readonly id: Buffer;
}

/** A token somebody is logged in to. Every call opens a session of its own, so that calls do not disturb each other. */
export interface Token {
  zertifikate(label: string): (Objekt & { readonly der: Uint8Array })[];
  schluessel(id: Buffer): (Objekt & { readonly auslesbar: boolean; readonly art: 'ec' | 'rsa' | null })[];
  /** AES keys of this name. */
  geheime(label: string): { readonly handle: Buffer; readonly auslesbar: boolean }[];
  /** AES-256-GCM inside the device: nonce(12) ‖ ciphertext ‖ tag(16). */
  verschliesse(schluessel: Buffer, nonce: Buffer, daten: Buffer, aad: Buffer): Buffer;
  /** @throws what the module says, also when key, bytes or `aad` are others */
  oeffne(schluessel: Buffer, geheim: Buffer, aad: Buffer): Buffer;
  /** EC: r and s of a digest; RSA: PKCS #1 v1.5 with SHA-256 over the data. */
  signiere(schluessel: Buffer, art: 'ec' | 'rsa', daten: Uint8Array): Promise<Uint8Array>;
}

/** Opens `modul`, finds the token by its label and logs in. @throws what the module says */
function oeffne(bindung: Pkcs11, o: { modul: string; token: string; pin: string }): Token {
  const p = new bindung.PKCS11();
  p.load(o.modul);
  tolerate(bindung.CKR_CRYPTOKI_ALREADY_INITIALIZED, () => p.C_Initialize());
  const slot = p.C_GetSlotList(true).find((s) => p.C_GetTokenInfo(s).label.trim() === o.token);
  if (!slot) throw new Error(`Token ${o.token} fehlt`);
  // stays open: logging out of the last session would log out all
  const anmeldung = p.C_OpenSession(slot, bindung.CKF_SERIAL_SESSION);
  tolerate(bindung.CKR_USER_ALREADY_LOGGED_IN, () => p.C_Login(anmeldung, bindung.CKU_USER, o.pin));

  function mit<T>(tu: (sitzung: Buffer) => T): T {
    const sitzung = p.C_OpenSession(slot as Buffer, bindung.CKF_SERIAL_SESSION);
    try {
      return tu(sitzung);
    } finally {
      p.C_CloseSession(sitzung);
    }
  }
  function finde(sitzung: Buffer, vorlage: pkcs11js.Template): Buffer[] {
    p.C_FindObjectsInit(sitzung, vorlage);
    const gefunden = p.C_FindObjects(sitzung, 10);
    p.C_FindObjectsFinal(sitzung);
    return gefunden;
  }
  const gcm = (iv: Buffer, aad: Buffer) => ({
    mechanism: bindung.CKM_AES_GCM,
    parameter: { type: bindung.CK_PARAMS_AES_GCM, iv, ivBits: NONCE * 8, aad, tagBits: MARKE * 8 },
  });
  const lies = (sitzung: Buffer, handle: Buffer, typ: number): Buffer =>
    Buffer.from(p.C_GetAttributeValue(sitzung, handle, [{ type: typ }])[0]?.value as Buffer);

  return {
    zertifikate: (label) =>
      mit((s) =>
        finde(s, [
          { type: bindung.CKA_CLASS, value: bindung.CKO_CERTIFICATE },
          { type: bindung.CKA_LABEL, value: label },
        ]).map((handle) => ({
          handle,
          id: lies(s, handle, bindung.CKA_ID),
          der: new Uint8Array(lies(s, handle, bindung.CKA_VALUE)),
        })),
      ),
    schluessel: (id) =>
      mit((s) =>
        finde(s, [
          { type: bindung.CKA_CLASS, value: bindung.CKO_PRIVATE_KEY },
          { type: bindung.CKA_ID, value: id },
        ]).map((handle) => {
          const typ = lies(s, handle, bindung.CKA_KEY_TYPE).readUInt32LE();
          return {
            handle,
            id,
            auslesbar: lies(s, handle, bindung.CKA_EXTRACTABLE)[0] !== 0,
            art: typ === bindung.CKK_EC ? 'ec' : typ === bindung.CKK_RSA ? 'rsa' : null,
          };
        }),
      ),
    geheime: (label) =>
      mit((s) =>
        finde(s, [
          { type: bindung.CKA_CLASS, value: bindung.CKO_SECRET_KEY },
          { type: bindung.CKA_KEY_TYPE, value: bindung.CKK_AES },
          { type: bindung.CKA_LABEL, value: label },
        ]).map((handle) => ({ handle, auslesbar: lies(s, handle, bindung.CKA_EXTRACTABLE)[0] !== 0 })),
      ),
    verschliesse: (schluessel, nonce, daten, aad) =>
      mit((s) => {
        p.C_EncryptInit(s, gcm(nonce, aad), schluessel);
        return Buffer.concat([nonce, p.C_Encrypt(s, daten, Buffer.alloc(daten.length + MARKE))]);
      }),
    oeffne: (schluessel, geheim, aad) =>
      mit((s) => {
        p.C_DecryptInit(s, gcm(geheim.subarray(0, NONCE), aad), schluessel);
        return p.C_Decrypt(s, geheim.subarray(NONCE), Buffer.alloc(geheim.length));
      }),
    async signiere(schluessel, art, daten) {
      const sitzung = p.C_OpenSession(slot, bindung.CKF_SERIAL_SESSION);
      try {
        p.C_SignInit(
          sitzung,
          { mechanism: art === 'ec' ? bindung.CKM_ECDSA : bindung.CKM_SHA256_RSA_PKCS },
          schluessel,
        );
        return new Uint8Array(await p.C_SignAsync(sitzung, Buffer.from(daten), Buffer.alloc(1024)));
      } finally {
        p.C_CloseSession(sitzung);
      }
    },
  };
}

/**
 * Signs in at a token when it is first needed. A PIN that was refused is not tried again: a device locks itself after a few wrong ones.
 * @param o.wofuer and o.geraet: how sentences call what it is for, and the device
 */
export function createAnmeldung(
  o: { modul: string; token: string; pin: string },
  wort: { wofuer: string; geraet: string },
) {
  const nichtErreichbar = nein('nicht_erreichbar', `${wort.geraet} ist gerade nicht erreichbar.`);
  let offen: Token | null = null;
  let abgewiesen: Ablehnung | null = null;
  return {
    nichtErreichbar,
    token(): Token | Ablehnung {
      const bindung = ladeBindung();
      if (!bindung)
        return nein(
          'bindung_fehlt',
          `Für ${wort.wofuer} fehlt der Programmteil pkcs11js. Er wird einmal gebaut: npm rebuild pkcs11js --ignore-scripts=false`,
        );
      if (abgewiesen) return abgewiesen;
      try {
        return (offen ??= oeffne(bindung, o));
      } catch (fehler) {
        if (!istPinAbgewiesen(bindung, fehler)) return nichtErreichbar;
        return (abgewiesen = nein(
          'pin',
          `${wort.geraet} nimmt die PIN nicht an. Bis zum nächsten Start wird sie nicht noch einmal versucht.`,
        ));
      }
    },
    /** The next attempt opens the token anew. */
    verliere(): Ablehnung {
      offen = null;
      return nichtErreichbar;
    },
  };
}

export const nein = (grund: string, meldung: string): Ablehnung => ({ ok: false, code: `pkcs11.${grund}`, meldung });

/** Is it the PIN that the device refuses? */
const istPinAbgewiesen = (bindung: Pkcs11, fehler: unknown): boolean =>
  [bindung.CKR_PIN_INCORRECT, bindung.CKR_PIN_INVALID, bindung.CKR_PIN_EXPIRED, bindung.CKR_PIN_LOCKED].includes(
    (fehler as { code?: number }).code ?? 0,
  );

function tolerate(code: number, tu: () => void): void {
  try {
    tu();
  } catch (fehler) {
    if ((fehler as { code?: number }).code !== code) throw fehler;
  }
}
