// The example application that the tests of this folder share.
import { parse as parseYaml } from 'yaml';
import { libxmlParser } from '../node/parser.ts';
import { type Amt24Mapping, type Amt24Umschlag, readAmt24, readMapping, writeAmt24 } from '../src/index.ts';

export const MAPPING = `
formId: "rathausverbund:Gewerbe_Anmeldung_ApplicantForm-v1.0-de:v1.0"
namensraum: "urn:rathausverbund:amt24-umschlag:1"
leistung: gewerbe-anmeldung
stand: zu bestätigen
quelle: Feldnamen frei gewählt, bis das Formular vorliegt
ags: betriebsstaette/gemeindeschluessel
codelisten:
  anlass: { "1": neuerrichtung, "2": uebernahme }
  art: { I: industrie, H: handwerk }
felder:
  - { von: betrieb/anlass, nach: anlass, typ: code, codeliste: anlass, pflicht: true }
  - { von: betrieb/firma, nach: betrieb.firma }
  - { von: betrieb/beginn, nach: betrieb.beginn, typ: datum, pflicht: true }
  - { von: betrieb/nebenerwerb, nach: betrieb.nebenerwerb, typ: janein }
  - { von: betrieb/art, nach: betrieb.art, typ: code, codeliste: art, mehrfach: true }
  - { von: betrieb/einlage, nach: betrieb.einlage, typ: cent }
  - { von: personen/familienname, nach: "personen[].familienname", pflicht: true }
  - { von: personen/geburtsdatum, nach: "personen[].geburtsdatum", typ: datum }
ignoriert: [hinweise/gelesen]
`;

export const mapping = (): Amt24Mapping => {
  const gelesen = readMapping(parseYaml(MAPPING));
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  return gelesen.mapping;
};

export const feld = (id: string, ...werte: string[]) => ({ id, werte });
export const PDF = new TextEncoder().encode('%PDF-1.7\n%äöü\n');

export const antrag = (aenderung: Partial<Amt24Umschlag> = {}): Amt24Umschlag => ({
  namensraum: 'urn:rathausverbund:amt24-umschlag:1',
  formId: 'rathausverbund:Gewerbe_Anmeldung_ApplicantForm-v1.0-de:v1.0',
  postfachHandleId: 'handle-1',
  creationDate: '2026-03-07T15:00:00+01:00',
  pdf: PDF,
  weitere: [],
  gruppen: [
    {
      id: 'betrieb',
      instanzen: [
        {
          nummer: 0,
          felder: [
            feld('anlass', '1'),
            feld('firma', 'Müller & Söhne <GbR>'),
            feld('beginn', '1.4.2026'),
            feld('nebenerwerb', 'ja'),
            feld('art', 'I', 'H'),
            feld('einlage', '1.234,5 €'),
          ],
        },
      ],
    },
    { id: 'betriebsstaette', instanzen: [{ nummer: 0, felder: [feld('gemeindeschluessel', '147290380380')] }] },
    {
      id: 'personen',
      instanzen: [
        { nummer: 0, felder: [feld('familienname', 'Müller'), feld('geburtsdatum', '29.02.1980')] },
        { nummer: 1, felder: [feld('familienname', 'Söhne')] },
      ],
    },
    { id: 'hinweise', instanzen: [{ nummer: 0, felder: [feld('gelesen', 'ja')] }] },
  ],
  ...aenderung,
});

export const xmlVon = (u: Amt24Umschlag): string => {
  const geschrieben = writeAmt24(u);
  if (!geschrieben.ok) throw new Error(geschrieben.meldung);
  return geschrieben.xml;
};

export const lies = (xml: string) => {
  const ergebnis = libxmlParser.parse(new TextEncoder().encode(xml));
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return readAmt24(ergebnis.wurzel);
};

export const betrieb = (...felder: Amt24Umschlag['gruppen'][number]['instanzen'][number]['felder']) =>
  antrag({ gruppen: [{ id: 'betrieb', instanzen: [{ nummer: 0, felder }] }] });
