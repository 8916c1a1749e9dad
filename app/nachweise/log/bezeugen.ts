import {
  consistencyProof,
  formatAddCheckpoint,
  formatNote,
  type NoteKey,
  parseNote,
  parseSignature,
  verifyCosignature,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../../base/index.ts';
import type { Gegenzeichner } from '../../ports/index.ts';
import { createHoleKnoten } from './knoten.ts';
import type { ProtokollStand } from './store.ts';

/** The witness: how to reach it and the key by which its cosignatures are known. */
export interface Zeugenstelle {
  key: NoteKey;
  gegenzeichner: Gegenzeichner;
}

/** `unerreichbar`: nobody answered. `abgelehnt`: it does not want this log (yet). `widerspruch`: it knows another tree. */
export type Bezeugung =
  | { art: 'bezeugt'; note: string }
  | { art: 'unerreichbar' | 'abgelehnt' | 'widerspruch'; meldung: string };

export interface BezeugenDeps {
  db: Datenbank;
  krypto: Krypto;
  zeuge: Zeugenstelle;
}

/** Asks the witness to cosign the newest checkpoint of a log, from the size it saw last; it may name another size, once. */
export async function bezeuge(d: BezeugenDeps, log: ProtokollStand & { checkpoint: string }): Promise<Bezeugung> {
  let alt = log.bezeugt;
  for (let versuch = 1; ; versuch++) {
    const proof = await beweise(d, log, alt);
    const body = formatAddCheckpoint({ oldSize: alt, proof, checkpoint: log.checkpoint });
    const a = await d.zeuge.gegenzeichner.addCheckpoint(body);
    if (a.ok) return pruefe(d, log.checkpoint, a.cosignature);
    if (a.code === 'zeuge.konflikt') {
      const bekannt = 'groesse' in a ? a.groesse : null;
      if (bekannt !== null && bekannt <= log.groesse && bekannt !== alt && versuch === 1) alt = bekannt;
      else return widerspruch(log, bekannt);
    } else if (a.code === 'zeuge.beweis') {
      return {
        art: 'widerspruch',
        meldung: `Der Zeuge kennt einen anderen Anfang dieses Protokolls (${alt} Blätter).`,
      };
    } else {
      return { art: a.code === 'zeuge.nicht_erreichbar' ? 'unerreichbar' : 'abgelehnt', meldung: a.meldung };
    }
  }
}

function beweise(d: BezeugenDeps, log: ProtokollStand, alt: number): Promise<Uint8Array[]> {
  if (alt === 0 || alt === log.groesse) return Promise.resolve([]);
  return d.db.transaktion(oeffentlich, (tx) =>
    consistencyProof(d.krypto.sha256, alt, log.groesse, createHoleKnoten(tx, log.koerperschaft, log.epoche)),
  );
}

function widerspruch(log: ProtokollStand, bekannt: number | null): Bezeugung {
  const meldung =
    bekannt !== null && bekannt > log.groesse
      ? `Der Zeuge kennt ${bekannt} Blätter dieses Protokolls, hier liegen ${log.groesse}.`
      : `Der Zeuge kennt zu ${log.groesse} Blättern einen anderen Stand dieses Protokolls.`;
  return { art: 'widerspruch', meldung };
}

/** What came back counts only when it is the witness's own signature over exactly this checkpoint. */
async function pruefe(d: BezeugenDeps, checkpoint: string, zeilen: string): Promise<Bezeugung> {
  const note = parseNote(checkpoint);
  if (!note) throw new Error('Der gespeicherte Prüfpunkt ist nicht lesbar');
  const neu = zeilen
    .split('\n')
    .map(parseSignature)
    .filter((s) => s?.name === d.zeuge.key.name)
    .filter((s) => s !== null);
  const gezeichnet = { text: note.text, signatures: [...note.signatures, ...neu] };
  if ((await verifyCosignature(d.krypto, d.zeuge.key, gezeichnet)).state !== 'gut')
    return { art: 'abgelehnt', meldung: 'Die Gegenzeichnung des Zeugen ist falsch.' };
  return { art: 'bezeugt', note: formatNote(gezeichnet) };
}
