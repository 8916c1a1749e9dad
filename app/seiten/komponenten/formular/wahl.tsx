import type { Wert } from '@rathausverbund/formular';
import type { EingabeProps } from './eingabe-props.ts';

/** Radio buttons. The first carries the id of the field, so that a link from the error summary lands on it. */
export function Wahl({ feld, id, wert, werte, fehlerhaft }: EingabeProps & { werte: readonly Wert[] }) {
  return (
    <>
      {werte.map((w, i) => {
        const eigene = i === 0 ? id : `${id}-${i}`;
        return (
          <div class="kern-form-check">
            <input
              class={fehlerhaft ? 'kern-form-check__radio kern-form-check__radio--error' : 'kern-form-check__radio'}
              type="radio"
              id={eigene}
              name={feld.id}
              value={w.wert}
              checked={w.wert === wert}
              required={feld.pflicht}
            />
            <label class="kern-label" for={eigene}>
              {w.beschriftung}
            </label>
          </div>
        );
      })}
    </>
  );
}
