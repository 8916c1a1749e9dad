import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTexte } from '../texte.ts';
import { meldungenOrdner, meldungOf } from './index.ts';
import { STATUS } from './tabelle.ts';

const t = createTexte([meldungenOrdner]);
const app = join(import.meta.dirname, '..', '..');
const quellen = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((n) => /\.tsx?$/.test(n) && !/\.test\.tsx?$/.test(n))
  .map((n) => readFileSync(join(app, n), 'utf8'));
const codes = [...new Set(quellen.flatMap((q) => [...q.matchAll(/ablehnen\(\s*'([^']+)'/g)].map((m) => m[1] ?? '')))];

describe('Die Meldungen zu Ablehnungen', () => {
  it('kennen jeden Grund, den der Quelltext nennt', () => {
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((c) => !Object.hasOwn(STATUS, c))).toEqual([]);
  });

  it.each(Object.keys(STATUS))('%s: ein ganzer Satz und ein Status', (grund) => {
    const m = meldungOf(t, {
      grund,
      angaben: {
        meldung: 'm',
        name: 'n',
        aktenzeichen: 'a',
        niveau: 'n',
        regeln: 'r',
        tag: '2026-11-27',
        mb: '10',
        anzahl: '5',
      },
    });
    expect(m.text).toMatch(/^[A-ZÄÖÜ].*[.)]$/);
    expect(m.text).not.toMatch(/[{}]/);
    expect(m.status).toBeGreaterThanOrEqual(400);
  });

  it('lassen ohne Einzelheit keine leere Klammer stehen', () => {
    expect(meldungOf(t, { grund: 'zustaendigkeit.widerspruch' }).text).not.toMatch(/[{}()]/);
  });

  it('schreiben einen Tag, wie Menschen ihn schreiben', () => {
    const m = meldungOf(t, { grund: 'vereinbarung.kuendigungsfrist', angaben: { tag: '2027-02-26' } });
    expect(m.text).toContain('26.02.2027');
    expect(m.text).not.toContain('2027-02');
  });

  it('nennen bei Fehlern des Ablaufs 409 und bei unbekanntem Grund 500, ohne Inneres zu zeigen', () => {
    expect(meldungOf(t, { grund: 'prozess.schritt-unbekannt', angaben: { meldung: 'Schritt 3' } }).status).toBe(409);
    const m = meldungOf(t, { grund: 'constructor' });
    expect(m.status).toBe(500);
    expect(m.text).not.toContain('constructor');
  });
});
