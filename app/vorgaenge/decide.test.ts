import type { Ereignis } from '@rathausverbund/nachweis';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Befehl, Dokument } from './befehl.ts';
import { decide } from './decide.ts';
import { evolve, foldAll } from './evolve.ts';
import type { Vorgang } from './vorgang.ts';

const dokument: Dokument = {
  id: 'd1',
  art: 'brief',
  titel: 'Brief',
  datei: { name: 'b.pdf', mime: 'application/pdf', len: 3, sha256: 'a'.repeat(64), sha512: 'b'.repeat(128) },
};
const bekanntgabe = { tag: '2026-06-19', rechtsbehelfBis: '2026-07-20', regel: 'Regel', norm: 'Norm' };
const ereignis = (n: number, kind: string, data: Ereignis['data'] = {}, docs: Ereignis['docs'] = []): Ereignis => ({
  v: 1,
  log: 'test/log/x/1',
  strom: { art: 'vorgang', id: 'v1' },
  n,
  prev: null,
  kind,
  at: `2026-06-15T08:00:${String(n % 60).padStart(2, '0')}.000Z`,
  actor: { pseudonym: 'p', role: 'r', loa: null },
  fuer: { oertlich: 'ort', zustaendig: 'zust', stelle: 'stelle' },
  grundlage: { vereinbarung: null, norm: 'n', aufgabe: 'a', zweck: 'z' },
  rule: null,
  data,
  docs,
});
const NEU = foldAll([
  ereignis(1, 'vorgang.eroeffnet', {
    leistung: 'l',
    fassung: 'f',
    aktenzeichen: 'X-Y-2026-000001',
    kanal: 'portal',
    buerger: 'b',
  }),
  ereignis(2, 'antrag.eingegangen', { antworten: { name: 'A', alter: 3 }, niveau: 'basis' }),
]);

/** Applies commands that must all be allowed. */
function nach(...befehle: Befehl[]): Vorgang {
  return befehle.reduce((v, b, i) => {
    const e = decide(v, b);
    if (!e.ok) throw new Error(`${b.art}: ${e.grund}`);
    return e.ereignisse.reduce<Vorgang>((x, a) => evolve(x, ereignis(3 + i, a.kind, a.data, a.docs ?? [])), v);
  }, NEU);
}

const feststellen: Befehl = { art: 'feststellen', person: 'p1', betrag: 5000, begruendung: 'Regelfall', werte: {} };
const anordnen: Befehl = {
  art: 'anordnen',
  person: 'p2',
  befugt: true,
  entscheidung: 'angeordnet',
  vermerk: '',
  werte: {},
};
const nachfordern: Befehl = { art: 'nachfordern', text: 'Handwerkskarte', bis: '2026-06-30', dokument };
const bereitstellen: Befehl = {
  art: 'bereitstellen',
  zustellung: 'z1',
  dokument: 'd1',
  weg: 'postfach',
  am: '2026-06-15',
  verwaltungsakt: true,
  empfaenger: ['Mareike Vogel'],
  bekanntgabe,
};
const abrufen: Befehl = { art: 'abrufen', zustellung: 'z1', am: '2026-06-16', bekanntgabe: null };
const versenden: Befehl = { art: 'versenden', zustellung: 'z1', person: 'p1', tag: '2026-06-16', bekanntgabe };
const abschliessen: Befehl = { art: 'abschliessen' };
const kopieren: Befehl = { art: 'kopieren', dokument };
const erneuern: Befehl = {
  art: 'erneuern',
  dokument: 'd1',
  datei: { ...dokument.datei, len: 4, sha256: 'c'.repeat(64) },
  niveau: 'B-LTA',
  faellig: '2027-06-15T08:00:00.000Z',
};
const setzen: Befehl = {
  art: 'angaben-setzen',
  person: 'p1',
  stoerung: 3,
  element: 'g',
  meldung: 'Keine Bedingung trifft zu.',
  angaben: [{ pfad: 'stufe', alt: null, neu: 'hoch' }],
  begruendung: 'Auskunft',
};
const widersprechen: Befehl = {
  art: 'widersprechen',
  widerspruch: { id: 'w1', eingang: '2026-06-18', kanal: 'papier' },
  person: 'p1',
  text: 'Zu viel.',
};
const jeder: Befehl[] = [
  setzen,
  { art: 'regel-anwenden', regel: 'l@f#r', wert: 1, begruendung: [], herleitung: [] },
  { art: 'pruefen', person: 'p1', entscheidung: 'ok', vermerk: 'gesehen', werte: {} },
  nachfordern,
  { art: 'nachreichen', text: 'hier', antworten: { alter: 4 } },
  { art: 'ausstellen', dokument },
  { art: 'erlassen', dokument },
  kopieren,
  erneuern,
  { art: 'informieren', dokument, behoerde: 'LRA', norm: '§ 14' },
  { art: 'eintragen', register: 'gewerbe', nummer: 'R-1', eintrag: 'e', stand: 1, bezeichnung: 'Laden', angaben: null },
  feststellen,
  anordnen,
  bereitstellen,
  { art: 'benachrichtigen', zustellung: 'z1', am: '2026-06-15' },
  abrufen,
  versenden,
  widersprechen,
  { art: 'frist-ablaufen', faellig: '2026-06-29T08:00:00.000Z' },
  abschliessen,
];
const befehl = (art: Befehl['art']) => jeder.find((b) => b.art === art) as Befehl;

