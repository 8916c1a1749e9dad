import { addDays, localDate } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import { menge, PFLICHTIG, regel, sha256 } from '../test/welt.ts';
import { stelleAuf } from './abrechnung.ts';
import { klasseOf } from './aufwand.ts';
import { gleicheAus } from './ausgleich.ts';
import { HOECHSTBETRAG, HOECHSTMENGE, HOECHSTPREIS } from './grenzen.ts';
import { pruefeAufwandsklassen, pruefeKostenregeln } from './pruefe.ts';
import { isFehler } from './rechne.ts';
import type { Kostenregel, Schluessel } from './regel.ts';

const rahmen = { id: 'v', leistungen: ['gewerbe-anmeldung'] };
const codes = (...regeln: Kostenregel[]) => pruefeKostenregeln(regeln, rahmen).map((f) => f.code);
const fall: Schluessel = { art: 'menge', einheit: 'fall', preis: 380000 };

describe('Eine Kostenregel', () => {
  it('ist in Ordnung, wenn nichts daran fehlt', () => {
    expect(codes(regel(fall))).toEqual([]);
    expect(codes(regel({ art: 'kostenfrei', grund: 'Amtshilfe' }))).toEqual([]);
    expect(codes(regel({ art: 'mischung', teile: [fall, { art: 'fest', betrag: 100 }] }))).toEqual([]);
    const bis = localDate('2026-07-01');
    expect(codes(regel(fall, { bis }), regel(fall, { ab: bis }))).toEqual([]);
  });

  it.each([
    ['Preis 0', regel({ ...fall, preis: 0 }), 'preis'],
    ['negativer Preis', regel({ ...fall, preis: -1 }), 'preis'],
    ['halber Preis', regel({ ...fall, preis: 0.5 }), 'preis'],
    ['Preis über der Grenze', regel({ ...fall, preis: HOECHSTPREIS + 1 }), 'zu-gross'],
    ['Preis, den niemand mehr zählt', regel({ ...fall, preis: 1e300 }), 'zu-gross'],
    ['fester Betrag über der Grenze', regel({ art: 'fest', betrag: HOECHSTBETRAG + 1 }), 'zu-gross'],
    ['Maximum über der Grenze', regel(fall, { maximum: HOECHSTBETRAG + 1 }), 'zu-gross'],
    ['Abschlag über der Grenze', regel(fall, { abschlag: HOECHSTBETRAG + 1 }), 'zu-gross'],
    ['fester Betrag 0', regel({ art: 'fest', betrag: 0 }), 'preis'],
    ['unbekannte Einheit', regel({ art: 'menge', einheit: 'hund' as never, preis: 1 }), 'einheit'],
    ['Umlage nach nichts', regel({ art: 'umlage', pool: 'p', nach: 'katze' as never }), 'einheit'],
    ['Umlage ohne Pool', regel({ art: 'umlage', pool: ' ', nach: 'fall' }), 'pool'],
    ['kostenfrei ohne Grund', regel({ art: 'kostenfrei', grund: '' }), 'grund'],
    ['Mischung aus einem', regel({ art: 'mischung', teile: [fall] }), 'mischung'],
    [
      'Mischung mit kostenfrei',
      regel({ art: 'mischung', teile: [fall, { art: 'kostenfrei', grund: 'x' }] }),
      'mischung',
    ],
    ['Ende vor Beginn', regel(fall, { bis: localDate('2024-12-31') }), 'tage'],
    ['Ende am Beginn', regel(fall, { bis: localDate('2025-01-01') }), 'tage'],
    ['fremde Leistung', regel(fall, { leistung: 'posteingang' }), 'leistung'],
    ['19 % ohne Steuerpflicht', regel(fall, { ust: { ...PFLICHTIG, stand: 'steuerfrei' } }), 'ust-satz'],
    ['0 % trotz Steuerpflicht', regel(fall, { ust: { ...PFLICHTIG, satz: 0 } }), 'ust-satz'],
    ['Steuer ohne Grund', regel(fall, { ust: { ...PFLICHTIG, grund: ' ' } }), 'ust-grund'],
    ['Minimum 0', regel(fall, { minimum: 0 }), 'grenze'],
    ['Minimum über Maximum', regel(fall, { minimum: 2, maximum: 1 }), 'grenzen'],
    ['Abschlag 0', regel(fall, { abschlag: 0 }), 'abschlag'],
    ['Verrechnung mit sich selbst', regel(fall, { verrechnetMit: 'v' }), 'verrechnung'],
  ])('wird verweigert: %s', (_was, r, code) => expect(codes(r)).toEqual([code]));

  it('darf sich mit keiner anderen derselben Leistung überschneiden, auch nicht um einen Tag', () => {
    expect(codes(regel(fall, { bis: localDate('2026-07-02') }), regel(fall, { ab: localDate('2026-07-01') }))).toEqual([
      'ueberschneidung',
    ]);
    expect(codes(regel(fall), regel(fall, { ab: localDate('2030-01-01') }))).toEqual(['ueberschneidung']);
  });
});

