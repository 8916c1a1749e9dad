import type { Darf } from './kontexte.ts';
import type { Tabelle } from './reihen/spalten.ts';

export type Befehl = 'select' | 'insert' | 'update' | 'delete';
export const BEFEHLE = ['select', 'insert', 'update', 'delete'] as const;

/** Whose row it is, read from its columns. */
export interface Besitz {
  koerperschaft: string | null;
  leistung: string | null;
  vorgang: string | null;
  buerger: string | null;
}

/** Which roles hold the right at all: without it the statement itself is refused. */
export function rechte(t: Tabelle, rolle: 'app' | 'worker' | 'sequencer' | 'auditor'): readonly Befehl[] {
  switch (t.klasse) {
    case 'global':
      return ['select'];
    case 'tuer':
      return [];
    case 'technik':
      if (rolle === 'auditor') return [];
      if (rolle === 'app') return ['insert'];
      return BEFEHLE;
    default: {
      if (rolle !== 'app' && rolle !== 'worker') return [];
      const eigene = t.optionen.rechte;
      return eigene ? BEFEHLE.filter((b) => eigene.includes(b)) : BEFEHLE;
    }
  }
}

/** May he, who `darf` this, do it to this row? One answer per class, as the design states it. */
export function erlaubt(t: Tabelle, befehl: Befehl, z: Besitz, darf: Darf, rolle: 'app' | 'worker'): boolean {
  const eigen = z.koerperschaft !== null && darf.eigene.includes(z.koerperschaft);
  const inNamen = z.koerperschaft !== null && darf.schreibtFuer === z.koerperschaft;
  switch (t.klasse) {
    case 'global':
      return befehl === 'select';
    case 'tuer':
      return false;
    // a job is done in the name of its body: only who acts for that body may put one in
    case 'technik':
      return rolle === 'worker' || (befehl === 'insert' && inNamen);
    case 'person':
      return z.buerger !== null && z.buerger === darf.buerger;
    case 'partei':
      return eigen && (befehl === 'select' || inNamen);
    case 'koerperschaft':
      // who acts for a body by an agreement in force reads what its letters and its Kasse need
      if (befehl === 'select') return eigen || inNamen || t.optionen.oeffentlich === true;
      return eigen && inNamen;
    case 'vorgang': {
      const dabei =
        eigen ||
        darf.dient.includes(`${z.koerperschaft}/${z.leistung}`) ||
        (z.vorgang !== null && darf.auslauf.includes(z.vorgang));
      if (befehl === 'select')
        return dabei || (t.optionen.buerger === true && z.buerger !== null && z.buerger === darf.buerger);
      return dabei && inNamen;
    }
  }
}
