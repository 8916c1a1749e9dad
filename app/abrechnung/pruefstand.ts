import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import type { TestDatenbank } from '../../tools/test/datenbank.ts';
import { stellbareUhr } from '../base/index.ts';
import { mitarbeitende } from '../demo/personen.ts';
import { baueHaus, legePersonalAn, type Ort } from '../pruefstand/haus.ts';
import { vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import type { Akteur } from './akteur.ts';
import { createMitteilen, MITTEILEN, readAbrechnung, zaehleAlle } from './index.ts';
import { imDienst } from './strom.ts';

export const am = (tag: string, uhrzeit = '10:00') => Date.parse(`${tag}T${uhrzeit}:00+01:00`);

export const LEISTUNG = 'archivanfrage';
export const MONATE = Array.from({ length: 12 }, (_, i) => i + 1);

/** Rules of the year 2026 with one and the same turnover tax. */
export const regelMit =
  (ust: Kostenregel['ust']) =>
  (schluessel: Kostenregel['schluessel'], mehr: Partial<Kostenregel> = {}): Kostenregel => ({
    leistung: LEISTUNG,
    ab: localDate('2026-01-01'),
    bis: null,
    schluessel,
    minimum: null,
    maximum: null,
    ust,
    abschlag: null,
    verrechnetMit: null,
    ...mehr,
  });

/** The demo's town halls under a clock that can be put, with staff who may settle accounts. */
export async function baueAbrechnung(t: TestDatenbank, start: string) {
  const uhr = stellbareUhr(am(start));
  const h = await baueHaus(t, { uhr });
  const person = await legePersonalAn(h);
  const d = { db: h.db, protokoll: h.protokoll, verzeichnis: h.verzeichnis };
  const worker = { db: h.worker, protokoll: h.protokoll };
  const { leeren } = h.schlangeUeber(h.dienste, [[MITTEILEN, createMitteilen(worker)]]);
  const akteur = (sub: string): Akteur => ({
    ...person(sub),
    rollen: mitarbeitende.find((m) => m.sub === sub)?.rollen ?? [],
  });
  const vertrag = async (von: keyof typeof h.ort, an: keyof typeof h.ort, leistung: string) => {
    const alle = await h.db.transaktion(imDienst(h.ort[von]), readVertraege);
    const v = alle.find(
      (x) => x.auftraggeber === h.ort[von] && x.auftragnehmer === h.ort[an] && x.leistungen.includes(leistung),
    );
    if (!v) throw new Error(`${von} → ${an}: ${leistung} ist nicht vereinbart`);
    return v;
  };
  return {
    h,
    uhr,
    d,
    worker,
    akteur,
    vertrag,
    /** one more agreement, in force from the first of January 2026 */
    vereinbare: (von: Ort, an: Ort, regel: Kostenregel, leistung = LEISTUNG) =>
      vereinbareSchlicht(d.db, d.protokoll, {
        auftraggeber: h.ort[von],
        auftragnehmer: h.ort[an],
        leistungen: [leistung],
        ab: '2026-01-01',
        kostenregeln: [{ ...regel, leistung }],
      }),
    ansicht: (ort: Ort, vereinbarung: string, periode: number) =>
      h.worker.transaktion(imDienst(h.ort[ort]), (tx) => readAbrechnung(tx, { vereinbarung, jahr: 2026, periode })),
    leeren,
    /** the minute's work of the worker: counts for all bodies, and tells the others */
    async zaehle(seit: number | null = null) {
      const n = await zaehleAlle(worker, Object.values(h.ort), seit);
      await leeren();
      return n;
    },
    in: <T>(ort: keyof typeof h.ort, fn: Parameters<typeof h.db.transaktion<T>>[1]) =>
      h.worker.transaktion(imDienst(h.ort[ort]), fn),
  };
}
