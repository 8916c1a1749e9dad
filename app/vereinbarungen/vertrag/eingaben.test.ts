import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Regel } from '../model.ts';
import type { Befehl } from './befehle.ts';
import type { Inhalt } from './inhalt.ts';
import { BEIDE, bekannt, beschluss, genehmigen, grund, inhalt, spielwiese, vertrag } from './pruefstand.ts';

let w = spielwiese();
beforeEach(() => (w = spielwiese()));

describe('Falsche Eingaben', () => {
  const preis = (p: number): Kostenregel => ({
    leistung: 'gewerbe',
    ab: localDate('2026-07-01'),
    bis: null,
    schluessel: { art: 'menge', einheit: 'fall', preis: p },
    minimum: null,
    maximum: null,
    ust: { stand: 'zu-pruefen', satz: 0, grund: 'x' },
    abschlag: null,
    verrechnetMit: null,
  });
  const erste: [string, Partial<Inhalt>, string][] = [
    ['Anfang nach dem Ende', { ab: '2027-01-01', bis: '2026-12-01' }, 'vereinbarung.tage-widersprechen'],
    ['Anfang gleich Ende', { ab: '2027-01-01', bis: '2027-01-01' }, 'vereinbarung.tage-widersprechen'],
    ['Anfang in der Vergangenheit', { ab: '2020-01-01' }, 'vereinbarung.beginn-vergangen'],
    ['Anfang heute', { ab: '2026-06-01' }, 'vereinbarung.beginn-vergangen'],
    ['letzter Tag heute', { bis: '2026-06-02' }, 'vereinbarung.ende-vergangen'],
    ['Ende in der Vergangenheit', { ab: '2025-01-01', bis: '2026-01-01' }, 'vereinbarung.ende-vergangen'],
    ['ein Tag, den es nicht gibt', { ab: '2026-02-30' }, 'vereinbarung.tag-ungueltig'],
    ['mit sich selbst', { auftragnehmer: 'a' }, 'vereinbarung.eine-partei'],
    ['ohne Leistung', { leistungen: [] }, 'vereinbarung.ohne-leistung'],
    ['ohne Titel', { titel: ' ' }, 'vereinbarung.ohne-titel'],
    ['Preis null', { kostenregeln: [preis(0)] }, 'vereinbarung.preis-null'],
    ['Preis zu groß', { kostenregeln: [preis(9e15)] }, 'vereinbarung.preis-zu-gross'],
    ['Preis unter null', { kostenregeln: [preis(-1)] }, 'vereinbarung.preis-null'],
    [
      'zwei Preise am selben Tag',
      { kostenregeln: [preis(1), { ...preis(2), ab: localDate('2027-01-01') }] },
      'vereinbarung.kosten-ueberlappen',
    ],
    [
      'Steuersatz, der nicht zum Stand passt',
      { kostenregeln: [{ ...preis(1), ust: { stand: 'nicht-steuerbar', satz: 19, grund: 'x' } }] },
      'vereinbarung.kosten-unklar',
    ],
    [
      'Mindestbetrag über dem Höchstbetrag',
      { kostenregeln: [{ ...preis(1), minimum: 2, maximum: 1 }] },
      'vereinbarung.kosten-unklar',
    ],
    [
      'Verrechnung mit sich selbst',
      { kostenregeln: [{ ...preis(1), verrechnetMit: 'v' }] },
      'vereinbarung.kosten-unklar',
    ],
    ['Preis für anderes', { kostenregeln: [{ ...preis(1), leistung: 'hund' }] }, 'vereinbarung.kosten-fremd'],
    [
      'Aufwand ohne Minuten',
      { aufwandsklassen: [{ leistung: 'gewerbe', name: 'x', minuten: 0 }] },
      'vereinbarung.aufwand-ungueltig',
    ],
  ];
  it.each(erste)('%s: abgelehnt, und nichts ist angelegt', (_was, i, sagt) => {
    expect(grund(w.entwirf('v', 'auftraggeber', inhalt(i)))).toBe(sagt);
    expect(w.staende.size).toBe(0);
  });

  it('nimmt Preise, die einander am Tag ablösen', () => {
    const [alt, neu] = [
      { ...preis(1), bis: localDate('2027-01-01') },
      { ...preis(2), ab: localDate('2027-01-01') },
    ];
    expect(grund(w.entwirf('v', 'auftraggeber', inhalt({ kostenregeln: [neu, alt] })))).toBe('ok');
  });

  it('lehnt eine Kommune ab, die eingemeindet ist, beim Entwurf, bei der Erklärung und bei der Freischaltung', () => {
    w.welt.untergegangen = 'Gemeinde Kühren-Burkartshain';
    expect(w.entwirf('v', 'auftraggeber', inhalt())).toMatchObject({
      grund: 'vereinbarung.gebiet-geaendert',
      angaben: { name: 'Gemeinde Kühren-Burkartshain' },
    });
    w.welt.untergegangen = null;
    w.spiele({}, 'entworfen');
    w.welt.untergegangen = 'a';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: w.hash() }))).toBe(
      'vereinbarung.gebiet-geaendert',
    );
    w = spielwiese();
    w.spiele({}, 'nachgewiesen');
    w.welt.untergegangen = 'a';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.gebiet-geaendert');
  });

  it('lehnt Tage in der Zukunft und verkehrte Reihenfolge ab', () => {
    w.spiele({}, 'beschlossen');
    expect(grund(w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-06-02' } as Befehl))).toBe(
      'vereinbarung.tag-zukunft',
    );
    expect(w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-05-31' } as Befehl)).toMatchObject({
      grund: 'vereinbarung.genehmigung-vor-beschluss',
      angaben: { tag: '2026-06-01' },
    });
    w.gehe('v', 'auftraggeber', genehmigen);
    expect(w.gehe('v', 'auftraggeber', { ...bekannt, tag: '2026-05-31' } as Befehl)).toMatchObject({
      grund: 'vereinbarung.bekanntmachung-vor-genehmigung',
      angaben: { tag: '2026-06-01' },
    });
  });

  it('lehnen einen Beschluss ab, der älter ist als sein Text; zwischen Text und Erklärung darf der Rat beschließen', () => {
    w.spiele({}, 'entworfen');
    w.welt.heute = '2026-06-20';
    for (const s of BEIDE) w.gehe('v', s, { art: 'erklaeren', textHash: w.hash() });
    for (const tag of ['1950-01-01', '2026-05-31'])
      expect(w.gehe('v', 'auftraggeber', { ...beschluss, tag } as Befehl)).toMatchObject({
        grund: 'vereinbarung.beschluss-vor-text',
        angaben: { tag: '2026-06-01' },
      });
    expect(w.stand().fassungen[0]?.beschlossen).toEqual({});
    expect(grund(w.gehe('v', 'auftraggeber', { ...beschluss, tag: '2026-06-10' } as Befehl))).toBe('ok');
    expect(grund(w.gehe('v', 'auftragnehmer', { ...beschluss, tag: '2026-06-01' } as Befehl))).toBe('ok');
    // approved after the later of the two
    expect(grund(w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-06-09' } as Befehl))).toBe(
      'vereinbarung.genehmigung-vor-beschluss',
    );
  });

  it('lehnen ab, was nie einen Tag in Kraft wäre', () => {
    w.spiele({ bis: '2026-06-03' }, 'genehmigt');
    w.welt.heute = '2026-06-02';
    expect(grund(w.gehe('v', 'auftraggeber', { ...bekannt, tag: '2026-06-02' } as Befehl))).toBe(
      'vereinbarung.kein-tag',
    );
    expect(grund(w.gehe('v', 'auftraggeber', bekannt))).toBe('ok');
    w.gehe('v', 'auftraggeber', vertrag);
    w.welt.heute = '2026-06-03';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.kein-tag');
  });

  it('lehnt ab, was beim Erklären schon vorbei ist', () => {
    w.spiele({ bis: '2026-06-10' }, 'entworfen');
    w.welt.heute = '2026-06-10';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: w.hash() }))).toBe(
      'vereinbarung.ende-vergangen',
    );
  });

  it('entwirft nie über ein gesetzliches Verhältnis hinweg, außer zur Bereitstellung von Personal', () => {
    const vg = {
      vereinbarung: 'vg',
      art: 'gesetz',
      leistung: '*',
      von: 'a',
      an: 'c',
      ab: '1999-01-01',
      bis: null,
      titel: 'VG',
      fundstelle: '',
      stand: 'in_kraft',
    } as Regel;
    const gesetze: Regel[] = [];
    w = spielwiese(() => true, gesetze);
    w.spiele({}, 'nachgewiesen', 'alt');
    gesetze.push(vg);
    expect(w.entwirf('v', 'auftraggeber', inhalt())).toMatchObject({
      grund: 'vereinbarung.gesetz',
      angaben: { regel: 'VG' },
    });
    expect(grund(w.entwirf('p', 'auftraggeber', inhalt({ art: 'personal' })))).toBe('ok');
    // a relation that came into the register after the draft
    expect(grund(w.gehe('alt', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.gesetz');
  });
});
