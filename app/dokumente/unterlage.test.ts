import { describe, expect, it } from 'vitest';
import { liesUnterlagen } from './unterlage.ts';

const PDF = Buffer.from('%PDF-1.4');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
const namen = (...alle: string[]) => {
  const e = liesUnterlagen(alle.map((name) => ({ name, bytes: PDF })));
  return e.ok ? e.unterlagen.map((u) => u.name) : e.grund;
};

describe('Eine eingereichte Datei', () => {
  it('ist, was ihre ersten Bytes sagen, nicht was ihr Name sagt', () => {
    expect(liesUnterlagen([{ name: 'foto.pdf', bytes: PNG }])).toMatchObject({
      unterlagen: [{ name: 'foto.png', mime: 'image/png' }],
    });
    for (const bytes of ['<html><script>', 'PK\u0003\u0004', 'GIF89a', ' %PDF-1.4', '%PD'])
      expect(liesUnterlagen([{ name: 'a.pdf', bytes: Buffer.from(bytes) }])).toMatchObject({ grund: 'unterlage.art' });
  });

  it('heißt ohne Ordner, ohne Unsichtbares und nicht zweimal gleich', () => {
    expect(namen('../../etc/passwd', 'C:\\Bilder\\Pass.PDF', '.versteckt.pdf')).toEqual([
      'passwd.pdf',
      'Pass.pdf',
      'versteckt.pdf',
    ]);
    expect(namen('Rechnung\u202Efdp.exe', 'a\u0000b\r\nc.pdf', '  ')).toEqual([
      'Rechnungfdp.exe.pdf',
      'abc.pdf',
      'Unterlage.pdf',
    ]);
    expect(namen('a.pdf', 'a.PDF', 'a.pdf')).toEqual(['a.pdf', 'a (2).pdf', 'a (3).pdf']);
    expect([...(namen('ä'.repeat(300))[0] ?? '')].length).toBe(104);
    // letters of two parts become one, so that no name is cut in between
    expect(namen('U\u0308ber.pdf')).toEqual(['Über.pdf']);
  });

  it('wird mit den anderen abgewiesen oder gar nicht', () => {
    expect(namen(...Array.from({ length: 5 }, () => 'a'))).toHaveLength(5);
    expect(namen(...Array.from({ length: 6 }, () => 'a'))).toBe('unterlage.zu-viele');
    const leer = { name: 'b.pdf', bytes: Buffer.alloc(0) };
    expect(liesUnterlagen([{ name: 'a.pdf', bytes: PDF }, leer])).toEqual({
      ok: false,
      grund: 'unterlage.leer',
      angaben: { name: 'b.pdf' },
    });
    expect(liesUnterlagen([])).toEqual({ ok: true, unterlagen: [] });
  });
});
