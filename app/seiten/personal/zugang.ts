import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Kontext } from '../../base/index.ts';
import { readAuftritt } from '../../kommunen/index.ts';
import { type Rollenzuweisung, readMitarbeiterNamen, readRollen } from '../../konten/index.ts';
import {
  gehoertHierher,
  type Hausstoerung,
  hatDamitZuTun,
  type Person,
  readHausstoerungen,
} from '../../prozesse/index.ts';
import type { SeitenDeps } from '../deps.ts';
import type { Haus } from '../komponenten/index.ts';

/** A member of staff who is signed in, with what pages need of her. */
export interface Kraft extends Person {
  readonly funktion: string;
  readonly rollen: readonly Rollenzuweisung[];
  readonly haus: Haus;
  /** how many things stand still that she may try again; null = not her business */
  readonly stoerungen: number | null;
}

/** Reading over all bodies that the Stelle may see: in nobody's name. */
export const lesekontext = ({ person, stelle }: Pick<Person, 'person' | 'stelle'>): Kontext => ({
  art: 'mitarbeit',
  person,
  stelle,
  handelndFuer: null,
  grundlage: null,
});

export const OHNE_FARBE = '#4a5568';

async function findKraft(deps: SeitenDeps, anfrage: FastifyRequest): Promise<Kraft | null> {
  const s = await deps.sitzungOf(anfrage);
  const body = s?.art === 'mitarbeit' ? deps.verzeichnis.byId(s.stelle) : undefined;
  if (s?.art !== 'mitarbeit' || !body) return null;
  const [rollen, namen, auftritt, stoerungen] = await deps.db.zugleich(lesekontext(s), (tx) =>
    Promise.all([
      readRollen(tx, s.stelle, s.person),
      readMitarbeiterNamen(tx, s.stelle),
      readAuftritt(tx, s.stelle),
      readHausstoerungen(tx),
    ]),
  );
  return {
    person: s.person,
    stelle: s.stelle,
    name: s.name,
    funktion: s.funktion,
    telefon: namen.get(s.person)?.telefon ?? '',
    rollen,
    haus: {
      name: body.name,
      kurzname: body.kurzname,
      farbe: auftritt?.farbe ?? OHNE_FARBE,
      weg: '/arbeitsplatz',
    },
    stoerungen: countStoerungen(stoerungen, s.stelle, rollen),
  };
}

function countStoerungen(
  alle: readonly Hausstoerung[],
  stelle: string,
  rollen: readonly Rollenzuweisung[],
): number | null {
  if (!rollen.some((r) => r.rolle === 'leitung' || r.rolle === 'sachbearbeitung')) return null;
  return alle.filter((x) => hatDamitZuTun(rollen, x) && gehoertHierher(x, stelle)).length;
}

export type Seite = (kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) => Promise<unknown>;

/** A page for staff only. Anybody else is sent to the sign-in and comes back to the same address afterwards. */
export const nurPersonal =
  (deps: SeitenDeps, seite: Seite): RouteHandlerMethod =>
  async (anfrage, antwort) => {
    antwort.header('cache-control', 'no-store');
    const kraft = await findKraft(deps, anfrage);
    if (kraft) return seite(kraft, anfrage, antwort);
    const zurueck = anfrage.method === 'GET' ? anfrage.url : '/arbeitsplatz';
    return antwort.redirect(`/arbeitsplatz/anmelden?zurueck=${encodeURIComponent(zurueck)}`, 303);
  };
