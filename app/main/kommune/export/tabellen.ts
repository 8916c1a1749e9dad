import type pg from 'pg';
import { type Schluesselbund, SchluesselVernichtet, type Tabellenangabe as Tabelle } from '../../../base/index.ts';
import { unpackKlartext } from '../../../nachweise/index.ts';
import { auszugOf } from './auswahl.ts';

export type Zeile = Record<string, unknown>;
const PORTION = 500;

/** Rows of the body in the order of their key, a portion at a time. The caller stands in a transaction. */
export async function* readZeilen(client: pg.Client, t: Tabelle, koerperschaft: string): AsyncGenerator<Zeile> {
  const auszug = auszugOf(t.name, t.klasse);
  if (!auszug) return;
  const folge = t.schluessel.length > 0 ? ` order by ${t.schluessel.join(', ')}` : '';
  await client.query(`declare export no scroll cursor for select * from ${t.name} where ${auszug.wo}${folge}`, [
    koerperschaft,
  ]);
  for (;;) {
    const { rows } = await client.query<Zeile>(`fetch ${PORTION} from export`);
    for (const z of rows) {
      for (const spalte of auszug.ohne ?? []) delete z[spalte];
      yield z;
    }
    if (rows.length < PORTION) break;
  }
  await client.query('close export');
}

/** What lies encrypted in a row is put in its place in clear; bytes become hex. `offen`: told when it cannot be opened. */
export function alsZeile(bund: Schluesselbund, t: Tabelle, z: Zeile, offen: (wo: string) => void): string {
  const k = String(z['koerperschaft']);
  const klar = (id: unknown, spalte: string, zweck: string, lies: (b: Buffer) => unknown): Zeile => {
    const geheim = z[spalte] as Buffer;
    if (geheim.length === 0) return { ...z, [spalte]: null };
    try {
      return { ...z, [spalte]: lies(bund.decrypt(k, String(id), geheim, zweck)) };
    } catch (fehler) {
      if (!(fehler instanceof SchluesselVernichtet)) offen(`${t.name}, ${String(id)}`);
      return { ...z, [spalte]: null };
    }
  };
  const json = (b: Buffer): unknown => JSON.parse(b.toString());
  const offenes: Zeile =
    t.name === 'nachweise.ereignis'
      ? klar(z['vorgang'], 'geheim', `ereignis-${z['n']}`, (b) => {
          const { json: text, salt } = unpackKlartext(b);
          return { event: text, salt: salt.toString('hex') };
        })
      : t.name === 'prozesse.instanz'
        ? klar(z['vorgang'], 'zustand', 'prozess', json)
        : t.name === 'register.eintrag'
          ? klar(z['id'], 'inhalt', 'register', json)
          : z;
  return `${JSON.stringify(offenes, function (this: Zeile, name, wert: unknown) {
    const roh = this[name];
    return Buffer.isBuffer(roh) ? roh.toString('hex') : wert;
  })}\n`;
}
