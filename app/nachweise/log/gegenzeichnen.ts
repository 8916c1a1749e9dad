import type { NoteSigner } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, type Log, oeffentlich } from '../../base/index.ts';
import { bezeuge, type Zeugenstelle } from './bezeugen.ts';
import { type Gegengezeichnet, type Protokollfilter, type ProtokollStand, saveCosignatures } from './store.ts';

export interface GegenzeichnenDeps {
  db: Datenbank;
  krypto: Krypto;
  log: Log;
  /** null while no witness is known: checkpoints then wait for their cosignature */
  zeuge: () => Zeugenstelle | null;
  /** the log's key, told to the witness; null for a log that must not be signed */
  signerOf: (koerperschaft: string) => Promise<NoteSigner | null>;
  stop: (l: { koerperschaft: string; epoche: number }, bei: number, grund: string) => Promise<void>;
  staende: (f: Protokollfilter) => Promise<ProtokollStand[]>;
}

/** Cosignatures stored at once. */
const BUENDEL = 32;

/** Asks the witness for cosignatures of newest checkpoints. */
export function createGegenzeichnen(d: GegenzeichnenDeps) {
  const { db, krypto, log, signerOf, staende, stop } = d;
  const lage = new Map<string, string>();
  let gefragt = false;

  async function cosignOne(zeuge: Zeugenstelle, l: ProtokollStand, noten: Gegengezeichnet[]) {
    if (!l.checkpoint || !(await signerOf(l.koerperschaft))) return null;
    const b = await bezeuge({ db, krypto, zeuge }, { ...l, checkpoint: l.checkpoint });
    const { koerperschaft, epoche, groesse } = l;
    // said once, not at every tick
    if (b.art !== 'bezeugt' && lage.get(koerperschaft) !== b.art)
      log.info('zeuge', { lage: b.art, meldung: b.meldung, koerperschaft });
    lage.set(koerperschaft, b.art);
    if (b.art === 'widerspruch') await stop(l, groesse, b.meldung);
    if (b.art === 'bezeugt' && l.bezeugt < groesse) noten.push({ koerperschaft, epoche, groesse, note: b.note });
    return b.art;
  }

  /** Cosignatures for these logs, one after the other over one connection. */
  async function cosign(logs: ProtokollStand[]): Promise<number> {
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
  }

  const cosignOpen = async () => cosign(await staende({ offen: true }));

  /**
   * Before the first leaf: does the witness know more than we do? After an old backup was restored, a checkpoint signed
   * first and refused afterwards would already be the proof of a fork.
   */
  async function askFirst(): Promise<void> {
    if (gefragt || !d.zeuge()) return;
    gefragt = true;
    await cosign((await staende({})).filter((l) => l.angehalten === null));
  }

  return { askFirst, cosignOpen };
}
