import { describe, expect, it } from 'vitest';
import { EINWOHNER, FAELLE, NICHT_STEUERBAR, SEITEN, STEUERPFLICHTIG, VORLAGE } from '../../../test/rechnungen.ts';
import {
  buildRechnung,
  EXAKT,
  isLeitwegId,
  NORM,
  pruefeRechnung,
  type Rechnung,
  type Rechnungsvorlage,
  teilePosten,
  writeUbl,
} from '../../index.ts';

const baue = (v: Partial<Rechnungsvorlage> = {}): Rechnung => {
  const gebaut = buildRechnung({ ...VORLAGE, ...v });
  if (!gebaut.ok) throw new Error(gebaut.meldung);
  return gebaut.rechnung;
};
const grund = (v: Partial<Rechnungsvorlage>): string => {
  const gebaut = buildRechnung({ ...VORLAGE, ...v });
  return gebaut.ok ? 'gebaut' : gebaut.meldung;
};
const verletzt = (r: Rechnung, genauigkeit = EXAKT) => pruefeRechnung(r, genauigkeit).map((b) => b.regel);

const OHNE_STEUER = baue();
const MIT_STEUER = baue({ posten: [SEITEN] });
const { ustId: _, ...ohneUstId } = MIT_STEUER.verkaeufer;
const nurSteuernummer = { ...ohneUstId, steuernummer: '231/123/45678' };
const karte = { code: '48', karte: { nummer: '1234' } };
const lastschrift = { code: '59', belastetesKonto: 'DE79000000001234567890' };

describe('Die Rechnung einer Abrechnung', () => {
  it('hält jede Regel, ob nicht steuerbar, mit 19 %, bezahlt oder als Korrektur', () => {
    for (const v of [
      {},
      { posten: [SEITEN] },
      { posten: [SEITEN], gezahlt: 5_459 },
      { posten: [SEITEN], gezahlt: 9_999 },
      {
        posten: [{ ...FAELLE, menge: '-1', netto: -3_800 }],
        korrigiert: { nummer: 'WUR-2026-000001', datum: '2026-10-05' },
      },
      {
        posten: [
          { ...SEITEN, ust: { stand: 'steuerfrei' as const, satz: 0, grund: 'Steuerfrei nach § 4 Nr. 29 UStG' } },
        ],
      },
    ])
      expect(verletzt(baue(v))).toEqual([]);
  });

  it('rechnet die Umsatzsteuer einmal auf die Summe, in Cent', () => {
    expect(MIT_STEUER.summen).toEqual({ zeilen: 4_587, netto: 4_587, steuer: 872, brutto: 5_459, faellig: 5_459 });
    expect(MIT_STEUER.steuern).toEqual([{ basis: 4_587, betrag: 872, kategorie: 'S', satz: '19' }]);
  });

  it('nennt für nicht steuerbare Leistungen den Grund und keine USt-IdNr.', () => {
    expect(OHNE_STEUER.steuern).toEqual([
      { basis: 49_871, betrag: 0, kategorie: 'O', satz: '0', grund: NICHT_STEUERBAR.grund, grundcode: 'VATEX-EU-O' },
    ]);
    expect(OHNE_STEUER.verkaeufer).not.toHaveProperty('ustId');
    expect(MIT_STEUER.verkaeufer).toHaveProperty('ustId');
  });

  it('schreibt Menge und Preis, wo sie den Betrag ergeben, sonst den Betrag als Pauschale mit seiner Herleitung', () => {
    expect(OHNE_STEUER.positionen).toMatchObject([
      { menge: '3', einheit: 'C62', preis: '38', netto: 11_400 },
      { menge: '1', einheit: 'LS', preis: '384.71', netto: 38_471, beschreibung: EINWOHNER.beschreibung },
    ]);
  });

  it('als Korrektur trägt sie die Art 384, die frühere Nummer und negative Mengen', () => {
    const korrigiert = { nummer: 'WUR-2026-000001', datum: '2026-10-05' };
    const r = baue({ posten: [{ ...EINWOHNER, netto: -38_471 }], korrigiert });
    expect(r).toMatchObject({ art: '384', vorgaenger: [korrigiert], summen: { faellig: -38_471 } });
    expect(r.positionen[0]).toMatchObject({ menge: '-1', preis: '384.71' });
    expect(r).not.toHaveProperty('faellig');
  });

  it('teilt Posten nach ihrer Umsatzsteuer auf und stellt zurück, was noch nicht entschieden ist', () => {
    const offen = { ...SEITEN, ust: { stand: 'zu-pruefen' as const, satz: 0, grund: '§ 2b UStG wird geprüft' } };
    expect(teilePosten([SEITEN, FAELLE, offen, EINWOHNER])).toEqual({
      rechnungen: [[FAELLE, EINWOHNER], [SEITEN]],
      zurueckgestellt: [offen],
    });
    expect(teilePosten([])).toEqual({ rechnungen: [], zurueckgestellt: [] });
  });

  it.each<[string, Partial<Rechnungsvorlage>]>([
    ['keine Leitweg-ID eingetragen', { empfaenger: { ...VORLAGE.empfaenger, leitwegId: null } }],
    ['Prüfziffer passt nicht', { empfaenger: { ...VORLAGE.empfaenger, leitwegId: '04011000-12345-04' } }],
    ['keinen Posten', { posten: [] }],
    ['noch nicht entschieden', { posten: [{ ...SEITEN, ust: { ...STEUERPFLICHTIG, stand: 'zu-pruefen' } }] }],
    ['auf zwei Rechnungen', { posten: [SEITEN, FAELLE] }],
  ])('%s: wird sie nicht erstellt und sagt es', (text, v) => expect(grund(v)).toContain(text));

  it('ohne Steuernummer gibt es keine Rechnung mit Umsatzsteuer, wohl aber eine ohne', () => {
    const { ustId: _, steuernummer: __, ...steller } = VORLAGE.steller;
    expect(grund({ steller, posten: [SEITEN] })).toContain('weder USt-IdNr. noch Steuernummer');
    expect(grund({ steller })).toBe('gebaut');
  });
});

