import type { Fluss, Knoten } from '../model.ts';
import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import type { Xml } from './xml.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Judges the process as a whole; returns the id of its start event, reports what cannot work. */
export function pruefeGraph(
  leser: Leser,
  prozess: Xml,
  knoten: ReadonlyMap<string, Knoten>,
  fluesse: ReadonlyMap<string, Fluss>,
): string | undefined {
  const sage = (k: Knoten, meldung: string) => melde(leser, { $type: k.art, id: k.id, name: k.name }, meldung);
  for (const k of knoten.values()) pruefeAnschluesse(k, fluesse, sage);
  const starts = [...knoten.values()].filter((k) => k.art === 'start');
  if (starts.length !== 1) {
    melde(leser, prozess, `Der Prozess braucht genau ein Startereignis, er hat ${starts.length}.`);
    return undefined;
  }
  const start = starts[0]?.id ?? '';
  const vor = kanten(knoten, fluesse);
  const vomStart = erreichbar(vor, [start]);
  const zumEnde = erreichbar(
    umgekehrt(vor),
    [...knoten.values()].filter((k) => k.art === 'ende').map((k) => k.id),
  );
  for (const k of knoten.values()) {
    if (!vomStart.has(k.id)) sage(k, 'Dieses Element wird vom Start aus nie erreicht.');
    else if (!zumEnde.has(k.id)) sage(k, 'Von hier führt kein Weg zu einem Endereignis.');
  }
  for (const id of gatewaySchleifen(knoten, vor)) {
    const k = knoten.get(id);
    if (k)
      sage(
        k,
        'Diese Schleife besteht nur aus Gateways und würde nie enden. Es fehlt ein Schritt, der wartet oder etwas tut.',
      );
  }
  return start;
}

function pruefeAnschluesse(k: Knoten, fluesse: ReadonlyMap<string, Fluss>, sage: (k: Knoten, m: string) => void): void {
  const anfang = k.art === 'start' || k.art === 'rand';
  if (anfang && k.ein.length > 0) sage(k, 'Zu diesem Ereignis darf kein Pfad führen.');
  if (!anfang && k.ein.length === 0) sage(k, 'Zu diesem Element führt kein Pfad.');
  if (k.art === 'ende' && k.aus.length > 0) sage(k, 'Von einem Endereignis darf kein Pfad ausgehen.');
  if (k.art !== 'ende' && k.aus.length === 0)
    sage(k, 'Von diesem Element geht kein Pfad aus. Führen Sie ihn zu einem Endereignis.');
  if (k.art !== 'exklusiv' || k.aus.length < 2) return;
  for (const id of k.aus) {
    if (id !== k.standard && !fluesse.get(id)?.bedingung) {
      sage(k, `Der Pfad „${fluesse.get(id)?.name || id}“ braucht eine Bedingung oder muss der Standardpfad sein.`);
    }
  }
}

/** Successors of each node; a boundary event follows the task it is attached to. */
function kanten(knoten: ReadonlyMap<string, Knoten>, fluesse: ReadonlyMap<string, Fluss>): Graph {
  const vor = new Map([...knoten.keys()].map((id) => [id, [] as string[]]));
  for (const fluss of fluesse.values()) vor.get(fluss.von)?.push(fluss.nach);
  for (const k of knoten.values()) if (k.art === 'rand') vor.get(k.an)?.push(k.id);
  return vor;
}

function umgekehrt(graph: Graph): Graph {
  const zurueck = new Map([...graph.keys()].map((id) => [id, [] as string[]]));
  for (const [von, ziele] of graph) for (const nach of ziele) zurueck.get(nach)?.push(von);
  return zurueck;
}

function erreichbar(graph: Graph, anfang: readonly string[]): Set<string> {
  const gesehen = new Set(anfang);
  // A Set may grow while it is walked: what is added is visited too.
  for (const id of gesehen) for (const nach of graph.get(id) ?? []) gesehen.add(nach);
  return gesehen;
}

/** Gateways on a loop without any other element: whoever enters it once goes round for ever, for nothing changes there. */
function gatewaySchleifen(knoten: ReadonlyMap<string, Knoten>, vor: Graph): string[] {
  const istGateway = (id: string) => ['exklusiv', 'parallel'].includes(knoten.get(id)?.art ?? '');
  const nur = new Map([...vor].filter(([id]) => istGateway(id)).map(([id, ziele]) => [id, ziele.filter(istGateway)]));
  return [...nur.keys()].filter((id) => erreichbar(nur, nur.get(id) ?? []).has(id));
}
