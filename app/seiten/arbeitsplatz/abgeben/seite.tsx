import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  feldIdOf,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Marke,
  Mehrzeilig,
  Tabelle,
  VersteckteFelder,
  type Versuch,
  Wahl,
} from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import type { Auswahl } from './lade.ts';

const ABGEBEN = '/arbeitsplatz/abgeben';
/** Choice of the place: that of each case itself. */
export const EIGENER_ORT = 'eigener';

/** What became of one case. */
export interface Ergebnis {
  id: string;
  aktenzeichen: string;
  gut: boolean;
  text: string;
}

type Basis = { deps: SeitenDeps; kraft: Kraft; auswahl: Auswahl };
type Liste = { gezeigt: readonly EingangsZeile[]; alle: readonly EingangsZeile[]; treffer: number };
type WahlProps = Basis & {
  liste: Liste;
  gewaehlt: ReadonlySet<string>;
  versuch?: { ort: string; grund: string; feld: 'wahl' | 'ort' | 'grund' };
};

const rahmen = ({ deps, kraft }: Basis) => ({
  deps,
  kraft,
  bereich: null,
  titel: deps.t('arbeitsplatz.abgabe.mehrere.titel'),
  ueber: { titel: deps.t('arbeitsplatz.bereich.eingang'), weg: '/arbeitsplatz' },
});

/** The cases she may hand over, with boxes; below, where to and why. */
export function WahlSeite(p: WahlProps) {
  const { deps, auswahl, liste, versuch } = p;
  const { t } = deps;
  const fehler = versuch && {
    meldung: t(`arbeitsplatz.abgabe.mehrere.falsch.${versuch.feld}`),
    ziel: versuch.feld === 'wahl' ? 'abgebbare' : feldIdOf('abgabe', versuch.feld),
  };
  return (
    <Unterseite {...rahmen(p)} fehler={fehler ? [fehler] : []}>
      <p>{t('arbeitsplatz.abgabe.mehrere.einleitung')}</p>
      <Filter {...p} />
      {liste.gezeigt.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.abgabe.mehrere.leer')} />
      ) : (
        <form method="post" action={ABGEBEN} novalidate>
          <VersteckteFelder felder={{ ...auswahl }} />
          {liste.treffer > liste.gezeigt.length && (
            <Hinweis
              t={t}
              ton="info"
              titel={t('arbeitsplatz.abgabe.mehrere.mehr', { gesamt: liste.treffer, gezeigt: liste.gezeigt.length })}
            />
          )}
          <Vorgaenge {...p} />
          <Wohin {...p} />
        </form>
      )}
    </Unterseite>
  );
}

function Filter({ deps: { t, verzeichnis, katalog }, auswahl, liste }: WahlProps) {
  const orte = [...new Set(liste.alle.map((z) => z.oertlich))].flatMap((id) => verzeichnis.byId(id) ?? []);
  const leistungen = [...new Set(liste.alle.map((z) => z.leistung))];
  const v = { t, formular: 'filter' };
  return (
    <form class="haus-formular" method="get" action={ABGEBEN}>
      <Wahl
        {...v}
        name="kommune"
        titel={t('arbeitsplatz.filter.kommunen')}
        leer={t('arbeitsplatz.filter.alleKommunen')}
        wert={auswahl.kommune}
        werte={orte.map((k) => ({ wert: k.ags, titel: k.kurzname }))}
      />
      <Wahl
        {...v}
        name="leistung"
        titel={t('arbeitsplatz.filter.leistungen')}
        leer={t('arbeitsplatz.filter.alleLeistungen')}
        wert={auswahl.leistung}
        werte={leistungen.map((l) => ({ wert: l, titel: katalog.name(l) }))}
      />
      <Knoepfe>
        <Knopf klein>{t('arbeitsplatz.abgabe.mehrere.zeigen')}</Knopf>
      </Knoepfe>
    </form>
  );
}

function Vorgaenge({ deps: { t, katalog, verzeichnis }, liste, gewaehlt }: WahlProps) {
  return (
    <Tabelle
      id="abgebbare"
      titel={t('arbeitsplatz.abgabe.mehrere.liste')}
      dicht
      stapeln
      spalten={['wahl', 'aktenzeichen', 'leistung', 'kommune', 'betreff', 'schritt'].map((s) => ({
        titel: t(`arbeitsplatz.${s === 'wahl' ? 'abgabe.mehrere.wahl' : `spalte.${s}`}`),
        zeilenkopf: s === 'aktenzeichen',
        selbsterklaerend: s === 'leistung' || s === 'betreff' || s === 'aktenzeichen',
      }))}
      zeilen={liste.gezeigt.map((z) => ({
        zellen: [
          <input
            type="checkbox"
            name={`w.${z.id}`}
            value="1"
            checked={gewaehlt.has(z.id)}
            aria-label={t('arbeitsplatz.abgabe.mehrere.waehle', { aktenzeichen: z.aktenzeichen })}
          />,
          <a href={`/arbeitsplatz/vorgang/${z.id}`}>
            <span class="haus-aktenzeichen">{z.aktenzeichen}</span>
          </a>,
          katalog.name(z.leistung),
          verzeichnis.byId(z.oertlich)?.kurzname ?? '',
          z.betreff,
          z.schritt,
        ],
      }))}
    />
  );
}

