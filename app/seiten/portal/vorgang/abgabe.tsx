import { Hinweis } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Vorgangslage } from './lage.ts';
import { zeitText } from './stationen.ts';

/** Where the matter went, or where it came from: with both numbers, and the way there. */
export function Abgabe({
  kopf: { t },
  lage: { vorgang, ereignisse },
  schluessel,
  name,
}: {
  kopf: Kopf;
  lage: Vorgangslage;
  schluessel: string;
  name(stelle: string): string;
}) {
  const { abgegeben, uebernommen } = vorgang;
  const grund = ereignisse.find((e) => e.kind === 'vorgang.abgegeben')?.data['grund'];
  const abgabe = ereignisse[0]?.data['abgabe'] as { eingegangen?: string } | undefined;
  return (
    <>
      {abgegeben && (
        <Hinweis t={t} ton="info" titel={t('portal.vorgang.abgegeben', { name: name(abgegeben.koerperschaft) })}>
          <p>
            {t('portal.vorgang.abgegebenText', { aktenzeichen: abgegeben.aktenzeichen, grund: String(grund ?? '') })}
          </p>
          <p>
            <a href={`/vorgang/${abgegeben.vorgang}${schluessel}`}>{t('portal.vorgang.abgegebenWeg')}</a>
          </p>
        </Hinweis>
      )}
      {uebernommen && (
        <Hinweis t={t} ton="info" titel={t('portal.vorgang.uebernommen', { name: name(uebernommen.koerperschaft) })}>
          <p>
            {t('portal.vorgang.uebernommenText', {
              aktenzeichen: uebernommen.aktenzeichen,
              zeit: zeitText(t, abgabe?.eingegangen ?? vorgang.eingegangen),
            })}
          </p>
          <p>
            <a href={`/vorgang/${uebernommen.vorgang}${schluessel}`}>{t('portal.vorgang.uebernommenWeg')}</a>
          </p>
        </Hinweis>
      )}
    </>
  );
}
