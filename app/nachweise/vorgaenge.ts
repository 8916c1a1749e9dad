import type { Leser } from '../base/index.ts';

/** Every Vorgang that has events, and whether it was erased. */
export const readAlleVorgaenge = (lies: Leser) =>
  lies<{ koerperschaft: string; vorgang: string; geloescht: boolean }>(
    `select koerperschaft, vorgang, bool_and(geheim = '') as geloescht from nachweise.ereignis where strom_art = 'vorgang'
     group by koerperschaft, vorgang order by koerperschaft, vorgang`,
  );
