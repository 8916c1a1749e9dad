import type { Leistung } from '../../../leistungen/index.ts';
import type { Umstellauf } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Aufklappen,
  feldIdOf,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Marke,
  Mehrzeilig,
  Tabelle,
  VersteckteFelder,
  Wahl,
} from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { Laeufe, Laufstand } from '../sammellauf.tsx';
import {
  ADRESSE,
  type Gruppe,
  gruppenweg,
  laufart,
  laufweg,
  ungleiche,
  type Vorschau,
  type Zielfassung,
} from './lage.ts';

type Basis = { deps: SeitenDeps; kraft: Kraft };

/** Which running cases follow an older version, by Leistung. */
export function UebersichtSeite({
  deps,
  kraft,
  gruppen,
  laeufe,
}: Basis & { gruppen: readonly Gruppe[]; laeufe: readonly Umstellauf[] }) {
  const { t, katalog } = deps;
  const titel = t('arbeitsplatz.umstellen.titel');
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      ueber={{ titel: t('arbeitsplatz.bereich.eingang'), weg: '/arbeitsplatz' }}
    >
      <p>{t('arbeitsplatz.umstellen.einleitung')}</p>
      <Tabelle
        id="fassungen"
        titel={t('arbeitsplatz.umstellen.fassungen')}
        leer={t('arbeitsplatz.umstellen.keine')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('arbeitsplatz.umstellen.leistung'), zeilenkopf: true },
          { titel: t('arbeitsplatz.umstellen.fassung') },
          { titel: t('arbeitsplatz.umstellen.anzahl'), zahl: true },
        ]}
        zeilen={gruppen.map((g) => ({
          zellen: [<a href={gruppenweg(g)}>{katalog.name(g.leistung)}</a>, g.fassung, String(g.vorgaenge.length)],
        }))}
      />
      <Laeufe
        deps={deps}
        titel={t('arbeitsplatz.umstellen.laeufe')}
        laeufe={laeufe}
        worum={{
          titel: t('arbeitsplatz.umstellen.leistung'),
          zelle: (l) => <a href={laufweg(l)}>{katalog.name(l.auftrag.leistung)}</a>,
        }}
        artOf={laufart}
      />
    </Unterseite>
  );
}

export const standOf = (deps: SeitenDeps, lauf: Umstellauf) =>
  ({ deps, lauf, art: laufart(lauf), adresse: ADRESSE, weg: laufweg(lauf) }) as const;

export interface Ergebnis {
  umgestellt: number;
  geblieben: number;
  /** where they went */
  nach?: string;
}

type Props = Basis & {
  gruppe: Gruppe;
  alt: Leistung;
  neu: Leistung;
  /** the mapping as it was typed */
  text: string;
  unlesbar: readonly string[];
  vorschau: readonly Vorschau[];
  /** versions it may go to */
  ziele: readonly Zielfassung[];
  /** too many for one click: in the background */
  viele: boolean;
  /** the latest move of this group */
  lauf?: Umstellauf | undefined;
  ergebnis?: Ergebnis | undefined;
};

/** The dry run of one group, the mapping, the button; after it the result. */
export function GruppeSeite(p: Props) {
  const { deps, kraft, gruppe, alt, neu, unlesbar, vorschau, ergebnis, lauf } = p;
  const { t, katalog } = deps;
  const titel = t('arbeitsplatz.umstellen.gruppe', { leistung: katalog.name(gruppe.leistung) });
  const gehen = vorschau.filter((v) => v.aussicht.ok).length;
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      ueber={{ titel: t('arbeitsplatz.umstellen.titel'), weg: ADRESSE }}
      fehler={unlesbar.map((zeile) => ({
        meldung: t('arbeitsplatz.umstellen.unlesbar', { zeile }),
        ziel: feldIdOf('umstellen', 'zuordnung'),
      }))}
    >
      {ergebnis && (
        <Hinweis
          t={t}
          ton={ergebnis.umgestellt > 0 ? 'success' : 'warning'}
          titel={t('arbeitsplatz.umstellen.ergebnis', {
            umgestellt: ergebnis.umgestellt,
            geblieben: ergebnis.geblieben,
          })}
        >
          <p>{t('arbeitsplatz.umstellen.rest', { anzahl: gruppe.vorgaenge.length })}</p>
        </Hinweis>
      )}
      {lauf && !ergebnis && <Laufstand {...standOf(deps, lauf)} />}
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.umstellen.von'), wert: alt.fassung },
          { name: t('arbeitsplatz.umstellen.nach'), wert: neu.fassung },
          { name: t('arbeitsplatz.umstellen.anzahl'), wert: String(gruppe.vorgaenge.length) },
          {
            name: t(p.viele ? 'arbeitsplatz.umstellen.gehenVorn' : 'arbeitsplatz.umstellen.gehen', {
              anzahl: vorschau.length,
            }),
            wert: String(gehen),
          },
        ]}
      />
      {gruppe.vorgaenge.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.umstellen.keine')} />
      ) : (
        <>
          <Zielwahl {...p} />
          <Zuordnung {...p} />
          <Vorschautabelle {...p} />
          <Ausfuehren {...p} gehen={gehen} />
        </>
      )}
    </Unterseite>
  );
}

