import { createHash } from 'node:crypto';
import { type Ereignis, type EreignisDokument, kanonischC, pruefeEreignis, rfc8785 } from '@rathausverbund/nachweis';
import { type Grundlage, zufallsbytes } from '../base/index.ts';

/** A stream of events: of a Vorgang, an agreement or a body. Its key is `id`. */
export interface Strom {
  art: Ereignis['strom']['art'];
  id: string;
  /** owner: its log receives the leaf */
  koerperschaft: string;
  /** '-' for streams of the body itself */
  leistung: string;
  /** the citizen who may read it, if any */
  buerger: string | null;
}

/** Head of a stream: number and C of the last event, its time. */
export interface Kopf {
  n: number;
  c: Buffer | null;
  at: number;
}

export const ANFANG: Kopf = { n: 0, c: null, at: 0 };

/** What a decision says of one event; the rest follows from stream, context and clock. */
export interface Angaben {
  kind: string;
  data: Ereignis['data'];
  docs?: EreignisDokument[];
  rule?: string | null;
}

export interface Handelnder {
  pseudonym: string;
  role: string;
  loa: string | null;
}

/** Nobody: what rules and processes do by themselves. */
export const MASCHINE: Handelnder = { pseudonym: 'verfahren', role: 'automatisiertes Verfahren', loa: null };

export interface Umstand {
  actor: Handelnder;
  fuer: Ereignis['fuer'];
  grundlage: Grundlage;
}

/** Names a log among those of an installation. */
export const logName = (l: { koerperschaft: string; epoche: number }) => `${l.koerperschaft}/${l.epoche}`;

export const sha256 = (d: Uint8Array) => createHash('sha256').update(d).digest();

/** Builds the next event: its canonical JSON, salt and C. An event is never earlier than its predecessor. */
export function buildEreignis(
  origin: string,
  strom: Strom,
  kopf: Kopf,
  umstand: Umstand,
  angaben: Angaben,
  jetzt: number,
) {
  const at = Math.max(jetzt, kopf.at);
  const { vereinbarung, norm, aufgabe, zweck } = umstand.grundlage;
  const ereignis: Ereignis = {
    v: 1,
    log: origin,
    strom: { art: strom.art, id: strom.id },
    n: kopf.n + 1,
    prev: kopf.c ? kopf.c.toString('hex') : null,
    kind: angaben.kind,
    at: new Date(at).toISOString(),
    actor: umstand.actor,
    fuer: umstand.fuer,
    grundlage: { vereinbarung, norm: norm ?? (vereinbarung ? null : 'eigene Zuständigkeit'), aufgabe, zweck },
    rule: angaben.rule ?? null,
    data: angaben.data,
    docs: angaben.docs ?? [],
  };
  const geprueft = pruefeEreignis(ereignis);
  if (!geprueft.ok) throw new Error(`${angaben.kind}: ${geprueft.meldung}`);
  const salt = zufallsbytes(32);
  const json = rfc8785(ereignis as never);
  const c = Buffer.from(kanonischC(sha256, salt, json));
  return { ereignis, json, salt, c, kopf: { n: ereignis.n, c, at } satisfies Kopf };
}
