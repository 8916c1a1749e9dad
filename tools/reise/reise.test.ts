import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { arbeitsplatz } from './arbeitsplatz.ts';
import { bekanntgabe } from './bekanntgabe.ts';
import { besehen } from './besehen.ts';
import { dokumente } from './dokumente.ts';
import { zuSchwer } from './fotos.ts';
import { gewerbeAntrag } from './gewerbe.ts';
import { hundOhneKonto } from './hund.ts';
import { type Instanz, neuerOrdner, startInstanz } from './instanz.ts';
import { klaerung } from './klaerung.ts';
import type { Reise } from './reise.ts';
import { steuerung } from './steuerung.ts';
import { stoerung } from './stoerung.ts';
import { suchen } from './suchen.ts';
import { uebrige } from './uebrige.ts';
import { unterlagen } from './unterlagen.ts';
import { versand } from './versand.ts';

// One demo for the whole file: the walks build on each other, as the work of one day does.
// REISE_BASIS=http://127.0.0.1:8080 walks on a fresh demo that runs already.
const ordner = neuerOrdner();
const r = { besuche: [] } as unknown as Reise;
let instanz: Instanz | undefined;

vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  const laeuft = process.env['REISE_BASIS'];
  if (!laeuft) instanz = await startInstanz({ daten: ordner.daten, umgebung: { DEMO_BESTAND: 'voll' } });
  r.basis = laeuft ?? instanz?.basis ?? '';
}, 300_000);

afterAll(async () => {
  await instanz?.stop();
  ordner.weg();
}, 60_000);

suchen(r);
gewerbeAntrag(r);
dokumente(r);
unterlagen(r);
hundOhneKonto(r);
arbeitsplatz(r);
bekanntgabe(r);
versand(r);
klaerung(r);
steuerung(r);
stoerung(r);
uebrige(r);

describe('Alle Seiten, die zu sehen waren', () => {
  it('sind ohne Fund von axe und ohne Querlauf, hell und dunkel, breit und schmal', { timeout: 300_000 }, async () => {
    expect(r.besuche.length).toBeGreaterThan(20);
    expect(await besehen(r.besuche)).toEqual([]);
    expect(zuSchwer()).toEqual([]);
  });
});
