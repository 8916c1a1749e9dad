import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { iconUrl, schriftUrls, skriptUrl, stylesheetUrl } from '../gestalt/index.ts';
import type { Texte } from './typen.ts';

export type SeitenKopf = {
  t: Texte;
  /** Title of this page; the heading says the same. */
  titel: string;
  /** Name of the body or office, second part of the window title. */
  haus?: string;
  /** Puts "Fehler:" before the window title, so that it is the first thing heard. */
  fehler?: boolean;
  /** A demonstration: the banner stands above everything. */
  demo: boolean;
  /** Comforts of staff by our script; nothing needs it. */
  skript?: boolean;
};

/** The whole document. Pages use PortalSeite or ArbeitsplatzSeite, which stand on this. */
export function Seite(p: SeitenKopf & { art: 'portal' | 'arbeitsplatz'; children: ComponentChildren }) {
  const teile = [p.titel, p.haus].filter((teil) => teil && teil !== '').join(' – ');
  return (
    <html lang="de" dir="ltr" class={`haus haus--${p.art}`}>
      <head>
        <meta charset="utf-8" />
        <title>{p.fehler ? p.t('haus.titelFehler', { titel: teile }) : teile}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {schriftUrls.map((url) => (
          <link rel="preload" as="font" type="font/woff2" href={url} crossorigin="anonymous" />
        ))}
        <link rel="stylesheet" href={stylesheetUrl} />
        {p.skript && <script src={skriptUrl} defer />}
        <link rel="icon" type="image/svg+xml" href={iconUrl} />
      </head>
      <body id="oben">
        <a class="haus-sprung" href="#inhalt">
          {p.t('haus.zumInhalt')}
        </a>
        {p.demo && (
          <aside class="haus-demo" aria-label={p.t('haus.demoName')}>
            {p.t('haus.demo')}
          </aside>
        )}
        {p.children}
      </body>
    </html>
  );
}

/** The page as text to send. Everything in it is escaped. */
export function renderSeite(seite: VNode): string {
  return `<!doctype html>\n${renderToString(seite)}`;
}
