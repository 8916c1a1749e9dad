import { createHash } from 'node:crypto';
import { rootFromLeaves } from '@rathausverbund/nachweis';
import { describe, expect, it } from 'vitest';
import { EIGENSCHAFTEN, urteile } from './eigenschaften.ts';
import type { Fakten, Unterschriften } from './model.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const dok = (sha256: string) => [{ sha256 }];
/** The events of the good case. */
const VERLAUF: [kind: string, data?: Record<string, unknown>, docs?: { sha256: string }[]][] = [
  ['vorgang.eroeffnet'],
  ['antrag.eingegangen', { antworten: { hund: { name: 'Motte', gefaehrlich: false } } }],
  ['antrag.beurkundet'],
  ['betrag.festgestellt', { schritt: 3 }],
  ['register.eingetragen'],
  ['bescheid.erlassen', {}, dok('aa')],
  ['vorgang.abgeschlossen'],
  ['pruefung.entschieden', { schritt: 2, entscheidung: 'nachfordern' }],
  ['unterlagen.nachgefordert', {}, dok('bb')],
  ['unterlagen.eingegangen', { text: 'Hier.' }],
  ['bekanntgabe.versandt', { zustellung: 'y' }],
  ['widerspruch.eingelegt', { widerspruch: 'w', text: 'Nein.' }],
];
const C = VERLAUF.map((_, i) => hex(sha256(Uint8Array.of(i + 1))));
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

const ZUSTELLUNG = { vorgang: 'v', verwaltungsakt: false, benachrichtigt: false, versandt: false };

/** One application that went through from end to end, and nothing is wrong with it. */
const gut = (): Fakten => ({
  buch: [
    { art: 'absicht', schluessel: 's', leistung: 'hund', antworten: { hund: { name: 'Motte', gefaehrlich: false } } },
    { art: 'angenommen', schluessel: 's', vorgang: 'v' },
    { art: 'gelesen', vorgang: 'v', aktenzeichen: 'A-1' },
    { art: 'erledigen', vorgang: 'v', schritt: 2, wer: 'x', entscheidung: 'nachfordern' },
    { art: 'erledigt', vorgang: 'v', schritt: 2, wer: 'x', entscheidung: 'nachfordern' },
    { art: 'erledigen', vorgang: 'v', schritt: 3, wer: 'x', entscheidung: 'feststellen' },
    { art: 'erledigt', vorgang: 'v', schritt: 3, wer: 'x', entscheidung: 'feststellen' },
    { art: 'antworten', vorgang: 'v', text: 'Hier.' },
    { art: 'geantwortet', vorgang: 'v', text: 'Hier.' },
    { art: 'gedruckt', vorgang: 'v', zustellung: 'y', sha256: 'bb' },
    { art: 'versenden', vorgang: 'v', zustellung: 'y', wer: 'x' },
    { art: 'versandt', vorgang: 'v', zustellung: 'y', wer: 'x' },
    { art: 'eintragen', vorgang: 'v', schluessel: 'w', text: 'Nein.' },
    { art: 'eingetragen', vorgang: 'v', schluessel: 'w', text: 'Nein.' },
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
        widerspruch: true,
        dokumente: [
          { id: 'da', art: 'bescheid', sha256: 'aa', lage: 'ganz' },
          { id: 'db', art: 'nachforderung', sha256: 'bb', lage: 'ganz' },
        ],
      },
    ],
    ereignisse: C.map((c, i) => ({
      koerperschaft: 'k',
      id: `e${i}`,
      kind: VERLAUF[i]?.[0] ?? '',
      strom: 'v',
      n: i + 1,
      c,
      at: 1_000 + i,
    })),
    zustellungen: [
      { ...ZUSTELLUNG, id: 'z', dokument: 'da', weg: 'postfach', verwaltungsakt: true, benachrichtigt: true },
      { ...ZUSTELLUNG, id: 'y', dokument: 'db', weg: 'brief', versandt: true },
    ],
    protokolle: [
      {
        koerperschaft: 'k',
        epoche: 1,
        origin: 'p/log/k/1',
        groesse: C.length,
        angehalten: null,
        bezeugt: 5,
        blaetter: C.map((c, idx) => ({ idx, ereignis: `e${idx}`, c })),
        staende: [{ groesse: 5, wurzel: hex(wurzel(5)), note: '' }],
      },
    ],
    auftraege: [{ id: 'a', art: 'dokument.erneuern', ruht: false, fehler: null }],
    unprotokolliert: 0,
  },
  vorher: new Set(),
  mails: ['zustellung/z'],
  gestoert: ['web'],
  nachweise: [nachweis('holds', false)],
  unterschriften: [{ origin: 'p/log/k/1', groesse: 5, log: 'gut', zeugen: ['gut'] }],
  ereignisse: new Map([['v', VERLAUF.map(([kind, data, docs], i) => ereignis(i + 1, kind, data, docs))]]),
});

