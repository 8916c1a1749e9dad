import type { Haus, Texte } from './typen.ts';
import { Wappen } from './wappen.tsx';

export type HandelndFuerAngabe = {
  /** The body in whose name everything on this page happens. */
  koerperschaft: Pick<Haus, 'name' | 'kurzname' | 'farbe'>;
  /** "Mandat nach Zweckvereinbarung vom 12.03.2025" */
  grundlage: string;
};

/** In whose name the person acts, and on what basis. Sticky: never off the screen. */
export function HandelndFuer({ t, koerperschaft, grundlage }: HandelndFuerAngabe & { t: Texte }) {
  return (
    <section class="haus-fuer" aria-label={t('haus.handelndFuerName')}>
      <Wappen kurzname={koerperschaft.kurzname} farbe={koerperschaft.farbe} groesse={24} />
      <p>
        {t('haus.handelndFuer')} <strong>{koerperschaft.name}</strong>
        <span class="haus-fuer__grundlage"> · {grundlage}</span>
      </p>
    </section>
  );
}
