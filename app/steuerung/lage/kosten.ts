import { type Kostenregel, teileOf, type Zeitraum } from '@rathausverbund/kosten';
import { readBisher } from '../../abrechnung/index.ts';
import type { Tx } from '../../base/index.ts';
import type { Vertrag } from '../../vereinbarungen/index.ts';
import { type Alleineintrag, geltungenOf, kostenIn } from './allein.ts';
import { ganzeMonate, gedeckt, gemeinsam } from './tage.ts';

/** Cost of one Leistung by one agreement in some days. `bisher` null = only the statement can say. */
export interface Kostenzeile {
  leistung: string;
  /** the commissioned body */
  an: string;
  /** the agreed price in words */
  regel: string;
  bisher: number | null;
}

export interface Rechengrund {
  stelle: string;
  vertraege: readonly Vertrag[];
  /** days of one calendar year */
  zeit: Zeitraum;
}

const unsere = (g: Rechengrund): readonly Vertrag[] =>
  g.vertraege.filter((v) => v.auftraggeber === g.stelle && v.ab !== null);

/** What the work of others cost the own body by its own account, without value added tax, before the statement that binds. */
export async function readKosten(tx: Tx, g: Rechengrund): Promise<Kostenzeile[]> {
  const zeilen: Kostenzeile[] = [];
  for (const v of unsere(g))
    for (const [leistung, bisher] of await readBisher(tx, v, g.zeit))
      zeilen.push({ leistung, an: v.auftragnehmer, regel: v.kosten, bisher });
  return zeilen;
}

/** One Leistung together and alone, both for the same days and no others. */
export interface Gegenueber {
  leistung: string;
  tage: readonly Zeitraum[];
  /** by all agreements about it; null = only the statement can say */
  gemeinsam: number | null;
  allein: number;
}

const hatUmlage = (r: Kostenregel): boolean => teileOf(r.schluessel).some((s) => s.art === 'umlage');

/**
 * Holds both against each other where both can be said: on days on which an agreement was in force and an own entry counted. A pool is
 * shared by the month, so there only whole months are compared.
 */
export async function readGegenueber(
  tx: Tx,
  g: Rechengrund,
  eintraege: readonly Alleineintrag[],
): Promise<Gegenueber[]> {
  const zeilen: Gegenueber[] = [];
  for (const leistung of [...new Set(eintraege.map((e) => e.leistung))].sort()) {
    const regeln = unsere(g).flatMap((v) => v.kostenregeln.filter((r) => r.leistung === leistung));
    const geltungen = geltungenOf(eintraege, leistung);
    const alle = gemeinsam(gedeckt(g.zeit, regeln), gedeckt(g.zeit, geltungen));
    const tage = regeln.some(hatUmlage) ? ganzeMonate(alle) : alle;
    if (tage.length === 0) continue;
    zeilen.push({ leistung, tage, gemeinsam: await summe(tx, g, leistung, tage), allein: kostenIn(geltungen, tage) });
  }
  return zeilen;
}

async function summe(tx: Tx, g: Rechengrund, leistung: string, tage: readonly Zeitraum[]): Promise<number | null> {
  let cent = 0;
  for (const v of unsere(g))
    for (const z of tage) {
      const teil = (await readBisher(tx, v, z)).get(leistung);
      if (teil === null) return null;
      cent += teil ?? 0;
    }
  return cent;
}
