import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, typ } from '../beispiele/modell.ts';
import { compileDmn, compileFeel, type Form, formOf, meintenSie } from '../index.ts';

const form = (...namen: string[]): Form => new Map(namen.map((n) => [n, null]));
const PERSON = form('vorname', 'nachname');
const NAMEN: Form = new Map<string, Form | null>([
  ['antrag', new Map([['person', PERSON]])],
  ['kinder', form('name', 'alter')],
  ['frei', null],
]);
const grund = (text: string, namen: Form | string[] = NAMEN) => {
  const f = compileFeel(text, { namen });
  return f.ok ? null : f.meldung;
};

describe('Ein Eintrag, den ein Wert nicht haben kann', () => {
  it.each([
    ['antrag.person.nachnahme', /^Einen Eintrag „antrag.person.nachnahme“ gibt es nicht. Meinten Sie „nachname“\?$/],
    ['antrag.persn.nachname', /„antrag.persn“ gibt es nicht. Meinten Sie „person“\?$/],
    ['antrag.person.geschlecht', /„antrag.person.geschlecht“ gibt es nicht. Möglich: vorname, nachname.$/],
    ['if antrag.person.vornme = null then 1 else 2', /„vorname“/],
    ['for k in kinder return k.nahme', /„k.nahme“/],
    ['some k in kinder satisfies k.aller > 3', /„alter“/],
    ['kinder[1].nam', /Einen Eintrag „nam“ gibt es nicht. Meinten Sie „name“/],
    ['kinder.altr', /„kinder.altr“/],
    ['{ a: antrag.person }.a.ort', /Einen Eintrag „ort“/],
    ['{ summe: 1, text: summe.x, x: { b: 1 }, y: x.c }', /„x.c“/],
    ['(if frei = 1 then { a: 1 } else { b: 2 }).c', /„c“ gibt es nicht. Möglich: a, b./],
    ['antrag.person.vorname in ("a", antrag.person.vornam)', /„vorname“/],
    ['function(p: context<a: number>) p.b', /„p.b“/],
  ])('%s', (text, warum) => expect(grund(text)).toMatch(warum));

  it.each([
    'antrag.person.nachname',
    'antrag',
    'frei.was.auch.immer',
    'kinder[alter > 3].name',
    'kinder[item.alter > 3][1].name',
    'for k in kinder return k.name',
    'antrag.person.nachname.laenge',
    'get value(antrag, "nie")',
    'context put(antrag.person, "ort", "Wurzen").ort',
    '(if frei = 1 then { a: 1 } else frei).c',
    '[{ a: 1 }, { b: 2 }].b',
    '(if frei = 1 then { a: { x: 1 } } else { a: { y: 1 } }).a.x',
    '[{ a: frei }, { a: { y: 1 } }].a.x',
    'date("2026-01-01").year',
    '[1..3].start',
  ])('nicht: %s', (text) => expect(grund(text)).toBeNull());

  it('ist nur dort einer, wo gesagt ist, welche Einträge es gibt', () => {
    expect(grund('antrag.person.nachnahme', ['antrag'])).toBeNull();
    expect(grund('{ a: 1 }.b', [])).toBeNull();
  });

  it('steht dem nächsten Namen gegenüber, auch einem ganzen', () => {
    expect(grund('antrg.person')).toBe('Den Namen „antrg“ gibt es hier nicht. Meinten Sie „antrag“?');
    expect(grund('preis')).toBe('Den Namen „preis“ gibt es hier nicht.');
    expect(meintenSie('personNotig', ['person', 'personNoetig'])).toBe(' Meinten Sie „personNoetig“?');
    expect(meintenSie('Vronamen', ['vornamen'])).toBe(' Meinten Sie „vornamen“?');
    expect(meintenSie('ab', ['cd'])).toBe('');
  });
});

describe('Was von einem Wert bekannt ist', () => {
  it.each([
    ['antrag.person', ['vorname', 'nachname']],
    ['{ a: 1, b: 2 }', ['a', 'b']],
    ['if frei = 1 then { a: 1 } else antrag.person', ['a', 'vorname', 'nachname']],
    ['kinder[alter > 3]', ['name', 'alter']],
    ['frei', null],
    ['1 +', null],
    ['if frei = 1 then { a: 1 } else frei', null],
  ])('%s', (text, namen) => expect(formOf(text, NAMEN) && [...(formOf(text, NAMEN)?.keys() ?? [])]).toEqual(namen));
});

