import { hatRolle } from '../../../konten/index.ts';
import { istUnlesbar } from '../../../leistungen/index.ts';
import { abdruckOf, type Entscheidung, type Fassungslage } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Aufklappen,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { WEG as SATZUNG, FASSUNGEN as WEG } from '../satzung/felder.ts';

type Props = { deps: SeitenDeps; kraft: Kraft; lagen: readonly Fassungslage[]; getan?: string };

const GETAN = ['vorbehalten', 'freigeben', 'folgen'] as const satisfies readonly Entscheidung[];

export const vergleichsweg = (leistung: string, von: string, nach: string): string =>
  `${WEG}/vergleich?${new URLSearchParams({ leistung, von, nach })}`;

export const darfEntscheiden = (kraft: Kraft, leistung: string): boolean => hatRolle(kraft.rollen, 'leitung', leistung);

/** What counts here of each Leistung, what waits, and who decides about new versions. */
export function FassungenSeite({ deps, kraft, lagen, getan }: Props) {
  const { t, katalog } = deps;
  const ist = GETAN.find((g) => g === getan);
  const hier = lagen
    .filter((l) => l.gilt)
    .map((lage) => ({ lage, name: katalog.name(lage.leistung) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="satzung"
      titel={t('fassungen.titel')}
      ueber={{ titel: t('satzung.titel'), weg: SATZUNG }}
    >
      <p>{t('fassungen.einleitung')}</p>
      <p>{t('fassungen.wessen')}</p>
      {ist && (
        <Hinweis t={t} ton="success" titel={t(`fassungen.getan.${ist}`)}>
          <p>{t('fassungen.getan.gleich')}</p>
        </Hinweis>
      )}
      {hier.length === 0 && <LeererZustand titel={t('fassungen.keine')} />}
      {hier.map(({ lage, name }) => (
        <Leistungsteil deps={deps} kraft={kraft} lage={lage} name={name} />
      ))}
    </Unterseite>
  );
}

function Leistungsteil({ deps, kraft, lage, name }: Omit<Props, 'lagen'> & { lage: Fassungslage; name: string }) {
  const { t } = deps;
  const { leistung, gilt, wartet, selbst, verlauf } = lage;
  if (!gilt) return null;
  const id = `fassung-${leistung}`;
  return (
    <section class="haus-abstand" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {istUnlesbar(deps.katalog, kraft.stelle, leistung) && (
        <Hinweis t={t} ton="danger" titel={t('fassungen.unlesbar.titel')}>
          <p>{t('fassungen.unlesbar.text')}</p>
        </Hinweis>
      )}
      {wartet && (
        <Hinweis t={t} ton="warning" titel={t('fassungen.wartet.titel')}>
          <p>{t('fassungen.wartet.text', { wann: wann(t, wartet.ab) })}</p>
          <Knoepfe>
            <KnopfLink rang="primary" weg={vergleichsweg(leistung, gilt.fassung, wartet.fassung)}>
              {t('fassungen.wartet.ansehen')}
            </KnopfLink>
          </Knoepfe>
        </Hinweis>
      )}
      <Angaben
        dicht
        angaben={[
          { name: t('fassungen.gilt'), wert: t('fassungen.seit', { fassung: gilt.fassung, wann: wann(t, gilt.ab) }) },
          { name: t('fassungen.neue'), wert: t(selbst ? 'fassungen.nachFreigabe' : 'fassungen.sofort') },
        ]}
      />
      {darfEntscheiden(kraft, leistung) && (
        <form method="post" action={WEG}>
          <VersteckteFelder felder={{ leistung, stand: abdruckOf(lage) }} />
          <Knoepfe>
            <Knopf
              name="was"
              wert={selbst ? 'folgen' : 'vorbehalten'}
              vorlesen={t(`fassungen.vorlesen.${selbst ? 'folgen' : 'vorbehalten'}`, { name })}
            >
              {t(`fassungen.knopf.${selbst ? 'folgen' : 'vorbehalten'}`)}
            </Knopf>
          </Knoepfe>
        </form>
      )}
      <Aufklappen titel={t('fassungen.verlauf.titel', { anzahl: verlauf.length })}>
        <Tabelle
          id={`verlauf-${leistung}`}
          titel={t('fassungen.verlauf.vorlesen', { name })}
          titelVersteckt
          dicht
          stapeln
          spalten={(['ab', 'fassung', 'wodurch', 'aenderung'] as const).map((s) => ({
            titel: t(`fassungen.verlauf.${s}`),
            zeilenkopf: s === 'ab',
          }))}
          zeilen={verlauf.map((v, n) => {
            const davor = verlauf[n + 1]?.fassung;
            return {
              zellen: [
                wann(t, v.ab),
                v.fassung ?? t('fassungen.verlauf.nichtAngeboten'),
                t(`fassungen.verlauf.durch.${v.wodurch}`),
                v.fassung && davor && v.fassung !== davor ? (
                  <a
                    href={vergleichsweg(leistung, davor, v.fassung)}
                    aria-label={t('fassungen.verlauf.vergleichVorlesen', { name, wann: wann(t, v.ab) })}
                  >
                    {t('fassungen.verlauf.vergleich')}
                  </a>
                ) : (
                  '–'
                ),
              ],
            };
          })}
        />
      </Aufklappen>
    </section>
  );
}
