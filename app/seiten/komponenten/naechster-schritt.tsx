import type { ComponentChildren } from 'preact';
import type { Texte } from './typen.ts';

type NaechsterSchrittProps = {
  t: Texte;
  /** One primary button, perhaps a second. */
  children: ComponentChildren;
  /** <Frist …/> */
  frist?: ComponentChildren;
  /** Rare steps, folded away. */
  selten?: ComponentChildren;
};

/** The bar of a case: what comes next is one button. */
export function NaechsterSchritt({ t, children, frist, selten }: NaechsterSchrittProps) {
  return (
    // no id: a case with two open tasks has two of them
    <section class="haus-schritt" aria-label={t('haus.naechsterSchritt')}>
      <h2>{t('haus.naechsterSchritt')}</h2>
      <div class="haus-schritt__knoepfe">{children}</div>
      {frist && (
        <p class="haus-schritt__frist">
          {t('haus.fristName')} {frist}
        </p>
      )}
      {selten && (
        <details class="haus-schritt__selten">
          <summary>{t('haus.weitereSchritte')}</summary>
          <div class="haus-schritt__knoepfe">{selten}</div>
        </details>
      )}
    </section>
  );
}