describe('Eine verfälschte Rechnung', () => {
  const [erste = OHNE_STEUER.positionen[0]] = MIT_STEUER.positionen;
  const mitPosition = (aenderung: object): Rechnung => ({
    ...MIT_STEUER,
    positionen: [{ ...erste, ...aenderung } as never],
  });
  const mitSummen = (aenderung: object): Rechnung => ({
    ...MIT_STEUER,
    summen: { ...MIT_STEUER.summen, ...aenderung },
  });
  const mitSteuer = (aenderung: object): Rechnung => ({
    ...MIT_STEUER,
    steuern: [{ ...MIT_STEUER.steuern[0], ...aenderung } as never],
  });
  const ohne = (r: Rechnung, ...namen: (keyof Rechnung)[]): Rechnung =>
    Object.fromEntries(Object.entries(r).filter(([n]) => !namen.includes(n as keyof Rechnung))) as Rechnung;
  const verkaeufer = (aenderung: object): Rechnung => ({
    ...MIT_STEUER,
    verkaeufer: { ...MIT_STEUER.verkaeufer, ...aenderung },
  });

  it.each<[string, Rechnung]>([
    ['BR-16', { ...MIT_STEUER, positionen: [] }],
    ['BR-27', mitPosition({ preis: '-0.11', menge: '-417' })],
    ['BR-29', { ...MIT_STEUER, zeitraum: { erster: '2026-10-31', letzter: '2026-10-01' } }],
    ['BR-CO-20', mitPosition({ zeitraum: {} })],
    ['BR-33', { ...MIT_STEUER, abschlaege: [{ betrag: 0, steuer: { kategorie: 'S', satz: '19' } }] }],
    ['BR-53', { ...MIT_STEUER, steuerwaehrung: 'CZK' }],
    ['BR-61', { ...MIT_STEUER, zahlwege: [{ code: '30' }] }],
    ['BR-62', verkaeufer({ adresse: { wert: 'a@b.example' } })],
    ['BR-CO-9', verkaeufer({ ustId: '123456789' })],
    ['BR-CO-10', mitSummen({ zeilen: 4_588 })],
    ['BR-CO-11', mitSummen({ abschlaege: 1 })],
    ['BR-CO-12', mitSummen({ zuschlaege: 1 })],
    ['BR-CO-13', mitSummen({ netto: 4_586 })],
    ['BR-CO-14', mitSummen({ steuer: 871 })],
    ['BR-CO-15', mitSummen({ brutto: 5_460 })],
    ['BR-CO-16', mitSummen({ faellig: 5_460 })],
    ['BR-CO-17', mitSteuer({ betrag: 873 })],
    ['BR-CO-18', { ...MIT_STEUER, steuern: [] }],
    ['BR-CO-25', ohne(MIT_STEUER, 'faellig', 'zahlungsbedingungen')],
    ['BR-CO-26', { ...OHNE_STEUER, verkaeufer: { ...OHNE_STEUER.verkaeufer, kennungen: [] } }],
    ['BR-S-1', mitSteuer({ satz: '7' })],
    ['BR-S-2', verkaeufer({ ustId: undefined, steuernummer: undefined })],
    ['BR-S-5', mitPosition({ steuer: { kategorie: 'S', satz: '0' } })],
    ['BR-S-8', mitSteuer({ basis: 4_586 })],
    ['BR-S-10', mitSteuer({ grund: 'darum' })],
    ['BR-O-2', { ...OHNE_STEUER, verkaeufer: { ...OHNE_STEUER.verkaeufer, ustId: 'DE123456789' } }],
    [
      'BR-O-5',
      {
        ...OHNE_STEUER,
        positionen: OHNE_STEUER.positionen.map((p) => ({ ...p, steuer: { kategorie: 'O', satz: '0' } })),
      },
    ],
    ['BR-O-9', { ...OHNE_STEUER, steuern: OHNE_STEUER.steuern.map((s) => ({ ...s, betrag: 1 })) }],
    [
      'BR-O-10',
      {
        ...OHNE_STEUER,
        steuern: OHNE_STEUER.steuern.map(({ basis, betrag, kategorie }) => ({ basis, betrag, kategorie, satz: '0' })),
      },
    ],
    ['BR-O-11', { ...OHNE_STEUER, positionen: [...OHNE_STEUER.positionen, erste as never] }],
    ['BR-E-10', mitSteuer({ kategorie: 'E', satz: '0', betrag: 0 })],
    ['BR-AE-3', mitPosition({ steuer: { kategorie: 'AE', satz: '0' } })],
    ['BR-IC-2', { ...mitPosition({ steuer: { kategorie: 'K', satz: '0' } }), verkaeufer: nurSteuernummer }],
    ['BR-IC-12', mitPosition({ steuer: { kategorie: 'K', satz: '0' } })],
    ['BR-G-2', { ...mitPosition({ steuer: { kategorie: 'G', satz: '0' } }), verkaeufer: nurSteuernummer }],
    ['BR-S-8', { ...MIT_STEUER, steuern: [...MIT_STEUER.steuern, { basis: 0, betrag: 0, kategorie: 'S', satz: '7' }] }],
    ['BR-17', { ...MIT_STEUER, zahlungsempfaenger: { name: MIT_STEUER.verkaeufer.name } }],
    ['BR-53', mitSummen({ steuerInSteuerwaehrung: 872 })],
    ['BR-CO-15', { ...mitSummen({ steuerInSteuerwaehrung: 872 }), steuerwaehrung: 'EUR' }],
    ['BR-AF-5', mitPosition({ steuer: { kategorie: 'L', satz: '0' } })],
    ['BR-51', { ...MIT_STEUER, zahlwege: [{ code: '48', karte: { nummer: '5500000000000004' } }] }],
    ['BR-66', { ...MIT_STEUER, zahlwege: [karte, karte] }],
    ['BR-67', { ...MIT_STEUER, mandat: 'M', zahlwege: [lastschrift, lastschrift] }],
    ['BR-CL-8', { ...MIT_STEUER, bemerkungen: [{ text: 'Fall #123# vom Mai' }] }],
    ['BR-CL-8', { ...MIT_STEUER, bemerkungen: [{ thema: 'abc', text: 'x' }] }],
    ['BR-CL-1', { ...MIT_STEUER, art: '999' }],
    ['BR-CL-4', { ...MIT_STEUER, waehrung: 'Euro' }],
    [
      'BR-CL-14',
      { ...MIT_STEUER, kaeufer: { ...MIT_STEUER.kaeufer, anschrift: { ...MIT_STEUER.kaeufer.anschrift, land: 'XX' } } },
    ],
    ['BR-CL-18', mitPosition({ steuer: { kategorie: 'X', satz: '19' } })],
    ['BR-CL-18', mitPosition({ steuer: { kategorie: 'B', satz: '19' } })],
    ['BR-CL-23', mitPosition({ einheit: 'Seite' })],
    ['BR-CL-25', verkaeufer({ adresse: { wert: 'a@b.example', schema: 'email' } })],
    ['BR-DE-1', { ...MIT_STEUER, zahlwege: [] }],
    ['BR-DE-2', verkaeufer({ kontakt: undefined })],
    [
      'BR-DE-14',
      {
        ...OHNE_STEUER,
        steuern: OHNE_STEUER.steuern.map(({ basis, betrag, kategorie, grund: g = '' }) => ({
          basis,
          betrag,
          kategorie,
          grund: g,
        })),
      },
    ],
    ['BR-DE-15', ohne(MIT_STEUER, 'kaeuferreferenz')],
    ['BR-DE-18', { ...MIT_STEUER, zahlungsbedingungen: '#SKONTO#TAGE=7#PROZENT=2#' }],
    ['BR-DE-19', { ...MIT_STEUER, zahlwege: [{ code: '58', konto: { nummer: 'DE00000000001234567890' } }] }],
    ['BR-DE-26', { ...MIT_STEUER, art: '384' }],
    ['BR-DE-30', { ...MIT_STEUER, mandat: 'M', zahlwege: [{ code: '59', belastetesKonto: 'DE79000000001234567890' }] }],
    ['BR-DE-TMP-32', ohne(MIT_STEUER, 'zeitraum')],
    ['PEPPOL-EN16931-R010', { ...MIT_STEUER, kaeufer: ohne(MIT_STEUER.kaeufer as never, 'adresse' as never) as never }],
    ['PEPPOL-EN16931-R120', mitPosition({ menge: '418' })],
    ['PEPPOL-EN16931-R121', mitPosition({ basis: { menge: '0' } })],
  ])('bricht %s', (regel, r) => expect(verletzt(r)).toContain(regel));

  it('wird nicht geschrieben, und die Meldung nennt die Regeln', () => {
    expect(writeUbl(mitSummen({ brutto: 5_460 }))).toMatchObject({
      ok: false,
      code: 'regelwidrig',
      meldung: expect.stringMatching(/BR-CO-15.*BR-CO-16/),
    });
    expect(writeUbl({ ...MIT_STEUER, nummer: '' })).toMatchObject({
      code: 'unvollstaendig',
      meldung: expect.stringContaining('Rechnungsnummer (BT-1)'),
    });
    expect(writeUbl({ ...MIT_STEUER, nummer: '  ' })).toMatchObject({ code: 'unvollstaendig' });
    expect(writeUbl({ ...MIT_STEUER, nummer: 'a\u0001' })).toMatchObject({ code: 'zeichen' });
  });

  it('einer fremden, die anders rundet, lassen wir den Spielraum der Norm', () => {
    expect(verletzt(mitSteuer({ betrag: 873 }), NORM)).not.toContain('BR-CO-17');
    expect(verletzt(mitSteuer({ betrag: 972 }), NORM)).toContain('BR-CO-17');
  });

  it('Regeln von XRechnung gelten nur, wo die Rechnung sich so nennt', () => {
    const r = ohne({ ...MIT_STEUER, profil: 'urn:cen.eu:en16931:2017' }, 'kaeuferreferenz');
    expect(verletzt(r)).toEqual([]);
  });
});

it('Eine Leitweg-ID hat die richtige Prüfziffer', () => {
  expect(['04011000-12345-03', '04011000-12346-97', '04011000-1234512345-06'].map(isLeitwegId)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['04011000-12345-04', '04011000', '', '04011000-12345-3', 'x'].map(isLeitwegId)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
