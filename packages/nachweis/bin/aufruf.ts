const AUFRUF = 'Aufruf: pruefen DATEI [--anker ORDNER] [--json]';

/** What was asked cannot be done; the message is for the person who asked. */
export class Absage extends Error {}

interface Auftrag {
  readonly datei: string;
  readonly anker: string | null;
  readonly json: boolean;
}

/** Throws an `Absage` that shows the usage. */
export function parseArgs(args: readonly string[]): Auftrag {
  let datei: string | null = null;
  let anker: string | null = null;
  let json = false;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--json') json = true;
    else if (arg === '--anker' && args[i + 1] !== undefined && anker === null) anker = args[++i] ?? null;
    else if (datei === null && !arg.startsWith('-')) datei = arg;
    else throw new Absage(AUFRUF);
  }
  if (datei === null) throw new Absage(AUFRUF);
  return { datei, anker, json };
}
