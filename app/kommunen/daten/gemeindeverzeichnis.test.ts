import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GemeindeEintrag, Gemeindeverzeichnis } from './typen.ts';

const daten: Gemeindeverzeichnis = JSON.parse(
  readFileSync(join(import.meta.dirname, 'gemeindeverzeichnis.json'), 'utf8'),
);
const { gemeinden, kreise, verbaende } = daten;
const gemeinde = (kurzname: string): GemeindeEintrag | undefined => gemeinden.find((g) => g.kurzname === kurzname);
const kleine = gemeinden.filter((g) => g.einwohner < 5000);
const artDesVerbands = (g: GemeindeEintrag) => verbaende.find((v) => v.ars === g.verband)?.art;

describe('Das Gemeindeverzeichnis', () => {
  it('nennt seine Quelle', () => {
    expect(daten.quelle.attribution).toBe('Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, Stand 31.08.2025');
    expect(daten.stand).toBe('2025-08-31');
  });

  it('enthält 418 Gemeinden, 10 Landkreise und 3 kreisfreie Städte', () => {
    expect(gemeinden).toHaveLength(418);
    expect(new Set(gemeinden.map((g) => g.ags)).size).toBe(418);
    expect(kreise.filter((k) => k.art === 'Landkreis')).toHaveLength(10);
    expect(kreise.filter((k) => k.art === 'Kreisfreie Stadt').map((k) => k.name)).toEqual([
      'Stadt Chemnitz',
      'Stadt Dresden',
      'Stadt Leipzig',
    ]);
  });

  it('ergibt die veröffentlichten Zahlen: 264 unter 5.000 Einwohnern, 145 davon in einem Verband, 115 fremd verwaltet', () => {
    expect(kleine).toHaveLength(264);
    expect(kleine.filter((g) => g.verband !== null)).toHaveLength(145);
    const imVerwaltungsverband = kleine.filter((g) => artDesVerbands(g) === 'Verwaltungsverband');
    const beiErfuellenderGemeinde = kleine.filter(
      (g) => g.erfuellendeGemeinde !== null && g.erfuellendeGemeinde !== g.ags,
    );
    expect([imVerwaltungsverband.length, beiErfuellenderGemeinde.length]).toEqual([21, 94]);
  });

  it('hat nur Schlüssel, die es gibt, und Schlüssel, die zueinander passen', () => {
    const kreisSchluessel = new Set(kreise.map((k) => k.ags));
    const verbandSchluessel = new Set(verbaende.map((v) => v.ars));
    for (const g of gemeinden) {
      expect(g.ags).toMatch(/^14\d{6}$/);
      expect(g.ars).toBe(g.kreis + g.ars.slice(5, 9) + g.ags.slice(5));
      expect(kreisSchluessel).toContain(g.kreis);
      if (g.verband !== null) expect(verbandSchluessel).toContain(g.verband);
    }
  });

  it('lässt in jeder Verwaltungsgemeinschaft ein Mitglied die Aufgaben erfüllen, zu bestätigen', () => {
    const mitErfuellender = gemeinden.filter((g) => g.erfuellendeGemeinde !== null);
    expect(mitErfuellender).toHaveLength(158);
    for (const g of mitErfuellender) {
      const erfuellende = gemeinden.find((e) => e.ags === g.erfuellendeGemeinde);
      expect(erfuellende?.verband).toBe(g.verband);
      expect(g.zuBestaetigen).toEqual(['erfuellendeGemeinde']);
    }
  });

  it('führt 04808 für mehrere Gemeinden', () => {
    expect(gemeinden.filter((g) => g.plz === '04808').map((g) => g.kurzname)).toEqual([
      'Lossatal',
      'Thallwitz',
      'Wurzen',
    ]);
  });

  it.each([
    ['Wurzen', '14729410', 'Stadt Wurzen', 16238, 6900, '04808', '14729'],
    ['Thallwitz', '14729380', 'Gemeinde Thallwitz', 3516, 5309, '04808', '14729'],
    ['Lossatal', '14729245', 'Gemeinde Lossatal', 6067, 11117, '04808', '14729'],
    ['Bennewitz', '14729030', 'Gemeinde Bennewitz', 5135, 4681, '04828', '14729'],
    ['Augustusburg', '14522020', 'Stadt Augustusburg', 4379, 2338, '09573', '14522'],
  ])('kennt %s', (kurzname, ags, name, einwohner, flaecheHa, plz, kreis) => {
    expect(gemeinde(kurzname)).toMatchObject({
      ags,
      name,
      einwohner,
      flaecheHa,
      plz,
      kreis,
      verband: null,
      erfuellendeGemeinde: null,
    });
  });

  it('hält Namen frei von „, Stadt“ und trennt die sorbische Form ab', () => {
    expect(gemeinden.filter((g) => /,| \/ /.test(g.kurzname))).toEqual([]);
    expect(gemeinden.filter((g) => /^Stadt Stadt|, /.test(g.name))).toEqual([]);
    expect(gemeinde('Bautzen')).toMatchObject({
      name: 'Stadt Bautzen / Budyšin',
      sorbisch: 'Budyšin',
      zusaetze: ['Hochschulstadt'],
    });
    expect(gemeinde('Weißwasser/O.L.')).toMatchObject({ sorbisch: 'Běła Woda' });
    expect(gemeinde('Stadt Wehlen')?.name).toBe('Stadt Wehlen');
    expect(new Set(gemeinden.map((g) => g.name)).size).toBe(418);
  });

  it('verwechselt gleichnamige Sitze nicht', () => {
    const sitz = (ars: string) =>
      gemeinden.find((g) => g.ags === verbaende.find((v) => v.ars === ars)?.sitzAgs)?.kurzname;
    expect(sitz('145235125')).toBe('Reichenbach im Vogtland');
    expect(sitz('146265232')).toBe('Reichenbach/O.L.');
    expect(sitz('145225113')).toBe('Lichtenberg/Erzgeb.');
    expect(sitz('147305601')).toBe('Eilenburg');
  });
});
