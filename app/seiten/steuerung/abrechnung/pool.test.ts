import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr, uuidv7 } from '../../../base/index.ts';
import { umlageOf, vereinbareSchlicht } from '../../../pruefstand/vereinbarung.ts';
import { HELL, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-10-20T08:00:00Z'));
const WEG = '/steuerung/abrechnung/pool';
const SEITE = `${WEG}?jahr=2026`;
const NEU = { jahr: '2026', monat: '10', pool: 'Scanstelle', kosten: '1.000,00 €', grund: 'Kostenstelle 1110' };
let w: Awaited<ReturnType<typeof baueWelt>>;
const vertraege = new Map<string, string>();

const trage = (sub: string, mehr: Partial<typeof NEU> = {}) => w.sende(sub, WEG, { ...NEU, ...mehr });
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
const sicht = async (sub: string) => text((await w.geh(sub, SEITE)).body);
const fehlerBei = (html: string, feld: string): string =>
  new RegExp(`<p class="kern-error" id="${feld}-fehler">([\\s\\S]*?)</p>`).exec(html)?.[1] ?? 'nichts';

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  registerGestalt(w.server);
  for (const von of ['thallwitz', 'bennewitz'] as const)
    vertraege.set(
      von,
      await vereinbareSchlicht(
        w.deps.db,
        w.deps.protokoll,
        umlageOf(w.ort[von], w.ort.wurzen, 'Scanstelle', '2026-09-01'),
      ),
    );
  await w.leeren();
  for (const [von, menge] of [
    ['thallwitz', '300'],
    ['bennewitz', '100'],
  ] as const) {
    const fuer = `${vertraege.get(von)}/vergabeakte`;
    const seite = { einheit: 'seite', fuer, tag: '12.10.2026', menge, schluessel: uuidv7(uhr.jetzt()) };
    const r = await w.sende('d.lorenz', '/steuerung/zaehlung', seite);
    expect(r.statusCode).toBe(303);
  }
  await w.leeren();
});
afterAll(() => w?.server.close());

