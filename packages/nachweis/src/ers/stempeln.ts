import { type HashName, type Krypto, readTimestamp } from '@rathausverbund/siegel';
import { equal } from '../bytes.ts';

/** Obtains an RFC 3161 token (ContentInfo, DER) over a digest; its length names the hash. What it rejects with is passed on. */
export type Stempler = (digest: Uint8Array) => Promise<Uint8Array>;

/** Has a root stamped. Throws when the token covers another digest, so that no record is written that proves nothing. */
export async function stampRoot(
  krypto: Krypto,
  name: HashName,
  wurzel: Uint8Array,
  stempel: Stempler,
): Promise<Uint8Array> {
  const token = await stempel(wurzel);
  const info = await readTimestamp(krypto, token);
  if (info?.hash !== name || !equal(info.digest, wurzel))
    throw new Error('Der Zeitstempeldienst hat etwas anderes gestempelt als verlangt.');
  return token;
}
