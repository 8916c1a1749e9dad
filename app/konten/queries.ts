import type { Tx } from '../base/index.ts';
import type { Konto, Mitarbeiter, Rollenzuweisung } from './model.ts';
import type { Befugnis } from './personal.ts';

/** The account of the citizen in whose context this runs; undefined for everybody else. */
export function readKonto(tx: Tx): Promise<Konto | undefined> {
  return tx.eine<Konto & Record<string, unknown>>(
    'select buerger, niveau, angaben from konten.konto where buerger = (select ctx.buerger())',
  );
}

/** Roles of a member of staff in a house. Visible to that house and to who acts for it. */
export function readRollen(tx: Tx, koerperschaft: string, mitarbeiter: string): Promise<Rollenzuweisung[]> {
  return tx.zeilen<Rollenzuweisung & Record<string, unknown>>(
    'select rolle, leistung from konten.rolle where koerperschaft = $1 and mitarbeiter = $2 order by rolle, leistung',
    [koerperschaft, mitarbeiter],
  );
}

export interface Befugnisfrage {
  /** body whose Kasse books */
  koerperschaft: string;
  mitarbeiter: string;
  leistung: string;
  /** YYYY-MM-DD */
  tag: string;
}

/**
 * May she order payments into the Kasse of `koerperschaft` on that day? The appointment is that body's, also for a person of
 * another house, so the context must act for it (or be its own); the role Anordnung is her own house's, which ends an appointment by
 * another body when it takes the role, or lets her go. So the context sees both: hers. Source: SaechsKomKBVO (paragraph zu bestätigen).
 */
export async function istAnordnungsbefugt(tx: Tx, f: Befugnisfrage): Promise<boolean> {
  const da = await tx.eine(
    `select 1 as da from konten.befugnis b join konten.rolle r
       on r.koerperschaft = b.stelle and r.mitarbeiter = b.mitarbeiter and r.rolle = 'anordnung' and r.leistung in ($3, '*')
     where b.koerperschaft = $1 and b.mitarbeiter = $2 and b.art = 'anordnung' and b.leistung in ($3, '*') and b.gueltig @> $4::date limit 1`,
    [f.koerperschaft, f.mitarbeiter, f.leistung, f.tag],
  );
  return da !== undefined;
}

/** The staff of a house by id, also those who have left: old cases still name them. Visible as `readRollen`. */
export async function readMitarbeiterNamen(tx: Tx, koerperschaft: string): Promise<Map<string, Mitarbeiter>> {
  const zeilen = await tx.zeilen<Mitarbeiter & Record<string, unknown>>(
    'select id, name, funktion, telefon from konten.mitarbeiter where koerperschaft = $1 order by name',
    [koerperschaft],
  );
  return new Map(zeilen.map((m) => [m.id, m]));
}

/** Somebody of the own house as those who lead it see her. */
export interface Personaleintrag extends Mitarbeiter {
  /** her name at the sign-in service */
  sub: string;
  aktiv: boolean;
  rollen: Rollenzuweisung[];
}

/** Everybody who works in a house, or did. Visible as `readRollen`. */
export function readPersonal(tx: Tx, koerperschaft: string): Promise<Personaleintrag[]> {
  return tx.zeilen<Personaleintrag & Record<string, unknown>>(
    `select m.id, m.sub, m.name, m.funktion, m.telefon, m.aktiv,
       coalesce((select json_agg(json_build_object('rolle', r.rolle, 'leistung', r.leistung) order by r.rolle, r.leistung)
         from konten.rolle r where r.koerperschaft = m.koerperschaft and r.mitarbeiter = m.id), '[]') as rollen
     from konten.mitarbeiter m where m.koerperschaft = $1 order by m.name, m.id`,
    [koerperschaft],
  );
}

/** Somebody who works in a house now, with her roles. */
export type Belegschaft = Pick<Personaleintrag, 'id' | 'name' | 'rollen'>;

/** Everybody who works in a house now. Visible as `readRollen`. */
export const readBelegschaft = async (tx: Tx, koerperschaft: string): Promise<Belegschaft[]> =>
  (await readPersonal(tx, koerperschaft)).filter((m) => m.aktiv);

/** Appointments into the Kasse of a body, those over and those to come as well; `bis` is the first day outside. Visible as `readRollen`. */
export function readBefugnisse(tx: Tx, koerperschaft: string): Promise<Befugnis[]> {
  return tx.zeilen<Befugnis & Record<string, unknown>>(
    `select mitarbeiter, stelle, leistung, lower(gueltig)::text as ab, upper(gueltig)::text as bis, verfuegung
     from konten.befugnis where koerperschaft = $1 and not isempty(gueltig) order by leistung, lower(gueltig), mitarbeiter`,
    [koerperschaft],
  );
}

/** Somebody who may be appointed to order payments into the Kasse of the own body. */
export interface Anordnende {
  stelle: string;
  mitarbeiter: string;
  name: string;
  funktion: string;
  /** for which she orders in her house, of another house those it works on for the own body; `*` = all */
  leistungen: string[];
}

/** Of the own house and of those that work for it now; the context must act for the own body. */
export const readAnordnende = (tx: Tx): Promise<Anordnende[]> =>
  tx.zeilen<Anordnende & Record<string, unknown>>('select * from konten.anordnende() order by name, mitarbeiter');
