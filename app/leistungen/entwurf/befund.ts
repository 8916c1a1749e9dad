import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nenneArt } from '@rathausverbund/prozess';
import { readYamlText } from '../../base/index.ts';
import type { Satz } from '../../dokumente/index.ts';
import type { KatalogEintrag } from '../angaben.ts';
import { type Abweichung, type Beispiel, readBeispiel } from '../beispiel.ts';
import type { Dateien, Fehler, Leistung, Umgebung } from '../compile.ts';
import { beurteile, ordnerIn } from '../katalog.ts';
import { type Kennung, readKennungen } from '../nebenan.ts';
import { type Lauf, probiere } from '../probe.ts';

/** One file of `beispiele/`, walked. */
export interface Beispielbefund {
  datei: string;
  name: string;
  abweichungen: Abweichung[];
  /** why the file is no example; it was not walked */
  unlesbar: string[];
}

/** The example was walked and came out as it says. */
export const istGut = (b: Beispielbefund): boolean => b.abweichungen.length === 0 && b.unlesbar.length === 0;

/** What no example comes by: an author does not know yet what happens there. */
export interface OhneBeispiel {
  /** `art` in German words */
  schritte: { element: string; name: string; art: string }[];
  /** flows between steps that are reached; `von` and `nach` by name */
  wege: { weg: string; name: string; von: string; nach: string }[];
  /** `nummern`: rules that no example hits, counted from 1; `von` how many there are */
  tabellen: { datei: string; tabelle: string; nummern: number[]; von: number }[];
}

/** What an author learns of a folder before it is published. */
export interface Befund {
  /** what was judged */
  dateien: Dateien;
  /** absent where the folder is refused or known by name only */
  leistung?: Leistung;
  /** known by name only: nothing to walk */
  katalog?: KatalogEintrag;
  /** why it cannot be published */
  fehler: Fehler[];
  /** what reads badly and refuses nothing */
  hinweise: Fehler[];
  beispiele: Beispielbefund[];
  ohneBeispiel: OhneBeispiel;
}

/**
 * Judges a folder as publishing does, beside the others (those that lie next to it, where none are named), and walks its examples. With `satz` the example letters are typeset, too.
 * @throws when the folder cannot be read
 */
export async function pruefeOrdner(
  ordner: string,
  umgebung: Umgebung,
  satz?: Pick<Satz, 'setze'>,
  andere: readonly Kennung[] = readKennungen(ordnerIn(dirname(ordner))),
): Promise<Befund> {
  const { dateien, uebersetzt: u, fehler } = await beurteile(ordner, umgebung, andere, satz);
  const leer = {
    dateien,
    fehler: [],
    hinweise: [],
    beispiele: [],
    ohneBeispiel: { schritte: [], wege: [], tabellen: [] },
  };
  if (!u.ok) return { ...leer, fehler };
  if (!('leistung' in u)) return { ...leer, fehler, katalog: u.katalog };
  const { leistung, hinweise } = u;
  const laeufe: Lauf[] = [];
  const beispiele = readBeispiele(ordner).map(({ datei, beispiel, fehler: unlesbar }): Beispielbefund => {
    if (!beispiel) return { datei, name: datei, abweichungen: [], unlesbar };
    const { abweichungen, lauf } = probiere(leistung, beispiel);
    if (lauf) laeufe.push(lauf);
    return { datei, name: beispiel.name, abweichungen, unlesbar: [] };
  });
  return {
    dateien,
    leistung,
    fehler,
    hinweise,
    beispiele,
    // where no example could be walked, nothing is said about the rest either
    ohneBeispiel: laeufe.length > 0 || beispiele.length === 0 ? findeOhneBeispiel(leistung, laeufe) : leer.ohneBeispiel,
  };
}

/** A file of `beispiele/`: the example, or why it is none. */
export type GelesenesBeispiel = { datei: string; beispiel: Beispiel | null; fehler: string[] };

/** All files of `beispiele/`, by name; none where the folder has none. */
export function readBeispiele(ordner: string): GelesenesBeispiel[] {
  const wo = join(ordner, 'beispiele');
  if (!existsSync(wo)) return [];
  return readdirSync(wo)
    .filter((datei) => datei.endsWith('.yaml'))
    .sort()
    .map((datei) => {
      const y = readYamlText(readFileSync(join(wo, datei), 'utf8'));
      if (!y.ok) return { datei, beispiel: null, fehler: [y.fehler] };
      const g = readBeispiel(y.wert);
      return g.ok ? { datei, beispiel: g.beispiel, fehler: [] } : { datei, beispiel: null, fehler: g.fehler };
    });
}

function findeOhneBeispiel({ prozess, tabellen }: Leistung, laeufe: readonly Lauf[]): OhneBeispiel {
  const gegangen = new Set(laeufe.flatMap((l) => [...l.gegangen]));
  const nenne = (element: string) => prozess.knoten.get(element)?.name || element;
  const getroffen = new Set(
    laeufe.flatMap((l) => l.spuren.flatMap((s) => s.regeln.map((r) => `${r.tabelle}/${r.regel}`))),
  );
  return {
    schritte: [...prozess.knoten.values()]
      .filter((k) => !gegangen.has(k.id))
      .map((k) => ({ element: k.id, name: k.name, art: nenneArt(k) })),
    wege: [...prozess.fluesse.values()]
      .filter((f) => !gegangen.has(f.id) && gegangen.has(f.von) && gegangen.has(f.nach))
      .map((f) => ({ weg: f.id, name: f.name, von: nenne(f.von), nach: nenne(f.nach) })),
    tabellen: tabellen
      .map(({ datei, name, regeln }) => ({
        datei,
        tabelle: name,
        nummern: Array.from({ length: regeln }, (_, i) => i + 1).filter((nr) => !getroffen.has(`${name}/${nr}`)),
        von: regeln,
      }))
      .filter((t) => t.nummern.length > 0),
  };
}
