import { warteereignis } from '../ereignis.ts';
import type { Fluss, Knoten } from '../model.ts';
import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import { aufSchleifen, erreichbar, type Graph, umgekehrt } from './schleifen.ts';
import type { Umfeld } from './umgebung.ts';
import type { Xml } from './xml.ts';

interface Alles {
  readonly knoten: ReadonlyMap<string, Knoten>;
  readonly fluesse: ReadonlyMap<string, Fluss>;
}

type Sage = (k: Knoten, meldung: string) => void;

/** Judges one scope as a whole; returns the ids of its start events, the plain one first, and reports what cannot work. */
export function pruefeBereich(
  leser: Leser,
  el: Xml,
  wo: Umfeld['wo'],
  knoten: readonly Knoten[],
  alles: Alles,
): readonly string[] {
  const sage = sageFuer(leser);
  // In a foreign model a branch may end anywhere, and a person chooses where no condition does.
  const streng = !leser.ersatz;
  for (const k of knoten) pruefeAnschluesse(k, alles, sage, streng);
  for (const k of knoten) if (k.art === 'wahl') pruefeWahl(k, alles, sage);
  pruefeAusgleich(knoten, sage);
  const starts = pruefeStarts(leser, el, wo, knoten);
  if (starts.length === 0) return starts;
  const vor = kanten(knoten, alles.fluesse);
  const anfang = [...starts, ...knoten.filter(stehtFrei).map((k) => k.id)];
  const vomStart = erreichbar(vor, anfang);
  const zumEnde = erreichbar(
    umgekehrt(vor),
    knoten.filter((k) => k.aus.length === 0 && k.art !== 'rand').map((k) => k.id),
  );
  for (const k of knoten) {
    if (!vomStart.has(k.id)) sage(k, 'Dieses Element wird vom Start aus nie erreicht.');
    else if (streng && !zumEnde.has(k.id)) sage(k, 'Von hier führt kein Weg zu einem Endereignis.');
  }
  const nachId = new Map(knoten.map((k) => [k.id, k]));
  const ruhelos = (id: string) => RUHELOS.has(nachId.get(id)?.art ?? 'aufgabe');
  for (const id of aufSchleifen(vor, ruhelos)) {
    const k = nachId.get(id);
    if (k)
      sage(
        k,
        'Diese Schleife besteht nur aus Gateways und würde nie enden. Es fehlt ein Schritt, der wartet oder etwas tut.',
      );
  }
  return starts;
}

const sageFuer =
  (leser: Leser): Sage =>
  (k, meldung) => {
    // as the file has it, without the calls it lies in
    const id = k.id.slice(k.id.lastIndexOf('/') + 1);
    melde(leser, { $type: k.art, id, name: k.name }, meldung);
  };

/** Whoever enters a loop of these alone goes round for ever, for nothing changes there. */
const RUHELOS: ReadonlySet<Knoten['art']> = new Set(['exklusiv', 'inklusiv', 'parallel', 'durchgang', 'wurf']);

function pruefeStarts(leser: Leser, el: Xml, wo: Umfeld['wo'], knoten: readonly Knoten[]): readonly string[] {
  const starts = knoten.filter((k) => k.art === 'start');
  const ohne = starts.filter((k) => !k.ereignis);
  const was = wo === 'prozess' || wo === 'aufruf' ? 'Der Prozess' : 'Der Teilprozess';
  const genug =
    wo === 'prozess' ? starts.length > 0 && (ohne.length <= 1 || leser.ersatz !== undefined) : starts.length === 1;
  if (!genug) melde(leser, el, `${was} braucht genau ein Startereignis, er hat ${starts.length}.`);
  else if (wo === 'aufruf' && ohne.length === 0)
    melde(leser, el, 'Ein aufgerufener Prozess braucht ein Startereignis ohne Auslöser.');
  else return [...ohne, ...starts.filter((k) => k.ereignis)].map((k) => k.id);
  return [];
}

/** Event sub-processes begin by their event, activities of a compensation by another event: no flow leads there or away. */
function stehtFrei(k: Knoten): boolean {
  return (k.art === 'teilprozess' && k.durchEreignis) || ('nurAusgleich' in k && k.nurAusgleich === true);
}

function pruefeAnschluesse(k: Knoten, { fluesse }: Alles, sage: Sage, streng: boolean): void {
  if (stehtFrei(k)) {
    if (k.ein.length + k.aus.length > 0) sage(k, 'Von und zu diesem Element darf kein Pfad führen.');
    return;
  }
  const ausgleich = k.art === 'rand' && k.ereignis.art === 'ausgleich';
  const anfang = k.art === 'start' || k.art === 'rand';
  // A message that is sent at the end is a job without a way out.
  const ende = k.art === 'ende' || ausgleich || istSendendesEnde(k);
  if (anfang && k.ein.length > 0) sage(k, 'Zu diesem Ereignis darf kein Pfad führen.');
  if (!anfang && k.ein.length === 0) sage(k, 'Zu diesem Element führt kein Pfad.');
  if (ende && k.aus.length > 0)
    sage(
      k,
      ausgleich ? 'Von diesem Ereignis darf kein Pfad ausgehen.' : 'Von einem Endereignis darf kein Pfad ausgehen.',
    );
  if (!streng) return;
  if (!ende && k.aus.length === 0)
    sage(k, 'Von diesem Element geht kein Pfad aus. Führen Sie ihn zu einem Endereignis.');
  if ((k.art !== 'exklusiv' && k.art !== 'inklusiv') || k.aus.length < 2) return;
  for (const id of k.aus) {
    if (id !== k.standard && !fluesse.get(id)?.bedingung) {
      sage(k, `Der Pfad „${fluesse.get(id)?.name || id}“ braucht eine Bedingung oder muss der Standardpfad sein.`);
    }
  }
}

