import { formatDatumKurz, type LocalDate, tageZwischen } from '@rathausverbund/fristen';
import type { Texte } from './typen.ts';

type Stand = 'abgelaufen' | 'heute' | 'bald' | 'spaeter';

/** How long is left, in a few signs: "● heute", "2 Tage", "⚠ −1 Tag". Sign and words carry it, colour only repeats. */
export function Frist({ t, ende, heute }: { t: Texte; ende: LocalDate; heute: LocalDate }) {
  const tage = tageZwischen(heute, ende);
  const stand = standVon(tage);
  const anzahl = Math.abs(tage);
  const wort = t(anzahl === 1 ? 'haus.frist.tag' : 'haus.frist.tage', { anzahl });
  const dauer = t(anzahl === 1 ? 'haus.frist.dauerTag' : 'haus.frist.dauerTage', { anzahl });
  const kurz = {
    abgelaufen: `⚠ −${wort}`,
    heute: `● ${t('haus.frist.heute')}`,
    bald: wort,
    spaeter: formatDatumKurz(ende),
  }[stand];
  return (
    <time class={`haus-frist haus-frist--${stand}`} datetime={ende}>
      <span aria-hidden="true">{kurz}</span>
      <span class="kern-sr-only">{t(`haus.frist.lang.${stand}`, { datum: formatDatumKurz(ende), dauer })}</span>
    </time>
  );
}

function standVon(tage: number): Stand {
  if (tage < 0) return 'abgelaufen';
  if (tage === 0) return 'heute';
  return tage <= 30 ? 'bald' : 'spaeter';
}
