import type { Anlage } from './anlage.ts';
import type { Unart } from './draht.ts';
import type { Stoerung } from './plan.ts';

/** How long the line misbehaves. */
const LEITUNG_MS = 1_500;
/** How long the witness lies: every wrong answer makes the house wait longer before it asks again. */
const LUEGE_MS = 2_500;
/** How long the disk is full. */
const VOLL_MS = { von: 3_000, bis: 8_000 };
const WEBS = ['web', 'web-2'];
const WORKERS = ['worker', 'worker-2'];

/** Does one fault. @returns false when there was nothing it could have hit */
export async function stoere(a: Anlage, { art, wahl }: Stoerung): Promise<boolean> {
  const eines = <T>(aus: readonly T[]) => aus[Math.floor(wahl * aus.length)] as T;
  switch (art) {
    case 'web':
      return a.dienste.toete(eines(WEBS));
    case 'worker':
      return a.dienste.toete(eines(WORKERS));
    case 'sequencer':
    case 'zeuge':
      return a.dienste.toete(art);
    case 'postmaster':
      return toetePostmaster(a);
    case 'verbindung':
      return trenneVerbindungen(a, wahl);
    case 'schneiden':
    case 'schlucken':
    case 'verzoegern':
      return stoereLeitung(a, art);
    case 'mail-verloren':
      return ordneAn(a, { dienst: 'mail', was: 'antwort_verloren', anzahl: 1 });
    case 'mail-fehler':
      return ordneAn(a, { dienst: 'mail', was: 'fehler500', anzahl: 2 });
    case 'stempel-fehler':
      return ordneAn(a, { dienst: 'tsa', was: 'fehler500', anzahl: 3 });
    case 'stempel-langsam':
      return ordneAn(a, { dienst: 'tsa', was: 'langsam', anzahl: 2, dauerMs: 6_000 });
    case 'stempel-luegt':
      return ordneAn(a, { dienst: 'tsa', was: wahl < 0.7 ? 'fremder_hash' : 'muell', anzahl: 3 });
    case 'zeuge-luegt':
      a.zeuge.luege(true);
      setTimeout(() => a.zeuge.luege(false), LUEGE_MS);
      return true;
    case 'platte-voll':
      return fuellePlatte(a, wahl);
  }
}

/** The process that runs the server ends by itself and is started again, and the server with it. */
function toetePostmaster(a: Anlage): boolean {
  const pid = a.postmaster();
  if (pid === null) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false; // its file outlived it: it is just being started again
  }
}

/** Half of the connections of the run-time roles, by the drawn number. */
async function trenneVerbindungen(a: Anlage, wahl: number): Promise<boolean> {
  const client = await a.verbinde().catch(() => null);
  if (!client) return false;
  try {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid() and (pid + $1) % 2 = 0`,
      [Math.floor(wahl * 1000)],
    );
    return (rowCount ?? 0) > 0;
  } catch {
    return false; // the server went away meanwhile
  } finally {
    await client.end().catch(() => undefined);
  }
}

function stoereLeitung(a: Anlage, unart: Unart): boolean {
  a.draht.anders(unart);
  setTimeout(() => a.draht.anders(null), LEITUNG_MS);
  return true;
}

function fuellePlatte({ platte }: Anlage, wahl: number): boolean {
  if (!platte?.fuelle()) return false;
  setTimeout(() => platte.leere(), VOLL_MS.von + wahl * (VOLL_MS.bis - VOLL_MS.von));
  return true;
}

async function ordneAn(a: Anlage, was: object): Promise<boolean> {
  const antwort = await fetch(`${a.gegenstellen}/_verhalten`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(was),
  });
  return antwort.status === 200;
}

/** Ends what still misbehaves. */
export async function beruhige(a: Anlage): Promise<void> {
  a.draht.anders(null);
  a.zeuge.luege(false);
  a.platte?.leere();
  await fetch(`${a.gegenstellen}/_verhalten`, { method: 'DELETE' });
}
