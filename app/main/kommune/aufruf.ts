/** What was asked for on the command line. */
export type Aufruf =
  | { befehl: 'abrechnung'; ags: string; jahr: number }
  | { befehl: 'hilfe'; code: 0 | 3; meldung: string };

export const HILFE = `Aufruf:
  npm run kommune -- abrechnung AGS JAHR
      Rechnet die Abrechnungen einer Kommune für ein Jahr aus ihrem eigenen Protokoll nach, Ereignis für Ereignis, und druckt
      Beträge und Prüfsummen. Für die andere Partei aufgerufen, ist die Prüfsumme je Vereinbarung dieselbe. Weicht eine
      Abrechnung ab, steht dabei, welche Zeile. Läuft auch neben der laufenden Installation und ändert nichts.

Ende: 0 alles stimmt, 1 etwas weicht ab, 2 es ist nichts abgerechnet, 3 falscher Aufruf.`;

/** @param woerter what follows `npm run kommune --` */
export function liesAufruf(woerter: readonly string[]): Aufruf {
  const [befehl = '', ...rest] = woerter;
  const falsch = (meldung: string): Aufruf => ({ befehl: 'hilfe', code: 3, meldung });
  switch (befehl) {
    case 'abrechnung': {
      const [ags, jahr, zuviel] = rest;
      if (zuviel !== undefined) return falsch(`„${zuviel}“ ist zu viel.`);
      if (ags === undefined || !/^\d{8}$/.test(ags))
        return falsch('Es fehlt der Gemeindeschlüssel (AGS, acht Ziffern).');
      if (jahr === undefined || !/^20\d\d$/.test(jahr)) return falsch('Es fehlt das Jahr (vier Ziffern, ab 2000).');
      return { befehl, ags, jahr: Number(jahr) };
    }
    case '':
      return falsch('Es fehlt, was zu tun ist.');
    case 'hilfe':
    case '--hilfe':
    case '--help':
      return { befehl: 'hilfe', code: 0, meldung: '' };
    default:
      return falsch(`„${befehl}“ gibt es nicht.`);
  }
}
