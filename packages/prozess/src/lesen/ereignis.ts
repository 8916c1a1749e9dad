import type { Ereignis, Warteereignis, Wurf, Zeitangabe } from '../model.ts';
import { istIsoDauer, leseZeitpunkt, leseZyklus } from '../zeitangabe.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import { istFeel, leseFormel } from './fluss.ts';
import type { Leser } from './leser.ts';
import { kennung, leseAngabe, leseFeel, leseFest, melde } from './leser.ts';
import { nenneAusloeser, nenneElement } from './namen.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** The single trigger of an event; several, or one nobody handles here, are refused. `null` means: none, as drawn. */
export function leseAusloeser(leser: Leser, el: Xml, erlaubt: readonly string[]): Xml | null | undefined {
  const [erster, ...weitere] = kinder(el, 'eventDefinitions');
  if (erster === undefined) return null;
  if (weitere.length > 0) {
    melde(leser, el, `${nenneElement(el.$type)} mit mehreren Auslösern wird nicht unterstützt.`);
    return undefined;
  }
  if (erlaubt.includes(erster.$type)) {
    for (const el2 of kinder(kind(erster, 'extensionElements') ?? erster, 'values'))
      melde(leser, el, `Die Erweiterung „${el2.$type}“ am Auslöser wird nicht unterstützt.`);
    if (erster.$type === 'bpmn:LinkEventDefinition') pruefeAngaben(leser, erster, ['source', 'target'], el);
    if (erster.$type === 'bpmn:TerminateEventDefinition') pruefeAngaben(leser, erster, [], el);
    return erster;
  }
  melde(leser, el, `${nenneElement(el.$type)} mit Auslöser „${nenneAusloeser(erster.$type)}“ wird nicht unterstützt.`);
  return undefined;
}

export const WARTEND = [
  'bpmn:MessageEventDefinition',
  'bpmn:TimerEventDefinition',
  'bpmn:SignalEventDefinition',
  'bpmn:ConditionalEventDefinition',
];
export const GEFANGEN = ['bpmn:ErrorEventDefinition', 'bpmn:EscalationEventDefinition'];

/** What a catch event waits for. */
export function leseWarteereignis(leser: Leser, el: Xml, wiederkehrend = false): Warteereignis | undefined {
  const ausloeser = leseAusloeser(leser, el, WARTEND);
  if (ausloeser === undefined) return undefined;
  if (ausloeser === null) {
    melde(leser, el, `${nenneElement(el.$type)} ohne Auslöser wird nicht unterstützt.`);
    return undefined;
  }
  return deuteWarten(leser, el, ausloeser, wiederkehrend);
}

/** What a boundary event or the start of an event sub-process answers to. `durch`: the activity of a compensation. */
export function leseEreignis(
  leser: Leser,
  el: Xml,
  erlaubt: readonly string[],
  { unterbrechend, durch }: { readonly unterbrechend: boolean; readonly durch?: string | undefined },
): Ereignis | null | undefined {
  const ausloeser = leseAusloeser(leser, el, erlaubt);
  if (!ausloeser) return ausloeser;
  switch (ausloeser.$type) {
    case 'bpmn:ErrorEventDefinition':
      pruefeAngaben(leser, ausloeser, ['errorRef'], el);
      return mitCode('fehler', leseCode(leser, el, kind(ausloeser, 'errorRef'), 'errorCode'));
    case 'bpmn:EscalationEventDefinition':
      pruefeAngaben(leser, ausloeser, ['escalationRef'], el);
      return mitCode('eskalation', leseCode(leser, el, kind(ausloeser, 'escalationRef'), 'escalationCode'));
    case 'bpmn:CompensateEventDefinition':
      pruefeAngaben(leser, ausloeser, ['waitForCompletion'], el);
      if (durch !== undefined) return { art: 'ausgleich', durch };
      melde(leser, el, 'Von diesem Ereignis führt keine Verbindung (Association) zu einer Tätigkeit zur Kompensation.');
      return undefined;
    default:
      return deuteWarten(leser, el, ausloeser, !unterbrechend);
  }
}

function mitCode<A extends 'fehler' | 'eskalation'>(art: A, code: string | undefined | null) {
  return code === null ? undefined : { art, ...(code === undefined ? {} : { code }) };
}

/** The code of an error or escalation: undefined without a reference, null where it is unusable. */
function leseCode(leser: Leser, el: Xml, ziel: Xml | undefined, feld: string): string | undefined | null {
  if (!ziel) return undefined;
  pruefeVerweis(leser, el, ziel, feld);
  return leseFest(leser, el, `Der Code (${feld})`, text(ziel, feld)) ?? null;
}

/** What an event refers to says its name and code, and nothing else anybody would act upon. */
function pruefeVerweis(leser: Leser, el: Xml, ziel: Xml | undefined, ...felder: readonly string[]): void {
  if (!ziel) return;
  pruefeAngaben(leser, ziel, [...felder, 'structureRef'], el);
  leseErweiterungen(leser, ziel, [], el);
}

