import { type Antworten, liesAntwort } from '@rathausverbund/formular';
import { addDays, formatDatumKurz, type LocalDate, localDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Aufwandsklasse, Kostenregel, Schluessel } from '@rathausverbund/kosten';
import type { Inhalt, Stand } from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import { artOf, leistungenOf, type Roh, steuernOf } from './formular.ts';

/** What the answers of all steps say, as the content of an agreement. */
export function inhaltOf(
  deps: Pick<SeitenDeps, 'katalog'>,
  stelle: string,
  a: Antworten,
  heute: LocalDate,
  aendert: Stand | null,
): Inhalt {
  const roh = flach(a);
  const leistungen = leistungenOf(roh);
  const ab = roh['ab'] || null;
  const partner = roh['partner'] ?? '';
  const wir = roh['richtung'] === 'beauftragt' ? 'auftragnehmer' : 'auftraggeber';
  const parteien = aendert
    ? aendert.parteien
    : {
        auftraggeber: wir === 'auftraggeber' ? stelle : partner,
        auftragnehmer: wir === 'auftraggeber' ? partner : stelle,
      };
  const letzter = parseLocalDate(roh['letzter'] ?? '');
  return {
    art: artOf(roh),
    titel: roh['titel'] ?? '',
    ...parteien,
    leistungen,
    benennung: Object.fromEntries(leistungen.map((l) => [l, deps.katalog.name(l)])),
    steuern: steuernOf(deps, leistungen),
    ab,
    bis: letzter === undefined ? null : addDays(letzter, 1),
    klauseln: Object.fromEntries(
      Object.entries(roh).flatMap(([k, v]) => (k.startsWith('klausel_') && v ? [[k.slice('klausel_'.length), v]] : [])),
    ),
    kosten: '',
    kostenregeln: leistungen.map((leistung) => regel(a, leistung, localDate(ab ?? heute))),
    aufwandsklassen: leistungen.flatMap((l) => aufwand(roh['aufwand'] ?? '', l)),
  };
}

const flach = (a: Antworten): Roh =>
  Object.fromEntries(Object.keys(a).map((k) => [k, String(liesAntwort(a, k) ?? '')]));

function schluessel(a: Antworten): Schluessel {
  const zehntausendstel = Math.round(Number(liesAntwort(a, 'preis') ?? 0) * 10_000);
  const art = String(liesAntwort(a, 'preisart') ?? '');
  switch (art) {
    case 'fall':
    case 'seite':
      return { art: 'menge', einheit: art, preis: zehntausendstel };
    case 'hund':
    case 'einwohner':
      return { art: 'bestand', einheit: art, preis: zehntausendstel };
    case 'fest':
      return { art: 'fest', betrag: Math.round(zehntausendstel / 100) };
    default:
      return { art: 'kostenfrei', grund: String(liesAntwort(a, 'kostengrund') ?? '') };
  }
}

function regel(a: Antworten, leistung: string, ab: LocalDate): Kostenregel {
  const stand = String(liesAntwort(a, 'ust') ?? 'zu-pruefen') as Kostenregel['ust']['stand'];
  const cent = (name: string) => (liesAntwort(a, name) as number | undefined) ?? null;
  return {
    leistung,
    ab,
    bis: null,
    schluessel: schluessel(a),
    minimum: cent('minimum'),
    maximum: cent('maximum'),
    ust: { stand, satz: stand === 'steuerpflichtig' ? 19 : 0, grund: String(liesAntwort(a, 'ustgrund') ?? '') },
    abschlag: null,
    verrechnetMit: null,
  };
}

/** "Einfach: 20", one per line; a line that says no minutes leaves 0, which the rules refuse. */
const aufwand = (text: string, leistung: string): Aufwandsklasse[] =>
  text
    .split('\n')
    .map((z) => z.trim())
    .filter((z) => z !== '')
    .map((z) => {
      const m = /^(.{1,80}?)\s*[:=]\s*(\d{1,4})$/.exec(z);
      return { leistung, name: m?.[1] ?? z, minuten: Number(m?.[2] ?? 0) };
    });

/** The answers of the text in force, as they stand in the fields: a change begins with what is agreed. */
export function vorlageAus(i: Inhalt): Roh {
  const tag = (x: string | null) => (x === null ? '' : formatDatumKurz(localDate(x)));
  const [r] = i.kostenregeln;
  const s = r?.schluessel;
  const zahl = (n: number) => String(n).replace('.', ',');
  const preis = s && 'preis' in s ? zahl(s.preis / 10_000) : s?.art === 'fest' ? zahl(s.betrag / 100) : '';
  const preisart = s && 'einheit' in s ? s.einheit : s?.art === 'fest' ? 'fest' : 'kostenfrei';
  return {
    art: i.art,
    leistung: i.leistungen[0] ?? '',
    leistung2: i.leistungen[1] ?? '',
    leistung3: i.leistungen[2] ?? '',
    titel: i.titel,
    letzter: i.bis === null ? '' : tag(addDays(localDate(i.bis), -1)),
    preisart,
    preis,
    kostengrund: s?.art === 'kostenfrei' ? s.grund : '',
    ust: r?.ust.stand ?? '',
    ustgrund: r?.ust.grund ?? '',
    minimum: r?.minimum == null ? '' : zahl(r.minimum / 100),
    maximum: r?.maximum == null ? '' : zahl(r.maximum / 100),
    aufwand: [...new Set(i.aufwandsklassen.map((a) => `${a.name}: ${a.minuten}`))].join('\n'),
    ...Object.fromEntries(Object.entries(i.klauseln).map(([k, v]) => [`klausel_${k}`, v])),
  };
}
