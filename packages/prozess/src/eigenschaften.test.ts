import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { band, beliebig, daten, fuehre, gemischt, passend, passendeZuege } from '../test/befehle.ts';
import { ANZEIGE, uebersetze } from '../test/bpmn.ts';
import { spiele } from '../test/buch.ts';
import { erzeuge } from '../test/erzeuger.ts';
import { advance } from './advance.ts';
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
        if (w.ok) expect(w.zustand).toEqual(zustand);
      }),
      { numRuns: Math.ceil(LAEUFE / 2) },
    );
  }, 300_000);

  it('ein Umzug in ein Modell mit lauter neuen Kennungen ändert nur die Kennungen', async () => {
    const neuerName = (id: string) =>
      id
        .split('/')
        .map((t) => (/^[a-z]+\d+$/.test(t) ? `q${t}` : t))
        .join('/');
    await fc.assert(
      fc.asyncProperty(band, daten, passendeZuege, async (zahlen, start, zuege) => {
        const xml = erzeuge(zahlen);
        const alt = await uebersetze(xml);
        const neu = await uebersetze(xml.replace(/(?<=")[a-z]+\d+(?=")/g, neuerName));
        const zustand = spiele(alt, fuehre(alt, start, zuege));
        if (!zustand || zustand.fertig) return;
        const zuordnung = Object.fromEntries(
          [...alt.knoten.keys(), ...alt.fluesse.keys()]
            .filter((id) => neuerName(id) !== id)
            .map((id) => [id, neuerName(id)]),
        );
        const w = wandere(alt, neu, zustand, zuordnung);
        if (!w.ok) throw new Error(JSON.stringify(w.gruende));
        expect(w.wirkungen.filter((x) => x.art !== 'aufgabe-anpassen')).toEqual([]);
        const benannt = JSON.parse(JSON.stringify(zustand), (name, wert: unknown) =>
          ['element', 'ueber', 'durch', 'unter'].includes(name) ? neuerName(String(wert)) : wert,
        ) as Zustand;
        expect(w.zustand).toEqual(benannt);
        const weiter = [...zuege].reverse().slice(0, 10);
        const enden = [alt, neu].map((p, i) => {
          let z: Zustand = i === 0 ? zustand : w.zustand;
          for (const [zahl, v] of weiter) {
            const antwort = z.fertig ? undefined : advance(p, z, passend(p, z, zahl, v));
            if (antwort?.ok) z = antwort.zustand;
          }
          return { fertig: z.fertig, variablen: z.variablen, schritte: z.token.map((t) => t.schritt) };
        });
        expect(enden[1]).toEqual(enden[0]);
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
