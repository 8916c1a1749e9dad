import type { Antwort, Grund } from '../urteil.ts';
import { DIGITAL_SIGNATURE, NON_REPUDIATION, type Zertifikat } from './zertifikat.ts';

/** Purposes (extended key usage) under which documents are signed, as authorities in Europe issue them. */
const DOKUMENTE = new Set([
  '2.5.29.37.0', // any
  '1.3.6.1.5.5.7.3.36', // document signing (RFC 9336)
  '1.3.6.1.5.5.7.3.4', // e-mail
  '1.3.6.1.5.5.7.3.2', // client authentication, on many signature cards beside it
  '1.3.6.1.4.1.311.10.3.12', // documents (Microsoft)
  '1.2.840.113583.1.1.5', // PDF (Adobe)
]);
/** Whoever holds such a certificate answers for times or revocations, and for nothing else. */
const DIENSTE = new Set(['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9']);

/** What speaks against a signature, and how much it weighs. */
export type Einwand = Grund & { readonly antwort: Exclude<Antwort, 'holds'> };

/**
 * What speaks against sealing or signing documents with this certificate; null: nothing. An authority, a time-stamp or
 * revocation service, a key issued for something else: no. A purpose we do not know, which is not critical: cannot be decided.
 */
export function objectToSigner(c: Zertifikat): Einwand | null {
  const no = (antwort: Einwand['antwort'], was: string): Einwand => ({
    code: 'x509.verwendung',
    meldung: `Das Zertifikat „${c.name}“ ${was}.`,
    antwort,
  });
  if (c.ca) return no('does not hold', 'gehört einer ausstellenden Stelle und darf keine Dokumente siegeln');
  if (c.keyUsage !== null && (c.keyUsage & (DIGITAL_SIGNATURE | NON_REPUDIATION)) === 0)
    return no('does not hold', 'ist nicht für Unterschriften ausgestellt');
  const zwecke = c.eku?.oids ?? [];
  if (zwecke.some((z) => DIENSTE.has(z)))
    return no(
      'does not hold',
      'gehört einem Zeitstempeldienst oder einer Sperrauskunft und darf keine Dokumente siegeln',
    );
  if (!c.eku || zwecke.some((z) => DOKUMENTE.has(z))) return null;
  return c.eku.critical
    ? no('does not hold', 'ist für einen anderen Zweck ausgestellt')
    : no('cannot be decided', 'nennt Zwecke, zu denen das Siegeln von Dokumenten nicht erkennbar gehört');
}
