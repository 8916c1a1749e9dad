import { type Sperrliste, stampsOf } from '@rathausverbund/nachweis';
import {
  findStampQuestions,
  type Krypto,
  readTimestamp,
  type Sperrfrage,
  verifyTimestamp,
} from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich, type Tx } from '../../base/index.ts';
import type { Sperrauskunft } from '../../ports/index.ts';
import { readUngefragt, saveSperrdaten } from './store.ts';

export interface SperrdatenDeps {
  /** role sequencer */
  db: Datenbank;
  krypto: Krypto;
  sperrauskunft: Sperrauskunft;
  /** roots of the time stamps, DER */
  zeitanker: readonly Uint8Array[];
}

/** Looked at in one go: the process that does it also writes the logs. */
const BUENDEL = 100;
/** So long an answer that decides nothing is waited for to become a better one. */
const GEDULD_MS = 7 * 86_400_000;

export interface Gefragt {
  /** what was answered, newest runs first */
  readonly daten: readonly Sperrliste[];
  /** name of a certificate of which nobody answers, or whose answer decides nothing yet; null: nothing is open */
  readonly offen: string | null;
  /** there may be more */
  readonly voll: boolean;
}

/**
 * Asks about the certificates of the stamps that nobody has been asked about, and stores the answers with their runs. What is not
 * answered stays open and is asked again.
 */
export async function collectSperrdaten(d: SperrdatenDeps): Promise<Gefragt> {
  const laeufe = await d.db.transaktion(oeffentlich, (tx) => readUngefragt(tx, BUENDEL));
  const antworten = new Map<string, Promise<readonly Sperrliste[] | null>>();
  const gesammelt = new Map<readonly Sperrliste[] | null, string[]>();
  const jetzt = new Date(d.db.uhr.jetzt());
  let offen: string | null = null;
  for (const { lauf, at, record } of laeufe) {
    const stempel = record && (await stampOf(d.krypto, record, at));
    const fragen = stempel ? await findStampQuestions({ ...d, token: stempel, certificates: d.zeitanker }) : [];
    const key = fragen.map((f) => Buffer.from(f.zertifikat).toString('base64')).join();
    const da = antworten.get(key) ?? ask(d, fragen);
    antworten.set(key, da);
    const daten = await da;
    const jung = jetzt.getTime() - at.getTime() < GEDULD_MS;
    const gut = daten !== null && (!stempel || !jung || (await decides(d, stempel, daten, jetzt)));
    if (gut) gesammelt.set(daten, [...(gesammelt.get(daten) ?? []), lauf]);
    else offen ??= fragen[0]?.name ?? null;
  }
  for (const [daten, ids] of gesammelt)
    await d.db.transaktion(oeffentlich, (tx) => saveSperrdaten(tx, ids, jetzt, daten ?? []));
  return { daten: [...gesammelt.keys()].flatMap((x) => x ?? []), offen, voll: laeufe.length === BUENDEL };
}

/** The time stamp of this time in a record. */
async function stampOf(krypto: Krypto, record: Uint8Array, at: Date): Promise<Uint8Array | null> {
  for (const token of stampsOf(record).toReversed())
    if ((await readTimestamp(krypto, token))?.zeit.getTime() === at.getTime()) return token;
  return null;
}

async function ask(d: SperrdatenDeps, fragen: readonly Sperrfrage[]): Promise<readonly Sperrliste[] | null> {
  const a = await d.sperrauskunft.sperrdaten(fragen);
  if (!a.ok) return null;
  return [
    ...a.crls.map((bytes) => ({ art: 'crl' as const, bytes })),
    ...a.ocsps.map((bytes) => ({ art: 'ocsp' as const, bytes })),
  ];
}

/** Whether with these data it can be said if the stamp stands. */
async function decides(
  d: Pick<SperrdatenDeps, 'krypto' | 'zeitanker'>,
  token: Uint8Array,
  daten: readonly Sperrliste[],
  jetzt: Date,
): Promise<boolean> {
  const digest = (await readTimestamp(d.krypto, token))?.digest ?? new Uint8Array();
  const of = (art: Sperrliste['art']) => daten.filter((x) => x.art === art).map((x) => x.bytes);
  const urteil = await verifyTimestamp(
    token,
    { digest },
    {
      krypto: d.krypto,
      anker: d.zeitanker,
      crls: of('crl'),
      ocsps: of('ocsp'),
      sperrpruefung: 'streng',
      jetzt,
    },
  );
  return urteil.ok && urteil.vertrauen !== 'cannot be decided';
}

/** What is stored about the stamps of these records. */
export async function readSperrdaten(
  tx: Tx,
  krypto: Krypto,
  records: readonly Uint8Array[],
): Promise<readonly Sperrliste[]> {
  const zeiten = await Promise.all(
    records.flatMap((r) => stampsOf(r)).map(async (token) => (await readTimestamp(krypto, token))?.zeit),
  );
  const z = await tx.zeilen<{ art: Sperrliste['art']; bytes: Buffer }>('select * from nachweise.zeit_sperrdaten($1)', [
    zeiten.filter((x) => x !== undefined),
  ]);
  return z.map(({ art, bytes }) => ({ art, bytes: new Uint8Array(bytes) }));
}
