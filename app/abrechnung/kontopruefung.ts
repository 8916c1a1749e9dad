import type { Datenbank, Leser } from '../base/index.ts';
import { type Protokoll, readStrom } from '../nachweise/index.ts';
import { stromOf } from './model.ts';
import { gebucht, tageOf } from './nachrechnen.ts';
import { readAlleEintraege, readTagesstaende } from './store.ts';
import { imDienst } from './strom.ts';

/** All accounts of the installation. */
export const readAlleKonten = (lies: Leser) =>
  lies<{ koerperschaft: string; vereinbarung: string }>(
    'select koerperschaft, vereinbarung from abrechnung.konto order by koerperschaft, vereinbarung',
  );

type Zeilen = readonly Readonly<Record<string, unknown>>[];

/** Rows of a table as they are, and as the events say they must be. */
export interface Gegenueberstellung {
  tabelle: string;
  ist: Zeilen;
  soll: Zeilen;
}

/** from the first day to the last that a date can name */
const IMMER = { von: '-infinity', bis: 'infinity' };

/** An account with its days beside what its own events say. Reads in the body's service. */
export const stelleKontoGegenueber = (
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
  vereinbarung: string,
): Promise<Gegenueberstellung[]> =>
  d.db.transaktion(imDienst(koerperschaft), async (tx) => {
    const soll = (await readStrom(tx, d.protokoll, koerperschaft, stromOf(vereinbarung))).map(gebucht);
    const zeilen = (liste: readonly object[]): Zeilen => liste.map((z) => ({ ...z }));
    return [
      { tabelle: 'abrechnung.eintrag', ist: zeilen(await readAlleEintraege(tx, vereinbarung)), soll: zeilen(soll) },
      {
        tabelle: 'abrechnung.tagesstand',
        ist: zeilen(await readTagesstaende(tx, vereinbarung, IMMER)),
        soll: zeilen(tageOf(soll)),
      },
    ];
  });
