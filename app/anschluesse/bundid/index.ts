import { type CacheProvider, generateServiceProviderMetadata, type SAML } from '@node-saml/node-saml';
import type { Ablehnung, AnfrageSpeicher, AnmeldeErgebnis, Buergeranmeldung, Niveau } from '../../ports/index.ts';
import { usesSha1 } from './algorithmen.ts';
import { RANG, readNiveau, readPerson } from './attribute.ts';
import { explain, refuse } from './gruende.ts';
import { type BundidKonfiguration, saml } from './saml.ts';
import { readAssertion } from './zusicherung.ts';

export type { BundidKonfiguration, SchluesselPaar } from './saml.ts';

/** What we keep of a request until its answer comes. */
interface Gemerkt {
  readonly seit: string;
  readonly mindestens: Niveau;
  readonly relayState: string;
}

const MAX_ZEICHEN = 256 * 1024;
const NICHTS: CacheProvider = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};

/** BundID as SAML 2.0 service provider. Time is the system's: the SAML library takes no clock. */
export function createBundid(
  konfiguration: BundidKonfiguration,
  deps: { readonly speicher: AnfrageSpeicher },
): Buergeranmeldung {
  const { speicher } = deps;

  return {
    async startUrl(relayState, mindestens) {
      let anfrageId = '';
      const merke: CacheProvider = {
        ...NICHTS,
        async saveAsync(id, seit) {
          anfrageId = id;
          await speicher.save(id, JSON.stringify({ seit, mindestens, relayState } satisfies Gemerkt));
          return null;
        },
      };
      const url = await saml(konfiguration, mindestens, merke).getAuthorizeUrlAsync('', undefined, {});
      return { ok: true, url, anfrageId };
    },

    async verifyResponse(form) {
      const samlResponse = form.SAMLResponse ?? '';
      const xml = Buffer.from(samlResponse, 'base64').toString('utf8');
      // declarations and comments have no place in a SAML message, attacks have used both
      if (!xml || samlResponse.length > MAX_ZEICHEN || /<!(?!\[CDATA\[)/.test(xml)) return refuse('unlesbar');

      let gemerkt: Gemerkt | null = null;
      let verbraucht = false;
      let speicherFehler: unknown;
      const guard = <T>(arbeit: Promise<T>): Promise<T> =>
        arbeit.catch((fehler: unknown) => {
          speicherFehler = fehler;
          throw fehler;
        });
      const einmal: CacheProvider = {
        ...NICHTS,
        async getAsync(id) {
          const wert = await guard(speicher.get(id));
          gemerkt = wert === null ? null : (JSON.parse(wert) as Gemerkt);
          return gemerkt?.seit ?? null;
        },
        async removeAsync(id) {
          if (id !== null) verbraucht = await guard(speicher.remove(id));
          return id;
        },
      };
      try {
        const { profile } = await saml(konfiguration, 'basis', einmal).validatePostResponseAsync({
          SAMLResponse: samlResponse,
        });
        // two copies of one answer may pass the checks side by side; only one of them removes the request
        if (!verbraucht || !gemerkt) return refuse('verbraucht');
        return profile ? judge(konfiguration, xml, profile, gemerkt) : refuse('ungueltig');
      } catch (fehler) {
        if (speicherFehler) throw speicherFehler;
        return explain(fehler);
      }
    },

    metadata() {
      const { signatur, verschluesselung } = konfiguration;
      return generateServiceProviderMetadata({
        issuer: konfiguration.entityId,
        callbackUrl: konfiguration.acsUrl,
        wantAssertionsSigned: true,
        identifierFormat: null,
        ...(signatur?.zertifikat ? { privateKey: signatur.schluessel, publicCerts: signatur.zertifikat } : {}),
        ...(verschluesselung?.zertifikat
          ? { decryptionPvk: verschluesselung.schluessel, decryptionCert: verschluesselung.zertifikat }
          : {}),
      });
    },
  };
}

type Profil = NonNullable<Awaited<ReturnType<SAML['validatePostResponseAsync']>>['profile']>;

/** What the library leaves open: algorithms, issuer, recipient, level, required attributes. */
function judge(
  konfiguration: BundidKonfiguration,
  xml: string,
  profil: Profil,
  gemerkt: Gemerkt,
): AnmeldeErgebnis | Ablehnung {
  if (usesSha1(xml)) return refuse('algorithmus');
  const { anfrageId, empfaenger, niveaus } = readAssertion(profil.getAssertion?.());
  if (profil.issuer !== konfiguration.idp.entityId) return refuse('aussteller');
  if (empfaenger !== konfiguration.acsUrl || !anfrageId) return refuse('empfaenger');
  const attribute = (profil.attributes ?? {}) as Record<string, unknown>;
  const niveau = readNiveau(attribute, niveaus);
  if (!niveau || RANG[niveau] < RANG[gemerkt.mindestens]) return refuse('niveau');
  const person = readPerson(attribute, niveau);
  return person ? { ok: true, person, anfrageId, relayState: gemerkt.relayState } : refuse('angaben');
}
