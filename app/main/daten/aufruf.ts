import { falsch, type Hilfe, liesHilfe } from './befehl.ts';

/** What was asked for on the command line. */
export type Aufruf =
  | { befehl: 'sichern'; ziel: string; schluessel: string; kennwort: string | null }
  | {
      befehl: 'wiederherstellen';
      quelle: string;
      schluessel: string | null;
      /** file with the passphrase */
      kennwort: string | null;
      ersetzen: boolean;
      /** file with the list of erasures; null: none was named; `ohne`: expressly none */
      grabsteine: { datei: string } | 'ohne' | null;
      /** without the documents' files that the backup has not, or not whole */
      trotzLuecken: boolean;
    }
  | { befehl: 'nachrechnen' }
  | Hilfe;

export const HILFE = `Aufruf:
  npm run daten -- sichern ZIEL [--schluessel ORDNER] [--kennwort DATEI]
      Sichert Datenbank und Dateien nach ZIEL, die Schlüssel getrennt davon nach ORDNER (sonst ZIEL-schluessel). Läuft auch
      neben der laufenden Installation. Sicherungen, die älter als 30 Tage sind, werden dort gelöscht.
      Mit --kennwort werden Daten und Schlüssel verschlüsselt; das Kennwort steht in DATEI.
      Neben beiden liegt von da an die Liste der Löschungen (grabsteine.txt).
  npm run daten -- wiederherstellen QUELLE [--schluessel ORDNER] [--kennwort DATEI] [--grabsteine DATEI | --ohne-grabsteine]
                                    [--ersetzen] [--trotz-luecken]
      Stellt eine Sicherung her. QUELLE ist ein Ordner, den „sichern“ angelegt hat; mit --schluessel kommen fehlende Schlüssel
      dazu, was verschlüsselt ist, öffnet --kennwort. Nur, wenn die Installation nicht läuft. Was gelöscht wurde, wird wieder
      gelöscht. Auf einer leeren Maschine weiß das nur die Liste der Löschungen, grabsteine.txt neben den Sicherungen: Nennen Sie
      sie mit --grabsteine, oder sagen Sie mit --ohne-grabsteine, dass es keine mehr gibt. --ersetzen verwirft die vorhandene
      Datenbank. --trotz-luecken lässt Dateien von Dokumenten aus, die in der Sicherung fehlen oder beschädigt sind.
  npm run daten -- nachrechnen
      Rechnet alle Vorgänge und Protokolle aus den Ereignissen nach und nennt jeden Unterschied.
  npm run daten -- umziehen
      Noch nicht gebaut: Daten einer anderen PostgreSQL-Hauptversion lassen sich nicht übernehmen.

Ende: 0 gut, 1 nicht gut, 2 nicht entscheidbar, 3 falscher Aufruf.`;

/** @param woerter what follows `npm run daten --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const hilfe = liesHilfe(befehl);
  if (hilfe) return hilfe;
  const frei: string[] = [];
  let schluessel: string | null = null;
  let kennwort: string | null = null;
  let ersetzen = false;
  let trotzLuecken = false;
  let grabsteine: { datei: string } | 'ohne' | null = null;
  for (let i = 0; i < rest.length; i++) {
    const w = rest[i] ?? '';
    if (w === '--ersetzen') ersetzen = true;
    else if (w === '--trotz-luecken') trotzLuecken = true;
    else if (w === '--schluessel') {
      schluessel = rest[++i] ?? null;
      if (!schluessel || schluessel.startsWith('--')) return falsch('Nach --schluessel fehlt der Ordner.');
    } else if (w === '--kennwort') {
      kennwort = rest[++i] ?? null;
      if (!kennwort || kennwort.startsWith('--')) return falsch('Nach --kennwort fehlt die Datei.');
    } else if (w === '--ohne-grabsteine') {
      if (grabsteine) return falsch('--grabsteine und --ohne-grabsteine widersprechen sich.');
      grabsteine = 'ohne';
    } else if (w === '--grabsteine') {
      const datei = rest[++i];
      if (!datei || datei.startsWith('--')) return falsch('Nach --grabsteine fehlt die Datei.');
      if (grabsteine) return falsch('--grabsteine und --ohne-grabsteine widersprechen sich.');
      grabsteine = { datei };
    } else if (w.startsWith('--')) return falsch(`Die Angabe ${w} gibt es nicht.`);
    else frei.push(w);
  }
  if (trotzLuecken && befehl !== 'wiederherstellen') return falsch('--trotz-luecken gehört zu wiederherstellen.');
  if (grabsteine && befehl !== 'wiederherstellen')
    return falsch('Die Liste der Löschungen gehört zu wiederherstellen.');
  const [erstes, zuviel] = frei;
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  switch (befehl) {
    case 'sichern':
      if (!erstes) return falsch('Der Zielordner fehlt.');
      if (ersetzen) return falsch('--ersetzen gehört zu wiederherstellen.');
      return { befehl, ziel: erstes, schluessel: schluessel ?? `${erstes.replace(/\/+$/, '')}-schluessel`, kennwort };
    case 'wiederherstellen':
      return erstes
        ? { befehl, quelle: erstes, schluessel, kennwort, ersetzen, grabsteine, trotzLuecken }
        : falsch('Der Ordner mit der Sicherung fehlt.');
    case 'nachrechnen':
      return erstes || schluessel || kennwort || ersetzen ? falsch('nachrechnen hat keine Angaben.') : { befehl };
    case 'umziehen':
      return falsch('umziehen ist noch nicht gebaut. Es wurde nichts verändert.');
    default:
      return falsch(`„${befehl}“ gibt es nicht.`);
  }
}
