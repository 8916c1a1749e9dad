import type { Quelle } from '../../app/kommunen/daten/typen.ts';

/** Attribution Destatis asks for; the reference days are those of the edition's own notes. */
export const QUELLE: Quelle = {
  attribution: 'Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, Stand 31.08.2025',
  lizenz: 'Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet',
  datei: 'GV100AD, Gebietsstand 31.08.2025, Sätze des Landes 14',
  bevoelkerungAm: '2024-12-31',
  flaecheAm: '2023-12-31',
  hinweis:
    'Bevölkerung auf Grundlage des Zensus 2022. Erfüllende Gemeinde ist aus dem Sitz der Verwaltungsgemeinschaft abgeleitet (zu bestätigen).',
};

/** The territorial status QUELLE speaks of. */
export const STAND = '2025-08-31';
