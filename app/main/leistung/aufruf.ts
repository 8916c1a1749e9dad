import { falsch, type Hilfe, liesHilfe } from '../daten/befehl.ts';

/** What was asked for on the command line. */
export type Aufruf =
  | { befehl: 'test'; ordner: string; json: boolean }
  | { befehl: 'new'; ordner: string }
  | { befehl: 'diff'; neu: string; alt: string | null }
  | { befehl: 'publish'; ordner: string; eintragen: boolean }
  | { befehl: 'zurueck' | 'beenden'; schluessel: string; eintragen: boolean }
  | { befehl: 'export'; schluessel: string; fassung: string | null; ordner: string }
  | Hilfe;

export const HILFE = `Aufruf:
  npm run leistung -- test ORDNER [--json]
      Prüft eine Leistung, wie es beim Veröffentlichen geschieht, setzt ihre Beispielbriefe und spielt ihre Beispiele durch. Sagt auch,
      welche Schritte, Wege und Regeln kein Beispiel erreicht. Braucht keine Installation und ändert nichts.
  npm run leistung -- new ORDNER
      Legt eine kleine, vollständige Leistung an, die Sie umschreiben. Der Name des Ordners wird ihr Schlüssel.
  npm run leistung -- diff ORDNER [ALTER-ORDNER]
      Sagt, was sich geändert hat: Dateien, Schritte, und was bei den Beispielen anders herauskommt. Ohne den zweiten Ordner wird
      mit der Fassung verglichen, die in der Installation gilt.
  npm run leistung -- publish ORDNER [--eintragen]
      Sagt, was sich durch diese Fassung ändert; mit --eintragen gilt sie für alle Kommunen der Installation, ohne Neustart. Geprüft wird
      wie bei test: Ohne Beispiel, oder wenn bei einem etwas anderes herauskommt, wird nicht veröffentlicht. Begonnene Vorgänge bleiben
      in ihrer Fassung.
  npm run leistung -- publish --zurueck SCHLUESSEL [--eintragen]
      Lässt wieder die Fassung davor gelten. Gab es keine, wird die Leistung nicht mehr angeboten.
  npm run leistung -- publish --beenden SCHLUESSEL [--eintragen]
      Bietet die Leistung nicht mehr an. Begonnene Vorgänge laufen weiter.
  npm run leistung -- export SCHLUESSEL ORDNER [--fassung FASSUNG]
      Schreibt eine veröffentlichte Fassung, ohne Angabe die geltende, in einen neuen Ordner. Ohne Beispiele: Sie werden nicht
      veröffentlicht.

Ende: 0 alles stimmt, 1 abgewiesen, anders oder ließ sich nicht ausführen, 2 es gibt kein Beispiel, 3 falscher Aufruf.`;

/** A key is the name of a folder and stands in addresses. */
export const SCHLUESSEL = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const OHNE_SCHLUESSEL = 'Es fehlt der Schlüssel der Leistung, etwa gewerbe-anmeldung.';

/** @param woerter what follows `npm run leistung --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const hilfe = liesHilfe(befehl);
  if (hilfe) return hilfe;
  if (befehl === 'export') return liesExport(rest);
  if (befehl === 'publish') return liesPublish(rest);
  if (befehl !== 'test' && befehl !== 'new' && befehl !== 'diff') return falsch(`„${befehl}“ gibt es nicht.`);
  const json = befehl === 'test' && rest.includes('--json');
  const [ordner = '', alt, zuviel] = rest.filter((w) => !json || w !== '--json');
  if (ordner === '' || ordner.startsWith('-')) return falsch('Es fehlt der Ordner der Leistung.');
  const mehr = befehl === 'diff' ? zuviel : alt;
  if (mehr !== undefined || alt?.startsWith('-')) return falsch(`„${mehr ?? alt}“ ist zu viel.`);
  if (befehl === 'diff') return { befehl, neu: ordner, alt: alt ?? null };
  return befehl === 'test' ? { befehl, ordner, json } : { befehl, ordner };
}

function liesPublish(woerter: readonly string[]): Aufruf {
  const eintragen = woerter.includes('--eintragen');
  const [wie] = (['zurueck', 'beenden'] as const).filter((w) => woerter.includes(`--${w}`));
  const [was = '', zuviel] = woerter.filter((w) => w !== '--eintragen' && w !== `--${wie}`);
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (wie) return SCHLUESSEL.test(was) ? { befehl: wie, schluessel: was, eintragen } : falsch(OHNE_SCHLUESSEL);
  if (was === '' || was.startsWith('-')) return falsch('Es fehlt der Ordner der Leistung.');
  return { befehl: 'publish', ordner: was, eintragen };
}

function liesExport(woerter: readonly string[]): Aufruf {
  const wo = woerter.indexOf('--fassung');
  const fassung = wo < 0 ? null : (woerter[wo + 1] ?? '');
  const [schluessel = '', ordner = '', zuviel] = woerter.filter((_, i) => wo < 0 || (i !== wo && i !== wo + 1));
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (!SCHLUESSEL.test(schluessel)) return falsch(OHNE_SCHLUESSEL);
  if (ordner === '' || ordner.startsWith('-')) return falsch('Es fehlt der Ordner, in den geschrieben wird.');
  if (fassung !== null && !/^[0-9a-f]{16}$/.test(fassung))
    return falsch('Eine Fassung hat 16 Zeichen: Ziffern und die Buchstaben a bis f.');
  return { befehl: 'export', schluessel, fassung, ordner };
}