describe('Einträge in Regeln', () => {
  const gruende = async (inhalt: string, eingaben: Form | null = NAMEN) => {
    const u = await compileDmn(dokument(inhalt), { eingaben });
    return u.ok ? [] : u.fehler.map((f) => `${f.decision} ${f.regel ?? '-'} ${f.ausdruck ?? '-'}: ${f.meldung}`);
  };
  const E = (text: string) => entscheidung('E', feel(text), ['e:#antrag']);
  const ANTRAG = eingabe('antrag');

  it('nennen Entscheidung, Regel und Ausdruck', async () => {
    expect(await gruende(ANTRAG + E('antrag.person.nachname'))).toEqual([]);
    expect(await gruende(ANTRAG + E('antrag.person.nachnahme'))).toEqual([
      'E - antrag.person.nachnahme: Einen Eintrag „antrag.person.nachnahme“ gibt es nicht. Meinten Sie „nachname“? (Zeile 1, Spalte 1)',
    ]);
    const zeile =
      '<rule><inputEntry><text>antrag.person.vorname</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>';
    const tabelle = `<decisionTable><input><inputExpression><text>antrag.person.nachname</text></inputExpression></input><output/>${zeile}${zeile.replace('vorname', 'vornam')}</decisionTable>`;
    expect(await gruende(ANTRAG + entscheidung('T', tabelle, ['e:#antrag']))).toEqual([
      expect.stringMatching(/^T 2 antrag.person.vornam: .*„vorname“/),
    ]);
  });

  it('werden in der Datei gesucht, um die es geht, nicht in denen, die sie einbindet', async () => {
    const basis = dokument(ANTRAG + E('antrag.person.nachnahme'), 'urn:basis');
    const einbindung = '<import name="basis" namespace="urn:basis" importType="urn:x"/>';
    const oben = dokument(einbindung + entscheidung('B', feel('basis.E'), ['d:urn:basis#E']));
    expect(await compileDmn(oben, { importe: [basis], eingaben: NAMEN })).toMatchObject({ ok: true });
    expect(await compileDmn(basis, { eingaben: NAMEN })).toMatchObject({ ok: false });
  });

  it('eines Kontexts meinen den Eintrag davor, nicht was außen ebenso heißt', async () => {
    const eintrag = (name: string, text: string) =>
      `<contextEntry><variable name="${name}"/>${feel(text)}</contextEntry>`;
    const a = `<context>${eintrag('antrag', '{ x: 1 }')}${eintrag('b', 'antrag')}</context>`;
    const modell = ANTRAG + entscheidung('A', a, ['e:#antrag']);
    expect(await gruende(modell + entscheidung('B', feel('A.b.x'), ['d:#A']))).toEqual([]);
  });

  it('hat in einem Dienst, was übergeben wird, und nicht die Variable, die so heißt', async () => {
    const dienst =
      '<decisionService id="Dienst" name="Dienst"><variable name="Dienst"/><outputDecision href="#innen"/><inputData href="#kinder"/></decisionService>';
    const innen = eingabe('kinder') + entscheidung('innen', feel('kinder.vorname'), ['e:#kinder']);
    const ruft = entscheidung('B', feel('Dienst(antrag.person)'), ['e:#antrag', 'w:#Dienst']);
    expect(await gruende(ANTRAG + innen + dienst + ruft)).toEqual([]);
    expect(await gruende(innen + dienst)).toEqual([expect.stringMatching(/„kinder.vorname“ gibt es nicht/)]);
  });

  it('werden auch in Typen gefunden, die einander oft enthalten', { timeout: 5000 }, async () => {
    const teil = (name: string, n: number) => `<itemComponent name="${name}"><typeRef>t${n}</typeRef></itemComponent>`;
    const typen = Array.from({ length: 30 }, (_, n) => typ(`t${n + 1}`, teil('a', n) + teil('b', n)));
    const alle = typ('t0', '<typeRef>string</typeRef>') + typen.join('') + eingabe('frei', 't30');
    expect(await gruende(alle + entscheidung('E', feel('frei.a.b.c'), ['e:#frei']))).toEqual([
      expect.stringMatching(/„frei.a.b.c“ gibt es nicht. Möglich: a, b/),
    ]);
  });

  it('sind ohne Angaben über die Werte, was sie in DMN sind: leer', async () => {
    expect(await gruende(ANTRAG + E('antrag.person.nachnahme'), null)).toEqual([]);
  });

  it('gelten auch für das, was eine andere Entscheidung ergibt', async () => {
    const a = entscheidung('A', feel('{ summe: 1 }'));
    expect(await gruende(a + entscheidung('B', feel('A.sume'), ['d:#A']))).toEqual([
      expect.stringMatching(/^B - A.sume: .*Meinten Sie „summe“/),
    ]);
  });
});
