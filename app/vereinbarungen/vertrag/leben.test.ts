import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Regel } from '../model.ts';
import { rechtsaufsicht } from './aufsicht.ts';
import type { Befehl } from './befehle.ts';
import type { Inhalt } from './inhalt.ts';
import { phaseOf } from './phase.ts';
import { BEIDE, inhalt, spielwiese } from './pruefstand.ts';
import { arbeitszeiten, zeilenOf } from './zeilen.ts';

let w = spielwiese();
beforeEach(() => (w = spielwiese()));

const grund = (e: { ok: boolean; grund?: string }) => (e.ok ? 'ok' : e.grund);
const hash = (id = 'v') => w.staende.get(id)?.fassungen.at(-1)?.textHash ?? '';
const LRA = 'Landratsamt Landkreis Leipzig';
const genehmigen: Befehl = { art: 'genehmigen', behoerde: LRA, tag: '2026-06-01', zeichen: '092.6' };
const bekannt: Befehl = { art: 'bekanntmachen', tag: '2026-06-01', fundstelle: 'Amtsblatt 6/2026' };
const beschluss: Befehl = { art: 'beschliessen', tag: '2026-06-01', nummer: '11' };
const vertrag: Befehl = { art: 'nachweisen', was: 'datenschutz', tag: '2026-06-01', zeichen: 'AVV' };

/** Plays an agreement up to a stage; whatever is refused on the way is an error of the test. */
function spiele(i: Partial<Inhalt> = {}, bis = 'freigeschaltet', id = 'v') {
  const stufen: [string, () => { ok: boolean; grund?: string }][] = [
    ['entworfen', () => w.entwirf(id, 'auftraggeber', inhalt(i))],
    ...BEIDE.map(
      (s) => ['erklaert', () => w.gehe(id, s, { art: 'erklaeren', textHash: hash(id) })] as [string, () => never],
    ),
    ...BEIDE.map((s) => ['beschlossen', () => w.gehe(id, s, beschluss)] as [string, () => never]),
    ['genehmigt', () => w.gehe(id, 'auftraggeber', genehmigen)],
    ['bekanntgemacht', () => w.gehe(id, 'auftragnehmer', bekannt)],
    ['nachgewiesen', () => w.gehe(id, 'auftraggeber', vertrag)],
    ...BEIDE.map((s) => ['freigeschaltet', () => w.gehe(id, s, { art: 'freischalten' })] as [string, () => never]),
  ];
  for (const [stufe, tue] of stufen) {
    expect([stufe, grund(tue())]).toEqual([stufe, 'ok']);
    if (stufe === bis && stufen.findLast(([s]) => s === bis)?.[1] === tue) break;
  }
  return w.staende.get(id);
}
const stand = (id = 'v') => {
  const s = w.staende.get(id);
  if (!s) throw new Error(`${id} fehlt`);
  return s;
};

