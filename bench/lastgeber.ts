import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Runs the load in a process of its own: the same program, told what to do by one variable. @param name what the process is called in
 * lists @param zeile told each line it says; the last one is the report @param los when it may begin: until then its standard input
 * stays open @throws when it ends with anything but 0
 */
export function starteLastgeber<T>(
  name: string,
  variable: string,
  auftrag: object,
  zeile?: (text: string) => void,
  los?: Promise<unknown>,
): Promise<T> {
  const kind = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), 'bench/bench.ts', name], {
    stdio: [los ? 'pipe' : 'ignore', 'pipe', 'inherit'],
    env: { ...process.env, [variable]: JSON.stringify(auftrag) },
  });
  void los?.then(() => kind.stdin?.end());
  let letzte = '';
  if (kind.stdout)
    createInterface({ input: kind.stdout }).on('line', (text) => {
      zeile?.(text);
      letzte = text;
    });
  return new Promise((gib, scheitere) => {
    kind.once('error', scheitere);
    kind.once('close', (code) =>
      code === 0 ? gib(JSON.parse(letzte) as T) : scheitere(new Error(`Lastgeber ${name} endete mit ${code}`)),
    );
  });
}
