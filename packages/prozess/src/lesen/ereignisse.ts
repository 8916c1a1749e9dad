import type { Knoten } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { durchgang, leseAusgaben } from './ausgaben.ts';
import { GEFANGEN, leseAusloeser, leseEreignis, leseWarteereignis, leseWurf, WARTEND } from './ereignis.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { kennung, melde } from './leser.ts';
import { istDienst, leseDienst } from './taetigkeit.ts';
import type { Umfeld, Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { kind, kinder } from './xml.ts';

const UNTERBRICHT_IMMER = 'Ein Fehler unterbricht immer: Das Ereignis muss unterbrechend sein.';

export function leseStart(leser: Leser, el: Xml, umgebung: Umgebung, { wo }: Umfeld): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions', ...(wo === 'ereignisteilprozess' ? ['isInterrupting'] : [])]);
  if (wo === 'teilprozess') {
    leseErweiterungen(leser, el);
    return leseAusloeser(leser, el, []) === null
      ? { ...umgebung, art: 'start', unterbrechend: true, ausgaben: [] }
      : undefined;
  }
  const ausgaben = leseAusgaben(leser, el);
  const unterbrechend = el.isInterrupting !== false;
  if (kinder(el, 'eventDefinitions').some((d) => d.$type === 'bpmn:CompensateEventDefinition')) {
    melde(
      leser,
      el,
      'Kompensation kann keinen Ereignis-Teilprozess beginnen. Heften Sie sie außen an den Teilprozess, und verbinden Sie sie mit einer Tätigkeit zur Kompensation; diese darf selbst ein Teilprozess sein.',
    );
    return undefined;
  }
  const erlaubt = wo === 'ereignisteilprozess' ? [...WARTEND, ...GEFANGEN] : ['bpmn:MessageEventDefinition'];
  const ereignis = leseEreignis(leser, el, erlaubt, { unterbrechend });
  if (ereignis === undefined) return undefined;
  if (ereignis === null && wo === 'ereignisteilprozess') {
    melde(leser, el, 'Ein Ereignis-Teilprozess braucht ein Startereignis mit Auslöser.');
    return undefined;
  }
  if (ereignis?.art === 'fehler' && !unterbrechend) melde(leser, el, UNTERBRICHT_IMMER);
  return { ...umgebung, art: 'start', unterbrechend, ausgaben, ...(ereignis ? { ereignis } : {}) };
}

export function leseEnde(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  const ausloeser = leseAusloeser(leser, el, [...WERFEND, ...NUR_AM_ENDE]);
  if (ausloeser?.$type === 'bpmn:MessageEventDefinition') return leseSenden(leser, el, umgebung, umfeld, ausloeser);
  pruefeAngaben(leser, el, ['eventDefinitions']);
  leseErweiterungen(leser, el);
  if (ausloeser === undefined) return undefined;
  const ende = { ...umgebung, art: 'ende' as const, ausgaben: [] };
  if (ausloeser === null) return { ...ende, alles: false };
  if (ausloeser.$type === 'bpmn:TerminateEventDefinition') return { ...ende, alles: true };
  const wirft = leseWurf(leser, el, ausloeser);
  return wirft && { ...ende, alles: false, wirft };
}

const WERFEND = [
  'bpmn:MessageEventDefinition',
  'bpmn:EscalationEventDefinition',
  'bpmn:SignalEventDefinition',
  'bpmn:CompensateEventDefinition',
];
const NUR_AM_ENDE = ['bpmn:TerminateEventDefinition', 'bpmn:ErrorEventDefinition'];

export function leseWerfend(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  const ausloeser = leseAusloeser(leser, el, [...WERFEND, 'bpmn:LinkEventDefinition']);
  if (ausloeser?.$type === 'bpmn:MessageEventDefinition') return leseSenden(leser, el, umgebung, umfeld, ausloeser);
  pruefeAngaben(leser, el, ['eventDefinitions']);
  leseErweiterungen(leser, el);
  if (ausloeser === undefined) return undefined;
  if (ausloeser === null || ausloeser.$type === 'bpmn:LinkEventDefinition') return durchgang(umgebung);
  const wirft = leseWurf(leser, el, ausloeser);
  return wirft && { ...umgebung, art: 'wurf', ausgaben: [], wirft };
}

