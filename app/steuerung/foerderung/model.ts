import { addDays, addMonths, type LocalDate, localDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import { foerderregelAm } from './regeln.ts';

/** A grant as its Bescheid says. Days are local dates, `bis` the first day outside the purpose period; amounts in cents. */
export interface Zuwendung {
  id: string;
  bezeichnung: string;
  geber: string;
  aktenzeichen: string;
  bescheidVom: string;
  von: string;
  bis: string;
  /** share of the costs that is paid, in hundredths of a percent (9000 = 90 %) */
  satz: number;
  /** most that is paid */
  betrag: number;
  positionen: Position[];
}

export interface Position {
  nr: number;
  bezeichnung: string;
  ansatz: number;
}

export interface Ausgabe {
  id: string;
  position: number;
  /** day of payment */
  tag: string;
  beleg: string;
  zweck: string;
  betrag: number;
  /** the entry this one takes back */
  gegen: string | null;
}

export interface Mittelabruf {
  nr: number;
  tag: string;
  faelligBis: string;
  faellig: number;
  betrag: number;
  regel: string;
}

/** A grant with everything booked to it. */
export interface Akte {
  zuwendung: Zuwendung;
  ausgaben: Ausgabe[];
  abrufe: Mittelabruf[];
  sachbericht: { inhalt: string; angelegt: Date } | null;
}

const summe = (betraege: readonly number[]): number => betraege.reduce((a, b) => a + b, 0);
export const ansatzOf = (z: Zuwendung): number => summe(z.positionen.map((p) => p.ansatz));
export const ausgegeben = (a: Pick<Akte, 'ausgaben'>): number => summe(a.ausgaben.map((x) => x.betrag));
export const abgerufen = (a: Pick<Akte, 'abrufe'>): number => summe(a.abrufe.map((x) => x.betrag));
export const ausgegebenIn = (a: Pick<Akte, 'ausgaben'>, nr: number): number =>
  summe(a.ausgaben.filter((x) => x.position === nr).map((x) => x.betrag));

/** What the grant pays of these costs: its share, rounded down to the cent, at most its amount. */
export const anteil = (z: Zuwendung, kosten: number): number =>
  Math.min(z.betrag, Number((BigInt(kosten) * BigInt(z.satz)) / 10_000n));

/** May this grant be entered as it is? */
export function pruefeZuwendung(z: Zuwendung): Ablehnung | { ok: true } {
  if (!(z.bescheidVom && z.von && z.bis) || z.von >= z.bis) return ablehnen('foerderung.zeitraum');
  if (z.positionen.length === 0) return ablehnen('foerderung.ohne-position');
  if (z.positionen.some((p) => !gueltig(p.ansatz) || p.bezeichnung.trim() === ''))
    return ablehnen('foerderung.position');
  if (!gueltig(z.betrag) || !Number.isInteger(z.satz) || z.satz < 1 || z.satz > 10_000)
    return ablehnen('foerderung.betrag');
  if ([z.bezeichnung, z.geber, z.aktenzeichen].some((t) => t.trim() === '')) return ablehnen('foerderung.bescheid');
  if (new Set(z.positionen.map((p) => eindeutig(p.bezeichnung))).size < z.positionen.length)
    return ablehnen('foerderung.position-doppelt');
  if (z.betrag > ansatzOf(z)) return ablehnen('foerderung.mehr-als-kosten');
  const hoechstens = Number((BigInt(ansatzOf(z)) * BigInt(z.satz) + 9_999n) / 10_000n);
  if (z.betrag > hoechstens) return ablehnen('foerderung.mehr-als-anteil', { hoechstens: formatEuro(hoechstens) });
  return { ok: true };
}

/** cents: 10 Milliarden €; sums of many stay exact */
const HOECHSTENS = 1_000_000_000_000;
const gueltig = (cent: number) => Number.isSafeInteger(cent) && cent > 0 && cent <= HOECHSTENS;
/** Two names or numbers that a person reads as the same are the same. */
const eindeutig = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** May this expense be booked? `heute` is a local date. */
export function pruefeAusgabe(a: Akte, neu: Omit<Ausgabe, 'id' | 'gegen'>, heute: string): Ablehnung | { ok: true } {
  const z = a.zuwendung;
  if (!z.positionen.some((p) => p.nr === neu.position)) return ablehnen('foerderung.position-unbekannt');
  if (!gueltig(neu.betrag)) return ablehnen('foerderung.ausgabe-betrag');
  if (neu.beleg.trim() === '' || neu.zweck.trim() === '') return ablehnen('foerderung.ohne-beleg');
  if (neu.tag < z.von || neu.tag >= z.bis) return ablehnen('foerderung.ausserhalb');
  if (neu.tag > heute) return ablehnen('foerderung.zukunft');
  if (a.ausgaben.some((x) => isDerselbe(x, neu) && !a.ausgaben.some((y) => y.gegen === x.id)))
    return ablehnen('foerderung.beleg-doppelt');
  const frei = ansatzOf(z) - ausgegeben(a);
  if (neu.betrag > frei) return ablehnen('foerderung.erschoepft');
  return { ok: true };
}

/** The same receipt: number, day and amount. */
const isDerselbe = (a: Pick<Ausgabe, 'tag' | 'betrag' | 'beleg'>, b: Pick<Ausgabe, 'tag' | 'betrag' | 'beleg'>) =>
  a.tag === b.tag && a.betrag === b.betrag && eindeutig(a.beleg) === eindeutig(b.beleg);

/** Was exactly this typed into the form before? */
export const isDieselbe = (a: Ausgabe, b: Omit<Ausgabe, 'id' | 'gegen'>): boolean =>
  isDerselbe(a, b) && a.position === b.position && a.zweck === b.zweck;

/** May this entry be taken back? */
export function pruefeGegenbuchung(a: Akte, id: string, grund: string): Ablehnung | { ok: true; ausgabe: Ausgabe } {
  const ausgabe = a.ausgaben.find((x) => x.id === id);
  if (!ausgabe || ausgabe.gegen !== null) return ablehnen('foerderung.ausgabe-unbekannt');
  if (a.ausgaben.some((x) => x.gegen === id)) return ablehnen('foerderung.schon-storniert');
  if (grund.trim() === '') return ablehnen('foerderung.ohne-grund');
  return { ok: true, ausgabe };
}

/** What can be called at most today: the share of what is paid and of what falls due soon, less what was called. */
export const abrufbar = (a: Akte, faellig: number): number =>
  Math.max(0, anteil(a.zuwendung, ausgegeben(a) + faellig) - abgerufen(a));

/** Last day whose payments may be counted in. */
export const abrufBis = (z: Zuwendung, heute: LocalDate): LocalDate =>
  addMonths(heute, foerderregelAm(z.bescheidVom).abrufMonate);

/** May this sum be called? `faellig` are the payments due until `abrufBis`, as the body says. */
export function pruefeAbruf(
  a: Akte,
  neu: { betrag: number; faellig: number },
  heute: string,
): Ablehnung | { ok: true; faelligBis: string; regel: string } {
  const z = a.zuwendung;
  if (!gueltig(neu.betrag) || !Number.isSafeInteger(neu.faellig) || neu.faellig < 0)
    return ablehnen('foerderung.abruf-betrag');
  if (heute < z.von) return ablehnen('foerderung.abruf-zeit');
  const frei = ansatzOf(z) - ausgegeben(a);
  if (neu.faellig > frei) return ablehnen('foerderung.abruf-faellig', { frei: formatEuro(Math.max(0, frei)) });
  if (neu.betrag > z.betrag - abgerufen(a)) return ablehnen('foerderung.abruf-zu-hoch');
  if (neu.betrag > abrufbar(a, neu.faellig)) return ablehnen('foerderung.abruf-zu-frueh');
  const regel = foerderregelAm(z.bescheidVom);
  return { ok: true, faelligBis: abrufBis(z, localDate(heute)), regel: regel.quelle };
}

export type Warnung =
  | { art: 'zeitraum-endet'; tag: string }
  | { art: 'zeitraum-vorbei'; tag: string }
  | { art: 'position-ueberzogen'; position: string; prozent: number; erlaubt: number }
  | { art: 'unbelegt'; betrag: number };

/** What asks for attention today. */
export function warnungen(a: Akte, heute: string): Warnung[] {
  const z = a.zuwendung;
  const regel = foerderregelAm(z.bescheidVom);
  const ende = addDays(localDate(z.bis), -1);
  const liste: Warnung[] = [];
  if (heute > ende) liste.push({ art: 'zeitraum-vorbei', tag: addMonths(ende, regel.nachweisMonate) });
  else if (heute >= addDays(ende, -regel.warnTage)) liste.push({ art: 'zeitraum-endet', tag: ende });
  for (const p of z.positionen) {
    const prozent = Math.floor((ausgegebenIn(a, p.nr) * 100) / p.ansatz) - 100;
    if (ausgegebenIn(a, p.nr) * 100 > p.ansatz * (100 + regel.ueberschreitungProzent))
      liste.push({
        art: 'position-ueberzogen',
        position: p.bezeichnung,
        prozent,
        erlaubt: regel.ueberschreitungProzent,
      });
  }
  const faellig = a.abrufe.filter((x) => x.faelligBis < heute);
  const unbelegt = summe(faellig.map((x) => x.betrag)) - anteil(z, Math.max(0, ausgegeben(a)));
  if (unbelegt > 0) liste.push({ art: 'unbelegt', betrag: unbelegt });
  return liste;
}
