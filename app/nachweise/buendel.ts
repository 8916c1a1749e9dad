import {
  buendelName,
  dateiName,
  type Fundstelle,
  formatPolicy,
  type Konsistenz,
  type NoteKey,
  parseVkey,
  type Regeldamals,
  type Sperrliste,
  stampsOf,
  teileName,
  writeBundle,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Ablehnung, ablehnen, type Datenbank, type Ergebnis, type Kontext } from '../base/index.ts';
import type { Zeitstempeldienst } from '../ports/index.ts';
import { readBeweise } from './beweise.ts';
import { readProtokolle } from './log/store.ts';
import { type GespeichertesEreignis, type Protokoll, readStrom } from './store.ts';
import { readZeitbeweise, type Zeitbeweise } from './zeit/beweise.ts';
import { readKonsistenz } from './zeit/konsistenz.ts';
import { readSperrdaten } from './zeit/sperrdaten.ts';
import { readDamals } from './zeugen/damals.ts';
import { type Zeugenkreis, zeugenPolicy } from './zeugen/kreis.ts';

export interface NachweisDeps {
  db: Datenbank;
  protokoll: Protokoll;
  krypto: Krypto;
  /** null: a bundle gets no stamp of its own */
  tsa: Zeitstempeldienst | null;
  /** null while the internal witness has no key yet */
  zeugen: () => Zeugenkreis | null;
}

/** What goes into the bundle. Names may repeat or hold any character: they are made plain here. */
export interface NachweisWunsch {
  koerperschaft: string;
  vorgang: string;
  aktenzeichen: string;
  /** with its kind: "Gemeinde Thallwitz" */
  name: string;
  /** sealed documents which the reader may have; each is named by an event of the Vorgang */
  dokumente: { name: string; mime: string; bytes: Uint8Array }[];
  /** certificates (DER) from the seals up to their root */
  zertifikate: Uint8Array[];
  /** what is known today of the revocation of these certificates and those of the stamps */
  sperrlisten?: readonly Sperrliste[];
  /** the same about a stamp over the log (RFC 3161 token); `genuegt`: it says whether the stamp stands */
  ueberStempel?: (token: Uint8Array) => Promise<{ stuecke: readonly Sperrliste[]; genuegt: boolean }>;
  hinweise?: string[];
  test: boolean;
  /** the verifier as one page, named in PRUEFEN.txt by its SHA-256 (hex) */
  pruefseite?: Fundstelle;
  /** the verifier as a command, named in the same way */
  pruefprogramm?: Fundstelle;
  /** where the installation hands out its anchors */
  anker?: string;
}

const OHNE_STEMPEL =
  'Der Zeitstempeldienst war beim Abruf nicht erreichbar. Die Zeit stützt sich auf die Zeitstempel in den Dokumenten; ein späterer Abruf enthält einen eigenen.';

const NICHT_GEFRAGT =
  'Dieser Nachweis entstand mit vielen zugleich und hat keinen eigenen Zeitstempel. Die Zeit stützt sich auf die Zeitstempel in den Dokumenten; ein einzelner Abruf enthält einen eigenen.';

const OHNE_PROTOKOLLSTEMPEL =
  'Das Protokoll war beim Abruf noch nicht bis zum letzten Ereignis gestempelt. Die Zeit stützt sich auf die Zeitstempel in den Dokumenten; ein späterer Abruf enthält den Beweisdatensatz des Protokolls.';

/**
 * Builds the bundle (ASiC-E) of a Vorgang as `kontext` may read it: documents, all events with salt and proof, policy,
 * certificates with what is known of their revocation, a time stamp over everything. Each event is proven against the oldest stamped checkpoint that covers it, whose
 * evidence record goes along; what none covers yet, against the newest cosigned one.
 * Refusals: `nachweis.unbekannt` (nothing there for this context), `nachweis.folgt` (an event is not yet in a cosigned
 * checkpoint; within seconds, unless witnesses stand still), `nachweis.angehalten` (the same, and the log has stopped signing),
 * `nachweis.ungedeckt` (a document that no event names).
 */
export async function buildNachweis(
  d: NachweisDeps,
  kontext: Kontext,
  w: NachweisWunsch,
): Promise<Ergebnis<{ name: string; mime: string; bytes: Uint8Array }>> {
  const zeugen = d.zeugen();
  const gelesen = await read(d, kontext, w, zeugen);
  if (!gelesen.ok) return gelesen;
  const { ereignisse, logs, zeit, damals } = gelesen;
  const fremd = w.dokumente.find((dok) => !isNamed(d.krypto, ereignisse, dok.bytes));
  if (fremd) return ablehnen('nachweis.ungedeckt', { dokument: fremd.name });
  if (!zeugen) return ablehnen('nachweis.folgt');
  const sperrlisten = await sperrlistenOf(w, zeit);
  const inhalt = (hinweise: string[]) => ({
    dokumente: plainNames(w.dokumente),
    ereignisse: ereignisse.map((e) => ({ event: e.json, salt: new Uint8Array(e.salt), tlogProof: e.tlogProof })),
    policy: formatPolicy(zeugenPolicy(zeugen, w.koerperschaft, logs)),
    damals,
    zertifikate: w.zertifikate,
    sperrlisten,
    angaben: {
      aktenzeichen: w.aktenzeichen,
      koerperschaft: w.name,
      hinweise,
      test: w.test,
      ...(w.pruefseite ? { pruefseite: w.pruefseite } : {}),
      ...(w.pruefprogramm ? { pruefprogramm: w.pruefprogramm } : {}),
      ...(w.anker ? { anker: w.anker } : {}),
    },
    protokollzeit: zeit.protokollzeit,
    konsistenz: zeit.konsistenz,
  });
  const gestempelt = zeit.beweise.size === ereignisse.length;
  const hinweise = [...(w.hinweise ?? []), ...(gestempelt ? [] : [OHNE_PROTOKOLLSTEMPEL])];
  const bytes =
    (await stamped(d, inhalt(hinweise))) ??
    (await writeBundle(inhalt([...hinweise, d.tsa ? OHNE_STEMPEL : NICHT_GEFRAGT]), { krypto: d.krypto }));
  return { ok: true, name: buendelName(w.aktenzeichen), mime: 'application/vnd.etsi.asic-e+zip', bytes };
}

