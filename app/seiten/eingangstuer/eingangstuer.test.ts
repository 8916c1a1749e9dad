import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createServer } from '../../base/http/server.ts';
import { createLog } from '../../base/index.ts';
import { baueWelt } from '../arbeitsplatz/pruefstand/welt.ts';
import { beziehungen, standAm } from './beziehungen.ts';
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
  const r = { stand: 'in_kraft', ab: '2026-03-01', bis: '2026-10-01' } as const;
  it('folgt den Tagen: der letzte gilt noch, der erste danach nicht mehr', () => {
    expect(['2026-02-28', '2026-03-01', '2026-09-30', '2026-10-01'].map((tag) => standAm(r, tag))).toEqual([
      'kuenftig',
      'gilt',
      'gilt',
      'beendet',
    ]);
    expect(standAm({ stand: 'genehmigung_offen', ab: null, bis: null }, '2026-03-01')).toBe('offen');
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
