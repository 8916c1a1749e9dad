import type { ComponentChildren } from 'preact';
import type { Felder } from '../../../steuerung/index.ts';
import { Symbol, type Texte } from '../../komponenten/index.ts';

/** A refusal beside its field, and what was typed. `formular` is the form that was sent: ids are unique over all forms of a page. */
export interface Versuch {
  readonly formular: string;
  readonly werte: Felder;
  readonly meldung: string;
  readonly feld: string | null;
}

type Gemeinsam = {
  t: Texte;
  formular: string;
  name: string;
  titel: string;
  hilfe?: string;
  versuch?: Versuch | undefined;
};

export const feldIdOf = (formular: string, name: string): string => `${formular}-${name.replaceAll('.', '-')}`;

function lage({ formular, name, hilfe, versuch }: Gemeinsam) {
  const id = feldIdOf(formular, name);
  const meiner = versuch?.formular === formular ? versuch : undefined;
  const fehler = meiner?.feld === name ? meiner.meldung : undefined;
  const beschreibung = [hilfe && `${id}-hilfe`, fehler && `${id}-fehler`].filter(Boolean).join(' ') || undefined;
  return { id, fehler, beschreibung, wert: meiner?.werte[name] };
}

function Rahmen(p: Gemeinsam & { children: ComponentChildren }) {
  const { id, fehler } = lage(p);
  return (
    <div class={fehler ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={id}>
        {p.titel}
      </label>
      {p.hilfe && (
        <div class="kern-hint" id={`${id}-hilfe`}>
          {p.hilfe}
        </div>
      )}
      {p.children}
      {fehler && (
        <p class="kern-error" id={`${id}-fehler`}>
          <Symbol name="danger" />
          <span class="kern-body">
            <span class="kern-sr-only">{p.t('formular.fehler')} </span>
            {fehler}
          </span>
        </p>
      )}
    </div>
  );
}

const klasse = (art: string, fehler: string | undefined) =>
  `kern-form-input__${art}${fehler ? ` kern-form-input__${art}--error` : ''}`;

export function Zeile(p: Gemeinsam & { wert?: string; breite?: 'schmal' | 'mittel' }) {
  const { id, fehler, beschreibung, wert } = lage(p);
  return (
    <Rahmen {...p}>
      <input
        class={`${klasse('input', fehler)}${p.breite ? ` haus-eingabe--${p.breite}` : ''}`}
        id={id}
        name={p.name}
        type="text"
        autocomplete="off"
        value={wert ?? p.wert ?? ''}
        aria-invalid={fehler ? 'true' : undefined}
        aria-describedby={beschreibung}
      />
    </Rahmen>
  );
}

export function Mehrzeilig(p: Gemeinsam) {
  const { id, fehler, beschreibung, wert } = lage(p);
  return (
    <Rahmen {...p}>
      <textarea
        class={klasse('input', fehler)}
        id={id}
        name={p.name}
        rows={6}
        aria-invalid={fehler ? 'true' : undefined}
        aria-describedby={beschreibung}
      >
        {wert ?? ''}
      </textarea>
    </Rahmen>
  );
}

export type Wahlwert = { readonly wert: string; readonly titel: string };

/** `leer` is the first choice that says nothing. */
export function Wahl(p: Gemeinsam & { werte: readonly Wahlwert[]; leer?: string; wert?: string }) {
  const { id, fehler, beschreibung, wert } = lage(p);
  const gewaehlt = wert ?? p.wert ?? '';
  return (
    <Rahmen {...p}>
      <div class="kern-form-input__select-wrapper">
        <select
          class={klasse('select', fehler)}
          id={id}
          name={p.name}
          aria-invalid={fehler ? 'true' : undefined}
          aria-describedby={beschreibung}
        >
          {p.leer !== undefined && <option value="">{p.leer}</option>}
          {p.werte.map((w) => (
            <option value={w.wert} selected={w.wert === gewaehlt}>
              {w.titel}
            </option>
          ))}
        </select>
      </div>
    </Rahmen>
  );
}

/** Several of a few. The names are `name.wert`. */
export function Haken(p: Gemeinsam & { werte: readonly Wahlwert[] }) {
  const meiner = p.versuch?.formular === p.formular ? p.versuch : undefined;
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{p.titel}</legend>
      <div class="kern-fieldset__body">
        {p.werte.map((w) => {
          const name = `${p.name}.${w.wert}`;
          const id = feldIdOf(p.formular, name);
          return (
            <div class="kern-form-check">
              <input
                class="kern-form-check__checkbox"
                type="checkbox"
                id={id}
                name={name}
                value="ja"
                checked={meiner?.werte[name] === 'ja'}
              />
              <label class="kern-label" for={id}>
                {w.titel}
              </label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
