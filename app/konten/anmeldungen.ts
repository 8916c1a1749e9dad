import { type Datenbank, oeffentlich } from '../base/index.ts';
import type { AnfrageSpeicher } from '../ports/index.ts';

const DAUER_MS = 600_000;

/** Begun sign-ins, ten minutes long. `nimm` hands a value to exactly one caller and forgets it. */
export interface Anmeldungsspeicher extends AnfrageSpeicher {
  nimm(schluessel: string): Promise<string | null>;
}

export function anmeldungSpeicher(db: Datenbank): Anmeldungsspeicher {
  const frage = async (funktion: 'lesen' | 'nehmen', schluessel: string): Promise<string | null> => {
    const [z] = await db.lesen<{ wert: string | null }>(
      oeffentlich,
      `select konten.anmeldung_${funktion}($1) as wert`,
      [schluessel],
    );
    return z?.wert ?? null;
  };
  return {
    async save(id, wert) {
      const bis = db.uhr.jetzt() + DAUER_MS;
      await db.lesen(oeffentlich, 'select konten.anmeldung_merken($1, $2, to_timestamp($3 / 1000.0))', [id, wert, bis]);
    },
    get: (id) => frage('lesen', id),
    nimm: (id) => frage('nehmen', id),
    remove: async (id) => (await frage('nehmen', id)) !== null,
  };
}
