import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createSatz, type Satz } from '../dokumente/index.ts';
import { bundleKind } from '../dokumente/satz/pruefwerkzeuge.ts';
import { DIENSTE } from './dienste.ts';
import { veroeffentliche } from './katalog.ts';

const t = await neueDatenbank();
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
const wurzel = mkdtempSync(join(tmpdir(), 'briefe-'));
const ordner = join(wurzel, 'hundesteuer-anmeldung');
let satz: Satz;

beforeAll(async () => {
  satz = createSatz({ kindDatei: await bundleKind() });
});
afterAll(async () => {
  await satz.stop();
  rmSync(wurzel, { recursive: true });
});

/** Publishes a copy of a Leistung of the house in which one file is different. */
async function publishWith(datei: string, how: (text: string) => string) {
  rmSync(ordner, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, '../../leistungen/hundesteuer-anmeldung'), ordner, { recursive: true });
  const pfad = join(ordner, datei);
  writeFileSync(pfad, how(readFileSync(pfad, 'utf8')));
  await t.setup.query('truncate leistungen.fassung, leistungen.geltung, leistungen.freigabe, leistungen.vermerkt');
  const fehler = await veroeffentliche(t.setup, wurzel, umgebung, Date.now(), () => undefined, satz);
  const { rowCount } = await t.setup.query('select 1 from leistungen.fassung');
  return { fehler, veroeffentlicht: rowCount === 1 };
}
const BRIEF = 'briefe/hundesteuerbescheid.typ';
const BEISPIEL = 'briefe/beispiele/hundesteuerbescheid-lastschrift.json';

describe('Beim Veröffentlichen wird jedes Beispiel eines Briefs barrierefrei gesetzt', () => {
  it('und was sich setzen lässt, wird veröffentlicht', async () => {
    expect(await publishWith(BRIEF, (s) => s)).toEqual({ fehler: [], veroeffentlicht: true });
  });

  it('ein Bild ohne Beschreibung hält die Leistung auf, genannt mit Brief und Beispiel', async () => {
    const bild =
      '#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"), format: "svg")';
    const { fehler, veroeffentlicht } = await publishWith(BRIEF, (s) => `${s}\n${bild}\n`);
    expect(veroeffentlicht).toBe(false);
    expect(fehler.map((f) => f.datei)).toEqual([
      join(ordner, BEISPIEL),
      join(ordner, BEISPIEL.replace('lastschrift', 'ueberweisung')),
    ]);
    expect(fehler[0]?.meldung).toContain(
      'Brief „hundesteuerbescheid“ mit diesem Beispiel ergibt kein barrierefreies PDF (PDF/UA-1).',
    );
    expect(fehler[0]?.meldung).toMatch(/alt/);
  });

  it('ein Beispiel, dem eine Angabe fehlt oder das keines ist, auch', async () => {
    const ohne = await publishWith(BEISPIEL, (s) => s.replace('"betreff"', '"betref"'));
    expect(ohne).toMatchObject({ fehler: [{ meldung: expect.stringContaining('„betreff“') }], veroeffentlicht: false });
    const kaputt = await publishWith(BEISPIEL, () => '{');
    expect(kaputt).toMatchObject({ fehler: [{ meldung: expect.stringContaining('kein gültiges JSON') }] });
  });
});
