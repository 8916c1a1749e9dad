import { join } from 'node:path';
import { localDate } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import { erledige } from './aufgabe.ts';
import { compileLeistung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';

const u = await compileLeistung(readOrdner(join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung')), {
  dienste: new Set(Object.keys(DIENSTE)),
});
const aufgabe = (element: string) => {
  const a = u.ok && 'leistung' in u ? u.leistung.schritte.get(element) : undefined;
  if (!a) throw new Error(element);
  return a;
};
const heute = localDate('2026-03-09');

describe('eine Aufgabe erledigen', () => {
  it('bietet die Schaltflächen in ihrer Reihenfolge an', () => {
    expect(aufgabe('Aufgabe_pruefung').entscheidungen.map((e) => e.beschriftung)).toEqual([
      'Empfangsbescheinigung ausstellen',
      'Unterlagen nachfordern',
    ]);
  });
  it('füllt die Feststellung aus dem Vorschlag, nach einer Rückgabe aus dem letzten Stand', () => {
    const a = aufgabe('Aufgabe_feststellung');
    const gebuehr = { betrag: 5000, begruendung: 'geringer Aufwand' };
    expect(a.vorgabe({ gebuehr })).toEqual(gebuehr);
    expect(
      a.vorgabe({ gebuehr, feststellung: { betrag: 8000, begruendung: 'mehr', entscheidung: 'feststellen' } }),
    ).toEqual({ betrag: 8000, begruendung: 'mehr' });
    expect(a.vorgabe({})).toEqual({});
  });
  it('gibt Entscheidung und Angaben unter dem Namen der Aufgabe zurück', () => {
    expect(erledige(aufgabe('Aufgabe_feststellung'), 'feststellen', { betrag: 5000, begruendung: 'a' }, heute)).toEqual(
      {
        ok: true,
        variablen: { feststellung: { betrag: 5000, begruendung: 'a', entscheidung: 'feststellen' } },
      },
    );
  });
  it('verlangt beim Nachfordern, was fehlt und warum', () => {
    const r = erledige(aufgabe('Aufgabe_pruefung'), 'nachfordern', { was: 'Handwerkskarte' }, heute);
    expect(r).toMatchObject({ ok: false, code: 'angaben-unvollstaendig', fehler: [{ feld: 'warum' }] });
    expect(erledige(aufgabe('Aufgabe_pruefung'), 'bescheinigen', {}, heute)).toMatchObject({ ok: true });
  });
  it('nimmt keinen Betrag außerhalb des Rahmens und keine erfundene Entscheidung', () => {
    expect(
      erledige(aufgabe('Aufgabe_feststellung'), 'feststellen', { betrag: 4999, begruendung: 'a' }, heute),
    ).toMatchObject({ ok: false, fehler: [{ feld: 'betrag' }] });
    expect(erledige(aufgabe('Aufgabe_anordnung'), 'erlassen', {}, heute)).toMatchObject({
      ok: false,
      code: 'entscheidung-unbekannt',
    });
  });
  it('gibt eine Anordnung nur mit Grund zurück', () => {
    expect(erledige(aufgabe('Aufgabe_anordnung'), 'zurueck', {}, heute)).toMatchObject({
      ok: false,
      fehler: [{ feld: 'vermerk' }],
    });
  });
});
