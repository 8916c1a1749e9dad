import { describe, expect, it } from 'vitest';
import {
  ANZEIGE,
  aufgabe,
  dienst,
  ende,
  erweitert,
  fertige,
  geher,
  mit,
  modell,
  pfade,
  start,
  uebersetze,
} from '../test/bpmn.ts';
import { advance } from './advance.ts';

const antrag = { taetigkeit: 'Bäckerei' };

describe('eine Ausgabe-Zuordnung', () => {
  it('sieht, was die vorigen zugeordnet haben, und was daneben liegt', async () => {
    const paare = [
      ['r', 'a'],
      ['a + 1', 'b'],
      ['b', 'o.neu'],
      ['o.alt + o.neu', 'summe'],
    ];
    const zuordnung = paare.map(([von, nach]) => `<zeebe:output source="=${von}" target="${nach}"/>`).join('');
    const g = await mit(
      `${start}${aufgabe('t', erweitert(`<zeebe:ioMapping>${zuordnung}</zeebe:ioMapping>`))}${ende()}${pfade('s>t', 't>e')}`,
      { a: 100, o: { alt: 5 } },
    );
    fertige(g, 't', { r: 1 });
    expect(g.zustand().variablen).toEqual({ a: 1, b: 2, o: { alt: 5, neu: 2 }, summe: 7 });
  });
});

