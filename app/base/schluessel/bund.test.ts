import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createDateien, createSchluesselbund, type Schluesselbund, writeDurable } from '../index.ts';

const wurzeln: string[] = [];
let ordner: string;
let bund: Schluesselbund;
const text = (s: string) => Buffer.from(s);
const dekPfad = (k: string, v: string) => join(ordner, 'dek', k, v.slice(-2), v);
/** the same folder, opened by another process: nothing in its memory */
const neuGeoeffnet = () => createSchluesselbund(ordner);
const alle = (o: string): string[] => readdirSync(o, { recursive: true, encoding: 'utf8' });

beforeEach(async () => {
  ordner = mkdtempSync(join(tmpdir(), 'rv-bund-'));
  wurzeln.push(ordner);
  bund = createSchluesselbund(ordner);
  await bund.createDek('wurzen', 'fall-01');
  await bund.createDek('thallwitz', 'fall-01');
  await bund.createDek('wurzen', 'fall-02');
});
afterAll(() => wurzeln.forEach((o) => rmSync(o, { recursive: true, force: true })));

describe('Der Schlüsselbund', () => {
  it('gibt zurück, was verschlüsselt wurde, auch in einem anderen Prozess, und zeigt keinen Klartext', () => {
    const geheim = bund.encrypt('wurzen', 'fall-01', text('Mareike Vogel'), 'datei');
    expect(geheim.includes('Mareike')).toBe(false);
    expect(geheim.equals(bund.encrypt('wurzen', 'fall-01', text('Mareike Vogel'), 'datei'))).toBe(false);
    expect(neuGeoeffnet().decrypt('wurzen', 'fall-01', geheim, 'datei').toString()).toBe('Mareike Vogel');
  });

  it('öffnet nichts mit dem Schlüssel eines anderen Hauses, Vorgangs oder Zwecks', () => {
    const geheim = bund.encrypt('wurzen', 'fall-01', text('geheim'), 'datei');
    for (const [k, v, zweck] of [
      ['thallwitz', 'fall-01', 'datei'],
      ['wurzen', 'fall-02', 'datei'],
      ['wurzen', 'fall-01', 'register'],
    ] as const)
      expect(() => bund.decrypt(k, v, geheim, zweck), `${k}/${v}/${zweck}`).toThrow();
  });

  it('merkt jedes veränderte, fehlende und angehängte Byte', () => {
    const geheim = bund.encrypt('wurzen', 'fall-01', text('geheim'), 'datei');
    for (let i = 0; i < geheim.length; i++) {
      const falsch = Buffer.from(geheim);
      falsch[i] = (falsch[i] ?? 0) ^ 1;
      expect(() => bund.decrypt('wurzen', 'fall-01', falsch, 'datei'), `Byte ${i}`).toThrow();
      expect(() => bund.decrypt('wurzen', 'fall-01', geheim.subarray(0, i), 'datei'), `Länge ${i}`).toThrow();
    }
    expect(() => bund.decrypt('wurzen', 'fall-01', Buffer.concat([geheim, text('x')]), 'datei')).toThrow();
  });

  it('nimmt keinen Schlüssel an, der aus einem anderen Haus kopiert wurde', () => {
    writeFileSync(dekPfad('thallwitz', 'fall-01'), readFileSync(dekPfad('wurzen', 'fall-01')));
    expect(() => neuGeoeffnet().encrypt('thallwitz', 'fall-01', text('x'), 'datei')).toThrow();
  });

  it('ist verloren, wenn Datei und Tagebuch weg sind, und legt ihn nicht still neu an', () => {
    const geheim = bund.encrypt('wurzen', 'fall-01', text('geheim'), 'datei');
    rmSync(dekPfad('wurzen', 'fall-01'));
    rmSync(join(ordner, 'tagebuch'), { recursive: true });
    expect(() => neuGeoeffnet().decrypt('wurzen', 'fall-01', geheim, 'datei')).toThrow();
    expect(() => neuGeoeffnet().encrypt('wurzen', 'fall-01', text('x'), 'datei')).toThrow();
  });

  it('behält den ersten Schlüssel und übersieht, was ein Stromausfall halb hinterließ', async () => {
    const vorher = readFileSync(dekPfad('wurzen', 'fall-01'));
    writeFileSync(`${dekPfad('wurzen', 'fall-01')}.1.abc.tmp`, 'halb');
    await bund.createDek('wurzen', 'fall-01');
    expect(readFileSync(dekPfad('wurzen', 'fall-01')).equals(vorher)).toBe(true);
    writeFileSync(`${dekPfad('wurzen', 'x-fall-01')}.1.abc.tmp`, 'halb');
    expect(() => bund.encrypt('wurzen', 'x-fall-01', text('x'), 'datei')).toThrow();
    await bund.createDek('wurzen', 'x-fall-01');
    expect(bund.encrypt('wurzen', 'x-fall-01', text('x'), 'datei').length).toBeGreaterThan(28);
  });

  it('ist nur für den eigenen Benutzer lesbar und lässt nichts Halbes liegen', () => {
    const dateien = alle(ordner).map((n) => join(ordner, n));
    for (const d of dateien) {
      const s = statSync(d);
      expect((s.mode & 0o077).toString(8), d).toBe('0');
    }
    expect(dateien.filter((d) => d.endsWith('.tmp'))).toEqual([]);
  });

  it('gibt jedem von vielen Prozessen denselben Schlüssel, auch wenn ihn alle zugleich zum ersten Mal anlegen', async () => {
    const skript = join(ordner, 'anlegen.mjs');
    const quelle = join(import.meta.dirname, 'bund.ts');
    const { build } = await import('esbuild');
    await build({ entryPoints: [quelle], outfile: skript, format: 'esm', platform: 'node', bundle: true });
    const lauf = join(ordner, 'lauf.mjs');
    writeFileSync(
      lauf,
      `import { createSchluesselbund } from './anlegen.mjs';
       const b = createSchluesselbund(${JSON.stringify(ordner)});
       process.on('message', async (jetzt) => {
         while (Date.now() < jetzt);
         const geheim = [];
         for (let i = 0; i < 200; i++) { await b.createDek('haus-' + i, 'v'); geheim.push(b.encrypt('haus-' + i, 'v', Buffer.from('x'), 'z').toString('hex')); }
         process.send(geheim, () => process.exit(0));
       });
       process.send('bereit');`,
    );
    const kinder = Array.from({ length: 3 }, () => fork(lauf, { stdio: 'inherit', execArgv: [] }));
    const warte = (k: (typeof kinder)[number]) => new Promise<unknown>((r) => k.once('message', r));
    await Promise.all(kinder.map(warte));
    const antworten = kinder.map(warte);
    const start = Date.now() + 50;
    for (const k of kinder) k.send(start);
    const geheim = (await Promise.all(antworten)) as string[][];
    const frisch = neuGeoeffnet();
    for (const liste of geheim)
      for (const [i, g] of liste.entries())
        expect(frisch.decrypt(`haus-${i}`, 'v', Buffer.from(g, 'hex'), 'z').toString()).toBe('x');
  });
});

