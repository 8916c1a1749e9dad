import type { Befehlsart } from './befehle.ts';
import type { Vertragsseite } from './inhalt.ts';
import { geplantePausen, laufendePause } from './pausen.ts';
import { wartetAuf } from './phase.ts';
import { offenePflicht } from './pruefliste.ts';
import { aktuelle, beide, type Nachweisart, type Stand } from './stand.ts';
import { geltungen } from './zeilen.ts';

/** What one side can do now: the next step, or for whom it waits, and what else is possible. */
export interface Naechster {
  befehl: Befehlsart | null;
  /** the evidence that is missing next, for `nachweisen` */
  nachweis: Nachweisart | null;
  wartet: boolean;
  selten: Befehlsart[];
}

export function naechsterOf(s: Stand, seite: Vertragsseite, heute: string): Naechster {
  const f = aktuelle(s);
  const selten = seltene(s, seite, heute);
  const nichts: Naechster = { befehl: null, nachweis: null, wartet: false, selten };
  if (!f) return { ...nichts, selten: [] };
  const je = (getan: boolean, befehl: Befehlsart): Naechster =>
    getan ? { ...nichts, wartet: true } : { ...nichts, befehl };
  switch (wartetAuf(f)) {
    case 'erklaerung':
      return je(f.erklaert[seite] === true, 'erklaeren');
    case 'beschluss':
      return je(f.beschlossen[seite] !== undefined, 'beschliessen');
    case 'genehmigung':
      return { ...nichts, befehl: 'genehmigen' };
    case 'bekanntmachung':
      return { ...nichts, befehl: 'bekanntmachen' };
    case 'freischaltung': {
      const offen = offenePflicht(s);
      const meins = offen.find((p) => p.seite === seite);
      if (meins) return { ...nichts, befehl: 'nachweisen', nachweis: meins.was as Nachweisart };
      return offen.length > 0 ? { ...nichts, wartet: true } : je(f.freigeschaltet[seite] !== undefined, 'freischalten');
    }
    default:
      return nichts;
  }
}

function seltene(s: Stand, seite: Vertragsseite, heute: string): Befehlsart[] {
  const f = aktuelle(s);
  const letzte = geltungen(s).at(-1);
  const laeuft = letzte !== undefined && (letzte.bis === null || letzte.bis > heute);
  const mandat = laeuft && letzte.fassung.inhalt.art === 'mandatierend' && seite === 'auftraggeber';
  const offen = f !== undefined && !beide(f.freigeschaltet);
  return [
    ...(laeuft || offen ? (['nachweisen'] as const) : []),
    ...(offen && (beide(f.erklaert) || f.von === seite) ? (['zurueckziehen'] as const) : []),
    ...(mandat && laufendePause(s, heute) ? (['fortsetzen'] as const) : []),
    ...(mandat && geplantePausen(s, heute).length > 0 ? (['zuruecknehmen'] as const) : []),
    ...(mandat && s.pausen.every((p) => p.bis !== null) ? (['aussetzen'] as const) : []),
    ...(laeuft && s.ende === null ? (['kuendigen'] as const) : []),
  ];
}

/** May this side draft a change now? */
export function darfAendern(s: Stand, heute: string): boolean {
  const f = aktuelle(s);
  return f !== undefined && beide(f.freigeschaltet) && (s.ende === null || s.ende > heute);
}
