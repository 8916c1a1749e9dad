import type { Prozess, Zuordnungen } from '@rathausverbund/prozess';
import { hatRolle } from '../../../konten/index.ts';
import { readSpaetereFassungen } from '../../../leistungen/index.ts';
import { type Aussicht, readUmstellungen, sieUmstellungVoraus, type Umstellauf } from '../../../prozesse/index.ts';
import { type OffeneFassung, readOffeneFassungen } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { vermerkeListe } from '../lesen.ts';

/** Running cases of one Leistung in one older version. */
export interface Gruppe {
  leistung: string;
  fassung: string;
  vorgaenge: readonly OffeneFassung[];
}

export const ADRESSE = '/arbeitsplatz/umstellen';

export const gruppenweg = (g: { leistung: string; fassung: string }, nach = ''): string =>
  `${ADRESSE}?leistung=${encodeURIComponent(g.leistung)}&fassung=${encodeURIComponent(g.fassung)}${nach && `&nach=${encodeURIComponent(nach)}`}`;

/** Where a move is seen. */
export const laufweg = ({ auftrag }: Umstellauf): string =>
  gruppenweg({ leistung: auftrag.leistung, fassung: auftrag.von }, auftrag.nach);

export const laufart = ({ auftrag }: Umstellauf) => (auftrag.probe ? 'probe' : 'umstellung');

export const darfUmstellen = (kraft: Kraft): boolean => kraft.rollen.some((r) => r.rolle === 'leitung');

/** What runs in an older version of a Leistung she leads, and the reading of it logged. */
export async function liesGruppen(deps: SeitenDeps, kraft: Kraft): Promise<Gruppe[]> {
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const alte = (await readOffeneFassungen(tx, kraft.stelle)).filter((v) => {
      const aktuell = deps.katalog.bei(v.koerperschaft, v.leistung);
      return aktuell && aktuell.fassung !== v.fassung && hatRolle(kraft.rollen, 'leitung', v.leistung);
    });
    vermerkeListe(
      tx,
      deps.protokoll,
      alte.map((v) => ({ koerperschaft: v.koerperschaft, vorgang: v.id, ...v.basis })),
      deps.t('arbeitsplatz.umstellen.titel'),
      deps.t('arbeitsplatz.umstellen.zweck'),
    );
    const gruppen = new Map<string, Gruppe>();
    for (const v of alte) {
      const name = `${v.leistung}/${v.fassung}`;
      const da = gruppen.get(name)?.vorgaenge ?? [];
      gruppen.set(name, { leistung: v.leistung, fassung: v.fassung, vorgaenge: [...da, v] });
    }
    return [...gruppen.values()];
  });
}

/** Moves of her house of Leistungen she leads, the latest first. */
export const liesLaeufe = async (deps: SeitenDeps, kraft: Kraft): Promise<Umstellauf[]> =>
  (await deps.db.transaktion(lesekontext(kraft), (tx) => readUmstellungen(tx, kraft.stelle))).filter((l) =>
    hatRolle(kraft.rollen, 'leitung', l.auftrag.leistung),
  );

/** A version the cases may go to; one in force has no date where it was never published into the database. */
export interface Zielfassung {
  fassung: string;
  veroeffentlicht: Date | null;
  /** it counts at a body of these cases */
  gilt: boolean;
}

/** The versions in force at the bodies of the cases, that of most first, also where it is an older one; then those published later. */
export async function liesZiele(deps: SeitenDeps, kraft: Kraft, g: Gruppe): Promise<Zielfassung[]> {
  const spaetere = await deps.db.transaktion(lesekontext(kraft), (tx) =>
    readSpaetereFassungen(tx, g.leistung, g.fassung),
  );
  const je = new Map<string, number>();
  for (const v of g.vorgaenge) {
    const dort = deps.katalog.bei(v.koerperschaft, g.leistung)?.fassung;
    if (dort) je.set(dort, (je.get(dort) ?? 0) + 1);
  }
  const aktuell = deps.katalog.aktuell(g.leistung)?.fassung;
  if (je.size === 0 && aktuell) je.set(aktuell, 0);
  const geltende = [...je].sort(([, a], [, b]) => b - a).map(([fassung]) => fassung);
  const tag = (fassung: string) => spaetere.find((z) => z.fassung === fassung)?.veroeffentlicht ?? null;
  return [
    ...geltende.map((fassung) => ({ fassung, veroeffentlicht: tag(fassung), gilt: true })),
    ...spaetere.filter((z) => !je.has(z.fassung)).map((z) => ({ ...z, gilt: false })),
  ].filter((z) => z.fassung !== g.fassung);
}

export interface Vorschau {
  vorgang: OffeneFassung;
  aussicht: Aussicht;
}

/** The dry run of a whole group, one after the other: nothing is written. */
export async function siehVoraus(
  deps: SeitenDeps,
  kraft: Kraft,
  vorgaenge: readonly OffeneFassung[],
  ziel: { nach: string; zuordnung: Zuordnungen },
): Promise<Vorschau[]> {
  const alle: Vorschau[] = [];
  for (const vorgang of vorgaenge) {
    const a = await sieUmstellungVoraus(deps.aufgaben, kraft, vorgang.id, ziel);
    if (!('grund' in a)) alle.push({ vorgang, aussicht: a });
  }
  return alle;
}

/** Elements of the old model that need a name in the new one: people, services, waits. */
export const ungleiche = (alt: Prozess, neu: Prozess): { id: string; name: string }[] =>
  [...alt.knoten.values()]
    .filter((k) => neu.knoten.get(k.id)?.art !== k.art && k.art !== 'start' && k.art !== 'ende')
    .map((k) => ({ id: k.id, name: k.name || k.id }));

/** `alt = neu`, one per line; a step of a called process is `call/step`. What cannot be read is answered as it stands. */
export function liesZuordnung(text: string): { zuordnung: Zuordnungen; unlesbar: string[] } {
  const zuordnung: Record<string, string> = {};
  const unlesbar: string[] = [];
  for (const zeile of text.split('\n').map((z) => z.trim())) {
    const m = /^([\w./-]{1,200})\s*=\s*([\w./-]{1,200})$/.exec(zeile);
    if (m?.[1] && m[2]) zuordnung[m[1]] = m[2];
    else if (zeile !== '') unlesbar.push(zeile);
  }
  return { zuordnung, unlesbar };
}
