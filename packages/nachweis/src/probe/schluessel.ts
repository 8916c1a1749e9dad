import { ED25519, type Krypto } from '@rathausverbund/siegel';
import type { NoteSigner } from '../note/note.ts';
import { type NoteArt, noteKey, rawFromSpki } from '../note/vkey.ts';

/** A fresh signer of notes, for tests. */
export async function newSigner(krypto: Krypto, name: string, art: NoteArt): Promise<NoteSigner> {
  const { pkcs8, spki } = await krypto.generate(ED25519);
  const publicKey = rawFromSpki(spki);
  if (!publicKey) throw new Error('kein Ed25519-Schluessel');
  return { key: noteKey(krypto.sha256, name, art, publicKey), privateKey: await krypto.importPrivate(pkcs8, ED25519) };
}
