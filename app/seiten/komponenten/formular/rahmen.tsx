import type { ComponentChildren } from 'preact';
import { Symbol } from '../symbol.tsx';
import type { Texte } from '../typen.ts';

type Worte = { t: Texte; id: string; hilfe?: string | undefined; fehler?: string | undefined };

/** Label, hint, input, and the error beside it. */
export function Feldrahmen(p: Worte & { titel: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class={p.fehler ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={p.id}>
        {p.titel}
      </label>
      <Feldhilfe {...p} />
      {p.children}
      <Feldfehler {...p} />
    </div>
  );
}

export const Feldhilfe = ({ id, hilfe }: Worte) =>
  hilfe ? (
    <div class="kern-hint" id={`${id}-hilfe`}>
      {hilfe}
    </div>
  ) : null;

export const Feldfehler = ({ t, id, fehler }: Worte) =>
  fehler ? (
    <p class="kern-error" id={`${id}-fehler`}>
      <Symbol name="danger" />
      <span class="kern-body">
        <span class="kern-sr-only">{t('formular.fehler')} </span>
        {fehler}
      </span>
    </p>
  ) : null;

/** Ids of hint and error, for aria-describedby. */
export const beschreibungOf = ({ id, hilfe, fehler }: Omit<Worte, 't'>): string | undefined =>
  [hilfe && `${id}-hilfe`, fehler && `${id}-fehler`].filter(Boolean).join(' ') || undefined;

export const eingabeklasse = (art: 'input' | 'select', fehlerhaft: boolean, breite?: 'schmal' | 'mittel'): string =>
  [`kern-form-input__${art}`, fehlerhaft && `kern-form-input__${art}--error`, breite && `haus-eingabe--${breite}`]
    .filter(Boolean)
    .join(' ');

/** What stands in a textarea: HTML drops one line break at the beginning. */
export const absaetze = (wert: string): string => (wert.startsWith('\n') ? `\n${wert}` : wert);
