import { writeAmt24 } from '@rathausverbund/xoev';
import { ORTE } from '../demo/personen.ts';

let nr = 0;

const feld = (id: string, ...werte: string[]) => ({ id, werte });
const gruppe = (id: string, felder: Record<string, string>) => ({
  id,
  instanzen: [{ nummer: 0, felder: Object.entries(felder).map(([k, v]) => feld(k, v)) }],
});
/** An application of the state's assistant for a Gewerbe, each one a different message. */
export function amt24(o: { ags?: string; formId?: string; namensraum?: string; ohne?: string } = {}): string {
  const umschlag = {
    namensraum: o.namensraum ?? 'urn:rathausverbund:amt24-umschlag:1',
    formId: o.formId ?? 'rathausverbund:Gewerbe_Anmeldung_ApplicantForm-v1.0-de:v1.0',
    postfachHandleId: `handle-${++nr}`,
    creationDate: '2026-03-07T15:00:00+01:00',
    pdf: Buffer.from('%PDF-1.7'),
    weitere: [],
    gruppen: [
      gruppe('unternehmen', { art: 'N', eingetragen: 'nein' }),
      gruppe('person', {
        vornamen: 'Mareike',
        familienname: 'Vögel <&>',
        geschlecht: 'W',
        geburtsdatum: '12.04.1988',
        geburtsort: 'Grimma',
        staatsangehoerigkeit: 'DE',
        strasse: 'Am Lossabach 12',
        plz: '04808',
        ort: 'Thallwitz',
      }),
      gruppe('betriebsstaette', {
        strasse: 'Am Lossabach 12',
        plz: '04808',
        ort: 'Thallwitz',
        ...(o.ags === '' ? {} : { gemeindeschluessel: o.ags ?? ORTE.thallwitz }),
      }),
      gruppe('hauptniederlassung', { abweichend: 'nein' }),
      gruppe('betrieb', {
        anlass: '1',
        taetigkeit: 'Verkauf von Fahrrädern',
        bereich: 'E',
        beginn: '10.3.2026',
        nebenerwerb: 'ja',
        vollzeit: '0',
        teilzeit: '0',
        automaten: 'nein',
      }),
      gruppe('nachweise', { erlaubnispflichtig: 'nein' }),
    ].filter((g) => g.id !== o.ohne),
  };
  const x = writeAmt24(umschlag);
  if (!x.ok) throw new Error(x.meldung);
  return x.xml;
}
