import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import { type Akteur, bestreite, erfasse, erkenneAn, stelle, zaehleAlle } from '../abrechnung/index.ts';
import { dienst, type Ergebnis } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Person } from '../prozesse/index.ts';
import { readVertraege, type Vertrag } from '../vereinbarungen/index.ts';
import type { SeedDeps } from './deps.ts';
import { mitarbeitende, ORTE } from './personen.ts';

type Ort = keyof typeof ORTE;

export interface Abrechnungswelt extends Pick<SeedDeps, 'db' | 'leeren'> {
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
}

/** Pages that Wurzen opened for others in the month: two days each. */
const SEITEN: readonly [Ort, number, number][] = [
  ['bennewitz', 412, 388],
  ['thallwitz', 196, 241],
  ['lossatal', 305, 277],
];
/** Dogs of Wurzen that the former procedure knew when the agreement began. */
const HUNDE = 1043;

/** The first day of the last month that is over. */
export function letzterMonat(heute: LocalDate): LocalDate {
  const erster = localDate(`${heute.slice(0, 8)}01`);
  return localDate(`${addDays(erster, -1).slice(0, 8)}01`);
}

/**
 * Settles the last full month between the five town halls, by the ordinary actions: what was counted, statements, the offset of dogs
 * against trade, recognition, and one line that is disputed.
 */
export async function rechneMonatAb(
  d: Abrechnungswelt,
  personen: ReadonlyMap<string, Person>,
  heute: LocalDate,
): Promise<void> {
  const monat = letzterMonat(heute);
  const [jahr, periode] = [Number(monat.slice(0, 4)), Number(monat.slice(5, 7))];
  const ort = (o: Ort) => d.verzeichnis.byAgs(ORTE[o])?.id ?? '';
  const akteur = (sub: string): Akteur => {
    const [p, m] = [personen.get(sub), mitarbeitende.find((x) => x.sub === sub)];
    if (!p || !m) throw new Error(`Demo: ${sub} fehlt`);
    return { person: p.person, stelle: p.stelle, rollen: m.rollen };
  };
  const gut = async (was: string, tat: Promise<Ergebnis>) => {
    const e = await tat;
    if (!e.ok) throw new Error(`Demo: ${was}: ${JSON.stringify(e)}`);
  };
  const alle = await d.db.transaktion(dienst(ort('wurzen'), 'Abrechnung'), readVertraege);
  const gilt = (v: Vertrag) => v.ab !== null && v.ab <= monat && (v.bis === null || v.bis > monat);
  const suche = (von: Ort, an: Ort, leistung: string) =>
    alle.find(
      (v) => v.auftraggeber === ort(von) && v.auftragnehmer === ort(an) && v.leistungen.includes(leistung) && gilt(v),
    );

  for (const [von, ...seiten] of SEITEN)
    for (const [i, menge] of seiten.entries()) {
      const v = suche(von, 'wurzen', 'posteingang');
      const tag = addDays(monat, 5 + 10 * i);
      const e = { leistung: 'posteingang', einheit: 'seite' as const, tag, menge, grund: '' };
      if (v) await gut('Seiten', erfasse(d, akteur('d.lorenz'), { vereinbarung: v.id, ...e }));
    }
  const hund = suche('wurzen', 'augustusburg', 'hundesteuer-anmeldung');
  if (hund?.ab) {
    const e = { leistung: 'hundesteuer-anmeldung', einheit: 'hund' as const, tag: hund.ab, menge: HUNDE };
    const grund = 'Bestand des früheren Fachverfahrens bei Beginn der Vereinbarung';
    await gut('Hunde', erfasse(d, akteur('s.hartig'), { vereinbarung: hund.id, ...e, grund }));
  }
  await zaehleAlle(
    d,
    Object.values(ORTE).map((ags) => d.verzeichnis.byAgs(ags)?.id ?? ''),
    null,
  );
  await d.leeren();

  const abzurechnen: [Vertrag | undefined, string, string][] = [
    [suche('thallwitz', 'wurzen', 'gewerbe-anmeldung'), 's.hartig', 'f.naumann'],
    [suche('lossatal', 'wurzen', 'gewerbe-anmeldung'), 's.hartig', 't.krause'],
    [hund, 'c.seifert', 's.hartig'],
    [suche('augustusburg', 'wurzen', 'gewerbe-anmeldung'), 's.hartig', 'c.seifert'],
    [suche('thallwitz', 'wurzen', 'posteingang'), 's.hartig', 'f.naumann'],
    [suche('bennewitz', 'wurzen', 'posteingang'), 's.hartig', 'm.gruhl'],
  ];
  for (const [v, sub] of abzurechnen)
    if (v) await gut('Abrechnung', stelle(d, akteur(sub), { vereinbarung: v.id, jahr, perioden: [periode] }));
  const strittig = suche('lossatal', 'wurzen', 'posteingang');
  if (strittig)
    await gut('Abrechnung', stelle(d, akteur('s.hartig'), { vereinbarung: strittig.id, jahr, perioden: [periode] }));
  await d.leeren();
  for (const [v, , sub] of abzurechnen)
    if (v) await gut('Anerkennung', erkenneAn(d, akteur(sub), { vereinbarung: v.id, jahr, perioden: [periode] }));
  if (strittig) {
    const grund = 'Zwei Kartons vom 16. gehören nach Bennewitz.';
    const g = { vereinbarung: strittig.id, jahr, periode };
    await gut('Widerspruch', bestreite(d, akteur('t.krause'), g, { zeile: 0, grund }));
  }
  await d.leeren();
}