/** What a throwing or end event does; messages that are sent are jobs and read elsewhere. */
export function leseWurf(leser: Leser, el: Xml, ausloeser: Xml): Wurf | undefined {
  switch (ausloeser.$type) {
    case 'bpmn:ErrorEventDefinition': {
      pruefeAngaben(leser, ausloeser, ['errorRef'], el);
      const ziel = kind(ausloeser, 'errorRef');
      pruefeVerweis(leser, el, ziel, 'errorCode');
      const code = leseFest(leser, el, 'Der Code des Fehlers (errorCode)', ziel && text(ziel, 'errorCode'));
      return code === undefined ? undefined : { art: 'fehler', code };
    }
    case 'bpmn:EscalationEventDefinition':
      pruefeAngaben(leser, ausloeser, ['escalationRef'], el);
      return mitCode('eskalation', leseCode(leser, el, kind(ausloeser, 'escalationRef'), 'escalationCode'));
    case 'bpmn:SignalEventDefinition':
      return leseSignal(leser, el, ausloeser);
    default: {
      pruefeAngaben(leser, ausloeser, ['activityRef', 'waitForCompletion'], el);
      if (ausloeser.waitForCompletion === false) {
        melde(
          leser,
          el,
          'Kompensation, auf deren Ende nicht gewartet wird (waitForCompletion), wird nicht unterstützt.',
        );
        return undefined;
      }
      const ziel = kennung(leser, kind(ausloeser, 'activityRef'));
      return { art: 'ausgleich', ...(ziel === undefined ? {} : { ziel }) };
    }
  }
}

function deuteWarten(leser: Leser, el: Xml, ausloeser: Xml, wiederkehrend: boolean): Warteereignis | undefined {
  switch (ausloeser.$type) {
    case 'bpmn:MessageEventDefinition':
      pruefeAngaben(leser, ausloeser, ['messageRef'], el);
      return leseNachricht(leser, el, kind(ausloeser, 'messageRef'));
    case 'bpmn:SignalEventDefinition':
      return leseSignal(leser, el, ausloeser);
    case 'bpmn:ConditionalEventDefinition': {
      pruefeAngaben(leser, ausloeser, ['condition'], el);
      const formel = kind(ausloeser, 'condition');
      const bedingung = formel && leseFormel(leser, el, 'Bedingung', formel);
      if (!formel) melde(leser, el, 'Die Bedingung (condition) fehlt.');
      return bedingung && { art: 'bedingung', bedingung };
    }
    default: {
      const zeit = leseZeit(leser, el, ausloeser, wiederkehrend);
      return zeit && { art: 'zeit', zeit };
    }
  }
}

function leseSignal(leser: Leser, el: Xml, ausloeser: Xml) {
  pruefeAngaben(leser, ausloeser, ['signalRef'], el);
  const ziel = kind(ausloeser, 'signalRef');
  pruefeVerweis(leser, el, ziel);
  const signal = leseFest(leser, el, 'Der Name des Signals', ziel && text(ziel, 'name'));
  return signal === undefined ? undefined : { art: 'signal' as const, signal };
}

export function leseNachricht(
  leser: Leser,
  el: Xml,
  message: Xml | undefined,
): (Warteereignis & { art: 'nachricht' }) | undefined {
  if (!message) {
    melde(leser, el, 'Es ist keine Nachricht angegeben, auf die gewartet wird.');
    return undefined;
  }
  pruefeAngaben(leser, message, ['itemRef'], el);
  const ext = leseErweiterungen(leser, message, ['subscription'], el);
  const nachricht = leseFest(leser, el, 'Der Name der Nachricht', text(message, 'name'));
  const subscription = ext.get('subscription');
  const schluessel = subscription && text(subscription, 'correlationKey');
  const korrelation = schluessel ? leseFeel(leser, el, 'Korrelation der Nachricht', schluessel) : undefined;
  return nachricht === undefined ? undefined : { art: 'nachricht', nachricht, ...(korrelation ? { korrelation } : {}) };
}

const ZEITEN = { dauer: 'timeDuration', zeitpunkt: 'timeDate', zyklus: 'timeCycle' } as const;
const GUELTIG: Readonly<Record<Zeitangabe['art'], readonly [(t: string) => boolean, string]>> = {
  dauer: [istIsoDauer, 'Dauer'],
  zeitpunkt: [(t) => leseZeitpunkt(t) !== undefined, 'Zeitangabe'],
  zyklus: [(t) => leseZyklus(t) !== undefined, 'Wiederholung (z. B. R3/P1D)'],
};

function leseZeit(leser: Leser, el: Xml, ausloeser: Xml, wiederkehrend: boolean): Zeitangabe | undefined {
  pruefeAngaben(leser, ausloeser, Object.values(ZEITEN), el);
  const gegeben = (['dauer', 'zeitpunkt', 'zyklus'] as const).filter((art) => kind(ausloeser, ZEITEN[art]));
  const [art] = gegeben;
  if (art === 'zyklus' && !wiederkehrend) {
    melde(leser, el, 'Wiederkehrende Zeit (timeCycle) ist nur bei Ereignissen möglich, die nicht unterbrechen.');
    return undefined;
  }
  const formel = art && kind(ausloeser, ZEITEN[art]);
  const wert = formel && text(formel, 'body');
  if (art === undefined || gegeben.length > 1 || wert === undefined) {
    melde(leser, el, 'Geben Sie genau eine Dauer (z. B. P14D) oder einen Zeitpunkt an.');
    return undefined;
  }
  if (formel && !istFeel(leser, el, 'Zeitangabe', formel, wert.startsWith('='))) return undefined;
  const ausdruck = leseAngabe(leser, el, 'Zeitangabe', wert);
  const [gueltig, was] = GUELTIG[art];
  if (ausdruck?.fest && !gueltig(wert)) {
    melde(leser, el, `„${wert}“ ist keine ${was} nach ISO 8601.`);
    return undefined;
  }
  return ausdruck && { art, wert: ausdruck };
}
