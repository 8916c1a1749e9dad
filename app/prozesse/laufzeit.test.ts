import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr, type Warteschlange } from '../base/index.ts';
import { artenVon, aufgabeVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { findZeile } from '../vorgaenge/index.ts';
import { behebeStoerung, type Diensthandler, readStoerungen } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
let h: Haus;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
});
beforeEach(() => {
  h.fehler.length = 0;
});

const mit = (typ: string, handler: Diensthandler) => h.schlangeUeber(new Map([...h.dienste, [typ, handler]]));
const echt = (typ: string): Diensthandler => {
  const d = h.dienste.get(typ);
  if (!d) throw new Error(typ);
  return d;
};
const neu = () => reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
/** works on, through every pause between two tries */
async function arbeite(s: Warteschlange, runden: number): Promise<void> {
  for (let i = 0; i < runden; i++) {
    await s.leeren();
    uhr.stelle(uhr.jetzt() + 3_600_000);
  }
}
const zahl = async (sql: string, f: Fall) =>
  Number((await t.setup.query<{ n: string }>(`select count(*) as n from ${sql} = $1`, [f.vorgang])).rows[0]?.n);
/** everything up to the first task happened exactly once */
async function einmal(f: Fall): Promise<void> {
  const arten = await artenVon(h, f);
  expect(arten.filter((a) => a === 'register.eingetragen')).toHaveLength(1);
  expect(arten.filter((a) => a === 'bescheinigung.ausgestellt')).toHaveLength(1);
  expect(await zahl('register.eintrag where vorgang', f)).toBe(1);
  expect(await zahl('dokumente.dokument where vorgang', f)).toBe(1);
  expect(await zahl('bekanntgabe.zustellung where vorgang', f)).toBe(1);
  expect(await zahl('vorgaenge.aufgabe where vorgang', f)).toBe(1);
  expect(await zahl('base.auftrag where bezug', f)).toBe(0);
  expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
}

describe('Ein Dienst', () => {
  it.each(['register.eintragen', 'brief.ausstellen'])(
    'wirkt nur einmal, wenn er nach der Vorbereitung abstürzt: %s',
    async (typ) => {
      const f = await neu();
      let abstuerze = 0;
      const s = mit(typ, async (lage) => {
        const abschluss = await echt(typ)(lage);
        if (abstuerze++ < 2) throw new Error('Absturz');
        return abschluss;
      });
      await arbeite(s, 5);
      expect(abstuerze).toBe(3);
      await einmal(f);
    },
  );

  it('wirkt nur einmal, wenn er mitten im Abschluss abstürzt', async () => {
    const f = await neu();
    let abstuerze = 0;
    const s = mit('brief.ausstellen', async (lage) => {
      const abschluss = await echt('brief.ausstellen')(lage);
      return async (tx, g) => {
        const e = await abschluss(tx, g);
        if (abstuerze++ === 0) throw new Error('Absturz');
        return e;
      };
    });
    await arbeite(s, 4);
    await einmal(f);
    expect(h.fehler).toHaveLength(1);
  });

  it('wirkt nur einmal, wenn ihm die Frist abläuft und ein zweiter ihn übernimmt', async () => {
    const f = await neu();
    let erster = true;
    const s = mit('brief.ausstellen', async (lage) => {
      const abschluss = await echt('brief.ausstellen')(lage);
      if (erster) {
        erster = false;
        await t.setup.query(`update base.auftrag set lease_bis = now() - interval '1 second' where bezug = $1`, [
          f.vorgang,
        ]);
        await s.leeren();
        await einmal(f);
      }
      return abschluss;
    });
    await s.leeren();
    await einmal(f);
    expect(h.fehler.map(String).join()).toContain('schritt-unbekannt');
  });

  it('wird nicht gerufen, wenn sein Schritt nicht mehr offen ist, und der Auftrag verschwindet', async () => {
    const f = await neu();
    await h.leeren();
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig) values (gen_random_uuid(), 'prozess.dienst', $1, $2, $3, now() - interval '1 hour')`,
      [f.koerperschaft, f.vorgang, JSON.stringify({ schritt: 2, typ: 'register.eintragen', kopf: {} })],
    );
    await h.leeren();
    await einmal(f);
    expect(h.fehler).toEqual([]);
  });

  it('lässt einen verspäteten Abschluss nicht zu', async () => {
    const f = await neu();
    await h.leeren();
    const g = await readFall(h, f);
    for (const [schritt, code] of [
      [1, 'prozess.schritt-unbekannt'],
      [999, 'prozess.schritt-unbekannt'],
    ] as const)
      expect(
        await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
          h.aufgaben.laufzeit.command(tx, g, { art: 'dienst-erledigt', schritt, variablen: {} }),
        ),
      ).toMatchObject({ ok: false, grund: code });
    await einmal(f);
  });

  it('startet einen Prozess nur einmal, auch wenn der Auftrag doppelt da ist', async () => {
    const f = await neu();
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, bezug, faellig) values (gen_random_uuid(), 'prozess.starten', $1, $2, now() - interval '1 hour')`,
      [f.koerperschaft, f.vorgang],
    );
    await Promise.all([h.leeren(), h.schlangeUeber(h.dienste).leeren()]);
    await arbeite(h.schlangeUeber(h.dienste), 2);
    await einmal(f);
  });
});

