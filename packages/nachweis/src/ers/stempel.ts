import {
  type Antwort,
  type HashName,
  hash,
  type Krypto,
  readTimestamp,
  type Sperrpruefung,
  verifyTimestamp,
  type ZeitstempelUrteil,
} from '@rathausverbund/siegel';
import { equal } from '../bytes.ts';
import { type Befund, befund } from '../pruefung/ergebnis.ts';
import { LAENGE } from './algorithmen.ts';
import { rootOf } from './baum.ts';
import type { Archivstempel } from './record.ts';
import { isPlainToken } from './token.ts';

export interface StempelOptions {
  readonly krypto: Krypto;
  readonly anker: readonly Uint8Array[];
  readonly chain?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly sperrpruefung?: Sperrpruefung;
  /** The moment of the check. */
  readonly jetzt: Date;
}

/** A stamp that stands. `gueltigBis`: until when the certificate of its authority was issued. */
export interface GuterStempel {
  readonly hash: HashName;
  readonly zeit: Date;
  readonly gueltigBis: Date;
  /** Until when its hash and keys are suitable; null: no end is named. */
  readonly geeignetBis: Date | null;
  readonly test: boolean;
  readonly befunde: readonly Befund[];
}

export type StempelUrteil =
  | { readonly ok: true; readonly stempel: GuterStempel }
  | { readonly ok: false; readonly befund: Befund };

const no = (antwort: Antwort, code: string, meldung: string): StempelUrteil => ({
  ok: false,
  befund: befund('unversehrt', antwort, code, meldung),
});

/** The certificate is named by a SHA-1 hash only (RFC 2634): accepted, and said. */
const SHA1 = 'tsp.bindung-sha1';
const UNLESBAR = 'Der Zeitstempel ist nicht lesbar.';
const deckt = (was: string) => `Der Zeitstempel deckt ${was} nicht.`;

/** The hash of a stamp, the one it names or else the one of its token; null where it is none we accept. */
export async function hashOfStamp(
  { algorithmus, token }: Archivstempel,
  o: StempelOptions,
): Promise<HashName | null | Befund> {
  if (algorithmus !== undefined) return algorithmus;
  const info = await readTimestamp(o.krypto, token);
  if (info) return info.hash;
  const urteil = await verifyTimestamp(token, { digest: new Uint8Array() }, o);
  return broken(urteil.ok ? { code: 'tsp.unlesbar', meldung: UNLESBAR, antwort: 'does not hold' } : urteil);
}

/**
 * Checks one ArchiveTimeStamp (RFC 4998, 4.3): its first list contains every hash in `soll`, the lists lead to the root, and
 * the time stamp covers the root with the same hash. `was` names in German what `soll` stands for; `bewiesen`: since when the
 * next stamp proves that this one exists, for the newest the moment of the check.
 */
export async function verifyStamp(
  stempel: Archivstempel,
  name: HashName,
  soll: readonly Uint8Array[],
  was: string,
  bewiesen: Date,
  o: StempelOptions,
): Promise<StempelUrteil> {
  const { baum, token } = stempel;
  if (baum?.some((liste) => liste.some((h) => h.length !== LAENGE[name])))
    return no(
      'does not hold',
      'ers.baum',
      'Eine Prüfsumme im Baum hat nicht die Länge, die zu ihrem Verfahren gehört.',
    );
  const wurzel = baum ? rootOf((d) => hash(o.krypto, name, d), baum) : soll[0];
  const erste = baum?.[0] ?? (soll.length === 1 ? soll : []);
  if (!wurzel || !soll.every((s) => erste.some((h) => equal(h, s))))
    return no('does not hold', 'ers.nicht-gedeckt', deckt(was));
  if (!isPlainToken(token))
    return no('does not hold', 'ers.kodierung', 'Ein Zeitstempel ist beschädigt oder nicht eindeutig geschrieben.');
  const urteil = await verifyTimestamp(token, { digest: wurzel }, { ...o, bewiesen });
  if (!urteil.ok) return refused(urteil, baum ? 'ers.wurzel' : 'ers.nicht-gedeckt', was);
  if (urteil.hash !== name)
    return no('does not hold', 'ers.verfahren', 'Zeitstempel und Baum benutzen verschiedene Prüfsummenverfahren.');
  const { zeit, gueltigBis, geeignetBis, test } = urteil;
  return { ok: true, stempel: { hash: name, zeit, gueltigBis, geeignetBis, test, befunde: befundeOf(urteil) } };
}

function befundeOf({ tsa, vertrauen, gruende }: Extract<ZeitstempelUrteil, { ok: true }>): Befund[] {
  const bekannt = `Der Zeitstempel stammt von „${tsa}“, das Zertifikat führt zu einem der Vertrauensanker.`;
  const offen = gruende.filter((g) => g.code !== SHA1).map((g) => befund('vertrauen', vertrauen, g.code, g.meldung));
  const schwach = gruende.filter((g) => g.code === SHA1).map((g) => befund('unversehrt', 'holds', g.code, g.meldung));
  const gut = vertrauen === 'holds' ? [befund('vertrauen', vertrauen, 'ers.vertrauen', bekannt)] : [];
  return [...gut, ...offen, ...schwach];
}

type Abgelehnt = Pick<Extract<ZeitstempelUrteil, { ok: false }>, 'code' | 'meldung' | 'antwort'>;
const broken = ({ code, meldung, antwort }: Abgelehnt) => befund('unversehrt', antwort, code, meldung);

function refused(urteil: Abgelehnt, nichtGedeckt: 'ers.wurzel' | 'ers.nicht-gedeckt', was: string): StempelUrteil {
  if (urteil.code !== 'tsp.nicht-gedeckt') return { ok: false, befund: broken(urteil) };
  const wurzel = 'Der Zeitstempel gehört zu einer anderen Wurzel als der des Baums.';
  return no('does not hold', nichtGedeckt, nichtGedeckt === 'ers.wurzel' ? wurzel : deckt(was));
}
