import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { Person } from '../prozesse/index.ts';
import {
  type LastDeps,
  legePlanstelleAn,
  legeTeamAn,
  montagOf,
  readEinrichtung,
  readSchalter,
  setzeAufwand,
  setzeVorgeschichte,
  trageAbwesenheitEin,
  trageVereinbarungEin,
  wochennameMitJahr,
} from '../steuerung/index.ts';

const GEWERBE = 'gewerbe-anmeldung';
const HUND = 'hundesteuer-anmeldung';

/** Cases a week as an earlier list might have them: more in the first two months of a year, fewer at its end. */
const MUSTER = [3, 4, 2, 5, 3, 4, 3, 2, 4, 6, 3, 4, 5];
const SAISON: Readonly<Record<string, number>> = { '01': 3, '02': 2, '12': -1 };
const WOCHEN = 130;

/**
 * Two houses have a Dienstvereinbarung and have entered what the load is computed from; the small ones have none. The team of Wurzen
 * is large enough for figures, that of Augustusburg is not: two of its posts do not say whose they are.
 */
export async function seedLast(d: LastDeps, personen: ReadonlyMap<string, Person>, heute: LocalDate): Promise<void> {
  const person = (sub: string): Person => {
    const p = personen.get(sub);
    if (!p) throw new Error(`Demo: ${sub} fehlt`);
    return p;
  };
  const seit = addDays(heute, -150);
  const gut = async (e: Promise<{ ok: boolean }>): Promise<void> => {
    const r = await e;
    if (!r.ok) throw new Error(`Demo, Last: ${JSON.stringify(r)}`);
  };
  for (const leitung of [person('s.hartig'), person('c.seifert')])
    await gut(
      trageVereinbarungEin(d, leitung, {
        titel: 'Dienstvereinbarung über die Steuerung der Arbeitslast (Demo)',
        geschlossen: addDays(seit, -20),
        ab: seit,
      }),
    );

  const wurzen = person('s.hartig');
  await gut(legeTeamAn(d, wurzen, { name: 'Ordnung und Gewerbe', [`leistung.${GEWERBE}`]: 'ja' }, [GEWERBE]));
  const { team } = await stellen(d, wurzen, heute);
  const stelle = (bezeichnung: string, stunden: string, mitarbeiter = '', vertretung = '') =>
    gut(legePlanstelleAn(d, wurzen, { bezeichnung, team, stunden, ab: seit, mitarbeiter, vertretung }));
  await stelle('Gewerbe 1', '2,5', person('k.weber').person);
  const erste = (await stellen(d, wurzen, heute)).ids[0] ?? '';
  await stelle('Gewerbe 2', '2', person('j.roessler').person, erste);
  await stelle('Kasse, Anteil Gewerbe', '1', person('p.zschoche').person);
  await stelle('Leitung, Anteil Gewerbe', '1', wurzen.person);
  await stelle('Poststelle, Anteil Gewerbe', '1', person('d.lorenz').person);
  const { ids } = await stellen(d, wurzen, heute);
  const [gewerbe1 = '', gewerbe2 = ''] = ids;
  const montag = montagOf(heute);
  const weg = (planstelle: string, von: number, bis: number) =>
    gut(trageAbwesenheitEin(d, wurzen, { planstelle, ab: addDays(montag, von), letzter: addDays(montag, bis) }));
  await weg(gewerbe2, 14, 32);
  await weg(gewerbe1, 24, 30);
  // the town hall is closed for a week: everybody is away
  for (const id of ids) await weg(id, 35, 39);
  await gut(
    setzeAufwand(
      d,
      wurzen,
      { leistung: GEWERBE, minuten: '45', ab: seit, grund: 'Schätzung des Sachgebiets, erfunden' },
      [GEWERBE],
    ),
  );
  await gut(
    setzeVorgeschichte(
      d,
      wurzen,
      { leistung: GEWERBE, quelle: 'Eingangsbuch des Gewerbeamts, erfunden', wochen: vorgeschichte(heute) },
      [GEWERBE],
    ),
  );

  const augustusburg = person('c.seifert');
  await gut(legeTeamAn(d, augustusburg, { name: 'Steuern', [`leistung.${HUND}`]: 'ja' }, [HUND]));
  const steuern = (await stellen(d, augustusburg, heute)).team;
  for (const [nr, mitarbeiter] of [person('m.uhlig').person, '', ''].entries())
    await gut(
      legePlanstelleAn(d, augustusburg, {
        bezeichnung: `Steuern ${nr + 1}`,
        team: steuern,
        stunden: '4',
        ab: seit,
        mitarbeiter,
      }),
    );
  await gut(
    setzeAufwand(d, augustusburg, { leistung: HUND, minuten: '30', ab: seit, grund: 'Schätzung, erfunden' }, [HUND]),
  );
}

/** The only team of a house, and its posts by name. */
async function stellen(d: LastDeps, p: Person, heute: LocalDate): Promise<{ team: string; ids: string[] }> {
  const kontext = {
    art: 'mitarbeit',
    person: p.person,
    stelle: p.stelle,
    handelndFuer: null,
    grundlage: null,
  } as const;
  return d.db.transaktion(kontext, async (tx) => ({
    team: (await readSchalter(tx, heute)).teams[0]?.id ?? '',
    ids: (await readEinrichtung(tx, p.stelle)).planstellen.map((x) => x.id),
  }));
}

function vorgeschichte(heute: LocalDate): string {
  const zeilen = Array.from({ length: WOCHEN }, (_, i) => {
    const montag = addDays(montagOf(heute), -7 * (WOCHEN - i));
    const faelle = (MUSTER[i % MUSTER.length] ?? 3) + (SAISON[montag.slice(5, 7)] ?? 0);
    return `${wochennameMitJahr(montag)}; ${faelle}`;
  });
  return zeilen.join('\n');
}
