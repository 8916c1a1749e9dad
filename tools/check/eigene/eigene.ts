import type { Befund, Pruefung, Quelle } from '../model.ts';
import { SQL_AUSNAHMEN } from './ausnahmen.ts';
import { findeDeutsch } from './deutsch.ts';
import { findeLange } from './laenge.ts';
import { findePakete } from './pakete.ts';
import { findeFremdesSql } from './sql.ts';
import { findeUmgebung } from './umgebung.ts';
import { findeWoerter } from './woerter.ts';

type Suche = (quellen: readonly Quelle[]) => string[] | Omit<Befund, 'umfang'>;

const suchen: Record<string, Suche> = {
  'Uhr und Umgebung': findeUmgebung,
  'Texte in Seiten': findeDeutsch,
  'SQL über Räume': (q) => findeFremdesSql(q, SQL_AUSNAHMEN),
  Länge: findeLange,
  Wörter: findeWoerter,
  Pakete: findePakete,
};

/** The checks of our own: pure functions over the project's texts. */
export const eigene = (lies: () => readonly Quelle[]): Pruefung[] =>
  Object.entries(suchen).map(([name, suche]) => ({
    name,
    async pruefe() {
      const gefunden = suche(lies());
      return Array.isArray(gefunden) ? { fehler: gefunden } : gefunden;
    },
  }));