/** [what is refused, after which commands, command, code] */
const ABLEHNUNGEN: [string, Befehl[], Befehl, string][] = [
  ['eine leere Nachforderung', [], { ...nachfordern, text: '  ' } as Befehl, 'nachforderung.leer'],
  ['eine Antwort, auf die niemand wartet', [], befehl('nachreichen'), 'vorgang.wartet-nicht'],
  ['eine zweite Antwort', [nachfordern, befehl('nachreichen')], befehl('nachreichen'), 'vorgang.wartet-nicht'],
  ['einen Bescheid ohne Feststellung', [], befehl('erlassen'), 'bescheid.ohne-anordnung'],
  ['einen Bescheid ohne Anordnung', [feststellen], befehl('erlassen'), 'bescheid.ohne-anordnung'],
  [
    'denselben Bescheid ein zweites Mal',
    [feststellen, anordnen, befehl('erlassen')],
    befehl('erlassen'),
    'bescheid.schon-erlassen',
  ],
  ['einen gesetzten Wert ohne Begründung', [], { ...setzen, begruendung: ' \n' } as Befehl, 'angabe.ohne-begruendung'],
  ['einen gesetzten Wert ohne Wert', [], { ...setzen, angaben: [] } as Befehl, 'angabe.keine'],
  [
    'einen gesetzten Wert durch eine Befangene',
    [{ art: 'befangen-erklaeren', person: 'p1' }],
    setzen,
    'angabe.befangen',
  ],
  ['halbe Cent', [], { ...feststellen, betrag: 12.5 } as Befehl, 'betrag.ungueltig'],
  ['einen negativen Betrag', [], { ...feststellen, betrag: -1 } as Befehl, 'betrag.ungueltig'],
  ['keine Zahl', [], { ...feststellen, betrag: Number.NaN } as Befehl, 'betrag.ungueltig'],
  ['einen unzählbaren Betrag', [], { ...feststellen, betrag: 2 ** 60 } as Befehl, 'betrag.ungueltig'],
  ['einen Betrag ohne Begründung', [], { ...feststellen, begruendung: ' \n' } as Befehl, 'betrag.ohne-begruendung'],
  ['eine Anordnung ohne Feststellung', [], anordnen, 'anordnung.ohne-feststellung'],
  [
    'eine Anordnung durch dieselbe Person',
    [feststellen],
    { ...anordnen, person: 'p1' } as Befehl,
    'anordnung.zwei-personen',
  ],
  ['eine Anordnung ohne Befugnis', [feststellen], { ...anordnen, befugt: false } as Befehl, 'anordnung.nicht-befugt'],
  [
    'eine zweite Anordnung',
    [feststellen, anordnen],
    { ...anordnen, person: 'p3' } as Befehl,
    'anordnung.schon-angeordnet',
  ],
  [
    'die Rückgabe nach der Anordnung',
    [feststellen, anordnen],
    { ...anordnen, entscheidung: 'zurueck' } as Befehl,
    'anordnung.schon-angeordnet',
  ],
  [
    'eine Feststellung nach der Anordnung',
    [feststellen, anordnen],
    { ...feststellen, betrag: 1 } as Befehl,
    'anordnung.schon-angeordnet',
  ],
  ['einen zweiten Abruf', [bereitstellen, abrufen], abrufen, 'bekanntgabe.schon-abgerufen'],
  ['einen zweiten Versand', [bereitstellen, versenden], versenden, 'bekanntgabe.schon-versandt'],
  ['den Abruf von etwas, das nie bereitlag', [], abrufen, 'zustellung.unbekannt'],
  ['den Versand von etwas, das nie bereitlag', [], versenden, 'zustellung.unbekannt'],
  ['die Nachricht über etwas, das nie bereitlag', [], befehl('benachrichtigen'), 'zustellung.unbekannt'],
  ['die Erneuerung eines Dokuments, das es nicht gibt', [], erneuern, 'dokument.unbekannt'],
  ['einen leeren Widerspruch', [], { ...widersprechen, text: ' \n' } as Befehl, 'widerspruch.leer'],
  ['einen zweiten Widerspruch', [befehl('widersprechen')], befehl('widersprechen'), 'widerspruch.schon-eingelegt'],
];

