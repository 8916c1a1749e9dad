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
  /** programs of the data's own major version, or the address of a server with them that runs */
  | { befehl: 'umziehen'; programme: string }
  | { befehl: 'umziehen'; von: string }
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
  npm run daten -- umziehen --programme ORDNER | --von ADRESSE
      Übernimmt Daten einer anderen PostgreSQL-Hauptversion in eine neue Datenbank, vergleicht jede Zeile und tauscht dann erst. Die
      alte bleibt daneben liegen. ORDNER: Programme der Version, von der die Daten sind, bei Debian /usr/lib/postgresql/15/bin.
      ADRESSE: postgres://… eines Servers, der schon läuft. Nur, wenn die Installation nicht läuft.

Ende: 0 gut, 1 nicht gut, 2 nicht entscheidbar, 3 falscher Aufruf.`;

/** @param woerter what follows `npm run daten --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const hilfe = liesHilfe(befehl);
  if (hilfe) return hilfe;
  const frei: string[] = [];
  const werte = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const w = rest[i] ?? '';
    if (!w.startsWith('--')) {
      frei.push(w);
      continue;
    }
    const angabe = ANGABEN[w];
    if (!angabe) return falsch(`Die Angabe ${w} gibt es nicht.`);
    const wert = angabe.wert ? rest[++i] : '';
    if (wert === undefined || wert.startsWith('--')) return falsch(`Nach ${w} fehlt ${angabe.wert}.`);
    werte.set(w, wert);
  }
  const [erstes, zuviel] = frei;
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  for (const w of werte.keys()) {
    const zu = ANGABEN[w]?.zu ?? [];
    if (BEFEHLE.includes(befehl) && !zu.includes(befehl)) return falsch(`${w} gehört zu ${zu.join(' und ')}.`);
  }
  const wert = (w: string) => werte.get(w) ?? null;
  switch (befehl) {
    case 'sichern': {
      if (!erstes) return falsch('Der Zielordner fehlt.');
      const schluessel = wert('--schluessel') ?? `${erstes.replace(/\/+$/, '')}-schluessel`;
      return { befehl, ziel: erstes, schluessel, kennwort: wert('--kennwort') };
    }
    case 'wiederherstellen': {
      if (!erstes) return falsch('Der Ordner mit der Sicherung fehlt.');
      const datei = wert('--grabsteine');
      if (datei !== null && werte.has('--ohne-grabsteine'))
        return falsch('--grabsteine und --ohne-grabsteine widersprechen sich.');
      return {
        befehl,
        quelle: erstes,
        schluessel: wert('--schluessel'),
        kennwort: wert('--kennwort'),
        ersetzen: werte.has('--ersetzen'),
        grabsteine: werte.has('--ohne-grabsteine') ? 'ohne' : datei === null ? null : { datei },
        trotzLuecken: werte.has('--trotz-luecken'),
      };
    }
    case 'nachrechnen':
      return erstes ? falsch('nachrechnen hat keine Angaben.') : { befehl };
    case 'umziehen': {
      if (erstes) return falsch(`„${erstes}“ ist zu viel.`);
      const [programme, von] = [wert('--programme'), wert('--von')];
      if (programme !== null && von === null) return { befehl, programme };
      if (von === null || programme !== null)
        return falsch('Nennen Sie --programme ORDNER oder --von ADRESSE, eines von beiden.');
      return /^postgres(ql)?:\/\//.test(von) ? { befehl, von } : falsch('--von ist keine Adresse: postgres://…');
    }
    default:
      return falsch(`„${befehl}“ gibt es nicht.`);
  }
}

const BEFEHLE = ['sichern', 'wiederherstellen', 'nachrechnen', 'umziehen'];
/** What may be said, what has to follow it, and to which commands it belongs. */
const ANGABEN: Readonly<Record<string, { wert?: string; zu: string[] }>> = {
  '--schluessel': { wert: 'der Ordner', zu: ['sichern', 'wiederherstellen'] },
  '--kennwort': { wert: 'die Datei', zu: ['sichern', 'wiederherstellen'] },
  '--grabsteine': { wert: 'die Datei', zu: ['wiederherstellen'] },
  '--ohne-grabsteine': { zu: ['wiederherstellen'] },
  '--ersetzen': { zu: ['wiederherstellen'] },
  '--trotz-luecken': { zu: ['wiederherstellen'] },
  '--programme': { wert: 'der Ordner', zu: ['umziehen'] },
  '--von': { wert: 'die Adresse', zu: ['umziehen'] },
};
