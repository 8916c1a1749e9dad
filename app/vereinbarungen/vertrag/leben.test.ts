import { beforeEach, describe, expect, it } from 'vitest';
import type { Befehl } from './befehle.ts';
import { naechsterOf } from './naechster.ts';
import { phaseOf } from './phase.ts';
import { BEIDE, bekannt, beschluss, genehmigen, grund, inhalt, spielwiese, vertrag } from './pruefstand.ts';
import { arbeitszeiten, geltungen, zeilenOf } from './zeilen.ts';

let w = spielwiese();
beforeEach(() => (w = spielwiese()));

describe('Der Weg einer Vereinbarung', () => {
  it('führt vom Entwurf bis in Kraft am Tag nach der Bekanntmachung', () => {
    w.spiele();
    expect(zeilenOf(w.stand())).toMatchObject([{ ab: '2026-06-02', bis: null, stand: 'in_kraft' }]);
    expect(['2026-06-01', '2026-06-02'].map((t) => phaseOf(w.stand(), t))).toEqual(['kuenftig', 'in_kraft']);
  });

  it('nimmt den vereinbarten Tag, wenn er später liegt, und nie einen früheren', () => {
    w.spiele({ ab: '2026-09-01' });
    expect(zeilenOf(w.stand())[0]?.ab).toBe('2026-09-01');
    // drafted in time, published after it
    w = spielwiese();
    w.welt.heute = '2026-05-01';
    w.spiele({ ab: '2026-05-10' }, 'entworfen');
    w.welt.heute = '2026-06-01';
    for (const s of BEIDE) w.gehe('v', s, { art: 'erklaeren', textHash: w.hash() });
    for (const s of BEIDE) w.gehe('v', s, beschluss);
    for (const b of [genehmigen, bekannt, vertrag]) w.gehe('v', 'auftraggeber', b);
    for (const s of BEIDE) w.gehe('v', s, { art: 'freischalten' });
    expect(zeilenOf(w.stand())[0]?.ab).toBe('2026-06-02');
  });

  it('lässt keinen Schritt vor dem anderen zu', () => {
    const stufen = ['entworfen', 'erklaert', 'beschlossen', 'genehmigt', 'bekanntgemacht'] as const;
    const zuFrueh: [Befehl, string][] = [
      [beschluss, 'vereinbarung.erklaerung-fehlt'],
      [genehmigen, 'vereinbarung.beschluss-fehlt'],
      [bekannt, 'vereinbarung.genehmigung-fehlt'],
      [{ art: 'freischalten' }, 'vereinbarung.bekanntmachung-fehlt'],
    ];
    for (const [i, stufe] of stufen.entries()) {
      w = spielwiese();
      w.spiele({}, stufe);
      for (const [befehl, sagt] of zuFrueh.slice(i)) {
        const e = w.gehe('v', 'auftraggeber', befehl);
        expect([stufe, befehl.art, e.ok]).toEqual([stufe, befehl.art, false]);
        if (befehl === zuFrueh[i]?.[0]) expect([stufe, grund(e)]).toEqual([stufe, sagt]);
      }
    }
  });

  it('fehlt ein Ratsbeschluss, wird nicht genehmigt', () => {
    w.spiele({}, 'erklaert');
    w.gehe('v', 'auftragnehmer', beschluss);
    expect(grund(w.gehe('v', 'auftraggeber', genehmigen))).toBe('vereinbarung.beschluss-fehlt');
  });

  it('lässt zwei Bürgermeister nicht verschiedene Texte erklären', () => {
    w.spiele({}, 'entworfen');
    const alt = w.hash();
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: alt }))).toBe('ok');
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'erklaeren', textHash: 'f'.repeat(64) }))).toBe(
      'vereinbarung.text-verschieden',
    );
    expect(w.stand().fassungen[0]?.erklaert).toEqual({ auftraggeber: true });
  });

  it('wird vor der zweiten Erklärung von dem zurückgezogen, der entworfen hat, später von jeder Seite mit Grund', () => {
    w.spiele({}, 'entworfen');
    const weg: Befehl = { art: 'zurueckziehen', grund: 'Der Rat berät noch.' };
    expect(grund(w.gehe('v', 'auftragnehmer', weg))).toBe('vereinbarung.nicht-entworfen');
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('ok');
    expect(phaseOf(w.stand(), '2026-06-01')).toBe('zurueckgezogen');
    w = spielwiese();
    w.spiele({}, 'beschlossen');
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'zurueckziehen', grund: ' ' }))).toBe('vereinbarung.angabe-fehlt');
    expect(grund(w.gehe('v', 'auftragnehmer', weg))).toBe('ok');
    w = spielwiese();
    w.spiele();
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('vereinbarung.schon-in-kraft');
  });

  it('nimmt zu einem zurückgezogenen Text keinen Schritt mehr an und sagt, dass er zurückgezogen ist', () => {
    const weg: Befehl = { art: 'zurueckziehen', grund: 'Der Rat berät noch.' };
    w.spiele({}, 'entworfen');
    const hash = w.hash();
    w.gehe('v', 'auftraggeber', weg);
    const schritte: Befehl[] = [{ art: 'erklaeren', textHash: hash }, beschluss, weg, vertrag];
    for (const b of schritte)
      expect([b.art, grund(w.gehe('v', 'auftragnehmer', b))]).toEqual([b.art, 'vereinbarung.zurueckgezogen']);
    // of a change, too: the text in force before goes on
    w = spielwiese();
    w.spiele();
    w.entwirf('v', 'auftraggeber', inhalt());
    const geaendert = w.hash();
    w.gehe('v', 'auftraggeber', weg);
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'erklaeren', textHash: geaendert }))).toBe(
      'vereinbarung.zurueckgezogen',
    );
    expect(grund(w.gehe('v', 'auftraggeber', vertrag))).toBe('ok');
  });

  it('endet mit dem vereinbarten Tag von selbst', () => {
    w.spiele({ bis: '2027-01-01' });
    expect(['2026-12-31', '2027-01-01'].map((t) => phaseOf(w.stand(), t))).toEqual(['in_kraft', 'beendet']);
  });
});

