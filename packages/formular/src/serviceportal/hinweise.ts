import type { Rest } from './lesen.ts';

const BEKANNT: Readonly<Record<string, string>> = {
  requiredValidationFailedMessage: 'Die eigene Meldung für ein leeres Pflichtfeld wird nicht übernommen',
  typeValidationFailedMessage: 'Die eigene Meldung für eine falsche Eingabe wird nicht übernommen',
  validationRules: 'Die Prüfregeln werden nicht übernommen; ergänzen Sie sie als Prüfungen',
  externalDataSourceProperties: 'Die fremde Datenquelle wird nicht übernommen',
  externalValue: 'Der von außen berechnete Wert wird nicht übernommen',
  customButtons: 'Eigene Knöpfe werden nicht übernommen; die Knöpfe sind hier überall gleich',
  helpDialog: 'Der Hilfedialog wird nicht übernommen; kürzen Sie ihn zu einem Hilfetext',
};

/** A sentence for each foreign key with content, with as much of the content as tells it apart. */
export function nenneRest(rest: Rest): string[] {
  return rest.map(([key, wert]) => {
    const satz = Object.hasOwn(BEKANNT, key)
      ? BEKANNT[key]
      : `Die Angabe „${kurz(key, 60)}“ kennt ein Formular hier nicht`;
    return `${satz}: ${kurz(JSON.stringify(wert), 160)}.`;
  });
}

export function kurz(text: string, laenge: number): string {
  const zeichen = Array.from(text.slice(0, 2 * laenge + 2));
  return zeichen.length > laenge || text.length > 2 * laenge + 2 ? `${zeichen.slice(0, laenge - 1).join('')}…` : text;
}
