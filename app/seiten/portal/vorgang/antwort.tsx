import { Fehlerliste, fehlerOf, Hinweis, Knoepfe, Knopf, Mehrzeilig } from '../../komponenten/index.ts';
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
  const versuch = antwort && {
    formular: 'antwort',
    werte: { text: antwort.text },
    meldung: antwort.fehler,
    feld: 'text',
  };
  return (
    <section id="antwort">
      <Fehlerliste t={t} fehler={fehlerOf(versuch)} />
      <Hinweis t={t} ton="warning" titel={t('portal.antwort.titel', { stelle: lage.stelle.name })}>
        <p>{nachforderung.text}</p>
        {nachforderung.bis && <p>{t('portal.antwort.bis', { tag: tagText(nachforderung.bis) })}</p>}
      </Hinweis>
      <form class="haus-formular" method="post" action={`/vorgang/${lage.zeile.id}/antwort`} novalidate>
        <Mehrzeilig
          t={t}
          formular="antwort"
          name="text"
          titel={t('portal.antwort.feld')}
          hilfe={t('portal.antwort.hilfe')}
          pflicht
          versuch={versuch}
        />
        <Knoepfe>
          <Knopf rang="primary">{t('portal.antwort.knopf')}</Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}