describe('die Anzeige geht ihren Weg', async () => {
  const prozess = await uebersetze(ANZEIGE);

  it('läuft ohne Person durch, wenn nichts zu prüfen ist', () => {
    const g = geher(prozess);
    expect(g.tue({ art: 'start', variablen: { antrag, aktenzeichen: 'THW-1' } })).toEqual([
      {
        art: 'entscheidung',
        schritt: 2,
        element: 'Regel_pruefung',
        decision: 'pruefbedarf',
        eingabe: { antrag, aktenzeichen: 'THW-1', taetigkeit: 'Bäckerei' },
      },
    ]);
    expect(g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: false } })).toEqual([
      {
        art: 'dienst',
        schritt: 4,
        element: 'Dienst_bescheinigen',
        typ: 'brief-erstellen',
        kopf: { brief: 'empfangsbescheinigung' },
        eingabe: { antrag, aktenzeichen: 'THW-1', pruefung: { person: false } },
      },
    ]);
    expect(g.tue({ art: 'dienst-erledigt', schritt: 4, variablen: { dokument: 'd1', nebenbei: 1 } })).toEqual([
      { art: 'beendet', ergebnis: 'ende' },
    ]);
    // The output mapping names `bescheinigung`; what the service said besides is not taken over.
    expect(g.zustand().variablen).toEqual({
      antrag,
      aktenzeichen: 'THW-1',
      pruefung: { person: false },
      bescheinigung: 'd1',
    });
    expect(g.zustand().fertig).toBe('ende');
    expect(g.code({ art: 'dienst-erledigt', schritt: 4, variablen: {} })).toBe('beendet');
  });

  it('fordert nach, wartet auf die Unterlagen und kommt zur Aufgabe zurück', () => {
    const g = geher(prozess);
    g.tue({ art: 'start', variablen: { antrag, aktenzeichen: 'THW-1' } });
    const [anlegen, zeitgeber] = g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: true } });
    expect(anlegen).toMatchObject({ art: 'aufgabe-anlegen', schritt: 4, gruppe: 'gewerbe', formular: 'pruefen' });
    expect(anlegen).toMatchObject({ kopf: { ausgaenge: 'bescheinigen, nachfordern' } });
    expect(zeitgeber).toEqual({ art: 'zeitgeber', schritt: 5, faellig: { dauer: 'P2D' } });
    const nachgefordert = g.tue({
      art: 'aufgabe-erledigt',
      schritt: 4,
      variablen: { ausgang: 'nachfordern' },
      person: 'p1',
    });
    expect(nachgefordert).toMatchObject([
      { art: 'zeitgeber-entfernen', schritt: 5 },
      { art: 'dienst', schritt: 7, typ: 'brief-senden' },
    ]);
    expect(g.code({ art: 'aufgabe-erledigt', schritt: 4, variablen: {} })).toBe('schritt-unbekannt');
    expect(g.code({ art: 'zeit', schritt: 5 })).toBe('schritt-unbekannt');
    expect(g.tue({ art: 'dienst-erledigt', schritt: 7, variablen: {} })).toEqual([
      { art: 'warten-auf', schritt: 8, nachricht: 'unterlagen-eingegangen', korrelation: 'THW-1' },
    ]);
    const nachricht = { art: 'nachricht', name: 'unterlagen-eingegangen', variablen: { dokumente: ['a'] } } as const;
    expect(g.code(nachricht)).toBe('nachricht-unerwartet');
    expect(g.code({ ...nachricht, korrelation: 'THW-2' })).toBe('nachricht-unerwartet');
    expect(g.tue({ ...nachricht, korrelation: 'THW-1' })).toMatchObject([
      { art: 'warten-beendet', schritt: 8 },
      { art: 'aufgabe-anlegen', schritt: 9, element: 'Aufgabe_pruefen' },
      { art: 'zeitgeber', schritt: 10 },
    ]);
    expect(g.zustand().variablen).toMatchObject({ nachgereicht: { dokumente: ['a'] } });
    g.tue({ art: 'aufgabe-erledigt', schritt: 9, variablen: { ausgang: 'bescheinigen' } });
    expect(g.zustand().weg.map((p) => p.element)).toContain('Warten_unterlagen');
    const stand = { ...g.zustand(), variablen: {} };
    expect(JSON.stringify(stand).length).toBeLessThanOrEqual(1000);
  });

  it('erinnert nach zwei Tagen, ohne die Aufgabe wegzunehmen', () => {
    const g = geher(prozess);
    g.tue({ art: 'start', variablen: { antrag, aktenzeichen: 'THW-1' } });
    g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: true } });
    const [erinnern] = g.tue({ art: 'zeit', schritt: 5 });
    expect(erinnern).toMatchObject({ art: 'dienst', typ: 'erinnern' });
    expect(g.code({ art: 'zeit', schritt: 5 })).toBe('schritt-unbekannt');
    g.tue({ art: 'dienst-erledigt', schritt: 6, variablen: {} });
    expect(g.zustand().fertig).toBeUndefined();
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 4, variablen: { ausgang: 'bescheinigen' } })).toMatchObject([
      { art: 'dienst' },
    ]);
  });

  it('räumt bei Abbruch alles ab', () => {
    const g = geher(prozess);
    g.tue({ art: 'start', variablen: { antrag } });
    g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: true } });
    expect(g.tue({ art: 'abbruch' })).toEqual([
      { art: 'aufgabe-entfernen', schritt: 4 },
      { art: 'zeitgeber-entfernen', schritt: 5 },
      { art: 'beendet', ergebnis: 'abgebrochen' },
    ]);
    expect(g.zustand().token).toEqual([]);
  });

  it('weist ab, was nicht passt, mit stabilem Code', () => {
    const g = geher(prozess);
    expect(g.code({ art: 'zeit', schritt: 1 })).toBe('nicht-gestartet');
    expect(g.code({ art: 'start', variablen: JSON.parse('[1]') })).toBe('variablen-ungueltig');
    expect(g.code({ art: 'start', variablen: { zahl: Number.NaN } })).toBe('variablen-ungueltig');
    g.tue({ art: 'start', variablen: {} });
    expect(g.code({ art: 'start', variablen: {} })).toBe('schon-gestartet');
    expect(g.code({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toBe('schritt-passt-nicht');
    expect(g.code({ art: 'dienst-erledigt', schritt: 99, variablen: {} })).toBe('schritt-unbekannt');
    expect(g.code({ art: 'vorfall-behoben', schritt: 2 })).toBe('kein-vorfall');
    expect(g.code(JSON.parse('{"art":"unfug"}'))).toBe('befehl-unbekannt');
    const fremd = { v: 1, naechster: 3, token: [{ schritt: 2, element: 'anderswo' }], variablen: {}, weg: [] } as const;
    expect(advance(prozess, fremd, { art: 'abbruch' })).toMatchObject({ ok: false, code: 'zustand-passt-nicht' });
    const lose = { ...fremd, token: [{ schritt: 2, element: 'Aufgabe_pruefen', in: 1 }] };
    expect(advance(prozess, lose, { art: 'abbruch' })).toMatchObject({ ok: false, code: 'zustand-passt-nicht' });
  });
});

describe('Verzweigungen', () => {
  it('warten am parallelen Gateway auf alle Zweige', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${dienst('b')}<bpmn:parallelGateway id="zu"/>${ende()}` +
          pfade('s>auf', 'auf>a', 'auf>b', 'a>zu', 'b>zu', 'zu>e'),
      ),
    );
    const g = geher(p);
    const [a, b] = g.tue({ art: 'start', variablen: {} });
    expect([a?.art, b?.art]).toEqual(['aufgabe-anlegen', 'dienst']);
    expect(g.tue({ art: 'dienst-erledigt', schritt: 4, variablen: { b: 1 } })).toEqual([]);
    expect(g.zustand().fertig).toBeUndefined();
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 3, variablen: { a: 1 } })).toEqual([
      { art: 'beendet', ergebnis: 'ende' },
    ]);
    expect(g.zustand().variablen).toEqual({ a: 1, b: 1 });
  });

  it('melden einen Vorfall, wenn der zweite Zweig nie mehr kommen kann', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:exclusiveGateway id="x" default="x_b"/>${aufgabe('a')}${aufgabe('b')}<bpmn:parallelGateway id="zu"/>${ende()}` +
          pfade('s>x', 'x>a:=links', 'x>b', 'a>zu', 'b>zu', 'zu>e'),
      ),
    );
    const g = geher(p);
    g.tue({ art: 'start', variablen: { links: true } });
    const [vorfall] = g.tue({ art: 'aufgabe-erledigt', schritt: 3, variablen: {} });
    expect(vorfall).toMatchObject({ art: 'vorfall', element: 'zu' });
    expect(g.tue({ art: 'vorfall-behoben', schritt: 4 })).toMatchObject([{ art: 'vorfall', element: 'zu' }]);
    expect(g.tue({ art: 'abbruch' })).toEqual([
      { art: 'vorfall-entfallen', schritt: 5 },
      { art: 'beendet', ergebnis: 'abgebrochen' },
    ]);
  });

  it('beenden mit „Beendigung“ auch die anderen Zweige', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${dienst('b')}${ende()}` +
          '<bpmn:endEvent id="alles"><bpmn:terminateEventDefinition/></bpmn:endEvent>' +
          pfade('s>auf', 'auf>a', 'auf>b', 'a>alles', 'b>e'),
      ),
    );
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 3, variablen: {} })).toEqual([
      { art: 'dienst-entfernen', schritt: 4 },
      { art: 'beendet', ergebnis: 'ende' },
    ]);
  });

  it('prüfen Bedingungen in der Reihenfolge der Datei; ohne Treffer entsteht ein Vorfall, der sich beheben lässt', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:exclusiveGateway id="x" name="Wie viel?"/>${aufgabe('a')}${aufgabe('b')}${ende()}` +
          pfade('s>x', 'x>a:betrag > 100', 'x>b:=betrag > 10', 'a>e', 'b>e'),
      ),
    );
    const element = (betrag: number) => geher(p).tue({ art: 'start', variablen: { betrag } })[0];
    expect(element(500)).toMatchObject({ element: 'a' });
    expect(element(50)).toMatchObject({ element: 'b' });
    const g = geher(p);
    expect(g.tue({ art: 'start', variablen: { betrag: 5 } })).toMatchObject([
      {
        art: 'vorfall',
        schritt: 2,
        element: 'x',
        meldung: 'Keine Bedingung trifft zu, und es gibt keinen Standardpfad.',
      },
    ]);
    expect(g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { betrag: 11 } })).toMatchObject([
      { element: 'b', schritt: 4 },
    ]);
    expect(g.code({ art: 'vorfall-behoben', schritt: 2 })).toBe('schritt-unbekannt');
  });

  it('halten an, wenn eine Bedingung scheitert oder weder wahr noch falsch ist', async () => {
    const mit = (bedingung: string) =>
      uebersetze(
        modell(
          `${start}<bpmn:exclusiveGateway id="x" default="x_b"/>${aufgabe('a')}${aufgabe('b')}${ende()}` +
            pfade('s>x', `x>a:=${bedingung}`, 'x>b', 'a>e', 'b>e'),
        ),
      );
    expect(geher(await mit('fehler()')).tue({ art: 'start', variablen: {} })).toMatchObject([{ art: 'vorfall' }]);
    expect(geher(await mit('fehlt')).tue({ art: 'start', variablen: {} })).toMatchObject([{ art: 'vorfall' }]);
  });

  it('weisen ein Modell ab, das sich in einem Befehl endlos verdoppelt', async () => {
    const stufen = Array.from({ length: 12 }, (_, i) => i);
    const p = await uebersetze(
      modell(
        start +
          stufen.map((i) => `<bpmn:parallelGateway id="p${i}"/><bpmn:exclusiveGateway id="x${i}"/>`).join('') +
          stufen.map((i) => `<bpmn:exclusiveGateway id="y${i}"/><bpmn:exclusiveGateway id="z${i}"/>`).join('') +
          aufgabe('a') +
          ende() +
          pfade(
            's>p0',
            'a>e',
            ...stufen.flatMap((i) => [
              `p${i}>x${i}`,
              `p${i}>y${i}`,
              `x${i}>z${i}`,
              `y${i}>z${i}`,
              `z${i}>${i < 11 ? `p${i + 1}` : 'a'}`,
            ]),
          ),
      ),
    );
    expect(geher(p).code({ art: 'start', variablen: {} })).toBe('grenze-erreicht');
  });
});

