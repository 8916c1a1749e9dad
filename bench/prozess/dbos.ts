import { DBOS } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';
import type { Laeufer } from './model.ts';

/**
 * DBOS with its system tables in the same database. Its documented way to wait for a person: the workflow, which stays in memory,
 * receives a message of the task's topic (`DBOS.recv`), and whoever did the task sends it (`DBOS.send`).
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
    const id = DBOS.workflowID ?? '';
    const empfangen = DBOS.recv(name, 60);
    person(id, name);
    if ((await empfangen) === null) throw new Error(`${name}: niemand hat die Aufgabe erledigt`);
    gezaehlt.get(id)?.();
  };
  // the person stands outside of the workflow
  const person = (id: string, name: string) => setImmediate(() => void DBOS.send(id, { entscheidung: 'weiter' }, name));
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
