import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLeistung, type Leistung, type Umgebung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';

const gewerbe = readOrdner(join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung'));
const dienste = new Set(Object.keys(DIENSTE));

/** The trade registration with one text of one file changed. */
async function mit(datei: string, was: string, durch: string, umgebung: Partial<Umgebung> = {}) {
  const alt = gewerbe[datei] ?? '';
  expect(alt).toContain(was);
  return compileLeistung({ ...gewerbe, [datei]: alt.replace(was, durch) }, { dienste, ...umgebung });
}
async function leistungMit(...wie: Parameters<typeof mit>): Promise<Leistung> {
  const u = await mit(...wie);
  if (!u.ok || !('leistung' in u)) throw new Error(JSON.stringify(u));
  return u.leistung;
}

const ART = 'antrag.unternehmen.art</text>';
const HEUTE = 'if today() > date("2026-01-01") then antrag.unternehmen.art else "juristisch"</text>';
const GEBUEHR = ['regeln/gebuehr.dmn', ART, HEUTE] as const;

describe('Der heutige Tag', () => {
  it.each([
    ['in einer Regel', ...GEBUEHR],
    [
      'in einer Bedingung des Ablaufs',
      'prozess.bpmn',
      '=pruefung.personNoetig',
      '=today() > date(tag) and pruefung.personNoetig',
    ],
    [
      'in einer Bedingung des Formulars',
      'formular.yaml',
      'zeigeWenn: ',
      'zeigeWenn: today() > date("2026-01-01") and ',
    ],
  ])('%s wird beim Veröffentlichen abgelehnt, mit dem Ausweg', async (_, datei, was, durch) => {
    const u = await mit(datei, was, durch);
    expect(u.ok ? [] : u.fehler).toContainEqual({
      datei,
      meldung: expect.stringMatching(/„today\(\)“ gibt es hier nicht: .* in einer Leistung etwa „tag“/),
    });
  });

  it('in einer Fassung, die schon läuft, lässt den Vorgang anhalten, statt ihn irgendwie zu entscheiden', async () => {
    const l = await leistungMit(...GEBUEHR, { laeuftSchon: true });
    expect(l.entscheide('gebuehr', { antrag: { unternehmen: { art: 'natuerlich' } } })).toMatchObject({
      ok: false,
      code: 'nicht-berechenbar',
      meldung: expect.stringMatching(/^Entscheidung „gebuehr“, Ausdruck „if today.*“: Für „today\(\)“ ist kein Tag/),
    });
  });
});

describe('Eine Regel, die sich mit den Werten nicht rechnen lässt', () => {
  it('entscheidet nicht', async () => {
    const l = await leistungMit('regeln/gebuehr.dmn', ART, 'antrag.unternehmen.art.kurz</text>');
    const e = l.entscheide('gebuehr', { antrag: { unternehmen: { art: 'natuerlich' } } });
    expect(e).toMatchObject({ ok: false, meldung: expect.stringMatching(/„gebuehr“.* Art Text hat kein „kurz“/) });
  });
});
