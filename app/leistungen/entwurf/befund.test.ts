import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSatz, type Satz } from '../../dokumente/index.ts';
import { bundleKind } from '../../dokumente/satz/pruefwerkzeuge.ts';
import { DIENSTE } from '../dienste.ts';
import { readOrdner } from '../katalog.ts';
import { istGut, pruefeOrdner } from './befund.ts';
import { readVorlage } from './vorlage.ts';

const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
const wurzel = mkdtempSync(join(tmpdir(), 'entwurf-'));
const ordner = join(wurzel, 'strassenfest');
let satz: Satz;

beforeAll(async () => {
  satz = createSatz({ kindDatei: await bundleKind() });
});
afterEach(() => rmSync(ordner, { recursive: true, force: true }));
afterAll(async () => {
  await satz.stop();
  rmSync(wurzel, { recursive: true });
});

function lege(): void {
  for (const [pfad, text] of Object.entries(readVorlage('strassenfest'))) {
    mkdirSync(dirname(join(ordner, pfad)), { recursive: true });
    writeFileSync(join(ordner, pfad), text);
  }
}
const aendere = (datei: string, wie: (text: string) => string) =>
  writeFileSync(join(ordner, datei), wie(readFileSync(join(ordner, datei), 'utf8')));

describe('Die Vorlage einer Leistung', () => {
  it('lässt sich veröffentlichen, ihr Brief ist barrierefrei, und ihre Beispiele kommen überall vorbei', async () => {
    lege();
    const { leistung, dateien, ...rest } = await pruefeOrdner(ordner, umgebung, satz);
    expect(dateien).toEqual(readOrdner(ordner));
    expect(leistung).toMatchObject({ schluessel: 'strassenfest', prozess: { id: 'strassenfest' } });
    expect(leistung?.prozess.elemente.find((e) => e.id === 'Start')?.rahmen).toBeDefined();
    expect(rest).toEqual({
      fehler: [],
      hinweise: [],
      beispiele: ['01-rechtzeitig', '02-am-selben-tag', '03-zu-spaet'].map((name) => ({
        datei: `${name}.yaml`,
        name: expect.any(String),
        abweichungen: [],
        unlesbar: [],
      })),
      ohneBeispiel: { schritte: [], wege: [], tabellen: [] },
    });
  });
});

