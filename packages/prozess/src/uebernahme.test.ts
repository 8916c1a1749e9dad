import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aufgabe, ende, fertige, geher, gruende, modell, offen, pfade, start } from '../test/bpmn.ts';
import { compileAusdruck } from '../test/feel.ts';
import { compileProzess } from './compile.ts';
import { alsFeel } from './lesen/juel.ts';
import { uebernimm } from './uebernahme.ts';

async function nimm(xml: string) {
  const u = await uebernimm(xml, { compileAusdruck });
  if (!u.ok) throw new Error(JSON.stringify(u.fehler));
  return u;
}

describe('ein fremdes Modell', () => {
  it('läuft, soweit es verstanden wird; für den Rest steht eine Person ein, mit Grund', async () => {
    const xml = modell(
      `${start}<bpmn:task id="t" name="Tun"/><bpmn:serviceTask id="d" name="PDF" activiti:class="de.PdfErstellen"/>${ende()}${pfade('s>t', 't>d', 'd>e')}`,
    );
    expect(await gruende(xml)).not.toEqual([]);
    const { prozesse } = await nimm(xml);
    expect(prozesse[0]?.hinweise.map((h) => `${h.element}: ${h.meldung}`)).toEqual([
      't: Unbestimmte Aufgabe wird nicht unterstützt.',
      'd: Das Attribut „activiti:class“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.',
      'd: Der Dienst (zeebe:taskDefinition type) fehlt.',
    ]);
    const g = geher(prozesse[0]?.prozess as never);
    g.tue({ art: 'start', variablen: {} });
    fertige(g, 't');
    expect(fertige(g, 'd')).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
  });

  it('mit Bedingungen in anderer Sprache: eine Person wählt den Pfad', async () => {
    const xml = modell(
      `${start}<bpmn:exclusiveGateway id="x"/>${aufgabe('a')}${aufgabe('b')}${ende()}` +
        pfade('s>x', 'x>a:${pruefer.ja(antrag)}', 'x>b:${!antrag}', 'a>e', 'b>e'),
    );
    const { prozesse } = await nimm(xml);
    const g = geher(prozesse[0]?.prozess as never);
    expect(g.tue({ art: 'start', variablen: {} })).toMatchObject([{ art: 'vorfall', element: 'x' }]);
    g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { auswahl: { x: 'x_b' } } });
    expect(offen(g)).toEqual(['b']);
  });

  it('mit einfachen Bedingungen von Activiti: sie gelten, in FEEL übersetzt', async () => {
    const xml = modell(
      `${start}<bpmn:exclusiveGateway id="x"/>${aufgabe('a')}${aufgabe('b')}${ende()}` +
        pfade('s>x', "x>a:${antrag=='ja' and zahl gt 3}", 'x>b:${antrag!="ja"}', 'a>e', 'b>e'),
    );
    const { prozesse } = await nimm(xml);
    const g = geher(prozesse[0]?.prozess as never);
    g.tue({ art: 'start', variablen: { antrag: 'ja', zahl: 4 } });
    expect(offen(g)).toEqual(['a']);
    expect(alsFeel("${radioAntrag=='angenommen' || !(x)}")).toBeUndefined();
    expect(alsFeel('${x > 1 && (y.z == "a" || w lt 2.5)}')).toBe('x > 1 and ( y.z = "a" or w < 2.5 )');
    for (const nicht of ['${dienst.tue()}', '${f (x)}', '${a + b}', '${}', 'x == 1', '${"offen}'])
      expect(alsFeel(nicht)).toBeUndefined();
  });

  it('ohne ausführbaren Prozess, mit mehreren Becken und losen Enden', async () => {
    const zweiter = `<bpmn:process id="zwei" isExecutable="false"><bpmn:startEvent id="s2"/><bpmn:task id="lose"/><bpmn:task id="t2"/>${pfade('s2>t2')}</bpmn:process>`;
    const { prozesse } = await nimm(modell(`${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`, zweiter));
    expect(prozesse.map((p) => [p.id, p.prozess?.knoten.size])).toEqual([
      ['probe', 3],
      ['zwei', 2],
    ]);
    expect(prozesse[1]?.hinweise.map((h) => h.element)).toContain('lose');
  });

  it('das keines ist, wird mit einem Grund abgelehnt', async () => {
    for (const xml of ['', '<kaputt', '<html/>', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'])
      expect(await uebernimm(xml, { compileAusdruck })).toMatchObject({ ok: false, fehler: [{ element: 'datei' }] });
  });
});

const ordner = join(process.env['STANDARDS_DIR'] ?? '../shared/standards', 'bpmn');
const dateien = existsSync(ordner)
  ? readdirSync(ordner, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(bpmn|xml)$/.test(name))
  : [];
if (dateien.length === 0) console.info(`Fremde BPMN-Modelle übersprungen: ${ordner} fehlt.`);

describe.skipIf(dateien.length === 0)('die Modelle der MIWG und von Amt24', () => {
  it.each(dateien)('%s läuft, und jedes Element, das nicht so läuft wie gemeint, hat seinen Grund', async (name) => {
    const { prozesse } = await nimm(readFileSync(join(ordner, name), 'utf8'));
    for (const { prozess, hinweise } of prozesse) {
      expect(prozess?.knoten.size).toBeGreaterThan(1);
      for (const h of hinweise)
        expect(h).toEqual(expect.objectContaining({ meldung: expect.stringMatching(/^[\p{Lu}„].*\.$/su) }));
    }
  });

  it('streng übersetzt werden sie nicht: das Modell von Amt24 nennt Skripte und fremde Attribute', async () => {
    const name = dateien.find((datei) => datei.includes('generischesProzessmodell'));
    if (!name) return;
    const kompilat = await compileProzess(readFileSync(join(ordner, name), 'utf8'), { compileAusdruck });
    const meldungen = kompilat.ok ? [] : kompilat.fehler.map((f) => f.meldung);
    expect(meldungen.some((m) => m.startsWith('Ein Skript in „groovy“ wird nicht ausgeführt.'))).toBe(true);
    expect(meldungen.some((m) => m.includes('activiti:assignee'))).toBe(true);
  });
});
