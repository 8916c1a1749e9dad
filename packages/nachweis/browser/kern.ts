import { type Anker, pruefe, readAnker, spkiFromRaw } from '@rathausverbund/nachweis';
import { ED25519, type Krypto } from '@rathausverbund/siegel';
import { browserKrypto } from '../../siegel/browser/krypto.ts';
import type { Antwort, Auftrag } from './auftrag.ts';

// RFC 8032, section 7.1, test 1: a key and its signature of nothing.
const KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const SIGNATURE =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (h) => Number.parseInt(h, 16));

/** A browser without Ed25519 would call every good signature wrong: it must not judge at all. */
const kann = (krypto: Krypto) => krypto.verify(spkiFromRaw(bytes(KEY)), ED25519, bytes(SIGNATURE), new Uint8Array());

async function urteile({ datei, anker, jetzt }: Auftrag): Promise<Antwort> {
  const krypto = globalThis.isSecureContext === false ? null : browserKrypto(globalThis.crypto);
  if (!krypto || !(await kann(krypto)))
    return {
      ok: false,
      code: 'browser',
      meldung: 'Dieser Browser kann die nötigen Unterschriften nicht prüfen. Bitte nehmen Sie eine neuere Fassung.',
    };
  let gelesen: Anker | undefined;
  if (anker.size > 0) {
    const antwort = readAnker(krypto.sha256, anker);
    if (!antwort.ok) return { ok: false, code: 'anker', meldung: antwort.meldung };
    gelesen = antwort.anker;
  }
  return pruefe(datei, { krypto, jetzt, ...(gelesen ? { anker: gelesen } : {}) });
}

globalThis.addEventListener('message', async ({ data }: MessageEvent<Auftrag>) => {
  globalThis.postMessage(await urteile(data), {});
});
