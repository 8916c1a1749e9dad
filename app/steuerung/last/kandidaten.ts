import type { LocalDate } from '@rathausverbund/fristen';
import { type Belegschaft, hatRolle } from '../../konten/index.ts';
import { abwesend } from './kapazitaet.ts';
import type { Abwesenheit, Planstelle } from './model.ts';
import type { Kandidat } from './vorschlag.ts';

/** Who of the house could be given a case of this Leistung today. Somebody is away when all her posts are. */
export function kandidatenOf(
  kraefte: readonly Belegschaft[],
  leistung: string,
  planstellen: readonly Planstelle[],
  abwesenheiten: readonly Abwesenheit[],
  heute: LocalDate,
): Kandidat[] {
  const weg = (p: Planstelle) => abwesend(abwesenheiten, p.id, heute);
  const postenVon = (person: string) => planstellen.filter((p) => p.mitarbeiter === person);
  return kraefte.map((k) => {
    const posten = postenVon(k.id);
    const ids = new Set(posten.map((p) => p.id));
    return {
      person: k.id,
      name: k.name,
      kann: hatRolle(k.rollen, 'sachbearbeitung', leistung),
      da: posten.length === 0 || posten.some((p) => !weg(p)),
      vertritt: planstellen.flatMap((p) =>
        p.mitarbeiter !== null && p.vertretung !== null && ids.has(p.vertretung) && weg(p) ? [p.mitarbeiter] : [],
      ),
    };
  });
}