describe('Ein Vorgang', () => {
  it.each(ABLEHNUNGEN)('weist %s ab', (_was, vorher, b, grund) => {
    expect(decide(nach(...vorher), b)).toMatchObject({ ok: false, grund });
  });

  it('nimmt jeden anderen Befehl an und schreibt genau ein Ereignis, das er selbst versteht', () => {
    for (const b of jeder) {
      const vorher: Befehl[] =
        b.art === 'nachreichen'
          ? [nachfordern]
          : b.art === 'erlassen'
            ? [feststellen, anordnen]
            : b.art === 'anordnen'
              ? [feststellen]
              : b.art === 'erneuern'
                ? [kopieren]
                : [bereitstellen];
      const e = decide(nach(...vorher), b);
      expect([b.art, e.ok && e.ereignisse.length]).toEqual([b.art, 1]);
      expect(() => nach(...vorher, b)).not.toThrow();
    }
  });

  it('erlässt einen anderen Bescheid, und denselben noch einmal, wenn ein Widerspruch ihn wieder geöffnet hat', () => {
    const erlassen = [feststellen, anordnen, befehl('erlassen')];
    const anderer: Befehl = { art: 'erlassen', dokument: { ...dokument, art: 'genehmigung' } };
    expect(decide(nach(...erlassen), anderer).ok).toBe(true);
    expect(decide(nach(...erlassen, befehl('widersprechen')), befehl('erlassen')).ok).toBe(true);
  });

  it('nimmt nach dem Abschluss nur noch, was zu Bekanntgabe und Widerspruch gehört, die Kopie des Antrags und Erneuerungen', () => {
    const zu = nach(kopieren, bereitstellen, abschliessen);
    const erlaubt = jeder.filter((b) => decide(zu, b).ok).map((b) => b.art);
    expect(erlaubt.sort()).toEqual(
      ['abrufen', 'benachrichtigen', 'bereitstellen', 'erneuern', 'kopieren', 'versenden', 'widersprechen'].sort(),
    );
    for (const b of jeder.filter((x) => !erlaubt.includes(x.art)))
      expect(decide(zu, b), b.art).toEqual({ ok: false, grund: 'vorgang.abgeschlossen' });
  });

  it('liest einen Widerspruch aus der Zeit, als nach Tag und Weg niemand fragte', () => {
    expect(nach(widersprechen).widerspruch).toMatchObject({ id: 'w1', eingang: '2026-06-18', kanal: 'papier' });
    const alt = evolve(NEU, { ...ereignis(3, 'widerspruch.eingelegt', { text: 'x' }), at: '2026-06-15T22:30:00.000Z' });
    expect(alt.widerspruch).toMatchObject({ id: '', eingang: '2026-06-16', kanal: null });
  });

  it('merkt sich, was die Ereignisse sagen', () => {
    expect(NEU).toMatchObject({
      oertlich: 'ort',
      koerperschaft: 'zust',
      stelle: 'stelle',
      niveau: 'basis',
      buerger: 'b',
    });
    expect(nach(nachfordern).wartetAuf).toBe('Handwerkskarte');
    expect(nach(nachfordern, befehl('nachreichen'))).toMatchObject({
      wartetAuf: null,
      antworten: { name: 'A', alter: 4 },
    });
    expect(nach(feststellen, anordnen).betrag).toMatchObject({
      betrag: 5000,
      festgestelltVon: 'p1',
      angeordnetVon: 'p2',
    });
    const zurueck = nach(feststellen, { ...anordnen, entscheidung: 'zurueck', vermerk: 'Aufwand war höher' } as Befehl);
    expect(zurueck).toMatchObject({ betrag: null, hinweise: ['Aufwand war höher'] });
    expect(nach(bereitstellen, abrufen).bekanntgaben['z1']).toEqual({
      weg: 'postfach',
      bereitgestellt: '2026-06-15',
      abgerufen: '2026-06-16',
      bekanntgabeAm: '2026-06-19',
      rechtsbehelfBis: '2026-07-20',
    });
    expect(nach(befehl('eintragen')).registerNummer).toBe('R-1');
    expect(nach({ art: 'ausstellen', dokument }).dokumente).toMatchObject([
      { id: 'd1', sha256: dokument.datei.sha256 },
    ]);
  });

  it('gibt einem erneuerten Dokument nur seine neue Prüfsumme, auch nach dem Ende', () => {
    const vorher = nach(kopieren, abschliessen);
    const nachher = nach(kopieren, abschliessen, erneuern);
    const [alt] = vorher.dokumente;
    expect(nachher).toEqual({ ...vorher, dokumente: [{ ...alt, sha256: 'c'.repeat(64) }] });
  });

  it('wartet nicht mehr, wenn eine Person nach der Wiedervorlage entschieden hat', () => {
    expect(nach(nachfordern, befehl('pruefen')).wartetAuf).toBeNull();
  });

  it('rät nicht, wenn es ein Ereignis nicht kennt, der Anfang fehlt oder der Strom leer ist', () => {
    expect(() => evolve(NEU, ereignis(3, 'vorgang.erfunden'))).toThrow('vorgang.erfunden');
    expect(() => evolve(null, ereignis(1, 'antrag.eingegangen'))).toThrow('Eröffnung');
    expect(() => foldAll([])).toThrow('leer');
  });

  it('bleibt bei jeder Folge von Befehlen heil: nie ein Fehler, nie weniger Wissen, zwei Personen, nichts nach dem Ende', () => {
    const person = fc.constantFrom('p1', 'p2', 'p3');
    const einer = fc
      .tuple(fc.constantFrom(...jeder), person, fc.boolean(), fc.constantFrom('angeordnet', 'zurueck'))
      .map(
        ([b, p, befugt, entscheidung]) =>
          ({
            ...b,
            ...('person' in b ? { person: p } : {}),
            ...(b.art === 'anordnen' ? { befugt, entscheidung } : {}),
          }) as Befehl,
      );
    fc.assert(
      fc.property(fc.array(einer, { maxLength: 25 }), (befehle) => {
        let v = NEU;
        let n = 2;
        for (const b of befehle) {
          const e = decide(v, b);
          if (!e.ok) continue;
          for (const a of e.ereignisse) v = evolve(v, ereignis(++n, a.kind, a.data, a.docs ?? []));
          if (v.betrag?.angeordnetVon) expect(v.betrag.angeordnetVon).not.toBe(v.betrag.festgestelltVon);
          expect(v.aktenzeichen).toBe(NEU.aktenzeichen);
        }
        expect(n).toBe(2 + befehle.length - abgelehnt(befehle));
      }),
      { numRuns: 300 },
    );
  });
});

/** how many of these are refused, told by a second run */
function abgelehnt(befehle: readonly Befehl[]): number {
  let v = NEU;
  return befehle.filter((b) => {
    const e = decide(v, b);
    if (e.ok) v = e.ereignisse.reduce<Vorgang>((x, a, i) => evolve(x, ereignis(i, a.kind, a.data, a.docs ?? [])), v);
    return !e.ok;
  }).length;
}
