import { createHash } from 'node:crypto';
import { rootFromLeaves } from '@rathausverbund/nachweis';
import { describe, expect, it } from 'vitest';
import { EIGENSCHAFTEN, urteile } from './eigenschaften.ts';
import type { Fakten } from './model.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const C = [1, 2, 3, 4, 5, 6, 7].map((n) => hex(sha256(Uint8Array.of(n))));
const wurzel = (n: number) =>
  rootFromLeaves(
    sha256,
    C.slice(0, n).map((c) => new Uint8Array(Buffer.from(c, 'hex'))),
  );
const checkpoint = (n: number, w = wurzel(n)) =>
  `p/log/k/1\n${n}\n${Buffer.from(w).toString('base64')}\n\n— p/log/k/1 AAAAAAAA\n`;
const ereignis = (n: number, kind: string, data: Record<string, unknown> = {}, docs: { sha256: string }[] = []) => ({
  n,
  kind,
  data,
  docs,
});

const nachweis = (urteil: string, nurOhneStempel: boolean) => ({
  vorgang: 'v',
  urteil,
  nurOhneStempel,
  ereignisse: [],
});

/** One application that went through from end to end, and nothing is wrong with it. */
const gut = (): Fakten => ({
  buch: [
    { art: 'absicht', schluessel: 's', leistung: 'hund', antworten: { hund: { name: 'Motte', gefaehrlich: false } } },
    { art: 'angenommen', schluessel: 's', vorgang: 'v' },
    { art: 'gelesen', vorgang: 'v', aktenzeichen: 'A-1' },
    { art: 'erledigen', vorgang: 'v', schritt: 3, wer: 'x', entscheidung: 'feststellen' },
    { art: 'erledigt', vorgang: 'v', schritt: 3, wer: 'x', entscheidung: 'feststellen' },
    { art: 'nachweis', vorgang: 'v', datei: 'd' },
    { art: 'stand', checkpoint: checkpoint(2) },
    { art: 'fehlerseite', status: 503, weg: 'GET /', klar: true, auszug: 'Gerade nicht erreichbar' },
  ],
  bestand: {
    vorgaenge: [
      {
        id: 'v',
        koerperschaft: 'k',
        leistung: 'hund',
        aktenzeichen: 'A-1',
        schluessel: ['s'],
        fertig: true,
        wartet: false,
        aufgaben: 0,
        zeitgeber: 0,
        auftraege: 0,
        vorfaelle: [],
        forderungen: [{ festgestellt: true, angeordnet: true }],
        registereintraege: 1,
        dokumente: [{ art: 'bescheid', sha256: 'aa' }],
      },
    ],
    ereignisse: C.map((c, i) => ({ koerperschaft: 'k', id: `e${i}`, strom: 'v', n: i + 1, c, at: 1_000 + i })),
    zustellungen: [{ id: 'z', vorgang: 'v', weg: 'postfach', verwaltungsakt: true, benachrichtigt: true }],
    protokolle: [
      {
        koerperschaft: 'k',
        epoche: 1,
        origin: 'p/log/k/1',
        groesse: C.length,
        angehalten: null,
        blaetter: C.map((c, idx) => ({ idx, ereignis: `e${idx}`, c })),
        staende: [{ groesse: 5, wurzel: hex(wurzel(5)) }],
      },
    ],
    auftraege: [{ id: 'a', art: 'dokument.erneuern', ruht: false, fehler: null }],
    unprotokolliert: 0,
  },
  vorher: new Set(),
  mails: ['zustellung/z'],
  gestoert: ['web'],
  nachweise: [nachweis('holds', false)],
  ereignisse: new Map([
    [
      'v',
      [
        ereignis(1, 'vorgang.eroeffnet'),
        ereignis(2, 'antrag.eingegangen', { antworten: { hund: { name: 'Motte', gefaehrlich: false } } }),
        ereignis(3, 'antrag.beurkundet'),
        ereignis(4, 'betrag.festgestellt', { schritt: 3 }),
        ereignis(5, 'register.eingetragen'),
        ereignis(6, 'bescheid.erlassen', {}, [{ sha256: 'aa' }]),
        ereignis(7, 'vorgang.abgeschlossen'),
      ],
    ],
  ]),
});

type Aenderung = (f: Fakten) => unknown;
const vorgang = (f: Fakten) => f.bestand.vorgaenge[0] as Fakten['bestand']['vorgaenge'][number];
const protokoll = (f: Fakten) => f.bestand.protokolle[0] as Fakten['bestand']['protokolle'][number];
const gezeigt = (f: Fakten) => f.ereignisse.get('v') as { n: number; kind: string; data: object; docs: object[] }[];
const zustellung = (f: Fakten) => f.bestand.zustellungen[0] as Fakten['bestand']['zustellungen'][number];
const blatt = (f: Fakten, i: number) => protokoll(f).blaetter[i] as { idx: number; ereignis: string; c: string };
const stoerung = (meldung: string, behoben: boolean) => (f: Fakten) => vorgang(f).vorfaelle.push({ meldung, behoben });

