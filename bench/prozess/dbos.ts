import { DBOS } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';
import type { Laeufer } from './model.ts';

/**
 * DBOS with its system tables in the same database. Its fast path: the workflow stays in memory, each step is one row written
 * when it is done; nobody is asked or told from outside, which would cost it two transactions more per human task.
 */
export async function createDbos(pool: pg.Pool): Promise<Laeufer> {
  DBOS.setConfig({
    name: 'messung',
    applicationVersion: '1',
    systemDatabaseUrl: `postgresql://${pool.options.user}@localhost/${pool.options.database}`,
    systemDatabasePool: pool,
    systemDatabaseSchemaName: 'bench_dbos',
    logLevel: 'error',
  });
  const gezaehlt = new Map<string, () => void>();
  const aufgabe = async (name: string) => {
    await DBOS.runStep(async () => ({ entscheidung: 'weiter' }), { name });
    gezaehlt.get(DBOS.workflowID ?? '')?.();
  };
  const ablauf = DBOS.registerWorkflow(
    async (betrag: number) => {
      gezaehlt.get(DBOS.workflowID ?? '')?.();
      await aufgabe(betrag > 10_000 ? 'Aufgabe_gross' : 'Aufgabe_klein');
      await DBOS.sleep(1);
      gezaehlt.get(DBOS.workflowID ?? '')?.();
      await Promise.all([1, 2, 3].map((stelle) => aufgabe(`Aufgabe_stelle-${stelle}`)));
    },
    { name: 'messung' },
  );
  await DBOS.launch();
  let n = 0;
  return {
    async spiele(betrag, schritt) {
      const workflowID = `${process.pid}-${n++}`;
      gezaehlt.set(workflowID, schritt);
      await (await DBOS.startWorkflow(ablauf, { workflowID })(betrag)).getResult();
      gezaehlt.delete(workflowID);
    },
    ende: async () => {
      await DBOS.shutdown();
    },
  };
}
