import { createHash } from 'node:crypto';
import { appendLeaves, formatVkey, type HoleKnoten, type Knoten, signCheckpoint } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import {
  createDatenbank,
  createSchluesselbund,
  createSigner,
  type Datenbank,
  dienst,
  echteUhr,
} from '../../app/base/index.ts';
import { kindDatenbank } from '../../app/main/kind.ts';
import { alsRolle } from '../../app/main/verbindung.ts';
import { type Nachrechnung, readBeweise, rechneNach } from '../../app/nachweise/index.ts';
import { loadSigner, logDatei } from '../../app/nachweise/schluessel.ts';
import type { Instanz } from '../instanz.ts';

const PORTION = 500;
const ABLEGEN = 20_000;
const UNTERSTE = 3;
/** C of the i-th event; the same in SQL and here */
const c = (i: number) => {
  const b = Buffer.alloc(8);
  b.writeBigInt64BE(BigInt(i));
  return createHash('sha256').update(b).digest();
};

/**
 * Fills the log of one body with so many leaves: events in streams of ten, leaves, nodes and a signed checkpoint for each 500
 * leaves, all valid, nodes and roots computed by the code that writes logs.
 */
export async function fuelle(i: Instanz, koerperschaft: string, anzahl: number): Promise<void> {
  const bund = createSchluesselbund(i.kind.ordner.schluessel);
  const name = `${i.kind.config.PLATTFORM}/log/${koerperschaft}/1`;
  const signer = await loadSigner(bund, krypto, logDatei(koerperschaft, 1), name, 'log');
  await i.setup.query('alter table nachweise.ereignis disable trigger vormerken');
  await i.setup.query(
    `insert into nachweise.ereignis (koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim)
     select $1, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench', ('01900000-0000-7000-9000-' || lpad(to_hex(i / 10), 12, '0'))::uuid,
       'vorgang', i % 10 + 1, sha256(int8send(i)), 'bench.geschehen', now(), sha256(int8send(i))
     from generate_series(0, $2::bigint - 1) i`,
    [koerperschaft, anzahl],
  );
  await i.setup.query('alter table nachweise.ereignis enable trigger vormerken');
  await i.setup.query('insert into nachweise.log (koerperschaft, epoche, origin, vkey) values ($1, 1, $2, $3)', [
    koerperschaft,
    name,
    formatVkey(signer.key),
  ]);
  await i.setup.query(
    `insert into nachweise.log_leaf (koerperschaft, epoche, idx, ereignis, c)
     select $1, 1, i, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, sha256(int8send(i)) from generate_series(0, $2::bigint - 1) i`,
    [koerperschaft, anzahl],
  );
  await schreibeBaum(i, koerperschaft, anzahl, (groesse, wurzel) =>
    signCheckpoint(krypto, signer, { origin: name, groesse, wurzel }),
  );
  await i.setup.query('vacuum analyze');
  await i.setup.query('checkpoint').catch(() => undefined); // PostgreSQL may keep that to itself
}

async function schreibeBaum(
  i: Instanz,
  koerperschaft: string,
  anzahl: number,
  zeichne: (groesse: number, wurzel: Uint8Array) => Promise<string>,
): Promise<void> {
  const alle = new Map<string, Uint8Array>();
  const hole: HoleKnoten = async (orte) => orte.map((o) => alle.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
  let knoten: Knoten[] = [];
  const ablegen = async () => {
    await i.setup.query(
      'select nachweise.log_knoten_ablegen(array_fill($1::uuid, array[$5::int]), array_fill(1, array[$5::int]), $2, $3, $4)',
      [
        koerperschaft,
        knoten.map((k) => k.ebene),
        knoten.map((k) => k.index),
        Buffer.concat(knoten.map((k) => k.hash)),
        knoten.length,
      ],
    );
    knoten = [];
  };
  for (let groesse = 0; groesse < anzahl; ) {
    const n = Math.min(PORTION, anzahl - groesse);
    const neu = await appendLeaves(
      krypto.sha256,
      groesse,
      hole,
      Array.from({ length: n }, (_, j) => c(groesse + j)),
    );
    for (const k of neu.knoten) {
      alle.set(`${k.ebene}/${k.index}`, k.hash);
      if (k.ebene >= UNTERSTE) knoten.push(k);
    }
    groesse = neu.groesse;
    const wurzel = Buffer.from(neu.wurzel);
    const note = await zeichne(groesse, wurzel);
    await i.setup.query('insert into nachweise.checkpoint values ($1, 1, $2, $3, $4, now())', [
      koerperschaft,
      groesse,
      wurzel,
      note,
    ]);
    if (knoten.length >= ABLEGEN) await ablegen();
    if (groesse === anzahl)
      await i.setup.query(
        'update nachweise.log set groesse = $2, wurzel = $3, checkpoint = $4, at = now() where koerperschaft = $1',
        [koerperschaft, groesse, wurzel, note],
      );
  }
  await ablegen();
}

function oeffne(i: Instanz, rolle: 'app' | 'auditor'): Datenbank {
  const { ort, zugang } = kindDatenbank(i.kind);
  const ctx = createSchluesselbund(i.kind.ordner.schluessel).datei('kontext.key', () => {
    throw new Error('kontext.key fehlt');
  });
  return createDatenbank(alsRolle(ort, zugang, rolle), { uhr: echteUhr, signiere: createSigner(ctx), groesse: 1 });
}

/** ms of single proofs of random leaves of the filled log, as a bundle asks for them. */
export async function messeEinschluss(
  i: Instanz,
  koerperschaft: string,
  { blaetter, anzahl, zufall }: { blaetter: number; anzahl: number; zufall: () => number },
): Promise<number[]> {
  const db = oeffne(i, 'app');
  const zeiten: number[] = [];
  for (let j = 0; j < anzahl; j++) {
    const id = `01900000-0000-7000-8000-${Math.floor(zufall() * blaetter)
      .toString(16)
      .padStart(12, '0')}`;
    const start = performance.now();
    const beweise = await db.transaktion(dienst(koerperschaft, 'Messung'), (tx) =>
      readBeweise(tx, krypto, koerperschaft, [id]),
    );
    zeiten.push(performance.now() - start);
    if (!beweise.has(id)) throw new Error(`Kein Beweis für ${id}`);
  }
  await db.ende();
  return zeiten;
}

/** Audits of these bodies' logs with their seconds. */
export async function pruefeAlle(
  i: Instanz,
  haeuser: readonly string[],
): Promise<{ sekunden: number; ergebnis: Nachrechnung }[]> {
  const db = oeffne(i, 'auditor');
  const alle: { sekunden: number; ergebnis: Nachrechnung }[] = [];
  for (const k of haeuser) {
    const start = performance.now();
    const ergebnis = await rechneNach({ db, krypto }, k);
    alle.push({ sekunden: (performance.now() - start) / 1000, ergebnis });
  }
  await db.ende();
  return alle;
}
