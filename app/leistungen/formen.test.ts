import { join } from 'node:path';
import { compileFormular } from '@rathausverbund/formular';
import { compileProzess } from '@rathausverbund/prozess';
import { bedingung, type Form } from '@rathausverbund/regelwerk';
import { describe, expect, it } from 'vitest';
import { erweitert, modell, pfade } from '../../packages/prozess/test/bpmn.ts';
import { compileAusdruck } from './ausdruck.ts';
import { compileLeistung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { formenVon } from './formen.ts';
import { readOrdner } from './katalog.ts';

const ordner = (name: string) => readOrdner(join(import.meta.dirname, '../../leistungen', name));
const gewerbe = ordner('gewerbe-anmeldung');
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };

async function fehler(datei: string, was: string, durch: string, mehr: object = {}): Promise<string[]> {
  const alt = gewerbe[datei] ?? '';
  expect(alt).toContain(was);
  const u = await compileLeistung({ ...gewerbe, [datei]: alt.replace(was, durch) }, { ...umgebung, ...mehr });
  return u.ok ? [] : u.fehler.map((f) => `${f.datei}: ${f.meldung}`);
}

describe('Ein verschriebener Name', () => {
  it.each([
    [
      'eines Ergebnisses in einer Bedingung',
      'prozess.bpmn',
      '=pruefung.personNoetig',
      '=pruefung.personNotig',
      /„pruefung.personNotig“ gibt es nicht. Meinten Sie „personNoetig“/,
    ],
    [
      'in der Entscheidung einer Aufgabe',
      'prozess.bpmn',
      '=anordnung.entscheidung',
      '=anordnung.entscheid',
      /Möglich|Meinten Sie/,
    ],
    [
      'in einem Kopf',
      'prozess.bpmn',
      'value="pruefung.erlaubnis.behoerde"',
      'value="pruefung.erlaubnis.behorde"',
      /Kopf „behoerde“: .*Meinten Sie „behoerde“/,
    ],
    [
      'eines Feldes, das vorgegeben wird',
      'prozess.bpmn',
      '{ betrag: gebuehr.betrag,',
      '{ betrg: gebuehr.betrag,',
      /Kopf „vorgabe“: Das Formular hat kein Feld „betrg“. Meinten Sie „betrag“/,
    ],
    [
      'dessen, was Briefe wissen',
      'briefe/kostenbescheid.yaml',
      'vorgang.eingangstag',
      'vorgang.eingang',
      /„vorgang.eingang“ gibt es nicht. Möglich: aktenzeichen, eingangstag, registerNummer/,
    ],
    [
      'im Betreff',
      'leistung.yaml',
      'antrag.unternehmen.firma',
      'antrag.unternehmen.firm',
      /^leistung.yaml: betreff: .*Meinten Sie „firma“/,
    ],
    [
      'einer Vorbelegung',
      'formular.yaml',
      'vorbelegung: konto.vorname',
      'vorbelegung: konto.vornamen',
      /„konto.vornamen“ kennt kein Konto. Meinten Sie „konto.vorname“/,
    ],
  ])('%s wird abgewiesen', async (_, datei, was, durch, warum) => {
    expect((await fehler(datei, was, durch)).join('\n')).toMatch(warum);
  });

  it('einer Eingabe, die eine Regel verlangt, wird mit dem Schritt genannt', async () => {
    const dmn = (gewerbe['regeln/gebuehr.dmn'] ?? '')
      .replaceAll('"antrag"', '"antrg"')
      .replaceAll('>antrag.', '>antrg.');
    const u = await compileLeistung({ ...gewerbe, 'regeln/gebuehr.dmn': dmn }, umgebung);
    expect(u.ok ? [] : u.fehler.map((f) => f.meldung)).toEqual([
      expect.stringMatching(
        /Die Entscheidung „gebuehr“ braucht „antrg“; so heißt hier keine Variable. Meinten Sie „antrag“\?$/,
      ),
    ]);
  });

  it('einer Vorgabe fällt auch in einer Gruppe auf; eine ganze Antwort darf noch einmal vorgegeben werden', async () => {
    const formular = `${gewerbe['aufgaben/feststellung.yaml']}
      - id: stelle.name
        art: text
        beschriftung: Stelle
`;
    const gruende = async (vorgabe: string) => {
      const bpmn = (gewerbe['prozess.bpmn'] ?? '').replace(
        /(key="vorgabe" value=")if feststellung[^"]*/,
        `$1${vorgabe}`,
      );
      const dateien = { ...gewerbe, 'aufgaben/feststellung.yaml': formular, 'prozess.bpmn': bpmn };
      const u = await compileLeistung(dateien, umgebung);
      return u.ok ? [] : u.fehler.map((f) => f.meldung);
    };
    expect(await gruende('{ stelle: { name: gebuehr.begruendung } }')).toEqual([]);
    expect(await gruende('feststellung')).toEqual([]);
    expect(await gruende('{ stelle: { nahme: gebuehr.begruendung } }')).toEqual([
      expect.stringMatching(/Kopf „vorgabe“: Das Formular hat kein Feld „stelle.nahme“. Meinten Sie „name“\?$/),
    ]);
  });

  it('eines Teils im Brief ist keiner, wo eine Vorlage alle Teile liest', async () => {
    const [yaml, typ] = ['briefe/kostenbescheid.yaml', 'briefe/kostenbescheid.typ'];
    const dateien = {
      ...gewerbe,
      [yaml]: `${gewerbe[yaml]}\n  zeilen: { Höhe: viel, "Tag der Zahlung": bald }\n`,
    };
    const gruende = async (vorlage: string) => {
      const u = await compileLeistung({ ...dateien, [typ]: `${gewerbe[typ]}\n${vorlage}` }, umgebung);
      return u.ok ? [] : u.fehler.map((f) => f.meldung);
    };
    expect(await gruende('#inhalt.zeilen')).toEqual([
      expect.stringMatching('Keine Vorlage liest „Höhe“'),
      expect.stringMatching('Keine Vorlage liest „Tag der Zahlung“'),
    ]);
    expect(await gruende('#inhalt.zeilen.at("Tag der Zahlung") #inhalt.zeilen.at("Höhe")')).toEqual([]);
    expect(await gruende('#for (was, wert) in inhalt.zeilen.pairs() [#was: #wert]')).toEqual([]);
    expect(await gruende('#for (was, wert) in inhalt.zeilen [#was: #wert]')).toEqual([]);
  });

  it('ist nicht der Wert, den eine Nachricht bringt; der hat die Einträge, die sie immer hat', async () => {
    const gruende = async (lies: string, ausgabe = '') => {
      const bpmn = (gewerbe['prozess.bpmn'] ?? '')
        .replace('=pruefung.personNoetig', `=${lies} = null and pruefung.personNoetig`)
        .replace(/<bpmn:receiveTask[^>]*>/, `$&${ausgabe}`);
      const u = await compileLeistung({ ...gewerbe, 'prozess.bpmn': bpmn }, umgebung);
      return u.ok ? [] : u.fehler.map((f) => f.meldung);
    };
    const selbst = erweitert(
      '<zeebe:ioMapping><zeebe:output source="=unterlagen" target="unterlagen"/></zeebe:ioMapping>',
    );
    expect(await gruende('unterlagen.text')).toEqual([]);
    expect(await gruende('unterlagen.text', selbst)).toEqual([]);
    expect(await gruende('unterlagen.txt', selbst)).toEqual([expect.stringMatching(/Meinten Sie „text“/)]);
  });

  it('hält keine Fassung auf, die schon veröffentlicht ist', async () => {
    for (const [datei, was, durch] of [
      ['prozess.bpmn', '=pruefung.personNoetig', '=pruefung.personNotig'],
      ['regeln/gebuehr.dmn', 'antrag.unternehmen.art', 'antrag.unternehmen.rechtsart'],
      ['briefe/kostenbescheid.yaml', 'vorgang.eingangstag', 'vorgang.eingang'],
      ['formular.yaml', 'vorbelegung: konto.vorname', 'vorbelegung: konto.vornamen'],
    ] as const)
      expect(await fehler(datei, was, durch, { laeuftSchon: true })).toEqual([]);
  });
});

