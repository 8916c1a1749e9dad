import type { ComponentChildren } from 'preact';
import { Symbol } from './symbol.tsx';
import type { Texte, Ton } from './typen.ts';

/** A message in the page. Its kind is also said in words for those who do not see the colour. */
export function Hinweis({
  t,
  ton,
  titel,
  children,
}: {
  t: Texte;
  ton: Ton;
  titel: string;
  children?: ComponentChildren;
}) {
  return (
    <section class={`kern-alert kern-alert--${ton} haus-hinweis`}>
      <div class="kern-alert__header">
        <Symbol name={ton} gross />
        <h2 class="kern-title">
          <span class="kern-sr-only">{t(`haus.ton.${ton}`)}: </span>
          {titel}
        </h2>
      </div>
      {children && <div class="kern-alert__body">{children}</div>}
    </section>
  );
}

/** A short state beside a name: "wartet auf Unterlagen", "TEST". */
export function Marke({ ton, children }: { ton: Ton; children: ComponentChildren }) {
  return (
    <span class={`kern-badge kern-badge--small kern-badge--${ton} haus-marke`}>
      <span class="kern-label kern-label--small">{children}</span>
    </span>
  );
}
