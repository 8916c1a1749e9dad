import { ablehnen, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import type { Rolle } from './model.ts';

/** The body whose service runs here; staff, also of the same house, may not change its own rights. */
const hausOf = (tx: Tx): string | null => (tx.kontext.art === 'dienst' ? tx.kontext.handelndFuer : null);
const NICHT_BEFUGT = ablehnen('konten.nicht_befugt');

/** Enters a member of staff of the own house; a second call with the same `sub` corrects the entry and answers the same id. */
export async function legeMitarbeiterAn(
  tx: Tx,
  m: { sub: string; name: string; funktion: string; telefon: string; jetzt: number },
): Promise<Ergebnis<{ id: string }>> {
  const haus = hausOf(tx);
  if (!haus) return NICHT_BEFUGT;
  const z = await tx.eine<{ id: string }>(
    `insert into konten.mitarbeiter (koerperschaft, id, sub, name, funktion, telefon) values ($1, $2, $3, $4, $5, $6)
     on conflict (koerperschaft, sub) do update set name = excluded.name, funktion = excluded.funktion, telefon = excluded.telefon
     returning id`,
    [haus, uuidv7(m.jetzt), m.sub, m.name, m.funktion, m.telefon],
  );
  if (!z) throw new Error('Mitarbeiter nicht angelegt');
  return { ok: true, id: z.id };
}

/** Gives a role in the own house; `leistung` `*` means all. */
export async function gibRolle(tx: Tx, r: { mitarbeiter: string; rolle: Rolle; leistung: string }): Promise<Ergebnis> {
  const haus = hausOf(tx);
  if (!haus) return NICHT_BEFUGT;
  await tx.fuehreAus(
    'insert into konten.rolle (koerperschaft, mitarbeiter, rolle, leistung) values ($1, $2, $3, $4) on conflict do nothing',
    [haus, r.mitarbeiter, r.rolle, r.leistung],
  );
  return { ok: true };
}

/** Corrects what colleagues and letters call her; false when nobody of that id belongs to the own house. */
export async function aendereMitarbeiter(
  tx: Tx,
  m: { id: string; name: string; funktion: string; telefon: string },
): Promise<boolean> {
  const n = await tx.fuehreAus(
    'update konten.mitarbeiter set name = $3, funktion = $4, telefon = $5 where koerperschaft = $1 and id = $2',
    [hausOf(tx), m.id, m.name, m.funktion, m.telefon],
  );
  return n > 0;
}

/** Takes a role away. @returns false when she did not have it */
export async function nimmRolle(tx: Tx, r: { mitarbeiter: string; rolle: Rolle; leistung: string }): Promise<boolean> {
  const n = await tx.fuehreAus(
    'delete from konten.rolle where koerperschaft = $1 and mitarbeiter = $2 and rolle = $3 and leistung = $4',
    [hausOf(tx), r.mitarbeiter, r.rolle, r.leistung],
  );
  return n > 0;
}

/**
 * Ends her work in the own house: sessions end with it, roles go, and appointments of this house end on that day. Her entry stays, for old
 * cases name her. @param tag YYYY-MM-DD, the first day without @returns the Leistungen whose appointments ended with it
 */
export async function beendeMitarbeit(tx: Tx, id: string, tag: string): Promise<string[]> {
  const haus = hausOf(tx);
  await tx.fuehreAus('update konten.mitarbeiter set aktiv = false where koerperschaft = $1 and id = $2', [haus, id]);
  await tx.fuehreAus('delete from konten.rolle where koerperschaft = $1 and mitarbeiter = $2', [haus, id]);
  const beendet = await tx.zeilen<{ leistung: string }>(
    `${BEENDET} where koerperschaft = $1 and mitarbeiter = $2 and stelle = $1 and ${OFFEN} returning leistung`,
    [haus, id, tag],
  );
  return beendet.map((b) => b.leistung).sort();
}

/** She is back, without any role. */
export async function nimmWiederAuf(tx: Tx, id: string): Promise<void> {
  await tx.fuehreAus('update konten.mitarbeiter set aktiv = true where koerperschaft = $1 and id = $2', [
    hausOf(tx),
    id,
  ]);
}

/** What was to begin later never does. */
const BEENDET = `update konten.befugnis set gueltig = daterange(lower(gueltig), greatest(lower(gueltig), least(upper(gueltig), $3::date)))`;
/** An empty range has no bounds to end at. */
const OFFEN = 'not isempty(gueltig) and (upper(gueltig) is null or upper(gueltig) > $3::date)';

/** Takes an appointment back. @param tag YYYY-MM-DD, the first day without @returns false when none was in force or to come */
export async function nimmBefugnis(
  tx: Tx,
  b: { mitarbeiter: string; leistung: string; tag: string },
): Promise<boolean> {
  const n = await tx.fuehreAus(
    `${BEENDET} where koerperschaft = $1 and mitarbeiter = $2 and leistung = $4 and ${OFFEN}`,
    [hausOf(tx), b.mitarbeiter, b.tag, b.leistung],
  );
  return n > 0;
}

export interface Befugnis {
  mitarbeiter: string;
  /** body that employs her; need not be the own one */
  stelle: string;
  leistung: string;
  /** first day, YYYY-MM-DD */
  ab: string;
  /** first day outside; null = until further notice */
  bis: string | null;
  /** who appointed, when */
  verfuegung: string;
}

/** Appoints a person of whatever house to order payments into the Kasse of the own one. */
export async function gibBefugnis(tx: Tx, b: Befugnis): Promise<Ergebnis> {
  const haus = hausOf(tx);
  if (!haus) return NICHT_BEFUGT;
  await tx.fuehreAus(
    `insert into konten.befugnis (koerperschaft, mitarbeiter, stelle, art, leistung, gueltig, verfuegung)
     values ($1, $2, $3, 'anordnung', $4, daterange($5::date, $6::date), $7)
     on conflict (koerperschaft, mitarbeiter, art, leistung) do update set gueltig = excluded.gueltig, verfuegung = excluded.verfuegung`,
    [haus, b.mitarbeiter, b.stelle, b.leistung, b.ab, b.bis, b.verfuegung],
  );
  return { ok: true };
}
