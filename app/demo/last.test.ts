import { localDateOf } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { stellbareUhr } from '../base/index.ts';
import { GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { readUebersicht } from '../steuerung/index.ts';
import { seedLast } from './last.ts';
import { mitarbeitende } from './personen.ts';

const t = await neueDatenbank();
// a Tuesday whose weeks ahead cross the year's end
const uhr = stellbareUhr(Date.parse('2026-11-24T09:00:00Z'));
const heute = localDateOf(uhr.jetzt(), 'Europe/Berlin');
let h: Haus;
let person: Awaited<ReturnType<typeof legePersonalAn>>;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
  await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach');
  await seedLast(h, new Map(mitarbeitende.map((m) => [m.sub, person(m.sub)])), heute);
});

describe('Die Demo des Bereichs Last', () => {
  it('sagt Wurzen etwas voraus, schützt das kleine Team in Augustusburg und bleibt in den kleinen Orten aus', async () => {
    const lies = (sub: string) => {
      const { person: wer, stelle } = person(sub);
      const kontext = { art: 'mitarbeit', person: wer, stelle, handelndFuer: null, grundlage: null } as const;
      return h.db.transaktion(kontext, (tx) => readUebersicht(tx, stelle, heute));
    };
    const wurzen = await lies('s.hartig');
    expect(wurzen?.leistungen).toMatchObject([
      { leistung: GEWERBE, minuten: 45, prognose: { ok: true, saison: true, geschichte: { wochen: 130 } } },
    ]);
    const wochen = wurzen?.teams[0]?.wochen ?? [];
    expect(wochen).toHaveLength(12);
    const urteile = new Set(wochen.map((w) => w.urteil));
    expect([urteile.has('reicht'), urteile.has('reicht-nicht')]).toEqual([true, true]);
    // the closed week shows, since all five are away; what one of them has off does not
    expect(wochen.map((w) => w.verfuegbar).slice(1, 6)).toEqual([450, 450, 450, 360, 0]);
    expect(await lies('c.seifert')).toMatchObject({ haus: null, teams: [{ name: 'Steuern', wochen: [] }] });
    expect(await lies('f.naumann')).toBeUndefined();
    expect(await lies('t.krause')).toBeUndefined();
  });
});
