import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readBeispiel } from '../beispiel.ts';
import { compileLeistung, type Dateien } from '../compile.ts';
import { DIENSTE } from '../dienste.ts';
import type { GelesenesBeispiel } from './befund.ts';
import { type Stand, vergleiche } from './vergleich.ts';
import { readVorlage } from './vorlage.ts';

const vorlage = readVorlage('strassenfest');
const beispiele = Object.entries(vorlage)
  .filter(([pfad]) => pfad.startsWith('beispiele/'))
  .map(([pfad, text]): GelesenesBeispiel => {
    const g = readBeispiel(parse(text));
    return { datei: pfad.slice('beispiele/'.length), beispiel: g.ok ? g.beispiel : null, fehler: [] };
  });

async function stand(anders: Dateien = {}, mit = beispiele): Promise<Stand> {
  const eigene = Object.entries(vorlage).filter(([pfad]) => !pfad.includes('beispiele/'));
  const dateien = { ...Object.fromEntries(eigene), ...anders };
  const u = await compileLeistung(dateien, { dienste: new Set(Object.keys(DIENSTE)) });
  if (!u.ok || !('leistung' in u)) throw new Error(JSON.stringify(u));
  return { dateien, leistung: u.leistung, beispiele: mit };
}
const gleich = {
  dateien: { neu: [], weg: [], anders: [] },
  schritte: { neu: [], weg: [], offen: [] },
  beispiele: [],
  von: 3,
};

describe('Zwei Stände einer Leistung', () => {
  it('sind gleich, wo nichts geändert ist', async () => {
    expect(vergleiche(await stand(), await stand())).toEqual(gleich);
  });

  it('eine andere Regel: Gesagt wird, bei welchem Beispiel was anders herauskommt', async () => {
    const pfad = 'regeln/pruefung.dmn';
    const neu = await stand({ [pfad]: vorlage[pfad]?.replace('&gt;= tag', '&gt; tag') ?? '' });
    const u = vergleiche(await stand(), neu);
    expect(u.dateien).toEqual({ neu: [], weg: [], anders: [pfad] });
    expect(u.beispiele.map((b) => b.datei)).toEqual(['02-am-selben-tag.yaml']);
    expect(u.beispiele[0]?.anders).toEqual(
      expect.arrayContaining([
        { wo: 'pruefung.personNoetig', erwartet: false, erhalten: true },
        { wo: 'weg', erwartet: 'Dienst_bestaetigung → Dienst_abschluss → Ende', erhalten: 'Aufgabe_pruefung' },
      ]),
    );
  });

  it('ein Schritt heißt anders: Dort können Vorgänge stehen; eine Verzweigung betrifft niemanden', async () => {
    const bpmn = vorlage['prozess.bpmn'] ?? '';
    const umbenannt = bpmn.replaceAll('Aufgabe_pruefung', 'Aufgabe_ansehen').replaceAll('Gateway_person', 'Weiche');
    const { schritte } = vergleiche(await stand(), await stand({ 'prozess.bpmn': umbenannt }));
    expect(schritte.neu.map((s) => s.element)).toEqual(['Weiche', 'Aufgabe_ansehen']);
    expect(schritte.weg.map((s) => s.element)).toEqual(['Gateway_person', 'Aufgabe_pruefung']);
    expect(schritte.offen).toEqual([{ element: 'Aufgabe_pruefung', name: 'Anzeige prüfen' }]);
  });

  it('eine neue Frage, die das Beispiel nicht beantwortet: Der Antrag käme nicht mehr an', async () => {
    const frage =
      '      - { id: vorhaben.gaeste, art: zahl, beschriftung: Wie viele kommen?, benennung: die Zahl, pflicht: true }\n';
    const neu = await stand({ 'formular.yaml': `${vorlage['formular.yaml']}${frage}` });
    const { beispiele: anders } = vergleiche(await stand(), neu);
    expect(anders).toHaveLength(3);
    expect(anders[0]?.anders.map((a) => a.wo)).toContain('abgelehnt');
  });

  it('gelaufen werden auch Beispiele, die nur einer der beiden hat; was keines ist, nicht', async () => {
    const [erstes, ...andere] = beispiele;
    const kaputt = { datei: '09.yaml', beispiel: null, fehler: ['kein Beispiel'] };
    const u = vergleiche(await stand({}, erstes ? [erstes] : []), await stand({}, [...andere, kaputt]));
    expect(u.von).toBe(3);
  });
});
