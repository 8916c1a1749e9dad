/** Names of the terms an invoice cannot be without, by the place in the model. */
const NAMEN: Readonly<Record<string, string>> = {
  nummer: 'Rechnungsnummer (BT-1)',
  datum: 'Rechnungsdatum (BT-2)',
  art: 'Art der Rechnung (BT-3)',
  waehrung: 'Währung (BT-5)',
  profil: 'Kennung der Spezifikation (BT-24)',
  verkaeufer: 'Verkäufer (BG-4)',
  'verkaeufer.name': 'Name des Verkäufers (BT-27)',
  'verkaeufer.anschrift': 'Anschrift des Verkäufers (BG-5)',
  'verkaeufer.anschrift.land': 'Land des Verkäufers (BT-40)',
  kaeufer: 'Käufer (BG-7)',
  'kaeufer.name': 'Name des Käufers (BT-44)',
  'kaeufer.anschrift': 'Anschrift des Käufers (BG-8)',
  'kaeufer.anschrift.land': 'Land des Käufers (BT-55)',
  'zahlungsempfaenger.name': 'Name des Zahlungsempfängers (BT-59)',
  'steuervertreter.name': 'Name des Steuervertreters (BT-62)',
  'steuervertreter.ustId': 'USt-IdNr. des Steuervertreters (BT-63)',
  'steuervertreter.anschrift': 'Anschrift des Steuervertreters (BG-12)',
  summen: 'Summen (BG-22)',
  'summen.zeilen': 'Summe der Positionen (BT-106)',
  'summen.netto': 'Gesamtbetrag ohne Umsatzsteuer (BT-109)',
  'summen.brutto': 'Gesamtbetrag mit Umsatzsteuer (BT-112)',
  'summen.faellig': 'fälliger Betrag (BT-115)',
  'steuern.basis': 'Bemessungsgrundlage der Steuerart (BT-116)',
  'steuern.betrag': 'Betrag der Steuerart (BT-117)',
  'steuern.kategorie': 'Steuerart (BT-118)',
  'zahlwege.code': 'Code des Zahlwegs (BT-81)',
  'zahlwege.konto.nummer': 'Kontonummer oder IBAN (BT-84)',
  'anlagen.nummer': 'Kennung der Anlage (BT-122)',
  'vorgaenger.nummer': 'Nummer der früheren Rechnung (BT-25)',
  'abschlaege.betrag': 'Betrag des Abschlags (BT-92)',
  'abschlaege.steuer': 'Steuerart des Abschlags (BT-95)',
  'zuschlaege.betrag': 'Betrag des Zuschlags (BT-99)',
  'zuschlaege.steuer': 'Steuerart des Zuschlags (BT-102)',
  'positionen.nummer': 'Nummer der Position (BT-126)',
  'positionen.menge': 'Menge der Position (BT-129)',
  'positionen.einheit': 'Einheit der Position (BT-130)',
  'positionen.netto': 'Betrag der Position (BT-131)',
  'positionen.preis': 'Preis der Position (BT-146)',
  'positionen.steuer': 'Steuerart der Position (BT-151)',
  'positionen.name': 'Bezeichnung der Position (BT-153)',
};

/** What a place in the model is called: known terms by name, with the number of the line they stand in; others by their path. */
export function benenne(ort: readonly string[]): string {
  const stelle = ort.find((teil) => /^\d+$/.test(teil));
  const pfad = ort.filter((teil) => !/^\d+$/.test(teil)).join('.');
  const name = NAMEN[pfad] ?? `Angabe „${pfad}“`;
  return stelle === undefined ? name : `${name} in Zeile ${Number(stelle) + 1}`;
}
