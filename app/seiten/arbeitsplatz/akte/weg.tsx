import { type Gliederungspunkt, gliederung, nenneBesuch, type Verlauf, zeichne } from '@rathausverbund/prozess';
import type { Texte } from '../../komponenten/index.ts';
import { Aufklappen, LeererZustand } from '../../komponenten/index.ts';
import type { TeilProps } from './teil-props.ts';

/** The process as drawn by its author with the way taken, its times and people, and the same as a list that can be heard. */
export function Weg({ deps: { t }, akte: { leistung, zustand }, weg }: TeilProps & { weg: Verlauf | null }) {
  if (!zustand || !weg) return <LeererZustand titel={t('arbeitsplatz.leer.weg')} />;
  const punkte = gliederung(leistung.prozess, weg);
  const svg = zeichne(leistung.prozess, weg);
  return (
    <>
      {/* the drawing is made by us and masks every name of the model */}
      {svg !== '' && (
        <section
          class="kern-table-responsive haus-prozess"
          tabindex={0}
          aria-label={t('arbeitsplatz.prozess.bild')}
          dangerouslySetInnerHTML={{ __html: svg }}
        />
      )}
      <p>{t('arbeitsplatz.prozess.zeichen')}</p>
      {zustand.fertig && <p>{t(`arbeitsplatz.prozess.${zustand.fertig}`)}</p>}
      <h2>{t('arbeitsplatz.prozess.liste')}</h2>
      <Liste t={t} punkte={punkte.filter(erreicht)} />
      {punkte.some((p) => !erreicht(p)) && (
        <Aufklappen titel={t('arbeitsplatz.prozess.offen')}>
          <Liste t={t} punkte={punkte.filter((p) => !erreicht(p))} />
        </Aufklappen>
      )}
    </>
  );
}

const erreicht = (p: Gliederungspunkt): boolean => p.stand !== 'nicht-erreicht' || p.unter.some(erreicht);

function Liste({ t, punkte }: { t: Texte; punkte: readonly Gliederungspunkt[] }) {
  return (
    <ol class="haus-liste">
      {punkte.map((p) => (
        <li aria-current={p.stand === 'offen' ? 'step' : undefined}>
          {p.name === '' ? p.art : t('arbeitsplatz.prozess.punkt', { name: p.name, art: p.art })}
          {p.stand === 'offen' && <strong> ({t('haus.stand.aktuell')})</strong>}
          {p.besuche.map(nenneBesuch).map((besuch) => besuch && <div class="haus-besuch">{besuch}</div>)}
          {p.wege.some((w) => w.gegangen) && (
            <div class="haus-besuch">
              {t('arbeitsplatz.prozess.gegangen', {
                wege: p.wege.flatMap((w) => (w.gegangen ? [w.name || w.nach] : [])).join(', '),
              })}
            </div>
          )}
          {p.unter.length > 0 && <Liste t={t} punkte={p.unter} />}
        </li>
      ))}
    </ol>
  );
}
