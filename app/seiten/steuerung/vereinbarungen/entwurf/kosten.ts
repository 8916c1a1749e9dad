import type { Feld } from '@rathausverbund/formular';
import type { Texte } from '../../../../base/index.ts';
import { abschnitteOf, isLeer, type Roh, teileOf } from './roh.ts';

const SCHLUESSEL = [
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
export type Schluesselart = (typeof SCHLUESSEL)[number];
const STEUERSTAENDE = ['nicht-steuerbar', 'steuerpflichtig', 'steuerfrei', 'zu-pruefen'] as const;
const SAETZE = ['0', '19'] as const;

/** Reads one answer: a number, cents or a text, as the field's kind says. */
export type Lesen = (feld: string) => string | number | boolean | undefined;

export const zahl = (w: ReturnType<Lesen>): number | null => (typeof w === 'number' ? w : null);
export const wort = (w: ReturnType<Lesen>): string => (typeof w === 'string' ? w.trim() : '');

export const teilfelder = (n: number, a: number, t: number) => ({
  schluessel: `schluessel_${n}_${a}_${t}`,
  preis: `preis_${n}_${a}_${t}`,
  angabe: `angabe_${n}_${a}_${t}`,
});
export const abschnittfelder = (n: number, a: number) => ({
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
export const zaehlt = (roh: Roh, n: number, a: number): boolean =>
  abschnitteOf(roh, n)[0] === a || !isLeer(roh, alleFelder(roh, n, a));

/** Keys that name costs or a reason instead of a price. */
export const isOhnePreis = (art: string): boolean => art === 'kostenfrei' || art.startsWith('umlage_');

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

/**
 * The questions about the costs of one Leistung, in the rows that are there.
 * @param beispiel a day as it is typed
 */
export function kostenabschnitte(t: Texte, roh: Roh, n: number, beispiel: string): Abschnitt[] {
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
        const art = roh[g.schluessel] ?? '';
        return {
          t: teil,
          felder: [
            { ...basis(g.schluessel, 'schluessel', pflicht && j === 0, j), ...wahl(t, SCHLUESSEL) },
            {
              ...basis(g.preis, 'preis', art === '' ? pflicht && j === 0 : !isOhnePreis(art), j),
              ...hilfe('preis'),
              art: 'zahl',
              dezimalstellen: 4,
              min: 0,
            },
            { ...basis(g.angabe, 'angabe', isOhnePreis(art), j), ...hilfe('angabe'), art: 'text', maxLaenge: 200 },
          ],
        };
      }),
      felder: [
        ...(i > 0
          ? [
              {
                ...basis(f.ab, 'preisAb', pflicht),
                hilfe: t('formular.hilfe.tag', { tag: beispiel }),
                art: 'datum',
              } satisfies Feld,
            ]
          : []),
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
