import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLeistung, fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';

const gewerbe = readOrdner(join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung'));
const dienste = new Set(Object.keys(DIENSTE));
const DATEI = 'prozesse/nachsehen.bpmn';

const fluss = (id: string, von: string, nach: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${von}" targetRef="${nach}"/>`;
/** A process of one service task, which hands a value on where `ausgabe` says what. */
const gerufen = (typ = 'vorgang.abschliessen', ausgabe = '') => {
  const zuordnung = ausgabe && `<zeebe:ioMapping><zeebe:output source="${ausgabe}" target="x"/></zeebe:ioMapping>`;
  return `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="nachsehen" name="Nachsehen" isExecutable="true"><bpmn:startEvent id="S"/><bpmn:serviceTask id="Dienst" name="Melden"><bpmn:extensionElements><zeebe:taskDefinition type="${typ}"/>${zuordnung}</bpmn:extensionElements></bpmn:serviceTask><bpmn:endEvent id="E"/>${fluss('a', 'S', 'Dienst')}${fluss('b', 'Dienst', 'E')}</bpmn:process></bpmn:definitions>`;
};
/** The trade registration, which calls it twice in an event sub-process beside it. */
function mit(teil: string, datei = DATEI) {
  const ruf = (id: string) => `<bpmn:callActivity id="${id}" name="Nachsehen" calledElement="nachsehen"/>`;
  const daneben = `<bpmn:subProcess id="Teil" triggeredByEvent="true"><bpmn:startEvent id="Beginn" isInterrupting="false"><bpmn:messageEventDefinition id="md" messageRef="Post"/></bpmn:startEvent>${ruf('Ruf')}${ruf('Ruf2')}<bpmn:endEvent id="Ende_Teil"/>${fluss('zum_ruf', 'Beginn', 'Ruf')}${fluss('weiter', 'Ruf', 'Ruf2')}${fluss('vom_ruf', 'Ruf2', 'Ende_Teil')}</bpmn:subProcess></bpmn:process><bpmn:message id="Post" name="unterlagen"/>`;
  const bpmn = (gewerbe['prozess.bpmn'] ?? '').replace('</bpmn:process>', daneben);
  return compileLeistung({ ...gewerbe, 'prozess.bpmn': bpmn, [datei]: teil }, { dienste });
}
const fehler = async (teil: string): Promise<string[]> => {
  const u = await mit(teil);
  return u.ok ? [] : u.fehler.map((f) => `${f.datei}: ${f.meldung}`);
};

describe('Ein Prozess in einer eigenen Datei', () => {
  it('gehört zur Leistung und zu ihrer Fassung', async () => {
    const u = await mit(gerufen());
    if (!u.ok || !('leistung' in u)) throw new Error(JSON.stringify(u));
    expect(u.leistung.prozess.dienste.map((d) => d.element)).toContain('Ruf/Dienst');
    expect(u.leistung.fassung).not.toBe(fassungOf(gewerbe));
  });

  it('nennt, was in ihm falsch ist, mit seiner Datei', async () => {
    expect(await fehler(gerufen('zaubern'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^prozesse\/nachsehen\.bpmn: Melden: .*zaubern/)]),
    );
  });

  it('nennt einen falschen Namen in einem Ausdruck mit Datei und Schritt, und einmal, so oft er auch gerufen wird', async () => {
    expect(await fehler(gerufen('vorgang.abschliessen', '=gibtsNicht + 1'))).toEqual([
      expect.stringMatching(/^prozesse\/nachsehen\.bpmn: Melden: „gibtsNicht \+ 1“: .*gibtsNicht/),
    ]);
  });

  it('liegt er daneben, oder ruft ihn keiner, wird er abgewiesen', async () => {
    expect(await mit(gerufen(), 'nachsehen.bpmn')).toMatchObject({ ok: false });
    const u = await compileLeistung({ ...gewerbe, [DATEI]: gerufen() }, { dienste });
    expect(u).toMatchObject({
      ok: false,
      fehler: [{ datei: DATEI, meldung: 'Nachsehen: Den Prozess „nachsehen“ ruft kein Schritt auf.' }],
    });
  });
});

describe('Ein falscher Name in einem Ausdruck des Prozesses selbst', () => {
  it('steht unter prozess.bpmn, bei seinem Schritt', async () => {
    const bpmn = (gewerbe['prozess.bpmn'] ?? '').replace(
      '=pruefung.personNoetig = false',
      '=pruefng.personNoetig = false',
    );
    const u = await compileLeistung({ ...gewerbe, 'prozess.bpmn': bpmn }, { dienste });
    expect(u.ok ? [] : u.fehler.map((f) => `${f.datei}: ${f.meldung}`)).toEqual([
      expect.stringMatching(/^prozess\.bpmn: nein: „pruefng\.personNoetig = false“: .*pruefng/),
    ]);
  });
});
