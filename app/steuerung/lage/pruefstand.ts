import { localDate } from '@rathausverbund/fristen';
import { GEWERBE } from '../../pruefstand/fall.ts';
import type { Alleinkosten } from './allein.ts';

/** What a town enters: fifteen hundredths of a post, and software. */
export const angaben = (mehr: Partial<Alleinkosten> = {}): Alleinkosten => ({
  leistung: GEWERBE,
  ab: localDate('2026-01-01'),
  stellen: 15,
  eg: 'E 8',
  jahreskosten: 6_180_000,
  zuschlag: 20,
  software: 240_000,
  ...mehr,
});