describe('Die größten Mengen und Preise', () => {
  it('ergeben auf zweihundert Zeilen mit Steuer noch eine Jahressumme, die auf den Cent stimmt', () => {
    const tage = Array.from({ length: 366 }, (_, i) =>
      menge('seite', addDays(localDate('2028-01-01'), i), HOECHSTMENGE, 'gewerbe-anmeldung'),
    );
    const r = regel({ art: 'menge', einheit: 'seite', preis: HOECHSTPREIS }, { ust: PFLICHTIG });
    expect(codes(r)).toEqual([]);
    const zeilen = gleicheAus({ id: 'v', regeln: [r], mengen: tage, pools: [], sha256 }, 2028, []);
    if (isFehler(zeilen)) throw new Error(zeilen.grund);
    const viele = Array.from({ length: 200 }, () => zeilen).flat();
    const kopf = { vereinbarung: 'v', glaeubiger: 'w', schuldner: 't', jahr: 2028, periode: 13, stand: [] };
    const { netto, brutto } = stelleAuf(kopf, viele);
    expect([Number.isSafeInteger(netto), Number.isSafeInteger(brutto)]).toEqual([true, true]);
    expect(BigInt(netto)).toBe((200n * 366n * BigInt(HOECHSTMENGE) * BigInt(HOECHSTPREIS)) / 100n);
  });
});

describe('Aufwandsklassen', () => {
  const klasse = (name: string, minuten: number, leistung = 'gewerbe-anmeldung') => ({ leistung, name, minuten });
  const drei = [klasse('schwierig', 90), klasse('einfach', 15), klasse('mit Prüfung', 40)];

  it('brauchen Minuten, einen eigenen Namen und eine Leistung der Vereinbarung', () => {
    expect(pruefeAufwandsklassen(drei, rahmen)).toEqual([]);
    const falsch = [
      klasse('a', 0),
      klasse('b', 1.5),
      klasse('', 1),
      klasse('c', 1, 'posteingang'),
      klasse('d', 1),
      klasse('d ', 2),
    ];
    expect(pruefeAufwandsklassen(falsch, rahmen)).toEqual([0, 1, 2, 3, 5]);
  });

  it('folgen aus dem, was geschah: nichts Besonderes, eine Prüfung, ein Widerspruch', () => {
    const name = (geprueft: boolean, widerspruch: boolean) =>
      klasseOf(drei, 'gewerbe-anmeldung', { geprueft, widerspruch })?.name;
    expect([name(false, false), name(true, false), name(true, true), name(false, true)]).toEqual([
      'einfach',
      'mit Prüfung',
      'schwierig',
      'schwierig',
    ]);
    expect(klasseOf([klasse('alles', 10)], 'gewerbe-anmeldung', { geprueft: true, widerspruch: false })?.name).toBe(
      'alles',
    );
    expect(klasseOf(drei, 'posteingang', { geprueft: true, widerspruch: false })).toBeUndefined();
  });
});
