import { localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import type { Einheit } from '@rathausverbund/kosten';
import { ablehnen, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import { regelnOf } from './berechnen.ts';
import { findVertrag } from './lesen.ts';
import { type Abrechnungsvertrag, type Eintrag, eignerOf } from './model.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readZaehlung } from './store.ts';
import { schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';
import { zaehlung } from './zaehlen.ts';

const GROESSTE = 1_000_000;

export interface Erfassung {
  vereinbarung: string;
  leistung: string;
  einheit: 'seite' | 'hund';
  /** local date */
  tag: string;
  menge: number;
  /** needed for a stock: where the number comes from */
  grund: string;
}

/** Who enters what: the commissioned body the pages it opened, whoever keeps the register a stock that is in no register here. */
const erfasserOf = (v: Abrechnungsvertrag, einheit: Einheit): string =>
  einheit === 'hund' ? eignerOf(v) : v.auftragnehmer;

/**
 * Pages of a day, or a stock on a day (what an expert procedure knew before). Refused: a day outside the agreement or to come, a
 * number that is none. What is wrong is corrected, never changed.
 */
export async function erfasse(d: AbrechnungDeps, akteur: Akteur, e: Erfassung): Promise<Ergebnis> {
  if (!darf(akteur, e.einheit === 'seite' ? 'seiten' : 'bestand', e.leistung)) return verboten;
  return d.db.transaktion(kontextOf(akteur, e.vereinbarung), async (tx) => {
    const b = await findVertrag(tx, e.vereinbarung);
    if (!b.ok) return b;
    const v = b.vertrag;
    if (erfasserOf(v, e.einheit) !== akteur.stelle) return ablehnen('abrechnung.nicht-unsere-zaehlung');
    const tag = parseLocalDate(e.tag);
    if (!tag) return ablehnen('abrechnung.tag-ungueltig');
    if (tag > localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin')) return ablehnen('abrechnung.tag-zukunft');
    if (!regelnOf(v).some((r) => r.leistung === e.leistung && r.ab <= tag && (r.bis === null || tag < r.bis)))
      return ablehnen('abrechnung.tag-ausserhalb');
    if (!Number.isSafeInteger(e.menge) || e.menge < 1 || e.menge > GROESSTE)
      return ablehnen('abrechnung.menge-ungueltig');
    if (e.einheit === 'hund' && e.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    await buche(tx, d, akteur, v, zaehlung({ ...e, tag, quelle: uuidv7(d.protokoll.uhr.jetzt()) }, grundOf(e.grund)));
    return { ok: true };
  });
}

const grundOf = (grund: string): Eintrag['angaben'] => (grund.trim() === '' ? {} : { grund: grund.trim() });

/**
 * Says how much a counted thing really was. Pages and stocks are corrected by who entered them, a case by the commissioned body,
 * which gives up its claim. The difference is entered beside the old number, with its reason. Refused: less than nothing, and what
 * the register says.
 */
export async function korrigiere(
  d: AbrechnungDeps,
  akteur: Akteur,
  k: { vereinbarung: string; quelle: string; richtig: number; grund: string },
): Promise<Ergebnis> {
  return d.db.transaktion(kontextOf(akteur, k.vereinbarung), async (tx) => {
    const b = await findVertrag(tx, k.vereinbarung);
    if (!b.ok) return b;
    const reihe = await readZaehlung(tx, k.vereinbarung, k.quelle);
    const erste = reihe.find((e) => e.quelle === k.quelle && e.angaben['zu'] === undefined);
    if (!erste?.einheit || !erste.tag || !erste.leistung || erste.einheit === 'einwohner')
      return ablehnen('abrechnung.zaehlung-unbekannt');
    const recht = erste.einheit === 'hund' ? 'bestand' : erste.einheit === 'seite' ? 'seiten' : 'abrechnen';
    if (!darf(akteur, recht, erste.leistung)) return verboten;
    if (erfasserOf(b.vertrag, erste.einheit) !== akteur.stelle) return ablehnen('abrechnung.nicht-unsere-zaehlung');
    if (ausRegister(erste)) return ablehnen('abrechnung.aus-register');
    const bisher = reihe.reduce((s, e) => s + (e.menge ?? 0), 0);
    const hoechstens = erste.einheit === 'fall' ? 1 : GROESSTE;
    if (!Number.isSafeInteger(k.richtig) || k.richtig < 0 || k.richtig > hoechstens)
      return ablehnen('abrechnung.menge-ungueltig');
    if (k.richtig === bisher) return ablehnen('abrechnung.menge-unveraendert');
    if (k.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    const { leistung, einheit, tag } = erste;
    const e = { quelle: uuidv7(d.protokoll.uhr.jetzt()), leistung, einheit, tag, menge: k.richtig - bisher };
    await buche(tx, d, akteur, b.vertrag, zaehlung(e, { zu: k.quelle, grund: k.grund.trim() }));
    return { ok: true };
  });
}

/** A dog that the program counts from the register: who enters a stock says where it comes from. */
export const ausRegister = (e: Pick<Eintrag, 'einheit' | 'angaben'>): boolean =>
  e.einheit === 'hund' && e.angaben['grund'] === undefined;

async function buche(tx: Tx, d: AbrechnungDeps, akteur: Akteur, v: Abrechnungsvertrag, eintrag: Eintrag) {
  await sperreKonto(tx, v);
  await schreibeKonto(tx, d.protokoll, v, handelnderOf(akteur), [{ eintrag }]);
  teileMit(tx, d.protokoll, v);
}
