import type { LocalDate } from '@rathausverbund/fristen';
import type { Tx } from '../../base/index.ts';
import type { Felder } from '../felder.ts';
import type { Abwesenheit, Aufwand, Dienstvereinbarung, Planstelle, Team, Vorwoche } from './model.ts';

type Zeile = Record<string, unknown>;
/** the house whose staff works: nobody else ever sees its rows */
const HAUS = 'koerperschaft = (select ctx.stelle())';

export const readVereinbarungen = (tx: Tx): Promise<Dienstvereinbarung[]> =>
  tx.zeilen<Dienstvereinbarung & Zeile>(
    `select id, titel, geschlossen, lower(gueltig) as ab, upper(gueltig) as bis from steuerung.dienstvereinbarung where ${HAUS} order by gueltig desc`,
  );

export const readTeams = (tx: Tx): Promise<Team[]> =>
  tx.zeilen<Team & Zeile>(`select id, name, leistungen from steuerung.team where ${HAUS} order by name`);

export const readPlanstellen = (tx: Tx): Promise<Planstelle[]> =>
  tx.zeilen<Planstelle & Zeile>(
    `select id, team, bezeichnung, minuten, ab, bis, mitarbeiter, vertretung from steuerung.planstelle where ${HAUS} order by bezeichnung, id`,
  );

export const readAbwesenheiten = (tx: Tx): Promise<Abwesenheit[]> =>
  tx.zeilen<Abwesenheit & Zeile>(
    `select id, planstelle, ab, bis from steuerung.abwesenheit where ${HAUS} order by ab, id`,
  );

export const readAufwand = (tx: Tx): Promise<Aufwand[]> =>
  tx.zeilen<Aufwand & Zeile>(
    `select leistung, ab, minuten, grund from steuerung.aufwand where ${HAUS} order by leistung, ab desc`,
  );

export const readVorgeschichte = (tx: Tx): Promise<(Vorwoche & { leistung: string; quelle: string })[]> =>
  tx.zeilen<Vorwoche & { leistung: string; quelle: string } & Zeile>(
    `select leistung, montag, faelle, quelle from steuerung.vorgeschichte where ${HAUS} order by leistung, montag`,
  );

export interface Gemerkt {
  readonly id: string;
  readonly titel: string;
  readonly felder: Felder;
  readonly angelegt: Date;
}

export const readAnnahmen = (tx: Tx): Promise<Gemerkt[]> =>
  tx.zeilen<Gemerkt & Zeile>(
    `select id, titel, felder, angelegt from steuerung.annahme where ${HAUS} order by angelegt desc`,
  );

export const addVereinbarung = (tx: Tx, haus: string, d: Dienstvereinbarung): void =>
  tx.sende('insert into steuerung.dienstvereinbarung values ($1, $2, $3, $4, daterange($5::date, $6::date))', [
    haus,
    d.id,
    d.titel,
    d.geschlossen,
    d.ab,
    d.bis,
  ]);

/** An agreement that has not begun is taken out; one in force ends on that day. */
export async function endVereinbarung(tx: Tx, haus: string, id: string, tag: LocalDate): Promise<void> {
  const geendet = await tx.fuehreAus(
    `update steuerung.dienstvereinbarung set gueltig = daterange(lower(gueltig), $3::date) where koerperschaft = $1 and id = $2 and lower(gueltig) < $3::date`,
    [haus, id, tag],
  );
  if (geendet === 0)
    tx.sende('delete from steuerung.dienstvereinbarung where koerperschaft = $1 and id = $2', [haus, id]);
}

export const addTeam = (tx: Tx, haus: string, t: Team): void =>
  tx.sende('insert into steuerung.team values ($1, $2, $3, $4)', [haus, t.id, t.name, t.leistungen]);

export const addPlanstelle = (tx: Tx, haus: string, p: Planstelle): void =>
  tx.sende('insert into steuerung.planstelle values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    haus,
    p.id,
    p.team,
    p.bezeichnung,
    p.minuten,
    p.ab,
    p.bis,
    p.mitarbeiter,
    p.vertretung,
  ]);

export const addAbwesenheit = (tx: Tx, haus: string, a: Abwesenheit): void =>
  tx.sende('insert into steuerung.abwesenheit values ($1, $2, $3, $4, $5)', [haus, a.id, a.planstelle, a.ab, a.bis]);

/** Days away that nobody needs any more. */
export const forgetAbwesenheiten = (tx: Tx, haus: string, vor: LocalDate): void =>
  tx.sende('delete from steuerung.abwesenheit where koerperschaft = $1 and bis <= $2::date', [haus, vor]);

export const setAufwand = (tx: Tx, haus: string, a: Aufwand): void =>
  tx.sende(
    `insert into steuerung.aufwand values ($1, $2, $3, $4, $5)
     on conflict (koerperschaft, leistung, ab) do update set minuten = excluded.minuten, grund = excluded.grund`,
    [haus, a.leistung, a.ab, a.minuten, a.grund],
  );

export const setVorgeschichte = (
  tx: Tx,
  haus: string,
  v: { leistung: string; quelle: string; wochen: readonly Vorwoche[] },
): void =>
  tx.sende(
    `insert into steuerung.vorgeschichte select $1::uuid, $2, w.montag, w.faelle, $3 from unnest($4::date[], $5::int[]) w (montag, faelle)
     on conflict (koerperschaft, leistung, montag) do update set faelle = excluded.faelle, quelle = excluded.quelle`,
    [haus, v.leistung, v.quelle, v.wochen.map((w) => w.montag), v.wochen.map((w) => w.faelle)],
  );

export const addAnnahme = (tx: Tx, haus: string, g: Omit<Gemerkt, 'angelegt'>, jetzt: number): void =>
  tx.sende('insert into steuerung.annahme values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))', [
    haus,
    g.id,
    g.titel,
    JSON.stringify(g.felder),
    jetzt,
  ]);

/** Takes out what nothing else refers to afterwards. @returns whether it was there */
export async function removeEintrag(
  tx: Tx,
  haus: string,
  was: 'team' | 'planstelle' | 'abwesenheit' | 'annahme',
  id: string,
): Promise<boolean> {
  const dieser = [haus, id];
  if (was === 'team') {
    const stellen = await tx.zeilen<{ id: string }>(
      'select id from steuerung.planstelle where koerperschaft = $1 and team = $2',
      dieser,
    );
    for (const s of stellen) await removeEintrag(tx, haus, 'planstelle', s.id);
  }
  if (was === 'planstelle') {
    tx.sende('delete from steuerung.abwesenheit where koerperschaft = $1 and planstelle = $2', dieser);
    tx.sende('update steuerung.planstelle set vertretung = null where koerperschaft = $1 and vertretung = $2', dieser);
  }
  return (await tx.fuehreAus(`delete from steuerung.${was} where koerperschaft = $1 and id = $2`, dieser)) > 0;
}
