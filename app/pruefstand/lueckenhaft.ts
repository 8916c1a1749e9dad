import { join } from 'node:path';
import { verfremdeLeistungen } from './verfremdet.ts';

/** Where the trade registration stops, and what it says. */
export const LUECKENHAFT = {
  dienst: 'Dienst_bescheinigung',
  meldung:
    'Der Brief „Empfangsbescheinigung“ ist nicht vollständig: „zimmer“ ergibt keine Angabe; gebraucht wird ein Text.',
} as const;

/**
 * Services in a folder of their own, with the trade registration as if its certificate named a room and a day that nobody thought of for a
 * natural person, and for a company also what the Antrag, the letterhead and an order of payment do not say yet. Its letter is tried once.
 */
export function legeLueckenhafteLeistungAn(ordner: string): string {
  return verfremdeLeistungen(join(ordner, 'leistungen-lueckenhaft'), (aendere) => {
    aendere(
      'prozess.bpmn',
      ['type="brief.ausstellen" />', 'type="brief.ausstellen" retries="1" />'],
      [
        '<bpmn:sequenceFlow id="Pfad_eingetragen" sourceRef="Dienst_register" targetRef="Dienst_bescheinigung" />',
        `<bpmn:scriptTask id="Skript_zimmer" name="Zimmer bestimmen">
        <bpmn:extensionElements>
          <zeebe:script expression="=if antrag.unternehmen.art = &#34;natuerlich&#34; then null else &#34;Zimmer 12&#34;" resultVariable="zimmer" />
        </bpmn:extensionElements>
      </bpmn:scriptTask>
      <bpmn:sequenceFlow id="Pfad_zimmer" sourceRef="Dienst_register" targetRef="Skript_zimmer" />
      <bpmn:sequenceFlow id="Pfad_eingetragen" sourceRef="Skript_zimmer" targetRef="Dienst_bescheinigung" />`,
      ],
      ['<bpmn:outgoing>Pfad_eingetragen</bpmn:outgoing>', ''],
    );
    aendere(
      'regeln/pruefung.dmn',
      [
        '<itemComponent id="pruefung_hinweise"',
        `<itemComponent id="pruefung_besichtigung" name="besichtigung" label="Besichtigung">
      <typeRef>string</typeRef>
    </itemComponent>
    <itemComponent id="pruefung_hinweise"`,
      ],
      ['  erlaubnisFehlt: erlaubnisFehlt,', '  erlaubnisFehlt: erlaubnisFehlt,\n  besichtigung: null,'],
    );
    aendere('briefe/empfangsbescheinigung.yaml', [
      'gemeinde: { feld: betriebsstaette.ort }',
      `gemeinde:
      text: "{0}, {1}, am {2}"
      werte: [{ feld: betriebsstaette.ort }, { wert: zimmer }, { datum: pruefung.besichtigung }]`,
    ]);
    aendere('briefe/empfangsbescheinigung.yaml', [
      '- beschriftung: Betriebsstätte',
      `- wenn: antrag.unternehmen.art = "juristisch"
          dann:
            beschriftung: Zahlung
            wert:
              text: "{0}, {1}, {2}"
              werte: [{ feld: betriebsstaette.telefon }, { datum: faellig }, { wert: zahlung.glaeubigerId }]
        - beschriftung: Betriebsstätte`,
    ]);
  });
}
