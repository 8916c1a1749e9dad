import type { Bereich, Fluss, Knoten } from '../model.ts';
import { DOKUMENTATION, pruefeBeiwerk } from './beiwerk.ts';
import { ersetzeFluesse, ersetzeKnoten } from './ersatz.ts';
import { leseFluss, ordneFluesse } from './fluss.ts';
import { pruefeBereich, pruefeZurueck } from './graph.ts';
import { leseKnoten } from './knoten.ts';
import type { Leser } from './leser.ts';
import { kennung, melde } from './leser.ts';
import { leseKopf, type Rufbar } from './rufbar.ts';
import type { Umfeld } from './umgebung.ts';
import { verknuepfe } from './verknuepfung.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** Everything read so far; scopes inside each other fill the same maps. */
export interface Sammlung {
  readonly knoten: Map<string, Knoten>;
  readonly fluesse: Map<string, Fluss>;
  readonly bereiche: Map<string, Bereich>;
  /** processes that may be called, by id */
  readonly rufbar: ReadonlyMap<string, Rufbar>;
  /** processes that were read so far */
  readonly gelesen: Set<Xml>;
  starts: readonly string[];
}

/** A model that calls itself in ever more places would never end. */
const ELEMENTE = 20_000;
const TIEFE = 50;

/** Reads a process, sub-process or called process (`el`) as the scope `bereich`, with all scopes inside. */
export function leseBereich(
  leser: Leser,
  sammlung: Sammlung,
  el: Xml,
  bereich: string | undefined,
  wo: Umfeld['wo'],
  rufe: readonly Xml[],
): void {
  const elemente = kinder(el, 'flowElements').filter((teil) => !DOKUMENTATION.has(teil.$type));
  const eigene = elemente.filter((teil) => !leser.ersatz?.weg.has(text(teil, 'id') ?? ''));
  const zahl = sammlung.knoten.size + sammlung.fluesse.size + eigene.length;
  if (zahl > ELEMENTE) return melde(leser, el, `Das Modell ist zu groß: Es darf höchstens ${ELEMENTE} Elemente haben.`);
  const fluesse = leseFluesse(leser, eigene);
  for (const f of fluesse) sammlung.fluesse.set(f.id, f);
  const ordnung = ordneFluesse(leser, eigene, fluesse);
  pruefeZiele(leser, eigene, fluesse);
  pruefeBeiwerk(leser, el);
  const raender = gruppiereRaender(leser, eigene);
  const ausgleiche = leseAusgleiche(leser, el);
  const knoten = new Map<string, readonly [Knoten, Xml]>();
  for (const teil of eigene) {
    const id = kennung(leser, teil);
    if (id === undefined || teil.$type === 'bpmn:SequenceFlow') continue;
    const umgebung = {
      id,
      name: text(teil, 'name') ?? '',
      ...ordnung(teil, id),
      ...(bereich === undefined ? {} : { bereich }),
    };
    const durch = ausgleiche.get(id);
    const umfeld: Umfeld = { rand: raender.get(id) ?? [], wo, ...(durch === undefined ? {} : { durch }) };
    const gelesen = leser.ersatz?.knoten.has(text(teil, 'id') ?? '')
      ? ersetzeKnoten(teil, umgebung, umfeld)
      : leseKnoten(leser, teil, umgebung, umfeld);
    if (!gelesen) continue;
    knoten.set(id, [gelesen, teil]);
    sammlung.knoten.set(id, gelesen);
  }
  const eigeneKnoten = [...knoten.values()].map(([k]) => k);
  const ereignisse = eigeneKnoten.flatMap((k) => (k.art === 'teilprozess' && k.durchEreignis ? [k.id] : []));
  for (const [k, teil] of knoten.values()) leseInneres(leser, sammlung, k, teil, rufe);
  // The graph is judged only when every node could be read: otherwise one gap would be reported many times.
  if (leser.fehler.length > 0) return;
  const starts = pruefeBereich(leser, el, wo, eigeneKnoten, sammlung);
  if (starts[0] === undefined) return;
  if (bereich === undefined) {
    sammlung.starts = starts;
    pruefeZurueck(leser, sammlung);
  }
  sammlung.bereiche.set(bereich ?? '', {
    start: starts[0],
    ereignisse: ereignisse.flatMap((id) => sammlung.bereiche.get(id)?.start ?? []),
    ...(leser.datei === undefined ? {} : { datei: leser.datei }),
  });
}

