import type { Art } from '../model.ts';

/** What becomes of a foreign kind of field: a field (with the reason, where it is only the nearest), several, or a text. */
export type Ziel =
  | {
      readonly als: 'feld';
      readonly art: Art;
      readonly angaben?: Readonly<Record<string, string>>;
      readonly grund?: string;
    }
  | { readonly als: 'je-wert'; readonly grund: string }
  | { readonly als: 'text'; readonly sichtbar: boolean; readonly grund: string };

const feld = (art: Art, grund?: string): Ziel => ({ als: 'feld', art, ...(grund === undefined ? {} : { grund }) });
const auswahl = (darstellung: string, grund?: string): Ziel => ({
  als: 'feld',
  art: 'auswahl',
  angaben: { darstellung },
  ...(grund === undefined ? {} : { grund }),
});
const UHRZEIT = { muster: '([01][0-9]|2[0-3]):[0-5][0-9]', musterMeldung: 'Geben Sie die Uhrzeit als HH:MM ein.' };
const DATEI = feld(
  'text',
  'Dateien nimmt ein Formular hier nicht an. Daraus wird ein Textfeld, in dem steht, welche Unterlage gemeint ist.',
);
const KARTE = feld('text', 'Karten gibt es hier nicht. Daraus wird ein Textfeld für die Lage in Worten.');
const MEHRERE: Ziel = {
  als: 'je-wert',
  grund: 'Eine Auswahl mehrerer Werte gibt es hier nicht. Daraus wird je Wert eine Frage mit Ja und Nein.',
};
const NACHGELADEN = 'Werte aus einer fremden Quelle werden hier nicht nachgeladen.';
const NUR_TEXT: Ziel = {
  als: 'text',
  sichtbar: true,
  grund: 'Ein reiner Anzeigetext ist hier kein Feld; er steht im Hinweis des Schritts.',
};
const NUR_BILD: Ziel = {
  als: 'text',
  sichtbar: false,
  grund: 'Bilder, Videos und Dateien zum Herunterladen zeigt ein Formular hier nicht.',
};

const ARTEN: ReadonlyMap<string, Ziel> = new Map([
  ['STRING', feld('text')],
  ['TEXTAREA', feld('mehrzeilig')],
  ['DATE', feld('datum')],
  ['EURO_BETRAG', feld('betrag')],
  ['BOOLEAN', feld('ja_nein')],
  ['RADIO_BUTTONS', auswahl('radio')],
  ['DROPDOWN_SINGLE_SELECT', auswahl('liste')],
  ['DROPDOWN_SINGLE_SELECT_AJAX', auswahl('liste', NACHGELADEN)],
  ['STRING_AJAX_AUTOCOMPLETE', feld('text', NACHGELADEN)],
  [
    'KFZ_KENNZEICHEN',
    feld('text', 'Ein Feld für Kennzeichen gibt es hier nicht. Daraus wird ein Textfeld ohne Prüfung.'),
  ],
  [
    'TIME',
    {
      als: 'feld',
      art: 'text',
      angaben: UHRZEIT,
      grund: 'Ein Feld für Uhrzeiten gibt es hier nicht. Daraus wird ein Textfeld mit Muster.',
    },
  ],
  [
    'SINGLE_CHECKBOX',
    feld(
      'ja_nein',
      'Ein einzelnes Kästchen gibt es hier nicht. Daraus wird eine Frage mit Ja und Nein; soll nur Ja gelten, ergänzen Sie eine Prüfung.',
    ),
  ],
  ['CHECKBOX', MEHRERE],
  ['DROPDOWN_MULTIPLE_SELECT', MEHRERE],
  ['TWO_LIST_SELECT', MEHRERE],
  ['FILE', DATEI],
  ['MULTIPLE_FILE', DATEI],
  ['GEO_MAP', KARTE],
  ['GDIK_MAP', KARTE],
  ['TEXT', NUR_TEXT],
  ['H1', NUR_TEXT],
  ['H2', NUR_TEXT],
  ['HINTBOX', NUR_TEXT],
  ['PLACEHOLDER', { als: 'text', sichtbar: false, grund: 'Leerraum hat hier kein Feld.' }],
  ['IMAGE', NUR_BILD],
  ['VIDEO', NUR_BILD],
  ['DOWNLOAD', NUR_BILD],
  [
    'SUBMITTED_WITH_NPA_INFO',
    {
      als: 'text',
      sichtbar: false,
      grund: 'Wie sich die Person angemeldet hat, steht hier am Vorgang und wird nicht gefragt.',
    },
  ],
]);

export function zielVon(typ: string): Ziel {
  return ARTEN.get(typ) ?? feld('text', `Die Feldart „${typ.slice(0, 60)}“ ist unbekannt. Daraus wird ein Textfeld.`);
}
