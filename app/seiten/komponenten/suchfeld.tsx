import type { Texte } from './typen.ts';

type SuchfeldProps = {
  t: Texte;
  /** Where the GET request goes. */
  weg: string;
  /** Visible label; in the header of the Arbeitsplatz `dicht` hides it from sight. */
  beschriftung: string;
  name?: string;
  wert?: string;
  hilfe?: string;
  dicht?: boolean;
  /** Unique on the page when there are two. */
  id?: string;
};

/** A search as a plain form; the words stand in the address, so a result can be kept. */
export function Suchfeld({ t, weg, beschriftung, name = 'q', wert = '', hilfe, dicht, id = 'suche' }: SuchfeldProps) {
  return (
    <search class={dicht ? 'haus-suche haus-suche--dicht' : 'haus-suche'}>
      <form method="get" action={weg} class="kern-form-input">
        <label class={dicht ? 'kern-sr-only' : 'kern-label'} for={id}>
          {beschriftung}
        </label>
        {hilfe && (
          <div class="kern-hint" id={`${id}-hilfe`}>
            {hilfe}
          </div>
        )}
        <div class="haus-suche__zeile">
          <input
            class="kern-form-input__input"
            type="search"
            id={id}
            name={name}
            value={wert}
            placeholder={dicht ? beschriftung : undefined}
            autocomplete="off"
            aria-describedby={hilfe ? `${id}-hilfe` : undefined}
          />
          <button class="kern-btn kern-btn--primary" type="submit">
            <span class="kern-icon kern-icon--search" aria-hidden="true" />
            <span class={dicht ? 'kern-sr-only' : 'kern-label'}>{t('haus.suchen')}</span>
          </button>
        </div>
      </form>
    </search>
  );
}
