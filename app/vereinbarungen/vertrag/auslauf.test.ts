import { beforeEach, describe, expect, it } from 'vitest';
import { auslaufOf } from './auslauf.ts';
import type { Befehl } from './befehle.ts';
import { grund, spielwiese } from './pruefstand.ts';

let w = spielwiese();
beforeEach(() => (w = spielwiese()));

const [eins, zwei] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
const benenne = (...vorgaenge: string[]): Befehl => ({ art: 'benennen', vorgaenge });
const streiche = (...vorgaenge: string[]): Befehl => ({ art: 'streichen', vorgaenge });
const klauseln = { kuendigung: '3', auslauf: '3' };

describe('Der Auslauf', () => {
  it('dauert so lange, wie die Klausel sagt, und beginnt mit dem Ende', () => {
    w.spiele({ klauseln, bis: '2026-12-01' });
    expect(auslaufOf(w.stand())).toMatchObject({ ende: '2026-12-01', monate: 3, bis: '2027-03-01' });
    expect(w.gehe('v', 'auftraggeber', benenne(eins))).toMatchObject({ ok: true });
    expect(w.stand().schritte.at(-1)).toMatchObject({ art: 'benannt', vorgaenge: [eins], bis: '2027-03-01' });
    w = spielwiese();
    w.spiele({ klauseln: { ...klauseln, auslauf: '12' } });
    w.gehe('v', 'auftragnehmer', {
      art: 'kuendigen',
      zum: '2026-11-30',
      grund: 'x',
      wichtig: false,
      genehmigung: null,
      bestaetigung: 'x',
    });
    expect(auslaufOf(w.stand())).toMatchObject({ ende: '2026-11-30', bis: '2027-11-30' });
  });

  it('steht nur der beauftragenden Seite eines Mandats offen, und nur, wenn er vereinbart ist und das Ende feststeht', () => {
    w.spiele({ klauseln });
    expect(grund(w.gehe('v', 'auftraggeber', benenne(eins)))).toBe('vereinbarung.auslauf-ohne-ende');
    for (const [was, i] of [
      ['Rückgabe', { klauseln: { ...klauseln, auslauf: 'rueckgabe' }, bis: '2026-12-01' }],
      ['keine Klausel', { bis: '2026-12-01' }],
      ['Delegation', { klauseln, art: 'delegierend', bis: '2026-12-01' }],
    ] as const) {
      w = spielwiese();
      w.spiele(i);
      expect([was, grund(w.gehe('v', 'auftraggeber', benenne(eins)))]).toEqual([
        was,
        'vereinbarung.auslauf-nicht-vereinbart',
      ]);
    }
    w = spielwiese();
    w.spiele({ klauseln, bis: '2026-12-01' });
    expect(grund(w.gehe('v', 'auftragnehmer', benenne(eins)))).toBe('vereinbarung.auslauf-nur-auftraggeber');
  });

  it('nimmt jeden Vorgang einmal, und bis zu seinem letzten Tag lässt sich jeder streichen', () => {
    w.spiele({ klauseln, bis: '2026-12-01' });
    w.gehe('v', 'auftraggeber', benenne(eins, eins, zwei));
    expect(w.stand().auslauf).toEqual([eins, zwei]);
    expect(grund(w.gehe('v', 'auftraggeber', benenne(eins)))).toBe('vereinbarung.auslauf-nichts-gewaehlt');
    w.welt.heute = '2027-02-28';
    expect(grund(w.gehe('v', 'auftragnehmer', streiche(eins)))).toBe('vereinbarung.auslauf-nur-auftraggeber');
    expect(grund(w.gehe('v', 'auftraggeber', streiche(eins)))).toBe('ok');
    expect(w.stand().auslauf).toEqual([zwei]);
    expect(grund(w.gehe('v', 'auftraggeber', streiche(eins)))).toBe('vereinbarung.auslauf-nichts-gewaehlt');
    w.welt.heute = '2027-03-01';
    for (const b of [streiche(zwei), benenne(eins)])
      expect([b.art, grund(w.gehe('v', 'auftraggeber', b))]).toEqual([b.art, 'vereinbarung.auslauf-vorbei']);
  });
});