/** What may be wrong, and which property must say so. */
const SCHLECHT: [eigenschaft: string, was: string, aendere: Aenderung][] = [
  ['antrag-verloren', 'der Vorgang ist weg', (f) => f.bestand.vorgaenge.pop()],
  ['antrag-verloren', 'er hat ein anderes Aktenzeichen', (f) => (vorgang(f).aktenzeichen = 'A-2')],
  ['antrag-verloren', 'er gehört zu keinem Eingang', (f) => (vorgang(f).schluessel = [])],
  [
    'antrag-veraendert',
    'eine Angabe ist anders',
    (f) =>
      (gezeigt(f)[1] = ereignis(2, 'antrag.eingegangen', { antworten: { hund: { name: 'Rex', gefaehrlich: false } } })),
  ],
  [
    'antrag-veraendert',
    'eine Angabe fehlt',
    (f) => (gezeigt(f)[1] = ereignis(2, 'antrag.eingegangen', { antworten: { hund: { name: 'Motte' } } })),
  ],
  ['antrag-veraendert', 'der Eingang steht in keinem Nachweis', (f) => gezeigt(f).splice(1, 1)],
  [
    'antrag-erfunden',
    'niemand hat ihn eingereicht',
    (f) => f.bestand.vorgaenge.push({ ...vorgang(f), id: 'w', aktenzeichen: 'A-2', schluessel: ['fremd'] }),
  ],
  [
    'schluessel',
    'ein Schlüssel wurde zwei Vorgänge',
    (f) => f.bestand.vorgaenge.push({ ...vorgang(f), id: 'w', aktenzeichen: 'A-2' }),
  ],
  [
    'schluessel',
    'zwei Vorgänge wurden bestätigt',
    (f) => f.buch.push({ art: 'angenommen', schluessel: 's', vorgang: 'w' }),
  ],
  ['schluessel', 'ein Vorgang hat zwei Eingänge', (f) => vorgang(f).schluessel.push('t')],
  [
    'schluessel',
    'ein Aktenzeichen ist zweimal da',
    (f) => f.bestand.vorgaenge.push({ ...vorgang(f), id: 'w', schluessel: ['t'] }),
  ],
  ['aufgabe', 'bestätigt und nicht geschehen', (f) => gezeigt(f).splice(3, 1)],
  ['aufgabe', 'zweimal geschehen', (f) => gezeigt(f).push(ereignis(8, 'betrag.festgestellt', { schritt: 3 }))],
  [
    'aufgabe',
    'zweimal bestätigt',
    (f) => f.buch.push({ art: 'erledigt', vorgang: 'v', schritt: 3, wer: 'y', entscheidung: 'feststellen' }),
  ],
  ['aufgabe', 'von niemandem gesandt', (f) => gezeigt(f).push(ereignis(8, 'betrag.angeordnet', { schritt: 4 }))],
  ['mitteilung', 'zweimal versandt', (f) => f.mails.push('zustellung/z')],
  ['mitteilung', 'nie versandt', (f) => f.mails.pop()],
  ['mitteilung', 'von nichts', (f) => f.mails.push('zustellung/y')],
  ['mitteilung', 'nicht vermerkt', (f) => (zustellung(f).benachrichtigt = false)],
  ['bescheid', 'zweimal zugestellt', (f) => f.bestand.zustellungen.push({ ...zustellung(f), id: 'z2' })],
  ['bescheid', 'zweimal erlassen', (f) => gezeigt(f).push(ereignis(8, 'bescheid.erlassen'))],
  ['bescheid', 'nie erlassen und doch fertig', (f) => gezeigt(f).splice(5, 1)],
  ['bescheid', 'zwei Forderungen', (f) => vorgang(f).forderungen.push({ festgestellt: true, angeordnet: true })],
  ['bescheid', 'zwei Einträge im Register', (f) => (vorgang(f).registereintraege = 2)],
  ['bescheid', 'keine Kopie des Antrags', (f) => gezeigt(f).splice(2, 1)],
  ['dokument', 'ein Dokument ohne Ereignis', (f) => vorgang(f).dokumente.push({ art: 'x', sha256: 'bb' })],
  ['dokument', 'ein Ereignis ohne Dokument', (f) => vorgang(f).dokumente.pop()],
  ['dokument', 'ein Dokument in zwei Ereignissen', (f) => gezeigt(f).push(ereignis(8, 'x', {}, [{ sha256: 'aa' }]))],
  ['protokoll', 'eine Lücke', (f) => (blatt(f, 6).idx = 7)],
  ['protokoll', 'ein Blatt fehlt', (f) => protokoll(f).blaetter.pop()],
  ['protokoll', 'ein Ereignis fehlt', (f) => f.bestand.ereignisse.pop()],
  [
    'protokoll',
    'ein Ereignis hat zwei Plätze',
    (f) => protokoll(f).blaetter.push({ idx: 7, ereignis: 'e0', c: C[0] ?? '' }) && (protokoll(f).groesse = 8),
  ],
  ['protokoll', 'ein Strom hat eine Lücke', (f) => ((f.bestand.ereignisse[6] as { n: number }).n = 9)],
  ['protokoll', 'ein Ereignis wartet noch', (f) => (f.bestand.unprotokolliert = 1)],
  ['protokoll', 'es ist angehalten', (f) => (protokoll(f).angehalten = 'Gabel')],
  ['protokoll', 'der Nachweis zeigt weniger', (f) => gezeigt(f).pop()],
  ['zeit', 'ein Ereignis ist älter als das vorige', (f) => ((f.bestand.ereignisse[3] as { at: number }).at = 1_001)],
  ['gabel', 'ein Blatt ist anders', (f) => (blatt(f, 1).c = C[5] ?? '')],
  [
    'gabel',
    'gezeigt wurde ein anderer Stand',
    (f) => f.buch.push({ art: 'stand', checkpoint: checkpoint(3, wurzel(4)) }),
  ],
  [
    'gabel',
    'gezeigt wurde ein Stand, den es nicht mehr gibt',
    (f) => f.buch.push({ art: 'stand', checkpoint: checkpoint(9, wurzel(4)) }),
  ],
  ['nachweis', 'er gilt nicht mehr', (f) => f.nachweise.push(nachweis('does not hold', false))],
  ['stillstand', 'niemand ist am Zug', (f) => (vorgang(f).fertig = false)],
  ['stillstand', 'das Verfahren begann nie', (f) => (vorgang(f).fertig = null)],
  ['stillstand', 'fertig mit offener Aufgabe', (f) => (vorgang(f).aufgaben = 1)],
  ['stillstand', 'eine Störung blieb', stoerung('Zeitstempel: nicht erreichbar', false)],
  ['stillstand', 'eine Störung ohne Anlass', stoerung('Zeitstempel: nicht erreichbar', true)],
  ['stillstand', 'ein Auftrag ruht', (f) => f.bestand.auftraege.push({ id: 'b', art: 'x', ruht: true, fehler: 'y' })],
  [
    'fehlerseite',
    'eine 500',
    (f) => f.buch.push({ art: 'fehlerseite', status: 500, weg: 'GET /', klar: true, auszug: '' }),
  ],
  [
    'fehlerseite',
    'eine unklare',
    (f) => f.buch.push({ art: 'fehlerseite', status: 503, weg: 'GET /', klar: false, auszug: '' }),
  ],
];