/** A message that is sent is a job, as in Zeebe: who sends it, and to whom, the caller knows. */
function leseSenden(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld, ausloeser: Xml): Knoten | undefined {
  pruefeAngaben(leser, ausloeser, ['messageRef'], el);
  return leseDienst(leser, el, umgebung, umfeld);
}

export function leseZwischenereignis(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions']);
  if (kinder(el, 'eventDefinitions').some((d) => d.$type === 'bpmn:LinkEventDefinition')) {
    leseErweiterungen(leser, el);
    return leseAusloeser(leser, el, ['bpmn:LinkEventDefinition']) ? durchgang(umgebung) : undefined;
  }
  const ausgaben = leseAusgaben(leser, el);
  const ereignis = leseWarteereignis(leser, el);
  if (!ereignis) return undefined;
  return ereignis.art === 'nachricht'
    ? { ...umgebung, ...ereignis, ausgaben, eingaben: [], rand: [] }
    : { ...umgebung, ...ereignis, ausgaben };
}

const AM_DIENST = [...WARTEND, 'bpmn:ErrorEventDefinition'];
const TRAEGER: Readonly<Record<string, readonly string[]>> = {
  'bpmn:UserTask': [...WARTEND],
  'bpmn:ReceiveTask': [...WARTEND],
  'bpmn:BusinessRuleTask': AM_DIENST,
  'bpmn:ServiceTask': AM_DIENST,
  'bpmn:SendTask': AM_DIENST,
  'bpmn:ScriptTask': AM_DIENST,
  'bpmn:SubProcess': [...WARTEND, ...GEFANGEN],
  'bpmn:CallActivity': [...WARTEND, ...GEFANGEN],
};

export function leseRand(leser: Leser, el: Xml, umgebung: Umgebung, { durch }: Umfeld): Knoten | undefined {
  pruefeAngaben(leser, el, ['eventDefinitions', 'attachedToRef', 'cancelActivity']);
  const ausgaben = leseAusgaben(leser, el);
  const traeger = kind(el, 'attachedToRef');
  const an = kennung(leser, traeger);
  if (!traeger || an === undefined) {
    melde(leser, el, 'Das angeheftete Ereignis hängt an keinem Element.');
    return undefined;
  }
  const moeglich = TRAEGER[traeger.$type];
  if (!moeglich || traeger.triggeredByEvent === true) {
    const rat =
      traeger.$type === 'bpmn:IntermediateCatchEvent'
        ? ' Nehmen Sie statt des Zwischenereignisses eine Empfangsaufgabe.'
        : '';
    melde(leser, el, `An dieses Element kann kein Ereignis angeheftet werden.${rat}`);
    return undefined;
  }
  if (traeger.isForCompensation === true) {
    melde(leser, el, 'An eine Tätigkeit zur Kompensation kann kein Ereignis angeheftet werden.');
    return undefined;
  }
  const rueckgaengig = kinder(el, 'eventDefinitions').every((d) => d.$type === 'bpmn:CompensateEventDefinition');
  if (traeger.$type === 'bpmn:ScriptTask' && !istDienst(traeger) && !rueckgaengig) {
    melde(leser, el, 'Ein Skript in FEEL ist sofort gerechnet: Angeheftet werden kann nur eine Kompensation.');
    return undefined;
  }
  const unterbrechend = el.cancelActivity !== false;
  const erlaubt = [...moeglich, 'bpmn:CompensateEventDefinition'];
  const ereignis = leseEreignis(leser, el, erlaubt, { unterbrechend, durch });
  if (ereignis === null) melde(leser, el, 'Ein angeheftetes Ereignis braucht einen Auslöser.');
  if (ereignis?.art === 'fehler' && !unterbrechend) melde(leser, el, UNTERBRICHT_IMMER);
  return ereignis ? { ...umgebung, art: 'rand', an, unterbrechend, ereignis, ausgaben } : undefined;
}
