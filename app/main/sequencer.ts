import { localDateOf } from '@rathausverbund/fristen';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createDatenbank, createLog, createSchluesselbund, createSigner, echteUhr } from '../base/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import {
  ALGORITHMEN,
  addProtokoll,
  createProtokollschreiber,
  createStempellauf,
  merkeZeugen,
  type Zeugenkreis,
  type Zeugenstelle,
} from '../nachweise/index.ts';
import { writeAnker, writeSperrdaten } from './anker.ts';
import { pemToDer, sperrdatenOf, tsaOf } from './anschluss.ts';
import { kindConfig, kindDatenbank } from './kind.ts';
import { alsRolle, sobaldErreichbar } from './verbindung.ts';
import { mitRuf, zeugenOf } from './zeugenkreis.ts';

/** A process that sleeps inside a transaction must not hold its shards longer than its leases last. */
const SCHLAF_MS = 5_000;

/** Writes the logs of all bodies. Any number of such processes share them by leases. */
export async function sequencerProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('sequencer');
  const { ort, zugang } = kindDatenbank(kind);
  const ende = new AbortController();
  void elternEnde().then(() => ende.abort());

  const bund = createSchluesselbund(kind.ordner.schluessel);
  const ctx = bund.datei('kontext.key', () => {
    throw new Error('kontext.key fehlt');
  });
  const zugriff = { ...alsRolle(ort, zugang, 'sequencer'), idle_in_transaction_session_timeout: SCHLAF_MS };
  const db = createDatenbank(zugriff, { uhr: echteUhr, signiere: createSigner(ctx), groesse: 4 });
  const { PLATTFORM: plattform, BETRIEB } = kind.config;

  const tag = localDateOf(echteUhr.jetzt(), 'Europe/Berlin');
  const verzeichnis = await sobaldErreichbar(() => readVerzeichnis(db, tag));
  const kreis = zeugenOf(kind, verzeichnis, (meldung) => log.fehler('zeugen', new Error(meldung)));
  let ankerAlt = true;
  let bisher: Zeugenkreis | null = null;
  let zeugen: Zeugenkreis<Zeugenstelle> | null = null;
  const findZeugen = () => {
    const da = kreis();
    if (da !== bisher) {
      bisher = da;
      zeugen = da && mitRuf(da);
      ankerAlt = true;
    }
    return zeugen;
  };
  const schreiber = createProtokollschreiber({
    db,
    protokoll: { bund, uhr: echteUhr, plattform },
    krypto: nodeKrypto,
    log,
    zeugen: findZeugen,
    melde(vkey) {
      addProtokoll(kind.ordner.zeuge, vkey);
      ankerAlt = true;
    },
  });
  const ankerPflegen = async () => {
    const da = findZeugen();
    if (!ankerAlt || !da) return;
    ankerAlt = false;
    await merkeZeugen(db, da);
    await writeAnker(kind.ordner.anker, { db, krypto: nodeKrypto, zeugen: da, test: BETRIEB === 'demo' });
  };
  const anker = setInterval(() => void ankerPflegen().catch((f) => log.fehler('anker', f)), 500);

  const { gegenstellen } = kind.adressen;
  const stempel =
    gegenstellen &&
    createStempellauf({
      db,
      krypto: nodeKrypto,
      tsa: tsaOf(gegenstellen),
      sperrauskunft: sperrdatenOf(),
      zeitanker: [pemToDer(gegenstellen.tsa.caPem)],
      log,
      algorithmen: ALGORITHMEN,
      melde: (daten) => writeSperrdaten(kind.ordner.anker, daten),
    });
  const stempelnd = stempel?.work(ende.signal);

  console.log(BEREIT);
  await schreiber.work(ende.signal);
  clearInterval(anker);
  await stempelnd;
  await db.ende();
  process.exit(0);
}
