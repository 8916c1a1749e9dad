import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, Knoepfe, Knopf, LeererZustand, Marke, Tabelle, type TabellenZeile } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';
import type { Stoerungsliste, Stoerungszeile } from './lade.ts';

export interface Ergebnis {
  versucht: number;
  /** why others were left, each sentence once */
  gruende: readonly string[];
}

type Props = { deps: SeitenDeps; kraft: Kraft; liste: Stoerungsliste; ergebnis?: Ergebnis | undefined };

const SPALTEN = ['wahl', 'vorgang', 'was', 'grund', 'seit', 'naechster'] as const;

/** Everything of her house that does not go on, and the buttons to try again. */
export function StoerungenSeite(p: Props) {
  const { deps, kraft, liste, ergebnis } = p;
  const { t } = deps;
  const titel = t('arbeitsplatz.bereich.stoerungen');
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="stoerungen" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('arbeitsplatz.stoerungen.einleitung')}</p>
      {ergebnis && <Getan deps={deps} ergebnis={ergebnis} />}
      {liste.gesamt > liste.zeilen.length && (
        <Hinweis
          t={t}
          ton="info"
          titel={t('arbeitsplatz.stoerungen.mehr', { gesamt: liste.gesamt, gezeigt: liste.zeilen.length })}
        />
      )}
      {liste.zeilen.length === 0 ? <LeererZustand titel={t('arbeitsplatz.leer.stoerungen')} /> : <Liste {...p} />}
    </Rahmen>
  );
}

function Getan({ deps: { t }, ergebnis }: { deps: SeitenDeps; ergebnis: Ergebnis }) {
  return (
    <Hinweis
      t={t}
      ton={ergebnis.gruende.length > 0 || ergebnis.versucht === 0 ? 'warning' : 'success'}
      titel={t(ergebnis.versucht === 0 ? 'arbeitsplatz.stoerungen.keine' : 'arbeitsplatz.stoerungen.getan', {
        anzahl: ergebnis.versucht,
      })}
    >
      {ergebnis.gruende.length > 0 && (
        <ul class="haus-punkte">
          {ergebnis.gruende.map((g) => (
            <li>{g}</li>
          ))}
        </ul>
      )}
    </Hinweis>
  );
}

function Liste({ deps, liste }: Props) {
  const { t } = deps;
  const hiesige = liste.zeilen.filter((z) => z.hier).length;
  return (
    <form method="post" action="/arbeitsplatz/stoerungen">
      <Tabelle
        id="stoerungen"
        titel={t('arbeitsplatz.stoerungen.liste')}
        titelVersteckt
        dicht
        stapeln
        spalten={SPALTEN.map((s) => ({
          titel: t(`arbeitsplatz.stoerungen.spalte.${s}`),
          zeilenkopf: s === 'vorgang',
          selbsterklaerend: s === 'vorgang' || s === 'was',
        }))}
        zeilen={liste.zeilen.map((z) => zeile(deps, z))}
      />
      {hiesige > 0 && (
        <Knoepfe>
          <Knopf rang="primary" name="was" wert="gewaehlte">
            {t('arbeitsplatz.stoerungen.gewaehlte')}
          </Knopf>
          <Knopf name="was" wert="alle">
            {t('arbeitsplatz.stoerungen.alle', { anzahl: hiesige })}
          </Knopf>
        </Knoepfe>
      )}
    </form>
  );
}

function zeile(deps: SeitenDeps, z: Stoerungszeile): TabellenZeile {
  const { t, katalog, verzeichnis } = deps;
  const { fall, seit, naechster } = z.stoerung;
  const name = fall?.aktenzeichen ?? z.wozu?.titel ?? t('arbeitsplatz.stoerungen.ohneVorgang');
  return {
    id: `z-${z.schluessel}`,
    zellen: [
      z.hier && (
        <input
          type="checkbox"
          name={`z.${z.schluessel}`}
          value="1"
          aria-label={t('arbeitsplatz.stoerungen.waehle', { name, was: z.was })}
        />
      ),
      fall ? (
        <>
          <a href={`/arbeitsplatz/vorgang/${fall.vorgang}`}>
            <span class="haus-aktenzeichen">{fall.aktenzeichen}</span>
          </a>{' '}
          {fall.betreff}, {katalog.name(fall.leistung)}
        </>
      ) : z.wozu ? (
        <a href={z.wozu.weg}>{name}</a>
      ) : (
        name
      ),
      z.was,
      z.werte ? (
        <>
          <p>{z.grund}</p>
          {z.werte.weg === null ? (
            <p>{t('arbeitsplatz.stoerung.werteBefangen')}</p>
          ) : (
            <a href={z.werte.weg} aria-label={`${t('arbeitsplatz.stoerung.werte')}: ${name}, ${z.was}`}>
              {t('arbeitsplatz.stoerung.werte')}
            </a>
          )}
        </>
      ) : (
        z.grund
      ),
      wann(t, seit),
      <>
        <p>
          {naechster ? (
            wann(t, naechster)
          ) : (
            <Marke ton="warning">
              {z.hier
                ? t('arbeitsplatz.stoerungen.steht')
                : t('arbeitsplatz.stoerungen.dort', { name: verzeichnis.byId(fall?.stelle ?? '')?.name ?? '' })}
            </Marke>
          )}
        </p>
        {z.hier && (
          <Knopf
            klein
            name="nur"
            wert={z.schluessel}
            vorlesen={`${t('arbeitsplatz.stoerungen.nochmal')}: ${name}, ${z.was}`}
          >
            {t('arbeitsplatz.stoerungen.nochmal')}
          </Knopf>
        )}
      </>,
    ],
  };
}
