import { addDays, addMonths, type LocalDate, localDate, localDateOf } from '@rathausverbund/fristen';
import type { Datenbank, Ergebnis } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import {
  bucheAusgabe,
  bucheGegen,
  gibFrei,
  type Leitung,
  rufeMittelAb,
  schreibeSachbericht,
  trageAlleinEin,
  trageZuwendungEin,
  vergangene,
  willigeEin,
} from '../steuerung/index.ts';
import { ORTE } from './personen.ts';

export interface SteuernDeps {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
}

type Ort = keyof typeof ORTE;

/** What those who lead have entered, at the end of the seed: a grant, own cost, consent, released quarters. Everything invented. */
export async function steuere(d: SteuernDeps, person: (sub: string) => Leitung): Promise<void> {
  const heute = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const einwohner = (ort: Ort) => d.verzeichnis.byAgs(ORTE[ort])?.einwohner ?? 0;
  const [wurzen, augustusburg, thallwitz] = [person('s.hartig'), person('c.seifert'), person('f.naumann')];
  await foerdere(d, wurzen, heute);
  muss(
    await trageAlleinEin(
      d,
      thallwitz,
      {
        leistung: 'gewerbe-anmeldung',
        ab: localDate(`${heute.slice(0, 4)}-01-01`),
        stellen: 15,
        eg: 'E 8, Stufe 3',
        jahreskosten: 6_180_000,
        zuschlag: 20,
        software: 240_000,
      },
      'Erste Angabe, für das ganze Jahr',
    ),
  );
  for (const [l, ort] of [
    [wurzen, 'wurzen'],
    [augustusburg, 'augustusburg'],
  ] as const)
    for (const gruppe of ['mengen', 'zeiten', 'kosten'])
      muss(await willigeEin(d, { ...l, einwohner: einwohner(ort) }, gruppe));
  for (const q of vergangene(heute, 1)) muss(await gibFrei(d, wurzen, q.name));
}

async function foerdere(d: SteuernDeps, l: Leitung, heute: LocalDate): Promise<void> {
  const von = localDate(`${addMonths(heute, -14).slice(0, 7)}-01`);
  const z = await trageZuwendungEin(d, l, {
    bezeichnung: 'Gemeinsames Dienstleistungszentrum Wurzen und Augustusburg',
    geber: 'Freistaat Sachsen (erfunden)',
    aktenzeichen: 'DEMO-4711-0815',
    bescheidVom: addDays(von, -20),
    von,
    bis: addMonths(von, 36),
    satz: 9000,
    betrag: 31_500_000,
    positionen: [
      { nr: 1, bezeichnung: 'Personal der Leitstelle', ansatz: 21_000_000 },
      { nr: 2, bezeichnung: 'Scanner und Technik', ansatz: 6_000_000 },
      { nr: 3, bezeichnung: 'Begleitung und Schulung', ansatz: 8_000_000 },
    ],
  });
  if (!z.ok) return muss(z);
  const vor = (tage: number) => addDays(heute, -tage);
  const ausgaben: [number, number, string, string, number][] = [
    [1, 210, 'PK 2/04', 'Personalkosten, 2. Quartal', 1_742_350],
    [2, 190, 'RE 2217', 'Dokumentenscanner, zwei Geräte', 1_189_000],
    [1, 120, 'PK 3/07', 'Personalkosten, 3. Quartal', 1_742_350],
    [3, 75, 'RE 2302', 'Schulung der Sachbearbeitung, zwei Tage', 412_000],
    [3, 60, 'RE 2310', 'Schulung der Sachbearbeitung, doppelt gebucht', 412_000],
    [2, 30, 'RE 2341', 'Lizenzen und Einrichtung', 356_000],
  ];
  for (const [position, tage, beleg, zweck, betrag] of ausgaben) {
    const e = await bucheAusgabe(d, l, z.id, { position, tag: vor(tage), beleg, zweck, betrag });
    if (!e.ok) return muss(e);
    if (beleg === 'RE 2310') muss(await bucheGegen(d, l, z.id, e.id, 'Rechnung war schon als RE 2302 gebucht'));
  }
  muss(await rufeMittelAb(d, l, z.id, { betrag: 4_500_000, faellig: 600_000 }));
  muss(
    await schreibeSachbericht(
      d,
      l,
      z.id,
      'Die Leitstelle arbeitet seit dem ersten Monat des Bewilligungszeitraums. Gewerbeanmeldungen aus Thallwitz, Lossatal und Augustusburg werden in Wurzen bearbeitet, Hundesteuer aus Wurzen in Augustusburg.\n\nZwei Scanner stehen in der gemeinsamen Poststelle. Die Sachbearbeitung ist geschult.',
    ),
  );
}

function muss(e: Ergebnis): void {
  if (!e.ok) throw new Error(`Demo: ${JSON.stringify(e)}`);
}
