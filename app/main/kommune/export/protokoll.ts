import type { Tx } from '../../../base/index.ts';
import { readProtokolle } from '../../../nachweise/index.ts';
import type { Ablage } from './ablage.ts';

const BLAETTER = 256;
const PRUEFPUNKTE = 500;

/** The logs of a body: leaves, every checkpoint with its cosignatures, the key. Nodes follow from the leaves. */
export async function schreibeProtokoll(tx: Tx, ablage: Ablage, koerperschaft: string): Promise<number> {
  let blaetter = 0;
  for (const p of await readProtokolle(tx, { koerperschaft })) {
    const ordner = `protokoll/${p.epoche}`;
    const { origin, vkey, groesse, bezeugt, angehalten, at } = p;
    ablage.schreibe(
      `${ordner}/stand.json`,
      `${JSON.stringify({ origin, vkey, groesse, bezeugt, angehalten, at }, null, 2)}\n`,
    );
    if (p.checkpoint !== null) ablage.schreibe(`${ordner}/checkpoint`, p.checkpoint);
    blaetter += await ablage.stroeme(`${ordner}/blaetter.txt`, leseBlaetter(tx, koerperschaft, p.epoche, groesse));
    await ablage.stroeme(`${ordner}/pruefpunkte.jsonl`, lesePruefpunkte(tx, koerperschaft, p.epoche, groesse));
  }
  return blaetter;
}

async function* leseBlaetter(tx: Tx, k: string, epoche: number, groesse: number): AsyncGenerator<string> {
  for (let von = 0; von < groesse; von += BLAETTER) {
    const zeilen = await tx.zeilen<{ c: Buffer }>('select c from nachweise.kachel_blaetter($1, $2, $3, $4)', [
      k,
      epoche,
      von,
      Math.min(von + BLAETTER, groesse),
    ]);
    for (const z of zeilen) yield `${z.c.toString('hex')}\n`;
  }
}

async function* lesePruefpunkte(tx: Tx, k: string, epoche: number, groesse: number): AsyncGenerator<string> {
  for (let ueber = 0; ueber < groesse; ) {
    const zeilen = await tx.zeilen<{ groesse: number; wurzel: Buffer; note: string }>(
      'select groesse, wurzel, note from nachweise.log_pruefpunkte($1, $2, $3, $4)',
      [k, epoche, ueber, PRUEFPUNKTE],
    );
    for (const z of zeilen) yield `${JSON.stringify({ ...z, wurzel: z.wurzel.toString('hex') })}\n`;
    ueber = zeilen.at(-1)?.groesse ?? groesse;
  }
}
