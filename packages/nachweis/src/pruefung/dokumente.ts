import type { Krypto } from '@rathausverbund/siegel';
import { dateiName, teileName } from '../buendel/inhalt.ts';
import type { ZipEntry } from '../buendel/zip.ts';
import { hex } from '../bytes.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { groupBy } from './gruppen.ts';

/** What the log says of the documents of a bundle. */
export interface Dokumentantwort {
  readonly befunde: readonly Befund[];
  /** For people: each by its name in the log, with that of the file where it is another. */
  readonly namen: readonly string[];
}

/** Each document must be named, with length and both hashes, by an event of the log. Its name is the one the log says. */
export function pruefeDokumente(
  krypto: Krypto,
  dokumente: readonly ZipEntry[],
  ereignisse: readonly GelesenesEreignis[],
): Dokumentantwort {
  const docs = ereignisse.flatMap((e) => e.ereignis.docs);
  const named = groupBy(docs, (d): string => `${d.len} ${d.sha256} ${d.sha512}`);
  const gedeckt = new Set<string>();
  const gelesen = dokumente.map(({ name, bytes }) => {
    const summe = `${bytes.length} ${hex(krypto.sha256(bytes))} ${hex(krypto.sha512(bytes))}`;
    const known = [...new Set(named.get(summe)?.map((d) => d.name))];
    for (const n of known) gedeckt.add(n);
    return benenne(name, known);
  });
  const offen = [...new Set(docs.map((d) => d.name))].filter((n) => !gedeckt.has(n));
  const befunde = gelesen.flatMap((g) => g.befunde);
  if (offen.length > 0)
    befunde.push(
      befund(
        'unversehrt',
        'holds',
        'dokument.liegt-nicht-bei',
        `Im Protokoll genannt, aber nicht beigelegt: ${offen.join(', ')}.`,
      ),
    );
  if (ereignisse.length === 0 && dokumente.length === 0)
    befunde.push(
      befund('unversehrt', 'cannot be decided', 'buendel.leer', 'Das Bündel enthält weder Dokumente noch Ereignisse.'),
    );
  return { befunde, namen: gelesen.map((g) => g.name) };
}

/** `known`: names of these bytes in the log. */
function benenne(datei: string, known: readonly string[]): { readonly name: string; readonly befunde: Befund[] } {
  const [name] = known;
  if (name === undefined) {
    const meldung = `${datei} ist durch kein Ereignis des Protokolls gedeckt.`;
    return { name: datei, befunde: [befund('unversehrt', 'does not hold', 'dokument.nicht-gedeckt', meldung)] };
  }
  const gleich = known.find((n) => isNameOf(datei, n));
  const gedeckt = `${datei} ist genau das Dokument, das im Protokoll als „${gleich ?? name}“ steht.`;
  const befunde = [befund('unversehrt', 'holds', 'dokument.gedeckt', gedeckt)];
  if (gleich !== undefined) return { name: datei, befunde };
  const anders = `Die Datei heißt hier „${datei}“. Im Protokoll heißt das Dokument „${name}“; auf den Namen der Datei ist kein Verlass.`;
  return {
    name: `${name} (Datei hier: ${datei})`,
    befunde: [...befunde, befund('unversehrt', 'holds', 'dokument.anderer-name', anders)],
  };
}

/** The plain form of a logged name, or that with a number where several files have one name. */
function isNameOf(datei: string, name: string): boolean {
  const [stamm, endung] = teileName(dateiName(name));
  const rest =
    datei.startsWith(stamm) && datei.endsWith(endung) ? datei.slice(stamm.length, datei.length - endung.length) : null;
  return rest !== null && /^( \([2-9]\)| \([1-9][0-9]+\))?$/.test(rest);
}
