import { spawn } from 'node:child_process';

export interface Lauf {
  code: number;
  stdout: string;
  stderr: string;
}

/** Longer than any check takes, also on a machine that is busy otherwise; what hangs is stopped and red. */
const FRIST_MS = 240_000;

/** Runs a program to its end. Never rejects: a program that cannot be started ends with code 127 and says why in `stderr`. */
export function fuehreAus(befehl: string, args: string[], cwd: string): Promise<Lauf> {
  return new Promise((fertig) => {
    const kind = spawn(befehl, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: FRIST_MS,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    const teile = { stdout: '', stderr: '' };
    for (const kanal of ['stdout', 'stderr'] as const) {
      kind[kanal].setEncoding('utf8');
      kind[kanal].on('data', (text: string) => {
        teile[kanal] += text;
      });
    }
    kind.on('error', (e) => fertig({ code: 127, stdout: '', stderr: e.message }));
    kind.on('close', (code, signal) => {
      if (signal !== null) teile.stderr += `\nabgebrochen (${signal}) nach höchstens ${FRIST_MS / 1000} s`;
      fertig({ code: code ?? 1, ...teile });
    });
  });
}

/** Output lines that say something; at least one when the program failed. */
export function zeilen(lauf: Lauf): string[] {
  const alle = `${lauf.stdout}\n${lauf.stderr}`.split('\n').map((z) => z.trimEnd());
  const gesagt = alle.filter((z) => z.trim() !== '');
  return gesagt.length > 0 ? gesagt : [`endete mit ${lauf.code}, ohne etwas zu sagen`];
}
