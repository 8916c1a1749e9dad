import { type HashName, hash, type Krypto, readTimestamp } from '@rathausverbund/siegel';
import { concat } from '../bytes.ts';
import { type Befund, befund } from '../pruefung/ergebnis.ts';
import { digestsOf, type Gedeckt } from './daten.ts';
import { SEQUENCE, tlv } from './der.ts';
import type { Archivstempel, Beweisdaten, Stempelkette } from './record.ts';
import { type GuterStempel, hashOfStamp, type StempelOptions, verifyStamp } from './stempel.ts';

export interface Folge {
  readonly befunde: readonly Befund[];
  /** The stamps that stand, oldest first. */
  readonly stempel: readonly GuterStempel[];
}

/** Walks through all stamps, oldest first (RFC 4998, 5.3); stops at the first that does not hold, as nothing after it could. */
export async function verifySequence(record: Beweisdaten, daten: Gedeckt, o: StempelOptions): Promise<Folge> {
  const befunde: Befund[] = [];
  const stempel: GuterStempel[] = [];
  const digests = digestsOf(o.krypto, daten);
  for (const [nr, kette] of record.ketten.entries()) {
    const frueher = record.ketten.slice(0, nr);
    const verfahren = await hashOfChain(kette, record, o);
    if (typeof verfahren !== 'string') {
      befunde.push(verfahren);
      if (verfahren.antwort === 'does not hold') break;
      continue;
    }
    const objekte = digests(verfahren);
    if (!objekte) befunde.push(unknownDigest(verfahren));
    for (const [j, s] of kette.stempel.entries()) {
      const vorher = kette.stempel[j - 1];
      const soll = vorher
        ? { hashes: [hash(o.krypto, verfahren, vorher.token)], was: 'den vorigen Zeitstempel' }
        : objekte && { hashes: renewed(o.krypto, verfahren, objekte, frueher), was: 'die Daten' };
      if (!soll) continue;
      const naechster = kette.stempel[j + 1] ?? record.ketten[nr + 1]?.stempel[0];
      const urteil = await verifyStamp(s, verfahren, soll.hashes, soll.was, await timeOf(naechster, o), o);
      befunde.push(...(urteil.ok ? urteil.stempel.befunde : [urteil.befund]));
      if (urteil.ok) stempel.push(urteil.stempel);
      else if (urteil.befund.antwort === 'does not hold') return { befunde, stempel };
    }
  }
  return { befunde, stempel };
}

/**
 * What the first stamp of a chain covers (RFC 4998, 5.2): in the first chain the digests themselves, in a later one each of
 * them hashed together with the hash of all chains before, encoded as one ArchiveTimeStampSequence.
 */
export function renewed(
  krypto: Krypto,
  name: HashName,
  digests: readonly Uint8Array[],
  frueher: readonly Pick<Stempelkette, 'ganz'>[],
): Uint8Array[] {
  if (frueher.length === 0) return [...digests];
  const folge = hash(krypto, name, tlv(SEQUENCE, ...frueher.map((k) => k.ganz)));
  return digests.map((d) => hash(krypto, name, concat(d, folge)));
}

/** What a stamp says about its time; whether it stands is judged in its turn, and without it nothing holds. */
const timeOf = async (s: Archivstempel | undefined, o: StempelOptions): Promise<Date> =>
  (s && (await readTimestamp(o.krypto, s.token))?.zeit) ?? o.jetzt;

/** The one hash of all stamps of a chain (RFC 4998, 5.1), or what is wrong with it. */
async function hashOfChain(kette: Stempelkette, record: Beweisdaten, o: StempelOptions): Promise<HashName | Befund> {
  const namen = new Set<HashName | null>();
  for (const s of kette.stempel) {
    const name = await hashOfStamp(s, o);
    if (name !== null && typeof name === 'object') return name;
    namen.add(name);
  }
  const [name = null, ...mehr] = namen;
  if (mehr.length > 0)
    return befund(
      'unversehrt',
      'does not hold',
      'ers.verfahren',
      'Zeitstempel einer Kette benutzen verschiedene Prüfsummenverfahren.',
    );
  if (name === null)
    return befund(
      'unversehrt',
      'cannot be decided',
      'ers.veraltet',
      'Eine Kette von Zeitstempeln beruht auf einem unbekannten oder veralteten Prüfsummenverfahren.',
    );
  return record.algorithmen.includes(name)
    ? name
    : befund(
        'unversehrt',
        'does not hold',
        'ers.verfahren',
        'Der Beweisdatensatz nennt ein Prüfsummenverfahren nicht, das er benutzt.',
      );
}

const unknownDigest = (name: HashName) =>
  befund(
    'unversehrt',
    'cannot be decided',
    'ers.pruefsumme-fehlt',
    `Zu den Daten ist keine Prüfsumme nach ${name.toUpperCase()} bekannt.`,
  );
