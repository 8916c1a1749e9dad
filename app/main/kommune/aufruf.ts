import { falsch, type Hilfe, liesHilfe } from '../daten/befehl.ts';

/** What was asked for on the command line. */
export type Aufruf = { befehl: 'abrechnung'; ags: string; jahr: number } | Hilfe;

export const HILFE = `Aufruf:
  npm run kommune -- abrechnung AGS JAHR
      Rechnet die Abrechnungen einer Kommune für ein Jahr aus ihrem eigenen Protokoll nach, Ereignis für Ereignis, und druckt
      Beträge und Prüfsummen. Für die andere Partei aufgerufen, ist die Prüfsumme je Vereinbarung dieselbe. Weicht eine
      Abrechnung ab, steht dabei, welche Zeile. Läuft auch neben der laufenden Installation und ändert nichts.

Ende: 0 alles stimmt, 1 etwas weicht ab, 2 es ist nichts abgerechnet, 3 falscher Aufruf.`;

/** @param woerter what follows `npm run kommune --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const hilfe = liesHilfe(befehl);
  if (hilfe) return hilfe;
  if (befehl !== 'abrechnung') return falsch(`„${befehl}“ gibt es nicht.`);
  const [ags, jahr, zuviel] = rest;
  if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
  if (ags === undefined || !/^\d{8}$/.test(ags)) return falsch('Es fehlt der Gemeindeschlüssel (AGS, acht Ziffern).');
  if (jahr === undefined || !/^20\d\d$/.test(jahr)) return falsch('Es fehlt das Jahr (vier Ziffern, ab 2000).');
  return { befehl, ags, jahr: Number(jahr) };
}