/** Which later version; shown where there is more than one. */
function Zielwahl({ deps: { t }, gruppe, neu, ziele, text }: Props) {
  if (ziele.length < 2) return null;
  return (
    <form class="haus-formular" method="get" action={ADRESSE}>
      <VersteckteFelder felder={{ leistung: gruppe.leistung, fassung: gruppe.fassung, zuordnung: text }} />
      <Wahl
        t={t}
        formular="ziel"
        name="nach"
        titel={t('arbeitsplatz.umstellen.nach')}
        wert={neu.fassung}
        werte={ziele.map((z) => ({
          wert: z.fassung,
          titel: t(z.gilt ? 'arbeitsplatz.umstellen.zielAktuell' : 'arbeitsplatz.umstellen.ziel', {
            fassung: z.fassung,
            am: z.veroeffentlicht ? wann(t, z.veroeffentlicht) : '',
          }),
        }))}
      />
      <Knoepfe>
        <Knopf>{t('arbeitsplatz.umstellen.zielWaehlen')}</Knopf>
      </Knoepfe>
    </form>
  );
}

function Zuordnung({ deps: { t }, gruppe, alt, neu, text }: Props) {
  const offen = ungleiche(alt.prozess, neu.prozess);
  const vorschlag = text || offen.map((o) => `${o.id} = `).join('\n');
  return (
    <Aufklappen titel={t('arbeitsplatz.umstellen.zuordnung', { anzahl: offen.length })} offen={offen.length > 0}>
      <form class="haus-formular" method="get" action={ADRESSE}>
        <VersteckteFelder felder={{ leistung: gruppe.leistung, fassung: gruppe.fassung, nach: neu.fassung }} />
        <Mehrzeilig
          t={t}
          formular="umstellen"
          name="zuordnung"
          titel={t('arbeitsplatz.umstellen.feld')}
          hilfe={t('arbeitsplatz.umstellen.hilfe')}
          zeilen={4}
          wert={vorschlag}
        />
        <Knoepfe>
          <Knopf>{t('arbeitsplatz.umstellen.neuePruefung')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

function Vorschautabelle({ deps: { t }, alt, neu, vorschau }: Props) {
  const name = (l: Leistung, id: string | undefined) => (id && l.prozess.knoten.get(id)?.name) || id || '';
  return (
    <Tabelle
      id="vorschau"
      titel={t('arbeitsplatz.umstellen.vorschau')}
      dicht
      stapeln
      spalten={['vorgang', 'geht', 'wasGeschieht'].map((s, i) => ({
        titel: t(`arbeitsplatz.umstellen.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={vorschau.map(({ vorgang, aussicht: a }) => ({
        zellen: [
          <a href={`/arbeitsplatz/vorgang/${vorgang.id}?teil=weg`}>{vorgang.aktenzeichen}</a>,
          <Marke ton={a.ok ? 'success' : 'danger'}>
            {t(a.ok ? 'arbeitsplatz.umstellen.ja' : 'arbeitsplatz.umstellen.nein')}
          </Marke>,
          <ul class="haus-punkte">
            {a.ok
              ? a.punkte.map((x) => (
                  <li>
                    {t(`arbeitsplatz.umstellen.punkt.${x.was}`, {
                      von: name(alt, x.von),
                      nach: name(neu, x.nach),
                    })}
                    {x.hinweis && ` ${x.hinweis}`}
                  </li>
                ))
              : a.gruende.map((g) => (
                  <li>
                    {g.name || g.element}: {g.meldung}
                  </li>
                ))}
          </ul>,
        ],
      }))}
    />
  );
}

function Ausfuehren({ deps: { t }, gruppe, neu, text, gehen, unlesbar, viele, lauf }: Props & { gehen: number }) {
  if (lauf && lauf.stand !== 'fertig') return null;
  if ((gehen === 0 && !viele) || unlesbar.length > 0) return <p>{t('arbeitsplatz.umstellen.keinerGeht')}</p>;
  return (
    <form method="post" action={ADRESSE}>
      <VersteckteFelder
        felder={{ leistung: gruppe.leistung, fassung: gruppe.fassung, nach: neu.fassung, zuordnung: text }}
      />
      <p>{t('arbeitsplatz.umstellen.folge')}</p>
      {viele && <p>{t('arbeitsplatz.umstellen.imHintergrund')}</p>}
      <Knoepfe>
        <Knopf rang="primary" name="was" wert="umstellen">
          {t('arbeitsplatz.umstellen.knopf', { anzahl: viele ? gruppe.vorgaenge.length : gehen })}
        </Knopf>
        {viele && (
          <Knopf name="was" wert="pruefen">
            {t('arbeitsplatz.umstellen.alleProbe', { anzahl: gruppe.vorgaenge.length })}
          </Knopf>
        )}
      </Knoepfe>
    </form>
  );
}
