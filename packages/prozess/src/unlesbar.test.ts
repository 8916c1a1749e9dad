import { describe, expect, it } from 'vitest';
import { ANZEIGE, aufgabe, ende, erweitert, gruende, modell, pfade, start, uebersetze } from '../test/bpmn.ts';

const linie = (mitte: string, ...weitere: string[]) =>
  modell(`${start}${mitte}${ende()}${pfade('s>a', 'a>e', ...weitere)}`);

describe('eine unbrauchbare Datei', () => {
  it('wird mit einem Satz abgewiesen', async () => {
    expect(await gruende('')).toEqual(['datei: Die Datei ist leer.']);
    expect(await gruende('<a><b></a>')).toEqual([expect.stringMatching(/kein lesbares XML|kein BPMN/)]);
    expect(await gruende('<html/>')).toEqual([expect.stringContaining('kein BPMN-2.0-Modell')]);
    expect(await gruende('x'.repeat(1_000_000))).toEqual([expect.stringContaining('kein lesbares XML')]);
    expect(await gruende(`${ANZEIGE}${' '.repeat(2_000_000)}`)).toEqual([expect.stringContaining('zu groß')]);
    expect(await gruende(ANZEIGE.slice(0, ANZEIGE.length / 2))).not.toEqual([]);
  });

  it('enthält Zeichen, die XML nicht kennt, ist nicht in UTF-8 oder sagt weder ja noch nein', async () => {
    const nennt = (name: string, mehr = '') =>
      modell(`${start}\n<bpmn:userTask id="a" name="${name}" ${mehr}/>${ende()}${pfade('s>a', 'a>e')}`);
    for (const z of ['a\u0000b', 'a\u001Bb', '&#0;', '&#x000;', '&#xD800;', '&#1114112;', '\uD800', '\uFFFE'])
      expect(await gruende(nennt(z))).toEqual([
        'datei: Die Datei enthält ein Zeichen, das XML nicht erlaubt (Zeile 4).',
      ]);
    expect((await uebersetze(nennt('&#128512;&#x1F600;\t😀'))).knoten.get('a')?.name).toBe(
      '😀😀 😀'.replace(' ', '\t'),
    );
    expect(await gruende(nennt('Pr\uFFFDfung'))).toEqual([
      'datei: Die Datei ist nicht in UTF-8 gespeichert und enthält unlesbare Zeichen (Zeile 4).',
    ]);
    expect(await gruende(nennt('A', 'isForCompensation="Ja"'))).toEqual([
      'datei: Die Angabe „isForCompensation“ muss true oder false sein, nicht „Ja“ (Zeile 4).',
    ]);
  });

  it('darf Wahrheitswerte als 1 und 0 schreiben', async () => {
    const rand = (wert: string) =>
      `<bpmn:boundaryEvent id="r" attachedToRef="a" cancelActivity=${wert}><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
    for (const [wert, unterbrechend] of [
      ['"1"', true],
      ["'0'", false],
      ['" 1 "', true],
      ['"false"', false],
    ] as const) {
      const xml = modell(
        `${start}<bpmn:documentation> cancelActivity="vielleicht"</bpmn:documentation>${aufgabe('a')}${rand(wert)}${ende()}${pfade('s>a', 'a>e', 'r>e')}`.replace(
          /^(.*?)(<bpmn:documentation>.*?<\/bpmn:documentation>)/,
          '$2$1',
        ),
      ).replace('isExecutable="true"', 'isExecutable="1"');
      expect((await uebersetze(xml)).knoten.get('r')).toMatchObject({ unterbrechend });
    }
  });

  it('sagt zweimal, was nur einmal gilt', async () => {
    const frist = (dauer: string) => `<bpmn:timeDuration>${dauer}</bpmn:timeDuration>`;
    const zweimal = erweitert('<zeebe:userTask/>');
    const xml = `<bpmn:userTask id="a">${zweimal}${zweimal}</bpmn:userTask><bpmn:boundaryEvent id="r" name="x > y" attachedToRef="a" cancelActivity="1"><bpmn:timerEventDefinition>${frist('P1D')}${frist('P2D')}</bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
    expect(await gruende(linie(xml, 'r>e'))).toEqual([
      'a: Die Angabe „extensionElements“ kommt doppelt vor.',
      'r (x > y): Die Angabe „timeDuration“ kommt doppelt vor.',
    ]);
    const p = await uebersetze(linie(xml.replace(zweimal, '').replace(frist('P1D'), ''), 'r>e'));
    expect(p.knoten.get('r')).toMatchObject({ unterbrechend: true });
  });

  it('darf in Verweisen das Präfix ihres eigenen Namensraums nennen, aber keines anderen', async () => {
    const xml = (praefix: string) =>
      modell(
        `${start}<bpmn:receiveTask id="a" messageRef="${praefix}:m"/>${ende()}${pfade('s>a', 'a>e')}`,
        '<bpmn:message id="m" name="hallo"/>',
      ).replace('<bpmn:definitions ', '<bpmn:definitions xmlns:hier="probe" xmlns:dort="andere" ');
    expect((await uebersetze(xml('hier'))).nachrichten).toMatchObject([{ element: 'a', nachricht: 'hallo' }]);
    for (const praefix of ['dort', 'nirgends'])
      expect(await gruende(xml(praefix))).toContain(
        `a: Verweist (messageRef) auf „${praefix}:m“, das es in der Datei nicht gibt.`,
      );
  });

  it('nennt bei Teilen ohne Kennung, wozu sie gehören, und was eine Kennung sein darf', async () => {
    const rand =
      '<bpmn:boundaryEvent id="r" attachedToRef="a"><bpmn:timerEventDefinition quatsch="1"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>';
    expect(await gruende(linie(`${aufgabe('a')}${rand}`, 'r>e'))).toEqual([
      'r: Das Attribut „quatsch“ gehört nicht zu BPMN 2.0.',
    ]);
    expect(await gruende(modell(`${start}${aufgabe('Prüfung')}${ende()}`))).toContain(
      'datei: Die Kennung „Prüfung“ ist unzulässig (Zeile 3). Erlaubt sind die Buchstaben A bis Z, Ziffern, Punkt, Binde- und Unterstrich; am Anfang keine Ziffer.',
    );
    expect(await gruende(modell(`${start}${ende()}${pfade('s>e')}`).replace('id="probe" ', ''))).toEqual([
      'bpmn:Process (Probe): Der Prozess braucht eine Kennung (id).',
    ]);
  });

  it('darf keine Entitäten erklären', async () => {
    const bombe = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    expect(await gruende(ANZEIGE.replace('<bpmn:definitions', `${bombe}<bpmn:definitions`))).toEqual([
      expect.stringContaining('DOCTYPE'),
    ]);
  });

  it('hat keinen oder mehr als einen ausführbaren Prozess', async () => {
    const zweiter = '<bpmn:process id="zwei" name="Zwei" isExecutable="true"/>';
    expect(await gruende(modell('', zweiter))).toEqual([
      'zwei (Zwei): Die Datei enthält mehr als einen ausführbaren Prozess; erlaubt ist genau einer, den kein anderer aufruft.',
    ]);
    expect(await gruende(modell('').replace('isExecutable="true"', ''))).toEqual([
      expect.stringContaining('keinen ausführbaren Prozess'),
    ]);
    expect(await gruende(modell(''))).toEqual([
      'probe (Probe): Der Prozess braucht genau ein Startereignis, er hat 0.',
    ]);
  });
});
