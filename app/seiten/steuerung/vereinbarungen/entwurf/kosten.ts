import type { Feld, FeldFehler } from '@rathausverbund/formular';
import { addDays, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { type Aufwandsklasse, type Kostenregel, pruefeAufwandsklassen, type Schluessel } from '@rathausverbund/kosten';
import type { Texte } from '../../../../base/index.ts';
import { abschnitteOf, isLeer, type Roh, teileOf } from './roh.ts';

export const SCHLUESSEL = [
  'fall',
  'seite',
  'hund',
  'einwohner',
  'fest',
  'umlage_fall',
  'umlage_seite',
  'umlage_hund',
  'umlage_einwohner',
  'kostenfrei',
] as const;
type Schluesselart = (typeof SCHLUESSEL)[number];
export const STEUERSTAENDE = ['nicht-steuerbar', 'steuerpflichtig', 'steuerfrei', 'zu-pruefen'] as const;
const SAETZE = ['0', '19'] as const;

/** Reads one answer: a number, cents or a text, as the field's kind says. */
export type Lesen = (feld: string) => string | number | boolean | undefined;

const teilfelder = (n: number, a: number, t: number) => ({
  schluessel: `schluessel_${n}_${a}_${t}`,
  preis: `preis_${n}_${a}_${t}`,
  angabe: `angabe_${n}_${a}_${t}`,
});
const abschnittfelder = (n: number, a: number) => ({
  ab: `ab_${n}_${a}`,
  ust: `ust_${n}_${a}`,
  satz: `satz_${n}_${a}`,
  ustgrund: `ustgrund_${n}_${a}`,
  minimum: `minimum_${n}_${a}`,
  maximum: `maximum_${n}_${a}`,
  abschlag: `abschlag_${n}_${a}`,
});

const alleFelder = (roh: Roh, n: number, a: number): string[] => [
  ...Object.values(abschnittfelder(n, a)),
  ...teileOf(roh, n, a).flatMap((t) => Object.values(teilfelder(n, a, t))),
];

/** The first stretch counts always, a later one when something was typed in it. */
const zaehlt = (roh: Roh, n: number, a: number): boolean =>
  abschnitteOf(roh, n)[0] === a || !isLeer(roh, alleFelder(roh, n, a));

/** One stretch of time as it stands on the page: what it says of all, then its parts. */
export interface Abschnitt {
  a: number;
  felder: Feld[];
  teile: { t: number; felder: Feld[] }[];
}

const wahl = (t: Texte, werte: readonly string[]) => ({
  art: 'auswahl' as const,
  darstellung: 'liste' as const,
  werte: werte.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.entwurf.wahl.${wert}`) })),
});

/** The questions about the costs of one Leistung, in the rows that are there. */
export function kostenabschnitte(t: Texte, roh: Roh, n: number): Abschnitt[] {
  const abschnitte = abschnitteOf(roh, n);
  return abschnitte.map((a, i) => {
    const teile = teileOf(roh, n, a);
    const f = abschnittfelder(n, a);
    const pflicht = zaehlt(roh, n, a);
    const name = (feld: string, teil = 0) =>
      [
        t(`vereinbarungen.entwurf.feld.${feld}`),
        ...(teil > 0 ? [t('vereinbarungen.entwurf.teilNr', { nr: teil + 1 })] : []),
        ...(i > 0 ? [t('vereinbarungen.entwurf.abschnittNr', { nr: i + 1 })] : []),
      ].join(', ');
    const basis = (id: string, feld: string, muss: boolean, teil = 0) => ({
      id,
      beschriftung: name(feld, teil),
      pflicht: muss,
      pruefungen: [],
    });
    const hilfe = (feld: string) => ({ hilfe: t(`vereinbarungen.entwurf.hilfe.${feld}`) });
    return {
      a,
      teile: teile.map((teil, j) => {
        const g = teilfelder(n, a, teil);
        return {
          t: teil,
          felder: [
            { ...basis(g.schluessel, 'schluessel', pflicht && j === 0, j), ...wahl(t, SCHLUESSEL) },
            { ...basis(g.preis, 'preis', false, j), ...hilfe('preis'), art: 'zahl', dezimalstellen: 4, min: 0 },
            { ...basis(g.angabe, 'angabe', false, j), ...hilfe('angabe'), art: 'text', maxLaenge: 200 },
          ],
        };
      }),
      felder: [
        ...(i > 0 ? [{ ...basis(f.ab, 'preisAb', pflicht), art: 'datum' } satisfies Feld] : []),
        { ...basis(f.ust, 'ust', pflicht), ...wahl(t, STEUERSTAENDE) },
        { ...basis(f.satz, 'satz', false), ...hilfe('satz'), ...wahl(t, SAETZE) },
        { ...basis(f.ustgrund, 'ustgrund', pflicht), ...hilfe('ustgrund'), art: 'text', maxLaenge: 200 },
        { ...basis(f.minimum, 'minimum', false), art: 'betrag' },
        { ...basis(f.maximum, 'maximum', false), art: 'betrag' },
        { ...basis(f.abschlag, 'abschlag', false), ...hilfe('abschlag'), art: 'betrag' },
      ],
    };
  });
}

export const aufwandsfeld = (t: Texte, n: number): Feld => ({
  id: `aufwand_${n}`,
  beschriftung: t('vereinbarungen.entwurf.feld.aufwand'),
  hilfe: t('vereinbarungen.entwurf.hilfe.aufwand'),
  pflicht: false,
  pruefungen: [],
  art: 'mehrzeilig',
  maxLaenge: 1000,
});

/** Days between which the prices lie: the first day of the agreement, as far as it is known, and the first one outside. */
export interface Rahmentage {
  ab: LocalDate;
  bis: LocalDate | null;
}

const zahl = (w: ReturnType<Lesen>): number | null => (typeof w === 'number' ? w : null);
const wort = (w: ReturnType<Lesen>): string => (typeof w === 'string' ? w.trim() : '');

/** Where the answers of one Leistung contradict each other or leave something out, each at its field. */
export function pruefeKosten(t: Texte, roh: Roh, n: number, lies: Lesen, tage: Rahmentage): FeldFehler[] {
  const fehler: FeldFehler[] = [];
  const melde = (feld: string, was: string) =>
    fehler.push({ feld, meldung: t(`vereinbarungen.entwurf.falsch.${was}`) });
  let davor = tage.ab;
  for (const [i, a] of abschnitteOf(roh, n).entries()) {
    if (!zaehlt(roh, n, a)) continue;
    const f = abschnittfelder(n, a);
    if (i > 0) {
      const ab = parseLocalDate(wort(lies(f.ab)));
      if (ab !== undefined && ab <= davor) melde(f.ab, 'preisAb');
      if (ab !== undefined && tage.bis !== null && tage.bis <= ab) melde(f.ab, 'nachEnde');
      davor = ab ?? davor;
    }
    pruefeTeile(roh, n, a, lies, melde);
    const [minimum, maximum] = [zahl(lies(f.minimum)), zahl(lies(f.maximum))];
    for (const feld of [f.minimum, f.maximum, f.abschlag]) if (zahl(lies(feld)) === 0) melde(feld, 'betragNull');
    if (minimum !== null && maximum !== null && minimum > maximum) melde(f.maximum, 'grenzen');
    const [stand, satz] = [wort(lies(f.ust)), wort(lies(f.satz))];
    if (stand === 'steuerpflichtig' && satz === '0') melde(f.satz, 'satzFehlt');
    if ((stand === 'nicht-steuerbar' || stand === 'steuerfrei') && satz === '19') melde(f.satz, 'satzZuviel');
  }
  const klassen = aufwandOf(wort(lies(`aufwand_${n}`)), 'x');
  if (pruefeAufwandsklassen(klassen, { id: null, leistungen: ['x'] }).length > 0) melde(`aufwand_${n}`, 'aufwand');
  return fehler;
}

function pruefeTeile(roh: Roh, n: number, a: number, lies: Lesen, melde: (feld: string, was: string) => void): void {
  const genannt = teileOf(roh, n, a).filter((t) => wort(lies(teilfelder(n, a, t).schluessel)) !== '');
  for (const [j, t] of teileOf(roh, n, a).entries()) {
    const f = teilfelder(n, a, t);
    const [art, preis, angabe] = [wort(lies(f.schluessel)), zahl(lies(f.preis)), wort(lies(f.angabe))];
    if (art === '') {
      // the first part is asked for by the form itself
      if (j > 0 && (preis !== null || angabe !== '')) melde(f.schluessel, 'schluessel');
      continue;
    }
    const ohnePreis = art === 'kostenfrei' || art.startsWith('umlage_');
    if (ohnePreis && preis !== null) melde(f.preis, 'preisZuviel');
    if (!ohnePreis && angabe !== '') melde(f.angabe, 'angabeZuviel');
    if (!ohnePreis && Math.round((preis ?? 0) * (art === 'fest' ? 100 : 10_000)) < 1) melde(f.preis, 'preis');
    if (art === 'fest' && preis !== null && preis * 100 !== Math.round(preis * 100)) melde(f.preis, 'cent');
    if (ohnePreis && angabe === '') melde(f.angabe, art === 'kostenfrei' ? 'grund' : 'pool');
    if (art === 'kostenfrei' && genannt.length > 1) melde(f.schluessel, 'kostenfreiGemischt');
  }
}

/** The rules of one Leistung; each price ends where the next one begins. */
export function regelnOf(
  roh: Roh,
  { n, leistung }: { n: number; leistung: string },
  lies: Lesen,
  ab: LocalDate,
  verrechnetMit: string | null,
): Kostenregel[] {
  const gelten = abschnitteOf(roh, n)
    .filter((a) => zaehlt(roh, n, a))
    .map((a, i) => ({ a, ab: i === 0 ? ab : (parseLocalDate(wort(lies(`ab_${n}_${a}`))) ?? ab) }));
  return gelten.map(({ a, ab: von }, i) => {
    const f = abschnittfelder(n, a);
    const stand = wort(lies(f.ust)) as Kostenregel['ust']['stand'];
    const satz = wort(lies(f.satz)) === '19' || stand === 'steuerpflichtig' ? 19 : 0;
    return {
      leistung,
      ab: von,
      bis: gelten[i + 1]?.ab ?? null,
      schluessel: mische(teileOf(roh, n, a).flatMap((t) => schluesselOf(lies, teilfelder(n, a, t)))),
      minimum: zahl(lies(f.minimum)),
      maximum: zahl(lies(f.maximum)),
      ust: { stand, satz, grund: wort(lies(f.ustgrund)) },
      abschlag: zahl(lies(f.abschlag)),
      verrechnetMit,
    };
  });
}

const mische = (teile: Schluessel[]): Schluessel =>
  teile.length === 1 && teile[0] ? teile[0] : { art: 'mischung', teile };

function schluesselOf(lies: Lesen, f: ReturnType<typeof teilfelder>): Schluessel[] {
  const art = wort(lies(f.schluessel)) as Schluesselart | '';
  const preis = Math.round((zahl(lies(f.preis)) ?? 0) * 10_000);
  const angabe = wort(lies(f.angabe));
  switch (art) {
    case '':
      return [];
    case 'fall':
    case 'seite':
      return [{ art: 'menge', einheit: art, preis }];
    case 'hund':
    case 'einwohner':
      return [{ art: 'bestand', einheit: art, preis }];
    case 'fest':
      return [{ art: 'fest', betrag: Math.round(preis / 100) }];
    case 'umlage_fall':
      return [{ art: 'umlage', pool: angabe, nach: 'fall' }];
    case 'umlage_seite':
      return [{ art: 'umlage', pool: angabe, nach: 'seite' }];
    case 'umlage_hund':
      return [{ art: 'umlage', pool: angabe, nach: 'hund' }];
    case 'umlage_einwohner':
      return [{ art: 'umlage', pool: angabe, nach: 'einwohner' }];
    case 'kostenfrei':
      return [{ art: 'kostenfrei', grund: angabe }];
  }
}

/** "Einfach: 20", one per line; a line that says no minutes leaves 0, which the rules refuse. */
export const aufwandOf = (text: string, leistung: string): Aufwandsklasse[] =>
  text
    .split('\n')
    .map((z) => z.trim())
    .filter((z) => z !== '')
    .map((z) => {
      const m = /^(.{1,80}?)\s*[:=]\s*(\d{1,4})$/.exec(z);
      return { leistung, name: m?.[1] ?? z, minuten: Number(m?.[2] ?? 0) };
    });

const komma = (x: number): string => String(x).replace('.', ',');

/** The rules of one Leistung as they stand in the fields again: a change begins with what is agreed from this day on. */
export function felderAus(
  regeln: readonly Kostenregel[],
  klassen: readonly Aufwandsklasse[],
  n: number,
  heute: string,
): Roh {
  const kommende = regeln
    .filter((r) => r.bis === null || r.bis > heute)
    .sort((x, y) => (x.ab < y.ab ? -1 : 1))
    .slice(0, 99);
  const felder: Record<string, string> = { [`aufwand_${n}`]: klassen.map((k) => `${k.name}: ${k.minuten}`).join('\n') };
  for (const [i, r] of kommende.entries()) {
    const a = i + 1;
    const f = abschnittfelder(n, a);
    if (i > 0) felder[f.ab] = tagText(r.ab);
    felder[f.ust] = r.ust.stand;
    felder[f.satz] = String(r.ust.satz);
    felder[f.ustgrund] = r.ust.grund;
    for (const g of ['minimum', 'maximum', 'abschlag'] as const) {
      const cent = r[g];
      if (cent !== null) felder[f[g]] = komma(cent / 100);
    }
    const teile = r.schluessel.art === 'mischung' ? r.schluessel.teile : [r.schluessel];
    for (const [j, s] of teile.entries()) {
      const g = teilfelder(n, a, j + 1);
      const [art, preis, angabe] = teilAus(s);
      Object.assign(felder, { [g.schluessel]: art, [g.preis]: preis, [g.angabe]: angabe });
    }
  }
  return felder;
}

const tagText = (tag: string): string => tag.split('-').reverse().join('.');

function teilAus(s: Schluessel): [Schluesselart | '', string, string] {
  switch (s.art) {
    case 'menge':
    case 'bestand':
      return [s.einheit, komma(s.preis / 10_000), ''];
    case 'fest':
      return ['fest', komma(s.betrag / 100), ''];
    case 'umlage':
      return [`umlage_${s.nach}`, '', s.pool];
    case 'kostenfrei':
      return ['kostenfrei', '', s.grund];
    case 'mischung':
      return ['', '', ''];
  }
}

/** First day outside of what the last-day field says. */
export const endeOf = (letzter: string): LocalDate | null => {
  const tag = parseLocalDate(letzter);
  return tag === undefined ? null : addDays(tag, 1);
};
