import type { Abgabelauf } from '../../../eingang/index.ts';
import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  beschreibungOf,
  Feldfehler,
  feldIdOf,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Mehrzeilig,
  Tabelle,
  VersteckteFelder,
  type Versuch,
  Wahl,
} from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { Laeufe } from '../sammellauf.tsx';
import type { Auswahl } from './lade.ts';
import { ADRESSE, laufweg } from './laeufe.ts';
import { wohin } from './lauf-seite.tsx';

/** Choice of the place: that of each case itself. */
export const EIGENER_ORT = 'eigener';

type Basis = { deps: SeitenDeps; kraft: Kraft; auswahl: Auswahl };
type Liste = { gezeigt: readonly EingangsZeile[]; alle: readonly EingangsZeile[]; treffer: number };
/** What the order of many needs. */
export type Angabe = 'wahl' | 'ort' | 'grund';
type WahlProps = Basis & {
  liste: Liste;
  laeufe: readonly Abgabelauf[];
  gewaehlt: ReadonlySet<string>;
  /** what was typed, and all that is missing in it */
  versuch?: { ort: string; grund: string; fehlt: readonly Angabe[] };
};

const falsch = (t: SeitenDeps['t'], feld: Angabe): string => t(`arbeitsplatz.abgabe.mehrere.falsch.${feld}`);

/** The cases she may hand over, with boxes; below, where to and why. */
export function WahlSeite(p: WahlProps) {
  const { deps, kraft, auswahl, liste, laeufe, versuch } = p;
  const { t } = deps;
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={t('arbeitsplatz.abgabe.mehrere.titel')}
      ueber={{ titel: t('arbeitsplatz.bereich.eingang'), weg: '/arbeitsplatz' }}
      fehler={(versuch?.fehlt ?? []).map((feld) => ({ meldung: falsch(t, feld), ziel: feldIdOf('abgabe', feld) }))}
    >
      <p>{t('arbeitsplatz.abgabe.mehrere.einleitung')}</p>
      <Filter {...p} />
      {liste.gezeigt.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.abgabe.mehrere.leer')} />
      ) : (
        <form method="post" action={ADRESSE} novalidate>
          <VersteckteFelder
            felder={{ ...auswahl, ...Object.fromEntries(liste.gezeigt.map((z) => [`z.${z.id}`, '1'])) }}
          />
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
      <Laeufe
        deps={deps}
        titel={t('arbeitsplatz.abgabe.mehrere.laeufe')}
        laeufe={laeufe}
        worum={{
          titel: t('arbeitsplatz.abgabe.mehrere.wohin'),
          zelle: (l) => <a href={laufweg(l)}>{wohin(deps, l)}</a>,
        }}
        artOf={() => 'abgabe'}
      />
    </Unterseite>
  );
}

function Filter({ deps: { t, verzeichnis, katalog }, auswahl, liste }: WahlProps) {
  const orte = [...new Set(liste.alle.map((z) => z.oertlich))].flatMap((id) => verzeichnis.byId(id) ?? []);
  const leistungen = [...new Set(liste.alle.map((z) => z.leistung))];
  const v = { t, formular: 'filter' };
  return (
    <form class="haus-formular" method="get" action={ADRESSE}>
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

function Vorgaenge({ deps: { t, katalog, verzeichnis }, liste, gewaehlt, versuch }: WahlProps) {
  const id = feldIdOf('abgabe', 'wahl');
  const fehler = versuch?.fehlt.includes('wahl') ? falsch(t, 'wahl') : undefined;
  return (
    <div id={id} tabindex={-1}>
      <Feldfehler t={t} id={id} fehler={fehler} />
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
              aria-describedby={beschreibungOf({ id, fehler })}
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
    </div>
  );
}

function Wohin({ deps: { t, verzeichnis }, liste, versuch }: WahlProps) {
  const getippt = (feld: Angabe): Versuch | undefined =>
    versuch && {
      formular: 'abgabe',
      werte: { ort: versuch.ort, grund: versuch.grund },
      meldung: falsch(t, feld),
      feld: versuch.fehlt.includes(feld) ? feld : null,
    };
  const orte = verzeichnis.alle.filter((k) => k.kuerzel).sort((a, b) => a.name.localeCompare(b.name, 'de'));
  const v = { t, formular: 'abgabe' };
  return (
    <div class="haus-formular haus-abstand">
      <Wahl
        {...v}
        versuch={getippt('ort')}
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
        versuch={getippt('grund')}
        name="grund"
        titel={t('arbeitsplatz.abgabe.grund')}
        hilfe={t('arbeitsplatz.abgabe.grundHilfe')}
        zeilen={3}
        maxLaenge={1000}
        pflicht
      />
      <p>{t('arbeitsplatz.abgabe.mehrere.imHintergrund')}</p>
      <Knoepfe>
        <Knopf rang="primary">{t('arbeitsplatz.abgabe.mehrere.knopf')}</Knopf>
        <Knopf name="was" wert="alle">
          {t('arbeitsplatz.abgabe.mehrere.alle', { anzahl: liste.gezeigt.length })}
        </Knopf>
        <KnopfLink rang="tertiary" weg="/arbeitsplatz">
          {t('arbeitsplatz.abgabe.abbrechen')}
        </KnopfLink>
      </Knoepfe>
    </div>
  );
}
