import type { Ausdruck } from '../ausdruck.ts';
import type { Fluss } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import { alsFeel } from './juel.ts';
import type { Leser } from './leser.ts';
import { kennung, leseFeel, melde, stelleOf } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** A sequence flow. Conditions are FEEL, and stand on flows that leave an exclusive or inclusive gateway only. */
export function leseFluss(leser: Leser, el: Xml): Fluss | undefined {
  if (!leser.ersatz?.fluesse.has(text(el, 'id') ?? '')) {
    pruefeAngaben(leser, el, ['sourceRef', 'targetRef', 'conditionExpression']);
    leseErweiterungen(leser, el);
  }
  const id = kennung(leser, el);
  const quelle = kind(el, 'sourceRef');
  const von = kennung(leser, quelle);
  const nach = kennung(leser, kind(el, 'targetRef'));
  if (!quelle || id === undefined || von === undefined || nach === undefined) {
    melde(leser, el, 'Der Pfad braucht Kennung, Anfang und Ende.');
    return undefined;
  }
  const ersetzt = leser.ersatz?.fluesse.has(text(el, 'id') ?? '');
  const bedingung = ersetzt ? uebersetze(leser, el) : leseBedingung(leser, el, quelle);
  return { id, name: text(el, 'name') ?? '', von, nach, ...(bedingung ? { bedingung } : {}) };
}

/** The condition of a foreign model, if it can be said in FEEL; if not, a stand-in takes its place when all flows are known. */
function uebersetze(leser: Leser, el: Xml): Ausdruck | undefined {
  const formel = kind(el, 'conditionExpression');
  const feel = formel && alsFeel(text(formel, 'body') ?? '');
  const ergebnis = feel === undefined ? undefined : leser.compileAusdruck(feel, stelleOf(leser, el));
  return ergebnis?.ok ? { text: feel ?? '', fest: false, evaluate: ergebnis.evaluate } : undefined;
}

function leseBedingung(leser: Leser, el: Xml, quelle: Xml): Ausdruck | undefined {
  const formel = kind(el, 'conditionExpression');
  if (!formel) return undefined;
  if (quelle.$type !== 'bpmn:ExclusiveGateway' && quelle.$type !== 'bpmn:InclusiveGateway') {
    melde(
      leser,
      el,
      'Bedingungen sind nur auf Pfaden erlaubt, die von einem exklusiven oder inklusiven Gateway ausgehen.',
    );
    return undefined;
  }
  if (kind(quelle, 'default') === el) {
    melde(leser, el, 'Der Standardpfad darf keine Bedingung haben.');
    return undefined;
  }
  return leseFormel(leser, el, 'Bedingung', formel);
}

/** An expression element of BPMN (`bpmn:tFormalExpression`), which must be FEEL. */
export function leseFormel(leser: Leser, el: Xml, wofuer: string, formel: Xml): Ausdruck | undefined {
  const inhalt = text(formel, 'body') ?? '';
  if (!istFeel(leser, el, wofuer, formel, true)) return undefined;
  if (inhalt.includes('${')) {
    melde(leser, el, `${wofuer}: „${inhalt}“ ist kein FEEL-Ausdruck.`);
    return undefined;
  }
  return leseFeel(leser, el, wofuer, inhalt);
}

/** Refuses an expression in another language. What the file says as a whole does not concern a plain text (`rechnet` false). */
export function istFeel(leser: Leser, el: Xml, wofuer: string, formel: Xml, rechnet: boolean): boolean {
  const sprache = text(formel, 'language') ?? (rechnet ? spracheDerDatei(leser.wurzel) : undefined);
  if (sprache === undefined || /feel/i.test(sprache)) return true;
  melde(leser, el, `${wofuer}: Ausdrücke müssen in FEEL geschrieben sein, nicht in „${sprache}“.`);
  return false;
}

// Only what is written counts: the reader answers XPath, BPMN's default, when the file says nothing.
function spracheDerDatei(wurzel: Xml): string | undefined {
  return Object.hasOwn(wurzel, 'expressionLanguage') ? text(wurzel, 'expressionLanguage') : undefined;
}

/** Ids of the flows at each node; the leaving ones in the order the element lists them, which is the order of evaluation. */
export function ordneFluesse(leser: Leser, elemente: readonly Xml[], fluesse: readonly Fluss[]) {
  const aus = gruppiere(fluesse, (f) => f.von);
  const ein = gruppiere(fluesse, (f) => f.nach);
  return (el: Xml, id: string) => {
    const liste = kinder(el, 'outgoing').map((fluss) => kennung(leser, fluss) ?? '');
    const rang = new Map(liste.map((fluss, i) => [fluss, i]));
    const ausgehend = [...(aus.get(id) ?? [])];
    if (ausgehend.length > 1)
      ausgehend.sort((a, b) => (rang.get(a) ?? elemente.length) - (rang.get(b) ?? elemente.length));
    return { aus: ausgehend, ein: ein.get(id) ?? [] };
  };
}

function gruppiere(fluesse: readonly Fluss[], nach: (f: Fluss) => string): Map<string, string[]> {
  const gruppen = new Map<string, string[]>();
  for (const f of fluesse) {
    const gruppe = gruppen.get(nach(f));
    if (gruppe) gruppe.push(f.id);
    else gruppen.set(nach(f), [f.id]);
  }
  return gruppen;
}
