import { localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Einheit, HOECHSTMENGE } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen, type Ergebnis, kennung, type Tx, uuidv7 } from '../base/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import { regelnOf } from './berechnen.ts';
import { findVertrag } from './lesen.ts';
import { type Abrechnungsvertrag, type Eintrag, eignerOf } from './model.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readAusgeglichene, readSumme, readZaehlung } from './store.ts';
import { schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';
import { zaehlung } from './zaehlen.ts';

export interface Erfassung {
  vereinbarung: string;
  leistung: string;
  einheit: 'seite' | 'hund';
  /** local date */
  tag: string;
  menge: number;
  /** needed for a stock: where the number comes from */
  grund: string;
  /** of the form it was typed into: sent twice, it is entered once; without one every call is its own entry */
  schluessel?: string;
}

/** What people hear beside "saved". */
export interface Gebuchtes {
  /** the same form was sent before: nothing new was entered */
  schon?: true;
  /** years whose true-up was stated already and has to be corrected */
  ausgleich?: readonly number[];
}

/** Who enters what: the commissioned body the pages it opened, whoever keeps the register a stock that is in no register here. */
const erfasserOf = (v: Abrechnungsvertrag, einheit: Einheit): string =>
  einheit === 'hund' ? eignerOf(v) : v.auftragnehmer;

/**
 * Pages of a day, or a stock on a day (what an expert procedure knew before). Refused: a day outside the agreement or to come, a
 * number that is none or too large. What is wrong is corrected, never changed.
 */
export async function erfasse(d: AbrechnungDeps, akteur: Akteur, e: Erfassung): Promise<Ergebnis<Gebuchtes>> {
  if (!darf(akteur, e.einheit === 'seite' ? 'seiten' : 'bestand', e.leistung)) return verboten;
  return d.db.transaktion(kontextOf(akteur, e.vereinbarung), async (tx): Promise<Ergebnis<Gebuchtes>> => {
    const b = await findVertrag(tx, e.vereinbarung);
    if (!b.ok) return b;
    const v = b.vertrag;
    if (erfasserOf(v, e.einheit) !== akteur.stelle) return ablehnen('abrechnung.nicht-unsere-zaehlung');
    const tag = parseLocalDate(e.tag);
    if (!tag) return ablehnen('abrechnung.tag-ungueltig');
    if (tag > localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin')) return ablehnen('abrechnung.tag-zukunft');
    if (!regelnOf(v).some((r) => r.leistung === e.leistung && r.ab <= tag && (r.bis === null || tag < r.bis)))
      return ablehnen('abrechnung.tag-ausserhalb');
    if (e.menge > HOECHSTMENGE) return zuGross;
    if (!Number.isSafeInteger(e.menge) || e.menge < 1) return ablehnen('abrechnung.menge-ungueltig');
    if (e.einheit === 'hund' && e.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    await sperreKonto(tx, v);
    const quelle = e.schluessel
      ? kennung('erfasst', akteur.stelle, v.id, e.schluessel)
      : uuidv7(d.protokoll.uhr.jetzt());
    const neu = zaehlung({ ...e, tag, quelle }, grundOf(e.grund));
    const da = (await readZaehlung(tx, v.id, quelle)).find((x) => x.quelle === quelle);
    if (da) return gleich(da, neu) ? { ok: true, schon: true } : ablehnen('abrechnung.schon-abgesandt');
    if (await sprengt(tx, v, neu)) return zuGross;
    return buche(tx, d, akteur, v, neu);
  });
}

const zuGross = ablehnen('abrechnung.menge-zu-gross');
const grundOf = (grund: string): Eintrag['angaben'] => (grund.trim() === '' ? {} : { grund: grund.trim() });

const gleich = (a: Eintrag, b: Eintrag): boolean =>
  (['leistung', 'einheit', 'tag', 'menge'] as const).every((f) => a[f] === b[f]) &&
  a.angaben['grund'] === b.angaben['grund'];

/** Would a day, or a stock, become larger than what can be settled? Less is always possible. */
async function sprengt(tx: Tx, v: Abrechnungsvertrag, { leistung, einheit, tag, menge }: Eintrag): Promise<boolean> {
  if (!leistung || !einheit || !menge || menge < 0) return false;
  const da = await readSumme(tx, v.id, { leistung, einheit, tag: einheit === 'hund' ? null : tag });
  return da + menge > HOECHSTMENGE;
}

/**
 * Says how much a counted thing really was. Pages and stocks are corrected by who entered them, a case by the commissioned body,
 * which gives up its claim. The difference is entered beside the old number, with its reason. Refused: less than nothing, and what
 * the register says.
 */
export async function korrigiere(
  d: AbrechnungDeps,
  akteur: Akteur,
  k: { vereinbarung: string; quelle: string; richtig: number; grund: string },
): Promise<Ergebnis<Gebuchtes>> {
  return d.db.transaktion(kontextOf(akteur, k.vereinbarung), async (tx): Promise<Ergebnis<Gebuchtes>> => {
    const b = await findVertrag(tx, k.vereinbarung);
    if (!b.ok) return b;
    // the difference rests on what is counted now: nobody may add to it meanwhile
    await sperreKonto(tx, b.vertrag);
    const reihe = await readZaehlung(tx, k.vereinbarung, k.quelle);
    const erste = reihe.find((e) => e.quelle === k.quelle && e.angaben['zu'] === undefined);
    if (!erste?.einheit || !erste.tag || !erste.leistung || erste.einheit === 'einwohner')
      return ablehnen('abrechnung.zaehlung-unbekannt');
    const recht = erste.einheit === 'hund' ? 'bestand' : erste.einheit === 'seite' ? 'seiten' : 'abrechnen';
    if (!darf(akteur, recht, erste.leistung)) return verboten;
    if (erfasserOf(b.vertrag, erste.einheit) !== akteur.stelle) return ablehnen('abrechnung.nicht-unsere-zaehlung');
    if (ausRegister(erste)) return ablehnen('abrechnung.aus-register');
    const bisher = reihe.reduce((s, e) => s + (e.menge ?? 0), 0);
    const grund = k.grund.trim();
    const falsch = pruefeRichtig(k.richtig, erste.einheit);
    if (falsch) return falsch;
    // the same form sent twice
    if (k.richtig === bisher && reihe.length > 1 && reihe.at(-1)?.angaben['grund'] === grund)
      return { ok: true, schon: true };
    if (k.richtig === bisher) return ablehnen('abrechnung.menge-unveraendert');
    if (grund === '') return ablehnen('abrechnung.ohne-grund');
    const { leistung, einheit, tag } = erste;
    const e = { quelle: uuidv7(d.protokoll.uhr.jetzt()), leistung, einheit, tag, menge: k.richtig - bisher };
    const neu = zaehlung(e, { zu: k.quelle, grund });
    if (await sprengt(tx, b.vertrag, neu)) return zuGross;
    return buche(tx, d, akteur, b.vertrag, neu);
  });
}

function pruefeRichtig(richtig: number, einheit: Einheit): Ablehnung | null {
  if (einheit !== 'fall' && richtig > HOECHSTMENGE) return zuGross;
  const gut = Number.isSafeInteger(richtig) && richtig >= 0 && (einheit !== 'fall' || richtig <= 1);
  return gut ? null : ablehnen('abrechnung.menge-ungueltig');
}

/** A dog that the program counts from the register: who enters a stock says where it comes from. */
export const ausRegister = (e: Pick<Eintrag, 'einheit' | 'angaben'>): boolean =>
  e.einheit === 'hund' && e.angaben['grund'] === undefined;

/** Enters it into the locked account. A stock reaches into the years after its day. */
async function buche(
  tx: Tx,
  d: AbrechnungDeps,
  akteur: Akteur,
  v: Abrechnungsvertrag,
  eintrag: Eintrag,
): Promise<Ergebnis<Gebuchtes>> {
  await schreibeKonto(tx, d.protokoll, v, handelnderOf(akteur), [{ eintrag }]);
  teileMit(tx, d.protokoll, v);
  const jahr = Number(eintrag.tag?.slice(0, 4));
  const ausgleich = await readAusgeglichene(tx, v.id, jahr);
  const betroffen = ausgleich.filter((j) => j === jahr || eintrag.einheit === 'hund');
  return { ok: true, ...(betroffen.length > 0 ? { ausgleich: betroffen } : {}) };
}
