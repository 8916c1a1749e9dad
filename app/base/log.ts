import { echteUhr } from './uhr.ts';

/** One JSON line per entry on stderr; ids only, never names or answers of citizens. */
export interface Log {
  info(was: string, felder?: Record<string, unknown>): void;
  fehler(was: string, fehler: unknown, felder?: Record<string, unknown>): void;
}

export function createLog(prozess: string): Log {
  const write = (stufe: string, was: string, felder: Record<string, unknown> = {}) =>
    process.stderr.write(
      `${JSON.stringify({ zeit: new Date(echteUhr.jetzt()).toISOString(), stufe, prozess, was, ...felder })}\n`,
    );
  return {
    info: (was, felder) => write('info', was, felder),
    fehler: (was, fehler, felder) =>
      write('fehler', was, {
        ...felder,
        fehler: fehler instanceof Error ? (fehler.stack ?? fehler.message) : String(fehler),
      }),
  };
}
