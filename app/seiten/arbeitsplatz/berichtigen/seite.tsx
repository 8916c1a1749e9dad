import type { SeitenDeps } from '../../deps.ts';
import {
  feldIdOf,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  Marke,
  Mehrzeilig,
  Tabelle,
  type Versuch,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import type { Akte } from '../akte/lade.ts';
import { Unterseite } from '../rahmen.tsx';
import { type Angabenzeile, type Werteseite, wegZuWerten } from './lade.ts';
import { ARTEN } from './wert.ts';

/** What was typed and refused: beside its fields, or as a whole. */
export interface Werteversuch {
  werte: Record<string, string>;
  fehler: Record<string, string>;
  meldung: string | null;
}

type Props = { deps: SeitenDeps; kraft: Kraft; akte: Akte; seite: Werteseite; versuch?: Werteversuch };

const FORMULAR = 'werte';
const SPALTEN = ['angabe', 'alt', 'woher', 'setzbar'] as const;

/** What a step that stands still asks for, what is there, and the form to set what nobody else has said. */
export function WerteSeite(p: Props) {
  const { deps, kraft, akte, seite, versuch } = p;
  const { t } = deps;
  const { id, aktenzeichen } = akte.zeile;
  const weg = `/arbeitsplatz/vorgang/${id}`;
  const fehler = Object.entries(versuch?.fehler ?? {}).map(([name, meldung]) => ({
    meldung,
    ziel: feldIdOf(FORMULAR, name),
  }));
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={t('arbeitsplatz.werte.titel', { schritt: seite.name })}
      ueber={{ titel: aktenzeichen, weg }}
      fehler={versuch?.meldung ? [{ meldung: versuch.meldung }] : fehler}
    >
      <Hinweis t={t} ton="danger" titel={t('arbeitsplatz.stoerung.titel', { schritt: seite.name })}>
        <p>{seite.bedarf.meldung}</p>
      </Hinweis>
      <h2>{t('arbeitsplatz.werte.fragen')}</h2>
      <ul class="haus-punkte">
        {seite.bedarf.fragen.map((f) => (
          <li>
            {t(`arbeitsplatz.werte.zweck.${f.zweck}${f.bei === '' ? 'Ohne' : ''}`, { bei: f.bei })}{' '}
            <code>{f.text}</code>
          </li>
        ))}
      </ul>
      <Tabelle
        id="angaben"
        titel={t('arbeitsplatz.werte.liste')}
        dicht
        stapeln
        spalten={SPALTEN.map((s) => ({ titel: t(`arbeitsplatz.werte.spalte.${s}`), zeilenkopf: s === 'angabe' }))}
        zeilen={seite.zeilen.map((z) => ({
          zellen: [
            <Name z={z} />,
            z.alt,
            z.woher,
            <Marke ton={z.setzbar ? 'warning' : 'info'}>
              {t(`arbeitsplatz.werte.${z.setzbar ? 'setzbar' : z.fehlt ? 'woanders' : 'nichtSetzbar'}`)}
            </Marke>,
          ],
        }))}
      />
      {seite.zeilen.some((z) => z.setzbar) ? (
        <Formular {...p} weg={weg} />
      ) : (
        <Hinweis t={t} ton="info" titel={t('arbeitsplatz.werte.keine')}>
          <p>{t('arbeitsplatz.werte.stattdessen')}</p>
        </Hinweis>
      )}
    </Unterseite>
  );
}

/** What it is called, and its name in the model. */
function Name({ z }: { z: Angabenzeile }) {
  return (
    <>
      {z.titel}
      {z.titel !== z.pfad && (
        <>
          {' ('}
          <code>{z.pfad}</code>)
        </>
      )}
    </>
  );
}

function Formular({ deps: { t }, akte, seite, versuch, weg }: Props & { weg: string }) {
  const zu = (name: string): { t: SeitenDeps['t']; formular: string; name: string; versuch?: Versuch } => {
    const meldung = versuch?.fehler[name];
    return {
      t,
      formular: FORMULAR,
      name,
      ...(versuch
        ? {
            versuch: {
              formular: FORMULAR,
              werte: versuch.werte,
              meldung: meldung ?? '',
              feld: meldung === undefined ? null : name,
            },
          }
        : {}),
    };
  };
  return (
    <section class="haus-abstand" aria-labelledby="setzen">
      <h2 id="setzen">{t('arbeitsplatz.werte.setzen')}</h2>
      <ul class="haus-punkte">
        {['ereignis', 'automatik', 'rest'].map((x) => (
          <li>{t(`arbeitsplatz.werte.folge.${x}`)}</li>
        ))}
      </ul>
      <form class="haus-formular" method="post" action={wegZuWerten(akte.zeile.id, seite.schritt)} novalidate>
        {seite.zeilen
          .filter((z) => z.setzbar)
          .map((z) => (
            <fieldset class="kern-fieldset">
              <legend class="kern-label">
                <Name z={z} />
              </legend>
              <div class="kern-fieldset__body">
                <Wertfeld z={z} wert={zu(`wert.${z.pfad}`)} />
                {z.art === null && (
                  <Wahl
                    {...zu(`art.${z.pfad}`)}
                    titel={t('arbeitsplatz.werte.art')}
                    wert={z.vorschlag}
                    werte={ARTEN.map((a) => ({ wert: a, titel: t(`arbeitsplatz.werte.arten.${a}`) }))}
                  />
                )}
              </div>
            </fieldset>
          ))}
        <Mehrzeilig
          {...zu('begruendung')}
          titel={t('arbeitsplatz.werte.begruendung')}
          hilfe={t('arbeitsplatz.werte.begruendungHilfe')}
          pflicht
          zeilen={3}
          maxLaenge={2000}
        />
        <Knoepfe>
          <Knopf rang="primary">{t('arbeitsplatz.werte.knopf')}</Knopf>
          <KnopfLink rang="tertiary" weg={weg}>
            {t('arbeitsplatz.werte.abbrechen')}
          </KnopfLink>
        </Knoepfe>
      </form>
    </section>
  );
}

type Feldangaben = { t: SeitenDeps['t']; formular: string; name: string; versuch?: Versuch };

function Wertfeld({ z, wert }: { z: Angabenzeile; wert: Feldangaben }) {
  const { t } = wert;
  const gemeinsam = {
    ...wert,
    titel: t('arbeitsplatz.werte.neu', { alt: z.alt }),
    hilfe: t(`arbeitsplatz.werte.hilfe.${z.art ?? 'frei'}`),
  };
  if (z.art === 'wahr')
    return (
      <Wahl
        {...gemeinsam}
        leer={t('arbeitsplatz.werte.bleibt')}
        werte={['ja', 'nein'].map((w) => ({ wert: w, titel: t(`formular.${w}`) }))}
      />
    );
  return z.art === 'liste' ? <Mehrzeilig {...gemeinsam} zeilen={4} /> : <Zeile {...gemeinsam} />;
}
