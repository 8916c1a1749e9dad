import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabfolge } from '../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { ORTE } from '../../demo/personen.ts';
import { steuere } from '../../demo/steuern.ts';
import { ANSICHTEN, seheAn, seiteAls } from '../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../gestalt/index.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let basis = '';
/** who looks, and where */
const wege: Record<string, [string, string]> = {
  lage: ['f.naumann', '/steuerung'],
  eigene: ['f.naumann', '/steuerung/eigene-kosten'],
  fluss: ['s.hartig', '/steuerung/fluss'],
  vergleich: ['s.hartig', '/steuerung/vergleich'],
  ohne: ['f.naumann', '/steuerung/vergleich'],
  daten: ['s.hartig', '/steuerung/daten'],
  oeffentlich: ['s.hartig', '/daten'],
  foerderung: ['s.hartig', '/steuerung/foerderung'],
  neu: ['s.hartig', '/steuerung/foerderung/neu'],
  verboten: ['k.weber', '/steuerung'],
};

beforeAll(async () => {
  w = await baueWelt(t);
  registerGestalt(w.server);
  for (let i = 0; i < 6; i++) await w.gewerbe('01-einfach', i < 4 ? ORTE.thallwitz : ORTE.wurzen);
  await t.setup.query(
    `update vorgaenge.vorgang set eingegangen = eingegangen - interval '100 days' where koerperschaft = $1`,
    [w.ort.wurzen],
  );
  const { rows } = await t.setup.query<{ sub: string; person: string; stelle: string }>(
    'select sub, id as person, koerperschaft as stelle from konten.mitarbeiter',
  );
  await steuere(w.deps, (sub) => {
    const p = rows.find((r) => r.sub === sub);
    if (!p) throw new Error(`${sub} fehlt`);
    return p;
  });
  const z = await t.setup.query<{ id: string }>('select id from steuerung.zuwendung');
  wege['akte'] = ['s.hartig', `/steuerung/foerderung/${z.rows[0]?.id}`];
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w?.server.close());

describe.each(ANSICHTEN)('Die Seiten der Lage, $ansicht', ({ ansicht, groesse }) => {
  it('sind ohne Fund von axe, ohne Querlauf und ohne Meldung des Browsers', { timeout: 180_000 }, async () => {
    const meldungen: string[] = [];
    for (const sub of ['f.naumann', 's.hartig', 'k.weber']) {
      const page = await seiteAls(w, basis, sub, groesse);
      page.on('console', (m) => meldungen.push(m.text()));
      const seine = Object.fromEntries(
        Object.entries(wege).flatMap(([name, [wer, weg]]) => (wer === sub ? [[name, weg]] : [])),
      );
      await seheAn(page, { basis, bereich: 'steuerung', ansicht, wege: seine });
      await page.context().close();
    }
    expect(meldungen.filter((m) => !m.includes('403'))).toEqual([]);
  });
});

describe('Mit der Tastatur allein', () => {
  it('ist eine Ausgabe zu buchen', async () => {
    const page = await seiteAls(w, basis, 's.hartig');
    await page.goto(`${basis}${wege['akte']?.[1]}`);
    expect((await tabfolge(page, 40))[0]).toBe('a Zum Inhalt springen');
    await page.locator('summary', { hasText: 'Ausgabe buchen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Beleg').focus();
    await page.keyboard.type('RE 1');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Beleg').inputValue()).toBe('RE 1');
  });
});