describe('ein Vorfall', () => {
  it('entsteht, wenn ein Dienst endgültig scheitert, und setzt danach neu an', async () => {
    const g = geher(await uebersetze(modell(`${start}${dienst('d')}${ende()}${pfade('s>d', 'd>e')}`)));
    g.tue({ art: 'start', variablen: { x: 1 } });
    const nochmal = {
      art: 'dienst-gescheitert',
      schritt: 2,
      meldung: 'Zeitüberschreitung',
      endgueltig: false,
    } as const;
    const vorher = g.zustand();
    expect(g.tue(nochmal)).toEqual([]);
    expect(g.zustand()).toEqual(vorher);
    expect(g.tue({ ...nochmal, endgueltig: true })).toEqual([
      { art: 'vorfall', schritt: 2, element: 'd', meldung: 'Zeitüberschreitung' },
    ]);
    expect(g.code({ art: 'dienst-erledigt', schritt: 2, variablen: {} })).toBe('schritt-im-vorfall');
    expect(g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { x: 2 } })).toMatchObject([
      { art: 'dienst', schritt: 3, eingabe: { x: 2 } },
    ]);
    expect(g.code({ art: 'dienst-erledigt', schritt: 2, variablen: {} })).toBe('schritt-unbekannt');
  });

  it('in der Ausgabe verliert das Ergebnis der Arbeit nicht', async () => {
    const ausgabe = erweitert(
      '<zeebe:ioMapping><zeebe:output source="=a + b" target="c"/><zeebe:output source="=fehler" target="d"/></zeebe:ioMapping>',
    );
    const kaputt = ausgabe.replace('=fehler"', '=fehler()"');
    const p = await uebersetze(modell(`${start}${aufgabe('t', kaputt)}${ende()}${pfade('s>t', 't>e')}`));
    const g = geher(p);
    g.tue({ art: 'start', variablen: { b: 2 } });
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 2, variablen: { a: 1 } })).toMatchObject([
      { art: 'vorfall', schritt: 2 },
    ]);
    expect(g.zustand().token).toMatchObject([{ lokal: { a: 1 }, vorfall: { phase: 'verlassen' } }]);
    // The corrected model takes the stored state on: nothing of the person's work has to be repeated.
    const heil = await uebersetze(modell(`${start}${aufgabe('t', ausgabe)}${ende()}${pfade('s>t', 't>e')}`));
    expect(advance(heil, g.zustand(), { art: 'vorfall-behoben', schritt: 2 })).toMatchObject({
      ok: true,
      zustand: { fertig: 'ende', variablen: { b: 2, c: 3, d: null } },
    });
  });

  it('in Eingabe, Gruppe oder Zeitangabe legt nichts halb an', async () => {
    const gruppe = erweitert('<zeebe:assignmentDefinition candidateGroups="=stelle.gruppe"/>');
    const rand =
      '<bpmn:boundaryEvent id="r" attachedToRef="t"><bpmn:timerEventDefinition><bpmn:timeDuration>=frist</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>';
    const g = geher(
      await uebersetze(modell(`${start}${aufgabe('t', gruppe)}${rand}${ende()}${pfade('s>t', 't>e', 'r>e')}`)),
    );
    expect(g.tue({ art: 'start', variablen: {} })).toMatchObject([{ art: 'vorfall' }]);
    expect(
      g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { stelle: { gruppe: 'g' }, frist: 'bald' } }),
    ).toMatchObject([{ art: 'vorfall', schritt: 3 }]);
    expect(g.tue({ art: 'vorfall-behoben', schritt: 3, variablen: { frist: 'P1M' } })).toMatchObject([
      { art: 'aufgabe-anlegen', gruppe: 'g' },
      { art: 'zeitgeber', faellig: { dauer: 'P1M' } },
    ]);
  });
});