function leseInneres(leser: Leser, sammlung: Sammlung, knoten: Knoten, el: Xml, rufe: readonly Xml[]): void {
  if (knoten.art !== 'teilprozess' && knoten.art !== 'aufruf') return;
  if (rufe.length > TIEFE) return melde(leser, el, 'Die Teilprozesse sind zu tief verschachtelt.');
  if (knoten.art === 'teilprozess') {
    const wo = knoten.durchEreignis ? 'ereignisteilprozess' : 'teilprozess';
    return leseBereich(leser, sammlung, el, knoten.id, wo, [...rufe, el]);
  }
  const ruf = sammlung.rufbar.get(knoten.prozess);
  if (!ruf) return melde(leser, el, `Den aufgerufenen Prozess „${knoten.prozess}“ gibt es nicht als ausführbaren.`);
  const prozess = ruf.el;
  if (rufe.includes(prozess)) return melde(leser, el, `Der Prozess „${knoten.prozess}“ ruft sich selbst auf.`);
  if (!sammlung.gelesen.has(prozess)) leseKopf(ruf.leser, prozess);
  sammlung.gelesen.add(prozess);
  leseBereich({ ...ruf.leser, praefix: `${knoten.id}/` }, sammlung, prozess, knoten.id, 'aufruf', [...rufe, prozess]);
}

function leseFluesse(leser: Leser, elemente: readonly Xml[]): Fluss[] {
  const gezeichnet: Fluss[] = [];
  for (const teil of elemente) {
    if (text(teil, 'id') === undefined) melde(leser, teil, 'Jedes Element braucht eine Kennung (id).');
    const fluss = teil.$type === 'bpmn:SequenceFlow' ? leseFluss(leser, teil) : undefined;
    if (fluss) gezeichnet.push(fluss);
  }
  const alle = [...gezeichnet, ...verknuepfe(leser, elemente, gezeichnet)];
  return leser.ersatz ? ersetzeFluesse(leser, elemente, alle) : alle;
}

/** A flow leads from step to step of its own scope: anywhere else nobody could go, or would stand in the wrong scope. */
function pruefeZiele(leser: Leser, elemente: readonly Xml[], fluesse: readonly Fluss[]): void {
  const gezeichnet = new Map(elemente.map((el) => [kennung(leser, el) ?? '', el]));
  const istSchritt = (id: string) =>
    (gezeichnet.get(id) ?? { $type: 'bpmn:SequenceFlow' }).$type !== 'bpmn:SequenceFlow';
  for (const { id, von, nach } of fluesse) {
    const fern = [von, nach].find((ende) => !istSchritt(ende));
    if (fern === undefined) continue;
    const wohin = fern.slice(leser.praefix.length);
    melde(
      leser,
      gezeichnet.get(id) ?? { $type: 'bpmn:SequenceFlow', id },
      `Ein Pfad führt von Schritt zu Schritt desselben Prozesses oder Teilprozesses; „${wohin}“ ist hier keiner.`,
    );
  }
}

function gruppiereRaender(leser: Leser, elemente: readonly Xml[]): Map<string, string[]> {
  const raender = new Map<string, string[]>();
  for (const teil of elemente) {
    const id = kennung(leser, teil);
    const an = teil.$type === 'bpmn:BoundaryEvent' ? kennung(leser, kind(teil, 'attachedToRef')) : undefined;
    if (id === undefined || an === undefined) continue;
    raender.set(an, [...(raender.get(an) ?? []), id]);
  }
  return raender;
}

/**
 * Associations from a compensation boundary event to the activity that makes its carrier undone. Editors put them into the scope, one
 * around it, or beside the pools.
 */
function leseAusgleiche(leser: Leser, el: Xml): Map<string, string> {
  const ausgleiche = new Map<string, string>();
  const orte = kinder(leser.wurzel, 'rootElements').filter((w) => w.$type === 'bpmn:Collaboration');
  for (let ort: Xml | undefined = el; ort; ort = ort.$parent) orte.push(ort);
  for (const verbindung of orte.flatMap((ort) => kinder(ort, 'artifacts'))) {
    const von = kind(verbindung, 'sourceRef');
    const ziel = kind(verbindung, 'targetRef');
    const [vonId, zielId] = [kennung(leser, von), kennung(leser, ziel)];
    if (von?.$type !== 'bpmn:BoundaryEvent' || ziel?.isForCompensation !== true) continue;
    // in the scope of the event: elsewhere it would not see what the carrier saw
    if (von.$parent !== ziel.$parent) continue;
    if (vonId !== undefined && zielId !== undefined) ausgleiche.set(vonId, zielId);
  }
  return ausgleiche;
}
