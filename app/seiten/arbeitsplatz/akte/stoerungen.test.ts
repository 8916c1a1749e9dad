import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { Aufschub, stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import type { Diensthandler } from '../../../prozesse/index.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
const w = await baueWelt(t, uhr);
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const schweigt =
  (grund: string): Diensthandler =>
  async () => {
    throw new Aufschub(grund);
  };
const ersetze = (dienst: Diensthandler) => w.dienste.set('brief.ausstellen', dienst);
const brief = w.dienste.get('brief.ausstellen') ?? schweigt('');

describe('Ein Dienst, der nicht antwortet,', () => {
  let id = '';
  const akte = async () => (await w.geh('k.weber', `/arbeitsplatz/vorgang/${id}`)).body;
  const seit = (seite: string) => /Seit (.+? Uhr)\./.exec(seite)?.[1];
  beforeAll(async () => {
    ersetze(schweigt('Zeitstempel: Der Dienst antwortet nicht.'));
    id = await w.gewerbe('01-einfach', ORTE.thallwitz);
  });

  it('ist keine Störung: Die Akte sagt, dass der Schritt wartet, seit wann, worauf und wann er wieder versucht wird', async () => {
    const html = await akte();
    const seite = text(html);
    expect(seite).toContain('Der Schritt „Empfang bescheinigen“ wartet');
    expect(seite).toContain('Sie brauchen nichts zu tun');
    expect(seite).toMatch(/Der nächste Versuch ist am \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr\./);
    expect(seite).not.toContain('Störung im Schritt');
    expect(html).not.toContain(`/vorgang/${id}/stoerung/`);
    // the same sentence is no hint of its own below
    expect(seite.split('Zeitstempel: Der Dienst antwortet nicht.')).toHaveLength(2);
  });

  it('nennt den neuesten Grund und wartet noch seit dem ersten', async () => {
    const anfang = seit(text(await akte()));
    ersetze(schweigt('Siegel: Das Gerät antwortet nicht.'));
    uhr.stelle(uhr.jetzt() + 3_600_000);
    await w.leeren();
    const seite = text(await akte());
    expect(seite).toContain('Siegel: Das Gerät antwortet nicht.');
    expect(seite).not.toContain('Zeitstempel: Der Dienst');
    expect(anfang).toBeDefined();
    expect(seit(seite)).toBe(anfang);
    expect(text((await w.geh('k.weber', '/arbeitsplatz/stoerungen')).body)).toContain('Siegel: Das Gerät');
  });

  it('sieht gut aus', { timeout: 120_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = { '': `/arbeitsplatz/vorgang/${id}` };
    await seheAnAls(w, 'k.weber', { basis, bereich: 'akte-wartet', wege });
  });

  it('ist vergessen, sobald er wieder antwortet', async () => {
    ersetze(brief);
    uhr.stelle(uhr.jetzt() + 60_000);
    await w.leeren();
    expect(text(await akte())).not.toContain('antwortet nicht');
  });
});

it('Was auch beim sechsten Mal nicht gelingt, bleibt eine Störung und lässt sich noch einmal versuchen', async () => {
  ersetze(async () => {
    throw new Error('Der Drucker brennt');
  });
  const id = await w.gewerbe('01-einfach', ORTE.thallwitz).catch(async () => {
    for (let i = 0; i < 7; i++) {
      uhr.stelle(uhr.jetzt() + 3_600_000);
      await w.leeren();
    }
    const { rows } = await t.setup.query<{ vorgang: string }>(
      'select vorgang from prozesse.vorfall where behoben is null',
    );
    return rows[0]?.vorgang ?? '';
  });
  const html = (await w.geh('k.weber', `/arbeitsplatz/vorgang/${id}`)).body;
  expect(text(html)).toContain('Störung im Schritt „Empfang bescheinigen“');
  expect(text(html)).toContain('Der Drucker brennt');
  expect(html).toContain(`/vorgang/${id}/stoerung/`);
});