function istSendendesEnde(k: Knoten): boolean {
  return k.art === 'dienst' && k.endet === true;
}

function pruefeWahl(k: Knoten, { knoten, fluesse }: Alles, sage: Sage): void {
  if (k.aus.length < 2) sage(k, 'Ein ereignisbasiertes Gateway braucht mindestens zwei Ereignisse.');
  for (const id of k.aus) {
    const ziel = knoten.get(fluesse.get(id)?.nach ?? '');
    if (!ziel) continue;
    const passt = warteereignis(ziel) && !('rand' in ziel && (ziel.rand.length > 0 || ziel.mehrfach));
    if (!passt || ziel.art === 'rand' || ziel.art === 'start')
      sage(ziel, 'Nach einem ereignisbasierten Gateway kann nur ein eintretendes Zwischenereignis stehen.');
    else if (ziel.ein.length > 1)
      sage(ziel, 'Zu einem Ereignis nach dem ereignisbasierten Gateway darf kein anderer Pfad führen.');
  }
}

function pruefeAusgleich(knoten: readonly Knoten[], sage: Sage): void {
  const benutzt = new Set(
    knoten.flatMap((k) => (k.art === 'rand' && k.ereignis.art === 'ausgleich' ? [k.ereignis.durch] : [])),
  );
  for (const k of knoten) {
    if ('nurAusgleich' in k && k.nurAusgleich && !benutzt.has(k.id))
      sage(k, 'Diese Tätigkeit zur Kompensation gehört zu keinem Ereignis: Es fehlt die Verbindung (Association).');
  }
}

/** With all scopes read: what an event is to make undone must be there, and must be of the kind that can be undone. */
export function pruefeZurueck(leser: Leser, { knoten }: Alles): void {
  const alle = [...knoten.values()];
  const rueckgaengig = new Set<string>();
  for (const k of alle) {
    if (k.art !== 'rand' || k.ereignis.art !== 'ausgleich') continue;
    // What is done in a sub-process can be undone with it.
    for (let id: string | undefined = k.an; id !== undefined; id = knoten.get(id)?.bereich) rueckgaengig.add(id);
  }
  for (const k of alle) {
    const wurf = k.art === 'wurf' || k.art === 'ende' ? k.wirft : undefined;
    if (wurf?.art !== 'ausgleich' || wurf.ziel === undefined) continue;
    const heisst = knoten.get(wurf.ziel)?.name || wurf.ziel;
    if (!knoten.has(wurf.ziel)) sageFuer(leser)(k, 'Die Tätigkeit, die rückgängig gemacht werden soll, gibt es nicht.');
    else if (!rueckgaengig.has(wurf.ziel))
      sageFuer(leser)(
        k,
        `Zu „${heisst}“ gibt es nichts, das sie rückgängig macht: Es fehlt ein angeheftetes Ereignis zur Kompensation.`,
      );
    else if (!reichtBis(k, wurf.ziel, knoten))
      sageFuer(leser)(
        k,
        `„${heisst}“ liegt nicht im selben Teilprozess wie dieses Ereignis und kann von hier aus nicht rückgängig gemacht werden.`,
      );
  }
}

/** Compensation reaches what lies in the scope of its event; an event sub-process cleans up the scope it belongs to. */
function reichtBis(k: Knoten, ziel: string, knoten: ReadonlyMap<string, Knoten>): boolean {
  const umgebend = knoten.get(k.bereich ?? '');
  const bereiche = new Set([k.bereich]);
  if (umgebend?.art === 'teilprozess' && umgebend.durchEreignis) bereiche.add(umgebend.bereich);
  for (let z = knoten.get(ziel); z; z = knoten.get(z.bereich ?? '')) if (bereiche.has(z.bereich)) return true;
  return false;
}

/** Successors of each node; a boundary event follows the activity it is attached to, a compensation its event. */
function kanten(knoten: readonly Knoten[], fluesse: ReadonlyMap<string, Fluss>): Graph {
  const vor = new Map(knoten.map((k) => [k.id, [] as string[]]));
  for (const k of knoten) {
    for (const id of k.aus) {
      const nach = fluesse.get(id)?.nach;
      if (nach !== undefined) vor.get(k.id)?.push(nach);
    }
    if (k.art === 'rand') vor.get(k.an)?.push(k.id);
    if (k.art === 'rand' && k.ereignis.art === 'ausgleich') vor.get(k.id)?.push(k.ereignis.durch);
  }
  return vor;
}
