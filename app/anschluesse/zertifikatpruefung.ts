import { type Krypto, readCertificate, verifyPath } from '@rathausverbund/siegel';
import type { Ablehnung } from '../ports/index.ts';

/**
 * What a seal service offers is looked at before anything is made with it: readable, valid now, leading to the known root by keys
 * that are still suitable and, for a seal, issued to this very body. Null: nothing against it. `anschluss` begins the code.
 */
export async function beanstande(
  anschluss: string,
  o: {
    krypto: Krypto;
    jetzt: Date;
    zertifikat: Uint8Array;
    kette: readonly Uint8Array[];
    /** Trusted roots, DER. */
    wurzeln: readonly Uint8Array[];
    /** Name of the body that is to seal; null for a person's signature. */
    koerperschaft: string | null;
  },
): Promise<Ablehnung | null> {
  const nein = (grund: string, meldung: string): Ablehnung => ({ ok: false, code: `${anschluss}.${grund}`, meldung });
  const z = readCertificate(o.zertifikat);
  if (!z) return nein('zertifikat', 'Das Zertifikat des Siegeldienstes ist nicht lesbar.');
  const pfad = await verifyPath(o.krypto, o.zertifikat, o.kette, o.wurzeln, o.jetzt);
  if (!pfad.ok) return nein('zertifikat', pfad.meldung);
  if (pfad.geeignetBis && pfad.geeignetBis < o.jetzt)
    return nein('zertifikat', 'Ein Schlüssel des Siegeldienstes oder seiner Stelle gilt nicht mehr als sicher.');
  if (o.koerperschaft !== null && z.organisation !== o.koerperschaft)
    return nein('fremdes_siegel', `Das hinterlegte Siegel gehört nicht der Körperschaft ${o.koerperschaft}.`);
  return null;
}

/** The roots among certificates: those that issued themselves. */
export const selbstAusgestellt = (zertifikate: readonly Uint8Array[]): Uint8Array[] =>
  zertifikate.filter((c) => {
    const z = readCertificate(c);
    return z !== null && Buffer.from(z.subject).equals(z.issuer);
  });
