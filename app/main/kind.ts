import type { Config, Ordner, Zugang } from '../base/index.ts';
import type { Zeugendatei } from '../nachweise/index.ts';
import type { Gegenstellenadressen } from './adressen.ts';
import type { Ort } from './verbindung.ts';

/** What the supervisor tells a child: in its environment, never on the command line, which others can read. */
export interface KindConfig {
  config: Config;
  ordner: Ordner;
  ort: Ort | null;
  zugang: Zugang | null;
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

export const KIND_VARIABLE = 'RATHAUSVERBUND_KIND';

export function kindConfig(): KindConfig {
  const text = process.env[KIND_VARIABLE];
  if (!text) throw new Error('Dieser Prozess wird nur von der Aufsicht gestartet (npm start).');
  delete process.env[KIND_VARIABLE];
  return JSON.parse(text) as KindConfig;
}

export function kindDatenbank(k: KindConfig): { ort: Ort; zugang: Zugang } {
  if (!k.ort || !k.zugang) throw new Error('Die Datenbank ist noch nicht eingerichtet.');
  return { ort: k.ort, zugang: k.zugang };
}
