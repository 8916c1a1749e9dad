import type { Tx } from '../base/index.ts';
import type { Vertragsseite } from './vertrag/inhalt.ts';
import { evolve, type Schritt, type Stand } from './vertrag/stand.ts';

interface Reihe extends Record<string, unknown> {
  koerperschaft: string;
  vereinbarung: string;
  nr: number;
  gegenueber: string;
  at: Date;
  c: Buffer;
  person: string | null;
  angaben: Schritt;
}

/** One step of an agreement, writers wait for each other: there is one order over both parties. */
export const sperre = (tx: Tx, id: string) =>
  tx.zeilen("select pg_advisory_xact_lock(hashtextextended('vereinbarung/' || $1::text, 71))", [id]);

/**
 * Whoever changes who is competent at a place comes after whoever did so before, whatever the agreement, and reads the rules behind this
 * lock: two agreements cannot pass each other unseen. Held until the transaction ends; taken after `sperre`.
 */
export const sperreOrt = (tx: Tx, koerperschaft: string): Promise<unknown> =>
  tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 71))', [koerperschaft]);

const readReihen = (tx: Tx, id: string | null): Promise<Reihe[]> =>
  tx.zeilen<Reihe>(
    'select koerperschaft, vereinbarung, nr, gegenueber, at, c, person, angaben from vereinbarungen.schritte($1)',
    [id],
  );

/**
 * An agreement is between two: the own body and whom its first step named, or who addressed the own body first. What a third one
 * writes under the same id is not part of it.
 */
function paar(reihen: readonly Reihe[], ich: string): Reihe[] {
  const erste = reihen.find((r) => r.koerperschaft === ich) ?? reihen[0];
  if (!erste) return [];
  const andere = erste.koerperschaft === ich ? erste.gegenueber : erste.koerperschaft;
  return reihen.filter(
    (r) => (r.koerperschaft === ich && r.gegenueber === andere) || (r.koerperschaft === andere && r.gegenueber === ich),
  );
}

function bauStand(id: string, reihen: readonly Reihe[]): Stand | null {
  const [erste] = reihen;
  if (erste?.angaben.art !== 'entworfen') return null;
  const { auftraggeber, auftragnehmer } = erste.angaben.inhalt;
  const paarung = new Set([erste.koerperschaft, erste.gegenueber]);
  if (paarung.size !== 2 || !paarung.has(auftraggeber) || !paarung.has(auftragnehmer)) return null;
  return reihen.reduce<Stand | null>((s, r) => {
    const seite: Vertragsseite = r.koerperschaft === auftraggeber ? 'auftraggeber' : 'auftragnehmer';
    const { nr, person } = r;
    return evolve(s, id, { ...r.angaben, nr, seite, person, at: r.at.toISOString(), hash: r.c.toString('hex') });
  }, null);
}

/** The agreement as the own body sees it: its own steps and those of the other party; null when it is none of its own. */
export async function readStand(tx: Tx, id: string): Promise<Stand | null> {
  return bauStand(id, paar(await readReihen(tx, id), tx.kontext.stelle ?? ''));
}

/** All agreements of the own body. */
export async function readStaende(tx: Tx): Promise<Stand[]> {
  const gruppen = new Map<string, Reihe[]>();
  for (const r of await readReihen(tx, null)) gruppen.set(r.vereinbarung, [...(gruppen.get(r.vereinbarung) ?? []), r]);
  return [...gruppen].flatMap(([id, reihen]) => bauStand(id, paar(reihen, tx.kontext.stelle ?? '')) ?? []);
}

/** Hash of the other party's last step. */
export const letzterDerAnderen = (s: Stand | null, seite: Vertragsseite): string | null =>
  s?.schritte.findLast((x) => x.seite !== seite)?.hash ?? null;

export function addSchritt(
  tx: Tx,
  z: {
    koerperschaft: string;
    vereinbarung: string;
    nr: number;
    gegenueber: string;
    at: number;
    c: Buffer;
    person: string | null;
    angaben: object & { art: string };
  },
): void {
  tx.sende(
    `insert into vereinbarungen.schritt (koerperschaft, vereinbarung, nr, gegenueber, art, at, c, person, angaben)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      z.koerperschaft,
      z.vereinbarung,
      z.nr,
      z.gegenueber,
      z.angaben.art,
      new Date(z.at),
      z.c,
      z.person,
      JSON.stringify(z.angaben),
    ],
  );
}

/** The text as this party has declared it, for the publication of its lines. */
export const addPartei = (
  tx: Tx,
  z: {
    koerperschaft: string;
    vereinbarung: string;
    fassung: number;
    rolle: Vertragsseite;
    inhalt: object;
    hash: string;
  },
): void =>
  tx.sende(
    'insert into vereinbarungen.partei (koerperschaft, vereinbarung, fassung, rolle, inhalt, inhalt_hash) values ($1, $2, $3, $4, $5, $6)',
    [z.koerperschaft, z.vereinbarung, z.fassung, z.rolle, JSON.stringify(z.inhalt), Buffer.from(z.hash, 'hex')],
  );

export const publiziere = (tx: Tx, id: string, zeilen: readonly object[]): void =>
  tx.sende('select vereinbarungen.veroeffentliche($1, $2)', [id, JSON.stringify(zeilen)]);

/** Replaces the Vorgaenge of the own body that stay open to the other side until this local day. */
export const benenne = (tx: Tx, id: string, vorgaenge: readonly string[], bis: string): void =>
  tx.sende(`select vereinbarungen.benenne_auslauf($1, $2, $3::date::timestamp at time zone 'Europe/Berlin')`, [
    id,
    vorgaenge,
    bis,
  ]);
