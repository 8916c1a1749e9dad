import { join } from 'node:path';
import { erklaere } from '@rathausverbund/regelwerk';
import { describe, expect, it } from 'vitest';
import { compileLeistung, fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';
import type { Dateien } from './teile.ts';

const gewerbe = readOrdner(join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung'));
const dienste = new Set(Object.keys(DIENSTE));

/** Publishes the trade registration with one file changed; answers the faults as "file: message". */
async function faults(datei: string, aendere: (text: string) => string | undefined): Promise<string[]> {
  const { [datei]: alt = '', ...rest } = gewerbe;
  const neu = aendere(alt);
  expect(neu).not.toBe(alt);
  const u = await compileLeistung(neu === undefined ? rest : { ...rest, [datei]: neu }, { dienste });
  return u.ok ? [] : u.fehler.map((f) => `${f.datei}: ${f.meldung}`);
}
const ersetze = (was: string, durch: string) => (text: string) => text.replace(was, durch);

describe('Veröffentlichen', () => {
  it('nimmt den Ordner an und kennt Aufgaben, Briefe und Zuordnung', async () => {
    const u = await compileLeistung(gewerbe, { dienste });
    if (!u.ok || !('leistung' in u)) throw new Error('refused');
    const { leistung } = u;
    expect([...leistung.schritte.values()].map((a) => [a.element, a.art, a.variable])).toEqual([
      ['Aufgabe_pruefung', 'pruefung', 'pruefungErgebnis'],
      ['Aufgabe_feststellung', 'feststellung', 'feststellung'],
      ['Aufgabe_anordnung', 'anordnung', 'anordnung'],
    ]);
    expect([...leistung.briefe].map(([n, b]) => [n, b.art])).toContainEqual(['kostenbescheid', 'verwaltungsakt']);
    expect(Object.keys(leistung.quellen)).toContain('/kostenbescheid.typ');
    expect(leistung.amt24?.formId).toContain('Gewerbe_Anmeldung');
    expect(leistung.entscheide('gibt-es-nicht', {})).toMatchObject({ ok: false, code: 'unbekannte-entscheidung' });
  });

  it.each(['gewerbe-anmeldung', 'hundesteuer-anmeldung'])(
    'hat an den Namen der Regeln von %s nichts zu raten',
    async (name) => {
      const u = await compileLeistung(readOrdner(join(import.meta.dirname, '../../leistungen', name)), { dienste });
      expect(u).toMatchObject({ ok: true, hinweise: [] });
    },
  );

  it('rät zu Beschriftungen, wo eine Regel sonst in Namen des Modells spräche, und lehnt nicht ab', async () => {
    const datei = 'regeln/gebuehr.dmn';
    const ohne = (gewerbe[datei] ?? '').replace(' label="Betrag"', '').replace(' label="Person"', '');
    const u = await compileLeistung({ ...gewerbe, [datei]: ohne }, { dienste });
    if (!u.ok || !('leistung' in u)) throw new Error('refused');
    expect(u.hinweise).toEqual([
      { datei, meldung: '„gebuehr“: „antrag.unternehmen.art“ hat keine Beschriftung (label).' },
      { datei, meldung: '„gebuehr“: „betrag“ hat keine Beschriftung (label).' },
    ]);
    expect(u.leistung.lesart('gebuehr').teile?.['von']).toEqual({ titel: 'Rahmen von', zahl: 'cent' });
  });

  it('spricht in den Gründen, wie Menschen sprechen: Namen, Wörter, Euro', async () => {
    const u = await compileLeistung(gewerbe, { dienste });
    if (!u.ok || !('leistung' in u)) throw new Error('refused');
    const e = u.leistung.entscheide('gebuehr', { antrag: { unternehmen: { art: 'natuerlich' } } });
    expect(erklaere(e.ok ? e.spur : [])).toEqual([
      'Kosten der Bescheinigung: Es gilt Regel 1, denn Person: natürliche Person. Daraus folgt Betrag: 50,00 Euro; Rahmen von: 50,00 Euro; Rahmen bis: 112,00 Euro; Bezeichnung: Bescheinigung einer Gewerbeanmeldung, natürliche Person; Rechtsgrundlage: Sächsisches Kostenverzeichnis, Gewerberecht; Begründung: Wir haben den niedrigsten Betrag gewählt. Die Anzeige war vollständig, und die Bearbeitung machte nur geringen Aufwand. Natürliche Person: Vorschlag 50 Euro.',
    ]);
  });

  it.each<[string, string, (t: string) => string | undefined, RegExp]>([
    ['eine fremde Datei', 'notizen.txt', () => 'x', /notizen\.txt: Diese Datei gehört nicht/],
    ['ein fehlendes Formular', 'formular.yaml', () => undefined, /formular\.yaml: Die Datei fehlt/],
    [
      'einen unbekannten Schlüssel der Leistung',
      'leistung.yaml',
      (t) => `${t}\nsuchwort: rot\n`,
      /^leistung\.yaml: suchwort: Diesen Schlüssel gibt es hier nicht. Meinten Sie „suchworte“\?$/,
    ],
    ['einen fehlenden Ablauf', 'prozess.bpmn', () => undefined, /^prozess\.bpmn: Die Datei fehlt\.$/],
    [
      'einen Baustein im Brief, den es nicht gibt',
      'briefe/kostenbescheid.yaml',
      ersetze('{ datum: faellig }', '{ dtum: faellig }'),
      /^briefe\/kostenbescheid\.yaml: inhalt\.faellig\.dtum: Keine Vorlage liest „dtum“\. Meinten Sie „datum“\?$/m,
    ],
    [
      'ein „&“, das in XML keines ist',
      'prozess.bpmn',
      ersetze('name="Automatisch prüfen', 'name="Prüfen & warten'),
      /^prozess\.bpmn: Zeile \d+: Schreiben Sie „&“ in XML als „&amp;“\.$/m,
    ],
    [
      'was nicht in UTF-8 gespeichert ist',
      'briefe/kostenbescheid.yaml',
      ersetze('Für die', 'F\uFFFDr die'),
      /^briefe\/kostenbescheid\.yaml: Zeile \d+: Die Datei ist nicht in UTF-8 gespeichert\.$/m,
    ],
    [
      'einen Empfänger ohne Feld',
      'leistung.yaml',
      ersetze('strasse: person.strasse', 'strasse: person.gasse'),
      /empfaenger\.strasse: Das Formular hat kein Feld „person\.gasse“/,
    ],
    [
      'einen unbekannten Dienst',
      'prozess.bpmn',
      ersetze('type="vorgang.abschliessen"', 'type="vorgang.wegwerfen"'),
      /Den Dienst „vorgang\.wegwerfen“ gibt es nicht/,
    ],
    [
      'einen unbekannten Kopf am Dienst',
      'prozess.bpmn',
      ersetze('key="register"', 'key="buch"'),
      /Den Kopf „buch“ kennt der Dienst/,
    ],
    [
      'einen fehlenden Kopf am Dienst',
      'prozess.bpmn',
      ersetze('<zeebe:header key="dokument" value="empfangsbescheinigung" />', ''),
      /Kopf „dokument“: fehlt/,
    ],
    ['ein fremdes Register', 'prozess.bpmn', ersetze('value="gewerbe"', 'value="katze"'), /„katze“ ist nicht möglich/],
    [
      'einen Brief, den es nicht gibt',
      'prozess.bpmn',
      ersetze('key="brief" value="kostenbescheid"', 'key="brief" value="rechnung"'),
      /Der Brief „rechnung“ fehlt/,
    ],
    [
      'eine Bescheinigung an der Stelle eines Bescheids',
      'prozess.bpmn',
      ersetze('key="brief" value="kostenbescheid"', 'key="brief" value="empfangsbescheinigung"'),
      /gebraucht wird „verwaltungsakt“/,
    ],
    [
      'einen Schreibfehler in einer Bedingung',
      'prozess.bpmn',
      ersetze('=pruefung.personNoetig', '=prüfung.personNoetig'),
      /„prüfung\.personNoetig = false“: /,
    ],
    [
      'einen Schreibfehler in einem Kopf',
      'prozess.bpmn',
      ersetze('value="pruefung.erlaubnis.behoerde"', 'value="pruefng.erlaubnis.behoerde"'),
      /Kopf „behoerde“: /,
    ],
    [
      'eine Aufgabe ohne Art',
      'prozess.bpmn',
      ersetze('<zeebe:header key="art" value="pruefung" />', ''),
      /braucht im Kopf „art“/,
    ],
    [
      'eine Aufgabe ohne Formular',
      'prozess.bpmn',
      ersetze('formId="anordnung"', 'formId="unterschrift"'),
      /braucht ein Formular/,
    ],
    [
      'eine Anordnung in der falschen Gruppe',
      'prozess.bpmn',
      ersetze('candidateGroups="anordnung"', 'candidateGroups="sachbearbeitung"'),
      /gehört nicht der Gruppe/,
    ],
    [
      'andere Entscheidungen der Anordnung',
      'prozess.bpmn',
      ersetze('zurueck=Zurückgeben', 'nein=Nein'),
      /genau die Entscheidungen/,
    ],
    [
      'Pflichtfelder, die es nicht gibt',
      'prozess.bpmn',
      ersetze('nachfordern=was,warum', 'nachfordern=was,wieso'),
      /Das Formular hat kein Feld „wieso“/,
    ],
    [
      'eine Regel, die es nicht gibt',
      'prozess.bpmn',
      ersetze('decisionId="gebuehr"', 'decisionId="kosten"'),
      /Die Entscheidung „kosten“ fehlt/,
    ],
    [
      'eine Feststellung ohne Betrag',
      'aufgaben/feststellung.yaml',
      ersetze('id: betrag', 'id: summe'),
      /braucht die Felder „betrag“/,
    ],
    ['einen Brief ohne Vorlage', 'briefe/kostenbescheid.typ', () => undefined, /Zur Zuordnung fehlt die Vorlage/],
    ['eine Vorlage ohne Zuordnung', 'briefe/kostenbescheid.yaml', () => undefined, /Zur Vorlage fehlt die Zuordnung/],
    [
      'ein unbekanntes Ziel der Amt24-Zuordnung',
      'amt24.yaml',
      ersetze('nach: person.ort', 'nach: person.stadt'),
      /Das Formular hat kein Feld „person\.stadt“/,
    ],
    [
      'Angaben für das Register, die es im Formular nicht gibt',
      'prozess.bpmn',
      ersetze('value="anlass, unternehmen, person,', 'value="anlass, unternehmer, person,'),
      /Kopf „angaben“: Im Formular gibt es nicht: unternehmer\./,
    ],
    [
      'einen Code ohne Auswahl',
      'amt24.yaml',
      ersetze('"6": zuzug', '"6": wegzug'),
      /„wegzug“ kann man bei „anlass“ nicht wählen/,
    ],
  ])('lehnt ab: %s', async (_, datei, aendere, erwartet) => {
    expect((await faults(datei, aendere)).join('\n')).toMatch(erwartet);
  });

  it('lehnt einen Dienst ab, für den hier nichts eingerichtet ist', async () => {
    const u = await compileLeistung(gewerbe, { dienste: new Set(['register.eintragen']) });
    expect(u.ok ? [] : u.fehler.map((f) => f.meldung).join()).toMatch(
      /Für den Dienst „brief\.erlassen“ ist hier nichts eingerichtet/,
    );
  });

  it('liest einen bloßen Katalogeintrag', async () => {
    const yaml = 'schluessel: posteingang\nstand: nur-katalog\nname: Posteingang\ngegenstand: Briefe annehmen\n';
    expect(await compileLeistung({ 'leistung.yaml': yaml }, { dienste })).toMatchObject({
      ok: true,
      katalog: { name: 'Posteingang' },
    });
    expect(await compileLeistung({ 'leistung.yaml': `${yaml}kosten: 3\n` }, { dienste })).toMatchObject({ ok: false });
    expect(await compileLeistung({}, { dienste })).toMatchObject({ ok: false });
  });

  it('nennt eine andere Fassung, sobald sich ein Zeichen ändert', () => {
    const anders: Dateien = { ...gewerbe, 'briefe/kostenbescheid.typ': `${gewerbe['briefe/kostenbescheid.typ']} ` };
    expect(fassungOf(gewerbe)).toMatch(/^[0-9a-f]{16}$/);
    expect(fassungOf(anders)).not.toBe(fassungOf(gewerbe));
  });
});

describe('Worauf ein Prozess wartet', () => {
  const daneben = (ereignis: string, dazu = '') =>
    faults('prozess.bpmn', (x) =>
      x
        .replace(
          '</bpmn:process>',
          `<bpmn:subProcess id="Teil" triggeredByEvent="true"><bpmn:startEvent id="Beginn" name="Beginn" isInterrupting="false">${ereignis}<bpmn:outgoing>zum_ende</bpmn:outgoing></bpmn:startEvent><bpmn:endEvent id="Ende_Teil"/><bpmn:sequenceFlow id="zum_ende" sourceRef="Beginn" targetRef="Ende_Teil"/></bpmn:subProcess></bpmn:process>`,
        )
        .replace('</bpmn:definitions>', `${dazu}</bpmn:definitions>`),
    );
  const nachricht = (name: string, dazu = '') =>
    daneben(
      '<bpmn:messageEventDefinition id="md" messageRef="Post"/>',
      `<bpmn:message id="Post" name="${name}">${dazu}</bpmn:message>`,
    );

  it('muss hier eintreten können: eine Nachricht, die jemand schickt, ohne Korrelation', async () => {
    expect(await nachricht('unterlagen')).toEqual([]);
    expect(await nachricht('zahlung.eingegangen')).toEqual([
      'prozess.bpmn: Beginn: Die Nachricht „zahlung.eingegangen“ schickt niemand. Möglich: unterlagen.',
    ]);
    const schluessel = '<bpmn:extensionElements><zeebe:subscription correlationKey="=tag"/></bpmn:extensionElements>';
    expect(await nachricht('unterlagen', schluessel)).toEqual([
      expect.stringMatching(/Eine Korrelation .* gibt es hier nicht/),
    ]);
  });

  it('ein Signal, das er selbst sendet', async () => {
    const signal = daneben(
      '<bpmn:signalEventDefinition id="sd" signalRef="Sig"/>',
      '<bpmn:signal id="Sig" name="alarm"/>',
    );
    expect(await signal).toEqual([
      'prozess.bpmn: Beginn: Das Signal „alarm“ sendet dieser Prozess nirgends, und von außen kommt keines.',
    ]);
  });

  it('kein Fehler eines Dienstes, den keiner meldet', async () => {
    const rand =
      '<bpmn:boundaryEvent id="Rand" name="Gescheitert" attachedToRef="Dienst_bescheid"><bpmn:outgoing>zur_aufgabe</bpmn:outgoing><bpmn:errorEventDefinition id="ed"/></bpmn:boundaryEvent><bpmn:endEvent id="Ende_Rand"/><bpmn:sequenceFlow id="zur_aufgabe" sourceRef="Rand" targetRef="Ende_Rand"/>';
    expect(await faults('prozess.bpmn', (x) => x.replace('</bpmn:process>', `${rand}</bpmn:process>`))).toEqual([
      'prozess.bpmn: Gescheitert: Dieser Schritt meldet keine Fehler an das Modell: Misslingt er, steht er als Störung da.',
    ]);
  });

  it('und nicht auf dasselbe wie ein anderes Ereignis an derselben Stelle', async () => {
    const rand = (id: string) =>
      `<bpmn:boundaryEvent id="${id}" name="${id}" attachedToRef="Aufgabe_pruefung" cancelActivity="false"><bpmn:outgoing>f_${id}</bpmn:outgoing><bpmn:messageEventDefinition id="md_${id}" messageRef="Post"/></bpmn:boundaryEvent><bpmn:endEvent id="e_${id}"/><bpmn:sequenceFlow id="f_${id}" sourceRef="${id}" targetRef="e_${id}"/>`;
    expect(
      await faults('prozess.bpmn', (x) =>
        x
          .replace('</bpmn:process>', `${rand('Eins')}${rand('Zwei')}</bpmn:process>`)
          .replace('</bpmn:definitions>', '<bpmn:message id="Post" name="unterlagen"/></bpmn:definitions>'),
      ),
    ).toEqual(['prozess.bpmn: Zwei: Auf dasselbe wartet hier schon ein anderes Ereignis: Dieses träte nie ein.']);
  });

  it('und nicht auf einen zweiten Beginn; wer schon läuft, läuft weiter', async () => {
    const zweiter =
      '<bpmn:startEvent id="Start_2" name="Nachricht"><bpmn:outgoing>s2</bpmn:outgoing><bpmn:messageEventDefinition id="md2" messageRef="Post2"/></bpmn:startEvent><bpmn:endEvent id="Ende_2"/><bpmn:sequenceFlow id="s2" sourceRef="Start_2" targetRef="Ende_2"/>';
    const mitZweitem = (x: string) =>
      x
        .replace('</bpmn:process>', `${zweiter}</bpmn:process>`)
        .replace('</bpmn:definitions>', '<bpmn:message id="Post2" name="unterlagen"/></bpmn:definitions>');
    const fehler = await faults('prozess.bpmn', mitZweitem);
    expect(fehler.length).toBeGreaterThan(0);
    for (const f of fehler) expect(f).toMatch(/Ein Vorgang beginnt mit dem Antrag/);
    const dateien = { ...gewerbe, 'prozess.bpmn': mitZweitem(gewerbe['prozess.bpmn'] ?? '') };
    expect(await compileLeistung(dateien, { dienste, laeuftSchon: true })).toMatchObject({ ok: true });
  });
});
