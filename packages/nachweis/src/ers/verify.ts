import type { Antwort, HashName } from '@rathausverbund/siegel';
import { type Befund, befund } from '../pruefung/ergebnis.ts';
import type { Gedeckt } from './daten.ts';
import { verifySequence } from './folge.ts';
import { readEvidenceRecord } from './read.ts';
import type { StempelOptions } from './stempel.ts';
import { type ErsUrteil, urteile } from './urteil.ts';
import { judgeTimes } from './zeiten.ts';

export interface VerifyEvidenceRecordOptions extends StempelOptions {
  /** Until when a hash counts as strong, where that is earlier than the list of `siegel` says. */
  readonly geeignetBis?: Partial<Record<HashName, Date>>;
}

/** More stamps than two generations of yearly renewals give; it bounds the work on a hostile record. */
const MAX_STEMPEL = 64;

/**
 * Checks an EvidenceRecord (RFC 4998, DER): its form; that the first stamp covers all the data, each later stamp of a chain
 * the one before, each later chain the data and all chains before with a hash of its own; that time only goes forward.
 * Further hashes beside those of the data are no fault: they are other objects of the same group. Answers for any bytes.
 * Codes: `ers.*` for the record, `tsp.*` and those of `verifyPath` for its time stamps.
 */
export async function verifyEvidenceRecord(
  der: Uint8Array,
  daten: Gedeckt,
  o: VerifyEvidenceRecordOptions,
): Promise<ErsUrteil> {
  const only = (antwort: Antwort, code: string, meldung: string) =>
    urteile([befund('unversehrt', antwort, code, meldung)], []);
  const record = readEvidenceRecord(der);
  if (!record) return only('does not hold', 'ers.unlesbar', 'Das ist kein lesbarer Beweisdatensatz nach RFC 4998.');
  if (record.ketten.reduce((n, k) => n + k.stempel.length, 0) > MAX_STEMPEL)
    return only('cannot be decided', 'ers.zu-viele', `Mehr als ${MAX_STEMPEL} Zeitstempel werden nicht geprüft.`);
  if (record.verschluesselt)
    return only(
      'cannot be decided',
      'ers.verschluesselt',
      'Ein Beweisdatensatz über verschlüsselte Daten lässt sich hier nicht prüfen.',
    );
  if ((daten.bytes?.length ?? 0) + (daten.hashes?.length ?? 0) === 0)
    return only('cannot be decided', 'ers.ohne-daten', 'Die Daten fehlen, zu denen der Beweisdatensatz gehören soll.');
  const { befunde, stempel } = await verifySequence(record, daten, o);
  if (befunde.some((b) => b.antwort === 'does not hold' && b.frage === 'unversehrt')) return urteile(befunde, stempel);
  return urteile(summary([...befunde, ...judgeTimes(stempel, o), ...hints(record)], stempel.length), stempel);
}

function summary(befunde: readonly Befund[], anzahl: number): Befund[] {
  const good = befunde.every((b) => b.frage !== 'unversehrt' || b.antwort === 'holds');
  const satz =
    anzahl === 1 ? 'mit einem Zeitstempel' : `mit ${anzahl} Zeitstempeln, von denen jeder die vorigen erneuert`;
  return good
    ? [befund('unversehrt', 'holds', 'ers.gedeckt', `Der Beweisdatensatz deckt die Daten ${satz}.`), ...befunde]
    : [...befunde];
}

/** What stands in a record without bearing on it is named, so that nobody takes it for proven. */
function hints({
  beigaben,
  ketten,
}: {
  beigaben: boolean;
  ketten: readonly { stempel: readonly { attribute: boolean }[] }[];
}) {
  const more = beigaben || ketten.some((k) => k.stempel.some((s) => s.attribute));
  return more
    ? [
        befund(
          'unversehrt',
          'holds',
          'ers.beigaben',
          'Der Beweisdatensatz enthält Beigaben, auf die sich nichts stützt.',
        ),
      ]
    : [];
}
