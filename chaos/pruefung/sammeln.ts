import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Anker,
  type Pruefergebnis,
  parseCheckpoint,
  pruefe,
  readAnker,
  verifyCosignature,
  verifyNote,
} from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { unzipSync } from 'fflate';
import type pg from 'pg';
import type {
  Auftrag,
  Bestand,
  Dateilage,
  Ereignis,
  Nachweis,
  Protokoll,
  Unterschriften,
  Vorgangszeile,
  Zustellung,
} from './model.ts';

// What the judges are given, by plain SQL, plain HTTP and the stand-alone verifier. Nothing here knows the application.

const VORGAENGE = `
  select v.id, v.koerperschaft, v.leistung, v.aktenzeichen, v.stand = 'wartet' as wartet,
    (select coalesce(array_agg(e.schluessel), '{}') from eingang.eingang e where e.vorgang = v.id and e.leistung <> 'posteingang') as schluessel,
    (select i.fertig from prozesse.instanz i where i.koerperschaft = v.koerperschaft and i.vorgang = v.id) as fertig,
    (select count(*)::int from vorgaenge.aufgabe a where a.koerperschaft = v.koerperschaft and a.vorgang = v.id) as aufgaben,
    (select count(*)::int from prozesse.zeitgeber z where z.koerperschaft = v.koerperschaft and z.vorgang = v.id and not z.ruht) as zeitgeber,
    (select count(*)::int from base.auftrag a where a.bezug = v.id and a.art like 'prozess.%' and not a.ruht) as auftraege,
    (select coalesce(jsonb_agg(jsonb_build_object('meldung', f.element || ': ' || f.meldung, 'behoben', f.behoben is not null)), '[]')
       from prozesse.vorfall f where f.vorgang = v.id) as vorfaelle,
    (select coalesce(jsonb_agg(jsonb_build_object('festgestellt', f.festgestellt_von is not null, 'angeordnet', f.angeordnet_am is not null)), '[]')
       from zahlungen.forderung f where f.vorgang = v.id) as forderungen,
    v.hinweis is not distinct from 'Widerspruch eingelegt' as widerspruch,
    (select count(*)::int from register.eintrag r where r.vorgang = v.id) as registereintraege,
    (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'art', d.art, 'sha256', d.datei ->> 'sha256', 'ort', d.datei ->> 'ort')), '[]')
       from dokumente.dokument d where d.vorgang = v.id) as dokumente
  from vorgaenge.vorgang v order by v.id`;

type Rohzeile = Omit<Vorgangszeile, 'dokumente'> & {
  dokumente: { id: string; art: string; sha256: string; ort: string }[];
};

/** Everything of one instant: all questions see the same rows. `dateien`: the folder of the files they name. */
export async function readBestand(client: pg.Client, dateien: string): Promise<Bestand> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const zeilen = async <T>(sql: string) => (await client.query(sql)).rows as T[];
    const vorgaenge = (await zeilen<Rohzeile>(VORGAENGE)).map((v) => ({
      ...v,
      dokumente: v.dokumente.map(({ ort, ...d }) => ({ ...d, lage: lageOf(dateien, v.koerperschaft, ort) })),
    }));
    const ereignisse = await zeilen<Bestand['ereignisse'][number]>(
      `select koerperschaft, id, kind, vorgang as strom, n, encode(c, 'hex') as c,
         (extract(epoch from at) * 1000)::float8 as at from nachweise.ereignis order by koerperschaft, vorgang, n`,
    );
    const zustellungen = await zeilen<Zustellung>(
      `select id, vorgang, dokument, weg, verwaltungsakt, benachrichtigt is not null as benachrichtigt, versandt is not null as versandt
         from bekanntgabe.zustellung`,
    );
    const auftraege = await zeilen<Auftrag>('select id, art, ruht, fehler from base.auftrag');
    const [wartend] = await zeilen<{ n: number }>('select count(*)::int as n from nachweise.log_pending');
    return {
      vorgaenge,
      ereignisse,
      zustellungen,
      auftraege,
      protokolle: await readProtokolle(zeilen),
      unprotokolliert: wartend?.n ?? 0,
    };
  } finally {
    await client.query('rollback');
  }
}

/** The address of an encrypted file is the checksum of its bytes. */
function lageOf(dateien: string, koerperschaft: string, ort: string): Dateilage {
  const pfad = join(dateien, koerperschaft, ort.slice(0, 2), ort);
  if (!existsSync(pfad)) return 'fehlt';
  return createHash('sha256').update(readFileSync(pfad)).digest('hex') === ort ? 'ganz' : 'verändert';
}

