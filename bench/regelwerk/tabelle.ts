/** A fee table of ten rules as a town writes it: kind of application, legal form, number of activities, amount at stake. */
export const EINGABEN = ['Anlass', 'Person', 'Tätigkeiten', 'Betrag'] as const;
export type Antrag = Record<(typeof EINGABEN)[number], string | number>;

/** Cells in the order of the inputs, then the fee in cents: the first rule that holds counts. */
export const REGELN: readonly (readonly [string, string, string, string, string])[] = [
  ['"Abmeldung"', '-', '-', '-', '0'],
  ['"Ummeldung"', '"natuerlich"', '<= 2', '-', '2000'],
  ['"Ummeldung"', '"natuerlich"', '> 2', '-', '2000 + 500 * (Tätigkeiten - 2)'],
  ['"Ummeldung"', '"juristisch"', '-', '-', '3000'],
  ['"Anmeldung"', '"natuerlich"', '1', '< 10000', '2600'],
  ['"Anmeldung"', '"natuerlich"', '[2..5]', '< 10000', '2600 + 300 * Tätigkeiten'],
  ['"Anmeldung"', '"natuerlich"', '> 5', '-', '5000'],
  ['"Anmeldung"', '"juristisch"', '<= 5', '[0..50000)', '4000'],
  ['"Anmeldung"', '"juristisch"', '<= 5', '>= 50000', '4000 + round half up(Betrag * 0.0125, 0)'],
  ['"Anmeldung","Sonstiges"', '-', '-', '-', '6500'],
];

const xml = (text: string): string => text.replace(/[&<>"]/g, (z) => `&#${z.charCodeAt(0)};`);
const texte = (name: string, zellen: readonly string[]): string =>
  zellen.map((z) => `<${name}><text>${xml(z)}</text></${name}>`).join('');

/** The table as a DMN document with one decision, „Gebühr“. */
export function alsDmn(): string {
  const daten = EINGABEN.map(
    (name, i) =>
      `<inputData id="e${i}" name="${name}"><variable name="${name}" typeRef="${i < 2 ? 'string' : 'number'}"/></inputData>`,
  );
  const braucht = EINGABEN.map(
    (_, i) => `<informationRequirement><requiredInput href="#e${i}"/></informationRequirement>`,
  );
  const spalten = EINGABEN.map(
    (name, i) =>
      `<input><inputExpression typeRef="${i < 2 ? 'string' : 'number'}"><text>${name}</text></inputExpression></input>`,
  );
  const regeln = REGELN.map(
    (r) => `<rule>${texte('inputEntry', r.slice(0, -1))}${texte('outputEntry', r.slice(-1))}</rule>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="bench" name="Bench" namespace="urn:bench">${daten.join('')}<decision id="g" name="Gebühr"><variable name="Gebühr" typeRef="number"/>${braucht.join('')}<decisionTable hitPolicy="FIRST">${spalten.join('')}<output typeRef="number"/>${regeln.join('')}</decisionTable></decision></definitions>`;
}

/** Applications drawn so that every rule is met. */
export function antraege(anzahl: number, zufall: () => number): Antrag[] {
  const eins = <T>(werte: readonly T[]): T => werte[Math.floor(zufall() * werte.length)] as T;
  return Array.from({ length: anzahl }, () => ({
    Anlass: eins(['Anmeldung', 'Anmeldung', 'Anmeldung', 'Ummeldung', 'Abmeldung', 'Sonstiges']),
    Person: eins(['natuerlich', 'juristisch']),
    Tätigkeiten: 1 + Math.floor(zufall() * 8),
    Betrag: Math.floor(zufall() * 100_000),
  }));
}
