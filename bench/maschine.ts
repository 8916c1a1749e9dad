import { cpus, loadavg, release, totalmem } from 'node:os';

/** On what was measured: without it a figure says nothing. */
export function maschine(): Record<string, unknown> {
  const alle = cpus();
  return {
    prozessor: alle[0]?.model ?? 'unbekannt',
    kerne: alle.length,
    speicher_gb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    last_vorher: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
