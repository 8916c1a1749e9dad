import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from './zugang.ts';

/** A page of staff, or what a form of one does. */
export type Zeige = (deps: SeitenDeps, ...rest: Parameters<Seite>) => ReturnType<Seite>;

export interface Wege {
  get(weg: string, zeige: Zeige): void;
  post(weg: string, tu: Zeige): void;
}

/** Registers addresses below `stamm` for staff only. */
export function createWege(server: FastifyInstance, deps: SeitenDeps, stamm: string): Wege {
  const fuer = (zeige: Zeige) => nurPersonal(deps, (kraft, anfrage, antwort) => zeige(deps, kraft, anfrage, antwort));
  return {
    get: (weg, zeige) => void server.get(`${stamm}${weg}`, { exposeHeadRoute: false }, fuer(zeige)),
    post: (weg, tu) => void server.post(`${stamm}${weg}`, fuer(tu)),
  };
}
