import { join } from 'node:path';
import { localDate } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import { createTexte } from '../../../base/index.ts';
import { aufzaehlung, wochenliste } from './warnungen.ts';

const t = createTexte([join(import.meta.dirname, 'texte')]);
const liste = (...montage: string[]) => wochenliste(t, montage.map(localDate));

describe('Wochen in einem Satz', () => {
  it('stehen einzeln, ab drei in Folge von bis, auch über das Jahresende', () => {
    expect(liste('2026-12-21', '2026-12-28', '2027-01-04', '2027-01-18')).toBe('KW 52 bis KW 1 und KW 3');
    expect(liste('2026-12-21', '2026-12-28')).toBe('KW 52 und KW 53');
    expect(liste('2026-12-28')).toBe('KW 53');
    expect(aufzaehlung(['a', 'b', 'c'])).toBe('a, b und c');
  });
});
