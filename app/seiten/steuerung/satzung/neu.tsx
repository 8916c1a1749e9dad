import type { LocalDate } from '@rathausverbund/fristen';
import type { Satzname } from '../../../kommunen/index.ts';
import { abdruckOf, aenderungenOf, type Satzplan, type Satzwunsch, type Stammdaten } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, Knoepfe, Knopf, Tabelle, VersteckteFelder } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Bogen, bogenfehlerOf, type Zurueck } from '../bogen.tsx';
import { Unterseite } from '../rahmen.tsx';
import { satzfelder, WEG, wertText } from './felder.ts';
import { letzterTag, Satztafel } from './tafel.tsx';

type Props = { deps: SeitenDeps; kraft: Kraft; art: Satzname; stand: Stammdaten; heute: LocalDate };

/** The form of a tariff, and below it what is entered already. */
export function NeuSeite(p: Props & { vorgabe: Readonly<Record<string, string>>; zurueck?: Zurueck }) {
  const { deps, kraft, art, stand, heute } = p;
  const { t } = deps;
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="satzung"
      titel={t('satzung.neu.titel', { art: t(`satzung.art.${art}.name`) })}
      ueber={{ titel: t('satzung.titel'), weg: WEG }}
      fehler={bogenfehlerOf(p.zurueck)}
    >
      <p>{t('satzung.neu.text')}</p>
      <Bogen
        t={t}
        felder={satzfelder(t, art)}
        aktion={`${WEG}/neu`}
        knopf={t('satzung.neu.weiter')}
        versteckt={{ was: 'pruefen', art }}
        vorgabe={p.vorgabe}
        zurueck={p.zurueck}
      />
      <section class="haus-abstand" aria-labelledby="eingetragen">
        <h2 id="eingetragen">{t('satzung.neu.eingetragen')}</h2>
        <Satztafel deps={deps} art={art} saetze={stand.saetze} heute={heute} stand={null} />
      </section>
    </Unterseite>
  );
}

/** What entering it changes, for whom and from when; nothing is entered yet. */
export function PruefSeite(p: Props & { wunsch: Satzwunsch; plan: Satzplan; roh: Readonly<Record<string, string>> }) {
  const { deps, kraft, art, stand, wunsch, plan } = p;
  const { t } = deps;
  const aenderungen = aenderungenOf(art, plan.bisher?.werte, wunsch.werte);
  const ab = tagText(wunsch.ab);
  const folgen = [
    t('satzung.pruefen.gilt', { ab }),
    plan.bisher && !plan.ersetzt && t('satzung.pruefen.bisher', { bis: letzterTag(wunsch.ab) }),
    plan.ersetzt && t('satzung.pruefen.ersetzt'),
    plan.bis && t('satzung.pruefen.bis', { bis: letzterTag(plan.bis) }),
    plan.nachgetragen && t('satzung.pruefen.nachgetragen', { ab }),
    t('satzung.pruefen.bescheide'),
  ].filter((x) => typeof x === 'string');
  const auffaellig = aenderungen.filter((a) => istSprung(a.alt, a.neu));
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="satzung"
      titel={t('satzung.pruefen.titel', { art: t(`satzung.art.${art}.name`), ab })}
      ueber={{ titel: t('satzung.titel'), weg: WEG }}
    >
      <p>{t('satzung.pruefen.text')}</p>
      {auffaellig.length > 0 && (
        <Hinweis t={t} ton="warning" titel={t('satzung.pruefen.sprung')}>
          <p>
            {t('satzung.pruefen.sprungText', {
              felder: auffaellig.map((a) => t(`satzung.art.${art}.${a.feld}`)).join(', '),
            })}
          </p>
        </Hinweis>
      )}
      <Tabelle
        id="aenderungen"
        titel={t('satzung.pruefen.tabelle')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('satzung.spalte.angabe'), zeilenkopf: true },
          { titel: t('satzung.spalte.bisher') },
          { titel: t('satzung.pruefen.ab', { ab }) },
        ]}
        zeilen={[
          ...aenderungen.map((a) => ({
            hervor: wertText(a.alt) !== wertText(a.neu),
            zellen: [t(`satzung.art.${art}.${a.feld}`), wertText(a.alt), wertText(a.neu)],
          })),
          {
            hervor: plan.bisher?.fundstelle !== wunsch.fundstelle,
            zellen: [t('satzung.neu.fundstelle'), plan.bisher?.fundstelle ?? '–', wunsch.fundstelle],
          },
        ]}
      />
      <ul class="haus-punkte">
        {folgen.map((f) => (
          <li>{f}</li>
        ))}
      </ul>
      <form method="post" action={`${WEG}/neu`}>
        <VersteckteFelder felder={{ ...p.roh, art, stand: abdruckOf(stand.saetze.filter((s) => s.art === art)) }} />
        <Knoepfe>
          <Knopf rang="primary" name="was" wert="eintragen">
            {t('satzung.pruefen.eintragen')}
          </Knopf>
          <Knopf name="was" wert="aendern">
            {t('satzung.pruefen.aendern')}
          </Knopf>
        </Knoepfe>
      </form>
    </Unterseite>
  );
}

/** Three times as much, or a third: perhaps a comma is missing. */
const istSprung = (alt: unknown, neu: unknown): boolean =>
  typeof alt === 'number' && typeof neu === 'number' && (neu >= 3 * alt || 3 * neu <= alt);
