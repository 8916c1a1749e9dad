import type { Verzeichnis } from '../../kommunen/index.ts';
import { titelOhneArt } from '../../vereinbarungen/index.ts';
import type { EingangsZeile } from '../../vorgaenge/index.ts';
import type { Texte } from '../komponenten/index.ts';

type Wer = Pick<EingangsZeile, 'koerperschaft' | 'bearbeitendeStelle' | 'basis'>;

/** In whose name a row is worked on, short, as the list shows it to a person of `stelle`. */
export function imNamen(t: Texte, v: Verzeichnis, z: Wer, stelle: string): string {
  const zustaendig = v.byId(z.koerperschaft)?.name ?? '';
  const bearbeitet = v.byId(z.bearbeitendeStelle)?.name ?? '';
  if (z.bearbeitendeStelle !== stelle) return t('arbeitsplatz.namen.durch', { name: bearbeitet });
  if (z.basis.art === 'delegierend') return t('arbeitsplatz.namen.delegation', { name: zustaendig });
  if (z.basis.art === 'gesetz') return t('arbeitsplatz.namen.gesetz', { name: zustaendig });
  return z.koerperschaft === stelle
    ? t('arbeitsplatz.namen.eigene')
    : t('arbeitsplatz.namen.mandat', { name: zustaendig });
}

/** On what basis she acts on a case, as the line above it says. The competent body itself always acts on its own. */
export function grundlageText(t: Texte, v: Verzeichnis, z: Wer, stelle: string): string {
  const { art, titel } = z.basis;
  if (z.bearbeitendeStelle !== stelle && z.koerperschaft === stelle)
    return t('arbeitsplatz.grundlage.durch', { name: v.byId(z.bearbeitendeStelle)?.name ?? '', titel });
  if (art === 'mandatierend') return t('arbeitsplatz.grundlage.mandat', { titel: titelOhneArt(titel) });
  if (art === 'delegierend') return t('arbeitsplatz.grundlage.delegation', { titel: titelOhneArt(titel) });
  return art === 'gesetz' ? t('arbeitsplatz.grundlage.gesetz', { titel }) : t('arbeitsplatz.grundlage.eigene');
}
