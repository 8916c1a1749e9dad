import { formatEuro } from '@rathausverbund/kosten';
import type { Ereignis } from '@rathausverbund/nachweis';
import type { SeitenDeps } from '../../deps.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import { regelName } from './geprueft.tsx';
import { gesetzteWerte } from './gesetzt.tsx';
import type { Akte } from './lade.ts';
import { werHandelte } from './wer.ts';

export interface Verlaufszeile {
  readonly wann: string;
  readonly was: string;
  readonly wer: string;
  readonly grundlage: string;
  readonly nachgestellt: boolean;
}

/** Every event in plain words: when, what, who, on which basis. Staff of other houses are named by their office only. */
export function verlauf(
  deps: SeitenDeps,
  akte: Pick<Akte, 'ereignisse' | 'namen' | 'leistung' | 'zeile'>,
): Verlaufszeile[] {
  return akte.ereignisse.map(({ ereignis: e }) => ({
    wann: wann(deps.t, e.at),
    was: wasGeschah(deps, akte, e),
    wer: werHandelte(deps, akte, e),
    grundlage: grundlage(deps, akte, e),
    nachgestellt: e.data['nachgestellt'] === true,
  }));
}

function wasGeschah({ t }: SeitenDeps, akte: Pick<Akte, 'leistung'>, e: Ereignis): string {
  const d = e.data;
  const text = (name: string) => (d[name] === null || d[name] === undefined ? '' : tagText(String(d[name])));
  const felder = [
    'aktenzeichen',
    'titel',
    'text',
    'eingang',
    'bis',
    'behoerde',
    'nummer',
    'tag',
    'am',
    'bekanntgabeAm',
    'rechtsbehelfBis',
    'klageBis',
    'vermerk',
    'begruendung',
    'grund',
    'ende',
    'dienstanweisung',
  ];
  const werte = Object.fromEntries(felder.map((f) => [f, text(f)]));
  const kanal = d['kanal'] ? t(`arbeitsplatz.kanal.${String(d['kanal'])}`) : '';
  const satz = t(`arbeitsplatz.ereignis.${e.kind}`, {
    ...werte,
    kanal,
    ausgang: text('ausgang') ? t(`arbeitsplatz.ausgang.art.${text('ausgang')}`) : '',
    weg: d['weg'] ? t(`arbeitsplatz.weg.${String(d['weg'])}`) : '',
    betrag: formatEuro(Number(d['betrag'] ?? 0)),
    angaben: e.kind === 'angabe.gesetzt' ? gesetzteWerte(t, e).join('; ') : '',
    regel: regelName(akte.leistung, e.rule),
    entscheidung: entscheidungText(akte, String(d['entscheidung'] ?? '')),
  });
  const mehr = [
    text('eingang') ? t('arbeitsplatz.ereignisMehr.eingang', { ...werte, kanal }) : '',
    text('vermerk') && e.kind !== 'widerspruch.eingelegt' ? t('arbeitsplatz.ereignisMehr.vermerk', werte) : '',
    text('bekanntgabeAm') ? t('arbeitsplatz.ereignisMehr.bekanntgabe', werte) : '',
    text('rechtsbehelfBis') ? t('arbeitsplatz.ereignisMehr.rechtsbehelf', werte) : '',
    text('ausgang') ? text('text') : '',
    text('klageBis') ? t('arbeitsplatz.ereignisMehr.klage', werte) : '',
    e.kind === 'unterlagen.eingegangen' && e.docs.length > 0
      ? t('arbeitsplatz.ereignisMehr.dateien', { namen: e.docs.map((x) => x.name).join(', ') })
      : '',
  ];
  return [satz, ...mehr].filter(Boolean).join(' ');
}

/** The button's label of the task that knows this decision. */
function entscheidungText({ leistung }: Pick<Akte, 'leistung'>, schluessel: string): string {
  for (const a of leistung.schritte.values()) {
    const wahl = a.entscheidungen.find((x) => x.schluessel === schluessel);
    if (wahl) return wahl.beschriftung;
  }
  return schluessel;
}

function grundlage({ t }: SeitenDeps, { zeile }: Pick<Akte, 'zeile'>, { grundlage: g }: Ereignis): string {
  const titel =
    g.vereinbarung === null
      ? ''
      : g.vereinbarung === zeile.basis.vereinbarung
        ? zeile.basis.titel
        : t('arbeitsplatz.wert.vereinbarung');
  return [titel, g.norm].filter(Boolean).join(' · ');
}
