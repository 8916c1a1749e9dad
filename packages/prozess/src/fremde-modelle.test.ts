import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileAusdruck } from '../test/feel.ts';
import { compileProzess } from './compile.ts';

const ordner = join(process.env.STANDARDS_DIR ?? '../shared/standards', 'bpmn');
const dateien = existsSync(ordner)
  ? readdirSync(ordner, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(bpmn|xml)$/.test(name))
  : [];
if (dateien.length === 0) console.info(`Fremde BPMN-Modelle übersprungen: ${ordner} fehlt.`);

describe.skipIf(dateien.length === 0)('fremde Modelle', () => {
  it.each(dateien)('%s wird übersetzt oder mit Gründen abgewiesen', async (name) => {
    const xml = readFileSync(join(ordner, name), 'utf8');
    // Models for documentation are not executable: asked to run, each must say what it lacks.
    for (const fassung of [xml, xml.replace(/isExecutable="false"/, 'isExecutable="true"')]) {
      const kompilat = await compileProzess(fassung, { compileAusdruck });
      if (kompilat.ok) continue;
      expect(kompilat.fehler.length).toBeGreaterThan(0);
      for (const fehler of kompilat.fehler) {
        expect(fehler.element).not.toBe('');
        expect(fehler.meldung).toMatch(/^[\p{Lu}„].*\.$/u);
      }
    }
  });

  it('das Modell mit Activiti-Erweiterungen nennt Skripte und fremde Attribute', async () => {
    const name = dateien.find((datei) => datei.includes('generischesProzessmodell'));
    if (!name) return;
    const kompilat = await compileProzess(readFileSync(join(ordner, name), 'utf8'), { compileAusdruck });
    const meldungen = kompilat.ok ? [] : kompilat.fehler.map((f) => f.meldung);
    expect(meldungen.some((m) => m.startsWith('Ein Skript in „groovy“ wird nicht ausgeführt.'))).toBe(true);
    expect(meldungen.some((m) => m.includes('activiti:assignee'))).toBe(true);
  });
});
