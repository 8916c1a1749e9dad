/** German names of what a model may contain and this engine does not run, for the author's eyes. */
const ELEMENTE: Readonly<Record<string, string>> = {
  'bpmn:Task': 'Unbestimmte Aufgabe',
  'bpmn:AdHocSubProcess': 'Ad-hoc-Teilprozess',
  'bpmn:Transaction': 'Transaktion',
  'bpmn:ComplexGateway': 'Komplexes Gateway',
  'bpmn:IntermediateThrowEvent': 'Auslösendes Zwischenereignis',
  'bpmn:ImplicitThrowEvent': 'Auslösendes Zwischenereignis',
  'bpmn:StartEvent': 'Startereignis',
  'bpmn:EndEvent': 'Endereignis',
  'bpmn:IntermediateCatchEvent': 'Eintretendes Zwischenereignis',
  'bpmn:BoundaryEvent': 'Angeheftetes Ereignis',
  'bpmn:SubChoreography': 'Choreographie',
  'bpmn:ChoreographyTask': 'Choreographie',
  'bpmn:CallChoreography': 'Choreographie',
};

const AUSLOESER: Readonly<Record<string, string>> = {
  'bpmn:SignalEventDefinition': 'Signal',
  'bpmn:ErrorEventDefinition': 'Fehler',
  'bpmn:EscalationEventDefinition': 'Eskalation',
  'bpmn:CompensateEventDefinition': 'Kompensation',
  'bpmn:ConditionalEventDefinition': 'Bedingung',
  'bpmn:CancelEventDefinition': 'Abbruch',
  'bpmn:LinkEventDefinition': 'Verknüpfung',
  'bpmn:MessageEventDefinition': 'Nachricht',
  'bpmn:TimerEventDefinition': 'Zeit',
  'bpmn:TerminateEventDefinition': 'Beendigung',
};

const ANGABEN: Readonly<Record<string, string>> = {
  loopCharacteristics: 'Mehrfachausführung (Multi-Instanz oder Schleife)',
  isForCompensation: 'Kompensation (isForCompensation)',
  default: 'Standardpfad (default)',
  resources: 'Zuweisung an Personen (resources)',
  operationRef: 'Operation (operationRef)',
  eventDefinitionRef: 'Verweis auf einen Auslöser (eventDefinitionRef)',
  instantiate: 'Start durch Nachricht (instantiate)',
  correlationSubscriptions: 'Korrelation am Prozess (correlationSubscriptions)',
};

export function nenneElement(typ: string): string {
  return ELEMENTE[typ] ?? typ.replace(/^bpmn:/, '');
}

export function nenneAusloeser(typ: string): string {
  return AUSLOESER[typ] ?? typ.replace(/^bpmn:/, '').replace(/EventDefinition$/, '');
}

export function nenneAngabe(name: string): string {
  return ANGABEN[name] ?? `Angabe „${name}“`;
}
