import { setTimeout as warte } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Which misbehaviour each stand-in can be ordered to show. `langsam` answers after `dauerMs`, everything else at once. */
export const UNARTEN = {
  bundid: [
    'langsam',
    'fehler500',
    'falsche_signatur',
    'abgelaufen',
    'wiederholt',
    'falscher_empfaenger',
    'fremde_anfrage',
    'zu_niedrig',
  ],
  oidc: ['langsam', 'fehler500'],
  tsa: ['langsam', 'fehler500', 'muell', 'riesig', 'fremder_hash', 'gesperrt'],
  mail: ['langsam', 'fehler500', 'antwort_verloren'],
  vertrauensdienst: ['langsam', 'fehler500', 'fremder_hash', 'anderes_zertifikat', 'antwort_verloren', 'gesperrt'],
} as const;

export type Dienst = keyof typeof UNARTEN;
export type Unart = (typeof UNARTEN)[Dienst][number];

export interface Verhalten {
  order(dienst: Dienst, was: Unart, anzahl: number, dauerMs: number): void;
  /** True when `was` was ordered for `dienst` and is now used up by one. */
  take(dienst: Dienst, was: Unart): boolean;
  /** Shows `langsam` and `fehler500`. True: the answer has been given, the route is done. */
  disturb(dienst: Dienst, reply: FastifyReply): Promise<boolean>;
  clear(): void;
}

export function createVerhalten(): Verhalten {
  const offen = new Map<string, { anzahl: number; dauerMs: number }>();

  function take(dienst: Dienst, was: Unart): boolean {
    const auftrag = offen.get(`${dienst} ${was}`);
    if (!auftrag || auftrag.anzahl < 1) return false;
    auftrag.anzahl -= 1;
    return true;
  }

  return {
    take,
    order: (dienst, was, anzahl, dauerMs) => void offen.set(`${dienst} ${was}`, { anzahl, dauerMs }),
    clear: () => offen.clear(),
    async disturb(dienst, reply) {
      if (take(dienst, 'langsam')) await warte(offen.get(`${dienst} langsam`)?.dauerMs ?? 0);
      if (!take(dienst, 'fehler500')) return false;
      reply.code(500).type('text/plain; charset=utf-8').send('Angeordneter Fehler der Gegenstelle');
      return true;
    },
  };
}

interface Auftrag {
  readonly dienst?: string;
  readonly was?: string;
  readonly anzahl?: number;
  readonly dauerMs?: number;
}

const isDienst = (name: string): name is Dienst => Object.hasOwn(UNARTEN, name);

/** `POST /_verhalten {dienst, was, anzahl?, dauerMs?}` orders, `DELETE /_verhalten` forgets. */
export function verhaltenRoutes(app: FastifyInstance, verhalten: Verhalten): void {
  app.post<{ Body: Auftrag | null }>('/_verhalten', async (request, reply) => {
    const { dienst = '', was, anzahl = 1, dauerMs = 5000 } = request.body ?? {};
    const unart = isDienst(dienst) ? UNARTEN[dienst].find((name) => name === was) : undefined;
    if (!isDienst(dienst) || !unart || !Number.isInteger(anzahl) || anzahl < 0 || !(dauerMs >= 0))
      return reply.code(400).send({ meldung: 'Diese Gegenstelle kennt dieses Verhalten nicht.', bekannt: UNARTEN });
    verhalten.order(dienst, unart, anzahl, dauerMs);
    return { dienst, was: unart, anzahl };
  });
  app.delete('/_verhalten', async () => {
    verhalten.clear();
    return {};
  });
}
