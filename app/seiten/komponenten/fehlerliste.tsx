import { Symbol } from './symbol.tsx';
import type { Texte } from './typen.ts';

/** `ziel` is the id of the input, without #. */
export type Fehlerzeile = { readonly meldung: string; readonly ziel?: string };

/** The summary above a form. It takes the focus when the page loads, and every line leads to its field. */
export function Fehlerliste({ t, fehler }: { t: Texte; fehler: readonly Fehlerzeile[] }) {
  if (fehler.length === 0) return null;
  return (
    <div class="kern-alert kern-alert--danger haus-hinweis" role="alert" tabindex={-1} autofocus id="fehlerliste">
      <div class="kern-alert__header">
        <Symbol name="danger" gross />
        <h2 class="kern-title">
          {t(fehler.length === 1 ? 'haus.einFehler' : 'haus.mehrereFehler', { anzahl: fehler.length })}
        </h2>
      </div>
      <div class="kern-alert__body">
        <ul class="haus-liste">
          {fehler.map(({ meldung, ziel }) => (
            <li>{ziel === undefined ? meldung : <a href={`#${ziel}`}>{meldung}</a>}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
