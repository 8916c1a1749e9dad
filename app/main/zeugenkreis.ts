import { existsSync, readFileSync } from 'node:fs';
import { localDateOf } from '@rathausverbund/fristen';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createZeuge } from '../anschluesse/zeuge/index.ts';
import {
  type Config,
  createDatenbank,
  createSchluesselbund,
  createSigner,
  echteUhr,
  type Ordner,
  type Uhr,
} from '../base/index.ts';
import { readVerzeichnis, type Verzeichnis } from '../kommunen/index.ts';
import {
  createZeugenkreis,
  type Eigenes,
  OHNE_DATEI,
  parseZeugendatei,
  readEigeneKeys,
  readZeugenKey,
  type Zeugendatei,
  type Zeugenkreis,
  type Zeugenstelle,
} from '../nachweise/index.ts';
import { type KindConfig, kindDatenbank } from './kind.ts';
import { alsRolle } from './verbindung.ts';

const ZEITLIMIT_MS = 2_000;

/** Key name of the witness that the operator of the logs runs. */
export const zeugenName = (plattform: string) => `${plattform}/zeuge`;

/** `zeugen.json` of the data folder; without one the internal witness is the only one. */
export function readZeugendatei(
  config: Config,
  o: Ordner,
): { ok: true; datei: Zeugendatei } | { ok: false; meldung: string } {
  if (!existsSync(o.zeugen)) return { ok: true, datei: OHNE_DATEI };
  return parseZeugendatei(readFileSync(o.zeugen, 'utf8'), eigenes(config.PLATTFORM, o.zeuge), nodeKrypto);
}

/** What may not stand in `zeugen.json` as somebody else's. */
const eigenes = (plattform: string, zeugenOrdner: string): Eigenes => ({
  intern: zeugenName(plattform),
  betreiber: plattform,
  keys: readEigeneKeys(zeugenOrdner, nodeKrypto),
});

/** The keys of `je` that are no body of this installation, once the database is there to say so. */
export async function unbekannteKommunen(kind: KindConfig): Promise<string[]> {
  const wer = Object.keys(kind.zeugen.je ?? {});
  if (wer.length === 0) return [];
  const { ort, zugang } = kindDatenbank(kind);
  const ctx = createSchluesselbund(kind.ordner.schluessel).datei('kontext.key', () => {
    throw new Error('kontext.key fehlt');
  });
  const db = createDatenbank(alsRolle(ort, zugang, 'app'), { uhr: echteUhr, signiere: createSigner(ctx), groesse: 1 });
  try {
    const v = await readVerzeichnis(db, localDateOf(echteUhr.jetzt(), 'Europe/Berlin'));
    return wer.filter((w) => !v.byAgs(w) && !v.byId(w));
  } finally {
    await db.ende();
  }
}

/** How often a running process looks whether `zeugen.json` says something else. */
const LESE_MS = 2_000;

/**
 * The witnesses of this installation; null until the internal one has its key. A changed `zeugen.json` counts from the next look on,
 * as another object; one that is broken, or gone, changes nothing: `melde` says so, once for each state of the file.
 */
export function zeugenOf(
  kind: KindConfig,
  verzeichnis: Pick<Verzeichnis, 'byAgs' | 'byId'>,
  // one process of the installation says it, the others are silent
  melde: (meldung: string) => void = () => undefined,
  uhr: Uhr = echteUhr,
): () => Zeugenkreis | null {
  let kreis: Zeugenkreis | null = null;
  let { zeugen: datei } = kind;
  // without a file there is nothing to lose
  let gelesen: string | null = null;
  let naechste = 0;
  /** @returns whether another set counts from now on */
  const lies = (): boolean => {
    const text = existsSync(kind.ordner.zeugen) ? readFileSync(kind.ordner.zeugen, 'utf8') : null;
    if (text === gelesen) return false;
    gelesen = text;
    const neu = pruefe(text, kind, verzeichnis);
    if (!neu.ok) melde(`${neu.meldung} Die bisherigen Zeugen gelten weiter.`);
    else if (JSON.stringify(neu.datei) !== JSON.stringify(datei)) {
      datei = neu.datei;
      return true;
    }
    return false;
  };
  return () => {
    const jetzt = uhr.jetzt();
    let anders = false;
    if (jetzt >= naechste) {
      naechste = jetzt + LESE_MS;
      anders = lies();
    }
    const key = kreis && !anders ? null : readZeugenKey(kind.ordner.zeuge, nodeKrypto);
    if (key) {
      const betreiber = kind.config.PLATTFORM;
      const intern = { key, name: 'Zeuge des Betreibers', betreiber, intern: true, url: kind.adressen.zeuge };
      kreis = createZeugenkreis(datei, intern, {
        krypto: nodeKrypto,
        uuidOf: (ags) => verzeichnis.byAgs(ags)?.id,
      });
    }
    return kreis;
  };
}

function pruefe(
  text: string | null,
  { config, ordner }: KindConfig,
  v: Pick<Verzeichnis, 'byAgs' | 'byId'>,
): { ok: true; datei: Zeugendatei } | { ok: false; meldung: string } {
  if (text === null) return { ok: false, meldung: 'zeugen.json ist nicht mehr da.' };
  const e = parseZeugendatei(text, eigenes(config.PLATTFORM, ordner.zeuge), nodeKrypto);
  if (!e.ok) return e;
  const fremd = Object.keys(e.datei.je ?? {}).filter((w) => !v.byAgs(w) && !v.byId(w));
  return fremd.length > 0 ? { ok: false, meldung: `zeugen.json: Unbekannte Kommunen: ${fremd.join(', ')}.` } : e;
}

/** The same witnesses with a way to reach each; connections are kept between the rounds. */
export function mitRuf(kreis: Zeugenkreis): Zeugenkreis<Zeugenstelle> {
  const zeugen = kreis.zeugen.map((z) => ({
    ...z,
    gegenzeichner: createZeuge({ url: z.url, zeitlimitMs: ZEITLIMIT_MS }),
  }));
  return { ...kreis, zeugen };
}
