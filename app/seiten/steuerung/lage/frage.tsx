import type { ComponentChildren } from 'preact';
import { Aufklappen } from '../../komponenten/index.ts';

type FrageProps = {
  /** The question this card answers. */
  frage: string;
  /** The answer: a figure with its unit. */
  zahl: ComponentChildren;
  /** One line below the figure. */
  dazu?: ComponentChildren;
  /** Texts of "was heißt das". */
  heisst: { titel: string; text: string };
  /** Link to the cases or to more. */
  weiter?: { titel: string; weg: string };
  /** History or a table. */
  children?: ComponentChildren;
};

/** One question, one figure, its history, what it means, and where to go on. */
export function Frage({ frage, zahl, dazu, heisst, weiter, children }: FrageProps) {
  return (
    <article class="kern-card kern-card--small haus-frage">
      <div class="kern-card__container">
        <h2 class="kern-title">{frage}</h2>
        <p class="haus-frage__zahl">{zahl}</p>
        {dazu && <p class="haus-frage__dazu">{dazu}</p>}
        {children}
        <Aufklappen titel={heisst.titel}>
          <p>{heisst.text}</p>
        </Aufklappen>
        {weiter && (
          <p>
            <a href={weiter.weg}>{weiter.titel}</a>
          </p>
        )}
      </div>
    </article>
  );
}
