import {
  type AnkerZeuge,
  formatPolicy,
  parseTlogProof,
  parseVkey,
  type Regeldamals,
  regelBei,
  type SignedCheckpoint,
  type Zeugenregel,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Tx } from '../../base/index.ts';
import type { ProtokollStand } from '../log/store.ts';
import { logName } from '../model.ts';
import type { Zeugenkreis } from './kreis.ts';
import { gleich, readAlleZeugen, readZeugenregeln, regelOf, regelzeilenOf } from './regeln.ts';

/**
 * Under which rule the checkpoints behind these proofs counted, where it was another than today's. The anchors say the same and are what a
 * verifier of ours goes by; a foreign one that knows policies only gets the right one this way.
 */
export async function readDamals(
  tx: Tx,
  krypto: Pick<Krypto, 'sha256'>,
  kreis: Zeugenkreis,
  protokolle: readonly ProtokollStand[],
  tlogProofs: Iterable<string>,
): Promise<Regeldamals[]> {
  const staende = new Map<string, SignedCheckpoint>();
  for (const text of tlogProofs) {
    const stand = parseTlogProof(text)?.gelesen;
    if (stand) staende.set(stand.note.text, stand);
  }
  const [regeln, zeugen] = [await readZeugenregeln(tx), await readAlleZeugen(tx, kreis, krypto)];
  const zeilen = regelzeilenOf(regeln, new Set(zeugen.map((z) => z.key.name)));
  return [...staende].flatMap(([stand, { checkpoint }]) => {
    const p = protokolle.find((x) => x.origin === checkpoint.origin);
    const key = p && parseVkey(krypto.sha256, p.vkey);
    if (!p || !key) return [];
    const heute = kreis.bedingung(p.koerperschaft);
    const damals = regelBei(regelOf(zeilen.get(logName(p)) ?? [], p.bezeugt, heute), checkpoint.groesse);
    if (gleich(damals, heute)) return [];
    return [{ stand, policy: formatPolicy({ logs: [key], ...quorumOf(damals, zeugen) }) }];
  });
}

/** A witness of whom two keys are known counts once, whichever of them it used. */
function quorumOf({ k, namen }: Zeugenregel, zeugen: readonly AnkerZeuge[]) {
  const kreis = namen.map((name) => {
    const keys = zeugen.filter((z) => z.key.name === name).map((z) => z.key);
    return { name, keys: keys.map((key, i) => ({ name: keys.length > 1 ? `${name}#${i + 1}` : name, key })) };
  });
  const mehrere = kreis
    .filter((z) => z.keys.length > 1)
    .map((z) => ({ name: z.name, k: 1, mitglieder: z.keys.map((x) => x.name) }));
  const alle = { name: 'zeugen', k, mitglieder: namen };
  return {
    zeugen: kreis.flatMap((z) => z.keys),
    gruppen: k > 0 ? [...mehrere, alle] : mehrere,
    quorum: k > 0 ? alle.name : 'none',
  };
}
