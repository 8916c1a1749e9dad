import { istUnabhaengig, parseCheckpoint, verifyCosignature } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { ProtokollStand, Zeugenkreis } from '../../../nachweise/index.ts';

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

/** A witness of the installation, and what it saw last of one log. */
export interface Zeugenblick {
  readonly name: string;
  readonly betreiber: string;
  readonly unabhaengig: boolean;
  /** counts for the rule of this body */
  readonly zaehlt: boolean;
  /** the newest state with a cosignature of it that verifies; null: none */
  readonly zuletzt: { readonly groesse: number; readonly zeit: Date } | null;
}

/** Every witness of the circle, also one that has seen nothing. `noteOf`: the checkpoint of a size, null when there is none. */
export const blickeOf = (
  krypto: Krypto,
  kreis: Zeugenkreis,
  koerperschaft: string,
  groesseOf: (zeuge: string) => number,
  noteOf: (groesse: number) => Promise<string | null>,
): Promise<Zeugenblick[]> =>
  Promise.all(
    kreis.zeugen.map(async (z) => {
      const groesse = groesseOf(z.key.name);
      const gelesen = groesse > 0 ? parseCheckpoint((await noteOf(groesse)) ?? '') : null;
      const antwort = gelesen && (await verifyCosignature(krypto, z.key, gelesen.note));
      return {
        name: z.name,
        betreiber: z.betreiber,
        unabhaengig: istUnabhaengig(kreis.zeugen, z),
        zaehlt: kreis.bedingung(koerperschaft).namen.includes(z.key.name),
        zuletzt: antwort?.state === 'gut' ? { groesse, zeit: new Date(antwort.zeit * 1000) } : null,
      };
    }),
  );

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
