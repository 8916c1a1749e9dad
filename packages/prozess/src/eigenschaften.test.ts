import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { band, beliebig, daten, fuehre, gemischt, passendeZuege } from '../test/befehle.ts';
import { ANZEIGE, uebersetze } from '../test/bpmn.ts';
import { spiele } from '../test/buch.ts';
import { erzeuge } from '../test/erzeuger.ts';
import { wandere } from './wandern.ts';
import type { Zustand } from './zustand.ts';

// More of them: LAEUFE=5000 npm test -- packages/prozess/src/eigenschaften.test.ts
const LAEUFE = Number(process.env['LAEUFE'] ?? 80);

describe('beliebige Modelle und Befehle', () => {
  it('erhalten die Token, werfen nie und ergeben beim Nachspielen dasselbe', async () => {
    await fc.assert(
      fc.asyncProperty(band, daten, gemischt, async (zahlen, start, zuege) => {
        const prozess = await uebersetze(erzeuge(zahlen));
        const befehle = [...fuehre(prozess, start, zuege)];
        expect(spiele(prozess, befehle)).toEqual(spiele(prozess, befehle));
      }),
      { numRuns: LAEUFE },
    );
  }, 300_000);

  it('ein Umzug in dieselbe Fassung ändert nichts', async () => {
    await fc.assert(
      fc.asyncProperty(band, daten, passendeZuege, async (zahlen, start, zuege) => {
        const prozess = await uebersetze(erzeuge(zahlen));
        const zustand = spiele(prozess, fuehre(prozess, start, zuege));
        if (!zustand || zustand.fertig) return;
        const w = wandere(prozess, prozess, zustand);
        expect(w).toMatchObject({ ok: true, wirkungen: [] });
        const nachSchritt = (z: Zustand) => ({ ...z, token: z.token.toSorted((a, b) => a.schritt - b.schritt) });
        if (w.ok) expect(nachSchritt(w.zustand)).toEqual(nachSchritt(zustand));
      }),
      { numRuns: Math.ceil(LAEUFE / 2) },
    );
  }, 300_000);

  it('die Anzeige hält auch allem Unsinn stand', async () => {
    const prozess = await uebersetze(ANZEIGE);
    const start = { aktenzeichen: 'A', antrag: {}, pruefung: {} };
    fc.assert(
      fc.property(fc.array(beliebig, { maxLength: 40 }), (befehle) => {
        spiele(prozess, [{ art: 'start', variablen: start }, ...befehle]);
      }),
      { numRuns: 120 },
    );
  });
});

describe('der Erzeuger der Modelle', () => {
  it('kommt auf jede Art von Element', async () => {
    const arten = new Set<string>();
    const ausloeser = new Set<string>();
    const baender = fc.sample(fc.array(fc.nat(1000), { minLength: 40, maxLength: 120 }), { numRuns: 150, seed: 7 });
    for (const zahlen of baender) {
      for (const k of (await uebersetze(erzeuge(zahlen))).knoten.values()) {
        arten.add('mehrfach' in k && k.mehrfach ? `${k.art}*` : k.art);
        if (k.art === 'rand' || (k.art === 'start' && k.ereignis)) ausloeser.add(`${k.art}:${k.ereignis?.art}`);
      }
    }
    const erwartet =
      'aufgabe aufgabe* aufruf bedingung dienst dienst* ende entscheidung exklusiv inklusiv nachricht parallel rand signal skript start teilprozess teilprozess* wahl wurf zeit';
    expect([...arten]).toEqual(expect.arrayContaining(erwartet.split(' ')));
    const jede = ['zeit', 'nachricht', 'signal', 'bedingung', 'fehler', 'eskalation'];
    expect([...ausloeser]).toEqual(
      expect.arrayContaining([...jede.flatMap((a) => [`rand:${a}`, `start:${a}`]), 'rand:ausgleich']),
    );
  });
});
