import { type AnkerZeuge, parseCheckpoint, verifyCosignature } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { ProtokollStand } from '../../../nachweise/index.ts';

export type Lage = 'laeuft' | 'wartet' | 'angehalten' | 'abgeloest';

/** How a log stands. `neueste`: the newest epoche of this body; an older one has been replaced. */
export function lageOf(
  p: Pick<ProtokollStand, 'epoche' | 'groesse' | 'bezeugt' | 'angehalten'>,
  neueste: number,
): Lage {
  if (p.epoche < neueste) return 'abgeloest';
  if (p.angehalten !== null) return 'angehalten';
  return p.bezeugt < p.groesse ? 'wartet' : 'laeuft';
}

export interface Gegenzeichnung {
  readonly zeuge: AnkerZeuge;
  readonly zeit: Date;
}

/** Which of the known witnesses cosigned this note; only signatures that verify count. */
export async function gegenzeichnungen(
  krypto: Krypto,
  note: string,
  zeugen: readonly AnkerZeuge[],
): Promise<Gegenzeichnung[]> {
  const gelesen = parseCheckpoint(note);
  if (!gelesen) return [];
  const antworten = await Promise.all(
    zeugen.map(async (zeuge) => ({ zeuge, antwort: await verifyCosignature(krypto, zeuge.key, gelesen.note) })),
  );
  return antworten.flatMap(({ zeuge, antwort }) =>
    antwort.state === 'gut' ? [{ zeuge, zeit: new Date(antwort.zeit * 1000) }] : [],
  );
}

/** Two sizes from the address; null when one is no whole number from 1 to `hoechstens`. Absent ones: first and newest. */
export function leseGroessen(
  frage: Readonly<Record<string, unknown>>,
  hoechstens: number,
): { von: number; bis: number } | null {
  const lies = (name: string) => {
    const text = frage[name];
    return typeof text === 'string' && /^[1-9][0-9]{0,14}$/.test(text.trim()) ? Number(text.trim()) : null;
  };
  const [von, bis] = [lies('von'), lies('bis')];
  if (von === null || bis === null || von > hoechstens || bis > hoechstens) return null;
  return { von: Math.min(von, bis), bis: Math.max(von, bis) };
}