type Aenderung = (f: Fakten) => unknown;
const vorgang = (f: Fakten) => f.bestand.vorgaenge[0] as Fakten['bestand']['vorgaenge'][number];
const protokoll = (f: Fakten) => f.bestand.protokolle[0] as Fakten['bestand']['protokolle'][number];
const gezeigt = (f: Fakten) => f.ereignisse.get('v') as { n: number; kind: string; data: object; docs: object[] }[];
const zustellung = (f: Fakten) => f.bestand.zustellungen[0] as Fakten['bestand']['zustellungen'][number];
const brief = (f: Fakten) => f.bestand.zustellungen[1] as Fakten['bestand']['zustellungen'][number];
const ohne = (f: Fakten, kind: string) =>
  gezeigt(f).splice(
    VERLAUF.findIndex(([k]) => k === kind),
    1,
  );
const blatt = (f: Fakten, i: number) => protokoll(f).blaetter[i] as { idx: number; ereignis: string; c: string };
const stoerung = (meldung: string, behoben: boolean) => (f: Fakten) => vorgang(f).vorfaelle.push({ meldung, behoben });

const unterschrift = (mehr: Partial<Unterschriften>) => (f: Fakten) => Object.assign(f.unterschriften[0] ?? {}, mehr);

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
  ['aufgabe', 'zweimal geschehen', (f) => gezeigt(f).push(ereignis(99, 'betrag.festgestellt', { schritt: 3 }))],
  [
    'aufgabe',
    'zweimal bestätigt',
    (f) => f.buch.push({ art: 'erledigt', vorgang: 'v', schritt: 3, wer: 'y', entscheidung: 'feststellen' }),
  ],
  ['aufgabe', 'von niemandem gesandt', (f) => gezeigt(f).push(ereignis(99, 'betrag.angeordnet', { schritt: 4 }))],
  ['mitteilung', 'zweimal versandt', (f) => f.mails.push('zustellung/z')],
  ['mitteilung', 'nie versandt', (f) => f.mails.pop()],
  ['mitteilung', 'von nichts', (f) => f.mails.push('zustellung/y')],
  ['mitteilung', 'nicht vermerkt', (f) => (zustellung(f).benachrichtigt = false)],
  ['bescheid', 'zweimal zugestellt', (f) => f.bestand.zustellungen.push({ ...zustellung(f), id: 'z2' })],
  ['bescheid', 'zweimal erlassen', (f) => gezeigt(f).push(ereignis(99, 'bescheid.erlassen'))],
  ['bescheid', 'nie erlassen und doch fertig', (f) => gezeigt(f).splice(5, 1)],
  ['bescheid', 'zwei Forderungen', (f) => vorgang(f).forderungen.push({ festgestellt: true, angeordnet: true })],
  ['bescheid', 'zwei Einträge im Register', (f) => (vorgang(f).registereintraege = 2)],
  ['bescheid', 'keine Kopie des Antrags', (f) => gezeigt(f).splice(2, 1)],
  [
    'dokument',
    'ein Dokument ohne Ereignis',
    (f) => vorgang(f).dokumente.push({ id: 'dc', art: 'x', sha256: 'cc', lage: 'ganz' }),
  ],
  ['dokument', 'ein Ereignis ohne Dokument', (f) => vorgang(f).dokumente.pop()],
  ['dokument', 'ein Dokument in zwei Ereignissen', (f) => gezeigt(f).push(ereignis(99, 'x', {}, [{ sha256: 'aa' }]))],
  ['mitteilung', 'eine Mail zu einem Brief', (f) => f.mails.push('zustellung/y')],
  ['datei', 'sie fehlt', (f) => Object.assign(vorgang(f).dokumente[0] ?? {}, { lage: 'fehlt' })],
  ['datei', 'sie ist verändert', (f) => Object.assign(vorgang(f).dokumente[1] ?? {}, { lage: 'verändert' })],
  ['nachforderung', 'eine Antwort fehlt', (f) => ohne(f, 'unterlagen.eingegangen')],
  [
    'nachforderung',
    'eine Antwort ist anders',
    (f) => (gezeigt(f)[9] = ereignis(10, 'unterlagen.eingegangen', { text: 'Hier' })),
  ],
  [
    'nachforderung',
    'eine ist zweimal da',
    (f) => gezeigt(f).push(ereignis(99, 'unterlagen.eingegangen', { text: 'Hier.' })),
  ],
  [
    'nachforderung',
    'eine kam von niemandem',
    (f) => gezeigt(f).push(ereignis(99, 'unterlagen.eingegangen', { text: 'x' })),
  ],
  ['nachforderung', 'zweimal bestätigt', (f) => f.buch.push({ art: 'geantwortet', vorgang: 'v', text: 'Hier.' })],
  ['nachforderung', 'zwei Briefe auf einmal', (f) => gezeigt(f).push(ereignis(99, 'unterlagen.nachgefordert'))],
  ['versand', 'von niemandem vermerkt', (f) => ohne(f, 'bekanntgabe.versandt')],
  ['versand', 'versandt und nicht vermerkt', (f) => (brief(f).versandt = false)],
  ['versand', 'zweimal versandt', (f) => gezeigt(f).push(ereignis(99, 'bekanntgabe.versandt', { zustellung: 'y' }))],
  ['versand', 'zweimal bestätigt', (f) => f.buch.push({ art: 'versandt', vorgang: 'v', zustellung: 'y', wer: 'x' })],
  ['versand', 'etwas im Postfach', (f) => (zustellung(f).versandt = true)],
  ['versand', 'gedruckt wurde etwas anderes', (f) => (brief(f).dokument = 'da')],
  ['widerspruch', 'er fehlt', (f) => ohne(f, 'widerspruch.eingelegt')],
  ['widerspruch', 'ein zweiter', (f) => gezeigt(f).push(ereignis(99, 'widerspruch.eingelegt', { widerspruch: 'x' }))],
  ['widerspruch', 'er ist nicht vermerkt', (f) => (vorgang(f).widerspruch = false)],
  ['widerspruch', 'er fehlt im Bestand', (f) => f.bestand.ereignisse.pop()],
  ['protokoll', 'eine Lücke', (f) => (blatt(f, 6).idx = 99)],
  ['protokoll', 'ein Blatt fehlt', (f) => protokoll(f).blaetter.pop()],
  ['protokoll', 'ein Ereignis fehlt', (f) => f.bestand.ereignisse.pop()],
  [
    'protokoll',
    'ein Ereignis hat zwei Plätze',
    (f) => protokoll(f).blaetter.push({ idx: C.length, ereignis: 'e0', c: C[0] ?? '' }) && (protokoll(f).groesse += 1),
  ],
  ['protokoll', 'ein Strom hat eine Lücke', (f) => ((f.bestand.ereignisse[6] as { n: number }).n = 99)],
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
    (f) => f.buch.push({ art: 'stand', checkpoint: checkpoint(99, wurzel(4)) }),
  ],
  ['unterschrift', 'das Protokoll unterschrieb falsch', unterschrift({ log: 'falsch' })],
  ['unterschrift', 'ein Zeuge unterschrieb falsch', unterschrift({ zeugen: ['gut', 'falsch'] })],
  ['unterschrift', 'keiner unterschrieb, und doch gilt der Stand', unterschrift({ zeugen: ['fehlt'] })],
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
