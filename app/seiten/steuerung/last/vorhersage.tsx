import { type LeistungsLast, type Uebersicht, wochenname } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { LeererZustand, Plot } from '../../komponenten/index.ts';
import { zahl } from '../zahlen.ts';

type Props = { deps: SeitenDeps; uebersicht: Uebersicht };

/** Cases a week for each Leistung, with what the forecast rests on and how far off it was. */
export function Vorhersagen({ deps, uebersicht }: Props) {
  const { t } = deps;
  return (
    <>
      <h2>{t('last.vorhersage.titel')}</h2>
      {uebersicht.leistungen.length === 0 && <LeererZustand titel={t('last.vorhersage.leer')} />}
      {uebersicht.leistungen.map((l) => (
        <Vorhersage deps={deps} uebersicht={uebersicht} l={l} />
      ))}
    </>
  );
}

function Vorhersage({ deps, uebersicht, l }: Props & { l: LeistungsLast }) {
  const { t, katalog } = deps;
  const name = katalog.name(l.leistung);
  const { prognose: p } = l;
  const dazu = [
    t('last.vorhersage.bestand', { anzahl: l.offen }),
    l.minuten === null ? t('last.vorhersage.ohneAufwand') : t('last.vorhersage.aufwand', { minuten: l.minuten }),
  ];
  if (!p.ok)
    return (
      <>
        <h3>{name}</h3>
        <p>{[t(`last.vorhersage.${p.grund}`, { ...p.geschichte }), ...dazu].join(' ')}</p>
      </>
    );
  return (
    <>
      <h3>{name}</h3>
      <p>{[...grundlagen(deps, p), ...dazu].join(' ')}</p>
      <Plot
        t={t}
        id={`leistung-${l.leistung}`}
        titel={t('last.plot.leistung', { leistung: name })}
        aussage={t('last.plot.aussage')}
        einheit={t('last.plot.faelle')}
        xTitel={t('last.plot.woche')}
        x={uebersicht.wochen.map((w) => wochenname(w.montag))}
        reihen={[
          { name: t('last.plot.fallErwartet'), art: 'linie', werte: p.wochen.map((w) => w.erwartet) },
          {
            name: t('last.plot.spanne'),
            art: 'band',
            werte: p.wochen.map((w) => w.von),
            bis: p.wochen.map((w) => w.bis),
          },
        ]}
      />
    </>
  );
}

function grundlagen({ t }: SeitenDeps, p: LeistungsLast['prognose'] & { ok: true }): string[] {
  const r = p.rueckblick;
  return [
    t('last.vorhersage.grundlage', { ...p.geschichte }),
    t(p.saison ? 'last.vorhersage.saison' : 'last.vorhersage.ohneSaison'),
    ...(r
      ? [
          t('last.vorhersage.rueckblick', { fehler: zahl(r.fehler), naiv: zahl(r.naiv), getroffen: r.getroffen }),
          ...(r.fehler < r.naiv ? [] : [t('last.vorhersage.schlechter')]),
        ]
      : [t('last.vorhersage.ohneRueckblick')]),
  ];
}
