import { Marke } from './hinweis.tsx';
import { Symbol } from './symbol.tsx';
import type { Texte } from './typen.ts';

type SiegelzeileProps = {
  t: Texte;
  /** Who sealed: "Gemeinde Thallwitz". */
  von: string;
  /** "27.11.2026, 14:03 Uhr" */
  am: string;
  /** The verification page of this document. */
  pruefen: string;
  /** Sealed with a key that only tests know: said in red. */
  test: boolean;
};

/** Who sealed a document and when, with the way to check it. */
export function Siegelzeile({ t, von, am, pruefen, test }: SiegelzeileProps) {
  return (
    <p class="haus-siegel">
      <Symbol name="success" />
      <span>
        {t('haus.gesiegelt', { von, am })} {test && <Marke ton="danger">{t('haus.test')}</Marke>}{' '}
        <a href={pruefen}>{t('haus.pruefen')}</a>
      </span>
    </p>
  );
}
