import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { Aufschub, dienst, type Handler, type Kontext, stellbareUhr, stelleEin, uuidv7 } from '../base/index.ts';
import { aufgabeVon, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { lock } from '../vorgaenge/index.ts';
import {
  brichAb,
  type Diensthandler,
  type Hausstoerung,
  type Person,
  readHausstoerungen,
  versucheErneut,
} from './index.ts';
import { meldeStoerung, START } from './vorfaelle.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
});
beforeEach(async () => {
  await t.setup.query('delete from base.auftrag');
  await t.setup.query('delete from prozesse.vorfall');
});

const sieht = (p: Person): Promise<Hausstoerung[]> => {
  const k: Kontext = { art: 'mitarbeit', person: p.person, stelle: p.stelle, handelndFuer: null, grundlage: null };
  return h.db.transaktion(k, readHausstoerungen);
};
const neu = () => reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
const brief = (tu: Diensthandler) => h.schlangeUeber(new Map([...h.dienste, ['brief.ausstellen', tu]]));
const kaputt: Diensthandler = async () => {
  throw new Error('Der Drucker brennt');
};
async function arbeite(tu: Diensthandler, runden: number): Promise<void> {
  for (let i = 0; i < runden; i++) {
    await brief(tu).leeren();
    uhr.stelle(uhr.jetzt() + 3_600_000);
  }
}
const mitKopie = async (f: Fall, handler: Handler, runden: number) => {
  const s = h.schlangeUeber(h.dienste, [['antrag.beurkunden', handler]]);
  for (let i = 0; i < runden; i++) {
    await s.leeren();
    uhr.stelle(uhr.jetzt() + 3_600_000);
  }
  return f;
};

