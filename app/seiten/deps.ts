import type { FastifyRequest } from 'fastify';
import type { Dateien, Datenbank, Kontext, Log, Texte } from '../base/index.ts';
import type { Satz } from '../dokumente/index.ts';
import type { EinreichenDeps, NachrichtDeps } from '../eingang/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Sitzung } from '../konten/index.ts';
import type { Katalog } from '../leistungen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { AufgabenDeps } from '../prozesse/index.ts';
import type { EingangsZeile } from '../vorgaenge/index.ts';

/** A role to step into with one click: a real sign-in, the account preselected. */
export interface Einstieg {
  readonly schluessel: string;
  readonly name: string;
  readonly weg: string;
}

/** `pruefen.html`: the verifier as one page that needs no network, for taking along. `sha256` in hex. */
export interface Pruefseite {
  readonly html: string;
  readonly sha256: string;
}

/** `pruefen.mjs`: the same verifier as a command in one file. `sha256` in hex. */
export interface Pruefprogramm {
  readonly text: string;
  readonly sha256: string;
}

/** What pages are built from; put together in main/web.ts. */
export interface SeitenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  verzeichnis: Verzeichnis;
  dateien: Dateien;
  /** typesets what a page hands out as PDF */
  satz: Pick<Satz, 'setze'>;
  einreichen: EinreichenDeps;
  nachricht: NachrichtDeps;
  aufgaben: AufgabenDeps;
  /** rooms that delete their part of an erased Vorgang, in this order */
  loeschraeume: readonly string[];
  t: Texte;
  /** for what failed without failing the request */
  log: Log;
  /** demo: fictitious people, TEST keys; the pages say so */
  demo: boolean;
  /** roles offered by the first door; none in production */
  einstiege: readonly Einstieg[];
  basisUrl: string;
  sitzungOf(anfrage: FastifyRequest): Promise<Sitzung | null>;
  /** the proof of one Vorgang, of what this context may read of it; 'nachweis.folgt' while the log has not taken everything yet */
  nachweis(
    vorgang: Pick<EingangsZeile, 'koerperschaft' | 'id' | 'aktenzeichen' | 'kopf'>,
    kontext: Kontext,
  ): Promise<{ ok: true; name: string; bytes: Uint8Array } | { ok: false; grund: string }>;
  /** the stand-alone verifier with this installation's anchors */
  pruefe(bytes: Uint8Array): Promise<import('@rathausverbund/nachweis').Pruefergebnis>;
  /** without it the page to take along is not offered */
  pruefseite?: Pruefseite;
  /** without it the command to take along is not offered */
  pruefprogramm?: Pruefprogramm;
}
