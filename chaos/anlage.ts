import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createSchluesselbund } from '../app/base/index.ts';
import { gegenstellenKind, parseAdressen } from '../app/main/gegenstellen.ts';
import { createInstanz, freePort } from '../bench/instanz.ts';
import type { Dienste } from './aufsicht.ts';
import { createDraht, type Draht } from './draht.ts';
import { createZeugenweg, type Zeugenweg } from './luegenzeuge.ts';
import type { Platte } from './platte.ts';

export interface Anlage {
  /** where the clients go: the line in front of both web processes */
  basis: string;
  draht: Draht;
  dienste: Dienste;
  /** where its data lie; null: on a disk that cannot be filled */
  platte: Platte | null;
  /** the way to the witness */
  zeuge: Zeugenweg;
  /** address of the stand-ins, for their misbehaviour */
  gegenstellen: string;
  /** file of the mail stand-in: one line for each mail that was taken */
  versandte: string;
  /** folder of the files that rows name */
  dateien: string;
  /** a connection of the cluster's superuser, who sees and may do everything; the caller ends it */
  verbinde(): Promise<pg.Client>;
  /** pid of the running postmaster, by its own file; null while there is none */
  postmaster(): number | null;
  stop(): Promise<void>;
}

const WEBS = 2;
const WORKERS = 2;

/**
 * An installation of its own as `npm start` makes it, with two web and two worker processes, and the line in front of them.
 * @param fremd folder of the stand-ins, which are other houses with disks of their own
 */
export async function createAnlage(dienste: Dienste, fremd: string, platte: Platte | null): Promise<Anlage> {
  const i = await createInstanz(dienste, platte?.ordner);
  const { kind } = i;
  const { ordner } = kind;
  try {
    const ports = await Promise.all(Array.from({ length: WEBS }, freePort));
    const draht = await createDraht(ports);
    const basis = `http://127.0.0.1:${draht.port}`;
    kind.basisUrl = basis;
    const hinterm = `http://127.0.0.1:${await freePort()}`;
    const zeuge = await createZeugenweg(hinterm);
    kind.adressen.zeuge = `http://127.0.0.1:${zeuge.port}`;
    const bund = createSchluesselbund(ordner.schluessel);
    const clientSecret = bund.datei('oidc.geheim', () => Buffer.from(randomBytes(24).toString('base64url'))).toString();
    const stellvertreter = { ordner: fremd, basisUrl: basis, port: await freePort(), clientSecret, bund };
    const adressen = parseAdressen(await i.startFremdes(await gegenstellenKind(stellvertreter)));
    kind.adressen.gegenstellen = adressen;
    await i.start('zeuge', { ...kind, adressen: { ...kind.adressen, zeuge: hinterm } });
    await i.start('sequencer');
    await i.durchlaufe('seed');
    for (let n = 0; n < WORKERS; n++) await i.start('worker');
    for (const PORT of ports) await i.start('web', { ...kind, config: { ...kind.config, PORT } });
    const kennwort = readFileSync(join(ordner.schluessel, 'postgres.kennwort'), 'utf8');
    return {
      basis,
      draht,
      dienste,
      platte,
      zeuge,
      gegenstellen: new URL(adressen.mail.url).origin,
      dateien: ordner.dateien,
      versandte: join(fremd, 'mail', 'nachrichten.jsonl'),
      async verbinde() {
        const client = new pg.Client({
          host: ordner.lauf,
          port: kind.ort?.port ?? 0,
          database: kind.ort?.database ?? '',
          user: 'postgres',
          password: kennwort,
          connectionTimeoutMillis: 5_000,
          application_name: 'chaos',
          ssl: false,
        });
        client.on('error', () => undefined);
        await client.connect();
        return client;
      },
      postmaster: () => pidOf(join(ordner.postgres, 'postmaster.pid')),
      async stop() {
        await draht.stop();
        await zeuge.stop();
        await i.stop();
      },
    };
  } catch (fehler) {
    await i.stop();
    throw fehler;
  }
}

function pidOf(datei: string): number | null {
  try {
    return Number(readFileSync(datei, 'utf8').split('\n')[0]) || null;
  } catch {
    return null; // it does not run just now
  }
}
