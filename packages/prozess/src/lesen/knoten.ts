import type { Knoten } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseAusloeser, leseEreignis, leseNachricht } from './ereignis.ts';
import { leseErweiterungen, leseZuordnungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import { nenneElement } from './namen.ts';
import { leseAufgabe, leseDienst, leseEntscheidung } from './taetigkeit.ts';
import type { Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { kind, text } from './xml.ts';

type LeseKnoten = (leser: Leser, el: Xml, umgebung: Umgebung) => Knoten | undefined;

/** Which BPMN element is read by whom. What is not listed is refused. A new kind is added here and in `lauf/betreten.ts`. */
const KNOTEN: Readonly<Record<string, LeseKnoten>> = {
  'bpmn:StartEvent': leseStart,
  'bpmn:EndEvent': leseEnde,
  'bpmn:UserTask': leseAufgabe,
  'bpmn:ServiceTask': leseDienst,
  'bpmn:BusinessRuleTask': leseEntscheidung,
  'bpmn:ReceiveTask': leseEmpfang,
  'bpmn:IntermediateCatchEvent': leseZwischenereignis,
  'bpmn:BoundaryEvent': leseRand,
  'bpmn:ExclusiveGateway': leseExklusiv,
  'bpmn:ParallelGateway': leseParallel,
};

export function leseKnoten(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  const lese = KNOTEN[el.$type];
  if (lese) return lese(leser, el, umgebung);
  melde(leser, el, `${nenneElement(el.$type)} wird nicht unterstützt.`);
  return undefined;
}

function leseStart(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions']);
  leseErweiterungen(leser, el);
  return leseAusloeser(leser, el, []) === null ? { ...umgebung, art: 'start', ausgaben: [] } : undefined;
}

function leseEnde(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions']);
  leseErweiterungen(leser, el);
  const ausloeser = leseAusloeser(leser, el, ['bpmn:TerminateEventDefinition']);
  return ausloeser === undefined ? undefined : { ...umgebung, art: 'ende', alles: ausloeser !== null, ausgaben: [] };
}

function leseEmpfang(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['messageRef']);
  const ausgaben = leseAusgaben(leser, el);
  const ereignis = leseNachricht(leser, el, kind(el, 'messageRef'));
  return ereignis && { ...umgebung, ...ereignis, ausgaben, eingaben: [] };
}

function leseZwischenereignis(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions']);
  const ausgaben = leseAusgaben(leser, el);
  const ereignis = leseEreignis(leser, el);
  if (!ereignis) return undefined;
  return ereignis.art === 'zeit'
    ? { ...umgebung, ...ereignis, ausgaben }
    : { ...umgebung, ...ereignis, ausgaben, eingaben: [] };
}

function leseRand(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions', 'attachedToRef', 'cancelActivity']);
  const ausgaben = leseAusgaben(leser, el);
  const ereignis = leseEreignis(leser, el);
  const traeger = kind(el, 'attachedToRef');
  const an = traeger && text(traeger, 'id');
  if (!traeger || an === undefined) {
    melde(leser, el, 'Das angeheftete Ereignis hängt an keinem Element.');
    return undefined;
  }
  if (traeger.$type !== 'bpmn:UserTask' && traeger.$type !== 'bpmn:ReceiveTask') {
    const rat =
      traeger.$type === 'bpmn:IntermediateCatchEvent'
        ? ' Nehmen Sie statt des Zwischenereignisses eine Empfangsaufgabe.'
        : '';
    melde(leser, el, `Ereignisse können nur an Benutzer- und Empfangsaufgaben angeheftet werden.${rat}`);
    return undefined;
  }
  return ereignis && { ...umgebung, art: 'rand', an, unterbrechend: el.cancelActivity !== false, ereignis, ausgaben };
}

function leseExklusiv(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['default']);
  leseErweiterungen(leser, el);
  const pfad = kind(el, 'default');
  const standard = pfad && text(pfad, 'id');
  if (standard !== undefined && !umgebung.aus.includes(standard)) {
    melde(leser, el, `Der Standardpfad „${standard}“ geht nicht von diesem Gateway aus.`);
    return undefined;
  }
  return { ...umgebung, art: 'exklusiv', ausgaben: [], ...(standard === undefined ? {} : { standard }) };
}

function leseParallel(leser: Leser, el: Xml, umgebung: Umgebung): Knoten {
  pruefeAngaben(leser, el);
  leseErweiterungen(leser, el);
  return { ...umgebung, art: 'parallel', ausgaben: [] };
}

function leseAusgaben(leser: Leser, el: Xml) {
  const ext = leseErweiterungen(leser, el, ['ioMapping']);
  if (leseZuordnungen(leser, el, ext, 'input').length > 0) {
    melde(leser, el, 'Wer nur wartet, kann keine Eingabe-Zuordnung (zeebe:input) haben.');
  }
  return leseZuordnungen(leser, el, ext, 'output');
}
