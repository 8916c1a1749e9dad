import { join } from 'node:path';
import type { RaumMigrationen } from '../base/index.ts';

const app = join(import.meta.dirname, '..');

/** Rooms with tables, in the order of the floors. */
export const raeume: RaumMigrationen[] = [
  'base',
  'kommunen',
  'konten',
  'dokumente',
  'nachweise',
  'vereinbarungen',
  'leistungen',
  'vorgaenge',
  'zahlungen',
  'register',
  'bekanntgabe',
  'prozesse',
  'eingang',
  'abrechnung',
  'steuerung',
].map((raum) => ({
  raum,
  ordner: join(app, raum, 'migrations'),
}));

/** Rooms with rows of a Vorgang: each has a function `loesche_vorgang`. Who refers goes before what is referred to. */
export const LOESCHRAEUME = [
  'eingang',
  'prozesse',
  'bekanntgabe',
  'zahlungen',
  'vorgaenge',
  'dokumente',
  'base',
  'nachweise',
] as const;
