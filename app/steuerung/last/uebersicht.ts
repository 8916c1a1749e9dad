import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { Tx } from '../../base/index.ts';
import { readVertraege, type Vertrag } from '../../vereinbarungen/index.ts';
import { countEingaenge, type EingangsZeile, type Eingangszahl, readEingang } from '../../vorgaenge/index.ts';
import { type Arbeit, belaste, type Lastwoche, unbekannte } from './belastung.ts';
import { baueGeschichte, HOECHSTWOCHEN } from './geschichte.ts';
import { beitraegeAm, zeigbareMinuten } from './kapazitaet.ts';
import { aufwandAm, geltende, type Team } from './model.ts';
import { type Prognose, prognostiziere } from './prognose.ts';
import { zeigbar } from './schutz.ts';
import * as store from './store.ts';
import { type Montag, montagOf, werktageDer, wochenAb } from './wochen.ts';

/** so many weeks ahead */
export const VORSCHAU = 12;
/** an inbox longer than this is not read as a whole */
const HOECHSTENS = 2000;

export interface LeistungsLast {
  readonly leistung: string;
  readonly minuten: number | null;
  readonly prognose: Prognose;
  /** cases that lie here */
  readonly offen: number;
}

/** A team, or the house as a whole. */
export interface GruppenLast {
  readonly id: string;
  readonly name: string;
  /** none: may not be shown */
  readonly wochen: readonly Lastwoche[];
  /** Leistungen that are not counted in */
  readonly ohne: readonly string[];
}

export interface Uebersicht {
  readonly wochen: readonly { readonly montag: Montag; readonly arbeitstage: number }[];
  readonly leistungen: readonly LeistungsLast[];
  readonly teams: readonly GruppenLast[];
  /** null: fewer than five people stand behind it */
  readonly haus: GruppenLast | null;
}

/** What is computed from; only sums of it are shown. */
export interface Grund {
  readonly tage: readonly LocalDate[][];
  readonly wochen: Uebersicht['wochen'];
  readonly arbeit: ReadonlyMap<string, Arbeit>;
  readonly zahlen: readonly Eingangszahl[];
  readonly offene: readonly EingangsZeile[];
}

export async function readGrund(tx: Tx, stelle: string, heute: LocalDate): Promise<Grund> {
  const montage = wochenAb(montagOf(heute), VORSCHAU);
  // what is left of this week
  const tage = montage.map((m) => werktageDer(m).filter((tag) => tag >= heute));
  const wochen = montage.map((montag, i) => ({ montag, arbeitstage: tage[i]?.length ?? 0 }));
  const seit = new Date(addDays(montagOf(heute), -7 * HOECHSTWOCHEN));
  const [zahlen, offene] = [await countEingaenge(tx, stelle, seit), await readEingang(tx, stelle, HOECHSTENS)];
  const [teams, aufwand, vorher] = [
    await store.readTeams(tx),
    await store.readAufwand(tx),
    await store.readVorgeschichte(tx),
  ];
  const vereinbart = vereinbarterAufwand(await readVertraege(tx), stelle, heute);
  const alle = new Set([...teams.flatMap((t) => t.leistungen), ...zahlen.map((z) => z.leistung)]);
  const arbeit = new Map<string, Arbeit>();
  for (const leistung of [...alle].sort()) {
    const geschichte = baueGeschichte(
      zahlen.filter((z) => z.leistung === leistung),
      vorher.filter((v) => v.leistung === leistung),
      heute,
    );
    arbeit.set(leistung, {
      leistung,
      minuten: vereinbart.get(leistung) ?? aufwandAm(aufwand, leistung, heute)?.minuten ?? null,
      prognose: prognostiziere(geschichte, wochen),
      offene: offene.filter((o) => o.leistung === leistung).map((o) => o.frist as LocalDate | null),
    });
  }
  return { tage, wochen, arbeit, zahlen, offene };
}

/** Minutes a case as the agreements in force say, by Leistung: the middle where they know several classes. */
function vereinbarterAufwand(vertraege: readonly Vertrag[], stelle: string, heute: LocalDate) {
  const klassen = vertraege
    .filter((v) => v.auftragnehmer === stelle && v.ab !== null && v.ab <= heute && (v.bis === null || heute < v.bis))
    .flatMap((v) => v.aufwandsklassen);
  const jeLeistung = new Map<string, number[]>();
  for (const k of klassen) jeLeistung.set(k.leistung, [...(jeLeistung.get(k.leistung) ?? []), k.minuten]);
  return new Map([...jeLeistung].map(([l, m]) => [l, Math.round(m.reduce((s, x) => s + x, 0) / m.length)]));
}

/** Everything a leader sees of work and time in his house; undefined where no Dienstvereinbarung is in force: nothing is computed. */
export async function readUebersicht(tx: Tx, stelle: string, heute: LocalDate): Promise<Uebersicht | undefined> {
  if (!geltende(await store.readVereinbarungen(tx), heute)) return undefined;
  const g = await readGrund(tx, stelle, heute);
  const gruppen = await readGruppen(tx, g);
  return {
    wochen: g.wochen,
    leistungen: [...g.arbeit.values()].map((a) => ({
      leistung: a.leistung,
      minuten: a.minuten,
      prognose: a.prognose,
      offen: a.offene.length,
    })),
    ...gruppen,
  };
}

export async function readGruppen(tx: Tx, g: Grund): Promise<Pick<Uebersicht, 'teams' | 'haus'>> {
  const [teams, planstellen, abwesend] = [
    await store.readTeams(tx),
    await store.readPlanstellen(tx),
    await store.readAbwesenheiten(tx),
  ];
  const stellenOf = (dazu: readonly Team[]) => planstellen.filter((p) => dazu.some((t) => t.id === p.team));
  const erster = g.tage.flat()[0];
  const sicht = zeigbar(
    erster === undefined ? [] : teams.map((t) => ({ id: t.id, ...beitraegeAm(erster, stellenOf([t])) })),
  );
  const zeitOf = (dazu: readonly Team[]) => zeigbareMinuten(g.tage, stellenOf(dazu), abwesend);
  const gruppe = (team: Team, zeit: readonly number[] | null): GruppenLast => {
    const arbeit = [...g.arbeit.values()].filter((a) => team.leistungen.includes(a.leistung));
    const montage = zeit === null ? [] : g.wochen.map((w) => w.montag);
    return {
      id: team.id,
      name: team.name,
      wochen: belaste(montage, arbeit, zeit ?? []),
      ohne: unbekannte(arbeit).map((a) => a.leistung),
    };
  };
  const offen = teams.filter((t) => sicht.teams.has(t.id)).map((team) => ({ team, zeit: zeitOf([team]) }));
  // the house is the sum of what is shown and of the rest: it tells no more than they do
  const teile = [...offen.map((o) => o.zeit), zeitOf(teams.filter((t) => !sicht.teams.has(t.id)))];
  const summe = g.wochen.map((_, i) => teile.reduce((n, zeit) => n + (zeit[i] ?? 0), 0));
  const alle: Team = { id: 'haus', name: '', leistungen: teams.flatMap((t) => t.leistungen) };
  return {
    teams: teams.map((team) => gruppe(team, offen.find((o) => o.team === team)?.zeit ?? null)),
    haus: sicht.haus ? gruppe(alle, summe) : null,
  };
}
