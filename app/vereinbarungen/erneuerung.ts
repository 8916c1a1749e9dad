import { ablehnen, type DateiAngabe, type Ergebnis, type Tx } from '../base/index.ts';
import { MASCHINE, type Protokoll, readStrom } from '../nachweise/index.ts';
import { schreibeEreignis } from './ereignis.ts';
import { readStand, sperre } from './store.ts';
import { seiteOf } from './vertrag/stand.ts';

const ERNEUERT = 'dokument.erneuert';

/**
 * Says in the log of the body that keeps a deed that its proofs were renewed. That is no step of the agreement: between the parties
 * nothing has happened, and the other one's copy has dates of its own.
 */
export async function vermerkeErneuerung(
  tx: Tx,
  p: Protokoll,
  { koerperschaft, vorgang: vereinbarung }: { koerperschaft: string; vorgang: string },
  e: { dokument: string; datei: DateiAngabe; niveau: string; faellig: string },
): Promise<Ergebnis> {
  await sperre(tx, vereinbarung);
  const stand = await readStand(tx, vereinbarung);
  const seite = stand && seiteOf(stand, koerperschaft);
  const f = seite && stand.fassungen.find((x) => x.urkunde[seite] === e.dokument);
  if (!f) return ablehnen('dokument.unbekannt');
  const { name, len, mime, sha256, sha512 } = e.datei;
  await schreibeEreignis(
    tx,
    p,
    { koerperschaft, vereinbarung, titel: f.inhalt.titel, actor: MASCHINE },
    {
      kind: ERNEUERT,
      data: { dokument: e.dokument, niveau: e.niveau, faellig: e.faellig },
      docs: [{ name, len, mime, sha256, sha512 }],
    },
  );
  return { ok: true };
}

/** When the proofs of a deed were renewed last, and when they will be again. */
export interface Erneuert {
  at: string;
  /** at the latest */
  faellig: string;
}

/** The newest renewal of each of the own deeds of an agreement, by document. */
export async function readErneuerungen(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  vereinbarung: string,
): Promise<ReadonlyMap<string, Erneuert>> {
  const strom = await readStrom(tx, p, koerperschaft, vereinbarung);
  return new Map(
    strom.flatMap(({ ereignis: { kind, at, data } }) =>
      kind === ERNEUERT ? [[String(data['dokument']), { at, faellig: String(data['faellig']) }] as const] : [],
    ),
  );
}
