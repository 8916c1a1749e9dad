import type { Config, Ordner, Rolle } from '../base/index.ts';
import type { Zeugendatei } from '../nachweise/index.ts';
import type { Gegenstellenadressen } from './adressen.ts';
import type { Ort, Rollenzugang } from './verbindung.ts';

/** What the supervisor tells a child: in its environment, never on the command line, which others can read. */
export interface KindConfig {
  config: Config;
  ordner: Ordner;
  ort: Ort | null;
  zugang: Rollenzugang | null;
  basisUrl: string;
  adressen: Adressen;
  /** witnesses beside the internal one */
  zeugen: Zeugendatei;
}

/** Loopback addresses of the other processes of this installation. */
export interface Adressen {
  gegenstellen: Gegenstellenadressen | null;
  zeuge: string;
}

const KIND_VARIABLE = 'RATHAUSVERBUND_KIND';

/** As whom each child speaks to the database; one that does not stand here, as the witness, never learns where it is. */
const ROLLEN: Readonly<Record<string, readonly Rolle[]>> = {
  sequencer: ['sequencer'],
  seed: ['app', 'worker'],
  worker: ['worker'],
  web: ['app'],
};

/** What the child `name` finds in its environment: of the database its own roles only, of the setup role nothing. */
export function kindUmgebung(kind: KindConfig, name: string): Record<string, string> {
  const { DATABASE_URL: _, ...config } = kind.config;
  const rollen = ROLLEN[name];
  const zugang = rollen && kind.zugang && nur(kind.zugang, rollen);
  const eigenes: KindConfig = { ...kind, config, ort: zugang ? kind.ort : null, zugang: zugang ?? null };
  return { [KIND_VARIABLE]: JSON.stringify(eigenes) };
}

const nur = ({ praefix, kennwoerter }: Rollenzugang, rollen: readonly Rolle[]): Rollenzugang => ({
  praefix,
  kennwoerter: Object.fromEntries(rollen.map((r) => [r, kennwoerter[r]])),
});

export function kindConfig(): KindConfig {
  const text = process.env[KIND_VARIABLE];
  if (!text) throw new Error('Dieser Prozess wird nur von der Aufsicht gestartet (npm start).');
  delete process.env[KIND_VARIABLE];
  return JSON.parse(text) as KindConfig;
}

export function kindDatenbank(k: KindConfig): { ort: Ort; zugang: Rollenzugang } {
  if (!k.ort || !k.zugang) throw new Error('Die Datenbank ist noch nicht eingerichtet.');
  return { ort: k.ort, zugang: k.zugang };
}
