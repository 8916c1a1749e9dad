import type { Ereignis } from '../ereignis.ts';

export const ORIGIN = 'verbund.example/log/0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11/1';

/** A well-formed first event of a Vorgang, for tests. */
export function beispielEreignis(statt: Partial<Ereignis> = {}): Ereignis {
  return {
    v: 1,
    log: ORIGIN,
    strom: { art: 'vorgang', id: 'v-1' },
    n: 1,
    prev: null,
    kind: 'vorgang.eingegangen',
    at: '2026-03-05T11:15:00.000Z',
    actor: { pseudonym: 'p-7', role: 'buergerin', loa: 'substantiell' },
    fuer: { oertlich: 'thallwitz', zustaendig: 'thallwitz', stelle: 'wurzen' },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'gewerbe-anmeldung', zweck: 'Antrag' },
    rule: null,
    data: { aktenzeichen: 'TW-2026-000123' },
    docs: [],
    ...statt,
  };
}
