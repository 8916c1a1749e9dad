import type { Texte } from './typen.ts';

/** "Schritt 3 von 6" with a bar. `schritt` counts from 1. */
export function Fortschritt({ t, schritt, von }: { t: Texte; schritt: number; von: number }) {
  return (
    <div class="kern-progress haus-fortschritt">
      <label class="kern-label" for="fortschritt">
        {t('haus.schrittVon', { schritt, von })}
      </label>
      <progress id="fortschritt" value={schritt} max={von} />
    </div>
  );
}
