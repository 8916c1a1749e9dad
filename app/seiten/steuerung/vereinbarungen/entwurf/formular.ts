import type { Feld, Formular } from '@rathausverbund/formular';
import type { Texte } from '../../../../base/index.ts';
import { klauselnFuer, VERTRAGSARTEN } from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import { beispielTage, heuteOf } from '../../../personal/zeit.ts';
import type { Kraft } from '../../../personal/zugang.ts';
import { aufwandsfeld, kostenabschnitte } from './kosten.ts';
import { artOf, gewaehlte, leistungenOf, type Roh, steuernOf, zeilenOf } from './roh.ts';

/** An agreement in the other direction, whose claims can be offset against those of this one. */
export interface Gegenstueck {
  id: string;
  titel: string;
}

/** The circumstances of a draft: who writes it, what was typed, and what it may refer to. */
export interface Lage {
  deps: SeitenDeps;
  kraft: Kraft;
  roh: Roh;
  /** parties and direction stay in a change */
  aendert: boolean;
  gegenstuecke: readonly Gegenstueck[];
  /** titles of the other agreements of the house */
  vergeben: readonly string[];
}

/** Row of the Leistung whose costs a step asks for; null for the other steps. */
export const kostenzeile = (schritt: string): number | null => {
  const m = /^kosten_(\d{1,2})$/.exec(schritt);
  return m ? Number(m[1]) : null;
};

/** The steps of this draft: costs are asked for Leistung by Leistung, offsetting only where there is something to offset against. */
export const schritteOf = ({ roh, gegenstuecke }: Pick<Lage, 'roh' | 'gegenstuecke'>): string[] => [
  'parteien',
  'tage',
  'klauseln',
  ...gewaehlte(roh).map(({ n }) => `kosten_${n}`),
  ...(gegenstuecke.length > 0 ? ['verrechnung'] : []),
];

const basis = (t: Texte, id: string, mehr: { freiwillig?: boolean; hilfe?: boolean; tag?: string } = {}) => ({
  id,
  beschriftung: t(`vereinbarungen.entwurf.feld.${id}`),
  pflicht: !mehr.freiwillig,
  pruefungen: [],
  ...(mehr.hilfe ? { hilfe: t(`vereinbarungen.entwurf.hilfe.${id}`, { tag: mehr.tag ?? '' }) } : {}),
});

/** The draft as a form. Which Leistungen, clauses and prices are asked depends on the answers, so it is built for what was typed. */
export function formularOf(lage: Lage): Formular {
  const { t } = lage.deps;
  return {
    titel: t('vereinbarungen.neu'),
    version: '1',
    schritte: schritteOf(lage).map((id) => {
      const art = kostenzeile(id) === null ? id : 'kosten';
      const name = leistungsname(lage, kostenzeile(id));
      return {
        id,
        titel: t(`vereinbarungen.entwurf.schritt.${art}`, { leistung: name }),
        hinweis: t(`vereinbarungen.entwurf.hinweis.${art}`),
        felder: felderOf(lage, id),
      };
    }),
  };
}

export const leistungsname = ({ deps, roh }: Pick<Lage, 'deps' | 'roh'>, n: number | null): string =>
  n === null ? '' : deps.katalog.name(roh[`leistung_${n}`] ?? '');

function felderOf(lage: Lage, schritt: string): Feld[] {
  const { t, protokoll } = lage.deps;
  const n = kostenzeile(schritt);
  const tage = beispielTage(heuteOf(protokoll.uhr));
  if (n !== null)
    return [
      ...kostenabschnitte(t, lage.roh, n, tage.erster).flatMap((a) => [
        ...a.teile.flatMap((x) => x.felder),
        ...a.felder,
      ]),
      aufwandsfeld(t, n),
    ];
  switch (schritt) {
    case 'parteien':
      return parteien(lage);
    case 'tage':
      return [
        { ...basis(t, 'titel', { hilfe: true }), art: 'text', maxLaenge: 200 },
        { ...basis(t, 'ab', { freiwillig: true, hilfe: true, tag: tage.erster }), art: 'datum' },
        { ...basis(t, 'letzter', { freiwillig: true, hilfe: true, tag: tage.letzter }), art: 'datum' },
      ];
    case 'klauseln':
      return klauseln(lage);
    default:
      return [
        {
          ...basis(t, 'verrechnung', { freiwillig: true, hilfe: true }),
          art: 'auswahl',
          darstellung: 'liste',
          werte: lage.gegenstuecke.map((g) => ({ wert: g.id, beschriftung: g.titel })),
        },
      ];
  }
}

function parteien({ deps: { t, verzeichnis, katalog }, kraft, roh, aendert }: Lage): Feld[] {
  const wahl = (id: string, werte: readonly string[]) =>
    ({
      ...basis(t, id),
      art: 'auswahl',
      darstellung: 'radio',
      werte: werte.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.entwurf.wahl.${wert}`) })),
    }) satisfies Feld;
  const kommunen = verzeichnis.gemeinden
    .filter((k) => k.kuerzel !== null && k.id !== kraft.stelle)
    .map((k) => ({ wert: k.id, beschriftung: k.name }));
  const leistungen = [...katalog.leistungen.map((l) => l.schluessel), ...katalog.eintraege.map((e) => e.schluessel)]
    .map((wert) => ({ wert, beschriftung: katalog.name(wert) }))
    .sort((a, b) => a.beschriftung.localeCompare(b.beschriftung, 'de'));
  return [
    wahl('art', VERTRAGSARTEN),
    ...(aendert
      ? []
      : [
          wahl('richtung', ['beauftragen', 'beauftragt']),
          { ...basis(t, 'partner'), art: 'auswahl', darstellung: 'liste', werte: kommunen } satisfies Feld,
        ]),
    ...zeilenOf(roh).map(
      (n, i): Feld => ({
        ...basis(t, 'leistung', { freiwillig: i > 0 }),
        id: `leistung_${n}`,
        ...(i > 0 ? { beschriftung: t('vereinbarungen.entwurf.leistungNr', { nr: i + 1 }) } : {}),
        art: 'auswahl',
        darstellung: 'liste',
        werte: leistungen,
      }),
    ),
  ];
}

const klauseln = ({ deps, roh }: Lage): Feld[] =>
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
