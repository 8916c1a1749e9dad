import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Die Seite „Vorgang abgeben“', () => {
  it('fragt nach Ort und Grund, behält Getipptes, und danach nennt jede Akte die andere', async () => {
    const vorgang = await w.gewerbe('04-bewachung', ORTE.thallwitz);
    const akte = `/arbeitsplatz/vorgang/${vorgang}`;
    const weg = `${akte}/abgeben`;
    expect((await w.geh('i.menzel', weg)).statusCode).toBe(403);
    expect((await w.geh('h.reichelt', weg)).statusCode).toBe(404);
    expect((await w.geh('i.menzel', akte)).body).not.toContain(weg);
    expect((await w.geh('k.weber', akte)).body).toContain(weg);
    const seite = text((await w.geh('k.weber', weg)).body);
    expect(seite).toContain('Ihr Vorgang endet. Er bleibt als abgeschlossene Akte bei Ihnen.');

    const ohne = await w.sende('k.weber', weg, { ort: w.ort.bennewitz, grund: '' });
    expect([ohne.statusCode, text(ohne.body)]).toEqual([422, expect.stringContaining('Der Grund fehlt.')]);
    expect(ohne.body).toContain(`<option value="${w.ort.bennewitz}" selected`);
    const selbst = await w.sende('k.weber', weg, { ort: w.ort.thallwitz, grund: 'liegt <dort>' });
    expect([selbst.statusCode, selbst.body]).toEqual([409, expect.stringContaining('liegt &lt;dort>')]);
    expect((await w.geh('k.weber', akte)).body).toContain(weg);

    const r = await w.sende('k.weber', weg, { ort: w.ort.bennewitz, grund: 'Die Betriebsstätte liegt dort.' });
    expect([r.statusCode, r.headers.location]).toEqual([303, akte]);
    await w.leeren();
    expect(w.fehler).toEqual([]);
    const alt = text((await w.geh('k.weber', `${akte}?teil=verlauf`)).body);
    expect(alt).toContain('Abgegeben an Gemeinde Bennewitz. Dort hat er das Aktenzeichen');
    expect(alt).toContain('Vorgang abgegeben. Grund: Die Betriebsstätte liegt dort.');
    expect((await w.geh('k.weber', weg)).statusCode).toBe(403);
    const { rows } = await t.setup.query<{ id: string }>('select id from vorgaenge.vorgang where koerperschaft = $1', [
      w.ort.bennewitz,
    ]);
    const neu = text((await w.geh('h.reichelt', `/arbeitsplatz/vorgang/${rows[0]?.id}`)).body);
    expect(neu).toContain('Übernommen von Gemeinde Thallwitz, dort Aktenzeichen');
    expect((await w.geh('k.weber', `/arbeitsplatz/vorgang/${rows[0]?.id}`)).statusCode).toBe(404);
  });
});
