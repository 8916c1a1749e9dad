import { existsSync, readFileSync } from 'node:fs';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createZeuge } from '../anschluesse/zeuge/index.ts';
import {
  type Config,
  createDatenbank,
  createSchluesselbund,
  createSigner,
  echteUhr,
  type Ordner,
} from '../base/index.ts';
import { readVerzeichnis, type Verzeichnis } from '../kommunen/index.ts';
import {
  createZeugenkreis,
  OHNE_DATEI,
  parseZeugendatei,
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
  return parseZeugendatei(readFileSync(o.zeugen, 'utf8'), zeugenName(config.PLATTFORM), nodeKrypto);
}

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
    const v = await readVerzeichnis(db, new Date(echteUhr.jetzt()).toISOString().slice(0, 10));
    return wer.filter((w) => !v.byAgs(w) && !v.byId(w));
  } finally {
    await db.ende();
  }
}

/** The witnesses of this installation; null until the internal one has its key. */
export function zeugenOf(kind: KindConfig, verzeichnis: Pick<Verzeichnis, 'byAgs'>): () => Zeugenkreis | null {
  let kreis: Zeugenkreis | null = null;
  return () => {
    const key = kreis ? null : readZeugenKey(kind.ordner.zeuge, nodeKrypto);
    if (key) {
      const betreiber = kind.config.PLATTFORM;
      const intern = { key, name: 'Zeuge des Betreibers', betreiber, intern: true, url: kind.adressen.zeuge };
      kreis = createZeugenkreis(kind.zeugen, intern, {
        krypto: nodeKrypto,
        uuidOf: (ags) => verzeichnis.byAgs(ags)?.id,
      });
    }
    return kreis;
  };
}

/** The same witnesses with a way to reach each; connections are kept between the rounds. */
export function mitRuf(kreis: Zeugenkreis): Zeugenkreis<Zeugenstelle> {
  const zeugen = kreis.zeugen.map((z) => ({
    ...z,
    gegenzeichner: createZeuge({ url: z.url, zeitlimitMs: ZEITLIMIT_MS }),
  }));
  return { ...kreis, zeugen };
}
