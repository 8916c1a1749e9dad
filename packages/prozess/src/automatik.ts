import type { Knoten, Prozess } from './model.ts';
import type { Token } from './zustand.ts';

/** A service that issues a Verwaltungsakt, and a way to it on which nobody decides. */
export interface OhneMensch {
  readonly element: string;
  readonly name: string;
  readonly typ: string;
  /** ids of the elements from the start to the service */
  readonly weg: readonly string[];
}

/** Where an instance stands without anybody having decided: elements, and flows by which a branch waits at a parallel join. */
export interface Stand {
  readonly unsicher: ReadonlySet<string>;
  readonly wartend: ReadonlySet<string>;
}
const ANFANG: Stand = { unsicher: new Set(), wartend: new Set() };

/**
 * § 35a VwVfG, the static half: services of the given types that can be reached without a human task having been done before.
 * Whoever publishes the model must then name the statute that allows it.
 *
 * Judged is what is certain on every way. A human task counts where its work was done, not where a boundary event left it
 * (nobody decided, time ran out). A parallel join needs all its branches, so one with a person is enough; an inclusive one
 * does not. A multi-instance task over a collection does not count, for the collection may be empty; nor does what a sub-process
 * does on only some of its ways. So a model may be named here that always asks a person in fact, but never the reverse.
 * With `stand` it is judged for an instance that has not come by the ways of this model: also from where it stands.
 *
 * @example
 * verwaltungsakteOhneMensch(prozess, new Set(['brief.erlassen'])).map((v) => v.name);
 */
export function verwaltungsakteOhneMensch(
  prozess: Prozess,
  dienste: ReadonlySet<string>,
  stand: Stand = ANFANG,
): readonly OhneMensch[] {
  const graph = baue(prozess, stand);
  const sicher = rechne(graph);
  return [...prozess.knoten.values()].flatMap((k) => {
    if (k.art !== 'dienst' || !dienste.has(k.typ) || sicher.get(vor(k.id))) return [];
    return [{ element: k.id, name: k.name, typ: k.typ, weg: zeige(graph, sicher, vor(k.id)) }];
  });
}

/** Tells of a token whether a person has decided on every way of the model to where it stands. */
export function entschieden(prozess: Prozess): (token: Pick<Token, 'element' | 'ueber'>) => boolean {
  const sicher = rechne(baue(prozess, ANFANG));
  return ({ element, ueber }) => {
    const k = prozess.knoten.get(element);
    const ist = (punkt: string) => sicher.get(punkt) === true;
    // At a join that needs all branches, each is as sure as the way it came by.
    return k?.art === 'parallel' ? ist(nach(prozess.fluesse.get(ueber ?? '')?.von ?? '')) : ist(vor(element));
  };
}

/** Each element has a point before and a point after it; the edges say from where a point can be reached. */
interface Graph {
  readonly prozess: Prozess;
  readonly herkunft: ReadonlyMap<string, readonly string[]>;
  /** points that need all their origins, not one of them */
  readonly alle: ReadonlySet<string>;
  /** points at which a person has certainly decided */
  readonly mensch: ReadonlySet<string>;
  /** points at which an instance stands without anybody having decided */
  readonly unsicher: ReadonlySet<string>;
}

const vor = (id: string) => `<${id}`;
const nach = (id: string) => `>${id}`;

function baue(prozess: Prozess, stand: Stand): Graph {
  const herkunft = new Map<string, string[]>();
  const alle = new Set<string>();
  const mensch = new Set<string>();
  const kante = (von: string, bis: string) => {
    const liste = herkunft.get(bis);
    if (liste) liste.push(von);
    else herkunft.set(bis, [von]);
  };
  for (const k of prozess.knoten.values()) {
    const ein = k.art === 'parallel' ? k.ein.filter((f) => !stand.wartend.has(f)) : k.ein;
    for (const f of ein) kante(nach(prozess.fluesse.get(f)?.von ?? ''), vor(k.id));
    if (k.art === 'parallel' && k.ein.length > 1) alle.add(vor(k.id));
    if (k.art === 'rand') {
      kante(vor(k.an), vor(k.id));
      if (k.ereignis.art === 'ausgleich') kante(vor(k.id), vor(k.ereignis.durch));
    }
    const bereich = k.art === 'teilprozess' || k.art === 'aufruf' ? k : undefined;
    if (bereich) verbindeBereich(prozess, bereich, kante);
    // A scope of several instances may be passed without one; otherwise it is left by its ends only.
    if (!bereich || ('mehrfach' in k && k.mehrfach)) kante(vor(k.id), nach(k.id));
    if (k.art === 'aufgabe' && !k.mehrfach && !k.nurAusgleich) mensch.add(nach(k.id));
  }
  return { prozess, herkunft, alle, mensch, unsicher: new Set([...stand.unsicher].map(vor)) };
}

type Kante = (von: string, bis: string) => void;

function verbindeBereich(prozess: Prozess, k: Knoten, kante: Kante): void {
  kante(vor(k.id), vor(prozess.bereiche.get(k.id)?.start ?? ''));
  // An event sub-process may begin as soon as its scope does.
  if (k.art === 'teilprozess' && k.durchEreignis && k.bereich !== undefined) kante(vor(k.bereich), vor(k.id));
  for (const innen of prozess.knoten.values())
    if (innen.bereich === k.id && innen.aus.length === 0 && innen.art !== 'rand') kante(nach(innen.id), nach(k.id));
}

/** Greatest fixed point: every point is taken to be safe until an unsafe origin says otherwise. */
function rechne({ herkunft, alle, mensch, unsicher }: Graph): ReadonlyMap<string, boolean> {
  const sicher = new Map<string, boolean>();
  const folgen = new Map<string, string[]>();
  for (const [bis, liste] of herkunft) for (const von of liste) folgen.set(von, [...(folgen.get(von) ?? []), bis]);
  const punkte = new Set([...herkunft.keys(), ...folgen.keys()]);
  for (const p of punkte) sicher.set(p, true);
  const istSicher = (p: string): boolean => {
    if (mensch.has(p)) return true;
    if (unsicher.has(p)) return false;
    const liste = herkunft.get(p) ?? [];
    if (liste.length === 0) return false;
    return alle.has(p) ? liste.some((v) => sicher.get(v)) : liste.every((v) => sicher.get(v));
  };
  const offen = [...punkte];
  for (let p = offen.pop(); p !== undefined; p = offen.pop()) {
    if (!sicher.get(p) || istSicher(p)) continue;
    sicher.set(p, false);
    offen.push(...(folgen.get(p) ?? []));
  }
  return sicher;
}

/** A shortest way to the point over unsafe points only. */
function zeige(
  { prozess, herkunft, unsicher }: Graph,
  sicher: ReadonlyMap<string, boolean>,
  ziel: string,
): readonly string[] {
  const danach = new Map<string, string | undefined>([[ziel, undefined]]);
  let anfang = ziel;
  // A Map may grow while it is walked: what is added is visited too.
  for (const punkt of danach.keys()) {
    const liste = (herkunft.get(punkt) ?? []).filter((v) => !sicher.get(v));
    if (liste.length === 0 || unsicher.has(punkt)) {
      anfang = punkt;
      break;
    }
    for (const v of liste) if (!danach.has(v)) danach.set(v, punkt);
  }
  const weg: string[] = [];
  for (let p: string | undefined = anfang; p !== undefined; p = danach.get(p)) {
    const id = p.slice(1);
    if (weg.at(-1) !== id && prozess.knoten.has(id)) weg.push(id);
  }
  return weg;
}
