import pg from 'pg';
import type { KindConfig } from '../../app/main/kind.ts';
import type { Person } from '../../app/prozesse/index.ts';
import { createZufall } from '../zufall.ts';
import { createBpmnEngine } from './bpmn-engine.ts';
import { createDbos } from './dbos.ts';
import { createGrenze } from './grenze.ts';
import { betragOf, type Laeufer } from './model.ts';
import { createWir } from './wir.ts';

/** Variable by which the bench tells its load generator what to do. */
export const PROZESSLAST = 'RATHAUSVERBUND_PROZESSLAST';

/** `wir`: a step of the runtime; `vorgang`: the whole task of a person with its legal event, as the Arbeitsplatz does it */
export type Wer = 'wir' | 'vorgang' | 'bpmn-engine' | 'dbos' | 'grenze';

export interface Prozesslast {
  wer: Wer;
  kind: KindConfig;
  /** how the peers connect: as the role that owns what they make */
  setup: pg.PoolConfig;
  person: Person;
  seed: number;
  sekunden: number;
  vorlauf: number;
  /** instances played at the same time */
  gleichzeitig: number;
  /** Vorgänge to have in stock; a run needs as many as it plays instances */
  vorrat: number;
}

export interface Prozessbericht {
  schritte: number;
  sekunden: number;
}

async function createLaeufer(a: Prozesslast): Promise<Laeufer> {
  if (a.wer === 'wir' || a.wer === 'vorgang') return createWir(a.kind, a.person, a.vorrat, a.wer === 'vorgang');
  // DBOS listens and polls on connections of its own
  const pool = new pg.Pool({ ...a.setup, max: a.gleichzeitig + (a.wer === 'dbos' ? 4 : 0) });
  if (a.wer === 'grenze') return createGrenze(pool);
  return a.wer === 'dbos' ? createDbos(pool) : createBpmnEngine(pool);
}

/** Plays instances as fast as it goes, so many at a time; the report is the last line. */
export async function prozesslast(text: string): Promise<void> {
  const a = JSON.parse(text) as Prozesslast;
  const laeufer = await createLaeufer(a);
  const zufall = createZufall(a.seed);
  let schritte = 0;
  const laste = async (ms: number) => {
    const ende = performance.now() + ms;
    schritte = 0;
    const spur = async () => {
      while (performance.now() < ende) await laeufer.spiele(betragOf(Math.floor(zufall() * 2)), () => schritte++);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: a.gleichzeitig }, spur));
    return (performance.now() - start) / 1000;
  };
  await laste(a.vorlauf * 1000);
  const sekunden = await laste(a.sekunden * 1000);
  console.log(JSON.stringify({ schritte, sekunden }));
  await laeufer.ende();
  if (a.wer !== 'wir' && a.wer !== 'vorgang') await raeumeAuf(a.setup);
  process.exit(0);
}

/** What a peer leaves behind would be vacuumed while the next one is measured. */
async function raeumeAuf(setup: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(setup);
  await client.connect();
  await client.query('drop schema if exists bench_dbos cascade');
  await client.query('drop table if exists bench.bpmn_engine, bench.grenze');
  await client.end();
}
