import { addDays, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Befugnis, Personaleintrag } from '../../../konten/index.ts';
import type { Personalstand } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Fehlerliste,
  fehlerOf,
  Hinweis,
  Knopf,
  LeererZustand,
  Marke,
  Mehrzeilig,
  Tabelle,
  VersteckteFelder,
  type Versuch,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { beispielTage, tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';
import { Angabenfelder, darfAendern, Formular, Leistungsfeld, rolleText, WEG } from './felder.tsx';

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  stand: Personalstand;
  heute: LocalDate;
  /** names of Leistungen this house works on, for which it has nobody */
  unbesetzt: readonly string[];
  versuch?: Versuch;
  getan?: boolean;
};

/** Who works in the own house with what right, and who may order into its Kasse. */
export function PersonalSeite(p: Props) {
  const { deps, kraft, unbesetzt, versuch, getan } = p;
  const { t } = deps;
  const titel = t('personal.titel');
  const aendert = darfAendern(kraft);
  const fehler = fehlerOf(versuch);
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="personal" titel={titel} fehler={fehler.length > 0}>
      <Fehlerliste t={t} fehler={fehler} />
      <h1>{titel}</h1>
      <p>
        {t('personal.einleitung')} {!aendert && t('personal.nurLesen')}
      </p>
      {getan && <Hinweis t={t} ton="success" titel={t('personal.getan')} />}
      {unbesetzt.length > 0 && (
        <Hinweis t={t} ton="warning" titel={t('personal.unbesetzt.titel')}>
          <p>{t('personal.unbesetzt.text', { leistungen: unbesetzt.join(', ') })}</p>
        </Hinweis>
      )}
      <Leute {...p} />
      {aendert && (
        <Aufklappen titel={t('personal.aufnehmen.titel')} offen={versuch?.formular === 'aufnehmen'}>
          <p>{t('personal.aufnehmen.text')}</p>
          <Formular weg={WEG} was="aufnehmen" knopf={t('personal.aufnehmen.knopf')}>
            <Zeile
              t={t}
              formular="aufnehmen"
              name="kennung"
              titel={t('personal.feld.kennung')}
              hilfe={t('personal.feld.kennungHilfe')}
              pflicht
              versuch={versuch}
            />
            <Angabenfelder t={t} formular="aufnehmen" versuch={versuch} />
          </Formular>
        </Aufklappen>
      )}
      <div class="haus-abstand">
        <h2>{t('personal.befugnis.titel')}</h2>
        <p>{t('personal.befugnis.text')}</p>
        <Befugnisse {...p} />
        {aendert && <Ernennen {...p} />}
      </div>
    </Rahmen>
  );
}

function Leute({ deps, stand }: Props) {
  const { t } = deps;
  const [da, frueher] = [stand.personal.filter((m) => m.aktiv), stand.personal.filter((m) => !m.aktiv)];
  const name = (m: Personaleintrag) => <a href={`${WEG}/${m.id}`}>{m.name}</a>;
  return (
    <>
      <Tabelle
        id="personal"
        titel={t('personal.liste.titel')}
        dicht
        stapeln
        leer={t('personal.liste.leer')}
        spalten={[
          { titel: t('personal.spalte.name'), zeilenkopf: true },
          { titel: t('personal.spalte.funktion') },
          { titel: t('personal.spalte.rollen') },
        ]}
        zeilen={da.map((m) => ({
          zellen: [
            name(m),
            m.funktion,
            m.rollen.map((r) => rolleText(deps, r)).join('; ') || t('personal.liste.ohneRolle'),
          ],
        }))}
      />
      {frueher.length > 0 && (
        <Aufklappen titel={t('personal.liste.frueher', { anzahl: String(frueher.length) })}>
          <ul class="haus-punkte">
            {frueher.map((m) => (
              <li>
                {name(m)}, {m.funktion}
              </li>
            ))}
          </ul>
        </Aufklappen>
      )}
    </>
  );
}