type Bewiesen = GespeichertesEreignis & { tlogProof: string };
type Zeit = Zeitbeweise & { konsistenz: Konsistenz[]; sperrdaten: readonly Sperrliste[] };

function read(
  d: NachweisDeps,
  kontext: Kontext,
  w: NachweisWunsch,
  zeugen: Zeugenkreis | null,
): Promise<Ergebnis<{ ereignisse: Bewiesen[]; logs: NoteKey[]; zeit: Zeit; damals: Regeldamals[] }> | Ablehnung> {
  return d.db.transaktion(kontext, async (tx) => {
    const strom = await readStrom(tx, d.protokoll, w.koerperschaft, w.vorgang);
    if (strom.length === 0) return ablehnen('nachweis.unbekannt');
    const ids = strom.map((e) => e.id);
    const zeit = await readZeitbeweise(tx, d.krypto, w.koerperschaft, ids);
    const offen = ids.filter((id) => !zeit.beweise.has(id));
    const neueste = offen.length > 0 ? await readBeweise(tx, d.krypto, w.koerperschaft, offen) : [];
    const beweise = new Map([...zeit.beweise, ...neueste]);
    const ereignisse = strom.flatMap((e) => {
      const tlogProof = beweise.get(e.id);
      return tlogProof ? [{ ...e, tlogProof }] : [];
    });
    const protokolle = await readProtokolle(tx, { koerperschaft: w.koerperschaft });
    if (protokolle.length === 0 || ereignisse.length < strom.length)
      return ablehnen(protokolle.some((p) => p.angehalten) ? 'nachweis.angehalten' : 'nachweis.folgt');
    const logs = protokolle.flatMap((p) => parseVkey(d.krypto.sha256, p.vkey) ?? []);
    const konsistenz = await readKonsistenz(tx, d.krypto, w.koerperschaft, beweise.values());
    const records = zeit.protokollzeit.map((p) => p.evidenceRecord);
    const sperrdaten = await readSperrdaten(tx, d.krypto, records);
    const damals = zeugen ? await readDamals(tx, d.krypto, zeugen, protokolle, beweise.values()) : [];
    return { ok: true as const, ereignisse, logs, zeit: { ...zeit, konsistenz, sperrdaten }, damals };
  });
}

/**
 * What is known today; about a stamp of the log of which nobody says enough any more, what was stored when it was made. Each piece once.
 */
async function sperrlistenOf(w: NachweisWunsch, zeit: Zeit): Promise<Sperrliste[]> {
  const tokens = zeit.protokollzeit.flatMap((p) => stampsOf(p.evidenceRecord));
  const { ueberStempel } = w;
  const heute = ueberStempel ? await Promise.all(tokens.map((token) => ueberStempel(token))) : [];
  const damals = ueberStempel && heute.every((h) => h.genuegt) ? [] : zeit.sperrdaten;
  const alle = [...(w.sperrlisten ?? []), ...heute.flatMap((h) => h.stuecke), ...damals];
  return [...new Map(alle.map((s) => [Buffer.from(s.bytes).toString('base64'), s])).values()];
}

/** With a stamp of its own, or null when the authority does not answer or is not to be asked: the documents' own stamps then carry the time. */
async function stamped(d: NachweisDeps, inhalt: Parameters<typeof writeBundle>[0]): Promise<Uint8Array | null> {
  const { tsa } = d;
  if (!tsa) return null;
  let abgelehnt = false;
  try {
    return await writeBundle(inhalt, {
      krypto: d.krypto,
      stempel: async (digest) => {
        const z = await tsa.stempel(digest);
        abgelehnt = !z.ok;
        if (!z.ok) throw new Error(z.meldung);
        return z.token;
      },
    });
  } catch (fehler) {
    if (abgelehnt) return null;
    throw fehler;
  }
}

const hex = (b: Uint8Array) => Buffer.from(b).toString('hex');

function isNamed(krypto: Krypto, ereignisse: Bewiesen[], bytes: Uint8Array): boolean {
  const [s256, s512] = [hex(krypto.sha256(bytes)), hex(krypto.sha512(bytes))];
  return ereignisse.some((e) => e.ereignis.docs.some((x) => x.sha256 === s256 && x.sha512 === s512));
}

/** Plain file names, each once. */
function plainNames<T extends { name: string }>(dokumente: T[]): T[] {
  const da = new Set<string>();
  return dokumente.map((dok) => {
    const basis = dateiName(dok.name);
    const [stamm, endung] = teileName(basis);
    let name = basis;
    for (let i = 2; da.has(name); i++) name = `${stamm} (${i})${endung}`;
    da.add(name);
    return { ...dok, name };
  });
}
