import type { FastifyRequest } from 'fastify';
import { oeffentlich } from '../../../base/index.ts';
import { type Kommune, readAuftritt } from '../../../kommunen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Angemeldet, Haus, Texte } from '../../komponenten/index.ts';

/** What every page of the portal hands to its frame. */
export interface Kopf {
  t: Texte;
  demo: boolean;
  haus?: Haus;
  person?: Angemeldet;
  anmelden?: string;
}

/** Colour of bodies that have not chosen one. */
const FARBE = '#4a5568';

export const portalWeg = (k: Kommune): string => `/portal/${k.ags}`;

export async function readHaus(deps: SeitenDeps, k: Kommune): Promise<Haus> {
  const auftritt = await deps.db.transaktion(oeffentlich, (tx) => readAuftritt(tx, k.id));
  const farbe = /^#[0-9a-f]{6}$/i.test(auftritt?.farbe ?? '') ? (auftritt?.farbe ?? FARBE) : FARBE;
  return { name: k.name, kurzname: k.kurzname, farbe, weg: portalWeg(k) };
}

/** Frame of this request: whose page, who is signed in, and where to sign in (back to this very page). */
export async function kopfOf(deps: SeitenDeps, anfrage: FastifyRequest, kommune?: Kommune): Promise<Kopf> {
  const sitzung = await deps.sitzungOf(anfrage);
  return {
    t: deps.t,
    demo: deps.demo,
    ...(kommune ? { haus: await readHaus(deps, kommune) } : {}),
    ...(sitzung?.art === 'person'
      ? { person: { name: sitzung.name, abmelden: '/abmelden', felder: { zurueck: '/portal' } } }
      : kommune?.kuerzel
        ? { anmelden: anmeldeWeg(kommune, 'basis', anfrage.method === 'GET' ? anfrage.url : portalWeg(kommune)) }
        : {}),
  };
}

/** Link to the sign-in at this Kommune with at least this level. */
export const anmeldeWeg = (k: Kommune, niveau: string, zurueck: string): string =>
  `/anmelden?kommune=${k.ags}&niveau=${niveau}&zurueck=${encodeURIComponent(zurueck)}`;