describe('Eine Störung', () => {
  const stoerungen = (f: Fall) =>
    h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
  const zeile = (f: Fall) => h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => findZeile(tx, f.vorgang));

  it('steht nach dem letzten Versuch am Vorgang und in der Liste, vorher nicht', async () => {
    const f = await neu();
    let versuche = 0;
    const s = mit('register.eintragen', async () => {
      versuche++;
      throw new Error('Das Register antwortet nicht');
    });
    await arbeite(s, 5);
    expect(versuche).toBe(5);
    expect(await stoerungen(f)).toEqual([]);
    await arbeite(s, 5);
    expect(versuche).toBe(6);
    expect(await stoerungen(f)).toMatchObject([
      { element: 'Dienst_register', meldung: 'Das Register antwortet nicht' },
    ]);
    expect(await zeile(f)).toMatchObject({ schritt: 'Störung beheben', hinweis: 'Das Register antwortet nicht' });
    expect(await zahl('base.auftrag where bezug', f)).toBe(0);
    expect(await artenVon(h, f)).not.toContain('register.eingetragen');
  });

  it('wird auch, was eine Ablehnung ist und was hier niemand kann', async () => {
    const abgelehnt = await neu();
    await arbeite(
      mit('register.eintragen', async () => async () => ({ ok: false, grund: 'vorgang.wartet-noch' })),
      8,
    );
    expect((await stoerungen(abgelehnt))[0]?.meldung).toContain('vorgang.wartet-noch');
    const fehlt = await neu();
    await arbeite(h.schlangeUeber(new Map()), 8);
    expect((await stoerungen(fehlt))[0]?.meldung).toContain('register.eintragen');
  });

  it('behebt, wer hier sachbearbeitet, einmal; danach geht es an derselben Stelle weiter', async () => {
    const personal = await legePersonalAn(h);
    const f = await neu();
    await arbeite(
      mit('register.eintragen', async () => {
        throw new Error('Das Register antwortet nicht');
      }),
      9,
    );
    const schritt = (await stoerungen(f))[0]?.schritt ?? 0;
    const behebe = (sub: string) => behebeStoerung(h.aufgaben, personal(sub), f.vorgang, schritt);
    expect(await behebe('h.reichelt')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    expect(await behebe('d.lorenz')).toEqual({ ok: false, grund: 'aufgabe.nicht-berechtigt' });
    expect(await behebe('k.weber')).toEqual({ ok: true });
    expect(await behebe('k.weber')).toEqual({ ok: false, grund: 'stoerung.schon-behoben' });
    await arbeite(h.schlangeUeber(h.dienste), 2);
    await einmal(f);
    expect(await stoerungen(f)).toEqual([]);
  });
});
