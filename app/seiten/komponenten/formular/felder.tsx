import type { Fehlerzeile } from '../fehlerliste.tsx';
import type { Felder, Texte } from '../typen.ts';
import { feldIdOf } from './feld-id.ts';
import { Kreuz } from './kreuz.tsx';
import { absaetze, beschreibungOf, eingabeklasse, Feldrahmen } from './rahmen.tsx';

// The fields of forms that are written on their page. Where a form is data (a Leistung, a Bogen), `Feld` shows a field
// of packages/formular, which also checks what was typed.

/** A refused form: what was typed, and the refusal beside its field (`null`: it is about none). */
export interface Versuch {
  readonly formular: string;
  readonly werte: Felder;
  readonly meldung: string;
  readonly feld: string | null;
}

/** For the summary at the top of the page; it leads to the field the refusal names, else to `sonst`, else nowhere. */
export function fehlerOf(versuch: Versuch | undefined, sonst?: string): readonly Fehlerzeile[] {
  if (!versuch) return [];
  const { formular, meldung } = versuch;
  const feld = versuch.feld ?? sonst;
  return [feld === undefined ? { meldung } : { meldung, ziel: feldIdOf(formular, feld) }];
}

type Gemeinsam = {
  t: Texte;
  /** Name of the form: ids are unique over all forms of a page. */
  formular: string;
  name: string;
  titel: string;
  hilfe?: string;
  /** What stands there before anybody typed. */
  wert?: string;
  pflicht?: boolean;
  versuch?: Versuch | undefined;
};

const meinVersuch = ({ formular, versuch }: Gemeinsam): Versuch | undefined =>
  versuch?.formular === formular ? versuch : undefined;

function lage(p: Gemeinsam) {
  const id = feldIdOf(p.formular, p.name);
  const versuch = meinVersuch(p);
  const fehler = versuch?.feld === p.name ? versuch.meldung : undefined;
  return {
    wert: versuch?.werte[p.name] ?? p.wert ?? '',
    fehlerhaft: fehler !== undefined,
    rahmen: { t: p.t, id, titel: p.titel, hilfe: p.hilfe, fehler },
    attribute: {
      id,
      name: p.name,
      required: p.pflicht,
      'aria-invalid': fehler === undefined ? undefined : ('true' as const),
      'aria-describedby': beschreibungOf({ id, hilfe: p.hilfe, fehler }),
    },
  };
}

type ZeileProps = Gemeinsam & {
  /** Digits only, for keyboards of phones. */
  ziffern?: boolean;
  breite?: 'schmal' | 'mittel';
};

export function Zeile(p: ZeileProps) {
  const { wert, fehlerhaft, rahmen, attribute } = lage(p);
  return (
    <Feldrahmen {...rahmen}>
      <input
        {...attribute}
        class={eingabeklasse('input', fehlerhaft, p.breite)}
        type="text"
        inputmode={p.ziffern ? 'numeric' : undefined}
        autocomplete="off"
        maxLength={500}
        value={wert}
      />
    </Feldrahmen>
  );
}

export function Mehrzeilig(p: Gemeinsam & { zeilen?: number; maxLaenge?: number }) {
  const { wert, fehlerhaft, rahmen, attribute } = lage(p);
  return (
    <Feldrahmen {...rahmen}>
      <textarea {...attribute} class={eingabeklasse('input', fehlerhaft)} rows={p.zeilen ?? 6} maxLength={p.maxLaenge}>
        {absaetze(wert)}
      </textarea>
    </Feldrahmen>
  );
}

export type Wahlwert = { readonly wert: string; readonly titel: string };

/** One of many. `leer` is the first choice that says nothing. */
export function Wahl(p: Gemeinsam & { werte: readonly Wahlwert[]; leer?: string }) {
  const { wert, fehlerhaft, rahmen, attribute } = lage(p);
  return (
    <Feldrahmen {...rahmen}>
      <div class="kern-form-input__select-wrapper">
        <select {...attribute} class={eingabeklasse('select', fehlerhaft)}>
          {p.leer !== undefined && <option value="">{p.leer}</option>}
          {p.werte.map((w) => (
            <option value={w.wert} selected={w.wert === wert}>
              {w.titel}
            </option>
          ))}
        </select>
      </div>
    </Feldrahmen>
  );
}

/** Several of a few. The names are `name.wert`. */
export function Haken(p: Gemeinsam & { werte: readonly Wahlwert[] }) {
  const versuch = meinVersuch(p);
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{p.titel}</legend>
      <div class="kern-fieldset__body">
        {p.werte.map((w) => {
          const name = `${p.name}.${w.wert}`;
          return (
            <Kreuz
              art="checkbox"
              id={feldIdOf(p.formular, name)}
              name={name}
              wert="ja"
              titel={w.titel}
              gewaehlt={versuch?.werte[name] === 'ja'}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
