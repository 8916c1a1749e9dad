import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tools/bundle.mjs';
import { FEHLER, type Fehlername } from './fehler.ts';

/** What has passed when the run begins to heal: a worker that is killed with its job would add the minute of its lease. */
const STOERUNGEN = 'web,verbindung,sequencer,schlucken,schneiden';
const EINGEBAUT: Fehlername[] = [
  'antrag-geloescht',
  'antrag-verdoppelt',
  'ereignis-entfernt',
  'blatt-vertauscht',
  'datei-verloren',
  'gegenzeichnung-falsch',
];
const GEZEIGT = [
  'antrag-verloren',
  'antrag-veraendert',
  'schluessel',
  'datei',
  'protokoll',
  'gabel',
  'unterschrift',
  'nachweis',
];

interface Bericht {
  ok: boolean | null;
  stoerungen: Record<string, number>;
  eigenschaften: Record<string, { geprueft: number; verletzt: string[] }>;
  eingebaut: { name: Fehlername; verletzt: string[] }[];
}

it('Ein kurzer Lauf hält alle Eigenschaften, und jeder eingebaute Fehler wird gefunden', {
  timeout: 240_000,
}, async () => {
  const args = ['--seed', '13', '--minutes', '0.2', '--nur', STOERUNGEN, '--fehler', EINGEBAUT.join(','), '--json'];
  const p = spawn(process.execPath, [join(root, 'tools/run.mjs'), 'chaos/chaos.ts', ...args], { cwd: root });
  let text = '';
  for (const strom of [p.stdout, p.stderr]) strom.on('data', (d: Buffer) => (text += d.toString()));
  const code = await new Promise((r) => p.once('close', r));
  const letzte = text.trim().split('\n').at(-1) ?? '';
  expect(letzte, text).toMatch(/^\{/);
  const b = JSON.parse(letzte) as Bericht;

  expect(Object.keys(b.stoerungen).length, text).toBeGreaterThanOrEqual(3);
  const verletzt = Object.entries(b.eigenschaften).filter(([, e]) => e.verletzt.length > 0);
  expect(verletzt, text).toEqual([]);
  for (const name of GEZEIGT) expect(b.eigenschaften[name]?.geprueft, name).toBeGreaterThan(0);

  expect(b.eingebaut.map((e) => e.name)).toEqual(EINGEBAUT);
  let vorher: string[] = [];
  for (const { name, verletzt } of b.eingebaut) {
    const neu = verletzt.filter((v) => !vorher.includes(v));
    expect(neu, name).toContain(FEHLER[name].faengt);
    vorher = verletzt;
  }
  expect([code, b.ok]).toEqual([1, false]);
});
