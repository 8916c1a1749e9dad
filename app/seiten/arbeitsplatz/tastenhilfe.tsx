import { type Taste, Tasten, type Texte } from '../komponenten/index.ts';

/** The keys that `gestalt/arbeitsplatz.js` knows. */
const HAUS = ['hilfe', 'suche', 'naechste', 'vorige', 'schritt', 'eingang'] as const;

/** Their names and what they do, from the texts. */
export const tastenOf = (t: Texte, wessen: 'haus' | 'browser', namen: readonly string[]): Taste[] =>
  namen.map((x) => ({
    taste: t(`arbeitsplatz.tasten.${wessen}.${x}.taste`),
    wirkung: t(`arbeitsplatz.tasten.${wessen}.${x}.wirkung`),
  }));

export const hausTasten = (t: Texte): Taste[] => tastenOf(t, 'haus', HAUS);

/** What `?` opens over the page, so that nothing typed is lost. */
export function Tastenhilfe({ t }: { t: Texte }) {
  return (
    <dialog id="tastenhilfe" class="haus-dialog" aria-labelledby="tastenhilfe-titel">
      <h2 id="tastenhilfe-titel">{t('arbeitsplatz.tasten.haus.titel')}</h2>
      <Tasten tasten={hausTasten(t)} />
      <p>
        <a href="/arbeitsplatz/tasten">{t('arbeitsplatz.tasten.haus.mehr')}</a>
      </p>
      <form method="dialog">
        <button class="kern-btn kern-btn--secondary haus-btn--klein" type="submit">
          <span class="kern-label">{t('arbeitsplatz.tasten.haus.schliessen')}</span>
        </button>
      </form>
    </dialog>
  );
}