const verletzte = (f: Fakten) =>
  urteile(f)
    .filter((u) => u.verletzt.length > 0)
    .map((u) => u.name);

describe('Die Eigenschaften', () => {
  it('halten, wenn nichts fehlt, und sehen dabei etwas', () => {
    expect(verletzte(gut())).toEqual([]);
    expect(urteile(gut()).filter((u) => u.geprueft === 0)).toEqual([]);
  });

  it.each(SCHLECHT)('%s: %s', (eigenschaft, _, aendere) => {
    const f = gut();
    aendere(f);
    expect(verletzte(f)).toContain(eigenschaft);
  });

  it('lassen einen Nachweis ohne Zeitstempel nur gelten, wenn der Dienst gestört war und der neueste gilt', () => {
    const ohneStempel = nachweis('cannot be decided', true);
    const mit = (gestoert: string[], nachweise: Fakten['nachweise']) => verletzte({ ...gut(), gestoert, nachweise });
    expect(mit(['stempel-fehler'], [ohneStempel, nachweis('holds', false)])).toEqual([]);
    expect(mit(['stempel-fehler'], [nachweis('holds', false), ohneStempel])).toEqual(['nachweis']);
    expect(mit(['stempel-fehler'], [nachweis('cannot be decided', false), nachweis('holds', false)])).toEqual([
      'nachweis',
    ]);
    expect(mit(['web'], [ohneStempel, nachweis('holds', false)])).toEqual(['nachweis']);
  });

  it('haben jede ihre Verletzung', () => {
    expect(new Set(SCHLECHT.map(([name]) => name))).toEqual(new Set(EIGENSCHAFTEN.map((e) => e.name)));
  });

  it('lassen eine Störung gelten, die zum gestörten Dienst gehört und vorbei ist', () => {
    const f = gut();
    stoerung('Dienst_bescheid: Zeitstempel: nicht erreichbar', true)(f);
    f.gestoert.push('stempel-fehler');
    expect(verletzte(f)).toEqual([]);
  });

  it('lassen einen Vorgang gelten, der auf jemanden wartet', () => {
    for (const wer of ['aufgaben', 'zeitgeber', 'auftraege'] as const) {
      const f = gut();
      Object.assign(vorgang(f), { fertig: false, [wer]: 1 });
      expect(verletzte(f)).toEqual([]);
    }
  });
});
