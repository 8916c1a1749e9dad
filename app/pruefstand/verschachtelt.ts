import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GEWERBE } from './fall.ts';
import { WURZEL } from './haus.ts';

const form = (id: string, x: number, breite: number, hoehe: number) =>
  `<bpmndi:BPMNShape id="${id}_innen" bpmnElement="${id}"><dc:Bounds x="${x}" y="${160 - hoehe / 2}" width="${breite}" height="${hoehe}" /></bpmndi:BPMNShape>`;
const linie = (id: string, von: number, nach: number) =>
  `<bpmndi:BPMNEdge id="${id}_innen" bpmnElement="${id}"><di:waypoint x="${von}" y="160" /><di:waypoint x="${nach}" y="160" /></bpmndi:BPMNEdge>`;
const bild = (ebene: string, schritt: string) =>
  `<bpmndi:BPMNDiagram id="Bild_${ebene}"><bpmndi:BPMNPlane id="Ebene_${ebene}" bpmnElement="${ebene}">${form(`${ebene}_an`, 100, 36, 36)}${form(schritt, 190, 120, 80)}${form(`${ebene}_ab`, 370, 36, 36)}${linie(`${ebene}_hin`, 136, 190)}${linie(`${ebene}_weg`, 310, 370)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
const innen = (ebene: string, schritt: string, xml: string) =>
  `<bpmn:startEvent id="${ebene}_an" name="Beginn" />${xml}<bpmn:endEvent id="${ebene}_ab" name="Fertig" />
    <bpmn:sequenceFlow id="${ebene}_hin" sourceRef="${ebene}_an" targetRef="${schritt}" /><bpmn:sequenceFlow id="${ebene}_weg" sourceRef="${schritt}" targetRef="${ebene}_ab" />`;

/**
 * The published services in a folder of their own, with the trade registration as an author might order it who likes parts: entering into
 * the register is a sub-process drawn closed, the certificate a called process without a drawing, stating the fee a called process with
 * one. It does what the plain one does.
 */
export function legeVerschachtelteLeistungAn(ordner: string): string {
  const ziel = join(ordner, 'leistungen-verschachtelt');
  cpSync(join(WURZEL, 'leistungen'), ziel, { recursive: true });
  const datei = join(ziel, GEWERBE, 'prozess.bpmn');
  let text = readFileSync(datei, 'utf8');
  /** Takes a step out of the main process and puts `huelle` where it was; answers its XML without its flows. */
  const nimm = (art: string, schritt: string, huelle: (fluesse: string) => string): string => {
    const [ganz] = new RegExp(`<bpmn:${art} id="${schritt}"[\\s\\S]*?</bpmn:${art}>`).exec(text) ?? [];
    if (!ganz) throw new Error(`${schritt} fehlt`);
    const fluss = /\s*<bpmn:(?:incoming|outgoing)>\w+<\/bpmn:(?:incoming|outgoing)>/g;
    text = text
      .replace(ganz, 'HIER')
      .replaceAll(`Ref="${schritt}"`, `Ref="Teil_${schritt}"`)
      .replaceAll(`bpmnElement="${schritt}"`, `bpmnElement="Teil_${schritt}"`)
      .replace('HIER', huelle((ganz.match(fluss) ?? []).join('')));
    return ganz.replace(fluss, '');
  };
  const ruf = (schritt: string, name: string, prozess: string) => (fluesse: string) =>
    `<bpmn:callActivity id="Teil_${schritt}" name="${name}"><bpmn:extensionElements><zeebe:calledElement processId="${prozess}" propagateAllChildVariables="true" /></bpmn:extensionElements>${fluesse}</bpmn:callActivity>`;
  const register = nimm(
    'serviceTask',
    'Dienst_register',
    (fluesse) => `<bpmn:subProcess id="Teil_Dienst_register" name="Register führen">${fluesse}INNEN</bpmn:subProcess>`,
  );
  text = text.replace('INNEN', innen('Teil_Dienst_register', 'Dienst_register', register));
  const kosten = nimm('userTask', 'Aufgabe_feststellung', ruf('Aufgabe_feststellung', 'Kosten ermitteln', 'kosten'));
  const schein = nimm('serviceTask', 'Dienst_bescheinigung', ruf('Dienst_bescheinigung', 'Schein ausgeben', 'schein'));
  const prozess = (id: string, schritt: string, xml: string) =>
    `<bpmn:process id="${id}" name="Gerufen: ${id}" isExecutable="true">${innen(id, schritt, xml)}</bpmn:process>`;
  text = text
    .replace(
      '<bpmndi:BPMNDiagram',
      `${prozess('kosten', 'Aufgabe_feststellung', kosten)}${prozess('schein', 'Dienst_bescheinigung', schein)}<bpmndi:BPMNDiagram`,
    )
    .replace(
      '</bpmn:definitions>',
      `${bild('Teil_Dienst_register', 'Dienst_register')}${bild('kosten', 'Aufgabe_feststellung')}</bpmn:definitions>`,
    );
  writeFileSync(datei, text);
  return ziel;
}
