import type { Wert } from '@rathausverbund/formular';
import type { EingabeProps } from './eingabe-props.ts';
import { Kreuz } from './kreuz.tsx';

/** Radio buttons. The first carries the id of the field, so that a link from the error summary lands on it. */
export function Optionen({ feld, id, wert, werte, fehlerhaft }: EingabeProps & { werte: readonly Wert[] }) {
  return (
    <>
      {werte.map((w, i) => (
        <Kreuz
          art="radio"
          id={i === 0 ? id : `${id}-${i}`}
          name={feld.id}
          wert={w.wert}
          titel={w.beschriftung}
          gewaehlt={w.wert === wert}
          pflicht={feld.pflicht}
          fehlerhaft={fehlerhaft}
        />
      ))}
    </>
  );
}
