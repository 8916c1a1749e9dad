import { join } from 'node:path';
import { verfremdeLeistungen } from './verfremdet.ts';

/**
 * The published services in a folder of their own, with the trade registration as if a statute fixed its fee at 50 euros: then the rule
 * leaves no frame, and the amount may be ordered without a person.
 */
export function legeAutomatischeLeistungAn(ordner: string): string {
  return verfremdeLeistungen(join(ordner, 'leistungen-automatisch'), (aendere) => {
    aendere('leistung.yaml', [
      'rechtsgrundlagen:',
      'automatik: { norm: § 99 Mustergesetz, quelle: TEST, rahmen: keiner, ermessen: keines }\nrechtsgrundlagen:',
    ]);
    aendere('regeln/gebuehr.dmn', ['name="von"', 'name="ab"'], ['name="bis"', 'name="hinauf"']);
    aendere('aufgaben/feststellung.yaml', ['max: 11200', 'max: 5000']);
    aendere(
      'briefe/kostenbescheid.yaml',
      ['feststellung.', 'gebuehr.'],
      ['gebuehr.von', 'gebuehr.ab'],
      ['gebuehr.bis', 'gebuehr.hinauf'],
    );
    aendere(
      'prozess.bpmn',
      [
        '<bpmn:sequenceFlow id="Pfad_vorschlag" sourceRef="Regel_gebuehr" targetRef="Aufgabe_feststellung" />',
        `<bpmn:serviceTask id="Dienst_anordnung" name="Betrag anordnen nach Regel">
        <bpmn:extensionElements>
          <zeebe:taskDefinition type="betrag.anordnen" />
          <zeebe:taskHeaders><zeebe:header key="regel" value="gebuehr" /></zeebe:taskHeaders>
        </bpmn:extensionElements>
      </bpmn:serviceTask>
      <bpmn:exclusiveGateway id="Gateway_automatik" name="Automatisch angeordnet?" default="Pfad_mensch" />
      <bpmn:sequenceFlow id="Pfad_vorschlag" sourceRef="Regel_gebuehr" targetRef="Dienst_anordnung" />
      <bpmn:sequenceFlow id="Pfad_automatik" sourceRef="Dienst_anordnung" targetRef="Gateway_automatik" />
      <bpmn:sequenceFlow id="Pfad_mensch" sourceRef="Gateway_automatik" targetRef="Aufgabe_feststellung" />
      <bpmn:sequenceFlow id="Pfad_ohne_mensch" sourceRef="Gateway_automatik" targetRef="Dienst_bescheid">
        <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=automatik.angeordnet = true</bpmn:conditionExpression>
      </bpmn:sequenceFlow>`,
      ],
      ['<bpmn:incoming>Pfad_vorschlag</bpmn:incoming>', ''],
      ['<bpmn:incoming>Pfad_angeordnet</bpmn:incoming>', ''],
    );
  });
}
