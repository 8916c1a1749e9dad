import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, type Log, oeffentlich } from '../../base/index.ts';
import { bezeuge, type Zeugenstelle } from './bezeugen.ts';
import { type Gegengezeichnet, type ProtokollStand, saveCosignatures } from './store.ts';

export interface GegenzeichnenDeps {
  /** role sequencer */
  db: Datenbank;
  krypto: Krypto;
  log: Log;
  /** null while no witness is known: checkpoints then wait for their cosignature */
  zeuge: () => Zeugenstelle | null;
  /** whether the key of the log is here; a log without is asked about nothing */
  bereit: (log: ProtokollStand) => Promise<boolean>;
  stop: (log: ProtokollStand, bei: number, grund: string) => Promise<void>;
}

/** Cosignatures stored at once. */
const BUENDEL = 32;

/** Fetches cosignatures for the newest checkpoints of logs and stores them. */
export function createGegenzeichnen(d: GegenzeichnenDeps) {
  const { db, krypto, log } = d;
  const lage = new Map<string, string>();

  async function cosignOne(zeuge: Zeugenstelle, l: ProtokollStand, noten: Gegengezeichnet[]) {
    if (!l.checkpoint || !(await d.bereit(l))) return null;
    const b = await bezeuge({ db, krypto, zeuge }, { ...l, checkpoint: l.checkpoint });
    const { koerperschaft, epoche, groesse } = l;
    // said once, not at every tick
    if (b.art !== 'bezeugt' && lage.get(koerperschaft) !== b.art)
      log.info('zeuge', { lage: b.art, meldung: b.meldung, koerperschaft });
    lage.set(koerperschaft, b.art);
    if (b.art === 'widerspruch') await d.stop(l, groesse, b.meldung);
    if (b.art === 'bezeugt' && l.bezeugt < groesse) noten.push({ koerperschaft, epoche, groesse, note: b.note });
    return b.art;
  }

  /** Cosignatures for these logs, one after the other over one connection. */
  return async function cosign(logs: ProtokollStand[]): Promise<number> {
    const zeuge = d.zeuge();
    if (!zeuge) return 0;
    let noten: Gegengezeichnet[] = [];
    let anzahl = 0;
    const save = async () => {
      if (noten.length > 0) await db.transaktion(oeffentlich, (tx) => saveCosignatures(tx, noten));
      anzahl += noten.length;
      noten = [];
    };
    for (const l of logs) {
      const art = await cosignOne(zeuge, l, noten).catch((f) =>
        log.fehler('zeuge', f, { koerperschaft: l.koerperschaft }),
      );
      if (art === 'unerreichbar') break;
      if (noten.length >= BUENDEL) await save();
    }
    await save();
    return anzahl;
  };
}
