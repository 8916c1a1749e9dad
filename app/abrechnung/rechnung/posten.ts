import { addDays, formatDatumKurz } from '@rathausverbund/fristen';
import { type Abrechnung, formatPreis, gegenbuchungen, tageIn, type Zeile } from '@rathausverbund/kosten';
import type { Rechnungsposten } from '@rathausverbund/xoev';

const EINHEITEN = { fall: 'Fälle', seite: 'Seiten', hund: 'Hunde', einwohner: 'Einwohner' } as const;

/** Ten-thousandths of a euro as an exact decimal: 9500 → "0.95" */
const dezimal = (preis: number): string => {
  const ziffern = String(preis).padStart(5, '0');
  return `${ziffern.slice(0, -4)}.${ziffern.slice(-4)}`;
};
const tage = (z: Zeile): string => `${formatDatumKurz(z.von)} bis ${formatDatumKurz(addDays(z.bis, -1))}`;

/** How a line came about, for who pays it. */
function herleitung(z: Zeile): string {
  const einheit = z.einheit === null ? '' : EINHEITEN[z.einheit];
  switch (z.art) {
    case 'menge':
      return `${z.menge ?? 0} ${einheit}, ${tage(z)}`;
    case 'bestand': {
      const mittel = ((z.menge ?? 0) / tageIn(z)).toLocaleString('de-DE', { maximumFractionDigits: 1 });
      return `im Mittel ${mittel} ${einheit} zu ${formatPreis(z.preis ?? 0)} im Jahr, ${tage(z)}`;
    }
    case 'fest':
      return `fester Betrag, ${tage(z)}`;
    case 'umlage':
      return `Anteil an den gemeinsamen Kosten, ${tage(z)}`;
    case 'abschlag':
      return `Abschlag, ${tage(z)}`;
    case 'ausgleich':
      return `Jahresausgleich, ${tage(z)}`;
    case 'kostenfrei':
      return `kostenfrei, ${tage(z)}`;
  }
}

function postenOf(z: Zeile, vorzeichen: 1 | -1, name: (leistung: string) => string): Rechnungsposten {
  const gezaehlt = z.art === 'menge' && z.menge !== null && z.preis !== null;
  return {
    bezeichnung: vorzeichen < 0 ? `Storno: ${name(z.leistung)}` : name(z.leistung),
    beschreibung: herleitung(z),
    menge: gezaehlt ? String(vorzeichen * (z.menge ?? 0)) : null,
    einheit: z.einheit ?? 'pauschal',
    einzelpreis: gezaehlt ? dezimal(z.preis ?? 0) : null,
    netto: vorzeichen * z.netto,
    ust: z.ust,
  };
}

export interface Anteil {
  readonly posten: readonly Rechnungsposten[];
  /** gross cents the statement offsets: nothing is paid for them */
  readonly verrechnet: number;
}

/**
 * What is to be invoiced: a statement, or, when one was invoiced before, what turns it into the new one. Lines over nothing are left
 * out. Where only the offset has changed, all lines are taken back and stand anew: an invoice needs some to say what is due by now.
 */
export function anteilOf(alt: Abrechnung | null, neu: Abrechnung, name: (leistung: string) => string): Anteil {
  const offen = (a: Abrechnung | null) => (a ? a.brutto - a.zahlbetrag : 0);
  const alle = (a: Abrechnung | null, vorzeichen: 1 | -1) => (a?.zeilen ?? []).map((zeile) => ({ zeile, vorzeichen }));
  const anders = alt ? gegenbuchungen(alt, neu) : [];
  const nurAnders = alt !== null && (anders.length > 0 || offen(alt) === offen(neu));
  const zeilen = nurAnders ? anders : [...alle(alt, -1), ...alle(neu, 1)];
  return {
    posten: zeilen.filter((z) => z.zeile.netto !== 0).map((z) => postenOf(z.zeile, z.vorzeichen, name)),
    verrechnet: offen(neu) - offen(alt),
  };
}