function Wohin({ deps: { t, verzeichnis }, versuch }: WahlProps) {
  const getippt: Versuch | undefined = versuch && {
    formular: 'abgabe',
    werte: { ort: versuch.ort, grund: versuch.grund },
    meldung: t(`arbeitsplatz.abgabe.mehrere.falsch.${versuch.feld}`),
    feld: versuch.feld,
  };
  const orte = verzeichnis.alle.filter((k) => k.kuerzel).sort((a, b) => a.name.localeCompare(b.name, 'de'));
  const v = { t, formular: 'abgabe', versuch: getippt };
  return (
    <div class="haus-formular haus-abstand">
      <Wahl
        {...v}
        name="ort"
        titel={t('arbeitsplatz.abgabe.ort')}
        hilfe={t('arbeitsplatz.abgabe.mehrere.ortHilfe')}
        leer={t('arbeitsplatz.abgabe.mehrere.waehlen')}
        werte={[
          { wert: EIGENER_ORT, titel: t('arbeitsplatz.abgabe.mehrere.eigenerOrt') },
          ...orte.map((k) => ({ wert: k.id, titel: k.name })),
        ]}
        pflicht
      />
      <Mehrzeilig
        {...v}
        name="grund"
        titel={t('arbeitsplatz.abgabe.grund')}
        hilfe={t('arbeitsplatz.abgabe.grundHilfe')}
        zeilen={3}
        maxLaenge={1000}
        pflicht
      />
      <Knoepfe>
        <Knopf rang="primary">{t('arbeitsplatz.abgabe.mehrere.knopf')}</Knopf>
        <KnopfLink rang="tertiary" weg="/arbeitsplatz">
          {t('arbeitsplatz.abgabe.abbrechen')}
        </KnopfLink>
      </Knoepfe>
    </div>
  );
}

type LaufProps = Basis & {
  ort: string;
  grund: string;
  ergebnisse: readonly Ergebnis[];
  /** still to do */
  rest: readonly string[];
};

/** How far it is, what became of each case, and the button to go on with the rest. */
export function LaufSeite(p: LaufProps) {
  const { deps, auswahl, ort, grund, ergebnisse, rest } = p;
  const { t } = deps;
  const gut = ergebnisse.filter((e) => e.gut).length;
  const zahlen = { gut, nicht: ergebnisse.length - gut, rest: rest.length, von: ergebnisse.length + rest.length };
  const fertig = rest.length === 0;
  return (
    <Unterseite {...rahmen(p)} fehler={[]}>
      <Hinweis
        t={t}
        ton={zahlen.nicht > 0 ? 'warning' : fertig ? 'success' : 'info'}
        titel={t(`arbeitsplatz.abgabe.mehrere.${fertig ? 'fertig' : 'laeuft'}`, zahlen)}
      >
        {!fertig && <p>{t('arbeitsplatz.abgabe.mehrere.nichtsVerloren')}</p>}
        {zahlen.nicht > 0 && <p>{t('arbeitsplatz.abgabe.mehrere.geblieben', zahlen)}</p>}
      </Hinweis>
      {!fertig && (
        <form method="post" action={ABGEBEN}>
          <progress value={ergebnisse.length} max={zahlen.von} aria-label={t('arbeitsplatz.abgabe.mehrere.stand')} />
          <VersteckteFelder
            felder={{
              ...auswahl,
              ort,
              grund,
              ...Object.fromEntries(rest.map((id) => [`w.${id}`, '1'])),
              ...Object.fromEntries(
                ergebnisse.map((e) => [`e.${e.id}`, [e.gut ? 'ja' : 'nein', e.aktenzeichen, e.text].join('|')]),
              ),
            }}
          />
          <Knoepfe>
            <Knopf rang="primary">{t('arbeitsplatz.abgabe.mehrere.weiter', zahlen)}</Knopf>
            <KnopfLink weg={ABGEBEN}>{t('arbeitsplatz.abgabe.mehrere.anhalten')}</KnopfLink>
          </Knoepfe>
        </form>
      )}
      <Tabelle
        id="ergebnisse"
        titel={t('arbeitsplatz.abgabe.mehrere.ergebnisse')}
        dicht
        stapeln
        spalten={['aktenzeichen', 'stand', 'ergebnis'].map((s, i) => ({
          titel: t(
            s === 'aktenzeichen' ? 'arbeitsplatz.spalte.aktenzeichen' : `arbeitsplatz.abgabe.mehrere.spalte.${s}`,
          ),
          zeilenkopf: i === 0,
        }))}
        zeilen={ergebnisse.map((e) => ({
          zellen: [
            <a href={`/arbeitsplatz/vorgang/${e.id}`}>
              <span class="haus-aktenzeichen">{e.aktenzeichen}</span>
            </a>,
            <Marke ton={e.gut ? 'success' : 'warning'}>
              {t(`arbeitsplatz.abgabe.mehrere.${e.gut ? 'abgegeben' : 'bleibt'}`)}
            </Marke>,
            e.text,
          ],
        }))}
      />
      {fertig && (
        <Knoepfe>
          <KnopfLink weg={ABGEBEN}>{t('arbeitsplatz.abgabe.mehrere.weitere')}</KnopfLink>
          <KnopfLink rang="tertiary" weg="/arbeitsplatz">
            {t('arbeitsplatz.bereich.eingang')}
          </KnopfLink>
        </Knoepfe>
      )}
    </Unterseite>
  );
}
