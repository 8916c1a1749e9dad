import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANZEIGE, aufgabe, dienst, ende, friereEin, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
import { advance } from './advance.ts';
import type { Befehl, Wirkung } from './befehl.ts';
import type { Prozess } from './model.ts';
import type { Zustand } from './zustand.ts';

const rand = (id: string, an: string, unterbrechend: boolean, was: string) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${an}" cancelActivity="${unterbrechend}">${was}</bpmn:boundaryEvent>`;
const ZWEIGE = modell(
  `${start}<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${aufgabe('b')}${dienst('c')}` +
    rand('r', 'a', false, '<bpmn:messageEventDefinition messageRef="m"/>') +
    rand(
      'z',
      'b',
      true,
      '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>',
    ) +
    `<bpmn:exclusiveGateway id="x" default="x_zu"/><bpmn:parallelGateway id="zu"/>${ende()}${ende('f')}` +
    '<bpmn:endEvent id="t"><bpmn:terminateEventDefinition/></bpmn:endEvent>' +
    pfade(
      's>auf',
      'auf>a',
      'auf>b',
      'auf>c',
      'a>x',
      'x>a:=nochmal = true',
      'x>zu',
      'b>zu',
      'z>t',
      'c>zu',
      'zu>e',
      'r>f',
    ),
  '<bpmn:message id="m" name="hallo"/>',
);

const variablen = fc.dictionary(
  fc.constantFrom('nochmal', 'ausgang', 'aktenzeichen', 'x', '__proto__'),
  fc.oneof(fc.boolean(), fc.constantFrom('nachfordern', 'bescheinigen'), fc.jsonValue(), fc.constant(Number.NaN)),
) as fc.Arbitrary<Record<string, never>>;
const schritt = fc.integer({ min: -1, max: 25 });
const befehl: fc.Arbitrary<Befehl> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ art: fc.constant('start' as const), variablen }) },
  {
    weight: 5,
    arbitrary: fc.record({
      art: fc.constantFrom('aufgabe-erledigt' as const, 'dienst-erledigt' as const),
      schritt,
      variablen,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      art: fc.constant('entscheidung-gefallen' as const),
      schritt,
      wert: fc.oneof(fc.jsonValue(), fc.constant({ person: true })) as fc.Arbitrary<never>,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      art: fc.constant('dienst-gescheitert' as const),
      schritt,
      meldung: fc.string(),
      endgueltig: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      art: fc.constant('nachricht' as const),
      name: fc.constantFrom('hallo', 'unterlagen-eingegangen', ''),
      variablen,
    }),
  },
  { weight: 2, arbitrary: fc.record({ art: fc.constant('zeit' as const), schritt }) },
  { weight: 2, arbitrary: fc.record({ art: fc.constant('vorfall-behoben' as const), schritt, variablen }) },
  { weight: 1, arbitrary: fc.constant({ art: 'abbruch' as const }) },
);

/** What the caller still holds open, kept by the effects alone. */
function fuehreBuch(offen: Map<number, string>, wirkungen: readonly Wirkung[], getan: number | undefined): void {
  for (const w of wirkungen) {
    if (w.art === 'beendet') offen.clear();
    else if (w.art.endsWith('-entfernen') || w.art === 'warten-beendet') {
      expect(offen.delete(w.schritt), `${w.art} ${w.schritt}`).toBe(true);
    } else if (w.art === 'vorfall') offen.set(w.schritt, 'vorfall');
    else {
      expect(offen.has(w.schritt)).toBe(false);
      offen.set(w.schritt, w.art);
    }
  }
  if (getan !== undefined && !wirkungen.some((w) => w.art === 'vorfall' && w.schritt === getan)) offen.delete(getan);
}

function spiele(prozess: Prozess, befehle: readonly Befehl[]): Zustand | null {
  let zustand: Zustand | null = null;
  const offen = new Map<number, string>();
  for (const b of befehle) {
    const antwort = advance(prozess, friereEin(zustand), b);
    expect(advance(prozess, zustand, b)).toEqual(antwort);
    if (!antwort.ok) {
      expect(antwort.meldung).not.toBe('');
      continue;
    }
    const nurVersucht = b.art === 'dienst-gescheitert' && !b.endgueltig;
    fuehreBuch(offen, antwort.wirkungen, 'schritt' in b && !nurVersucht ? b.schritt : undefined);
    expect(JSON.parse(JSON.stringify(antwort.zustand))).toEqual(antwort.zustand);
    pruefeErhaltung(prozess, antwort.zustand, offen);
    zustand = JSON.parse(JSON.stringify(antwort.zustand)) as Zustand;
  }
  return zustand;
}

/** Tokens are conserved: every open step has one, only joins hold more, and none is left when all is over. */
function pruefeErhaltung(
  prozess: Prozess,
  { token, naechster, fertig }: Zustand,
  offen: ReadonlyMap<number, string>,
): void {
  const schritte = token.map((t) => t.schritt);
  expect(new Set(schritte).size).toBe(schritte.length);
  expect(schritte.every((s) => s < naechster)).toBe(true);
  expect(fertig !== undefined).toBe(token.length === 0);
  const sichtbar = token.filter((t) => t.vorfall || prozess.knoten.get(t.element)?.art !== 'parallel');
  expect(sichtbar.map((t) => t.schritt).sort((a, b) => a - b)).toEqual([...offen.keys()].sort((a, b) => a - b));
  for (const t of token) if (t.an !== undefined) expect(schritte).toContain(t.an);
}

describe('beliebige Folgen von Befehlen', () => {
  it.each([
    ['Anzeige', ANZEIGE],
    ['Zweige', ZWEIGE],
  ])('erhalten die Token, werfen nie und ergeben beim Nachspielen dasselbe: %s', async (_, xml) => {
    const prozess = await uebersetze(xml);
    const folge = fc.tuple(variablen, fc.array(befehl, { maxLength: 40 }));
    const einstieg = { aktenzeichen: 'A', antrag: {}, pruefung: {} };
    fc.assert(
      fc.property(folge, ([erste, befehle]) => {
        const alle: Befehl[] = [{ art: 'start', variablen: { ...erste, ...einstieg } }, ...befehle];
        expect(spiele(prozess, alle)).toEqual(spiele(prozess, alle));
      }),
      { numRuns: 120 },
    );
  });

  it('mit sinnvollen Schritten erreichen ein Ende', async () => {
    const prozess = await uebersetze(ZWEIGE);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (wahl) => {
        let schritt = advance(prozess, null, { art: 'start', variablen: {} });
        for (const zahl of wahl) {
          if (!schritt.ok || schritt.zustand.fertig) break;
          const moeglich = schritt.zustand.token.filter((t) =>
            ['aufgabe', 'dienst'].includes(prozess.knoten.get(t.element)?.art ?? ''),
          );
          const t = moeglich[zahl % moeglich.length];
          expect(t).toBeDefined();
          const art = prozess.knoten.get(t?.element ?? '')?.art === 'dienst' ? 'dienst-erledigt' : 'aufgabe-erledigt';
          schritt = advance(prozess, schritt.zustand, {
            art,
            schritt: t?.schritt ?? 0,
            variablen: { nochmal: zahl % 3 === 0 },
          });
        }
        expect(schritt).toMatchObject({ ok: true });
      }),
      { numRuns: 80 },
    );
  });
});
