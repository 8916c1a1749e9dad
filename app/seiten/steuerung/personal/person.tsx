import type { Personaleintrag } from '../../../konten/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, fehlerOf, Hinweis, Knopf, VersteckteFelder, type Versuch, Wahl } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { Angabenfelder, darfAendern, Formular, Leistungsfeld, rollenwahl, rolleText, WEG } from './felder.tsx';

type Props = { deps: SeitenDeps; kraft: Kraft; m: Personaleintrag; versuch?: Versuch; getan?: boolean };

/** One person of the own house: what she may, what she is called, and how she leaves. */
export function PersonSeite(p: Props) {
  const { deps, kraft, m, versuch, getan } = p;
  const { t } = deps;
  const aendert = darfAendern(kraft);
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="personal"
      titel={m.name}
      ueber={{ titel: t('personal.titel'), weg: WEG }}
      fehler={fehlerOf(versuch)}
    >
      {getan && <Hinweis t={t} ton="success" titel={t('personal.getan')} />}
      <p>
        {m.funktion}. {t('personal.person.kennung', { kennung: m.sub })}
      </p>
      {!m.aktiv && <Hinweis t={t} ton="info" titel={t('personal.person.ausgeschieden')} />}
      {m.aktiv && <Rollen {...p} />}
      {aendert && (
        <section class="haus-tisch__inhalt haus-abstand" aria-labelledby="angaben-titel">
          <h2 id="angaben-titel">{t('personal.person.angaben')}</h2>
          <Formular weg={`${WEG}/${m.id}`} was="angaben" knopf={t('personal.person.speichern')}>
            <Angabenfelder t={t} formular="angaben" versuch={versuch} wert={m} />
          </Formular>
        </section>
      )}
      {aendert && m.id !== kraft.person && <Ende {...p} />}
    </Unterseite>
  );
}

function Rollen({ deps, kraft, m, versuch }: Props) {
  const { t } = deps;
  const darf = darfAendern(kraft) && m.id !== kraft.person;
  return (
    <section class="haus-tisch__inhalt" aria-labelledby="rollen-titel">
      <h2 id="rollen-titel">{t('personal.person.rollen')}</h2>
      {m.id === kraft.person && darfAendern(kraft) && <p>{t('personal.person.selbst')}</p>}
      {m.rollen.length === 0 ? (
        <p>{t('personal.person.keineRollen')}</p>
      ) : (
        <ul class="haus-punkte">
          {m.rollen.map((r) => (
            <li class="haus-eintrag">
              {rolleText(deps, r)}
              {darf && (
                <form method="post" action={`${WEG}/${m.id}`}>
                  <VersteckteFelder felder={{ was: 'nehmen', rolle: r.rolle, leistung: r.leistung }} />
                  <Knopf klein rang="tertiary" vorlesen={`${t('personal.person.nehmen')}: ${rolleText(deps, r)}`}>
                    {t('personal.person.nehmen')}
                  </Knopf>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {['kasse', 'anordnung'].every((r) => m.rollen.some((x) => x.rolle === r)) && (
        <Hinweis t={t} ton="warning" titel={t('personal.person.kasse')} />
      )}
      {darf && (
        <>
          <h3>{t('personal.person.geben')}</h3>
          <Formular weg={`${WEG}/${m.id}`} was="geben" knopf={t('personal.person.gebenKnopf')}>
            <Wahl
              t={t}
              formular="geben"
              name="rolle"
              titel={t('personal.feld.rolle')}
              leer={t('personal.waehlen')}
              werte={rollenwahl(t)}
              pflicht
              versuch={versuch}
            />
            <Leistungsfeld deps={deps} formular="geben" versuch={versuch} hilfe={t('personal.feld.leistungHilfe')} />
          </Formular>
        </>
      )}
    </section>
  );
}

function Ende({ deps: { t }, m }: Props) {
  const was = m.aktiv ? 'ausscheiden' : 'wieder';
  return (
    <Aufklappen titel={t(`personal.person.${was}.titel`)}>
      <p>{t(`personal.person.${was}.text`)}</p>
      <form method="post" action={`${WEG}/${m.id}`}>
        <VersteckteFelder felder={{ was }} />
        <Knopf>{t(`personal.person.${was}.knopf`)}</Knopf>
      </form>
    </Aufklappen>
  );
}