describe('Der Weg einer Vereinbarung', () => {
  it('führt vom Entwurf bis in Kraft am Tag nach der Bekanntmachung', () => {
    spiele();
    expect(zeilenOf(stand())).toMatchObject([{ ab: '2026-06-02', bis: null, stand: 'in_kraft' }]);
    expect(['2026-06-01', '2026-06-02'].map((t) => phaseOf(stand(), t))).toEqual(['kuenftig', 'in_kraft']);
  });

  it('nimmt den vereinbarten Tag, wenn er später liegt, und nie einen früheren', () => {
    spiele({ ab: '2026-09-01' });
    expect(zeilenOf(stand())[0]?.ab).toBe('2026-09-01');
    w = spielwiese();
    spiele({ ab: '2026-01-01' });
    expect(zeilenOf(stand())[0]?.ab).toBe('2026-06-02');
  });

  it('lässt keinen Schritt vor dem anderen zu', () => {
    const stufen = ['entworfen', 'erklaert', 'beschlossen', 'genehmigt', 'bekanntgemacht'];
    const zuFrueh: [Befehl, string][] = [
      [beschluss, 'vereinbarung.erklaerung-fehlt'],
      [genehmigen, 'vereinbarung.beschluss-fehlt'],
      [bekannt, 'vereinbarung.genehmigung-fehlt'],
      [{ art: 'freischalten' }, 'vereinbarung.bekanntmachung-fehlt'],
    ];
    for (const [i, stufe] of stufen.entries()) {
      w = spielwiese();
      spiele({}, stufe);
      for (const [befehl, sagt] of zuFrueh.slice(i)) {
        const e = w.gehe('v', 'auftraggeber', befehl);
        expect([stufe, befehl.art, e.ok]).toEqual([stufe, befehl.art, false]);
        if (befehl === zuFrueh[i]?.[0]) expect([stufe, grund(e)]).toEqual([stufe, sagt]);
      }
    }
  });

  it('fehlt ein Ratsbeschluss, wird nicht genehmigt', () => {
    spiele({}, 'erklaert');
    w.gehe('v', 'auftragnehmer', beschluss);
    expect(grund(w.gehe('v', 'auftraggeber', genehmigen))).toBe('vereinbarung.beschluss-fehlt');
  });

  it('lässt zwei Bürgermeister nicht verschiedene Texte erklären', () => {
    spiele({}, 'entworfen');
    const alt = hash();
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: alt }))).toBe('ok');
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'erklaeren', textHash: 'f'.repeat(64) }))).toBe(
      'vereinbarung.text-verschieden',
    );
    expect(stand().fassungen[0]?.erklaert).toEqual({ auftraggeber: true });
  });

  it('wird vor der zweiten Erklärung von dem zurückgezogen, der entworfen hat, später von jeder Seite mit Grund', () => {
    spiele({}, 'entworfen');
    const weg: Befehl = { art: 'zurueckziehen', grund: 'Der Rat berät noch.' };
    expect(grund(w.gehe('v', 'auftragnehmer', weg))).toBe('vereinbarung.nicht-entworfen');
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('ok');
    expect(phaseOf(stand(), '2026-06-01')).toBe('zurueckgezogen');
    w = spielwiese();
    spiele({}, 'beschlossen');
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'zurueckziehen', grund: ' ' }))).toBe('vereinbarung.angabe-fehlt');
    expect(grund(w.gehe('v', 'auftragnehmer', weg))).toBe('ok');
    w = spielwiese();
    spiele();
    expect(grund(w.gehe('v', 'auftraggeber', weg))).toBe('vereinbarung.schon-in-kraft');
  });

  it('endet mit dem vereinbarten Tag von selbst', () => {
    spiele({ bis: '2027-01-01' });
    expect(['2026-12-31', '2027-01-01'].map((t) => phaseOf(stand(), t))).toEqual(['in_kraft', 'beendet']);
  });
});

