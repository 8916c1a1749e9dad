import type { FeldFehler, Feld as Formularfeld } from '@rathausverbund/formular';
import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import { HOECHSTBETRAG, SATZARTEN, type Satzname, type Satzwerte } from '../../../kommunen/index.ts';
import type { Satzwunsch } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { feld, liesBogen, type Zurueck } from '../bogen.tsx';

export const WEG = '/steuerung/satzung';
export const FASSUNGEN = '/steuerung/fassungen';

type Texte = SeitenDeps['t'];

/** Names of the entries of a kind, in their order: amounts first, then due days. */
export const eintraegeOf = (art: Satzname): readonly string[] => [
  ...SATZARTEN[art].betraege,
  ...SATZARTEN[art].termine,
];

/** "15.2." for "02-15" */
const terminText = (t: string): string => `${Number(t.slice(3))}.${Number(t.slice(0, 2))}.`;

/** "60,00 €" or "15.2., 15.8."; what is not there is a dash */
export const wertText = (wert: Satzwerte[string] | undefined): string => {
  if (wert === undefined) return '–';
  return typeof wert === 'number' ? formatEuro(wert) : wert.map(terminText).join(', ');
};

/** The form of a kind follows from its entries. */
export function satzfelder(t: Texte, art: Satzname): Formularfeld[] {
  const name = (f: string) => t(`satzung.art.${art}.${f}`);
  return [
    feld('ab', t('satzung.neu.ab'), { art: 'datum' }, t('satzung.neu.abHilfe')),
    ...SATZARTEN[art].betraege.map((f) =>
      feld(f, name(f), { art: 'betrag', min: 1, max: HOECHSTBETRAG }, t('satzung.neu.betragHilfe')),
    ),
    ...SATZARTEN[art].termine.map((f) =>
      feld(f, name(f), { art: 'text', maxLaenge: 120 }, t('satzung.neu.termineHilfe')),
    ),
    feld('fundstelle', t('satzung.neu.fundstelle'), { art: 'text', maxLaenge: 300 }, t('satzung.neu.fundstelleHilfe')),
  ];
}

/** "15.2., 15.8." as ascending days of the year; undefined where one is no day of every year, or stands there twice */
function liesTermine(text: string): string[] | undefined {
  const teile = text.split(/\s*(?:[,;]|\bund\b|\s)\s*/).filter(Boolean);
  const tage = teile.map((teil) => {
    const m = /^(\d{1,2})\.(\d{1,2})\.?$/.exec(teil);
    const tag = m && `${m[2]?.padStart(2, '0')}-${m[1]?.padStart(2, '0')}`;
    // a year without 29 February
    return tag && parseLocalDate(`2025-${tag}`) ? tag : undefined;
  });
  const da = tage.filter((x) => x !== undefined).sort();
  return da.length === tage.length && new Set(da).size === da.length && da.length <= 12 ? da : undefined;
}

/** What was typed, as a tariff; or what of it cannot be read. */
export function liesSatz(
  t: Texte,
  art: Satzname,
  body: unknown,
  heute: LocalDate,
): { wunsch: Satzwunsch | undefined; roh: Zurueck['roh']; fehler: readonly FeldFehler[] } {
  const { werte, roh, fehler } = liesBogen(satzfelder(t, art), body, heute);
  const alle = [...fehler];
  const satz: Record<string, number | string[]> = {};
  for (const f of SATZARTEN[art].betraege) satz[f] = Number(werte[f]);
  for (const f of SATZARTEN[art].termine) {
    const termine = liesTermine(String(werte[f] ?? ''));
    if (termine) satz[f] = termine;
    else if (!fehler.some((x) => x.feld === f)) alle.push({ feld: f, meldung: t('satzung.neu.termineFalsch') });
  }
  const ab = parseLocalDate(String(werte['ab'] ?? ''));
  const wunsch = { art, ab: (ab ?? '') as LocalDate, werte: satz, fundstelle: String(werte['fundstelle'] ?? '') };
  return { wunsch: alle.length === 0 ? wunsch : undefined, roh, fehler: alle };
}

/** A tariff as it is typed, to begin with. */
export const vorgabeOf = (s: { werte: Satzwerte; fundstelle: string }): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(s.werte).map(([f, w]) => [f, wertText(w).replace(/\s*€$/, '')])),
  fundstelle: s.fundstelle,
});