describe('Die Kosten eines Pools', () => {
  it('stehen auf einer Seite, die vorher sagt, was hier erscheinen wird', async () => {
    expect(await sicht('c.seifert')).toContain('Hier erscheint ein Pool, sobald eine Kostenregel ihn nennt.');
    expect(await sicht('f.naumann')).toContain('sobald die andere Kommune es einträgt.');
    expect(await sicht('s.hartig')).toContain('Ihre Kommune führt diesen Pool');
    for (const sub of ['k.weber', 'd.lorenz', 'h.reichelt'])
      expect([sub, (await w.geh(sub, SEITE)).statusCode]).toEqual([sub, 403]);
    expect((await w.geh('s.hartig', '/steuerung/abrechnung?jahr=2026')).body).toContain(`href="${SEITE}"`);
  });

  it('trägt nur ein, wer den Pool führt und abrechnen darf, und nur für einen Monat, der vorbei ist', async () => {
    // October runs, September is open
    const frueh = await trage('s.hartig');
    expect([frueh.statusCode, fehlerBei(frueh.body, 'pool-Scanstelle-neu-monat')]).toEqual([
      409,
      expect.stringContaining('noch nicht vorbei'),
    ]);
    uhr.stelle(Date.parse('2026-11-03T08:00:00Z'));
    const leer = await trage('s.hartig', { monat: '9' });
    expect([leer.statusCode, leer.body.includes('niemand etwas gezählt')]).toEqual([409, true]);
    expect((await trage('p.zschoche')).statusCode).toBe(403);
    expect((await trage('d.lorenz')).statusCode).toBe(403);
    const fremd = await trage('f.naumann');
    expect([fremd.statusCode, fremd.body.includes('Diesen Pool nennt keine Vereinbarung')]).toEqual([404, true]);
    expect((await trage('s.hartig', { monat: '13' })).statusCode).toBe(404);
    expect(await sicht('s.hartig')).toContain('Noch ist nichts eingetragen.');
  });

  it.each([
    [{ kosten: 'viel' }, 'kosten', 'Das ist kein Betrag.'],
    [{ kosten: '0' }, 'kosten', 'Das ist kein Betrag.'],
    [{ kosten: '-5,00' }, 'kosten', 'Das ist kein Betrag.'],
    [{ kosten: '1.00' }, 'kosten', 'Das ist kein Betrag.'],
    [{ kosten: '100.000.000,01' }, 'kosten', 'Mehr als 100.000.000 €'],
    [{ kosten: '99999999999999999999' }, 'kosten', 'Mehr als 100.000.000 €'],
    [{ grund: ' ' }, 'grund', 'Der Grund fehlt.'],
  ])('lehnt %o beim Feld ab, und was getippt wurde, bleibt', async (mehr, feld, satz) => {
    const r = await trage('s.hartig', mehr);
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain(`<a href="#pool-Scanstelle-neu-${feld}">`);
    expect(fehlerBei(r.body, `pool-Scanstelle-neu-${feld}`)).toContain(satz);
    const werte: Record<string, string> = { ...NEU, ...mehr };
    for (const f of ['kosten', 'grund']) expect(r.body).toMatch(new RegExp(`name="${f}"[^>]*value="${werte[f]}"`));
    expect(r.body).toMatch(/<option value="10" selected/);
  });

  it('sehen beide Seiten, jede mit ihrem Anteil', async () => {
    expect((await trage('s.hartig')).headers.location).toBe(`${SEITE}&getan=1`);
    await w.leeren();
    const wir = await sicht('s.hartig');
    expect(wir).toContain('Gemeinde Thallwitz: 300 von 400, 750,00 €');
    expect(wir).toContain('Gemeinde Bennewitz: 100 von 400, 250,00 €');
    const dort = await sicht('f.naumann');
    expect(dort).toContain('unser Anteil: 300 von 400, 750,00 €');
    expect(dort).toContain('Kostenstelle 1110');
    expect(dort).not.toContain('Bennewitz: 100');
    expect(await sicht('m.gruhl')).toContain('unser Anteil: 100 von 400, 250,00 €');
    const nochmal = await trage('s.hartig', { kosten: '900' });
    expect([nochmal.statusCode, nochmal.body.includes('Eine Änderung geht nur durch Gegenbuchung')]).toEqual([
      409,
      true,
    ]);
  });

  it('werden nur durch Gegenbuchung berichtigt: die alte Zeile bleibt', async () => {
    const feststellung = /name="feststellung" value="([^"]+)"/.exec((await w.geh('s.hartig', SEITE)).body)?.[1] ?? '';
    const b = (sub: string, mehr: object = {}) =>
      w.sende(sub, `${WEG}/berichtigen`, { ...NEU, feststellung, kosten: '900', grund: 'Gutschrift', ...mehr });
    const ohne = await b('s.hartig', { grund: '' });
    expect([ohne.statusCode, fehlerBei(ohne.body, `pool-${feststellung}-grund`)]).toEqual([
      422,
      expect.stringContaining('Der Grund fehlt.'),
    ]);
    expect(ohne.body).toMatch(/name="kosten"[^>]*value="900"/);
    const gleich = await b('s.hartig', { kosten: '1000' });
    expect(fehlerBei(gleich.body, `pool-${feststellung}-kosten`)).toContain('So viel ist schon eingetragen.');
    expect((await w.geh('f.naumann', SEITE)).body).not.toContain('name="feststellung"');
    expect((await b('f.naumann')).statusCode).toBe(404);
    expect((await b('s.hartig', { feststellung: 'x' })).statusCode).toBe(404);
    expect((await b('s.hartig')).statusCode).toBe(303);
    expect((await b('s.hartig')).statusCode).toBe(404);
    await w.leeren();
    for (const sub of ['s.hartig', 'f.naumann']) {
      const s = await sicht(sub);
      for (const satz of ['Gegenbuchung: -1.000,00 €, dafür 900,00 €', 'zurückgenommen', 'Gutschrift', '675,00 €'])
        expect(s.replaceAll('−', '-')).toContain(satz);
    }
  });
});

describe('Im Browser', () => {
  it('ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 's.hartig', { basis, bereich: 'pool', wege: { '': SEITE } }, HELL);
  });
});
