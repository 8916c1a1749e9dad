import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type pg from 'pg';
import { dienst, readAlleTabellen, syncOrdner, type Tx } from '../../../base/index.ts';
import { createAblage } from './ablage.ts';
import { auszugOf } from './auswahl.ts';
import { liesmich } from './liesmich.ts';
import { schreibeProtokoll } from './protokoll.ts';
import { alsZeile, readZeilen } from './tabellen.ts';
import { schreibeDatei, schreibeGeloeschte, schreibeVorgang, type VorgaengeDeps, type Wessen } from './vorgaenge.ts';

export interface AusfuehrenDeps extends Omit<VorgaengeDeps, 'tx'> {
  /** setup role: reads every row */
  client: pg.Client;
}

export interface Ausgefuehrt {
  ordner: string;
  tabellen: Record<string, number>;
  ordnerZahlen: { vorgaenge: number; geloescht: number; blaetter: number };
  dateien: number;
  /** German sentences, each one thing that could not be exported */
  fehlt: string[];
}

/** Why nothing can be written there, as a sentence; null where it can. */
export function pruefeZiel(ordner: string): string | null {
  const teil = `${ordner}.teil`;
  if (existsSync(teil))
    return `${teil} gibt es schon: Ein früherer Aufruf ist nicht fertig geworden oder läuft noch. Löschen Sie den Ordner, wenn keiner läuft.`;
  try {
    if (existsSync(ordner) && (!statSync(ordner).isDirectory() || readdirSync(ordner).length > 0))
      return `${ordner} ist nicht leer. Es wurde nichts geschrieben. Nennen Sie einen neuen Ordner.`;
    mkdirSync(teil, { mode: 0o700 });
    return null;
  } catch (fehler) {
    return `In ${dirname(ordner)} lässt sich nicht schreiben (${(fehler as NodeJS.ErrnoException).code ?? 'unbekannt'}). Es wurde nichts ausgeführt.`;
  }
}

/**
 * Writes everything of one body into `<ordner>.teil`, which `pruefeZiel` made, and gives it its name at the end. Rows, events and log
 * are read in one snapshot; the bundles are built beside it, a moment later.
 */
export async function fuehreAus(
  d: AusfuehrenDeps,
  wessen: Wessen & { ags: string },
  ziel: string,
  melde: (zeile: string) => void,
): Promise<Ausgefuehrt> {
  const ordner = resolve(ziel);
  const teil = `${ordner}.teil`;
  const ablage = createAblage(teil);
  const fehlt: string[] = [];
  const tabellen: Record<string, number> = {};
  const vorgaenge: { id: string; aktenzeichen: string }[] = [];
  const urkunden: Datei[] = [];
  const eingaenge: Datei[] = [];
  const zeit = new Date(d.protokoll.uhr.jetzt()).toISOString();
  const { plattform } = d.protokoll;
  await d.client.query('begin isolation level repeatable read read only');
  try {
    const tx = liesIn(d.client, wessen.id);
    for (const t of await readAlleTabellen(tx.zeilen)) {
      if (!auszugOf(t.name, t.klasse)) continue;
      async function* zeilen() {
        for await (const z of readZeilen(d.client, t, wessen.id)) {
          if (t.name === 'vorgaenge.vorgang')
            vorgaenge.push({ id: String(z['id']), aktenzeichen: String(z['aktenzeichen']) });
          if (t.name === 'dokumente.dokument') urkunden.push(dateiOf('urkunden', z['vorgang'], z['id'], z['datei']));
          if (t.name === 'eingang.eingang' && z['datei']) eingaenge.push(dateiOf('eingang', z['id'], '', z['datei']));
          yield alsZeile(d.protokoll.bund, t, z, (wo) => fehlt.push(`${wo}: lässt sich nicht entschlüsseln.`));
        }
      }
      tabellen[t.name] = await ablage.stroeme(`tabellen/${t.name}.jsonl`, zeilen());
    }
    melde(`  ${Object.keys(tabellen).length} Tabellen`);
    const v = { ...d, tx };
    for (const fall of vorgaenge) await schreibeVorgang(v, ablage, wessen, fall, (satz) => fehlt.push(satz));
    melde(`  ${vorgaenge.length} Vorgänge`);
    const inVorgang = new Set(vorgaenge.map((x) => x.id));
    for (const datei of [...urkunden.filter((u) => !inVorgang.has(u.schluessel)), ...eingaenge])
      schreibeDatei(d, ablage, wessen.id, datei, (satz) => fehlt.push(satz));
    const geloescht = await schreibeGeloeschte(v, ablage, wessen.id);
    const ordnerZahlen = {
      vorgaenge: vorgaenge.length,
      geloescht,
      blaetter: await schreibeProtokoll(v.tx, ablage, wessen.id),
    };
    ablage.schreibe('LIESMICH.txt', liesmich({ name: wessen.name, plattform, zeit, test: d.test, fehlt }));
    const { id: kennung, ags, name } = wessen;
    const dateien = Object.fromEntries([...ablage.dateien].sort(([a], [b]) => (a < b ? -1 : 1)));
    const inhalt = {
      form: 1,
      plattform,
      koerperschaft: { kennung, ags, name },
      zeit,
      tabellen,
      ordner: ordnerZahlen,
      fehlt,
      dateien,
    };
    ablage.schreibe('inhalt.json', `${JSON.stringify(inhalt, null, 2)}\n`);
    if (existsSync(ordner)) rmdirSync(ordner);
    renameSync(teil, ordner);
    syncOrdner(dirname(ordner));
    return { ordner, tabellen, ordnerZahlen, dateien: ablage.dateien.size, fehlt };
  } finally {
    // a connection that is gone must not hide why
    await d.client.query('rollback').catch(() => undefined);
  }
}

type Datei = Parameters<typeof schreibeDatei>[3];

/** @param teil a folder of its own for each, where a key has several files */
function dateiOf(art: string, schluessel: unknown, teil: unknown, datei: unknown): Datei {
  const { name, ort } = datei as { name: string; ort: string };
  return { ordner: [art, schluessel, teil].filter(Boolean).join('/'), schluessel: String(schluessel), name, ort };
}

/** The rooms' readers over the snapshot. Rights are those of the setup role: each of them names the body. */
function liesIn(client: pg.Client, koerperschaft: string): Tx {
  const zeilen = async <T extends Record<string, unknown>>(sql: string, werte: unknown[] = []): Promise<T[]> =>
    (await client.query<T>(sql, werte)).rows;
  const nein = () => {
    throw new Error('Ausführen schreibt nicht in die Datenbank');
  };
  return {
    kontext: dienst(koerperschaft, 'Ausführen'),
    zeilen,
    eine: async <T extends Record<string, unknown>>(sql: string, werte?: unknown[]) => (await zeilen<T>(sql, werte))[0],
    fuehreAus: nein,
    sende: nein,
  };
}
