import { type Ablehnung, ablehnen, type Grundlage, type Tx } from '../base/index.ts';
import { type Handelnder, type Kopf, type Protokoll, readStrom, type Strom, schreibe } from '../nachweise/index.ts';
import type { Befehl } from './befehl.ts';
import { decide } from './decide.ts';
import { evolve, foldAll } from './evolve.ts';
import type { Vorgang } from './vorgang.ts';
import { hinweisVon } from './widerspruch.ts';

interface Zeile extends Record<string, unknown> {
  koerperschaft: string;
  id: string;
  leistung: string;
  oertlich: string;
  bearbeitende_stelle: string;
  buerger: string | null;
  kopf_n: number;
  kopf_c: Buffer;
  kopf_at: Date;
  basis: { vereinbarung: string | null; norm: string | null; titel: string };
}

/** A Vorgang read under lock: nobody else changes it until this transaction ends. */
export interface Gesperrt {
  vorgang: Vorgang;
  strom: Strom;
  kopf: Kopf;
  basis: Zeile['basis'];
  /** step of the process that this transaction completes: every event then says so, and the process can be replayed */
  schritt?: number;
}

/** Locks and reads a Vorgang. @returns undefined when it is not there for this context (the page says 404) */
export async function lock(tx: Tx, p: Protokoll, koerperschaft: string, id: string): Promise<Gesperrt | undefined> {
  // one packet: the events are read after the lock was given
  const [z, ereignisse] = await Promise.all([
    tx.eine<Zeile>('select * from vorgaenge.vorgang where koerperschaft = $1 and id = $2 for update', [
      koerperschaft,
      id,
    ]),
    readStrom(tx, p, koerperschaft, id),
  ]);
  if (!z) return undefined;
  return {
    vorgang: foldAll(ereignisse.map((e) => e.ereignis)),
    strom: { art: 'vorgang', id, koerperschaft, leistung: z.leistung, buerger: z.buerger },
    kopf: { n: z.kopf_n, c: z.kopf_c, at: z.kopf_at.getTime() },
    basis: z.basis,
  };
}

/** Shown in lists; computed from the Vorgang, never edited. */
export interface Anzeige {
  stand?: 'laeuft' | 'wartet' | 'abgeschlossen';
  schritt?: string;
  hinweis?: string;
  frist?: string | null;
}

/**
 * Decides a command on a locked Vorgang and writes what follows: events, projection, head. The context's grundlage goes
 * into every event. A refusal comes back as a value; the caller's transaction then rolls back.
 */
export async function handle(
  tx: Tx,
  p: Protokoll,
  g: Gesperrt,
  befehl: Befehl,
  actor: Handelnder,
  anzeige: Anzeige = {},
): Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung> {
  const e = decide(g.vorgang, befehl);
  if (!e.ok) return e;
  if (!tx.kontext.grundlage) return ablehnen('kontext.ohne-grundlage');
  const umstand = {
    actor,
    fuer: { oertlich: g.vorgang.oertlich, zustaendig: g.vorgang.koerperschaft, stelle: g.vorgang.stelle },
    grundlage: grundlageOf(tx.kontext.grundlage, actor, g),
  };
  const { schritt } = g;
  const angaben =
    schritt === undefined ? e.ereignisse : e.ereignisse.map((a) => ({ ...a, data: { ...a.data, schritt } }));
  const { kopf, ereignisse } = await schreibe(tx, p, g.strom, g.kopf, umstand, angaben);
  const vorgang = ereignisse.reduce<Vorgang>((v, x) => evolve(v, x), g.vorgang);
  const neu = { ...g, vorgang, kopf };
  const hinweis = ereignisse.map(hinweisVon).findLast((h) => h !== undefined);
  project(tx, neu, hinweis === undefined ? anzeige : { hinweis, ...anzeige });
  return { ok: true, gesperrt: neu };
}

/** What the machine does in a Vorgang rests on the same agreement or statute as the work of people in it. */
function grundlageOf(k: Grundlage, actor: Handelnder, g: Gesperrt): Grundlage {
  const maschine = actor.role === 'automatisiertes Verfahren';
  return maschine ? { ...k, vereinbarung: g.basis.vereinbarung, norm: g.basis.norm } : k;
}

/** Writes the row that lists read. */
export function project(tx: Tx, g: Gesperrt, a: Anzeige): void {
  const stand = g.vorgang.abgeschlossen ? 'abgeschlossen' : g.vorgang.wartetAuf ? 'wartet' : 'laeuft';
  tx.sende(
    `update vorgaenge.vorgang set kopf_n = $3, kopf_c = $4, kopf_at = to_timestamp($5 / 1000.0), stand = $6,
       schritt = coalesce($7, schritt), hinweis = coalesce($8, hinweis), frist = case when $9 then $10::date else frist end, offen = $6 <> 'abgeschlossen', fassung = $11, zugeteilt = $12,
       befangen = $13, abgelehnt = $14
     where koerperschaft = $1 and id = $2`,
    [
      g.vorgang.koerperschaft,
      g.vorgang.id,
      g.kopf.n,
      g.kopf.c,
      g.kopf.at,
      a.stand ?? stand,
      a.schritt ?? null,
      a.hinweis ?? null,
      a.frist !== undefined,
      a.frist ?? null,
      g.vorgang.fassung,
      g.vorgang.zugeteilt,
      g.vorgang.befangen,
      g.vorgang.abgelehnt,
    ],
  );
}

export interface Aufgabe {
  schritt: number;
  element: string;
  name: string;
  gruppe: string;
  formular: string | null;
  kopf: Record<string, string>;
}

/** A task that stays in another version of its process may be called and shown otherwise there. */
export function passeAufgabeAn(tx: Tx, g: Gesperrt, a: Aufgabe): void {
  tx.sende(
    `update vorgaenge.aufgabe set element = $4, name = $5, gruppe = $6, formular = $7, kopf = $8
     where koerperschaft = $1 and vorgang = $2 and schritt = $3`,
    [g.vorgang.koerperschaft, g.vorgang.id, a.schritt, a.element, a.name, a.gruppe, a.formular, JSON.stringify(a.kopf)],
  );
  project(tx, g, { schritt: a.name });
}
