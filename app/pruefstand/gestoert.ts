import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GEWERBE } from './fall.ts';
import { WURZEL } from './haus.ts';

/** What the trade registration asks for where it stops. */
export const GESTOERT = {
  gateway: 'Gateway_stufe',
  meldung: 'Die Bedingung „gebuehr.zuschlag > 0 or pruefung.personNoetig“ ergibt weder wahr noch falsch.',
} as const;

/**
 * Services in a folder of their own, with the trade registration as if its author had thought of companies only: behind the rule of the fee
 * it computes a step that is empty for a natural person, the rule leaves the surcharge open, and the gateway has no way for it.
 */
export function legeGestoerteLeistungAn(ordner: string, quelle = join(WURZEL, 'leistungen')): string {
  const ziel = join(ordner, 'leistungen-gestoert');
  cpSync(quelle, ziel, { recursive: true });
  const datei = join(ziel, GEWERBE, 'prozess.bpmn');
  const bedingung = (text: string) =>
    `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${text}</bpmn:conditionExpression>`;
  const fluss = (id: string, nach: string, text: string) =>
    `<bpmn:sequenceFlow id="${id}" sourceRef="Gateway_stufe" targetRef="${nach}">${bedingung(text)}</bpmn:sequenceFlow>`;
  const vorher = readFileSync(datei, 'utf8');
  const nachher = vorher
    .replace('<bpmn:outgoing>Pfad_vorschlag</bpmn:outgoing>', '')
    .replace('<bpmn:incoming>Pfad_vorschlag</bpmn:incoming>', '')
    .replace(
      /<bpmn:sequenceFlow id="Pfad_vorschlag" sourceRef="Regel_gebuehr" targetRef="(\w+)" \/>/,
      (_, nach: string) => `
    <bpmn:scriptTask id="Skript_stufe" name="Stufe berechnen">
      <bpmn:extensionElements>
        <zeebe:script expression="=if antrag.unternehmen.art = &#34;natuerlich&#34; then null else &#34;hoch&#34;" resultVariable="stufe" />
      </bpmn:extensionElements>
    </bpmn:scriptTask>
    <bpmn:exclusiveGateway id="Gateway_stufe" name="Welche Stufe?" />
    <bpmn:sequenceFlow id="Pfad_stufe" sourceRef="Regel_gebuehr" targetRef="Skript_stufe" />
    <bpmn:sequenceFlow id="Pfad_wahl" sourceRef="Skript_stufe" targetRef="Gateway_stufe" />
    ${fluss('Pfad_vorschlag', nach, 'stufe != null')}
    ${fluss('Pfad_zuschlag', nach, 'gebuehr.zuschlag &gt; 0 or pruefung.personNoetig')}`,
    );
  if (nachher === vorher) throw new Error('prozess.bpmn: nichts geändert');
  writeFileSync(datei, nachher);
  const regel = join(ziel, GEWERBE, 'regeln/gebuehr.dmn');
  let nr = 0;
  const mitZuschlag = readFileSync(regel, 'utf8')
    .replace(
      '<annotation name=',
      '<output id="gebuehr_zuschlag" name="zuschlag" typeRef="number" label="Zuschlag" />\n$&',
    )
    .replace(/<annotationEntry>/g, (t) => `<outputEntry id="zuschlag_${nr++}"><text>null</text></outputEntry>\n${t}`);
  writeFileSync(regel, mitZuschlag);
  return ziel;
}
