import type { MitarbeiterPerson } from '../model.ts';

/** Whom the sign-in service knows: the invented staff, and whoever is named at the sign-in itself, as a town adds people to its directory. */
export interface Personal {
  readonly bekannt: readonly MitarbeiterPerson[];
  find(sub: string): MitarbeiterPerson | undefined;
  /** @returns undefined when that is no name or no key of a municipality, or the invented staff of another one has the name */
  nenne(kennung: string, dienststelle: string): MitarbeiterPerson | undefined;
}

/** As many are remembered; who was named first is forgotten first. */
const HOECHSTENS = 100;

export function createPersonal(bekannt: readonly MitarbeiterPerson[]): Personal {
  const genannt = new Map<string, MitarbeiterPerson>();
  const find = (sub: string) => bekannt.find((p) => p.sub === sub) ?? genannt.get(sub);
  return {
    bekannt,
    find,
    nenne(kennung, dienststelle) {
      const sub = kennung.trim();
      if (!/^[^\s\p{C}]{1,200}$/u.test(sub) || !/^\d{8}$/.test(dienststelle.trim())) return undefined;
      const da = bekannt.find((p) => p.sub === sub);
      if (da) return da.dienststelle === dienststelle.trim() ? da : undefined;
      const neu = { sub, name: sub, email: '', dienststelle: dienststelle.trim() };
      genannt.delete(sub);
      genannt.set(sub, neu);
      for (const alt of genannt.keys()) if (genannt.size > HOECHSTENS) genannt.delete(alt);
      return neu;
    },
  };
}