describe('Was eine Verfasserin vor dem Veröffentlichen erfährt', () => {
  it('wohin kein Beispiel kommt: Schritte und Regeln', async () => {
    lege();
    rmSync(join(ordner, 'beispiele/03-zu-spaet.yaml'));
    const { ohneBeispiel } = await pruefeOrdner(ordner, umgebung);
    expect(ohneBeispiel).toEqual({
      schritte: [{ element: 'Aufgabe_pruefung', name: 'Anzeige prüfen', art: 'Aufgabe' }],
      wege: [],
      tabellen: [{ datei: 'regeln/pruefung.dmn', tabelle: 'pruefung', nummern: [2], von: 2 }],
    });
  });

  it('was anders herauskommt als im Beispiel steht, je Stelle', async () => {
    lege();
    aendere('regeln/pruefung.dmn', (s) => s.replace('&gt;= tag', '&gt; tag'));
    const { beispiele } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele.map(istGut)).toEqual([true, false, true]);
    expect(beispiele[1]?.abweichungen.map((a) => a.wo)).toEqual([
      'eingaben',
      'weg',
      'briefe.bestaetigung',
      'variablen.pruefung.personNoetig',
    ]);
  });

  it('dass ein Beispiel keines ist, und die anderen werden trotzdem durchgespielt', async () => {
    lege();
    aendere('beispiele/01-rechtzeitig.yaml', () => 'name: a: b');
    aendere('beispiele/02-am-selben-tag.yaml', (s) => s.replace('kanal: portal', 'kanal: brieftaube'));
    const { beispiele } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele.map(istGut)).toEqual([false, false, true]);
    expect(beispiele[0]?.unlesbar[0]).toMatch(/^Zeile 1, Spalte 7: Hier steht ein zweiter Doppelpunkt/);
    expect(beispiele[1]?.unlesbar.join()).toContain('kanal: Möglich: portal, amt24');
  });

  it('dass eine Person im Beispiel entscheidet, was die Aufgabe nicht kennt, und was sie kennt', async () => {
    lege();
    aendere('beispiele/03-zu-spaet.yaml', (s) => s.replace('entscheidung: bestaetigen', 'entscheidung: ablehnen'));
    const { beispiele } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele[2]?.abweichungen[0]).toEqual({
      wo: 'Aufgabe_pruefung',
      erwartet: 'eine von: bestaetigen',
      erhalten: 'ablehnen',
    });
  });

  it('welchen Weg zwischen zwei Schritten kein Beispiel geht', async () => {
    lege();
    aendere('prozess.bpmn', (s) =>
      s.replace(
        '<bpmn:sequenceFlow id="Pfad_ende"',
        '<bpmn:sequenceFlow id="Pfad_kurz" name="ohne Brief" sourceRef="Gateway_person" targetRef="Dienst_abschluss"><bpmn:conditionExpression>=pruefung.hinweis = "nie"</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="Pfad_ende"',
      ),
    );
    const { fehler, ohneBeispiel } = await pruefeOrdner(ordner, umgebung);
    expect(fehler).toEqual([]);
    expect(ohneBeispiel.wege).toEqual([
      { weg: 'Pfad_kurz', name: 'ohne Brief', von: 'Person nötig?', nach: 'Vorgang abschließen' },
    ]);
  });

  it('dass ein Antrag des Beispiels nicht durch das Formular kommt', async () => {
    lege();
    aendere('beispiele/01-rechtzeitig.yaml', (s) => s.replace('    nachname: Muster\n', ''));
    const { beispiele } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele[0]?.abweichungen).toMatchObject([
      { wo: 'antrag', erhalten: expect.stringContaining('person.nachname: ') },
    ]);
  });

  it('dass im Beispiel niemand sagt, wie es an einer Aufgabe weitergeht', async () => {
    lege();
    aendere('beispiele/03-zu-spaet.yaml', (s) => s.replace(/eingaben:[^]*(?=erwarte:)/, ''));
    const { beispiele } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele[2]?.abweichungen[0]).toEqual({
      wo: 'eingaben',
      erwartet: 'ein Eintrag für Aufgabe_pruefung',
      erhalten: undefined,
    });
  });

  it('nur, was falsch ist, solange sich kein einziges Beispiel durchspielen lässt', async () => {
    lege();
    for (const name of ['01-rechtzeitig', '02-am-selben-tag', '03-zu-spaet'])
      aendere(`beispiele/${name}.yaml`, (s) => s.replace('    nachname: Muster\n', ''));
    writeFileSync(join(ordner, 'beispiele/notiz.txt'), 'kein Beispiel');
    const { beispiele, ohneBeispiel } = await pruefeOrdner(ordner, umgebung);
    expect(beispiele.map(istGut)).toEqual([false, false, false]);
    expect(ohneBeispiel).toEqual({ schritte: [], wege: [], tabellen: [] });
  });

  it('warum sie abgewiesen würde, mit Datei; Beispiele spielt dann niemand durch', async () => {
    lege();
    aendere('prozess.bpmn', (s) => s.replace('type="vorgang.abschliessen"', 'type="zaubern"'));
    const { leistung, fehler, beispiele } = await pruefeOrdner(ordner, umgebung);
    expect([leistung, beispiele]).toEqual([undefined, []]);
    expect(fehler).toEqual([{ datei: 'prozess.bpmn', meldung: expect.stringContaining('zaubern') }]);
  });

  it('dass ein Beispielbrief nicht barrierefrei ist', async () => {
    lege();
    aendere(
      'briefe/bestaetigung.typ',
      (s) =>
        `${s}\n#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"), format: "svg")\n`,
    );
    const { fehler, beispiele } = await pruefeOrdner(ordner, umgebung, satz);
    expect(fehler.map((f) => f.datei)).toEqual(['briefe/beispiele/bestaetigung.json']);
    expect(beispiele.every(istGut)).toBe(true);
  });

  it('dass sie nur im Katalog steht', async () => {
    cpSync(join(import.meta.dirname, '../../../leistungen/posteingang'), ordner, { recursive: true });
    expect(await pruefeOrdner(ordner, umgebung)).toMatchObject({ katalog: { schluessel: 'posteingang' }, fehler: [] });
  });
});
