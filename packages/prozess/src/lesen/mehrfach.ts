import type { Mehrfach } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import { leseFormel } from './fluss.ts';
import type { Leser } from './leser.ts';
import { istName, leseFeel, melde } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, text } from './xml.ts';

/** Multi-instance of an activity: by a collection (zeebe:loopCharacteristics) or a number (loopCardinality). */
export function leseMehrfach(leser: Leser, el: Xml): Mehrfach | undefined {
  const schleife = kind(el, 'loopCharacteristics');
  if (!schleife) return undefined;
  if (schleife.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    melde(
      leser,
      el,
      'Die Schleife (standardLoopCharacteristics) wird nicht unterstützt. Zeichnen Sie sie mit einem Gateway.',
    );
    return undefined;
  }
  pruefeAngaben(leser, schleife, ['isSequential', 'loopCardinality', 'completionCondition'], el);
  const ext = leseErweiterungen(leser, schleife, ['loopCharacteristics'], el).get('loopCharacteristics');
  const angabe = (name: string) => ext && text(ext, name);
  const sammlung = angabe('inputCollection');
  const anzahl = kind(schleife, 'loopCardinality');
  if ((sammlung === undefined) === (anzahl === undefined)) {
    melde(
      leser,
      el,
      'Mehrfachausführung: Geben Sie entweder eine Liste (inputCollection) oder eine Anzahl (loopCardinality) an.',
    );
    return undefined;
  }
  const eintrag = leseName(leser, el, 'inputElement', angabe('inputElement'));
  const ausgabe = leseAusgabe(leser, el, angabe('outputCollection'), angabe('outputElement'));
  const ende = kind(schleife, 'completionCondition');
  const teile = {
    sammlung: sammlung === undefined ? undefined : leseFeel(leser, el, 'Liste der Mehrfachausführung', sammlung),
    anzahl: anzahl && leseFormel(leser, el, 'Anzahl der Mehrfachausführung', anzahl),
    bis: ende && leseFormel(leser, el, 'Ende der Mehrfachausführung', ende),
  };
  return {
    nacheinander: schleife.isSequential === true,
    ...(teile.sammlung ? { sammlung: teile.sammlung } : {}),
    ...(teile.anzahl ? { anzahl: teile.anzahl } : {}),
    ...(teile.bis ? { bis: teile.bis } : {}),
    ...(eintrag === undefined ? {} : { eintrag }),
    ...(ausgabe ? { ausgabe } : {}),
  };
}

function leseName(leser: Leser, el: Xml, feld: string, name: string | undefined): string | undefined {
  if (name !== undefined && !istName(name)) {
    melde(leser, el, `Mehrfachausführung: „${name}“ (${feld}) ist kein gültiger Variablenname.`);
    return undefined;
  }
  return name;
}

function leseAusgabe(
  leser: Leser,
  el: Xml,
  sammlung: string | undefined,
  eintrag: string | undefined,
): Mehrfach['ausgabe'] {
  if (sammlung === undefined && eintrag === undefined) return undefined;
  if (sammlung === undefined || eintrag === undefined) {
    melde(leser, el, 'Mehrfachausführung: outputCollection und outputElement gehören zusammen.');
    return undefined;
  }
  const name = leseName(leser, el, 'outputCollection', sammlung);
  const ausdruck = leseFeel(leser, el, 'Ergebnis der Mehrfachausführung', eintrag);
  if (name === undefined || !ausdruck) return undefined;
  const [erster = ''] = ausdruck.text.split('.');
  // the number of an instance is its own already
  const lokal = erster !== 'loopCounter' && ausdruck.text.split('.').every(istName) ? { lokal: erster } : {};
  return { sammlung: name, eintrag: ausdruck, ...lokal };
}
