import { join } from 'node:path';
import { localDateOf } from '@rathausverbund/fristen';
import {
  createDateien,
  createDatenbank,
  createLog,
  createSigner,
  type Dateien,
  type Datenbank,
  type Log,
  type Rolle,
  type Schluesselbund,
  type Uhr,
} from '../base/index.ts';
import { createVerzeichnis, readSatz, type Verzeichnis } from '../kommunen/index.ts';
import { createKatalog, DIENSTE, type Katalog, type Startvariablen, type Umgebung } from '../leistungen/index.ts';
import { createEpochen, type Protokoll } from '../nachweise/index.ts';
import { createLaufzeit, type Diensthandler, type Startwerte } from '../prozesse/index.ts';
import { createNummern } from '../vorgaenge/index.ts';
import { bundOf } from './bund.ts';
import type { KindConfig } from './kind.ts';
import { kindDatenbank } from './kind.ts';
import { alsRolle, sobaldErreichbar } from './verbindung.ts';

/** What web, worker and seed share. */
export interface Kern {
  db: Datenbank;
  bund: Schluesselbund;
  dateien: Dateien;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
  katalog: Katalog;
  einreichen: {
    db: Datenbank;
    protokoll: Protokoll;
    verzeichnis: Verzeichnis;
    nummern: ReturnType<typeof createNummern>;
  };
}

export const LEISTUNGEN = join(import.meta.dirname, '..', '..', 'leistungen');
/** How often a process looks whether a body went on in a new epoch of its log. */
const EPOCHEN_MS = 30_000;
/** How often it looks which Leistungen count and which bodies there are. */
const FRISCH_MS = 5_000;
export const UMGEBUNG: Umgebung = { dienste: new Set(Object.keys(DIENSTE)) };

/**
 * Most connections of one process. More would write somewhat more events, and every proof would come later: they queue inside the server,
 * and what seals the events queues behind them (docs/entscheidungen/0053).
 */
export const VERBINDUNGEN = { web: 8, worker: 6 } as const;

export async function createKern(
  kind: KindConfig,
  rolle: Rolle,
  groesse: number,
  uhr: Uhr,
  log: Log = createLog(rolle),
): Promise<Kern> {
  const { ort, zugang } = kindDatenbank(kind);
  const bund = bundOf(kind);
  const ctx = bund.datei('kontext.key', () => {
    throw new Error('Der Kontextschlüssel fehlt im Schlüsselordner.');
  });
  const db = createDatenbank(alsRolle(ort, zugang, rolle), { uhr, signiere: createSigner(ctx), groesse });
  const epochen = createEpochen(db);
  await sobaldErreichbar(epochen.lade);
  // an old answer does no harm, so a failed look waits for the next
  const immerWieder = (lade: () => Promise<unknown>, ms: number) =>
    void setInterval(() => void lade().catch(() => undefined), ms).unref();
  immerWieder(epochen.lade, EPOCHEN_MS);
  const protokoll: Protokoll = { bund, uhr, plattform: kind.config.PLATTFORM, epoche: epochen.epoche };
  const verzeichnis = await createVerzeichnis(db, () => localDateOf(uhr.jetzt(), 'Europe/Berlin'));
  const katalog = await createKatalog(db, LEISTUNGEN, UMGEBUNG, (grund) => log.fehler('katalog', new Error(grund)));
  await katalog.lade();
  immerWieder(verzeichnis.lade, FRISCH_MS);
  immerWieder(katalog.lade, FRISCH_MS);
  return {
    db,
    bund,
    protokoll,
    verzeichnis,
    katalog,
    dateien: createDateien(kind.ordner.dateien, bund),
    einreichen: { db, protokoll, verzeichnis, nummern: createNummern() },
  };
}

/** Variables a process starts with, beside the answers: who is concerned, what the tariff says, how the citizen came. */
export const startwerte =
  (k: Pick<Kern, 'verzeichnis'>): Startwerte =>
  async (tx, g, leistung, bekannt) => {
    const { vorgang } = g;
    const tag = localDateOf(Date.parse(vorgang.eingegangen), 'Europe/Berlin');
    const satz = leistung.angaben.satz
      ? await readSatz<Record<string, never>>(tx, vorgang.koerperschaft, leistung.angaben.satz, tag, bekannt)
      : undefined;
    const name = (id: string) => {
      const kommune = k.verzeichnis.byId(id);
      return { name: kommune?.name ?? '', kurzname: kommune?.kurzname ?? '' };
    };
    return {
      antrag: vorgang.antworten,
      kanal: vorgang.kanal,
      niveau: vorgang.niveau,
      tag,
      satz: satz ? { ...satz.werte, fundstelle: satz.fundstelle } : null,
      oertlich: name(vorgang.oertlich),
      zustaendig: name(vorgang.koerperschaft),
    } satisfies Startvariablen;
  };

export const laufzeitOf = (k: Kern, dienste: ReadonlyMap<string, Diensthandler>) =>
  createLaufzeit({ db: k.db, protokoll: k.protokoll, katalog: k.katalog, dienste, startwerte: startwerte(k) });
