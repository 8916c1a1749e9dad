import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { falsch, type Hilfe, liesHilfe } from '../daten/befehl.ts';

/** What was asked for on the command line. */
export type Aufruf =
  | { befehl: 'abrechnung'; ags: string; jahr: number }
  | { befehl: 'zusammenschluss'; aufgegangen: string; nachfolgerin: string; ab: LocalDate; eintragen: boolean }
  | { befehl: 'add'; datei: string; eintragen: boolean }
  | { befehl: 'vorlage' }
  | { befehl: 'export'; ags: string; ordner: string; json: boolean }
  | Hilfe;

const AGS = /^\d{8}$/;

export const HILFE = `Aufruf:
  npm run kommune -- add DATEI [--eintragen]
      Nimmt eine Kommune auf: Kürzel, Briefkopf und die erste Leitung, wie die Datei sie nennt. Prüft die Datei und sagt, was
      geschieht; erst mit --eintragen geschieht es. „add --vorlage“ druckt eine Datei zum Ausfüllen.
  npm run kommune -- abrechnung AGS JAHR
      Rechnet die Abrechnungen einer Kommune für ein Jahr aus ihrem eigenen Protokoll nach, Ereignis für Ereignis, und druckt
      Beträge und Prüfsummen. Für die andere Partei aufgerufen, ist die Prüfsumme je Vereinbarung dieselbe. Weicht eine
      Abrechnung ab, steht dabei, welche Zeile. Läuft auch neben der laufenden Installation und ändert nichts.
  npm run kommune -- zusammenschluss AGS AGS-DER-NACHFOLGERIN TAG [--eintragen]
      Die erste Gemeinde geht an diesem Tag (TT.MM.JJJJ, in der Zukunft) in der zweiten auf. Nennt, welche Vereinbarungen und
      offenen Vorgänge das trifft; erst mit --eintragen steht es im Gemeindeverzeichnis. Läuft auch neben der laufenden
      Installation.
  npm run kommune -- export AGS ORDNER [--json]
      Schreibt alles, was einer Kommune gehört, lesbar und prüfbar in einen neuen Ordner: Tabellen, Vorgänge mit Dokumenten und
      Nachweisen, ihr Protokoll. Der Ordner enthält Namen im Klartext. Läuft auch neben der laufenden Installation und ändert
      nichts. --json druckt zuletzt das Ergebnis als ein Objekt.

Ende: 0 alles stimmt, 1 etwas weicht ab oder ließ sich nicht ausführen, 2 es ist nichts abgerechnet, 3 falscher Aufruf.`;

/** @param woerter what follows `npm run kommune --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const hilfe = liesHilfe(befehl);
  if (hilfe) return hilfe;
  if (befehl === 'zusammenschluss') return liesZusammenschluss(rest);
  if (befehl === 'export') return liesExport(rest);
  if (befehl === 'add') return liesAufnahme(rest);
  if (befehl !== 'abrechnung') return falsch(`„${befehl}“ gibt es nicht.`);
  const [ags, jahr, zuviel] = rest;
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (ags === undefined || !AGS.test(ags)) return falsch('Es fehlt der Gemeindeschlüssel (AGS, acht Ziffern).');
  if (jahr === undefined || !/^20\d\d$/.test(jahr)) return falsch('Es fehlt das Jahr (vier Ziffern, ab 2000).');
  return { befehl, ags, jahr: Number(jahr) };
}

function liesZusammenschluss(woerter: readonly string[]): Aufruf {
  const eintragen = woerter.includes('--eintragen');
  const [aufgegangen = '', nachfolgerin = '', tag = '', zuviel] = woerter.filter((w) => w !== '--eintragen');
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (!AGS.test(aufgegangen) || !AGS.test(nachfolgerin))
    return falsch('Es fehlen die beiden Gemeindeschlüssel (AGS, acht Ziffern).');
  const ab = parseLocalDate(tag.split('.').reverse().join('-'));
  if (ab === undefined) return falsch('Es fehlt der Tag (TT.MM.JJJJ).');
  return { befehl: 'zusammenschluss', aufgegangen, nachfolgerin, ab, eintragen };
}

function liesAufnahme(woerter: readonly string[]): Aufruf {
  if (woerter.length === 1 && woerter[0] === '--vorlage') return { befehl: 'vorlage' };
  const [datei, zuviel] = woerter.filter((w) => w !== '--eintragen');
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (!datei || datei.startsWith('-'))
    return falsch('Es fehlt die Datei, die die Kommune beschreibt (add --vorlage druckt eine).');
  return { befehl: 'add', datei, eintragen: woerter.includes('--eintragen') };
}

function liesExport(woerter: readonly string[]): Aufruf {
  const [ags = '', ordner, zuviel] = woerter.filter((w) => w !== '--json');
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (!AGS.test(ags)) return falsch('Es fehlt der Gemeindeschlüssel (AGS, acht Ziffern).');
  if (!ordner || ordner.startsWith('-')) return falsch('Es fehlt der Ordner, in den ausgeführt wird.');
  return { befehl: 'export', ags, ordner, json: woerter.includes('--json') };
}
