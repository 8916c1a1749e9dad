import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hauptversion } from './embedded.ts';
import { neuesZu, readHauptversion, requireHauptversion, tausche, vollendeUmzug } from './umzug.ts';

let ordner: string;
let daten: string;
let alt: string;
const cluster = (pfad: string, version: number) => {
  mkdirSync(pfad);
  writeFileSync(join(pfad, 'PG_VERSION'), `${version}\n`);
};
beforeEach(() => {
  ordner = mkdtempSync(join(tmpdir(), 'rv-umzug-'));
  daten = join(ordner, 'postgres');
  alt = `${daten}-15`;
  cluster(daten, 15);
  cluster(neuesZu(daten), 18);
});
afterEach(() => rmSync(ordner, { recursive: true }));
const fertig = () => {
  expect(readdirSync(ordner).sort()).toEqual(['postgres', 'postgres-15']);
  expect([readHauptversion(daten), readHauptversion(alt)]).toEqual([18, 15]);
};

describe('Der Tausch der Ordner', () => {
  it('lässt die alten Daten daneben liegen', () => {
    tausche(daten, alt);
    fertig();
    expect(vollendeUmzug(daten)).toBeNull();
    fertig();
  });

  it.each([0, 1, 2])('geht nach einem Abbruch an jeder Stelle weiter: %i Namen sind schon geändert', (schon) => {
    writeFileSync(`${daten}.umzug`, alt);
    if (schon > 0) renameSync(daten, alt);
    if (schon > 1) renameSync(neuesZu(daten), daten);
    expect(vollendeUmzug(daten)).toBe(alt);
    fertig();
  });

  it('ohne das Wort, dass die Kopie ganz ist, geschieht nichts', () => {
    expect(vollendeUmzug(daten)).toBeNull();
    expect(readHauptversion(daten)).toBe(15);
  });

  it('geht auch, wo noch keine Daten lagen oder nur ein leerer Ordner', () => {
    rmSync(join(daten, 'PG_VERSION'));
    tausche(daten, '');
    expect(readdirSync(ordner)).toEqual(['postgres']);
    expect(readFileSync(join(daten, 'PG_VERSION'), 'utf8')).toBe('18\n');
    expect(existsSync(alt)).toBe(false);
  });
});

it('Daten einer anderen Hauptversion startet niemand, und ein Satz sagt, was zu tun ist', () => {
  expect(hauptversion()).toBe(18);
  expect(() => requireHauptversion(daten, 18)).toThrow(
    /von PostgreSQL 15.*bringt PostgreSQL 18 mit\. Es wurde nichts verändert\..*umziehen --programme.*\/usr\/lib\/postgresql\/15\/bin/,
  );
  expect(() => requireHauptversion(neuesZu(daten), 18)).not.toThrow();
  expect(() => requireHauptversion(join(ordner, 'nichts'), 18)).not.toThrow();
});
