import { ablehnen, type DateiAngabe, type Ergebnis, type Tx } from '../base/index.ts';
import { ANFANG, type Protokoll, readStrom, schreibe } from '../nachweise/index.ts';

export interface KlaerungsZeile {
  koerperschaft: string;
  id: string;
  kanal: string;
  empfangen: Date;
  hash: string;
  stand: 'klaerung' | 'abgewiesen' | 'erledigt' | 'vorgang';
  titel: string;
  hinweis: string;
  grund: string;
  datei: DateiAngabe | null;
}

const SPALTEN = `koerperschaft, id, kanal, empfangen, encode(hash, 'hex') as hash, stand, titel, hinweis, grund, datei`;

/** Messages nobody has read yet and those refused, of the own body and of those whose post it opens; newest first. */
export function readKlaerung(tx: Tx, erledigte: boolean): Promise<KlaerungsZeile[]> {
  return tx.zeilen<KlaerungsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from eingang.eingang where leistung = 'posteingang' and stand = any ($1) order by empfangen desc limit 500`,
    [erledigte ? ['erledigt'] : ['klaerung', 'abgewiesen']],
  );
}

export function findKlaerung(tx: Tx, id: string): Promise<KlaerungsZeile | undefined> {
  return tx.eine<KlaerungsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from eingang.eingang where id = $1 and leistung = 'posteingang' and stand in ('klaerung', 'abgewiesen', 'erledigt')`,
    [id],
  );
}

/** What was noted when the message was put away. */
export async function readAblage(
  tx: Tx,
  p: Protokoll,
  z: KlaerungsZeile,
): Promise<{ vermerk: string; at: string; person: string } | undefined> {
  const e = (await readStrom(tx, p, z.koerperschaft, z.id)).find(
    (x) => x.ereignis.kind === 'nachricht.abgelegt',
  )?.ereignis;
  return e && { vermerk: String(e.data['vermerk'] ?? ''), at: e.at, person: e.actor.pseudonym };
}

/**
 * Puts a message away as read, once. The event lies in a stream of the message itself, because the stream of the body is not
 * open to a town hall that only does its post.
 */
export async function legeAb(tx: Tx, p: Protokoll, id: string, person: string, vermerk: string): Promise<Ergebnis> {
  const z = await tx.eine<{ koerperschaft: string }>(
    `update eingang.eingang set stand = 'erledigt' where id = $1 and leistung = 'posteingang' and stand in ('klaerung', 'abgewiesen') returning koerperschaft`,
    [id],
  );
  const { grundlage, stelle } = tx.kontext;
  if (!z) return ablehnen('aufgabe.schon-erledigt');
  if (!grundlage || !stelle) return ablehnen('kontext.ohne-grundlage');
  const { koerperschaft } = z;
  await schreibe(
    tx,
    p,
    { art: 'koerperschaft', id, koerperschaft, leistung: 'posteingang', buerger: null },
    ANFANG,
    {
      actor: { pseudonym: person, role: 'posteingang', loa: null },
      fuer: { oertlich: koerperschaft, zustaendig: koerperschaft, stelle },
      grundlage,
    },
    [{ kind: 'nachricht.abgelegt', data: { eingang: id, vermerk } }],
  );
  return { ok: true };
}
