import type { LocalDate } from '@rathausverbund/fristen';
import type { Tx } from '../../base/index.ts';
import { readBelegschaft } from '../../konten/index.ts';
import { vertretungIn } from './kapazitaet.ts';
import {
  type Abwesenheit,
  type Aufwand,
  type Dienstvereinbarung,
  geltende,
  type Planstelle,
  type Team,
} from './model.ts';
import * as store from './store.ts';

/** What the Personalrat sees: the agreements and what teams there are, no people, no days, no cases. */
export interface Schalter {
  readonly gilt: Dienstvereinbarung | undefined;
  readonly alle: readonly Dienstvereinbarung[];
  readonly teams: readonly (Team & { readonly stellen: number })[];
}

export async function readSchalter(tx: Tx, heute: LocalDate): Promise<Schalter> {
  const alle = await store.readVereinbarungen(tx);
  const planstellen = await store.readPlanstellen(tx);
  const laufend = planstellen.filter((p) => p.ab <= heute && (p.bis === null || heute < p.bis));
  const teams = (await store.readTeams(tx)).map((t) => ({
    ...t,
    stellen: laufend.filter((p) => p.team === t.id).length,
  }));
  return { gilt: geltende(alle, heute), alle, teams };
}

/** What the leader of the house has entered, so that she can correct it. Shown to nobody else. */
export interface Einrichtung {
  readonly planstellen: readonly Planstelle[];
  /** with who stands in; no figure, so that it is told beside each entry and nowhere else */
  readonly abwesenheiten: readonly (Abwesenheit & { readonly vertretung: ReturnType<typeof vertretungIn> })[];
  readonly aufwand: readonly Aufwand[];
  readonly vorgeschichte: readonly { leistung: string; quelle: string; wochen: number }[];
  readonly annahmen: readonly store.Gemerkt[];
  readonly leute: readonly { id: string; name: string }[];
}

export async function readEinrichtung(tx: Tx, stelle: string): Promise<Einrichtung> {
  const vorher = await store.readVorgeschichte(tx);
  const [planstellen, abwesend] = [await store.readPlanstellen(tx), await store.readAbwesenheiten(tx)];
  const leistungen = [...new Set(vorher.map((v) => v.leistung))];
  return {
    planstellen,
    abwesenheiten: abwesend.map((a) => ({ ...a, vertretung: vertretungIn(a, planstellen, abwesend) })),
    aufwand: await store.readAufwand(tx),
    vorgeschichte: leistungen.map((leistung) => {
      const dazu = vorher.filter((v) => v.leistung === leistung);
      return { leistung, quelle: dazu.at(-1)?.quelle ?? '', wochen: dazu.length };
    }),
    annahmen: await store.readAnnahmen(tx),
    leute: (await readBelegschaft(tx, stelle)).map((m) => ({ id: m.id, name: m.name })),
  };
}
