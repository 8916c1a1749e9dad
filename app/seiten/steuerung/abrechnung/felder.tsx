import type { ComponentChildren } from 'preact';

type Props = { id: string; name: string; titel: string; hilfe?: string; children: ComponentChildren };

/** Label, hint and input of one field. */
function Rahmen({ id, titel, hilfe, children }: Omit<Props, 'name'>) {
  return (
    <div class="kern-form-input">
      <label class="kern-label" for={id}>
        {titel}
      </label>
      {hilfe && (
        <div class="kern-hint" id={`${id}-hilfe`}>
          {hilfe}
        </div>
      )}
      {children}
    </div>
  );
}

type TextProps = Omit<Props, 'children'> & { wert?: string; zahl?: boolean; pflicht?: boolean };

export const Textfeld = ({ id, name, titel, hilfe, wert = '', zahl, pflicht }: TextProps) => (
  <Rahmen id={id} titel={titel} {...(hilfe ? { hilfe } : {})}>
    <input
      class={zahl ? 'kern-form-input__input haus-eingabe--schmal' : 'kern-form-input__input'}
      id={id}
      name={name}
      type="text"
      inputmode={zahl ? 'numeric' : undefined}
      value={wert}
      required={pflicht}
      maxLength={500}
      aria-describedby={hilfe ? `${id}-hilfe` : undefined}
    />
  </Rahmen>
);

type WahlProps = Omit<Props, 'children'> & {
  werte: readonly { wert: string; titel: string }[];
  gewaehlt?: string;
};

export const Auswahl = ({ id, name, titel, hilfe, werte, gewaehlt }: WahlProps) => (
  <Rahmen id={id} titel={titel} {...(hilfe ? { hilfe } : {})}>
    <div class="kern-form-input__select-wrapper">
      <select class="kern-form-input__select" id={id} name={name} aria-describedby={hilfe ? `${id}-hilfe` : undefined}>
        {werte.map((w) => (
          <option value={w.wert} selected={w.wert === gewaehlt}>
            {w.titel}
          </option>
        ))}
      </select>
    </div>
  </Rahmen>
);

/** Hidden values of a form. */
export const Verdeckt = ({ werte }: { werte: Readonly<Record<string, string | number>> }) => (
  <>
    {Object.entries(werte).map(([name, wert]) => (
      <input type="hidden" name={name} value={String(wert)} />
    ))}
  </>
);
