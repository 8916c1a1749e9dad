import { ordner as ordnerOf, readConfig } from '../../base/index.ts';
import { type Anlage, Hindernis } from './zugriff.ts';

/** What a command line says when it is no order: why, and how it is used. */
export interface Hilfe {
  befehl: 'hilfe';
  code: 0 | 3;
  meldung: string;
}

/** Words that ask for help, or nothing at all; undefined when the command has to be known to somebody else. */
export function liesHilfe(befehl: string): Hilfe | undefined {
  if (befehl === '') return falsch('Es fehlt, was zu tun ist.');
  return ['hilfe', '--hilfe', '--help'].includes(befehl) ? { befehl: 'hilfe', code: 0, meldung: '' } : undefined;
}
export const falsch = (meldung: string): Hilfe => ({ befehl: 'hilfe', code: 3, meldung });

/**
 * Runs a command on the installation of this configuration and ends the process: with what the command answers (0 good, 1 not,
 * 2 undecided), 1 where something stands in the way, 3 misused.
 */
export async function fuehreBefehl<A extends { befehl: string }>(
  a: A | Hilfe,
  hilfe: string,
  tue: (anlage: Anlage, a: Exclude<A, Hilfe>) => Promise<number>,
): Promise<never> {
  if (a.befehl === 'hilfe') {
    const { code, meldung } = a as Hilfe;
    (code === 0 ? console.log : console.error)([meldung, hilfe].filter(Boolean).join('\n\n'));
    process.exit(code);
  }
  const gelesen = readConfig(process.env);
  if (!gelesen.ok) {
    console.error(gelesen.meldung);
    process.exit(3);
  }
  const { config } = gelesen;
  try {
    process.exit(await tue({ config, ordner: ordnerOf(config.DATEN_DIR) }, a as Exclude<A, Hilfe>));
  } catch (fehler) {
    console.error(fehler instanceof Hindernis ? fehler.message : `Das ist gescheitert: ${(fehler as Error).message}`);
    process.exit(1);
  }
}
