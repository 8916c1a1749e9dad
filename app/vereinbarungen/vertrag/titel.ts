import type { Inhalt, Vertragsart, Vertragsseite } from './inhalt.ts';

const ART: Readonly<Record<Vertragsart, string>> = {
  mandatierend: 'Mandat',
  delegierend: 'Delegation',
  personal: 'Bereitstellung von Personal',
};

/** More does not fit into a line of a list. */
const LAENGE = 160;

type Gegenstand = Pick<Inhalt, 'leistungen' | 'benennung'>;
const namenDer = ({ leistungen, benennung }: Gegenstand): string[] => leistungen.map((l) => benennung[l] ?? l);

/**
 * A title by which a clerk tells the agreement apart in every list: its parties, its Leistungen, its kind.
 * @param kurznamen of the parties
 * @param vergeben titles that are taken: an agreement about the same gets a number
 */
export function titelVorschlag(
  i: Gegenstand & Pick<Inhalt, 'art'>,
  { auftraggeber, auftragnehmer }: Record<Vertragsseite, string>,
  vergeben: readonly string[] = [],
): string {
  const namen = namenDer(i);
  const mit = (anzahl: number): string => {
    const weitere = namen.length - anzahl;
    const liste = namen.slice(0, anzahl).join(', ') + (weitere > 0 ? ` und ${weitere} weitere` : '');
    return `Zweckvereinbarung ${auftraggeber}–${auftragnehmer}: ${liste} (${ART[i.art]})`;
  };
  const anzahlen = namen.map((_, n) => namen.length - n);
  const titel = mit(anzahlen.find((n) => mit(n).length <= LAENGE) ?? 1);
  let frei = titel;
  for (let nr = 2; vergeben.includes(frei); nr++) frei = `${titel}, Nr. ${nr}`;
  return frei;
}

/** The title, with the Leistungen behind it where it does not name them itself. */
export function titelMitLeistungen(i: Gegenstand & Pick<Inhalt, 'titel'>): string {
  const namen = namenDer(i);
  return namen.every((n) => i.titel.includes(n)) ? i.titel : `${i.titel} (${namen.join(', ')})`;
}

/** The kind before the title, where the title does not name it itself. @param art the kind in words */
export const titelMitArt = (art: string, titel: string): string =>
  titel.includes(`(${art})`) ? titel : `${art}, ${titel}`;

/** The title behind a word that says the kind already. */
export const titelOhneArt = (titel: string): string =>
  Object.values(ART).reduce((rest, art) => rest.replace(` (${art})`, ''), titel);
