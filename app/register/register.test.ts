import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { readRegister, setzeEnde, trageEin } from './index.ts';

const t = await neueDatenbank();
let h: Haus;

beforeAll(async () => {
  h = await baueHaus(t);
});

const register = (koerperschaft: string, als: Kontext = dienst(koerperschaft, 'Test')) =>
  h.db.transaktion(als, (tx) => readRegister(tx, koerperschaft));
async function bescheinigt(ort: 'thallwitz' | 'lossatal' | 'augustusburg'): Promise<Fall> {
  const f = await reicheBeispielEin(h, ort, GEWERBE, '01-einfach');
  await h.leeren();
  expect(h.fehler).toEqual([]);
  return f;
}
const trage = (f: Fall, nummer: string, inhalt: unknown, bezeichnung = 'Fahrradladen') =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    trageEin(tx, t.bund, Date.now(), {
      koerperschaft: f.koerperschaft,
      leistung: GEWERBE,
      art: 'gewerbe',
      nummer,
      oertlich: f.koerperschaft,
      bezeichnung,
      ab: '2026-03-10',
      inhalt,
      vorgang: f.vorgang,
    }),
  );

describe('Das Register', () => {
  it('führt unter Mandat die auftraggebende Gemeinde, auch wenn Wurzen einträgt', async () => {
    const f = await bescheinigt('thallwitz');
    const eintrag = (await register(h.ort.thallwitz)).find((e) => e.vorgang === f.vorgang);
    expect(eintrag).toMatchObject({ art: 'gewerbe', oertlich: h.ort.thallwitz, bezeichnung: 'Vogel, Mareike' });
    expect(eintrag?.nummer).toMatch(/^THW-GR-\d{4}-\d{6}$/);
    expect((await readFall(h, f)).vorgang.registerNummer).toBe(eintrag?.nummer);
    expect((await register(h.ort.wurzen)).map((e) => e.vorgang)).not.toContain(f.vorgang);
  });

  it('führt unter Delegation die beauftragte Stadt, der Ort der Betriebsstätte bleibt', async () => {
    const f = await bescheinigt('lossatal');
    const eintrag = (await register(h.ort.wurzen)).find((e) => e.vorgang === f.vorgang);
    expect(eintrag).toMatchObject({ oertlich: h.ort.lossatal });
    expect(eintrag?.nummer).toMatch(/^WUR-GR-/);
    expect(h.verzeichnis.byId(eintrag?.oertlich ?? '')?.ags).toBe('14729245');
    expect(await register(h.ort.lossatal)).toEqual([]);
  });

  it('lässt nur einen Hund gehen: ein Gewerbe meldet ab, wer es betreibt', async () => {
    const f = await bescheinigt('thallwitz');
    const setze = (vorgang: string) =>
      h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
        setzeEnde(tx, Date.now(), { koerperschaft: f.koerperschaft, vorgang, ab: '2026-03-10', ende: '2026-03-20' }),
      );
    expect(await setze(f.vorgang)).toBeUndefined();
    expect((await register(h.ort.thallwitz)).find((e) => e.vorgang === f.vorgang)?.ende).toBeNull();
  });

  it('behält jeden Stand eines Eintrags und zeigt den letzten', async () => {
    const f = await bescheinigt('thallwitz');
    const nummer = 'THW-GR-2020-000001';
    const eins = await trage(f, nummer, { stand: 1 });
    const zwei = await trage(f, nummer, { stand: 2 }, 'Fahrradladen und Café');
    expect([eins.stand, zwei.stand, eins.id === zwei.id]).toEqual([1, 2, true]);
    const zeilen = (await register(h.ort.thallwitz)).filter((e) => e.nummer === nummer);
    expect(zeilen.map((e) => e.bezeichnung)).toEqual(['Fahrradladen und Café']);
    const { rows } = await t.setup.query<{ inhalt: Buffer }>(
      'select inhalt from register.eintrag where nummer = $1 order by stand',
      [nummer],
    );
    expect(
      rows.map((r) => JSON.parse(t.bund.decrypt(f.koerperschaft, eins.id, r.inhalt, 'register').toString())),
    ).toEqual([{ stand: 1 }, { stand: 2 }]);
    await expect(
      h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
        tx.fuehreAus(`update register.eintrag set bezeichnung = 'x'`),
      ),
    ).rejects.toThrow('permission denied');
  });

  it('liegt verschlüsselt unter eigenem Schlüssel, nicht unter dem des Vorgangs', async () => {
    const f = await bescheinigt('thallwitz');
    const e = await trage(f, 'THW-GR-2020-000002', { inhaber: 'Mareike Vogel' });
    const { rows } = await t.setup.query<{ inhalt: Buffer }>('select inhalt from register.eintrag where id = $1', [
      e.id,
    ]);
    const inhalt = rows[0]?.inhalt ?? Buffer.alloc(0);
    expect(inhalt.includes('Vogel')).toBe(false);
    expect(() => t.bund.decrypt(f.koerperschaft, f.vorgang, inhalt, 'register')).toThrow();
    expect(() => t.bund.decrypt(h.ort.wurzen, e.id, inhalt, 'register')).toThrow();
  });

  it('lesen nur, wer dafür arbeitet: Wurzen unter Mandat ja, Augustusburg und Bürger nein', async () => {
    const f = await bescheinigt('thallwitz');
    const liest = (stelle: string): Kontext => ({
      art: 'mitarbeit',
      person: uuidv7(Date.now()),
      stelle,
      handelndFuer: null,
      grundlage: null,
    });
    const sieht = async (k: Kontext) => (await register(h.ort.thallwitz, k)).some((e) => e.vorgang === f.vorgang);
    expect(await sieht(liest(h.ort.wurzen))).toBe(true);
    expect(await sieht(liest(h.ort.augustusburg))).toBe(false);
    expect(
      await sieht({ art: 'anonym', person: uuidv7(Date.now()), stelle: null, handelndFuer: null, grundlage: null }),
    ).toBe(false);
  });
});
