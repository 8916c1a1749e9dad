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
