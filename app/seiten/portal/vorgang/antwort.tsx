import { Fehlerliste, Hinweis, Knoepfe, Knopf, Symbol } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Vorgangslage } from './lage.ts';
import { tagText } from './tag.ts';

/** Characters of an answer; the form says so. */
export const ANTWORT_LAENGE = 4000;

type Props = {
  kopf: Kopf;
  lage: Vorgangslage;
  nachforderung: { text: string; bis: string };
  antwort?: { fehler: string; text: string };
};

/** What the office still needs, and the field to answer. */
export function Antwortbogen({ kopf: { t }, lage, nachforderung, antwort }: Props) {
  const id = 'antwort-text';
  return (
    <section id="antwort">
      {antwort && <Fehlerliste t={t} fehler={[{ meldung: antwort.fehler, ziel: id }]} />}
      <Hinweis t={t} ton="warning" titel={t('portal.antwort.titel', { stelle: lage.stelle.name })}>
        <p>{nachforderung.text}</p>
        {nachforderung.bis && <p>{t('portal.antwort.bis', { tag: tagText(nachforderung.bis) })}</p>}
      </Hinweis>
      <form class="haus-formular" method="post" action={`/vorgang/${lage.zeile.id}/antwort`} novalidate>
        <div class={antwort ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
          <label class="kern-label" for={id}>
            {t('portal.antwort.feld')}
          </label>
          <div class="kern-hint" id={`${id}-hilfe`}>
            {t('portal.antwort.hilfe')}
          </div>
          <textarea
            class="kern-form-input__input"
            id={id}
            name="text"
            rows={6}
            required
            aria-invalid={antwort ? 'true' : undefined}
            aria-describedby={antwort ? `${id}-hilfe ${id}-fehler` : `${id}-hilfe`}
          >
            {antwort?.text ?? ''}
          </textarea>
          {antwort && (
            <p class="kern-error" id={`${id}-fehler`}>
              <Symbol name="danger" />
              <span class="kern-body">{antwort.fehler}</span>
            </p>
          )}
        </div>
        <Knoepfe>
          <Knopf rang="primary">{t('portal.antwort.knopf')}</Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}