/** Paths are read in these files; what stands before or after some of them is no FEEL. */
const MIT_FEEL = /^(prozess\.bpmn|formular\.yaml|leistung\.yaml|(regeln|briefe|aufgaben)\/.*\.(dmn|yaml))$/;
const KEIN_FEEL = /https?:\/\/\S*$|="[^" ]*$|(id|from|target)[:=] ?"?$|: [A-ZÄÖÜ][^{}]*$/;
/** nobody knows what entries a tariff has, and those of dates are not looked at */
const UNBEKANNT = /^satz\.|\.(year|month)$/;

describe.each(['gewerbe-anmeldung', 'hundesteuer-anmeldung'])('In %s', (name) => {
  it('fällt jeder Name auf, der anders geschrieben wird', { timeout: 240_000 }, async () => {
    const dateien = ordner(name);
    const [gesehen, unbemerkt] = [new Set<string>(), new Set<string>()];
    for (const [datei, text] of Object.entries(dateien)) {
      if (!MIT_FEEL.test(datei)) continue;
      for (const { 0: pfad, index } of text.matchAll(/\b[a-z]\w*(?:\.[a-z]\w*)+/g)) {
        const stelle = `${datei}: ${pfad}`;
        if (gesehen.has(stelle) || KEIN_FEEL.test(text.slice(Math.max(0, index - 80), index))) continue;
        gesehen.add(stelle);
        const bis = index + pfad.length;
        const neu = `${text.slice(0, bis)}qq${text.slice(bis)}`;
        const u = await compileLeistung({ ...dateien, [datei]: neu }, umgebung);
        if (u.ok) unbemerkt.add(pfad);
      }
    }
    expect(gesehen.size).toBeGreaterThan(60);
    expect([...unbemerkt].filter((p) => !UNBEKANNT.test(p))).toEqual([]);
  });
});

