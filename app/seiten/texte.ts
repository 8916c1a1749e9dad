import { join } from 'node:path';

const bereiche = ['portal', 'pruefen', 'arbeitsplatz', 'steuerung', 'eingangstuer', 'rechtliches'];
const steuerung = ['lage', 'fluss', 'vergleichen', 'offenedaten', 'foerdermittel'];

/** Folders of all texts on pages, for `createTexte`. */
export const seitenTexte: string[] = ['.', ...bereiche, ...steuerung.map((s) => join('steuerung', s))].map((b) =>
  join(import.meta.dirname, b, 'texte'),
);
