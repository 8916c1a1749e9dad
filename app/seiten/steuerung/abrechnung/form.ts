import { formatEuro, formatPreis, JAHRESAUSGLEICH, tageIn, type Zeile } from '@rathausverbund/kosten';
import type { FastifyRequest } from 'fastify';
import type { Abrechnungsvertrag } from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Texte } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';

/** Names of the Leistungen that an agreement is about. */
export const leistungenText = ({ katalog }: SeitenDeps, leistungen: readonly string[]): string =>
  leistungen.map((l) => katalog.name(l)).join(', ');

/** "Gewerbe anmelden: Gemeinde Thallwitz": an agreement as the house sees it, told apart from its others. */
export const kontoText = (deps: SeitenDeps, { stelle }: Pick<Kraft, 'stelle'>, v: Abrechnungsvertrag): string =>
  deps.t('abrechnung.konto', {
    leistung: leistungenText(deps, v.leistungen),
    haus: deps.verzeichnis.byId(v.auftragnehmer === stelle ? v.auftraggeber : v.auftragnehmer)?.name ?? '',
  });

/** "Oktober 2026" or "Jahresausgleich 2026" */
export function zeitraumText(t: Texte, jahr: number, periode: number): string {
  if (periode === JAHRESAUSGLEICH) return t('abrechnung.ausgleich', { jahr });
  return t('abrechnung.monat', { monat: t('abrechnung.monate').split(',')[periode - 1] ?? '', jahr });
}

/** "2026-10" as it stands in addresses; 13 is the true-up. */
export const periodenwort = (jahr: number, periode: number): string => `${jahr}-${String(periode).padStart(2, '0')}`;

export function liesPeriode(wort: string): { jahr: number; periode: number } | null {
  const m = /^(20\d\d)-(0[1-9]|1[0-3])$/.exec(wort);
  return m ? { jahr: Number(m[1]), periode: Number(m[2]) } : null;
}

/** The year asked for; else the one of the last full month. */
export function jahrOf(deps: SeitenDeps, anfrage: FastifyRequest): number {
  const wort = frage(anfrage, 'jahr');
  if (/^20\d\d$/.test(wort)) return Number(wort);
  const heute = heuteOf(deps.protokoll.uhr);
  return Number(heute.slice(0, 4)) - (heute.slice(5, 7) === '01' ? 1 : 0);
}

/** Cents of an amount as people type it ("1.234,50 €"), also of one that is too large; NaN for anything else. */
export function liesCent(text: string): number {
  const m = /^(\d{1,30}|\d{1,3}(?:\.\d{3}){1,9})(?:,(\d{1,2}))?\s*(?:€|EUR)?$/.exec(text.trim());
  return m ? Number(`${m[1]?.replaceAll('.', '')}${(m[2] ?? '').padEnd(2, '0')}`) : Number.NaN;
}

export const statementWeg = (vereinbarung: string, jahr: number, periode: number): string =>
  `/steuerung/abrechnung/${vereinbarung}/${periodenwort(jahr, periode)}`;

export const aufwandWeg = (vereinbarung: string, monat: string): string =>
  `/steuerung/abrechnung/aufwand?vereinbarung=${vereinbarung}&monat=${monat}`;

/** What a line is about, in words. */
export function zeileText(deps: SeitenDeps, z: Zeile): string {
  const { t, katalog } = deps;
  return t(`abrechnung.zeile.art.${z.art}`, {
    leistung: katalog.name(z.leistung),
    einheit: z.einheit === null ? '' : t(`abrechnung.einheit.${z.einheit}`),
    tage: tageIn(z),
    soll: formatEuro(z.soll ?? 0),
    bereits: formatEuro(z.bereits ?? 0),
  });
}

/** Counted units; of a stock the mean of its days. */
export function mengeText(t: Texte, z: Zeile): string {
  if (z.menge === null) return '';
  if (z.art !== 'bestand') return z.menge.toLocaleString('de-DE');
  const mittel = (z.menge / tageIn(z)).toLocaleString('de-DE', { maximumFractionDigits: 1 });
  return t('abrechnung.zeile.bestand', { mittel });
}

export const preisText = (preis: number | null): string => (preis === null ? '' : formatPreis(preis));

export const ustText = (t: Texte, ust: Zeile['ust']): string => t(`abrechnung.ust.${ust.stand}`, { satz: ust.satz });

export const TON = { gestellt: 'info', bestritten: 'danger', berichtigt: 'warning', anerkannt: 'success' } as const;
