import { type Krypto, readCertificate, type SignaturAlgorithmus } from '@rathausverbund/siegel';
import type { Ablehnung, Siegeldienst, Signaturmittel, Unterschriftsdienst } from '../../ports/index.ts';
import type { Fetch } from '../rufe.ts';
import { beanstande } from '../zertifikatpruefung.ts';
import { ANTWORT, type CscZugang, createCsc, nein } from './csc.ts';

export interface FernsignaturKonfiguration extends CscZugang {
  /** Trusted roots of the provider, DER. */
  readonly wurzeln: readonly Uint8Array[];
  /** Credential of a body or person by our id. A body without entry is looked up by the name in its certificate. */
  readonly zuordnung: Readonly<Record<string, string>>;
  /** How long what the provider said about a credential is believed without asking again. */
  readonly merkzeitMs: number;
}

export interface FernsignaturDeps {
  readonly fetch: Fetch;
  readonly krypto: Krypto;
  readonly uhr: () => Date;
}

interface Credential {
  readonly id: string;
  readonly oid: string;
  readonly algorithmus: SignaturAlgorithmus;
  readonly zertifikat: Uint8Array;
  readonly kette: readonly Uint8Array[];
  readonly organisation: string | null;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const ALG: Readonly<Record<string, SignaturAlgorithmus>> = {
  '1.2.840.10045.4.3.2': { art: 'ecdsa', hash: 'sha256' },
  '1.2.840.113549.1.1.11': { art: 'rsa-pkcs1', hash: 'sha256' },
};

/** Remote signing after the CSC API v2. The provider sees only hashes, never a document. */
export function createFernsignatur(
  k: FernsignaturKonfiguration,
  deps: FernsignaturDeps,
): Siegeldienst & Unterschriftsdienst {
  const csc = createCsc(k, deps.fetch);
  const gemerkt = new Map<string, { bis: number; credential: Credential }>();
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  const base64 = (b: Uint8Array): string => Buffer.from(b).toString('base64');

  async function info(id: string): Promise<Credential | Ablehnung> {
    const bekannt = gemerkt.get(id);
    if (bekannt && bekannt.bis > deps.uhr().getTime()) return bekannt.credential;
    const frage = { credentialID: id, certificates: 'chain', certInfo: false, authInfo: true };
    const a = await csc.call('credentials/info', frage, ANTWORT.info);
    if (!a.ok) return a;
    const oid = a.wert.key.algo.find((o) => ALG[o]);
    const algorithmus = oid && ALG[oid];
    if (!algorithmus || a.wert.key.status !== 'enabled')
      return nein('schluessel', 'Der Schlüssel beim Dienst für Fernsignaturen ist gesperrt oder von unbekannter Art.');
    const [zertifikat = new Uint8Array(), ...kette] = a.wert.cert.certificates.map(bytes);
    const organisation = readCertificate(zertifikat)?.organisation ?? null;
    const credential = { id, oid, algorithmus, zertifikat, kette, organisation };
    gemerkt.set(id, { bis: deps.uhr().getTime() + k.merkzeitMs, credential });
    return credential;
  }

  /** The one seal whose certificate names this body. Two of the same name are nobody's. */
  async function searchByName(name: string): Promise<Credential | Ablehnung> {
    const liste = await csc.call('credentials/list', {}, ANTWORT.liste);
    if (!liste.ok) return liste;
    const gefunden: Credential[] = [];
    for (const id of liste.wert.credentialIDs) {
      const c = await info(id);
      if ('ok' in c) return c;
      if (c.organisation === name) gefunden.push(c);
    }
    const [eines, ...weitere] = gefunden;
    if (!eines || weitere.length > 0)
      return nein('kein_siegel', `Beim Dienst für Fernsignaturen liegt nicht genau ein Siegel für ${name}.`);
    return eines;
  }

  async function mittel(c: Credential | Ablehnung, koerperschaft: string | null): Promise<Signaturmittel | Ablehnung> {
    if ('ok' in c) return c;
    const { zertifikat, kette, algorithmus } = c;
    const einwand = await beanstande('fernsignatur', {
      krypto: deps.krypto,
      jetzt: deps.uhr(),
      zertifikat,
      kette,
      wurzeln: k.wurzeln,
      koerperschaft,
    });
    if (einwand) gemerkt.delete(c.id);
    return einwand ?? { ok: true, algorithmus, zertifikat, kette, signiere: (daten) => signiere(c, daten) };
  }

  async function signiere(c: Credential, daten: Uint8Array) {
    const hashes = { hashes: [base64(deps.krypto.sha256(daten))], hashAlgorithmOID: SHA256 };
    const freigabe = await csc.call(
      'credentials/authorize',
      { credentialID: c.id, numSignatures: 1, ...hashes, authData: [{ id: 'PIN', value: k.pin }] },
      ANTWORT.freigabe,
    );
    if (!freigabe.ok) return freigabe;
    const a = await csc.call(
      'signatures/signHash',
      { credentialID: c.id, SAD: freigabe.wert.SAD, ...hashes, signAlgo: c.oid },
      ANTWORT.signatur,
    );
    if (!a.ok) return a;
    const signatur = bytes(a.wert.signatures[0] ?? '');
    const spki = readCertificate(c.zertifikat)?.spki ?? new Uint8Array();
    if (await deps.krypto.verify(spki, c.algorithmus, signatur, daten)) return { ok: true as const, signatur };
    gemerkt.delete(c.id);
    return nein('falsche_signatur', 'Der Dienst für Fernsignaturen hat etwas anderes unterschrieben als verlangt.');
  }

  return {
    async siegel(koerperschaft) {
      const id = k.zuordnung[koerperschaft.id];
      return mittel(await (id ? info(id) : searchByName(koerperschaft.name)), koerperschaft.name);
    },
    async unterschrift(person) {
      const id = k.zuordnung[person.id];
      if (!id)
        return nein(
          'keine_unterschrift',
          `Beim Dienst für Fernsignaturen ist keine Unterschrift für die Kennung ${person.id} hinterlegt.`,
        );
      return mittel(await info(id), null);
    },
    sperrlisten: async () => [],
    wurzeln: async () =>
      Object.fromEntries(k.wurzeln.map((w, i) => [`siegel-fern-ca${i === 0 ? '' : `-${i + 1}`}.pem`, w])),
  };
}
