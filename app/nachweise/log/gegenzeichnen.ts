import type { HoleKnoten } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, type Log, oeffentlich } from '../../base/index.ts';
import { logName } from '../model.ts';
import type { Zeugenkreis } from '../zeugen/kreis.ts';
import { createAblage } from './ablage.ts';
import { type Bezeugung, bezeuge, fetchBeweis, readBeweis, type Vorlage, type Zeugenstelle } from './bezeugen.ts';
import { createHoleKnotenAller } from './knoten.ts';
import { createPausen } from './pausen.ts';
import { lockLog, readUnbezeugte, saveZeugnisse, stopLog, type Unbezeugt, type Zeugnis } from './store.ts';

export interface GegenzeichnenDeps {
  /** shows the leases at the beginning of each transaction */
  db: Datenbank;
  krypto: Krypto;
  log: Log;
  /** shards this process may write */
  shards: () => readonly number[];
  /** null while the internal witness has no key yet: checkpoints then wait for their cosignatures */
  zeugen: () => Zeugenkreis<Zeugenstelle> | null;
  /** told each log's public key before it is first shown to a witness */
  melde?: (vkey: string) => void;
}

/** Logs laid before one witness at the same time: their checkpoints travel together, and its disk syncs them together. */
const BREITE = 128;
/** The first question to all witnesses ends here, whatever is left: a slow witness must not keep bodies from their log. */
const FRAGEFRIST_MS = 10_000;
const STILLE_MS = [500, 5_000] as const;
const ABLEHNUNG_MS = [2_000, 5 * 60_000] as const;

