import { createHash } from 'node:crypto';
import { formatDatum, localDate } from '@rathausverbund/fristen';
import { formatEuro, formatPreis, type Kostenregel, type Schluessel } from '@rathausverbund/kosten';
import { rfc8785 } from '@rathausverbund/nachweis';
import type { Inhalt, Paragraf } from './inhalt.ts';
import { findWahl, klauselnFuer, type Vorlage, vorlageOf } from './vorlagen.ts';

const lang = (tag: string) => formatDatum(localDate(tag)).replace(/^\S+, /, '');
/** last day of a span whose first day outside is `bis` */
const letzter = (bis: string) => lang(new Date(Date.parse(bis) - 86_400_000).toISOString().slice(0, 10));

/** The text of an agreement: its template, the chosen clauses, days and costs in words. `namen` as they stand in the register. */
export function schreibeText(i: Inhalt, namen: { auftraggeber: string; auftragnehmer: string }): Paragraf[] {
  const werte: Record<string, string> = {
    ...namen,
    leistungen: i.leistungen.map((l) => `„${i.benennung[l] ?? l}“`).join(', '),
    beginn:
      i.ab === null
        ? 'am Tag nach der öffentlichen Bekanntmachung'
        : `am ${lang(i.ab)}, frühestens am Tag nach der öffentlichen Bekanntmachung`,
    dauer: i.bis === null ? 'auf unbestimmte Zeit' : `bis zum Ablauf des ${letzter(i.bis)}`,
  };
  const setze = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => werte[name] ?? `{${name}}`);
  const vorlage: Vorlage = vorlageOf(i.art);
  const klauseln = klauselnFuer(i).flatMap((k) => {
    const wahl = findWahl(k, i.klauseln[k.schluessel]);
    return wahl ? [{ titel: k.titel, absaetze: wahl.absaetze.map(setze) }] : [];
  });
  const fest = vorlage.paragrafen.map((p) => ({ titel: p.titel, absaetze: p.absaetze.map(setze) }));
  const [anfang, schluss] = [fest.slice(0, vorlage.klauselnNach), fest.slice(vorlage.klauselnNach)];
  return [...anfang, ...klauseln, { titel: 'Kosten', absaetze: kostensaetze(i) }, ...schluss].map((p, n) => ({
    titel: `§ ${n + 1} ${p.titel}`,
    absaetze: p.absaetze,
  }));
}

/** What both parties declare and sign: data and words together. Hex. */
export const textHashOf = (inhalt: Inhalt, text: readonly Paragraf[]): string =>
  createHash('sha256')
    .update(rfc8785({ inhalt, text } as never))
    .digest('hex');

const EINHEIT = {
  fall: 'je Fall',
  seite: 'je Seite',
  hund: 'je Hund und Jahr',
  einwohner: 'je Einwohnerin oder Einwohner und Jahr',
};
const NACH = {
  fall: 'der Fälle',
  seite: 'der Seiten',
  hund: 'der Hunde',
  einwohner: 'der Einwohnerinnen und Einwohner',
};

export function schluesselText(s: Schluessel): string {
  switch (s.art) {
    case 'menge':
    case 'bestand':
      return `${formatPreis(s.preis)} ${EINHEIT[s.einheit]}`;
    case 'fest':
      return `${formatEuro(s.betrag)} im Jahr`;
    case 'umlage':
      return `ein Anteil an den Kosten „${s.pool}“ nach der Zahl ${NACH[s.nach]}`;
    case 'mischung':
      return s.teile.map(schluesselText).join(' und ');
    case 'kostenfrei':
      return `kostenfrei (${s.grund})`;
  }
}

function kostensatz(r: Kostenregel, benennung: Inhalt['benennung']): string {
  const name = benennung[r.leistung] ?? r.leistung;
  const mit = benennung[r.verrechnetMit ?? ''];
  const bis = r.bis === null ? '' : ` bis zum ${letzter(r.bis)}`;
  const grenzen = [
    r.minimum === null ? '' : `, mindestens ${formatEuro(r.minimum)} im Jahr`,
    r.maximum === null ? '' : `, höchstens ${formatEuro(r.maximum)} im Jahr`,
    r.abschlag === null ? '' : `, mit einem Abschlag von ${formatEuro(r.abschlag)} im Monat`,
    r.verrechnetMit === null
      ? ''
      : mit
        ? `, verrechnet mit den Forderungen aus der Vereinbarung „${mit}“`
        : ', verrechnet mit den Forderungen der anderen Seite',
  ].join('');
  const steuer = r.ust.satz === 19 ? 'zuzüglich 19 % Umsatzsteuer' : 'ohne Umsatzsteuer';
  return `„${name}“ ab dem ${lang(r.ab)}${bis}: ${schluesselText(r.schluessel)}${grenzen}, ${steuer}: ${r.ust.grund}.`;
}

function kostensaetze(i: Inhalt): string[] {
  const name = (l: string) => i.benennung[l] ?? l;
  return [
    ...(i.kosten === '' ? [] : [`Vereinbart ist: ${i.kosten}.`]),
    ...i.kostenregeln.map((r) => kostensatz(r, i.benennung)),
    ...i.aufwandsklassen.map((a) => `Aufwandsklasse „${a.name}“ für „${name(a.leistung)}“: ${a.minuten} Minuten.`),
    ...(i.kosten === '' && i.kostenregeln.length === 0 ? ['Kosten werden nicht erstattet.'] : []),
  ];
}
