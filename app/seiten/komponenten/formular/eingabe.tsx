import type { AuswahlFeld, Feld } from '@rathausverbund/formular';
import type { EingabeProps } from './eingabe-props.ts';
import { absaetze, eingabeklasse } from './rahmen.tsx';

type Tastatur = {
  type?: 'email' | 'tel';
  inputmode?: 'numeric' | 'decimal';
  autocomplete?: string;
  breite?: 'schmal' | 'mittel';
};

/** A single line. Types stay `text` where the browser would refuse what our own check explains better. */
export function Eingabe(p: EingabeProps) {
  const { breite, type = 'text', ...tastatur } = tastaturVon(p.feld);
  const eingabe = (
    <input
      {...gemeinsam(p)}
      type={type}
      list={undefined}
      value={p.wert}
      {...tastatur}
      autocomplete={p.feld.autocomplete ?? tastatur.autocomplete}
      class={eingabeklasse('input', p.fehlerhaft, breite)}
    />
  );
  if (p.feld.art !== 'betrag') return eingabe;
  return (
    <div class="haus-betrag">
      {eingabe}
      <span aria-hidden="true">{p.t('formular.euro')}</span>
    </div>
  );
}

export function Textflaeche(p: EingabeProps) {
  return (
    <textarea
      {...gemeinsam(p)}
      rows={5}
      autocomplete={p.feld.autocomplete}
      class={eingabeklasse('input', p.fehlerhaft)}
    >
      {absaetze(p.wert)}
    </textarea>
  );
}

export function Auswahlliste(p: EingabeProps<AuswahlFeld>) {
  return (
    <div class="kern-form-input__select-wrapper">
      <select {...gemeinsam(p)} autocomplete={p.feld.autocomplete} class={eingabeklasse('select', p.fehlerhaft)}>
        <option value="">{p.t('formular.bitteWaehlen')}</option>
        {p.feld.werte.map((w) => (
          <option value={w.wert} selected={w.wert === p.wert}>
            {w.beschriftung}
          </option>
        ))}
      </select>
    </div>
  );
}

function gemeinsam({ id, feld, fehlerhaft, beschreibung }: EingabeProps) {
  return {
    id,
    name: feld.id,
    required: feld.pflicht,
    'aria-invalid': fehlerhaft ? ('true' as const) : undefined,
    'aria-describedby': beschreibung,
  };
}

/** Keyboards of phones: a date needs its dots, which the number keyboard lacks. */
function tastaturVon(feld: Feld): Tastatur {
  switch (feld.art) {
    case 'email':
      return { type: 'email', autocomplete: 'email' };
    case 'telefon':
      return { type: 'tel', autocomplete: 'tel' };
    case 'plz':
      return { inputmode: 'numeric', autocomplete: 'postal-code', breite: 'schmal' };
    case 'datum':
      return { autocomplete: 'off', breite: 'mittel' };
    case 'zahl':
      return { inputmode: feld.dezimalstellen > 0 ? 'decimal' : 'numeric', autocomplete: 'off', breite: 'schmal' };
    case 'betrag':
      return { inputmode: 'decimal', autocomplete: 'off', breite: 'mittel' };
    case 'iban':
      return { autocomplete: 'off' };
    default:
      return {};
  }
}
