import type { Ereignis, Zeitangabe } from '../model.ts';
import { istIsoDauer, istIsoZeitpunkt } from '../zeitangabe.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { leseAngabe, leseFeel, leseFest, melde } from './leser.ts';
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
  if (erlaubt.includes(erster.$type)) return erster;
  melde(leser, el, `${nenneElement(el.$type)} mit Auslöser „${nenneAusloeser(erster.$type)}“ wird nicht unterstützt.`);
  return undefined;
}

/** What a catch or boundary event waits for: a message or a point in time. */
export function leseEreignis(leser: Leser, el: Xml): Ereignis | undefined {
  const ausloeser = leseAusloeser(leser, el, ['bpmn:MessageEventDefinition', 'bpmn:TimerEventDefinition']);
  if (ausloeser === undefined) return undefined;
  if (ausloeser === null) {
    melde(leser, el, `${nenneElement(el.$type)} ohne Auslöser wird nicht unterstützt.`);
    return undefined;
  }
  if (ausloeser.$type === 'bpmn:MessageEventDefinition') {
    pruefeAngaben(leser, ausloeser, ['messageRef']);
    return leseNachricht(leser, el, kind(ausloeser, 'messageRef'));
  }
  const zeit = leseZeit(leser, el, ausloeser);
  return zeit && { art: 'zeit', zeit };
}

export function leseNachricht(
  leser: Leser,
  el: Xml,
  message: Xml | undefined,
): (Ereignis & { art: 'nachricht' }) | undefined {
  if (!message) {
    melde(leser, el, 'Es ist keine Nachricht angegeben, auf die gewartet wird.');
    return undefined;
  }
  const ext = leseErweiterungen(leser, message, ['subscription']);
  const nachricht = leseFest(leser, el, 'Der Name der Nachricht', text(message, 'name'));
  const subscription = ext.get('subscription');
  const schluessel = subscription && text(subscription, 'correlationKey');
  const korrelation = schluessel ? leseFeel(leser, el, 'Korrelation der Nachricht', schluessel) : undefined;
  return nachricht === undefined ? undefined : { art: 'nachricht', nachricht, ...(korrelation ? { korrelation } : {}) };
}

function leseZeit(leser: Leser, el: Xml, ausloeser: Xml): Zeitangabe | undefined {
  pruefeAngaben(leser, ausloeser, ['timeDuration', 'timeDate', 'timeCycle']);
  if (kind(ausloeser, 'timeCycle')) {
    melde(leser, el, 'Wiederkehrende Zeit (timeCycle) wird nicht unterstützt.');
    return undefined;
  }
  const dauer = kind(ausloeser, 'timeDuration');
  const zeitpunkt = kind(ausloeser, 'timeDate');
  const wert = text(((dauer ?? zeitpunkt) as Xml | undefined) ?? { $type: '' }, 'body');
  if ((dauer && zeitpunkt) || wert === undefined) {
    melde(leser, el, 'Geben Sie genau eine Dauer (z. B. P14D) oder einen Zeitpunkt an.');
    return undefined;
  }
  const art = dauer ? 'dauer' : 'zeitpunkt';
  const ausdruck = leseAngabe(leser, el, 'Zeitangabe', wert);
  if (ausdruck?.fest && !(art === 'dauer' ? istIsoDauer(wert) : istIsoZeitpunkt(wert))) {
    melde(leser, el, `„${wert}“ ist keine ${art === 'dauer' ? 'Dauer' : 'Zeitangabe'} nach ISO 8601.`);
    return undefined;
  }
  return ausdruck && { art, wert: ausdruck };
}