describe('Was von Variablen bekannt ist', () => {
  const formular = (...ids: string[]) => {
    const felder = ids.map((id) => ({ id, art: 'text', beschriftung: id }));
    const f = compileFormular(
      { titel: 'T', version: '1', schritte: [{ id: 's', titel: 'S', felder }] },
      { compileBedingung: bedingung },
    );
    if (!f.ok) throw new Error(JSON.stringify(f.fehler));
    return f.formular;
  };
  const einfach = (x: Form | null | undefined): unknown =>
    x ? Object.fromEntries([...x].map(([n, innen]) => [n, einfach(innen)])) : null;

  async function formen(inhalt: string, namen: string[]): Promise<Record<string, unknown>> {
    const p = await compileProzess(modell(inhalt), {
      compileAusdruck: (text) => {
        const a = compileAusdruck(text);
        return a.ok ? { ok: true, evaluate: (v) => a.ausdruck.rechne(v) } : a;
      },
    });
    if (!p.ok) throw new Error(JSON.stringify(p.fehler));
    const bekannt = formenVon(p.prozess, {
      formular: formular('person.name', 'person.alter'),
      aufgaben: new Map([['pruefung', formular('vermerk')]]),
      regeln: new Map(),
      namen: ['antrag', 'satz', ...namen],
    });
    return Object.fromEntries([...bekannt].map(([n, f]) => [n, einfach(f)]));
  }
  const skript = (id: string, feel: string, variable: string) =>
    `<bpmn:scriptTask id="${id}">${erweitert(`<zeebe:script expression="=${feel}" resultVariable="${variable}"/>`)}</bpmn:scriptTask>`;
  const kette = (...skripte: string[]) => {
    const ids = ['s', ...skripte.map((x) => /id="(\w+)"/.exec(x)?.[1] ?? ''), 'e'];
    return `<bpmn:startEvent id="s"/>${skripte.join('')}<bpmn:endEvent id="e"/>${pfade(...ids.slice(1).map((id, n) => `${ids[n]}>${id}`))}`;
  };

  it('sagen Antrag, Beginn und Aufgaben', async () => {
    const task = `<bpmn:userTask id="a">${erweitert(
      '<zeebe:userTask/><zeebe:formDefinition formId="pruefung"/><zeebe:taskHeaders><zeebe:header key="variable" value="ergebnis"/></zeebe:taskHeaders>',
    )}</bpmn:userTask>`;
    expect(await formen(kette(task), ['ergebnis', 'oertlich'])).toEqual({
      antrag: { person: { name: null, alter: null } },
      satz: null,
      ergebnis: { entscheidung: null, vermerk: null },
      oertlich: { name: null, kurzname: null },
    });
  });

  it('geht mit, wohin es geschrieben wird, auch im Kreis und unter Punkten', async () => {
    const weg = kette(
      skript('a', 'y', 'x'),
      skript('b', 'x', 'y'),
      skript('c', '{ wer: antrag.person, was: 1 }', 'x'),
      skript('d', 'x.wer', 'z'),
    );
    const [person, x] = [
      { name: null, alter: null },
      { wer: { name: null, alter: null }, was: null },
    ];
    expect(await formen(weg, ['x', 'y', 'z'])).toMatchObject({ x, y: x, z: person });
  });

  it('vereint, was auf verschiedenen Wegen hineinkommt, und weiß nichts mehr, wenn eines unbekannt ist', async () => {
    expect(await formen(kette(skript('a', '{ a: 1 }', 'x'), skript('b', '{ b: 1 }', 'x')), ['x'])).toMatchObject({
      x: { a: null, b: null },
    });
    expect(await formen(kette(skript('a', '{ a: 1 }', 'x'), skript('b', 'satz', 'x')), ['x'])).toMatchObject({
      x: null,
    });
    expect(await formen(kette(skript('a', '{ a: 1 }', 'x'), skript('b', 'null', 'x')), ['x'])).toMatchObject({
      x: { a: null },
    });
  });

  it('wächst nicht ohne Ende, wo etwas sich selbst mehrmals enthält', { timeout: 5000 }, async () => {
    const felder = (was: string) => `{ ${[...'abcdefgh'].map((n) => `${n}: ${was}`).join(', ')} }`;
    expect(Object.keys((await formen(kette(skript('t', felder('x'), 'x')), ['x']))['x'] ?? {})).toHaveLength(8);
    const stufen = Array.from({ length: 40 }, (_, n) => `x${n + 1}: { a: x${n}, b: x${n} }`);
    expect(await formen(kette(skript('t', `{ x0: { a: 1 }, ${stufen.join(', ')} }`, 'y')), ['y'])).toMatchObject({
      y: null,
    });
  });

  it('geht auch einen langen Weg mit', async () => {
    const weg = Array.from({ length: 15 }, (_, n) => skript(`t${n}`, n === 0 ? 'antrag.person' : `v${n - 1}`, `v${n}`));
    const namen = weg.map((_, n) => `v${n}`);
    expect(await formen(kette(...weg), namen)).toMatchObject({ v14: { name: null, alter: null } });
  });

  it('gilt in einer Mehrfachausführung für den Eintrag', async () => {
    const viele = `<bpmn:serviceTask id="v">${erweitert(
      '<zeebe:taskDefinition type="tun"/><zeebe:ioMapping><zeebe:output source="=einer.name" target="namen.letzter"/></zeebe:ioMapping>',
    )}<bpmn:multiInstanceLoopCharacteristics>${erweitert(
      '<zeebe:loopCharacteristics inputCollection="=[antrag.person]" inputElement="einer" outputCollection="alle" outputElement="={ a: einer.alter }"/>',
    )}</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`;
    expect(await formen(kette(viele), ['einer', 'alle', 'namen'])).toMatchObject({
      einer: { name: null, alter: null },
      alle: { a: null },
      namen: { letzter: null },
    });
  });
});