/** Asks all witnesses for cosignatures, each for itself: a slow, dead or unwilling one holds up nobody else. */
export function createGegenzeichnen(d: GegenzeichnenDeps) {
  const { db, krypto, log } = d;
  const stille = createPausen(db.uhr, ...STILLE_MS);
  const ablehnungen = createPausen(db.uhr, ...ABLEHNUNG_MS);
  const gemeldet = new Set<string>();
  /** by witness the shards about whose logs it has answered since we took them */
  const gefragt = new Map<string, ReadonlySet<number>>();
  /** the checkpoint of each log on which the witnesses meet, until enough have cosigned it */
  const ziele = new Map<string, Unbezeugt>();
  const unterwegs = new Map<string, Promise<void>>();
  /** witnesses for whom something may have come up while they were asked */
  const nochmal = new Set<string>();
  /** proofs of this moment: witnesses that know the same size are sent the same */
  const beweise = new Map<string, { was: string; proof: Promise<Uint8Array[]> }>();
  let bezeugt = 0;
  let frageOffen = false;
  let wechsel = 0;

  const ablage = createAblage(
    async (zeugnisse) => {
      const bedingung = d.zeugen()?.bedingung;
      if (!bedingung) return;
      try {
        bezeugt += await db.transaktion(oeffentlich, (tx) => saveZeugnisse(tx, zeugnisse, bedingung, db.uhr.jetzt()));
      } catch (fehler) {
        log.fehler('zeuge', fehler);
      }
    },
    () => unterwegs.size,
  );

  /** Witnesses of different speed would else sign different sizes for ever, and no size would ever have enough. */
  function vorlageOf(l: Unbezeugt): Vorlage {
    let ziel = ziele.get(logName(l));
    if (!ziel || l.bezeugt >= ziel.groesse || ziel.groesse > l.groesse) ziele.set(logName(l), (ziel = l));
    return { ...(l.alt < ziel.groesse ? ziel : l), alt: l.alt };
  }

  async function haltAn(l: Unbezeugt, w: Extract<Bezeugung, { art: 'widerspruch' }>): Promise<void> {
    const bei = await db.transaktion(oeffentlich, async (tx) => {
      const kopf = await lockLog(tx, l.koerperschaft, l.epoche);
      // a larger tree is none of ours only while we have no such one
      if (!kopf || kopf.angehalten || (w.bekannt !== null && w.bekannt <= kopf.groesse)) return null;
      return (await stopLog(tx, l.koerperschaft, l.epoche, kopf.groesse, w.meldung)) ? kopf.groesse : null;
    });
    if (bei !== null)
      log.fehler('protokoll-angehalten', w.meldung, { koerperschaft: l.koerperschaft, epoche: l.epoche, groesse: bei });
  }

  /** One log to one witness. A contradiction to an older checkpoint is judged by the newest one. */
  async function legeVor(
    z: Zeugenstelle,
    l: Unbezeugt,
    v: Vorlage,
    proof: Uint8Array[],
  ): Promise<Zeugnis | 'unerreichbar' | null> {
    let b = await bezeuge({ db, krypto }, z, v, proof);
    if (b.art === 'widerspruch' && v.groesse < l.groesse) {
      v = l;
      b = await bezeuge({ db, krypto }, z, v, await fetchBeweis({ db, krypto }, v));
    }
    const wer = `${z.key.name} ${logName(l)}`;
    switch (b.art) {
      case 'bezeugt':
        ablehnungen.gelingt(wer);
        return {
          koerperschaft: l.koerperschaft,
          epoche: l.epoche,
          groesse: v.groesse,
          zeuge: z.key.name,
          zeile: b.zeile,
        };
      case 'widerspruch':
        await haltAn(l, b);
        return null;
      case 'abgelehnt':
        if (ablehnungen.scheitert(wer, b.meldung))
          log.info('zeuge', { lage: b.art, meldung: b.meldung, zeuge: z.key.name, koerperschaft: l.koerperschaft });
        return null;
      case 'unerreichbar':
        return 'unerreichbar';
    }
  }

  function beweisOf(hole: HoleKnoten, v: Vorlage): Promise<Uint8Array[]> {
    const was = `${v.alt}-${v.groesse}`;
    const da = beweise.get(logName(v));
    if (da?.was === was) return da.proof;
    const proof = readBeweis(hole, krypto, v);
    beweise.set(logName(v), { was, proof });
    proof.catch(() => beweise.delete(logName(v)));
    return proof;
  }

  async function lade(z: Zeugenstelle, geduldig: boolean, shards: readonly number[], ungefragt: readonly number[]) {
    return db.transaktion(oeffentlich, async (tx) => {
      const offene = (await readUnbezeugte(tx, z.key.name, shards, ungefragt)).filter(
        (l) => !geduldig || !ablehnungen.ruht(`${z.key.name} ${logName(l)}`),
      );
      // all at once: what many logs ask for goes in one statement
      const hole = createHoleKnotenAller(tx);
      return Promise.all(
        offene.map(async (l) => {
          const v = vorlageOf(l);
          return { l, v, proof: await beweisOf(hole(v), v) };
        }),
      );
    });
  }

  /** All that waits for this witness. */
  async function runde(z: Zeugenstelle, geduldig: boolean, bis = Infinity): Promise<void> {
    const stand = wechsel;
    const shards = d.shards();
    const bekannt = gefragt.get(z.key.name);
    const ungefragt = shards.filter((s) => !bekannt?.has(s));
    const wartend = await lade(z, geduldig, shards, ungefragt);
    for (const { l } of wartend)
      if (!gemeldet.has(l.vkey)) {
        d.melde?.(l.vkey);
        gemeldet.add(l.vkey);
      }
    let stumm = false;
    let ganz = true;
    const spur = async () => {
      for (let w = wartend.shift(); w !== undefined; w = wartend.shift()) {
        if (stumm || db.uhr.jetzt() > bis) return void (ganz = false);
        const { koerperschaft } = w.l;
        const e = await legeVor(z, w.l, w.v, w.proof).catch((f) => {
          log.fehler('zeuge', f, { koerperschaft });
          ganz = false;
          return null;
        });
        if (e === 'unerreichbar') stumm = true;
        else if (e) ablage.lege(e);
      }
    };
    await Promise.all(Array.from({ length: BREITE }, spur));
    await ablage.ruhe();
    if (stumm ? stille.scheitert(z.key.name, 'stumm') : stille.gelingt(z.key.name))
      log.info('zeuge', { lage: stumm ? 'unerreichbar' : 'wieder da', zeuge: z.key.name });
    if (ganz && !stumm && stand === wechsel) gefragt.set(z.key.name, new Set([...(bekannt ?? []), ...ungefragt]));
  }

  function starteEine(z: Zeugenstelle, geduldig: boolean, bis?: number): void {
    const wer = z.key.name;
    if (geduldig && stille.ruht(wer)) return;
    const lauf = runde(z, geduldig, bis).finally(() => {
      unterwegs.delete(wer);
      if (nochmal.delete(wer)) starteEine(z, true);
    });
    lauf.catch((f) => log.fehler('zeuge', f, { zeuge: wer }));
    unterwegs.set(wer, lauf);
  }

  /** A round of each witness; one that is under way has another when it ends. */
  function starte(geduldig: boolean, bis?: number): Promise<void>[] {
    for (const z of d.zeugen()?.zeugen ?? [])
      if (unterwegs.has(z.key.name)) nochmal.add(z.key.name);
      else starteEine(z, geduldig, bis);
    return [...unterwegs.values()];
  }

  async function ruhe(): Promise<void> {
    nochmal.clear();
    await Promise.allSettled(unterwegs.values());
  }

  return {
    /** These shards were taken over: what their witnesses know has to be asked anew. */
    uebernimm(shards: readonly number[]): void {
      if (shards.length === 0) return;
      wechsel++;
      frageOffen = true;
      for (const [wer, alle] of gefragt) gefragt.set(wer, new Set([...alle].filter((s) => !shards.includes(s))));
    },
    /**
     * Before the first leaf of a shard: does a witness know more than we do? After an old backup was restored, a checkpoint
     * signed first and refused afterwards would already be the proof of a fork. A witness that does not answer is asked when it
     * comes back. Rejects, and is to be called again, when the question could not even be put.
     * @returns newly cosigned checkpoints
     */
    async askFirst(): Promise<number> {
      if (!frageOffen || !d.zeugen()) return 0;
      await ruhe();
      frageOffen = false;
      try {
        const vorher = bezeugt;
        await Promise.all(starte(false, db.uhr.jetzt() + FRAGEFRIST_MS));
        return bezeugt - vorher;
      } catch (fehler) {
        frageOffen = true;
        throw fehler;
      }
    },
    /** One round with every witness, all awaited; pauses do not count. @returns newly cosigned checkpoints */
    async cosignOpen(): Promise<number> {
      await ruhe();
      const vorher = bezeugt;
      await Promise.allSettled(starte(false));
      return bezeugt - vorher;
    },
    /** Starts what can be started and does not wait. */
    cosignSoon: () => void starte(true),
    /** What is under way has ended. */
    ruhe,
  };
}
