import type { Fluss } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { leseFeel, melde } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** A sequence flow. Conditions are FEEL, and stand on flows that leave an exclusive gateway only. */
export function leseFluss(leser: Leser, el: Xml): Fluss | undefined {
  pruefeAngaben(leser, el, ['sourceRef', 'targetRef', 'conditionExpression']);
  leseErweiterungen(leser, el);
  const id = text(el, 'id');
  const quelle = kind(el, 'sourceRef');
  const von = quelle && text(quelle, 'id');
  const ziel = kind(el, 'targetRef');
  const nach = ziel && text(ziel, 'id');
  if (!quelle || id === undefined || von === undefined || nach === undefined) {
    melde(leser, el, 'Der Pfad braucht Kennung, Anfang und Ende.');
    return undefined;
  }
  const bedingung = leseBedingung(leser, el, quelle);
  return { id, name: text(el, 'name') ?? '', von, nach, ...(bedingung ? { bedingung } : {}) };
}

function leseBedingung(leser: Leser, el: Xml, quelle: Xml) {
  const formel = kind(el, 'conditionExpression');
  if (!formel) return undefined;
  if (quelle.$type !== 'bpmn:ExclusiveGateway') {
    melde(leser, el, 'Bedingungen sind nur auf Pfaden erlaubt, die von einem exklusiven Gateway ausgehen.');
    return undefined;
  }
  if (kind(quelle, 'default') === el) {
    melde(leser, el, 'Der Standardpfad darf keine Bedingung haben.');
    return undefined;
  }
  const sprache = text(formel, 'language') ?? spracheDerDatei(leser.wurzel);
  if (sprache !== undefined && !/feel/i.test(sprache)) {
    melde(leser, el, `Bedingungen müssen in FEEL geschrieben sein, nicht in „${sprache}“.`);
    return undefined;
  }
  const inhalt = text(formel, 'body') ?? '';
  if (inhalt.includes('${')) {
    melde(leser, el, `Die Bedingung „${inhalt}“ ist kein FEEL-Ausdruck.`);
    return undefined;
  }
  return leseFeel(leser, el, 'Bedingung', inhalt);
}

// Only what is written counts: the reader answers XPath, BPMN's default, when the file says nothing.
function spracheDerDatei(wurzel: Xml): string | undefined {
  return Object.hasOwn(wurzel, 'expressionLanguage') ? text(wurzel, 'expressionLanguage') : undefined;
}

/** Ids of the flows at a node; the leaving ones in the order the element lists them, which is the order of evaluation. */
export function fluesseVon(el: Xml, id: string, fluesse: ReadonlyMap<string, Fluss>) {
  const alle = [...fluesse.values()];
  const liste = kinder(el, 'outgoing').map((fluss) => text(fluss, 'id'));
  const rang = (fluss: Fluss) => (liste.includes(fluss.id) ? liste.indexOf(fluss.id) : liste.length);
  return {
    aus: alle
      .filter((fluss) => fluss.von === id)
      .sort((a, b) => rang(a) - rang(b))
      .map((fluss) => fluss.id),
    ein: alle.filter((fluss) => fluss.nach === id).map((fluss) => fluss.id),
  };
}
