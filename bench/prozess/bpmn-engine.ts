import { Engine, type Execution } from 'bpmn-engine';
import type pg from 'pg';
import { uuidv7 } from '../../app/base/index.ts';
import { type Laeufer, MODELL } from './model.ts';

/** What the engine reads of the same model: its own way to write a condition and a number of repetitions. */
const QUELLE = MODELL.replace('=antrag.messung.betrag &gt; 10000', `\${environment.variables.gross}`).replace(
  /(<bpmn:multiInstanceLoopCharacteristics>)/,
  '$1<bpmn:loopCardinality>3</bpmn:loopCardinality>',
);

interface Wartend {
  signal(m: object): void;
  getExecuting(): { signal(m: object): void }[];
}

/**
 * bpmn-engine keeps no durable state itself: one step = read the row, recover, resume, one signal, getState, UPDATE, committed.
 * Its fast path: the source is read once for all instances and left out of the stored state.
 */
export async function createBpmnEngine(pool: pg.Pool): Promise<Laeufer> {
  await pool.query('create table if not exists bench.bpmn_engine (id uuid primary key, state text not null)');
  const [gelesen] = await new Engine({ name: 'quelle', source: QUELLE }).getDefinitions();
  const sourceContext = gelesen?.environment.options['source'];

  const neu = (id: string, mehr: object = {}) => new Engine({ name: id, sourceContext, ...mehr } as never);

  async function speichere(name: string, text: string, id: string, x: Execution): Promise<void> {
    const state = x.getState();
    for (const d of state.definitions) delete d.source;
    if (x.isRunning || x.getPostponed().length > 0) void x.stop();
    const json = JSON.stringify(state);
    await pool.query({ name, text, values: [id, json] });
  }

  async function schritt(id: string, rufe: (x: Execution) => void): Promise<void> {
    const { rows } = await pool.query({
      name: 'lies',
      text: 'select state from bench.bpmn_engine where id = $1',
      values: [id],
    });
    const x = await neu(id).recover(JSON.parse(rows[0].state)).resume();
    rufe(x);
    await speichere('aendere', 'update bench.bpmn_engine set state = $2 where id = $1', id, x);
  }

  const erledige = (x: Execution) => {
    const wartet = x.getPostponed().find((a) => a.type === 'bpmn:UserTask') as unknown as Wartend;
    (wartet.getExecuting()[0] ?? wartet).signal({ entscheidung: 'weiter' });
  };
  const zeit = (x: Execution) => x.cancelActivity({ id: 'Frist' });

  return {
    async spiele(betrag, fertig) {
      const id = uuidv7(Date.now());
      const x = await neu(id, { variables: { gross: betrag > 10_000 } }).execute();
      await speichere('lege', 'insert into bench.bpmn_engine values ($1, $2)', id, x);
      fertig();
      for (const rufe of [erledige, zeit, erledige, erledige, erledige]) {
        await schritt(id, rufe);
        fertig();
      }
    },
    ende: () => pool.end(),
  };
}
