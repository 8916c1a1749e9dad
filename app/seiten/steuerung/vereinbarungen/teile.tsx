import { addDays, parseLocalDate } from '@rathausverbund/fristen';
import type { Texte } from '../../../base/index.ts';
import {
  geplantePausen,
  laufendePause,
  type Pause,
  type Phase,
  phaseOf,
  wartetAuf,
} from '../../../vereinbarungen/index.ts';
import { Hinweis, Marke, type Ton } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import { type Blatt, tageOf } from './laden.ts';

/** A party becomes part of another body: what that means, and what to do before. */
export function Aufgehen({ t, aufgehen }: { t: Texte; aufgehen: Blatt['aufgehen'] }) {
  if (aufgehen === null) return null;
  return (
    <Hinweis t={t} ton="warning" titel={t('vereinbarungen.aufgehen.titel', { ...aufgehen, tag: tagText(aufgehen.ab) })}>
      <p>{t('vereinbarungen.aufgehen.text', aufgehen)}</p>
    </Hinweis>
  );
}

/** What an agreement is about, by names. */
export const leistungenText = ({ fassung: { inhalt } }: Pick<Blatt, 'fassung'>): string =>
  inhalt.leistungen.map((l) => inhalt.benennung[l] ?? l).join(', ');

/** "30.09.2026" for the first day outside 2026-10-01 */
export function letzterTag(bis: string): string {
  const tag = parseLocalDate(bis);
  return tag === undefined ? bis : tagText(addDays(tag, -1));
}

/** "ab 01.12.2026 bis 31.12.2026" for the first day outside 2027-01-01 */
function spanne(t: Texte, { ab, bis }: { ab: string; bis: string | null }): string {
  const von = t('vereinbarungen.ab', { tag: tagText(ab) });
  return bis === null ? von : `${von} ${t('vereinbarungen.bis', { tag: letzterTag(bis) })}`;
}

/** A pause that lasts or is to come, with its days. */
const pausenText = (t: Texte, p: Pause): string => t('vereinbarungen.pause', { zeit: spanne(t, p) });

export function zeitText(t: Texte, b: Pick<Blatt, 'stand' | 'fassung' | 'heute'>): string {
  const { ab, bis } = tageOf(b);
  const zeit =
    ab !== null
      ? spanne(t, { ab, bis })
      : bis === null
        ? t('vereinbarungen.abOffen')
        : `${t('vereinbarungen.abOffen')} ${t('vereinbarungen.bis', { tag: letzterTag(bis) })}`;
  const laufend = laufendePause(b.stand, b.heute);
  const pausen = [...(laufend ? [laufend] : []), ...geplantePausen(b.stand, b.heute)];
  return [zeit, ...pausen.map((p) => pausenText(t, p))].join(', ');
}

const TON: Partial<Record<Phase, Ton>> = {
  in_kraft: 'success',
  ausgesetzt: 'warning',
  zurueckgezogen: 'warning',
  beendet: 'info',
  kuenftig: 'info',
};

/** The state of an agreement in words; of a change under way the step that it waits for. */
export function Standmarke({ t, blatt }: { t: Texte; blatt: Pick<Blatt, 'stand' | 'fassung' | 'heute'> }) {
  const phase = phaseOf(blatt.stand, blatt.heute);
  const aenderung = blatt.fassung.nr > 1 ? wartetAuf(blatt.fassung) : null;
  return (
    <>
      <Marke ton={TON[phase] ?? 'warning'}>{t(`vereinbarungen.phase.${phase}`)}</Marke>
      {geplantePausen(blatt.stand, blatt.heute).map((p) => (
        <>
          {' '}
          <Marke ton="warning">{t('vereinbarungen.pauseAb', { tag: tagText(p.ab) })}</Marke>
        </>
      ))}
      {aenderung !== null && aenderung !== phase && (
        <>
          {' '}
          <Marke ton="warning">
            {t('vereinbarungen.aenderungWartet', { schritt: t(`vereinbarungen.phase.${aenderung}`) })}
          </Marke>
        </>
      )}
    </>
  );
}
