import {
  type Gliederungspunkt,
  gliederung,
  innereEbenen,
  nenneBesuch,
  type Prozess,
  type Verlauf,
  zeichne,
} from '@rathausverbund/prozess';
import type { Texte } from '../../komponenten/index.ts';
import { Aufklappen, LeererZustand } from '../../komponenten/index.ts';
import type { TeilProps } from './teil-props.ts';

/** The process as drawn by its author with the way taken, its times and people, and the same as a list that can be heard. */
export function Weg({ deps: { t }, akte: { leistung, zustand }, weg }: TeilProps & { weg: Verlauf | null }) {
  if (!zustand || !weg) return <LeererZustand titel={t('arbeitsplatz.leer.weg')} />;
  const { prozess } = leistung;
  const punkte = gliederung(prozess, weg);
  const svg = zeichne(prozess, weg);
  return (
    <>
      {svg === '' ? (
        <p>{t('arbeitsplatz.prozess.ohneBild')}</p>
      ) : (
        <>
          <Bild t={t} name={t('arbeitsplatz.prozess.bild')} svg={svg} />
          <p>{t('arbeitsplatz.prozess.zeichen')}</p>
          <Inneres t={t} prozess={prozess} weg={weg} punkte={punkte} />
        </>
      )}
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

/** A region that is moved sideways, by keyboard too; where that is needed, it says so. */
function Bild({ t, name, svg, innen }: { t: Texte; name: string; svg: string; innen?: boolean }) {
  return (
    <section
      class={`kern-table-responsive haus-prozess${innen ? ' haus-prozess--innen' : ''}`}
      tabindex={0}
      aria-label={name}
    >
      <p class="haus-prozess__mehr">{t('arbeitsplatz.prozess.mehr')}</p>
      {/* the drawing is made by us and masks every name of the model */}
      <div dangerouslySetInnerHTML={{ __html: svg }} />
    </section>
  );
}

type Innen = { t: Texte; prozess: Prozess; weg: Verlauf; punkte: readonly Gliederungspunkt[] };

/** What lies in called processes and closed sub-processes: each drawn for itself below the step it belongs to. */
function Inneres({ t, prozess, weg, punkte }: Innen) {
  return (
    <>
      {innereEbenen(prozess, weg).map(({ element, namen, gezeichnet }) => {
        const schritt = namen.join(' › ');
        return (
          <>
            <h2>{t('arbeitsplatz.prozess.innen', { schritt })}</h2>
            {gezeichnet ? (
              <Bild
                t={t}
                innen
                name={t('arbeitsplatz.prozess.bildInnen', { schritt })}
                svg={zeichne(prozess, weg, element)}
              />
            ) : (
              <>
                <p>{t('arbeitsplatz.prozess.innenOhneBild')}</p>
                <Liste t={t} punkte={finde(punkte, element)?.unter.filter(erreicht) ?? []} />
              </>
            )}
          </>
        );
      })}
    </>
  );
}

function finde(punkte: readonly Gliederungspunkt[], element: string): Gliederungspunkt | undefined {
  for (const p of punkte) {
    const treffer = p.element === element ? p : finde(p.unter, element);
    if (treffer) return treffer;
  }
  return undefined;
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
