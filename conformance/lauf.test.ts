import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJson } from '@rathausverbund/regelwerk';
import { afterAll, describe, expect, it } from 'vitest';
import { conformance } from './lauf.ts';
import { gleich } from './suiten/dmn-werte.ts';

const basis = mkdtempSync(join(tmpdir(), 'rv-suite-'));
afterAll(() => rmSync(basis, { recursive: true, force: true }));

async function laufe(...args: string[]) {
  const zeilen: string[] = [];
  const code = await conformance(args, join(basis, 'standards'), (z) => zeilen.push(z));
  return { code, zeilen, letzte: zeilen.at(-1) };
}

function ordner(name: string, dateien: Record<string, string>): string {
  const dir = join(basis, name);
  mkdirSync(dir, { recursive: true });
  for (const [datei, text] of Object.entries(dateien)) writeFileSync(join(dir, datei), text);
  return dir;
}

// a tree of one leaf: its root is the leaf's hash, its proof empty
const HASH = Buffer.alloc(32, 1).toString('base64');
const beweis = (wantErr: boolean) =>
  JSON.stringify({ leafIdx: 0, treeSize: 1, root: HASH, leafHash: HASH, proof: null, wantErr });

describe('npm run conformance', () => {
  it('nennt bei unbekannter Suite die bekannten und endet mit 3', async () => {
    for (const args of [[], ['unbekannt'], ['constructor'], ['merkle', 'a', 'b']]) {
      const { code, letzte } = await laufe(...args);
      expect([code, letzte]).toEqual([3, expect.stringContaining('merkle, pades, ers, dmn, bpmn')]);
    }
  });

  it('endet mit 3, wenn der Ordner fehlt oder keine Fälle enthält', async () => {
    expect((await laufe('merkle')).code).toBe(3);
    expect((await laufe('dmn', ordner('leer', {}))).code).toBe(3);
    expect((await laufe('pades', ordner('kaputt', { 'erwartet.json': '{' }))).code).toBe(3);
  });

  it('zählt bestandene Fälle in der letzten Zeile', async () => {
    const { code, zeilen } = await laufe('merkle', ordner('gut', { 'a.json': beweis(false) }));
    expect([code, zeilen]).toEqual([0, ['merkle: 1 passed, 0 failed, 0 skipped']]);
  });

  it('nennt, was anders ausging als erwartet, und endet mit 1', async () => {
    const { code, zeilen } = await laufe(
      'merkle',
      ordner('schlecht', { 'a.json': beweis(true), 'b.json': 'kein JSON', 'c.json': beweis(false) }),
    );
    expect(code).toBe(1);
    expect(zeilen[0]).toBe('failed: a.json: erwartet ungültig, geurteilt gültig');
    expect(zeilen.at(-1)).toBe('merkle: 1 passed, 2 failed, 0 skipped');
  });

  it('ein fremdes PDF ohne Erwartung wird ausgelassen, ein fehlendes ist ein Fehler', async () => {
    const dir = ordner('pdf', { 'fremd.pdf': '%PDF-1.7', 'erwartet.json': '[{"file":"fehlt.pdf","verdict":"holds"}]' });
    expect(await laufe('pades', dir)).toMatchObject({ code: 1, letzte: 'pades: 0 passed, 1 failed, 1 skipped' });
  });

  it('Beweisdatensätze werden nach ihrer Liste beurteilt; was sie nicht nennt, braucht nur eine Antwort', async () => {
    const dir = ordner('ers', {
      'a.ers': 'kein Beweisdatensatz',
      'b.ers.b64': 'AAAA',
      'erwartet.json': JSON.stringify([
        { record: 'a.ers', data: [{ text: 'x' }, { sha256: HASH }], verdict: 'does not hold' },
        { record: 'a.ers', data: [{ file: 'a.ers' }], verdict: 'holds' },
        { record: 'fehlt.ers', data: [{ text: 'x' }], verdict: 'does not hold' },
      ]),
    });
    expect(await laufe('ers', dir)).toMatchObject({ code: 1, letzte: 'ers: 1 passed, 2 failed, 1 skipped' });
  });

  it('was kein Modell ist, besteht nur, wenn es abgelehnt werden soll', async () => {
    const kein = { 'a.bpmn': '<kein BPMN', 'b.xml': '<x/>' };
    const { code, zeilen, letzte } = await laufe('bpmn', ordner('bpmn', kein));
    expect([code, letzte]).toEqual([1, 'bpmn: 0 passed, 2 failed, 0 skipped']);
    expect(zeilen[0]).toMatch(/^failed: a\.bpmn: abgelehnt: /);
    const soll = await laufe('bpmn', ordner('bpmn-soll', { ...kein, 'abgelehnt.json': '["a.bpmn", "b.xml"]' }));
    expect([soll.code, soll.letzte]).toEqual([0, 'bpmn: 2 passed, 0 failed, 0 skipped']);
  });

  it('liest Modelle in der Kodierung, in der sie gespeichert sind', async () => {
    const xml = (kodierung: string) =>
      `<?xml version="1.0" encoding="${kodierung}"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><callActivity id="c" calledElement="Prüfung"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="c"/><sequenceFlow id="g" sourceRef="c" targetRef="e"/></process></definitions>`;
    const dir = ordner('bpmn-kodierung', {});
    const schreibe = (name: string, bytes: Buffer) => writeFileSync(join(dir, `${name}.bpmn`), bytes);
    schreibe('gelogen', Buffer.from(xml('UTF-16')));
    schreibe('latin', Buffer.from(xml('ISO-8859-1'), 'latin1'));
    schreibe('utf16', Buffer.from(`\uFEFF${xml('UTF-16')}`, 'utf16le'));
    schreibe('utf16be', Buffer.from(`\uFEFF${xml('UTF-16')}`, 'utf16le').swap16());
    schreibe('unbekannt', Buffer.from(xml('gibtsnicht')));
    const { zeilen, letzte } = await laufe('bpmn', dir);
    expect(letzte).toBe('bpmn: 5 passed, 0 failed, 0 skipped');
    expect(zeilen.filter((z) => z.includes('„Prüfung“ gibt es nicht'))).toHaveLength(5);
  });

  it('ein Modell besteht nicht, wenn sein Prozess nicht zum Ende kommt, und wird ausgelassen, wenn keiner läuft', async () => {
    const ns = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"';
    const fluss = (von: string, nach: string) =>
      `<sequenceFlow id="${von}_${nach}" sourceRef="${von}" targetRef="${nach}"/>`;
    const modell = (inhalt: string) =>
      `<definitions ${ns}><process id="p" isExecutable="true">${inhalt}</process></definitions>`;
    const dir = ordner('bpmn-laeufe', {
      'gut.bpmn': modell(`<startEvent id="s"/><task id="t"/><endEvent id="e"/>${fluss('s', 't')}${fluss('t', 'e')}`),
      // one of two ways is gone, and the join waits for both
      'steht.bpmn': modell(
        `<startEvent id="s"/><exclusiveGateway id="x" default="x_a"/><task id="a"/><task id="b"/><parallelGateway id="g"/><endEvent id="e"/>${fluss('s', 'x')}${fluss('x', 'a')}${fluss('x', 'b').replace('/>', '><conditionExpression>=nie</conditionExpression></sequenceFlow>')}${fluss('a', 'g')}${fluss('b', 'g')}${fluss('g', 'e')}`,
      ),
      'leer.bpmn': modell(''),
    });
    const { code, zeilen } = await laufe('bpmn', dir);
    expect([code, zeilen.at(-1)]).toEqual([1, 'bpmn: 1 passed, 1 failed, 1 skipped']);
    expect(zeilen.join(' ')).toContain('Der Prozess braucht genau ein Startereignis, er hat 0.');
  });

  it('Formulare neben den Modellen werden übernommen, und die Aufgabe findet ihres', async () => {
    const ns =
      'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="http://activiti.org/bpmn" targetNamespace="x"';
    const formular = (felder: unknown) =>
      JSON.stringify({
        id: '1:stand:v1.0',
        sections: [{ fieldGroups: [{ id: 'g', title: 'G', rows: [{ fields: felder }] }] }],
      });
    const dir = ordner('bpmn-formulare', {
      'm.bpmn': `<definitions ${ns}><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="u" a:formKey="1:stand:v1.0"/><userTask id="v" a:formKey="anderes"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/><sequenceFlow id="g" sourceRef="u" targetRef="v"/><sequenceFlow id="h" sourceRef="v" targetRef="e"/></process></definitions>`,
      'gut.json': `\uFEFF${formular([
        { id: 'a', label: 'A', type: 'STRING' },
        { id: 'b', label: 'B', type: 'ROBOTER' },
      ])}`,
      // a field without its kind: nobody can say what it is
      'kaputt.json': formular([{ id: 'a', label: 'A' }]),
      'anderes.json': '{"name":"kein Formular"}',
      'halb.json': '{"sections":[',
    });
    const { code, zeilen } = await laufe('bpmn', dir);
    expect([code, zeilen.at(-1)]).toEqual([1, 'bpmn: 2 passed, 1 failed, 2 skipped']);
    expect(zeilen).toContain('m.bpmn: Aufgabe u, Formularschlüssel „1:stand:v1.0“: gut.json');
    // a file of that name is there, but it is no form
    expect(zeilen).toContain('m.bpmn: Aufgabe v, Formularschlüssel „anderes“: kein Formular daneben trägt ihn');
    expect(zeilen.join('\n')).toContain('gut.json: g.b: Die Feldart „ROBOTER“ ist unbekannt.');
    expect(zeilen.join('\n')).toContain('failed: kaputt.json: sections[0].fieldGroups[0].rows[0].fields[0].type');
  });

  it('ein Testfall ohne sein Modell besteht nicht', async () => {
    const ns = 'http://www.omg.org/spec/DMN/20160719/testcase';
    const xml = `<testCases xmlns="${ns}"><modelName>fehlt.dmn</modelName><testCase id="1"><resultNode name="x"><expected/></resultNode></testCase></testCases>`;
    const { code, letzte } = await laufe('dmn', ordner('dmn', { 'a.xml': xml, 'b.xml': '<' }));
    expect([code, letzte]).toEqual([1, 'dmn: 0 passed, 2 failed, 0 skipped']);
  });
});

describe('Werte der DMN-Suite', () => {
  const wert = (json: unknown, typ?: string) => {
    const gelesen = fromJson(json, typ);
    if (!gelesen.ok) throw new Error(gelesen.meldung);
    return gelesen.wert;
  };

  it.each([
    [1.00000000001, 1, true],
    [1.0000001, 1, false],
    ['1', 1, false],
    [true, 1, false],
    [[1, 2], [1], false],
    [{ b: 2, a: 1 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [null, 0, false],
  ])('%j gegen %j: %s', (ist, soll, erwartet) => expect(gleich(wert(ist), wert(soll))).toBe(erwartet));

  it('ein Text ist kein Datum', () => expect(gleich('2026-05-01', wert('2026-05-01', 'date'))).toBe(false));
});
