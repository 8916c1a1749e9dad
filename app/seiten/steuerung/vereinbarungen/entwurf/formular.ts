import type { Feld, Formular } from '@rathausverbund/formular';
import type { Texte } from '../../../../base/index.ts';
import { klauselnFuer, VERTRAGSARTEN, type Vertragsart } from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import type { Kraft } from '../../../personal/zugang.ts';

/** What was typed so far, over all steps: field → text. */
export type Roh = Readonly<Record<string, string>>;

export const SCHRITTE = ['parteien', 'tage', 'klauseln', 'kosten'] as const;
export type Entwurfsschritt = (typeof SCHRITTE)[number];

export const PREISARTEN = ['kostenfrei', 'fall', 'seite', 'hund', 'einwohner', 'fest'] as const;
export const STEUERSTAENDE = ['nicht-steuerbar', 'steuerpflichtig', 'steuerfrei', 'zu-pruefen'] as const;

const istArt = (text: string | undefined): text is Vertragsart => VERTRAGSARTEN.some((a) => a === text);
export const artOf = (roh: Roh): Vertragsart => (istArt(roh['art']) ? roh['art'] : 'mandatierend');

/** Leistungen that were chosen, each once. */
export const leistungenOf = (roh: Roh): string[] => [
  ...new Set(['leistung', 'leistung2', 'leistung3'].flatMap((f) => roh[f] || [])),
];
export const steuernOf = ({ katalog }: Pick<SeitenDeps, 'katalog'>, leistungen: readonly string[]): string[] =>
  leistungen.filter((l) => katalog.aktuell(l)?.angaben.abgabe === 'steuer');

type Wert = { wert: string; beschriftung: string };
const basis = (t: Texte, id: string, mehr: { freiwillig?: boolean; hilfe?: boolean } = {}) => ({
  id,
  beschriftung: t(`vereinbarungen.entwurf.feld.${id}`),
  pflicht: !mehr.freiwillig,
  pruefungen: [],
  ...(mehr.hilfe ? { hilfe: t(`vereinbarungen.entwurf.hilfe.${id}`) } : {}),
});

/**
 * The draft as a form of four steps. Which clauses are asked depends on kind and Leistungen, so the form is built for what was typed.
 * @param aendert parties and direction stay in a change
 */
export function formularOf(deps: SeitenDeps, kraft: Kraft, roh: Roh, aendert: boolean): Formular {
  const { t } = deps;
  const schritt = (id: Entwurfsschritt, felder: Feld[]) => ({
    id,
    titel: t(`vereinbarungen.entwurf.schritt.${id}`),
    hinweis: t(`vereinbarungen.entwurf.hinweis.${id}`),
    felder,
  });
  return {
    titel: t('vereinbarungen.neu'),
    version: '1',
    schritte: [
      schritt('parteien', parteien(deps, kraft, aendert)),
      schritt('tage', [
        { ...basis(t, 'titel'), art: 'text', maxLaenge: 200 },
        { ...basis(t, 'ab', { freiwillig: true, hilfe: true }), art: 'datum' },
        { ...basis(t, 'letzter', { freiwillig: true, hilfe: true }), art: 'datum' },
      ]),
      schritt('klauseln', klauseln(deps, roh)),
      schritt('kosten', kosten(t)),
    ],
  };
}

function parteien({ t, verzeichnis, katalog }: SeitenDeps, kraft: Kraft, aendert: boolean): Feld[] {
  const wahl = (id: string, werte: readonly string[]) =>
    ({
      ...basis(t, id),
      art: 'auswahl',
      darstellung: 'radio',
      werte: werte.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.entwurf.wahl.${wert}`) })),
    }) satisfies Feld;
  const liste = (id: string, werte: Wert[], freiwillig = false): Feld => ({
    ...basis(t, id, { freiwillig }),
    art: 'auswahl',
    darstellung: 'liste',
    werte,
  });
  const kommunen = verzeichnis.gemeinden
    .filter((k) => k.kuerzel !== null && k.id !== kraft.stelle)
    .map((k) => ({ wert: k.id, beschriftung: k.name }));
  const leistungen = [...katalog.leistungen.map((l) => l.schluessel), ...katalog.eintraege.map((e) => e.schluessel)]
    .map((wert) => ({ wert, beschriftung: katalog.name(wert) }))
    .sort((a, b) => a.beschriftung.localeCompare(b.beschriftung, 'de'));
  return [
    wahl('art', VERTRAGSARTEN),
    ...(aendert ? [] : [wahl('richtung', ['beauftragen', 'beauftragt']), liste('partner', kommunen)]),
    liste('leistung', leistungen),
    liste('leistung2', leistungen, true),
    liste('leistung3', leistungen, true),
  ];
}

const klauseln = (deps: SeitenDeps, roh: Roh): Feld[] =>
  klauselnFuer({ art: artOf(roh), steuern: steuernOf(deps, leistungenOf(roh)) }).map((k) => ({
    id: `klausel_${k.schluessel}`,
    beschriftung: k.frage,
    hilfe: deps.t('vereinbarungen.entwurf.quelle', { norm: k.norm }),
    pflicht: !k.freiwillig,
    pruefungen: [],
    art: 'auswahl',
    darstellung: 'radio',
    werte: k.wahl.map((w) => ({ wert: w.wert, beschriftung: w.name })),
  }));

const kosten = (t: Texte): Feld[] => [
  {
    ...basis(t, 'preisart'),
    art: 'auswahl',
    darstellung: 'liste',
    werte: PREISARTEN.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.entwurf.wahl.${wert}`) })),
  },
  { ...basis(t, 'preis', { freiwillig: true, hilfe: true }), art: 'zahl', dezimalstellen: 4, min: 0 },
  { ...basis(t, 'kostengrund', { freiwillig: true }), art: 'text', maxLaenge: 200 },
  {
    ...basis(t, 'ust'),
    art: 'auswahl',
    darstellung: 'liste',
    werte: STEUERSTAENDE.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.entwurf.wahl.${wert}`) })),
  },
  { ...basis(t, 'ustgrund', { hilfe: true }), art: 'text', maxLaenge: 200 },
  { ...basis(t, 'minimum', { freiwillig: true }), art: 'betrag' },
  { ...basis(t, 'maximum', { freiwillig: true }), art: 'betrag' },
  { ...basis(t, 'aufwand', { freiwillig: true, hilfe: true }), art: 'mehrzeilig', maxLaenge: 1000 },
];
