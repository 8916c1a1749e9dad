import {
  consistencyProof,
  formatAddCheckpoint,
  formatSignature,
  type HoleKnoten,
  parseNote,
  parseSignature,
  verifyCosignature,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../../base/index.ts';
import type { Gegenzeichner } from '../../ports/index.ts';
import type { Mitzeuge } from '../zeugen/kreis.ts';
import { createHoleKnoten } from './knoten.ts';

/** A witness with the way to reach it. */
export interface Zeugenstelle extends Mitzeuge {
  gegenzeichner: Gegenzeichner;
}

/** A checkpoint that goes to a witness; `alt`: the size up to which we believe it to know the log. */
export interface Vorlage {
  koerperschaft: string;
  epoche: number;
  groesse: number;
  /** signed note */
  checkpoint: string;
  alt: number;
}

/**
 * `unerreichbar`: nobody answered. `abgelehnt`: it does not want this log (yet). `widerspruch`: it has seen a larger tree
 * (`bekannt`), or one that differs within what we have (`bekannt` null).
 */
export type Bezeugung =
  | { art: 'bezeugt'; zeile: string }
  | { art: 'unerreichbar' | 'abgelehnt'; meldung: string }
  | { art: 'widerspruch'; meldung: string; bekannt: number | null };

export interface BezeugenDeps {
  db: Datenbank;
  krypto: Krypto;
}

export function readBeweis(hole: HoleKnoten, krypto: Pick<Krypto, 'sha256'>, v: Vorlage): Promise<Uint8Array[]> {
  if (v.alt === 0 || v.alt >= v.groesse) return Promise.resolve([]);
  return consistencyProof(krypto.sha256, v.alt, v.groesse, hole);
}

/** The proof of one log in a transaction of its own. */
export const fetchBeweis = ({ db, krypto }: BezeugenDeps, v: Vorlage): Promise<Uint8Array[]> =>
  db.transaktion(oeffentlich, (tx) => readBeweis(createHoleKnoten(tx, v.koerperschaft, v.epoche), krypto, v));

/**
 * Asks a witness to cosign a checkpoint; it may name another size that it knows, once. `proof`: from `v.alt` to `v.groesse`.
 * Whether a contradiction stops the log is the caller's: another writer may have gone ahead meanwhile.
 */
export async function bezeuge(
  d: BezeugenDeps,
  zeuge: Zeugenstelle,
  v: Vorlage,
  proof: readonly Uint8Array[],
): Promise<Bezeugung> {
  for (let alt = v.alt, versuch = 1; ; versuch++) {
    const body = formatAddCheckpoint({ oldSize: alt, proof, checkpoint: v.checkpoint });
    const a = await zeuge.gegenzeichner.addCheckpoint(body);
    if (a.ok) return pruefe(d.krypto, zeuge, v.checkpoint, a.cosignature);
    if (a.code === 'zeuge.konflikt') {
      const bekannt = 'groesse' in a ? a.groesse : null;
      if (bekannt !== null && bekannt > v.groesse)
        return widerspruch(zeuge, `kennt ${bekannt} Blätter dieses Protokolls, hier liegen ${v.groesse}`, bekannt);
      // to a size it has, a witness may refuse without naming one
      if ((bekannt ?? alt) === v.groesse && alt === v.groesse)
        return widerspruch(zeuge, `kennt zu ${v.groesse} Blättern einen anderen Stand dieses Protokolls`, null);
      if (bekannt === null || bekannt === alt || versuch > 1)
        return { art: 'abgelehnt', meldung: 'Der Gegenzeichner nennt keinen Stand, der zusammenpasst.' };
      alt = bekannt;
      proof = await fetchBeweis(d, { ...v, alt: bekannt });
    } else if (a.code === 'zeuge.beweis') {
      return widerspruch(zeuge, `kennt einen anderen Anfang dieses Protokolls (${alt} Blätter)`, null);
    } else {
      return { art: a.code === 'zeuge.nicht_erreichbar' ? 'unerreichbar' : 'abgelehnt', meldung: a.meldung };
    }
  }
}

const widerspruch = (z: Zeugenstelle, was: string, bekannt: number | null): Bezeugung => ({
  art: 'widerspruch',
  meldung: `Der Zeuge ${was} (${z.key.name}, ${z.betreiber}).`,
  bekannt,
});

/** What came back counts only when it is the witness's own signature over exactly this checkpoint. */
async function pruefe(krypto: Krypto, zeuge: Zeugenstelle, checkpoint: string, zeilen: string): Promise<Bezeugung> {
  const note = parseNote(checkpoint);
  if (!note) throw new Error('Der gespeicherte Prüfpunkt ist nicht lesbar');
  for (const zeile of zeilen.split('\n').map(parseSignature)) {
    if (zeile?.name !== zeuge.key.name) continue;
    const gezeichnet = { text: note.text, signatures: [zeile] };
    if ((await verifyCosignature(krypto, zeuge.key, gezeichnet)).state === 'gut')
      return { art: 'bezeugt', zeile: formatSignature(zeile) };
  }
  return { art: 'abgelehnt', meldung: 'Die Gegenzeichnung des Zeugen ist falsch.' };
}
