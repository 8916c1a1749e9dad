import { createHash } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestDatenbank } from '../../tools/test/datenbank.ts';
import { createSigner, dienst, type Kontext, type Rolle, uuidv7 } from '../base/index.ts';
import { aktiviere } from '../kommunen/index.ts';
import { type Abrede, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';

export const GEWERBE = 'gewerbe-anmeldung';
export const HUND = 'hundesteuer-anmeldung';
export const GRUNDLAGE = { vereinbarung: null, norm: null, aufgabe: 'Test', zweck: 'Test' };

const AGS = {
  wurzen: ['14729410', 'WUR'],
  thallwitz: ['14729380', 'THW'],
  bennewitz: ['14729030', 'BEN'],
  lossatal: ['14729245', 'LOS'],
  augustusburg: ['14522020', 'AUG'],
} as const;
export type Ort = keyof typeof AGS;
export type Orte = Record<Ort, string>;

/** Activates the five town halls and answers their ids. */
export async function aktiviereOrte(t: TestDatenbank): Promise<Orte> {
  const orte: Partial<Orte> = {};
  for (const [ort, [ags, kuerzel]] of Object.entries(AGS)) {
    const id = await aktiviere(t.setup, ags, kuerzel, Date.now());
    if (!id) throw new Error(`${ort}: keine Körperschaft mit AGS ${ags}`);
    orte[ort as Ort] = id;
  }
  return orte as Orte;
}

/** An agreement concluded by the ordinary actions, step by step. Answers its id. `auslauf`: cases named for its run-off. */
export async function vereinbare(
  t: TestDatenbank,
  { auslauf = [], auslaufBis = null, ...e }: Abrede & { auslauf?: string[]; auslaufBis?: string | null },
) {
  const db = t.als('app');
  const id = await vereinbareSchlicht(db, { bund: t.bund, uhr: db.uhr, plattform: t.plattform }, e);
  if (auslauf.length > 0)
    await t.setup.query('update ctx.freigabe set auslauf = $2, auslauf_bis = $3 where vereinbarung = $1', [
      id,
      auslauf,
      auslaufBis,
    ]);
  return id;
}

/** Key of the test template's context, and a wrong one. */
export const signiere = createSigner(Buffer.alloc(32, 7));
export const signiereFalsch = createSigner(Buffer.alloc(32, 8));

const KENNWORT: Record<Rolle, string> = { app: 'a', worker: 'w', sequencer: 's', auditor: 'u' };

/** A bare connection, as an attacker has it who can run any statement as this role. */
export function verbinde(t: TestDatenbank, rolle: Rolle): Promise<pg.Client> {
  return oeffne(t, `rvtest_${rolle}`, KENNWORT[rolle]);
}

/** The superuser: may put itself in any role and take rows away for a moment. */
export function verbindeChef(t: TestDatenbank): Promise<pg.Client> {
  const { user, password } = inject('cluster');
  return oeffne(t, user, password);
}

async function oeffne(t: TestDatenbank, user: string, password: string): Promise<pg.Client> {
  const { host, port } = inject('cluster');
  const client = new pg.Client({ host, port, database: t.name, user, password });
  await client.connect();
  return client;
}

export const pidOf = (client: pg.Client): number => (client as unknown as { processID: number }).processID;

/** Sets the context of the running transaction, as the wrapper does. */
export async function setze(client: pg.Client, kontext: Kontext | null): Promise<void> {
  const marke = kontext ? signiere(kontext, pidOf(client), Date.now()) : '';
  await client.query("select set_config('rv.ctx', $1, true)", [marke]);
}

export type Versuch = { ok: true; zeilen: Record<string, unknown>[] } | { ok: false; code: string; meldung: string };

/** One statement in its own transaction and context, always rolled back. */
export async function versuche(
  client: pg.Client,
  kontext: Kontext | null,
  sql: string,
  werte?: unknown[],
): Promise<Versuch> {
  await client.query('begin');
  try {
    await setze(client, kontext);
    const { rows } = await client.query(sql, werte);
    return { ok: true, zeilen: rows };
  } catch (fehler) {
    const { code, message } = fehler as { code?: string; message: string };
    return { ok: false, code: code ?? '', meldung: message };
  } finally {
    await client.query('rollback');
  }
}

export const mitarbeit = (stelle: string, handelndFuer: string | null = stelle): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(Date.now()),
  stelle,
  handelndFuer,
  grundlage: GRUNDLAGE,
});
export const person = (id: string): Kontext => ({
  art: 'person',
  person: id,
  stelle: null,
  handelndFuer: null,
  grundlage: null,
});
export const anonym = (entwurf: string): Kontext => ({ ...person(entwurf), art: 'anonym' });
export const imDienst = (koerperschaft: string): Kontext => dienst(koerperschaft, 'Test');
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