async function readProtokolle(zeilen: <T>(sql: string) => Promise<T[]>): Promise<Protokoll[]> {
  type Kopf = Omit<Protokoll, 'blaetter' | 'staende'>;
  type Ort = Pick<Protokoll, 'koerperschaft' | 'epoche'>;
  const koepfe = await zeilen<Kopf>(
    'select koerperschaft, epoche, origin, groesse::int as groesse, angehalten, bezeugt::int as bezeugt from nachweise.log order by 1, 2',
  );
  const blaetter = await zeilen<Ort & Protokoll['blaetter'][number]>(
    `select koerperschaft, epoche, idx::int as idx, ereignis, encode(c, 'hex') as c from nachweise.log_leaf order by 1, 2, 3`,
  );
  const staende = await zeilen<Ort & Protokoll['staende'][number]>(
    `select koerperschaft, epoche, groesse::int as groesse, encode(wurzel, 'hex') as wurzel, note from nachweise.checkpoint order by 1, 2, 3`,
  );
  return koepfe.map((k) => {
    const hier = (x: Ort) => x.koerperschaft === k.koerperschaft && x.epoche === k.epoche;
    return { ...k, blaetter: blaetter.filter(hier), staende: staende.filter(hier) };
  });
}

/** How much is still under way: work that is due or was tried, events without place or cosignature, timers that are due. */
export async function readUnruhe(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select (select count(*) from base.auftrag where not ruht and (faellig <= now() or versuche > 0 or fehler is not null or lease_bis is not null))::int
      + (select count(*) from prozesse.zeitgeber where not ruht and (faellig <= now() or lease_bis is not null))::int
      + (select count(*) from nachweise.log_pending)::int
      + (select count(*) from nachweise.log where angehalten is null and bezeugt < groesse)::int as n`,
  );
  return rows[0]?.n ?? 0;
}

/** Keys of the mails that were taken, from the ledger of the stand-in. */
export const readMails = (datei: string): string[] =>
  existsSync(datei)
    ? readFileSync(datei, 'utf8')
        .split('\n')
        .filter((z) => z !== '')
        .map((z) => (JSON.parse(z) as { schluessel: string }).schluessel)
    : [];

/** The anchors as the installation publishes them. */
export async function readAnkerVon(basis: string): Promise<Anker> {
  const hole = async (weg: string) => {
    const antwort = await fetch(basis + weg);
    if (antwort.status !== 200) throw new Error(`${weg}: ${antwort.status}`);
    return antwort;
  };
  const namen = (await (await hole('/anker')).json()) as string[];
  const dateien = new Map<string, Uint8Array>();
  for (const n of namen) dateien.set(n, new Uint8Array(await (await hole(`/anker/${n}`)).arrayBuffer()));
  const gelesen = readAnker(krypto.sha256, dateien);
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  return gelesen.anker;
}

/** Verifies what is under these notes with the keys of the anchors; what is no checkpoint of a known log has no signature. */
export async function pruefeUnterschriften(noten: readonly string[], anker: Anker): Promise<Unterschriften[]> {
  const aus: Unterschriften[] = [];
  for (const text of new Set(noten)) {
    const c = parseCheckpoint(text);
    const key = anker.logs.find((l) => l.key.name === c?.checkpoint.origin)?.key;
    const { origin = '', groesse = 0 } = c?.checkpoint ?? {};
    const zeugen = await Promise.all(
      anker.zeugen.map(async (z) => (c ? (await verifyCosignature(krypto, z.key, c.note)).state : 'fehlt')),
    );
    aus.push({ origin, groesse, log: c && key ? await verifyNote(krypto, key, c.note) : 'fehlt', zeugen });
  }
  return aus;
}

/** Judges a proof anew, as whoever was given it would, and reads its events. */
export async function pruefeNachweis(vorgang: string, datei: string, anker: Anker): Promise<Nachweis> {
  const bytes = new Uint8Array(readFileSync(datei));
  const e = await pruefe(bytes, { krypto, anker, jetzt: new Date() });
  const urteil = e.ok ? e.verdikt : `${e.code}: ${e.meldung}`;
  return { vorgang, urteil, nurOhneStempel: e.ok && nurOhneStempel(e), ereignisse: ereignisseIn(bytes) };
}

const nurOhneStempel = ({ unversehrt, zeugen, vertrauen, zeit }: Pruefergebnis & { ok: true }): boolean =>
  unversehrt.antwort === 'holds' &&
  zeugen.antwort === 'holds' &&
  vertrauen.gruende.length === 0 &&
  zeit.gruende.every((g) => g.code === 'stempel.fehlt');

function ereignisseIn(bytes: Uint8Array): Ereignis[] {
  const name = 'ereignisse/ereignisse.jsonl';
  const inhalt = unzipSync(bytes, { filter: (d) => d.name === name })[name];
  return new TextDecoder()
    .decode(inhalt)
    .split('\n')
    .filter((z) => z !== '')
    .map((z) => JSON.parse(z) as Ereignis);
}
