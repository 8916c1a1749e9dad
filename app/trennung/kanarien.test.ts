import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { fuelle } from './reihen/fuellen.ts';
import { readTabellen } from './reihen/spalten.ts';
import { TUEREN } from './tueren.ts';
import { aktiviereOrte, anonym, GEWERBE, HUND, imDienst, mitarbeit, person, verbinde, versuche } from './welt.ts';

// Unique strings in every text, JSON and byte column of two town halls: whatever one of them can read holds none of the other's.
const t = await neueDatenbank();
const o = await aktiviereOrte(t);
const tabellen = await readTabellen(t.setup);
const mandanten = tabellen.filter((x) => x.klasse !== 'global');
const KANARIE = { thallwitz: 'KANARIE-THALLWITZ', bennewitz: 'KANARIE-BENNEWITZ' } as const;
const buerger = { thallwitz: uuidv7(1), bennewitz: uuidv7(2) };
for (const ort of ['thallwitz', 'bennewitz'] as const)
  for (const [i, leistung] of [GEWERBE, HUND].entries())
    await fuelle(t.setup, i === 0 ? mandanten : mandanten.filter((x) => x.klasse === 'vorgang'), {
      koerperschaft: o[ort],
      leistung,
      vorgang: uuidv7(i),
      buerger: buerger[ort],
      kanarie: KANARIE[ort],
    });

const app = await verbinde(t, 'app');
const worker = await verbinde(t, 'worker');
afterAll(() => Promise.all([app.end(), worker.end()]));

/** What is public by its class is no secret; everything else is. */
const geheim = tabellen.filter((x) => x.optionen.oeffentlich !== true);
const hex = (text: string) => Buffer.from(text).toString('hex');

/** No words of anybody: hashes of events, and of versions that are public. */
const NUR_HASHES = new Set(['nachweise.log_pending', 'leistungen.freigabe', 'leistungen.vermerkt']);

describe('Kanarien', () => {
  it('sitzen in jeder Tabelle beider Häuser, die Text trägt', async () => {
    for (const tab of mandanten.filter((x) =>
      x.spalten.some((s) => ['text', 'jsonb', 'bytea'].includes(s.typ) && s.werte === null && s.name !== 'leistung'),
    )) {
      const text =
        (await t.setup.query<{ x: string }>(`select coalesce(string_agg(z::text, ' '), '') as x from ${tab.name} z`))
          .rows[0]?.x ?? '';
      if (NUR_HASHES.has(tab.name)) continue;
      for (const k of Object.values(KANARIE))
        expect(text.includes(k) || text.includes(hex(k)), `${tab.name}: ${k}`).toBe(true);
    }
  });

  const leser = [
    ['Sachbearbeitung', mitarbeit(o.bennewitz)],
    ['Sachbearbeitung, die sich für Thallwitz ausgibt', mitarbeit(o.bennewitz, o.thallwitz)],
    ['nur lesend', mitarbeit(o.bennewitz, null)],
    ['Dienst', imDienst(o.bennewitz)],
    ['Bürgerin', person(buerger.bennewitz)],
    ['Entwurf ohne Konto', anonym(buerger.bennewitz)],
    ['niemand', null],
  ] as const;

  it.each(leser)('%s von Bennewitz findet in keiner Tabelle etwas aus Thallwitz', async (_name, kontext) => {
    for (const [client, liste] of [
      [app, geheim],
      [worker, geheim.filter((x) => x.klasse !== 'technik')],
    ] as const)
      for (const tab of liste) {
        const v = await versuche(
          client,
          kontext,
          `select coalesce(string_agg(z::text, ' '), '') as x from ${tab.name} z`,
        );
        const text = v.ok ? String(v.zeilen[0]?.['x']) : v.meldung;
        expect(text.includes(KANARIE.thallwitz) || text.includes(hex(KANARIE.thallwitz)), tab.name).toBe(false);
      }
  });

  it.each(leser)('%s von Bennewitz hört hinter keiner Tür etwas aus Thallwitz', async (_name, kontext) => {
    // signed heads, hashes, who cosigned them and how many must have: public
    const oeffentlich = [
      'protokolle',
      'zeugenstaende',
      'zeugenregeln',
      'zeugen_bekannt',
      'log_oeffentlich',
      'log_blaetter',
    ].map((f) => `nachweise.${f}`);
    for (const [name, rollen] of Object.entries(TUEREN)) {
      const funktion = name.slice(0, name.indexOf('('));
      if (!rollen.includes('app') || oeffentlich.includes(funktion)) continue;
      const typen = name
        .slice(name.indexOf('(') + 1, -1)
        .split(',')
        .filter(Boolean);
      const werte = typen.map((x) =>
        x === 'uuid'
          ? `'${o.thallwitz}'::uuid`
          : x === 'uuid[]'
            ? '(select coalesce(array_agg(id), $${}$$) from nachweise.ereignis)'
            : `null::${x}`,
      );
      const v = await versuche(
        app,
        kontext,
        `select coalesce(string_agg(z::text, ' '), '') as x from ${funktion}(${werte.join(', ')}) z`,
      );
      const text = JSON.stringify(v);
      expect(text.includes(KANARIE.thallwitz) || text.includes(hex(KANARIE.thallwitz)), name).toBe(false);
    }
  });

  it('findet Bennewitz die eigenen', async () => {
    const v = await versuche(
      app,
      mitarbeit(o.bennewitz),
      `select string_agg(z::text, ' ') as x from vorgaenge.vorgang z`,
    );
    expect(JSON.stringify(v)).toContain(KANARIE.bennewitz);
  });
});