describe('Dateien', () => {
  const bytes = Buffer.from('%PDF Bescheid über 50,00 €');
  const lege = (inhalt = bytes) => {
    const d = createDateien(join(ordner, 'dateien'), bund);
    return { d, angabe: d.write('wurzen', 'fall-01', { name: 'b.pdf', mime: 'application/pdf', bytes: inhalt }) };
  };
  const pfad = (ort: string) => join(ordner, 'dateien', 'wurzen', ort.slice(0, 2), ort);

  it('liegen verschlüsselt und kommen Byte für Byte zurück', () => {
    const { d, angabe } = lege();
    expect(readFileSync(pfad(angabe.ort)).includes('Bescheid')).toBe(false);
    expect(d.read('wurzen', 'fall-01', angabe.ort).equals(bytes)).toBe(true);
    expect(angabe).toMatchObject({ len: bytes.length, name: 'b.pdf' });
    expect(angabe.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(angabe.sha512).toMatch(/^[0-9a-f]{128}$/);
  });

  it('werden nicht gelesen, wenn sie verändert, vertauscht oder aus einem anderen Vorgang sind', () => {
    const { d, angabe } = lege();
    const andere = lege(Buffer.from('%PDF Bescheid über 5.000,00 €')).angabe;
    expect(() => d.read('wurzen', 'fall-02', angabe.ort)).toThrow();
    expect(() => d.read('thallwitz', 'fall-01', angabe.ort)).toThrow();
    const gut = readFileSync(pfad(angabe.ort));
    writeFileSync(pfad(angabe.ort), readFileSync(pfad(andere.ort)));
    expect(() => d.read('wurzen', 'fall-01', angabe.ort), 'vertauscht').toThrow();
    writeFileSync(pfad(angabe.ort), gut.subarray(0, gut.length - 1));
    expect(() => d.read('wurzen', 'fall-01', angabe.ort), 'gekürzt').toThrow();
  });

  it('schreiben Vorhandenes nicht um', () => {
    const ziel = join(ordner, 'einmal');
    writeDurable(ziel, text('zuerst'));
    writeDurable(ziel, text('danach'));
    expect(readFileSync(ziel, 'utf8')).toBe('zuerst');
    expect(alle(ordner).filter((n) => n.endsWith('.tmp'))).toEqual([]);
  });
});
