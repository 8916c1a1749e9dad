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

/** Starts to watch the whole machine, whoever works on it; asked, it answers which share of all cores was busy since then. */
export function beobachteMaschine(): () => number {
  const lies = () => {
    const zeiten = cpus().map((c) => c.times);
    const summe = (werte: number[]) => werte.reduce((a, b) => a + b, 0);
    return {
      alles: summe(zeiten.flatMap((z) => Object.values(z))),
      frei: summe(zeiten.map((z) => z.idle)),
    };
  };
  const vorher = lies();
  return () => {
    const jetzt = lies();
    return 1 - (jetzt.frei - vorher.frei) / Math.max(1, jetzt.alles - vorher.alles);
  };
}
