import { formatEuro } from '@rathausverbund/kosten';
import { darf, type Einzelansicht, letzte } from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Knoepfe, Knopf, KnopfLink, LeererZustand, Tabelle, VersteckteFelder } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import type { Rechnungslage } from './lage.ts';

type Props = { deps: SeitenDeps; kraft: Kraft; a: Einzelansicht; jahr: number; nr: number; lage: Rechnungslage };

/** What the commissioned body has invoiced for a statement; nothing for the other side, which gets the file. */
export function Rechnungen({ deps, kraft, a, jahr, nr, lage }: Props) {
  const { t } = deps;
  if (a.vertrag.auftragnehmer !== kraft.stelle) return null;
  const neu = !lage.rechnungen.some((r) => r.fassung === letzte(a.periode).hash) && a.periode.stand !== 'bestritten';
  return (
    <div class="haus-abstand">
      <h2>{t('rechnung.titel')}</h2>
      {lage.rechnungen.length === 0 ? <LeererZustand titel={t('rechnung.leer')} /> : <Liste deps={deps} lage={lage} />}
      {neu && darf(kraft, 'abrechnen') && (
        <form method="post" action="/steuerung/abrechnung/rechnung">
          <VersteckteFelder felder={{ vereinbarung: a.vertrag.id, jahr, perioden: nr }} />
          <p>
            {t('rechnung.stellenHilfe')} <a href="/steuerung/rechnungsangaben">{t('rechnung.angaben.titel')}</a>
          </p>
          <Knoepfe>
            <Knopf>{t('rechnung.stellen')}</Knopf>
          </Knoepfe>
        </form>
      )}
    </div>
  );
}

const SPALTEN = ['nummer', 'art', 'datum', 'betrag', 'dateien'] as const;

function Liste({ deps: { t }, lage }: { deps: SeitenDeps; lage: Rechnungslage }) {
  return (
    <Tabelle
      id="rechnungen"
      titel={t('rechnung.titel')}
      titelVersteckt
      dicht
      stapeln
      spalten={SPALTEN.map((s) => ({
        titel: t(`rechnung.spalte.${s}`),
        zeilenkopf: s === 'nummer',
        zahl: s === 'betrag',
      }))}
      zeilen={lage.rechnungen.map((r) => ({
        zellen: [
          r.nummer,
          t(`rechnung.art.${r.rechnung.art}`),
          tagText(r.rechnung.datum),
          formatEuro(r.rechnung.summen.faellig),
          <Knoepfe>
            {(['ubl', 'cii'] as const).map((form) => (
              <KnopfLink klein rang="tertiary" weg={`/steuerung/abrechnung/rechnung/${r.id}/${form}`} herunterladen>
                {t(`rechnung.datei.${form}`)}
              </KnopfLink>
            ))}
            {lage.gesetzt.has(r.id) ? (
              <KnopfLink klein rang="tertiary" weg={`/steuerung/abrechnung/rechnung/${r.id}/pdf`}>
                {t('rechnung.datei.pdf')}
              </KnopfLink>
            ) : (
              <small>{t('rechnung.datei.folgt')}</small>
            )}
          </Knoepfe>,
        ],
      }))}
    />
  );
}
