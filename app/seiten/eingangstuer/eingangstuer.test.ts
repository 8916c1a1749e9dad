import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createServer } from '../../base/http/server.ts';
import { createLog } from '../../base/index.ts';
import { baueWelt } from '../arbeitsplatz/pruefstand/welt.ts';
import { readLage } from '../portal/leistung/lage.ts';
import { beziehungen, endeOf, standAm } from './beziehungen.ts';
import { registerEingangstuer } from './index.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
beforeAll(async () => {
  w = await baueWelt(t);
});

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Die Eingangstür', () => {
  it('zeigt fünf Rathäuser, sechs Rollen und wer für wen arbeitet', async () => {
    const r = await w.geh(null, '/');
    expect(r.statusCode).toBe(200);
    for (const name of [
      'Stadt Wurzen',
      'Gemeinde Lossatal',
      'Gemeinde Bennewitz',
      'Gemeinde Thallwitz',
      'Stadt Augustusburg',
    ])
      expect(text(r.body)).toContain(name);
    expect(r.body).toContain('/anmelden?kommune=14729380&amp;schnell=sommer');
    for (const sub of ['k.weber', 's.hartig', 'm.uhlig', 'c.seifert', 'h.reichelt'])
      expect(r.body).toContain(`/arbeitsplatz/anmelden?person=${sub}`);
    expect(text(r.body)).toContain('Wurzen arbeitet für Thallwitz: Gewerbe anmelden');
    expect(text(r.body)).toContain('Wurzen arbeitet für Bennewitz: Gewerbe anmelden (Genehmigung offen)');
    expect(r.body).toContain('data-stand="offen"');
    expect(r.body).not.toMatch(/NaN|undefined|style=/);
    expect(text(r.body)).not.toMatch(/\{\w+\}/);
  });

  it('nennt eine angehaltene Stelle in derselben Minute nicht mehr als die, die arbeitet, und das Portal auch nicht', async () => {
    const [leistung, ags] = ['gewerbe-anmeldung', w.deps.verzeichnis.byId(w.ort.thallwitz)?.ags ?? ''];
    const satz = 'Arbeitet für Thallwitz: Gewerbe anmelden';
    const sagt = async (weg: string) => text((await w.geh(null, weg)).body);
    const arbeitet = async () => (await readLage(w.deps, ags, leistung))?.wer?.stelle.name;
    expect(await sagt('/')).toContain(satz);
    expect(await arbeitet()).toBe('Stadt Wurzen');
    const grund = 'Wir prüfen die Gebühren.';
    const r = await w.sende('f.naumann', '/steuerung/zugang/anhalten', { stelle: w.ort.wurzen, leistung, grund });
    expect(r.statusCode).toBe(303);
    const tuer = await sagt('/');
    expect(tuer).not.toContain(satz);
    expect(tuer).toContain('Wurzen arbeitet für Thallwitz: Gewerbe anmelden (in Kraft, zurzeit angehalten)');
    expect((await w.geh(null, '/')).body).toContain('data-stand="angehalten"');
    expect(await arbeitet()).toBe('Gemeinde Thallwitz');
    const { rows } = await t.setup.query<{ id: string }>('select id from vereinbarungen.halt where bis is null');
    await w.sende('f.naumann', '/steuerung/zugang/fortsetzen', { halt: rows[0]?.id ?? '' });
    expect(await sagt('/')).toContain(satz);
  });

  it('hat im echten Betrieb keine Rollen', async () => {
    const server = createServer(createLog('test'));
    registerEingangstuer(server, { ...w.deps, demo: false });
    const { body } = await server.inject('/');
    expect(body).toContain('Stadt Wurzen');
    expect(body).not.toContain('person=');
    expect(body).not.toContain('haus-demo');
  });
});

describe('Die Liste aller Kommunen', () => {
  it('hat 418 Zeilen mit Kreis, Einwohnern und Schlüssel', async () => {
    const { body } = await w.geh(null, '/kommunen');
    expect(body.match(/kern-table__row/g)).toHaveLength(418);
    expect(text(body)).toContain('14729410');
  });

  it('filtert nach Namen, bietet Ähnliches an und hält Unsinn aus', async () => {
    expect(text((await w.geh(null, '/kommunen?q=thallw')).body)).toContain('1 Städte und Gemeinden');
    expect(text((await w.geh(null, '/kommunen?q=04809')).body)).toContain('Diese Orte sind ähnlich');
    for (const q of ['q=%00', 'q=a&q=b', `q=${'9'.repeat(3000)}`, 'q=%3Cscript%3E', 'q=%25']) {
      const r = await w.geh(null, `/kommunen?${q}`);
      expect(r.statusCode, q).toBe(200);
      expect(r.body).not.toContain('<script');
    }
  });
});

describe('Der Stand einer Vereinbarung', () => {
  const r = { stand: 'in_kraft', ab: '2026-03-01', bis: '2026-10-01', angehalten: false, erloschen: null } as const;
  it('folgt den Tagen: der letzte gilt noch, der erste danach nicht mehr', () => {
    expect(['2026-02-28', '2026-03-01', '2026-09-30', '2026-10-01'].map((tag) => standAm(r, tag))).toEqual([
      'kuenftig',
      'gilt',
      'gilt',
      'beendet',
    ]);
    expect(standAm({ ...r, stand: 'genehmigung_offen', ab: null, bis: null }, '2026-03-01')).toBe('offen');
  });
  it('ruht, solange angehalten ist, und endet mit einer Kommune, die in einer anderen aufgeht', () => {
    expect(standAm({ ...r, angehalten: true }, '2026-05-01')).toBe('angehalten');
    expect(standAm({ ...r, angehalten: true }, '2026-10-01')).toBe('beendet');
    const weg = { ...r, bis: null, erloschen: { wer: 'an', ab: '2026-06-01' } } as const;
    expect(['2026-05-31', '2026-06-01'].map((tag) => standAm(weg, tag))).toEqual(['gilt', 'beendet']);
    expect([endeOf(weg), endeOf({ ...weg, bis: '2026-04-01' }), endeOf({ bis: null, erloschen: null })]).toEqual([
      '2026-06-01',
      '2026-04-01',
      null,
    ]);
  });
  it('fasst die Zeilen zweier Kommunen zusammen, aber nicht über den Stand hinweg', () => {
    const zeile = {
      vereinbarung: 'v',
      art: 'mandatierend',
      von: 'a',
      an: 'b',
      titel: '',
      fundstelle: '',
      ...r,
    } as const;
    const b = beziehungen(
      [
        { ...zeile, leistung: 'x' },
        { ...zeile, leistung: 'y' },
        { ...zeile, leistung: 'z', stand: 'genehmigung_offen' },
      ],
      '2026-05-01',
    );
    expect(b.map((x) => [x.stand, x.leistungen])).toEqual([
      ['gilt', ['x', 'y']],
      ['offen', ['z']],
    ]);
  });
});
