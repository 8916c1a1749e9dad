import { type LocalDate, werktageSpaeter } from '@rathausverbund/fristen';
import type { Tx } from '../../base/index.ts';
import { hatRolle, type Rollenzuweisung, readBelegschaft } from '../../konten/index.ts';
import type { Protokoll } from '../../nachweise/index.ts';
import { type EingangsZeile, readEingang } from '../../vorgaenge/index.ts';
import { kandidatenOf } from './kandidaten.ts';
import { geltende, type Team } from './model.ts';
import { readAbwesenheiten, readPlanstellen, readTeams, readVereinbarungen } from './store.ts';
import { schlageVor, type Vorschlag } from './vorschlag.ts';
import { readKennen } from './zuteilung.ts';

/** a Frist as near as that puts a case at risk, also one that somebody has */
const GEFAHR_WERKTAGE = 2;
/** so many on one page: each of them is read */
const JE_SEITE = 20;

export interface OffenerFall {
  readonly zeile: EingangsZeile;
  readonly warum: 'ohne' | 'frist';
  readonly team: Team | null;
  /** the other body that sees the case; null where it is the own house's alone */
  readonly auch: string | null;
  readonly vorschlaege: readonly Vorschlag[];
  /** everybody who may be given it, for a choice of one's own */
  readonly moegliche: readonly { id: string; name: string }[];
}

/**
 * Cases of the own house that nobody has or whose Frist is near, of Leistungen she leads, with who could work on them: the earliest
 * Frist first. Undefined where no Dienstvereinbarung is in force. The page logs what it shows as read.
 */
export async function readVorschlaege(
  tx: Tx,
  d: { protokoll: Protokoll },
  wer: { stelle: string; rollen: readonly Rollenzuweisung[] },
  heute: LocalDate,
): Promise<{ faelle: OffenerFall[]; mehr: number } | undefined> {
  if (!geltende(await readVereinbarungen(tx), heute)) return undefined;
  const nah = werktageSpaeter(heute, GEFAHR_WERKTAGE);
  const gefaehrdet = (z: EingangsZeile) => z.frist !== null && z.frist <= nah;
  const alle = (await readEingang(tx, wer.stelle, 2000)).filter(
    (z) => hatRolle(wer.rollen, 'leitung', z.leistung) && (z.zugeteilt === null || gefaehrdet(z)),
  );
  const [teams, planstellen, abwesend, kraefte] = [
    await readTeams(tx),
    await readPlanstellen(tx),
    await readAbwesenheiten(tx),
    await readBelegschaft(tx, wer.stelle),
  ];
  const faelle: OffenerFall[] = [];
  for (const z of alle.slice(0, JE_SEITE)) {
    const kandidaten = kandidatenOf(kraefte, z.leistung, planstellen, abwesend, heute);
    const kennen = await readKennen(tx, d, z.koerperschaft, z.id);
    const fall = { vorgang: z.id, betreff: z.betreff, befangen: z.befangen, abgelehnt: z.abgelehnt, kennen };
    faelle.push({
      zeile: z,
      warum: z.zugeteilt === null ? 'ohne' : 'frist',
      team: teams.find((t) => t.leistungen.includes(z.leistung)) ?? null,
      auch: z.koerperschaft === wer.stelle ? null : z.koerperschaft,
      vorschlaege: schlageVor(fall, kandidaten).filter((v) => v.person !== z.zugeteilt),
      moegliche: kandidaten
        .filter((k) => k.kann && !z.befangen.includes(k.person) && k.person !== z.zugeteilt)
        .map((k) => ({ id: k.person, name: k.name })),
    });
  }
  return { faelle, mehr: Math.max(0, alle.length - JE_SEITE) };
}
