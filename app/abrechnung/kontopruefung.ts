import { isDeepStrictEqual } from 'node:util';
import type { Datenbank, Leser, Tx } from '../base/index.ts';
import { type Protokoll, readStrom } from '../nachweise/index.ts';
import { type Gebucht, stromOf } from './model.ts';
import { gebucht, tageOf } from './nachrechnen.ts';
import { readAlleEintraege, readTagesstaende, type Tagesstand } from './store.ts';
import { imDienst } from './strom.ts';

/** All accounts of the installation. */
export const readAlleKonten = (lies: Leser) =>
  lies<{ koerperschaft: string; vereinbarung: string }>(
    'select koerperschaft, vereinbarung from abrechnung.konto order by koerperschaft, vereinbarung',
  );

export interface Kontounterschied {
  tabelle: 'abrechnung.eintrag' | 'abrechnung.tagesstand';
  /** which row and column */
  feld: string;
  ist: string;
  soll: string;
}

/** Every difference between the rows of an account, with its days, and what its own events say. Reads in the body's service. */
export const pruefeKonto = (
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
  vereinbarung: string,
): Promise<Kontounterschied[]> =>
  d.db.transaktion(imDienst(koerperschaft), async (tx) => {
    const soll = (await readStrom(tx, d.protokoll, koerperschaft, stromOf(vereinbarung))).map(gebucht);
    return [
      ...unterschiede('abrechnung.eintrag', (await readAlleEintraege(tx, vereinbarung)).map(zeile), soll.map(zeile)),
      ...unterschiede('abrechnung.tagesstand', await readTage(tx, vereinbarung), tageOf(soll).map(tageszeile)),
    ];
  });

type Zeile = readonly [name: string, felder: Readonly<Record<string, unknown>>];

const zeile = ({ n, at, ...felder }: Gebucht): Zeile => [String(n), { ...felder, at: at.toISOString() }];
const tageszeile = ({ tag, leistung, einheit, ...felder }: Tagesstand): Zeile => [
  `${tag} ${leistung} ${einheit}`,
  felder,
];

/** from the first day to the last that a date can name */
const IMMER = { von: '-infinity', bis: 'infinity' };
const readTage = async (tx: Tx, vereinbarung: string) =>
  (await readTagesstaende(tx, vereinbarung, IMMER)).map(tageszeile);

function unterschiede(
  tabelle: Kontounterschied['tabelle'],
  ist: readonly Zeile[],
  soll: readonly Zeile[],
): Kontounterschied[] {
  const offen = new Map(soll);
  const funde = ist.flatMap(([name, felder]): Kontounterschied[] => {
    const s = offen.get(name);
    offen.delete(name);
    if (!s) return [{ tabelle, feld: `Zeile ${name}`, ist: 'vorhanden', soll: 'keine' }];
    return Object.entries(felder)
      .filter(([feld, wert]) => !isDeepStrictEqual(wert, s[feld]))
      .map(([feld, wert]) => ({ tabelle, feld: `${name} ${feld}`, ist: kurz(wert), soll: kurz(s[feld]) }));
  });
  return [
    ...funde,
    ...[...offen.keys()].map((name) => ({ tabelle, feld: `Zeile ${name}`, ist: 'keine', soll: 'vorhanden' })),
  ];
}

const kurz = (wert: unknown): string => JSON.stringify(wert ?? null).slice(0, 160);
