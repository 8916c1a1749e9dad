import type { ComponentChildren } from 'preact';

type KarteProps = {
  titel: ComponentChildren;
  /** Makes the whole card one link. */
  weg?: string;
  /** A line above the title, such as the kind of thing. */
  oben?: ComponentChildren;
  /** A picture before the title, such as <Wappen …/>. */
  bild?: ComponentChildren;
  /** Buttons and links below. */
  unten?: ComponentChildren;
  /** Level of its heading, 2 or 3. */
  ebene?: 2 | 3;
  children?: ComponentChildren;
};

/** One thing with a title. */
export function Karte({ titel, weg, oben, bild, unten, ebene = 2, children }: KarteProps) {
  const H = `h${ebene}` as const;
  return (
    <article class={weg ? 'kern-card kern-card--small kern-card--interactive' : 'kern-card kern-card--small'}>
      <div class="kern-card__container">
        <header class="kern-card__header">
          {bild}
          <div>
            {oben && <p class="kern-preline">{oben}</p>}
            <H class="kern-title">
              {weg ? (
                <a class="kern-link kern-link--stretched" href={weg}>
                  {titel}
                </a>
              ) : (
                titel
              )}
            </H>
          </div>
        </header>
        {children && <div class="kern-card__body">{children}</div>}
        {unten && <footer class="kern-card__footer">{unten}</footer>}
      </div>
    </article>
  );
}

/** Cards beside each other, as many as fit; `breit` where a card holds a table. */
export function Karten({ breit, children }: { breit?: boolean; children: ComponentChildren }) {
  return <div class={breit ? 'haus-karten haus-karten--breit' : 'haus-karten'}>{children}</div>;
}
