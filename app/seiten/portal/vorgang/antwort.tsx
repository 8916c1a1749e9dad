import { UNTERLAGEN } from '../../../dokumente/index.ts';
import {
  Fehlerliste,
  Feldrahmen,
  fehlerOf,
  Hinweis,
  Knoepfe,
  Knopf,
  Mehrzeilig,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Nachforderung, Vorgangslage } from './lage.ts';
import { tagText } from './tag.ts';

/** Characters of an answer; the form says so. */
export const ANTWORT_LAENGE = 4000;

export type Antwortfeld = 'text' | 'unterlagen';
/** An answer that was not taken, and at which field. */
export interface Antwortversuch {
  feld: Antwortfeld;
  fehler: string;
  text: string;
}

type Props = {
  kopf: Kopf;
  lage: Vorgangslage;
  nachforderung: Nachforderung;
  antwort?: Antwortversuch;
};

/** What the office still needs, and the field to answer. */
export function Antwortbogen({ kopf: { t }, lage, nachforderung, antwort }: Props) {
  const versuch = antwort && {
    formular: 'antwort',
    werte: { text: antwort.text },
    meldung: antwort.fehler,
    feld: antwort.feld,
  };
  return (
    <section id="antwort">
      <Fehlerliste t={t} fehler={fehlerOf(versuch)} />
      <Hinweis t={t} ton="warning" titel={t('portal.antwort.titel', { stelle: lage.stelle.name })}>
        <p>{nachforderung.text}</p>
        {nachforderung.bis && <p>{t('portal.antwort.bis', { tag: tagText(nachforderung.bis) })}</p>}
      </Hinweis>
      <form
        class="haus-formular"
        method="post"
        action={`/vorgang/${lage.zeile.id}/antwort`}
        enctype="multipart/form-data"
        novalidate
      >
        <VersteckteFelder felder={{ frage: String(nachforderung.nr) }} />
        <Mehrzeilig
          t={t}
          formular="antwort"
          name="text"
          titel={t('portal.antwort.feld')}
          hilfe={t('portal.antwort.hilfe')}
          versuch={versuch}
        />
        <Dateifeld t={t} {...(antwort?.feld === 'unterlagen' ? { fehler: antwort.fehler } : {})} />
        <Knoepfe>
          <Knopf rang="primary">{t('portal.antwort.knopf')}</Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}

/** Where files are chosen. A browser forgets them when an answer comes back; the message says so. */
function Dateifeld({ t, fehler }: { t: Kopf['t']; fehler?: string }) {
  const id = 'antwort-unterlagen';
  return (
    <Feldrahmen
      t={t}
      id={id}
      titel={t('portal.antwort.unterlagen')}
      hilfe={t('portal.antwort.unterlagenHilfe', UNTERLAGEN)}
      fehler={fehler}
    >
      <input
        class="kern-form-input__input"
        type="file"
        id={id}
        name="unterlagen"
        multiple
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        aria-describedby={fehler ? `${id}-hilfe ${id}-fehler` : `${id}-hilfe`}
        aria-invalid={fehler ? 'true' : undefined}
      />
    </Feldrahmen>
  );
}
