import { appendLeaves } from '../baum/append.ts';
import { ereignisC } from '../baum/hash.ts';
import type { HoleKnoten } from '../baum/knoten.ts';
import { consistencyProof, inclusionProof } from '../baum/proof.ts';
import type { BuendelInhalt, Konsistenz, Protokollzeit } from '../buendel/inhalt.ts';
import { hex, utf8 } from '../bytes.ts';
import type { Ereignis } from '../ereignis.ts';
import { createEvidenceRecords } from '../ers/create.ts';
import { signCheckpoint } from '../note/checkpoint.ts';
import { cosign } from '../note/cosignature.ts';
import { formatSignature, type NoteSigner, parseNote } from '../note/note.ts';
import { formatTlogProof } from '../note/tlogproof.ts';
import { rfc8785 } from '../rfc8785.ts';
import { beispielEreignis } from './ereignis.ts';
import type { Welt } from './welt.ts';
import { stempelstelle } from './zeitstempel.ts';

/** Events that come before the log at a time, and when its next checkpoint is cosigned and, unless told otherwise, stamped. */
export interface Schub {
  readonly ereignisse: readonly Partial<Ereignis>[];
  readonly am: Date;
  readonly gestempelt?: boolean;
  /** An epoch of its own begins with these. */
  readonly log?: NoteSigner;
}

type Teil = Required<Pick<BuendelInhalt, 'ereignisse' | 'protokollzeit' | 'konsistenz'>>;

/** A chain logged in several portions: each event is proven against the first checkpoint that covers it, as a town hall does it. */
export async function wachse(welt: Welt, schuebe: readonly Schub[]): Promise<Teil> {
  const { krypto, zeuge } = welt;
  const ereignisse: BuendelInhalt['ereignisse'][number][] = [];
  const protokollzeit: Protokollzeit[] = [];
  const konsistenz: Konsistenz[] = [];
  let [log, groesse, prev] = [welt.log, 0, null as string | null];
  let knoten = new Map<string, Uint8Array>();
  const hole: HoleKnoten = async (orte) => orte.map((o) => knoten.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
  for (const schub of schuebe) {
    if (schub.log) [log, groesse, knoten] = [schub.log, 0, new Map()];
    const alt = groesse;
    const kette = schub.ereignisse.map((statt, i) => {
      const event = beispielEreignis({ n: ereignisse.length + i + 1, prev, log: log.key.name, ...statt });
      const salt = krypto.random(32);
      const c = ereignisC(krypto.sha256, salt, event);
      prev = hex(c);
      return { event, salt, c };
    });
    const blaetter = [krypto.random(32), ...kette.flatMap(({ c }) => [c, krypto.random(32)])];
    const neu = await appendLeaves(krypto.sha256, groesse, hole, blaetter);
    for (const k of neu.knoten) knoten.set(`${k.ebene}/${k.index}`, k.hash);
    groesse = neu.groesse;
    const origin = log.key.name;
    const checkpoint = await signCheckpoint(krypto, log, { origin, groesse, wurzel: neu.wurzel });
    const stand = parseNote(checkpoint)?.text ?? '';
    const gegen = formatSignature(await cosign(krypto, zeuge, stand, schub.am.getTime() / 1000));
    for (const [i, { event, salt }] of kette.entries()) {
      const index = alt + 1 + 2 * i;
      const proof = await inclusionProof(krypto.sha256, index, groesse, hole);
      ereignisse.push({
        event: rfc8785(event),
        salt,
        tlogProof: formatTlogProof({ index, proof, checkpoint: checkpoint + gegen }),
      });
    }
    if (alt > 0)
      konsistenz.push({ origin, alt, neu: groesse, proof: await consistencyProof(krypto.sha256, alt, groesse, hole) });
    if (schub.gestempelt === false) continue;
    const { stempel } = stempelstelle(welt, () => schub.am);
    const daten = [[krypto.sha256(utf8(stand))], [krypto.random(32)]];
    const [evidenceRecord] = await createEvidenceRecords({ krypto, hash: 'sha256', daten, stempel });
    if (evidenceRecord) protokollzeit.push({ stand, evidenceRecord });
  }
  return { ereignisse, protokollzeit, konsistenz };
}
