import type { Befund, Pruefung } from './model.ts';

export interface Gelaufen extends Befund {
  name: string;
  ms: number;
}

/**
 * Runs the checks, `zugleich` at a time, in the given order, and hands each result over as it comes. A check that
 * throws is red: it could not do its work.
 */
export async function laufe(
  pruefungen: readonly Pruefung[],
  zugleich: number,
  uhr: () => number,
  melde: (g: Gelaufen) => void,
): Promise<Gelaufen[]> {
  const wartend = [...pruefungen];
  const fertig: Gelaufen[] = [];
  const arbeite = async (): Promise<void> => {
    for (let p = wartend.shift(); p; p = wartend.shift()) {
      const start = uhr();
      const befund = await p
        .pruefe()
        .catch((e: unknown): Befund => ({ fehler: [`abgebrochen: ${e instanceof Error ? e.message : String(e)}`] }));
      const gelaufen = { name: p.name, ms: uhr() - start, ...befund };
      fertig.push(gelaufen);
      melde(gelaufen);
    }
  };
  await Promise.all(Array.from({ length: zugleich }, arbeite));
  return fertig;
}

const sekunden = (ms: number) => `${(ms / 1000).toFixed(1).replace('.', ',')} s`;

/** One line per check, its findings indented below. */
export function alsText({ name, ms, fehler, hinweise = [], umfang }: Gelaufen): string {
  const wort = fehler.length === 0 ? 'ok' : 'FEHLER';
  const anhang = [umfang, fehler.length > 0 ? `${fehler.length} Funde` : undefined].filter(Boolean).join(', ');
  return [
    `${wort.padEnd(7)} ${name.padEnd(18)} ${sekunden(ms).padStart(7)}${anhang ? `  ${anhang}` : ''}`,
    ...hinweise.map((z) => `        Hinweis: ${z}`),
    ...fehler.map((z) => `        ${z}`),
  ].join('\n');
}