function Befugnisse({ deps, kraft, stand, heute }: Props) {
  const { t, katalog, verzeichnis } = deps;
  if (stand.befugnisse.length === 0) return <LeererZustand titel={t('personal.befugnis.leer')} />;
  const leute = new Map([
    ...stand.anordnende.map((a) => [a.mitarbeiter, a.name] as const),
    ...stand.personal.map((m) => [m.id, m.name] as const),
  ]);
  const letzter = (bis: string | null) => {
    const tag = bis === null ? undefined : parseLocalDate(bis);
    return tag ? tagText(addDays(tag, -1)) : t('personal.befugnis.unbefristet');
  };
  const offen = (b: Befugnis) => b.bis === null || heute < b.bis;
  const widerruf = (b: Befugnis) => (
    <form method="post" action={WEG}>
      <VersteckteFelder felder={{ was: 'widerrufen', mitarbeiter: b.mitarbeiter, leistung: b.leistung }} />
      <Knopf klein vorlesen={`${t('personal.befugnis.widerrufen')}: ${leute.get(b.mitarbeiter) ?? ''}`}>
        {t('personal.befugnis.widerrufen')}
      </Knopf>
    </form>
  );
  return (
    <Tabelle
      id="befugnisse"
      titel={t('personal.befugnis.titel')}
      titelVersteckt
      dicht
      stapeln
      spalten={(['name', 'haus', 'leistung', 'zeit', 'verfuegung', 'handlung'] as const).map((s) => ({
        titel: t(`personal.spalte.${s}`),
        zeilenkopf: s === 'name',
      }))}
      zeilen={stand.befugnisse.map((b) => ({
        zellen: [
          leute.get(b.mitarbeiter) ?? t('personal.befugnis.unbekannt'),
          verzeichnis.byId(b.stelle)?.name ?? '',
          b.leistung === '*' ? t('personal.alleLeistungen') : katalog.name(b.leistung),
          <>
            {t('personal.befugnis.vonBis', { ab: tagText(b.ab), bis: letzter(b.bis) })}{' '}
            {!offen(b) && <Marke ton="info">{t('personal.befugnis.vorbei')}</Marke>}
            {offen(b) && b.ab > heute && <Marke ton="info">{t('personal.befugnis.kommt')}</Marke>}
          </>,
          b.verfuegung,
          offen(b) && darfAendern(kraft) && widerruf(b),
        ],
      }))}
    />
  );
}

function Ernennen({ deps, kraft, stand, heute, versuch }: Props) {
  const { t, verzeichnis } = deps;
  const wer = stand.anordnende.filter((a) => a.mitarbeiter !== kraft.person);
  if (wer.length === 0) return <p>{t('personal.befugnis.niemand')}</p>;
  const p = { t, formular: 'ernennen', versuch };
  const beispiel = beispielTage(heute);
  return (
    <Aufklappen titel={t('personal.befugnis.neu')} offen={versuch?.formular === 'ernennen'}>
      <Formular weg={WEG} was="ernennen" knopf={t('personal.befugnis.knopf')}>
        <Wahl
          {...p}
          name="wer"
          titel={t('personal.befugnis.wer')}
          leer={t('personal.waehlen')}
          werte={wer.map((a) => ({
            wert: `${a.stelle}/${a.mitarbeiter}`,
            titel: t('personal.befugnis.personUndHaus', {
              name: a.name,
              funktion: a.funktion,
              haus: verzeichnis.byId(a.stelle)?.name ?? '',
            }),
          }))}
          pflicht
        />
        <Leistungsfeld deps={deps} formular="ernennen" versuch={versuch} />
        <Zeile
          {...p}
          name="ab"
          titel={t('personal.befugnis.ab')}
          hilfe={t('formular.hilfe.tag', { tag: beispiel.heute })}
          breite="schmal"
          pflicht
        />
        <Zeile
          {...p}
          name="letzter"
          titel={t('personal.befugnis.letzter')}
          hilfe={t('personal.befugnis.letzterHilfe')}
          breite="schmal"
        />
        <Mehrzeilig
          {...p}
          name="verfuegung"
          titel={t('personal.befugnis.verfuegung')}
          hilfe={t('personal.befugnis.verfuegungHilfe')}
          zeilen={2}
          maxLaenge={500}
          pflicht
        />
      </Formular>
    </Aufklappen>
  );
}
