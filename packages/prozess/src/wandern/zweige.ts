import { hoertNur } from '../lauf/lauf.ts';
import type { Knoten, Prozess } from '../model.ts';
import type { Token } from '../zustand.ts';
import { lehneAb, type Umzug, ziel } from './umzug.ts';
import { fehler } from './ziel.ts';

/**
 * Judges the branches of an instance together, which each by itself may move well: none may come to where another one stands,
 * for what lies there would be done twice, and none may wait for a branch that the instance does not have. What could happen in
 * the old version already may happen in the new one.
 */
export function pruefeZweige(umzug: Umzug): void {
  for (const zweige of jeBereich(umzug)) {
    // of several at the same element one speaks for all
    const orte = [...new Map(zweige.map((z) => [z.alt.element, z])).values()];
    for (const a of orte) for (const b of orte) pruefePaar(umzug, a, b);
    pruefeZusammenfuehrungen(umzug, zweige);
  }
}

/** A branch: its token as it stood and as it stands now. */
interface Zweig {
  readonly alt: Token;
  readonly neu: Token;
}

function jeBereich({ alt, zustand, token }: Umzug): Iterable<readonly Zweig[]> {
  const neue = new Map(token.map((t) => [t.schritt, t]));
  const gruppen = new Map<number | undefined, Zweig[]>();
  for (const t of zustand.token) {
    // Only what listens may get another number.
    const neu = neue.get(t.schritt);
    if (!neu || hoertNur(alt, t)) continue;
    gruppen.set(t.in, [...(gruppen.get(t.in) ?? []), { alt: t, neu }]);
  }
  return gruppen.values();
}

function pruefePaar(umzug: Umzug, a: Zweig, b: Zweig): void {
  if (a.alt.element === b.alt.element) return;
  if (a.neu.element === b.neu.element) {
    const zusammen = fuehrtZusammen(umzug.neu.knoten.get(b.neu.element));
    if (!zusammen && a.alt.schritt < b.alt.schritt)
      lehneAb(umzug, b.alt, `${nenne(umzug, b)} stünde der Vorgang zweimal: Was danach kommt, geschähe doppelt.`);
    return;
  }
  if (!kommtAn(umzug.neu, a.neu.element, b.neu.element) || kommtAn(umzug.alt, a.alt.element, b.alt.element)) return;
  lehneAb(
    umzug,
    a.alt,
    `In der neuen Fassung kommt von hier aus „${heisst(umzug, b)}“, wo der Vorgang auch schon steht: Was danach kommt, geschähe doppelt. Warten Sie, bis einer der beiden Schritte erledigt ist.`,
  );
}

const nenne = (umzug: Umzug, z: Zweig): string => `Bei „${heisst(umzug, z)}“`;
const heisst = ({ neu }: Umzug, z: Zweig): string => neu.knoten.get(z.neu.element)?.name || z.neu.element;

function fuehrtZusammen(k: Knoten | undefined): boolean {
  return (k?.art === 'parallel' || k?.art === 'inklusiv') && k.ein.length > 1;
}

/** Where a branch may go next: along its flows, or by a boundary event. */
function naechste(prozess: Prozess, id: string): readonly string[] {
  const k = prozess.knoten.get(id);
  if (!k) return [];
  const ziele = k.aus.flatMap((f) => prozess.fluesse.get(f)?.nach ?? []);
  return 'rand' in k ? [...ziele, ...k.rand] : ziele;
}

/** Everything a branch at `von` may come to, itself included; at `bis` it goes no further. */
function weg(prozess: Prozess, von: string, bis: (k: Knoten | undefined) => boolean): Set<string> {
  const gesehen = new Set([von]);
  // A Set may grow while it is walked: what is added is visited too.
  for (const id of gesehen)
    if (id === von || !bis(prozess.knoten.get(id))) for (const n of naechste(prozess, id)) gesehen.add(n);
  return gesehen;
}

/** Whether a branch may come from one step to the other by itself, without waiting for others at a gateway. */
function kommtAn(prozess: Prozess, von: string, nach: string): boolean {
  const steht = fuehrtZusammen(prozess.knoten.get(von)) || fuehrtZusammen(prozess.knoten.get(nach));
  return !steht && weg(prozess, von, fuehrtZusammen).has(nach);
}

function pruefeZusammenfuehrungen(umzug: Umzug, zweige: readonly Zweig[]): void {
  const vorher = new Set(
    stehenBleibende(
      umzug.alt,
      zweige.map((z) => z.alt),
    ).map((id) => ziel(umzug, id)),
  );
  const jetzt = stehenBleibende(
    umzug.neu,
    zweige.map((z) => z.neu),
  );
  for (const id of jetzt) {
    if (vorher.has(id)) continue;
    const meldung =
      'Dieses Gateway wartet in der neuen Fassung auf einen Zweig, den der Vorgang nicht hat und der nicht mehr kommen kann.';
    umzug.gruende.push(fehler(id, meldung, umzug.neu.knoten.get(id)?.name));
  }
}

/** Parallel joins that a branch may come to, while on another of their flows none can. */
function stehenBleibende(prozess: Prozess, token: readonly Token[]): readonly string[] {
  const wege = new Map<string, ReadonlySet<string>>();
  return [...prozess.knoten.values()].flatMap((k) => {
    if (k.art !== 'parallel' || k.ein.length < 2) return [];
    const istBesetzt = (fluss: string) =>
      token.some((t) => {
        if (t.element === k.id) return t.ueber === fluss;
        const schluessel = `${t.element} ${k.id}`;
        const erreicht = wege.get(schluessel) ?? weg(prozess, t.element, (x) => x?.id === k.id);
        wege.set(schluessel, erreicht);
        return erreicht.has(prozess.fluesse.get(fluss)?.von ?? '');
      });
    const besetzt = k.ein.filter(istBesetzt).length;
    return besetzt > 0 && besetzt < k.ein.length ? [k.id] : [];
  });
}
