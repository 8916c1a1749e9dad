import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLeistung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';

const gewerbe = readOrdner(join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung'));
const dienste = new Set(Object.keys(DIENSTE));

describe('Ein Bescheid ohne Menschen (§ 35a VwVfG)', () => {
  /** The trade registration with a second way from the rule straight to the notice, beside the one over two people. */
  async function publiziere(o: {
    automatik?: string;
    rahmen?: boolean;
    regel?: (dmn: string) => string;
    unterschrift?: boolean;
    aufgabe?: boolean;
  }) {
    const bpmn = gewerbe['prozess.bpmn'] ?? '';
    const prozess = o.aufgabe ? bpmn : bpmn.replace('<bpmn:sequenceFlow id="Pfad_vorschlag"', `${DIREKT}$&`);
    const dateien: Record<string, string> = { ...gewerbe, 'prozess.bpmn': prozess };
    if (o.automatik) dateien['leistung.yaml'] += `\nautomatik: ${o.automatik}\n`;
    if (!o.rahmen) {
      dateien['regeln/gebuehr.dmn'] = (dateien['regeln/gebuehr.dmn'] ?? '').replace('name="von"', 'name="ab"');
      dateien['regeln/gebuehr.dmn'] = o.regel?.(dateien['regeln/gebuehr.dmn']) ?? dateien['regeln/gebuehr.dmn'];
      dateien['aufgaben/feststellung.yaml'] = (dateien['aufgaben/feststellung.yaml'] ?? '').replace('11200', '5000');
    }
    if (o.unterschrift) dateien['briefe/kostenbescheid.yaml'] += '\nunterschrift: true\n';
    const u = await compileLeistung(dateien, { dienste });
    return u.ok ? [] : u.fehler.map((f) => `${f.datei}: ${f.meldung}`);
  }
  const DIREKT = '<bpmn:sequenceFlow id="Pfad_direkt" sourceRef="Regel_gebuehr" targetRef="Dienst_bescheid" />';
  const GESETZ = '{ norm: § 99 Mustergesetz, quelle: Muster, rahmen: keiner, ermessen: keines }';
  const findet = async (o: Parameters<typeof publiziere>[0]) => (await publiziere(o)).join('\n');

  it('wird abgelehnt, solange die Leistung kein Gesetz nennt, mit dem Weg dorthin', async () => {
    expect(await findet({})).toMatch(/kann ohne Entscheidung eines Menschen ergehen \(„.+“ → „.+“\).*§ 35a VwVfG/);
  });

  it('ist mit Gesetz, ohne Rahmen und ohne Ermessen zulässig', async () => {
    expect((await findet({ automatik: GESETZ })).match(/§ 35a|automatik/)).toBeNull();
  });

  it('bleibt verboten, wenn die Regel oder eine Aufgabe einen Rahmen zeigt', async () => {
    const fehler = await findet({ automatik: GESETZ, rahmen: true });
    expect(fehler).toMatch(/regeln\/gebuehr\.dmn: Die Entscheidung „gebuehr“ gibt einen Rahmen aus \(von, bis\)/);
    expect(fehler).toMatch(/aufgaben\/feststellung\.yaml: Den Betrag „betrag“ wählt ein Mensch/);
  });

  it.each([
    ['in anderen Anführungszeichen', ['name="ab"', "name='von'", 'name="bis"', "name='bis'"]],
    ['unter anderem Namen', ['name="ab"', 'name="mindestens"', 'name="bis"', 'name="höchstens"']],
    ['als Teil eines Werts', ['<text>11200</text>', '<text>{mindestens: 5000, hoechstens: 11200}</text>']],
  ])('auch wenn der Rahmen %s steht', async (_, [was = '', durch = '', dann = '', dadurch = '']) => {
    const regel = (dmn: string) => dmn.replace(was, durch).replace(dann, dadurch);
    expect(await findet({ automatik: GESETZ })).not.toMatch(/Rahmen aus/);
    expect(await findet({ automatik: GESETZ, regel })).toMatch(/„gebuehr“ gibt einen Rahmen aus/);
  });

  it('bleibt verboten, wenn die Leistung Rahmen oder Ermessen zugibt oder der Bescheid eine Unterschrift trägt', async () => {
    expect(await findet({ automatik: GESETZ.replace('keines', 'ja') })).toMatch(
      /leistung\.yaml: automatik\.ermessen: Möglich ist nur: keines/,
    );
    expect(await findet({ automatik: GESETZ, unterschrift: true })).toMatch(/Unterschrift braucht einen Menschen/);
  });

  it('ist nicht gemeint, wo ein Mensch entscheidet; dann ist auch kein Gesetz zu nennen', async () => {
    expect(await publiziere({ aufgabe: true, rahmen: true })).toEqual([]);
    expect(await findet({ aufgabe: true, automatik: GESETZ })).toMatch(/Jeden Bescheid .* entscheidet ein Mensch/);
  });
});