describe('Freigeschaltet wird nur', () => {
  it('von beiden Seiten, und nicht, solange ein Pflichtpunkt fehlt', () => {
    w.spiele({}, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.pflicht-offen');
    w.gehe('v', 'auftraggeber', vertrag);
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(w.stand())).toMatchObject([{ stand: 'genehmigung_offen' }]);
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(w.stand())).toMatchObject([{ stand: 'in_kraft' }]);
  });

  it('eine Delegation von Steuern mit der Klausel über Ertrag und Satzung', () => {
    const steuer = { art: 'delegierend', leistungen: ['hund'], steuern: ['hund'] } as const;
    const text = { ...steuer, leistungen: ['hund'], steuern: ['hund'] };
    w.spiele(text, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.ertrag-fehlt');
    w = spielwiese();
    w.spiele({ ...text, klauseln: { ertrag: 'auftraggeber' } }, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.pflicht-offen');
    w.gehe('v', 'auftragnehmer', { art: 'nachweisen', was: 'verpflichtung', tag: '2026-06-01', zeichen: 'x' });
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('ok');
  });

  it('was keiner anderen Regel widerspricht', () => {
    w.spiele({}, 'freigeschaltet', 'eins');
    w.spiele({ auftragnehmer: 'c' }, 'nachgewiesen', 'zwei');
    const e = w.gehe('zwei', 'auftraggeber', { art: 'freischalten', bestaetigung: 'trotzdem' });
    expect(e).toMatchObject({ ok: false, grund: 'vereinbarung.widerspruch' });
    expect(JSON.stringify(e)).toContain('Am 2. Juni 2026 sagen zwei Regeln für „Gewerbe“ in a Verschiedenes.');
    // after the first has ended, it may
    w.gehe('eins', 'auftraggeber', {
      art: 'kuendigen',
      zum: '2026-06-02',
      grund: 'x',
      wichtig: true,
      genehmigung: null,
      bestaetigung: 'x',
    });
    expect(grund(w.gehe('zwei', 'auftraggeber', { art: 'freischalten' }))).not.toBe('ok');
  });
});

describe('Eine Änderung', () => {
  it('geht dieselben Schritte und löst den alten Text an ihrem Tag ab', () => {
    w.spiele();
    w.welt.heute = '2026-08-01';
    expect(grund(w.entwirf('v', 'auftragnehmer', inhalt({ ab: '2026-10-01', leistungen: ['gewerbe', 'hund'] })))).toBe(
      'ok',
    );
    expect(grund(w.entwirf('v', 'auftragnehmer', inhalt()))).toBe('vereinbarung.schritt-offen');
    for (const s of BEIDE) w.gehe('v', s, { art: 'erklaeren', textHash: w.hash() });
    for (const s of BEIDE) w.gehe('v', s, { ...beschluss, tag: '2026-08-01' } as Befehl);
    w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-08-01' } as Befehl);
    w.gehe('v', 'auftraggeber', { ...bekannt, tag: '2026-08-01' } as Befehl);
    expect(zeilenOf(w.stand())).toHaveLength(1);
    for (const s of BEIDE) expect(grund(w.gehe('v', s, { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(w.stand()).map((z) => [z.fassung, z.leistung, z.ab, z.bis])).toEqual([
      [1, 'gewerbe', '2026-06-02', '2026-10-01'],
      [2, 'gewerbe', '2026-10-01', null],
      [2, 'hund', '2026-10-01', null],
    ]);
  });

  it('löst auch ab, was vor ihr für später beschlossen war; dazwischen gilt keiner', () => {
    w.spiele();
    const aendere = (tag: string, mehr: Parameters<typeof inhalt>[0]) => {
      w.welt.heute = tag;
      expect(grund(w.entwirf('v', 'auftragnehmer', inhalt(mehr)))).toBe('ok');
      for (const s of BEIDE) w.gehe('v', s, { art: 'erklaeren', textHash: w.hash() });
      for (const s of BEIDE) w.gehe('v', s, { ...beschluss, tag } as Befehl);
      w.gehe('v', 'auftraggeber', { ...genehmigen, tag } as Befehl);
      w.gehe('v', 'auftraggeber', { ...bekannt, tag } as Befehl);
      for (const s of BEIDE)
        expect(grund(w.gehe('v', s, { art: 'freischalten', bestaetigung: 'Bis dahin selbst.' }))).toBe('ok');
    };
    const tage = () => geltungen(w.stand()).map((g) => [g.fassung.nr, g.ab, g.bis]);
    aendere('2026-08-01', { ab: '2026-12-01' });
    aendere('2026-08-02', { ab: '2026-10-01', bis: '2027-01-01' });
    expect(tage()).toEqual([
      [1, '2026-06-02', '2026-10-01'],
      [3, '2026-10-01', '2027-01-01'],
    ]);
    // a text after the end of the one before: nobody's days in between
    aendere('2026-08-03', { ab: '2027-03-01' });
    expect(tage().at(-1)).toEqual([4, '2027-03-01', null]);
    const phasen = ['2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01'].map((t) => phaseOf(w.stand(), t));
    expect(phasen).toEqual(['in_kraft', 'kuenftig', 'kuenftig', 'in_kraft']);
  });

  it('hat dieselben zwei Seiten', () => {
    w.spiele();
    expect(grund(w.entwirf('v', 'auftraggeber', inhalt({ auftragnehmer: 'c' })))).toBe(
      'vereinbarung.parteien-verschieden',
    );
  });
});

describe('Aussetzen und beenden', () => {
  const aussetzen = (ab: string): Befehl => ({
    art: 'aussetzen',
    ab,
    grund: 'Umzug',
    bestaetigung: 'Wir tun es selbst.',
  });
  it('hält ein Mandat an und lässt es wieder laufen; eine Lücke braucht eine Begründung', () => {
    w.spiele();
    expect(w.gehe('v', 'auftraggeber', { ...aussetzen('2026-07-01'), bestaetigung: '' } as Befehl)).toMatchObject({
      grund: 'vereinbarung.luecke',
      angaben: { was: 'Ab 1. Juli 2026 arbeitet für „Gewerbe“ in a niemand anders mehr: a muss es selbst tun.' },
    });
    expect(grund(w.gehe('v', 'auftragnehmer', aussetzen('2026-07-01')))).toBe('vereinbarung.keine-bremse');
    expect(grund(w.gehe('v', 'auftraggeber', aussetzen('2026-07-01')))).toBe('ok');
    expect(w.stand().schritte.at(-1)).toMatchObject({
      bestaetigung: 'Wir tun es selbst.',
      befunde: [expect.stringContaining('1. Juli')],
    });
    expect(phaseOf(w.stand(), '2026-07-01')).toBe('ausgesetzt');
    expect(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-08-01' })).toMatchObject({
      grund: 'vereinbarung.pause-geplant',
      angaben: { tag: '2026-07-01' },
    });
    w.welt.heute = '2026-07-10';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-07-01' }))).toBe(
      'vereinbarung.tage-widersprechen',
    );
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-08-01' }))).toBe('ok');
    expect(arbeitszeiten(w.stand()).map((g) => [g.ab, g.bis])).toEqual([
      ['2026-06-02', '2026-07-01'],
      ['2026-08-01', null],
    ]);
  });

  it('nimmt eine geplante Pause zurück, solange sie nicht begonnen hat', () => {
    w.spiele();
    w.gehe('v', 'auftraggeber', aussetzen('2026-07-01'));
    const weg: Befehl = { art: 'zuruecknehmen', ab: '2026-07-01' };
    expect(naechsterOf(w.stand(), 'auftraggeber', '2026-06-01').selten).toEqual([
      'nachweisen',
      'zuruecknehmen',
      'kuendigen',
    ]);
    expect(grund(w.gehe('v', 'auftragnehmer', weg))).toBe('vereinbarung.nicht-ausgesetzt');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'zuruecknehmen', ab: '2026-07-02' }))).toBe(
      'vereinbarung.nicht-ausgesetzt',
    );
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('ok');
    expect(zeilenOf(w.stand())).toMatchObject([{ ab: '2026-06-02', bis: null }]);
    w.gehe('v', 'auftraggeber', aussetzen('2026-07-01'));
    w.welt.heute = '2026-07-01';
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('vereinbarung.pause-laeuft');
    expect(naechsterOf(w.stand(), 'auftraggeber', '2026-07-01').selten).toEqual([
      'nachweisen',
      'fortsetzen',
      'kuendigen',
    ]);
  });

  it('nimmt eine Pause nicht zurück, wenn an ihren Tagen inzwischen jemand anders arbeitet', () => {
    w.spiele({}, 'freigeschaltet', 'eins');
    w.gehe('eins', 'auftraggeber', { ...aussetzen('2026-07-01'), bis: '2026-08-01' } as Befehl);
    w.spiele({ auftragnehmer: 'c', ab: '2026-07-01', bis: '2026-08-01' }, 'freigeschaltet', 'zwei');
    expect(grund(w.gehe('eins', 'auftraggeber', { art: 'zuruecknehmen', ab: '2026-07-01' }))).toBe(
      'vereinbarung.widerspruch',
    );
  });

  it('kennt den letzten Tag einer Pause schon vorher: danach geht es von selbst weiter', () => {
    w.spiele();
    const mit = (ab: string, bis: string): Befehl => ({ ...aussetzen(ab), bis }) as Befehl;
    expect(
      w.gehe('v', 'auftraggeber', { ...mit('2026-07-01', '2026-08-01'), bestaetigung: '' } as Befehl),
    ).toMatchObject({
      angaben: {
        was: 'Vom 1. Juli 2026 bis 31. Juli 2026 arbeitet für „Gewerbe“ in a niemand anders: a muss es selbst tun.',
      },
    });
    expect(grund(w.gehe('v', 'auftraggeber', mit('2026-07-01', '2026-07-01')))).toBe('vereinbarung.pause-ende');
    expect(grund(w.gehe('v', 'auftraggeber', mit('2026-07-01', '2026-07-32')))).toBe('vereinbarung.tag-ungueltig');
    expect(grund(w.gehe('v', 'auftraggeber', mit('2026-07-01', '2026-08-01')))).toBe('ok');
    // before it, beside it, over it
    expect(grund(w.gehe('v', 'auftraggeber', aussetzen('2026-06-20')))).toBe('vereinbarung.schon-ausgesetzt');
    expect(grund(w.gehe('v', 'auftraggeber', mit('2026-07-31', '2026-08-02')))).toBe('vereinbarung.schon-ausgesetzt');
    expect(grund(w.gehe('v', 'auftraggeber', mit('2026-09-01', '2026-09-11')))).toBe('ok');
    expect(
      ['2026-06-30', '2026-07-31', '2026-08-01', '2026-09-10', '2026-09-11'].map((t) => phaseOf(w.stand(), t)),
    ).toEqual(['in_kraft', 'ausgesetzt', 'in_kraft', 'ausgesetzt', 'in_kraft']);
    w.welt.heute = '2026-07-10';
    expect(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-08-01' })).toMatchObject({
      grund: 'vereinbarung.pause-endet',
      angaben: { tag: '2026-08-01' },
    });
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-07-20' }))).toBe('ok');
    expect(arbeitszeiten(w.stand()).map((g) => [g.ab, g.bis])).toEqual([
      ['2026-06-02', '2026-07-01'],
      ['2026-07-20', '2026-09-01'],
      ['2026-09-11', null],
    ]);
  });

  it('kennt für eine Delegation keine Bremse, nur das Ende mit Genehmigung', () => {
    w.spiele({ art: 'delegierend' });
    expect(grund(w.gehe('v', 'auftraggeber', aussetzen('2026-07-01')))).toBe('vereinbarung.keine-bremse');
    const ende: Befehl = {
      art: 'kuendigen',
      zum: '2027-01-01',
      grund: 'x',
      wichtig: false,
      genehmigung: null,
      bestaetigung: 'x',
    };
    expect(grund(w.gehe('v', 'auftraggeber', ende))).toBe('vereinbarung.ende-ohne-genehmigung');
    expect(grund(w.gehe('v', 'auftraggeber', { ...ende, genehmigung: '1.6.2026, 092.6' }))).toBe('ok');
    expect(zeilenOf(w.stand())[0]?.bis).toBe('2027-01-01');
  });

  it('hält die vereinbarte Frist ein, außer aus wichtigem Grund, und endet nie in der Vergangenheit', () => {
    w.spiele({ klauseln: { kuendigung: '6' } });
    const ende = (zum: string, wichtig = false): Befehl => ({
      art: 'kuendigen',
      zum,
      grund: 'x',
      wichtig,
      genehmigung: null,
      bestaetigung: 'x',
    });
    w.welt.heute = '2026-08-31';
    expect(w.gehe('v', 'auftraggeber', ende('2027-02-27'))).toMatchObject({
      grund: 'vereinbarung.kuendigungsfrist',
      // the last day that would be early enough
      angaben: { tag: '2027-02-27' },
    });
    expect(grund(w.gehe('v', 'auftraggeber', ende('2026-08-31', true)))).toBe('vereinbarung.ende-vergangen');
    expect(grund(w.gehe('v', 'auftragnehmer', ende('2027-02-28')))).toBe('ok');
    expect(grund(w.gehe('v', 'auftraggeber', ende('2027-06-01')))).toBe('vereinbarung.schon-getan');
    w.welt.heute = '2027-03-01';
    expect(grund(w.entwirf('v', 'auftraggeber', inhalt()))).toBe('vereinbarung.beendet');
  });

  it('sagt vorher, wenn danach niemand zuständig ist', () => {
    w = spielwiese((k) => k !== 'a');
    w.spiele({ art: 'delegierend' });
    const e = w.gehe('v', 'auftraggeber', {
      art: 'kuendigen',
      zum: '2027-05-01',
      grund: 'x',
      wichtig: false,
      genehmigung: 'x',
    });
    expect(e).toMatchObject({
      grund: 'vereinbarung.luecke',
      angaben: { was: 'Am 1. Mai 2027 ist für „Gewerbe“ in a niemand zuständig.' },
    });
  });
});
