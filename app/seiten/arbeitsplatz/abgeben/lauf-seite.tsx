import type { Abgabelauf } from '../../../eingang/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Knoepfe, KnopfLink, Marke, Tabelle } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { grundText, Laufstand } from '../sammellauf.tsx';
import { ADRESSE, type Laufzeile, laufweg } from './laeufe.ts';

type LaufProps = { deps: SeitenDeps; kraft: Kraft; lauf: Abgabelauf; zeilen: readonly Laufzeile[] };

export const standOf = (deps: SeitenDeps, lauf: Abgabelauf) =>
  ({ deps, lauf, art: 'abgabe', adresse: ADRESSE, weg: laufweg(lauf) }) as const;

/** How far a hand-over of many is, and what became of each case. */
export function LaufSeite({ deps, kraft, lauf, zeilen }: LaufProps) {
  const { t } = deps;
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={t('arbeitsplatz.abgabe.mehrere.lauf', { seit: wann(t, lauf.begonnen) })}
      ueber={{ titel: t('arbeitsplatz.abgabe.mehrere.titel'), weg: ADRESSE }}
    >
      <Laufstand {...standOf(deps, lauf)} />
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.abgabe.mehrere.wohin'), wert: wohin(deps, lauf) },
          ...(lauf.wortlaut ? [{ name: t('arbeitsplatz.abgabe.grund'), wert: lauf.wortlaut }] : []),
        ]}
      />
      <Tabelle
        id="ergebnisse"
        titel={t('arbeitsplatz.abgabe.mehrere.ergebnisse')}
        dicht
        stapeln
        spalten={[
          { titel: t('arbeitsplatz.spalte.aktenzeichen'), zeilenkopf: true, selbsterklaerend: true },
          { titel: t('arbeitsplatz.abgabe.mehrere.spalte.stand'), selbsterklaerend: true },
          { titel: t('arbeitsplatz.abgabe.mehrere.spalte.ergebnis') },
        ]}
        zeilen={zeilen.map((z) => ({ zellen: [<Fall t={t} zeile={z} />, <Stand t={t} zeile={z} />, text(deps, z)] }))}
      />
      <Knoepfe>
        <KnopfLink weg={ADRESSE}>{t('arbeitsplatz.abgabe.mehrere.weitere')}</KnopfLink>
      </Knoepfe>
    </Unterseite>
  );
}

export const wohin = ({ t, verzeichnis }: SeitenDeps, { auftrag }: Abgabelauf): string =>
  auftrag.ort === null
    ? t('arbeitsplatz.abgabe.mehrere.jeAnSeinenOrt')
    : (verzeichnis.byId(auftrag.ort)?.name ?? auftrag.ort);

type ZeileProps = { t: SeitenDeps['t']; zeile: Laufzeile };

function Fall({ t, zeile: { vorgang, aktenzeichen } }: ZeileProps) {
  if (aktenzeichen === null) return <>{t('arbeitsplatz.abgabe.mehrere.unsichtbar')}</>;
  return (
    <a href={`/arbeitsplatz/vorgang/${vorgang}`}>
      <span class="haus-aktenzeichen">{aktenzeichen}</span>
    </a>
  );
}

function Stand({ t, zeile: { ergebnis } }: ZeileProps) {
  const stand = ergebnis === null ? 'offen' : ergebnis.gut ? 'abgegeben' : 'bleibt';
  const ton = { offen: 'info', abgegeben: 'success', bleibt: 'warning' } as const;
  return <Marke ton={ton[stand]}>{t(`arbeitsplatz.abgabe.mehrere.${stand}`)}</Marke>;
}

function text({ t, verzeichnis }: SeitenDeps, { ergebnis }: Laufzeile): string {
  if (ergebnis === null) return '';
  if (!ergebnis.gut) return grundText(t, ergebnis.grund);
  if (!ergebnis.nach) return '';
  const { koerperschaft, aktenzeichen } = ergebnis.nach;
  return t('arbeitsplatz.abgabe.getan', { name: verzeichnis.byId(koerperschaft)?.name ?? '', aktenzeichen });
}