describe('Die Rechtsaufsicht', () => {
  const leipzig = { art: 'gemeinde', kreisId: 'l', kreisName: 'Landkreis Leipzig' };
  it('ist das Landratsamt des gemeinsamen Landkreises, sonst die Landesdirektion', () => {
    expect(rechtsaufsicht(leipzig, leipzig)).toBe(LRA);
    for (const andere of [
      { art: 'gemeinde', kreisId: 'm', kreisName: 'Landkreis Mittelsachsen' },
      { art: 'gemeinde', kreisId: null, kreisName: null },
      { art: 'landkreis', kreisId: 'l', kreisName: 'Landkreis Leipzig' },
    ])
      expect(rechtsaufsicht(leipzig, andere)).toBe('Landesdirektion Sachsen');
    const frei = { art: 'gemeinde', kreisId: null, kreisName: null };
    expect(rechtsaufsicht(frei, frei)).toBe('Landesdirektion Sachsen');
  });

  it('wird berechnet: eine Genehmigung von anderer Stelle wird nicht eingetragen', () => {
    spiele({}, 'beschlossen');
    w.welt.aufsicht = 'Landesdirektion Sachsen';
    expect(w.gehe('v', 'auftraggeber', genehmigen)).toEqual({
      ok: false,
      grund: 'vereinbarung.falsche-aufsicht',
      angaben: { behoerde: 'Landesdirektion Sachsen' },
    });
  });
});

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
    ['Ende in der Vergangenheit', { ab: '2025-01-01', bis: '2026-01-01' }, 'vereinbarung.ende-vergangen'],
    ['ein Tag, den es nicht gibt', { ab: '2026-02-30' }, 'vereinbarung.tag-ungueltig'],
    ['mit sich selbst', { auftragnehmer: 'a' }, 'vereinbarung.eine-partei'],
    ['ohne Leistung', { leistungen: [] }, 'vereinbarung.ohne-leistung'],
    ['ohne Titel', { titel: ' ' }, 'vereinbarung.ohne-titel'],
    ['Preis null', { kostenregeln: [preis(0)] }, 'vereinbarung.preis-null'],
    ['Preis unter null', { kostenregeln: [preis(-1)] }, 'vereinbarung.preis-null'],
    [
      'zwei Preise am selben Tag',
      { kostenregeln: [preis(1), { ...preis(2), ab: localDate('2027-01-01') }] },
      'vereinbarung.kosten-ueberlappen',
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
    spiele({}, 'entworfen');
    w.welt.untergegangen = 'a';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: hash() }))).toBe(
      'vereinbarung.gebiet-geaendert',
    );
    w = spielwiese();
    spiele({}, 'nachgewiesen');
    w.welt.untergegangen = 'a';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.gebiet-geaendert');
  });

  it('lehnt Tage in der Zukunft und verkehrte Reihenfolge ab', () => {
    spiele({}, 'beschlossen');
    expect(grund(w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-06-02' } as Befehl))).toBe(
      'vereinbarung.tag-zukunft',
    );
    expect(grund(w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-05-31' } as Befehl))).toBe(
      'vereinbarung.tage-widersprechen',
    );
    w.gehe('v', 'auftraggeber', genehmigen);
    expect(grund(w.gehe('v', 'auftraggeber', { ...bekannt, tag: '2026-05-31' } as Befehl))).toBe(
      'vereinbarung.tage-widersprechen',
    );
  });

  it('lehnt ab, was beim Erklären schon vorbei ist', () => {
    spiele({ bis: '2026-06-10' }, 'entworfen');
    w.welt.heute = '2026-06-10';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'erklaeren', textHash: hash() }))).toBe(
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
    w = spielwiese(() => true, [vg]);
    expect(w.entwirf('v', 'auftraggeber', inhalt())).toMatchObject({
      grund: 'vereinbarung.gesetz',
      angaben: { regel: 'VG' },
    });
    expect(grund(w.entwirf('p', 'auftraggeber', inhalt({ art: 'personal' })))).toBe('ok');
  });
});

