import { EIGNUNG, type HashName } from '@rathausverbund/siegel';

/** Warning about a hash: from this day on its records are moved to its successor. `null`: no warning. */
export interface Warnung {
  umstellenAb: Date | null;
  nachfolger: HashName;
}

const JAHR_MS = 365 * 86_400_000;

/** A year before a hash ends, its records are moved: so the verifier, which reads the same list, never finds one too old. */
const warnung = (ende: Date | null, nachfolger: HashName): Warnung => ({
  umstellenAb: ende && new Date(ende.getTime() - JAHR_MS),
  nachfolger,
});

/** The hashes our records may rest on. */
export const ALGORITHMEN: Readonly<Partial<Record<HashName, Warnung>>> = {
  sha256: warnung(EIGNUNG.hash.sha256, 'sha512'),
};
