import { describe, expect, it } from 'vitest';
import { HILFE, liesAufruf } from './aufruf.ts';
import { berichte } from './bericht.ts';
import { FEHLERNAMEN } from './fehler.ts';
import type { Ergebnis } from './lauf.ts';
import { ARTEN } from './plan.ts';
import type { Urteil } from './pruefung/model.ts';

describe('Der Aufruf von npm run chaos', () => {
  it('liest seine Angaben, und ohne Seed gilt der gezogene', () => {
    expect(liesAufruf([], 42)).toEqual({ seed: 42, minuten: 1, json: false, arten: ARTEN, fehler: [], ordner: null });
    const args = '--seed 5 --minutes 0.3 --nur web,worker --fehler ereignis-entfernt --ordner x --json'.split(' ');
    expect(liesAufruf(args, 42)).toEqual({
      seed: 5,
      minuten: 0.3,
      json: true,
      arten: ['web', 'worker'],
      fehler: ['ereignis-entfernt'],
      ordner: 'x',
    });
  });

  it('sagt, was er nicht kennt', () => {
    for (const args of ['--seed x', '--seed', '--minutes 0', '--nur web,flut', '--fehler keiner', '--ordner', 'hallo'])
      expect(liesAufruf(args.split(' '), 1), args).toMatch(/ist nicht bekannt/);
  });

  it('erklärt jede Störung und jeden Fehler, der sich einbauen lässt', () => {
    expect(liesAufruf(['--seed', '1', '--help'], 1)).toBeNull();
    for (const wort of [...ARTEN, ...FEHLERNAMEN]) expect(HILFE.join('\n')).toContain(wort);
  });
});

describe('Der Bericht', () => {
  const urteil = (name: string, verletzt: string[]): Urteil => ({ name, satz: `Satz ${name}`, geprueft: 3, verletzt });
  const ergebnis = (x: Partial<Ergebnis>): Ergebnis => ({
    stoerungen: { web: 2 },
    gezaehlt: { 'Antwort 503': 4 },
    vonSelbst: {},
    nichtMoeglich: [],
    ruheNach: 9,
    urteile: [urteil('a', []), urteil('b', [])],
    mitFehler: [],
    ...x,
  });
  const aufruf = { seed: 5, minuten: 2, arten: ARTEN };
  const von = (x: Partial<Ergebnis>) => berichte(aufruf, ergebnis(x));

  it('endet mit 0, wenn alles hält, und nennt, wie man es wiederholt', () => {
    const { code, json, zeilen } = von({});
    expect([code, json['ok']]).toEqual([0, true]);
    expect(zeilen.at(-1)).toBe(
      'Alle 2 Eigenschaften halten. Seed 5, noch einmal: npm run chaos -- --seed 5 --minutes 2',
    );
    expect(zeilen.join('\n')).toContain('2  Webprozess mit kill -9 beendet');
  });

  it('endet mit 1, sobald eine Eigenschaft verletzt ist, auch durch einen eingebauten Fehler', () => {
    const urteile = [urteil('a', []), urteil('b', ['so war es'])];
    expect(von({ urteile })).toMatchObject({ code: 1, json: { ok: false } });
    expect(von({ urteile }).zeilen.join('\n')).toContain('so war es');
    const { code, zeilen } = von({ mitFehler: [{ name: 'antrag-geloescht', urteile }] });
    expect(code).toBe(1);
    expect(zeilen.at(-1)).toContain('--minutes 2 --fehler antrag-geloescht');
  });

  it('sagt, welche Störung auf diesem Rechner nicht geht', () => {
    const { zeilen, json } = von({ nichtMoeglich: ['platte-voll'] });
    expect(zeilen.join('\n')).toContain('Datenträger ist voll (hier nicht möglich');
    expect(json['nichtMoeglich']).toEqual(['platte-voll']);
  });

  it('endet mit 2, wenn die Anlage nicht zur Ruhe kam', () => {
    expect(von({ ruheNach: null, urteile: [] })).toMatchObject({ code: 2, json: { ok: null } });
  });
});
