import { JAHRESAUSGLEICH } from '@rathausverbund/kosten';
import { darf, type Einzelansicht, letzte } from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, Knoepfe, Knopf, VersteckteFelder, Wahl, Zeile } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { statementWeg, zeileText, zeitraumText } from './form.ts';
import type { Nachricht } from './versuch.ts';

export type Props = Pick<Nachricht, 'versuch'> & {
  deps: SeitenDeps;
  kraft: Kraft;
  a: Einzelansicht;
  jahr: number;
  nr: number;
};

/** What may be done with a statement now: recognise or dispute it for who pays, correct it for who has worked. */
export function Handeln({ deps, kraft, a, jahr, nr, versuch }: Props) {
  const { t } = deps;
  const { vertrag } = a;
  const { zeilen } = letzte(a.periode).abrechnung;
  const ziel = { vereinbarung: vertrag.id, jahr, perioden: nr };
  if (!darf(kraft, 'abrechnen')) return null;
  if (a.periode.stand === 'anerkannt' && !(a.nachtrag && vertrag.auftragnehmer === kraft.stelle)) return null;
  if (vertrag.auftraggeber === kraft.stelle)
    return (
      <>
        {a.gleich && (
          <form method="post" action="/steuerung/abrechnung/anerkennen">
            <VersteckteFelder felder={ziel} />
            <Knoepfe>
              <Knopf rang="primary">{t('abrechnung.handeln.anerkennen')}</Knopf>
            </Knoepfe>
          </form>
        )}
        {zeilen.length > 0 && (
          <Aufklappen
            titel={t('abrechnung.handeln.bestreiten')}
            offen={!a.gleich || versuch?.formular === 'bestreiten'}
          >
            <form class="haus-formular" method="post" action="/steuerung/abrechnung/bestreiten" novalidate>
              <VersteckteFelder felder={ziel} />
              <Wahl
                {...{ t, versuch }}
                formular="bestreiten"
                name="zeile"
                titel={t('abrechnung.handeln.zeile')}
                werte={zeilen.map((z, i) => ({ wert: String(i), titel: `${i + 1} ${zeileText(deps, z)}` }))}
              />
              <Zeile
                {...{ t, versuch }}
                formular="bestreiten"
                name="grund"
                titel={t('abrechnung.handeln.grund')}
                pflicht
              />
              <Knoepfe>
                <Knopf>{t('abrechnung.handeln.bestreitenKnopf')}</Knopf>
              </Knoepfe>
            </form>
          </Aufklappen>
        )}
      </>
    );
  if (a.jahrZu)
    return (
      <p>
        {t('abrechnung.handeln.jahrZu')}{' '}
        <a href={statementWeg(vertrag.id, jahr, JAHRESAUSGLEICH)}>{zeitraumText(t, jahr, JAHRESAUSGLEICH)}</a>
      </p>
    );
  return (
    <>
      <Aufklappen
        titel={t('abrechnung.handeln.berichtigen')}
        offen={a.periode.stand === 'bestritten' || a.nachtrag !== null || versuch?.formular === 'berichtigen'}
      >
        <form class="haus-formular" method="post" action="/steuerung/abrechnung/berichtigen" novalidate>
          <VersteckteFelder felder={ziel} />
          <p>
            {t('abrechnung.handeln.berichtigenHilfe')} <a href="/steuerung/zaehlung">{t('abrechnung.weg.zaehlung')}</a>
          </p>
          <Zeile
            {...{ t, versuch }}
            formular="berichtigen"
            name="grund"
            titel={t('abrechnung.handeln.grund')}
            pflicht
          />
          <Knoepfe>
            <Knopf>{t('abrechnung.handeln.berichtigenKnopf')}</Knopf>
          </Knoepfe>
        </form>
      </Aufklappen>
    </>
  );
}