describe('Die Liste dessen, was nicht weitergeht,', () => {
  it('zeigt eine Störung dem Haus, das arbeitet, und dem, in dessen Namen es geschieht, sonst niemandem', async () => {
    const f = await neu();
    await arbeite(kaputt, 7);
    for (const sub of ['k.weber', 's.hartig', 'f.naumann'])
      expect(await sieht(person(sub))).toMatchObject([
        { meldung: 'Der Drucker brennt', naechster: null, fall: { vorgang: f.vorgang, aktenzeichen: f.aktenzeichen } },
      ]);
    for (const sub of ['h.reichelt', 'c.seifert', 't.krause']) expect(await sieht(person(sub))).toEqual([]);
    const [s] = await sieht(person('k.weber'));
    expect(await versucheErneut(h.aufgaben, person('f.naumann'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'aufgabe.nicht-berechtigt',
    });
    expect(await versucheErneut(h.aufgaben, person('c.seifert'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'vorgang.unbekannt',
    });
  });

  it('lässt auch die Leitung noch einmal versuchen; danach geht es weiter, und die Zeile ist weg', async () => {
    const f = await neu();
    await arbeite(kaputt, 7);
    const [s] = await sieht(person('s.hartig'));
    expect(await versucheErneut(h.aufgaben, person('s.hartig'), s?.ziel ?? { auftrag: '' })).toEqual({ ok: true });
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    expect(await sieht(person('s.hartig'))).toEqual([]);
    expect(await versucheErneut(h.aufgaben, person('s.hartig'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'stoerung.schon-behoben',
    });
  });

  it('nennt für einen Schritt, der nur wartet, eine Zeile mit dem nächsten Versuch, und versucht ihn auf Wunsch sofort', async () => {
    const f = await neu();
    const wartet: Diensthandler = async () => {
      throw new Aufschub('Kein Zeitstempel zu bekommen.');
    };
    await brief(wartet).leeren();
    const [s, ...weitere] = await sieht(person('k.weber'));
    expect(weitere).toEqual([]);
    expect(s).toMatchObject({ meldung: 'Kein Zeitstempel zu bekommen.', art: null, fall: { vorgang: f.vorgang } });
    expect(s?.naechster?.getTime()).toBeGreaterThan(uhr.jetzt());
    // not due yet: nothing happens by itself
    await h.leeren();
    expect(await aufgabeVon(h, f)).toBeUndefined();
    expect(await versucheErneut(h.aufgaben, person('k.weber'), s?.ziel ?? { auftrag: '' })).toEqual({ ok: true });
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    expect(await sieht(person('k.weber'))).toEqual([]);
  });

  it('zeigt einen Auftrag, der nach zehn Versuchen ruht, und weckt ihn', async () => {
    const f = await mitKopie(
      await neu(),
      async () => {
        throw new Error('Siegel nicht erreichbar');
      },
      11,
    );
    const [s] = await sieht(person('k.weber'));
    expect(s).toMatchObject({ art: 'antrag.beurkunden', naechster: null, meldung: 'Siegel nicht erreichbar' });
    expect(s?.fall?.vorgang).toBe(f.vorgang);
    expect(await versucheErneut(h.aufgaben, person('c.seifert'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'stoerung.schon-behoben',
    });
    expect(await versucheErneut(h.aufgaben, person('k.weber'), s?.ziel ?? { auftrag: '' })).toEqual({ ok: true });
    await h.leeren();
    expect(await sieht(person('k.weber'))).toEqual([]);
  });

  it('weckt keinen Auftrag, an dem gerade gearbeitet wird', async () => {
    await mitKopie(
      await neu(),
      async () => {
        throw new Error('geht nicht');
      },
      1,
    );
    await t.setup.query(`update base.auftrag set lease_bis = now() + interval '1 minute'`);
    const [s] = await sieht(person('k.weber'));
    expect(await versucheErneut(h.aufgaben, person('k.weber'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'stoerung.wartet',
    });
  });

  it('zeigt, was zu keinem Vorgang gehört, der Leitung des Hauses und lässt nur sie handeln', async () => {
    const bezug = uuidv7(uhr.jetzt());
    const kontext: Kontext = { ...dienstVon('wurzen') };
    await h.db.transaktion(kontext, async (tx) =>
      stelleEin(tx, uhr, { art: 'vorgang.vernichten', koerperschaft: h.ort.wurzen, bezug }),
    );
    await h.leeren();
    const [s] = await sieht(person('s.hartig'));
    expect(s).toMatchObject({ art: 'vorgang.vernichten', fall: null, koerperschaft: h.ort.wurzen });
    expect(await versucheErneut(h.aufgaben, person('k.weber'), s?.ziel ?? { auftrag: '' })).toMatchObject({
      grund: 'aufgabe.nicht-berechtigt',
    });
    expect(await versucheErneut(h.aufgaben, person('s.hartig'), s?.ziel ?? { auftrag: '' })).toEqual({ ok: true });
    expect(await sieht(person('f.naumann'))).toEqual([]);
  });

  it('vergisst, was in einem Vorgang stand, der hier endet, ob er begonnen hat oder nicht', async () => {
    const f = await neu();
    await arbeite(kaputt, 7);
    const g = await neu();
    const stelleStart = h.db.transaktion(dienst(g.koerperschaft, 'Test'), async (tx) => {
      const fall = await lock(tx, h.protokoll, g.koerperschaft, g.vorgang);
      if (fall) meldeStoerung(tx, fall, { schritt: START, element: 'start', meldung: 'Kein Beginn', am: uhr.jetzt() });
    });
    await stelleStart;
    const k = person('k.weber');
    expect(await sieht(k)).toHaveLength(2);
    for (const fall of [f, g])
      await h.db.transaktion(dienst(fall.koerperschaft, 'Test'), async (tx) => {
        const gesperrt = await lock(tx, h.protokoll, fall.koerperschaft, fall.vorgang);
        if (gesperrt) await brichAb(tx, h.protokoll, gesperrt);
      });
    expect(await sieht(k)).toEqual([]);
  });
});

const dienstVon = (ort: 'wurzen'): Kontext => ({
  art: 'dienst',
  person: null,
  stelle: h.ort[ort],
  handelndFuer: h.ort[ort],
  grundlage: { vereinbarung: null, norm: null, aufgabe: 'Test', zweck: 'Test' },
});
