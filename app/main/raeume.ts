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
].map((raum) => ({
  raum,
  ordner: join(app, raum, 'migrations'),
}));
