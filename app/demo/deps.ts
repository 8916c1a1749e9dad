import type { Datenbank } from '../base/index.ts';
import type { EinreichenDeps } from '../eingang/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Katalog } from '../leistungen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { AufgabenDeps } from '../prozesse/index.ts';

export interface SeedDeps {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
  katalog: Katalog;
  einreichen: EinreichenDeps;
  aufgaben: AufgabenDeps;
  uhr: { stelle(zeit: number): void };
  /** works off everything that is due by the seed's clock */
  leeren(): Promise<void>;
  melde(fertig: number, von: number): void;
}
