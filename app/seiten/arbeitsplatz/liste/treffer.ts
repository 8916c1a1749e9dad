import {
  type Auswahl,
  type EingangsZeile,
  falte,
  readAnordnungsarten,
  readAusgewaehlteArten,
  type Suche,
  sucheAusgewaehlte,
} from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { bearbeitbare, einsehbare } from '../berechtigung.ts';
import { readBefugt } from './befugt.ts';
import type { Filter } from './filter.ts';

/** More than this is no inbox any more; the page says that there is more. */
export const GRENZE = 2000;

/** At most `grenze`, and whether there are more: asked for is one more than that. */
export async function nimm(grenze: number, lies: (grenze: number) => Promise<EingangsZeile[]>) {
  const zeilen = await lies(grenze + 1);
  return { zeilen: zeilen.slice(0, grenze), mehr: zeilen.length > grenze };
}

/** What was typed, and the places whose name has it. */
export const sucheOf = ({ verzeichnis }: SeitenDeps, { q }: Filter): Suche => ({
  q,
  orte: verzeichnis.alle.filter((k) => falte(k.kurzname).includes(falte(q))).map((k) => k.id),
});

/** The places that are filtered, by their ids; null for all. */
export const kommunenOf = ({ verzeichnis }: SeitenDeps, { kommunen }: Filter): string[] | null =>
  kommunen.length === 0 ? null : kommunen.flatMap((ags) => verzeichnis.byAgs(ags)?.id ?? []);

/** What one tab has, filtered by the database, and everything that its filters could be. */
export async function sucheImTab(deps: SeitenDeps, kraft: Kraft, f: Filter) {
  const { person, stelle, rollen } = kraft;
  const kassen = await deps.db.zugleich(lesekontext(kraft), (tx) => readAnordnungsarten(tx, stelle));
  const auswahl: Auswahl = {
    tab: f.tab,
    heute: heuteOf(deps.protokoll.uhr),
    kommunen: kommunenOf(deps, f),
    leistung: f.leistung === '' ? null : f.leistung,
    person,
    einsehbar: einsehbare(rollen),
    arbeit: bearbeitbare(rollen),
    befugt: [...(await readBefugt(deps, kraft, kassen))],
  };
  const suche = sucheOf(deps, f);
  const [treffer, arten] = await deps.db.zugleich(lesekontext(kraft), (tx) =>
    Promise.all([
      nimm(GRENZE, (n) => sucheAusgewaehlte(tx, stelle, suche, auswahl, n)),
      readAusgewaehlteArten(tx, stelle, suche, auswahl),
    ]),
  );
  return { ...treffer, arten };
}
