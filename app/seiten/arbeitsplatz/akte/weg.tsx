import { zeichne } from '@rathausverbund/prozess';
import { LeererZustand } from '../../komponenten/index.ts';
import type { TeilProps } from './teil-props.ts';

/** The process as drawn by its author with the way taken, and the same as a list. */
export function Weg({ deps: { t }, akte: { leistung, zustand } }: TeilProps) {
  if (!zustand) return <LeererZustand titel={t('arbeitsplatz.leer.weg')} />;
  const { prozess } = leistung;
  const name = (element: string) => prozess.knoten.get(element)?.name ?? '';
  const gegangen = zustand.weg.map((w) => w.element).filter((e) => name(e) !== '');
  const jetzt = new Set(zustand.token.map((x) => x.element));
  const svg = zeichne(prozess, zustand.weg);
  return (
    <>
      {/* the drawing is made by us and masks every name of the model */}
      {svg !== '' && (
        <section
          class="kern-table-responsive"
          tabindex={0}
          aria-label={t('arbeitsplatz.prozess.bild')}
          dangerouslySetInnerHTML={{ __html: svg }}
        />
      )}
      <h2>{t('arbeitsplatz.prozess.liste')}</h2>
      <ol class="haus-liste">
        {gegangen.map((element) => (
          <li aria-current={jetzt.has(element) ? 'step' : undefined}>
            {name(element)} {jetzt.has(element) && <strong>({t('haus.stand.aktuell')})</strong>}
          </li>
        ))}
      </ol>
      {zustand.fertig && <p>{t(`arbeitsplatz.prozess.${zustand.fertig}`)}</p>}
    </>
  );
}
