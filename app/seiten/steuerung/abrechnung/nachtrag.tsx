import { formatEuro } from '@rathausverbund/kosten';
import type { Einzelansicht, Nachtrag } from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, type Texte } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';

type Props = { deps: SeitenDeps; kraft: Kraft; a: Einzelansicht };

/** Says of a true-up that it no longer says what the accounts say, and who does what about it. */
export function NachtragHinweis({ deps: { t }, kraft, a }: Props) {
  const wir = a.vertrag.auftragnehmer === kraft.stelle;
  return (
    <>
      {a.nachtrag && (
        <Hinweis t={t} ton="warning" titel={t(`abrechnung.nachtrag.${a.nachtrag.anlass}`)}>
          <p>
            {betragText(t, a.nachtrag)} {t(wir ? 'abrechnung.nachtrag.wir' : 'abrechnung.nachtrag.andere')}
          </p>
        </Hinweis>
      )}
      {a.andereVeraltet && (
        <Hinweis t={t} ton="warning" titel={t('abrechnung.nachtrag.gegenVeraltet')}>
          <p>{t(wir ? 'abrechnung.nachtrag.gegenAndere' : 'abrechnung.nachtrag.gegenWir')}</p>
        </Hinweis>
      )}
    </>
  );
}

export const betragText = (t: Texte, { bisher, neu }: Nachtrag): string =>
  neu === null
    ? t('abrechnung.nachtrag.unberechenbar')
    : t('abrechnung.nachtrag.betrag', { bisher: formatEuro(bisher), neu: formatEuro(neu) });
