import type { Abschnitt } from '@rathausverbund/formular';
import { Angaben } from '../angaben.tsx';
import type { Texte } from '../typen.ts';

type ZusammenfassungProps = {
  t: Texte;
  /** From `zusammenfassung(formular, antworten)`. */
  abschnitte: readonly Abschnitt[];
  /** Address of a step, to change it. Without it the answers are only shown. */
  aendern?: (schritt: string) => string;
  /** For staff: small and in columns. */
  dicht?: boolean;
};

/** All answers before they are sent, step by step, each with its way back. */
export function Zusammenfassung({ t, abschnitte, aendern, dicht }: ZusammenfassungProps) {
  return (
    <div class={dicht ? 'haus-zusammenfassung haus-zusammenfassung--dicht' : 'haus-zusammenfassung'}>
      {abschnitte.map(({ schritt, zeilen }, i) => (
        <section class="kern-summary" aria-labelledby={`abschnitt-${schritt.id}`}>
          <div class="kern-summary__header">
            <h2 class="kern-title kern-summary__title-wrapper" id={`abschnitt-${schritt.id}`}>
              <span class="kern-number">{i + 1}</span>
              <span>{schritt.titel}</span>
            </h2>
          </div>
          <div class="kern-summary__body">
            <Angaben angaben={zeilen.map((z) => ({ name: z.beschriftung, wert: z.wert }))} dicht={dicht ?? false} />
            {aendern && (
              <a class="kern-link" href={aendern(schritt.id)}>
                {t('formular.aendern')}
                <span class="kern-sr-only">: {schritt.titel}</span>
              </a>
            )}
          </div>
        </section>
      ))}
    </div>
  );
}