describe('Freigeschaltet wird nur', () => {
  it('von beiden Seiten, und nicht, solange ein Pflichtpunkt fehlt', () => {
    spiele({}, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.pflicht-offen');
    w.gehe('v', 'auftraggeber', vertrag);
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(stand())).toMatchObject([{ stand: 'genehmigung_offen' }]);
    expect(grund(w.gehe('v', 'auftragnehmer', { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(stand())).toMatchObject([{ stand: 'in_kraft' }]);
  });

  it('eine Delegation von Steuern mit der Klausel über Ertrag und Satzung', () => {
    const steuer = { art: 'delegierend', leistungen: ['hund'], steuern: ['hund'] } as const;
    const text = { ...steuer, leistungen: ['hund'], steuern: ['hund'] };
    spiele(text, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.ertrag-fehlt');
    w = spielwiese();
    spiele({ ...text, klauseln: { ertrag: 'auftraggeber' } }, 'bekanntgemacht');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('vereinbarung.pflicht-offen');
    w.gehe('v', 'auftragnehmer', { art: 'nachweisen', was: 'verpflichtung', tag: '2026-06-01', zeichen: 'x' });
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'freischalten' }))).toBe('ok');
  });

  it('was keiner anderen Regel widerspricht', () => {
    spiele({}, 'freigeschaltet', 'eins');
    spiele({ auftragnehmer: 'c' }, 'nachgewiesen', 'zwei');
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
    spiele();
    w.welt.heute = '2026-08-01';
    expect(grund(w.entwirf('v', 'auftragnehmer', inhalt({ ab: '2026-10-01', leistungen: ['gewerbe', 'hund'] })))).toBe(
      'ok',
    );
    expect(grund(w.entwirf('v', 'auftragnehmer', inhalt()))).toBe('vereinbarung.schritt-offen');
    for (const s of BEIDE) w.gehe('v', s, { art: 'erklaeren', textHash: hash() });
    for (const s of BEIDE) w.gehe('v', s, { ...beschluss, tag: '2026-08-01' } as Befehl);
    w.gehe('v', 'auftraggeber', { ...genehmigen, tag: '2026-08-01' } as Befehl);
    w.gehe('v', 'auftraggeber', { ...bekannt, tag: '2026-08-01' } as Befehl);
    expect(zeilenOf(stand())).toHaveLength(1);
    for (const s of BEIDE) expect(grund(w.gehe('v', s, { art: 'freischalten' }))).toBe('ok');
    expect(zeilenOf(stand()).map((z) => [z.fassung, z.leistung, z.ab, z.bis])).toEqual([
      [1, 'gewerbe', '2026-06-02', '2026-10-01'],
      [2, 'gewerbe', '2026-10-01', null],
      [2, 'hund', '2026-10-01', null],
    ]);
  });

  it('hat dieselben zwei Seiten', () => {
    spiele();
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
    spiele();
    expect(w.gehe('v', 'auftraggeber', { ...aussetzen('2026-07-01'), bestaetigung: '' } as Befehl)).toMatchObject({
      grund: 'vereinbarung.luecke',
      angaben: { was: 'Ab 1. Juli 2026 arbeitet für „Gewerbe“ in a niemand anders mehr: a muss es selbst tun.' },
    });
    expect(grund(w.gehe('v', 'auftragnehmer', aussetzen('2026-07-01')))).toBe('vereinbarung.keine-bremse');
    expect(grund(w.gehe('v', 'auftraggeber', aussetzen('2026-07-01')))).toBe('ok');
    expect(stand().schritte.at(-1)).toMatchObject({
      bestaetigung: 'Wir tun es selbst.',
      befunde: [expect.stringContaining('1. Juli')],
    });
    expect(phaseOf(stand(), '2026-07-01')).toBe('ausgesetzt');
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-08-01' }))).toBe(
      'vereinbarung.tage-widersprechen',
    );
    w.welt.heute = '2026-07-10';
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-07-01' }))).toBe(
      'vereinbarung.tage-widersprechen',
    );
    expect(grund(w.gehe('v', 'auftraggeber', { art: 'fortsetzen', ab: '2026-08-01' }))).toBe('ok');
    expect(arbeitszeiten(stand()).map((g) => [g.ab, g.bis])).toEqual([
      ['2026-06-02', '2026-07-01'],
      ['2026-08-01', null],
    ]);
  });

  it('kennt für eine Delegation keine Bremse, nur das Ende mit Genehmigung', () => {
    spiele({ art: 'delegierend' });
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
    expect(zeilenOf(stand())[0]?.bis).toBe('2027-01-01');
  });

  it('hält die vereinbarte Frist ein, außer aus wichtigem Grund, und endet nie in der Vergangenheit', () => {
    spiele({ klauseln: { kuendigung: '6' } });
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
      angaben: { tag: '2027-02-28' },
    });
    expect(grund(w.gehe('v', 'auftraggeber', ende('2026-08-31', true)))).toBe('vereinbarung.ende-vergangen');
    expect(grund(w.gehe('v', 'auftragnehmer', ende('2027-02-28')))).toBe('ok');
    expect(grund(w.gehe('v', 'auftraggeber', ende('2027-06-01')))).toBe('vereinbarung.schon-getan');
    w.welt.heute = '2027-03-01';
    expect(grund(w.entwirf('v', 'auftraggeber', inhalt()))).toBe('vereinbarung.beendet');
  });

  it('sagt vorher, wenn danach niemand zuständig ist', () => {
    w = spielwiese((k) => k !== 'a');
    spiele({ art: 'delegierend' });
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
