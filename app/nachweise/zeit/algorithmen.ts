import type { HashName } from '@rathausverbund/siegel';

/** Warning about a hash: from this day on its records are moved to its successor. `null`: no warning. */
export interface Warnung {
  umstellenAb: Date | null;
  nachfolger: HashName;
}

/**
 * The hashes our records may rest on. The SOG-IS catalogue (Agreed Cryptographic Mechanisms) and BSI TR-02102-1 name no end for
 * SHA-256; when one of them does, the day goes in here, a year before that end.
 */
export const ALGORITHMEN: Readonly<Partial<Record<HashName, Warnung>>> = {
  sha256: { umstellenAb: null, nachfolger: 'sha512' },
};
