import { addDays, addMonths, localDate, localDateOf } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Datenbank, dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { type Abrede, inhaltOf, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import { readEingang } from '../vorgaenge/index.ts';
import { type Befehl, entwirf, gehe, readVertraege } from './index.ts';
import { readRegeln } from './queries.ts';
import { readZugang } from './zugang.ts';
import { resolveZustaendigkeit } from './zustaendig.ts';

const GA = 'gewerbe-anmeldung';
const t = await neueDatenbank();
let h: Haus;
let db: Datenbank;
const tag = (versatz: number) => new Date(Date.now() + versatz * 86_400_000).toISOString().slice(0, 10);

const liest = (stelle: string): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(Date.now()),
  stelle,
  handelndFuer: null,
  grundlage: null,
});
const sieht = async (stelle: string, vorgang: string) =>
  (await db.transaktion(liest(stelle), (tx) => readEingang(tx, stelle))).some((z) => z.id === vorgang);
const freigaben = async (id: string) =>
  (
    await t.setup.query<{ besitzer: string; leistung: string; offen: boolean }>(
      'select besitzer, leistung, gueltig @> now() as offen from ctx.freigabe where vereinbarung = $1 order by leistung, teil',
      [id],
    )
  ).rows;
const regelnVon = async (id: string) =>
  (await db.transaktion(liest(h.ort.wurzen), readRegeln)).filter((r) => r.vereinbarung === id);
/** takes the agreement out of the world again */
const beende = async (id: string) => {
  await t.setup.query('delete from vereinbarungen.regel where vereinbarung = $1', [id]);
  await t.setup.query('delete from ctx.freigabe where vereinbarung = $1', [id]);
};
const schliesse = (e: Partial<Abrede> = {}) =>
  vereinbareSchlicht(db, h.protokoll, {
    auftraggeber: h.ort.bennewitz,
    auftragnehmer: h.ort.augustusburg,
    leistungen: [GA],
    ...e,
  });

beforeAll(async () => {
  h = await baueHaus(t);
  db = h.db;
});

describe('Die Vereinbarungen der Demo', () => {
  it('haben verschiedene Titel: in jedem Rathaus lassen sie sich auseinanderhalten', async () => {
    for (const stelle of [h.ort.wurzen, h.ort.thallwitz, h.ort.bennewitz, h.ort.lossatal, h.ort.augustusburg]) {
      const titel = (await db.transaktion(liest(stelle), readVertraege)).map((v) => v.titel);
      expect(titel.length).toBeGreaterThan(1);
      expect(new Set(titel).size).toBe(titel.length);
    }
  });
});

const zeile = (mehr: object = {}) => ({
  fassung: 1,
  art: 'mandatierend',
  leistung: GA,
  von: h.ort.bennewitz,
  an: h.ort.augustusburg,
  ab: '2025-01-01',
  bis: null,
  titel: 'x',
  fundstelle: 'x',
  stand: 'in_kraft',
  ...mehr,
});
const veroeffentliche = (id: string, mehr: object = {}, als = h.ort.bennewitz) =>
  db.transaktion(dienst(als, 'Test'), (tx) =>
    tx.zeilen('select vereinbarungen.veroeffentliche($1, $2)', [id, JSON.stringify([zeile(mehr)])]),
  );

describe('Eine Vereinbarung', () => {
  it('steht in beider Protokoll, jeder Schritt nennt den letzten der anderen Seite', async () => {
    const id = await schliesse({
      leistungen: ['posteingang'],
      auftraggeber: h.ort.augustusburg,
      auftragnehmer: h.ort.bennewitz,
    });
    const { rows } = await t.setup.query<{ koerperschaft: string; kind: string; n: number }>(
      'select koerperschaft, kind, n from nachweise.ereignis where vorgang = $1 order by at',
      [id],
    );
    const von = (k: string) =>
      rows.filter((r) => r.koerperschaft === k).map((r) => r.kind.replace('vereinbarung.', ''));
    expect(von(h.ort.augustusburg)).toEqual([
      'entworfen',
      'erklaert',
      'beschlossen',
      'genehmigt',
      'bekanntgemacht',
      'nachgewiesen',
      'freigeschaltet',
    ]);
    expect(von(h.ort.bennewitz)).toEqual(['erklaert', 'beschlossen', 'freigeschaltet']);
    await beende(id);
  });

  it('öffnet den Zugang auf den Tag genau: am ersten Tag ja, am Tag davor und nach dem letzten nicht', async () => {
    for (const [ab, bis, offen] of [
      [tag(-1), null, true],
      [tag(1), null, false],
      ['2025-01-01', tag(-1), false],
      ['2025-01-01', tag(1), true],
    ] as const) {
      const id = await schliesse({ ab, bis });
      expect(await freigaben(id), `${ab} bis ${bis}`).toEqual([{ besitzer: h.ort.bennewitz, leistung: GA, offen }]);
      await beende(id);
    }
  });

  it('gibt bei Delegation und vor der Genehmigung keinen Zugang zu Akten der anderen', async () => {
    for (const abweichung of [{ art: 'delegierend' }, { ziel: 'genehmigung_offen', ab: null }] as const) {
      const id = await schliesse(abweichung);
      expect(await freigaben(id)).toEqual([]);
      expect(await regelnVon(id)).toHaveLength(1);
      await beende(id);
    }
  });

  it('bewegt nichts, wenn sie nur Personal bereitstellt', async () => {
    const id = await schliesse({ art: 'personal' });
    expect([await freigaben(id), await regelnVon(id)]).toEqual([[], []]);
  });

  it('gilt nicht, solange eine Partei fehlt, die Texte verschieden sind oder eine Seite nicht freigeschaltet hat', async () => {
    const id = uuidv7(Date.now());
    const erklaere = (k: string, inhalt: object, hash: string) =>
      t.setup.query('insert into vereinbarungen.partei values ($1, $2, $3, $4, $5, 1)', [
        k,
        id,
        'auftraggeber',
        inhalt,
        hash,
      ]);
    const text = {
      auftraggeber: h.ort.bennewitz,
      auftragnehmer: h.ort.augustusburg,
      art: 'mandatierend',
      leistungen: [GA],
    };
    await expect(veroeffentliche(id)).rejects.toThrow('fehlt die Erklärung');
    await erklaere(h.ort.bennewitz, text, 'a');
    await expect(veroeffentliche(id)).rejects.toThrow('fehlt die Erklärung');
    await erklaere(h.ort.augustusburg, { ...text, kosten: '1 € mehr' }, 'b');
    await expect(veroeffentliche(id)).rejects.toThrow('Texte sind verschieden');
    const offen = await schliesse({ ziel: 'genehmigung_offen' });
    await expect(veroeffentliche(offen)).rejects.toThrow('nicht von beiden Seiten freigeschaltet');
    await beende(offen);
  });

  it('veröffentlicht nur, was im Text steht, und nur durch eine Partei', async () => {
    const id = await schliesse({ bis: '2099-01-01' });
    const vorher = await regelnVon(id);
    for (const falsch of [
      { bis: null },
      { bis: '2099-01-02' },
      { an: h.ort.wurzen },
      { leistung: 'hundesteuer-anmeldung' },
      { art: 'delegierend' },
      { art: 'gesetz' },
      { stand: 'beendet' },
    ])
      await expect(veroeffentliche(id, { bis: '2099-01-01', ...falsch }), JSON.stringify(falsch)).rejects.toThrow(
        'steht nicht im Text',
      );
    await expect(veroeffentliche(id, { bis: '2099-01-01', ab: '2024-12-31' })).rejects.toThrow('freigeschaltet');
    await expect(veroeffentliche(id, { bis: '2099-01-01' }, h.ort.wurzen)).rejects.toThrow();
    expect(await regelnVon(id)).toEqual(vorher);
    await beende(id);
  });

  it('kommt nicht neben eine andere, die dasselbe an denselben Tagen regelt', async () => {
    const id = await schliesse();
    await expect(schliesse({ auftragnehmer: h.ort.lossatal })).rejects.toThrow('vereinbarung.widerspruch');
    // and past the decision the database itself says no
    await t.setup.query('update vereinbarungen.regel set gueltig = $2 where vereinbarung = $1', [
      id,
      '[2025-01-01,2025-06-01)',
    ]);
    const zweite = await schliesse({ auftragnehmer: h.ort.lossatal, ab: '2025-06-01' });
    await expect(veroeffentliche(id)).rejects.toThrow('eine andere Vereinbarung');
    await beende(id);
    await beende(zweite);
  });

  it('antwortet aus der Datenbank wie aus den Regeln, auch am Rand', async () => {
    const wer = (wann: string) =>
      db.transaktion(liest(h.ort.wurzen), (tx) =>
        resolveZustaendigkeit(tx, { leistung: 'hundesteuer-anmeldung', ort: h.ort.lossatal, tag: wann }),
      );
    expect(await wer('2026-09-30')).toMatchObject({ ok: true, stelle: h.ort.augustusburg });
    expect(await wer('2026-10-01')).toMatchObject({ ok: true, stelle: h.ort.lossatal, basis: { art: 'eigene' } });
    expect(
      await db.transaktion(liest(h.ort.wurzen), (tx) =>
        resolveZustaendigkeit(tx, { leistung: GA, ort: h.verzeichnis.byAgs('14729160')?.id ?? '', tag: tag(0) }),
      ),
    ).toEqual({ ok: false, grund: 'zustaendigkeit.niemand' });
  });
});

const zeileninhalt = () => ({ auftraggeber: h.ort.bennewitz, auftragnehmer: h.ort.augustusburg, leistungen: [GA] });
const klauseln = (auslauf: string) => ({
  handeln: 'alle',
  empfang: 'nein',
  datenschutz: 'art28',
  kasse: 'eigen',
  kuendigung: '3',
  auslauf,
});
const benenne = (id: string, vorgaenge: string[], bis: string) =>
  db.transaktion(dienst(h.ort.bennewitz, 'Test'), (tx) =>
    tx.zeilen('select vereinbarungen.benenne_auslauf($1, $2, $3)', [id, vorgaenge, bis]),
  );

describe('Nach dem Ende', () => {
  it('bleiben die benannten Fälle sichtbar, so lange die Klausel sagt, und nur die des Auftraggebers', async () => {
    const id = await schliesse({ bis: tag(2) });
    const [benannt, uebrig] = [
      await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach'),
      await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach'),
    ];
    const fremd = await reicheBeispielEin(h, 'thallwitz', GA, '01-einfach');
    const aug = h.ort.augustusburg;
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([true, true]);

    await t.setup.query(`update ctx.freigabe set gueltig = tstzrange(lower(gueltig), now()) where vereinbarung = $1`, [
      id,
    ]);
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([false, false]);
    const wer = { koerperschaft: h.ort.bennewitz, person: null };
    const e = await gehe(h, wer, id, { art: 'benennen', vorgaenge: [benannt.vorgang, fremd.vorgang] });
    expect(e).toMatchObject({ ok: true, schritt: { art: 'benannt' } });
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([true, false]);
    const auslauf = async () =>
      (
        await t.setup.query(
          `select auslauf, (auslauf_bis at time zone 'Europe/Berlin')::date::text as bis from ctx.freigabe where vereinbarung = $1`,
          [id],
        )
      ).rows;
    const bis = addMonths(localDate(tag(2)), 3);
    expect(await auslauf()).toEqual([{ auslauf: [benannt.vorgang], bis }]);
    const { rows } = await t.setup.query(
      `select koerperschaft, kind from nachweise.ereignis where vorgang = $1 order by at desc limit 1`,
      [id],
    );
    expect(rows).toEqual([{ koerperschaft: h.ort.bennewitz, kind: 'vereinbarung.benannt' }]);

    expect((await gehe(h, wer, id, { art: 'streichen', vorgaenge: [benannt.vorgang] })).ok).toBe(true);
    expect(await sieht(aug, benannt.vorgang)).toBe(false);
    await beende(id);
  });

  it('sagt auch die Datenbank nein: nie länger als die Klausel, nie ohne Ende, nie, wenn alles zurückgeht', async () => {
    const f = await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
    const um = (t: string) => new Date(`${t}T00:00:00`).toISOString();
    const bis = addMonths(localDate(tag(2)), 3);
    const befristet = await schliesse({ bis: tag(2) });
    await expect(benenne(befristet, [f.vorgang], um(addDays(bis, 1)))).rejects.toThrow('länger, als der Text erlaubt');
    await expect(benenne(befristet, [f.vorgang], 'infinity')).rejects.toThrow('länger, als der Text erlaubt');
    expect(await benenne(befristet, [f.vorgang], um(addDays(bis, -1)))).toEqual([{ benenne_auslauf: 1 }]);
    await beende(befristet);
    const offen = await schliesse();
    await expect(benenne(offen, [f.vorgang], um(tag(1)))).rejects.toThrow('das Ende steht nicht fest');
    await beende(offen);
    const zurueck = await schliesse({ bis: tag(2), klauseln: klauseln('rueckgabe') });
    await expect(benenne(zurueck, [f.vorgang], um(tag(1)))).rejects.toThrow('gehen alle Vorgänge zurück');
    await beende(zurueck);
  });

  it('bleiben sie benannt, wenn danach noch etwas geschieht, und angehalten lässt sich der letzte streichen', async () => {
    const id = await schliesse({ bis: tag(30) });
    const f = await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
    const wer = { koerperschaft: h.ort.bennewitz, person: null };
    await gehe(h, wer, id, { art: 'benennen', vorgaenge: [f.vorgang] });
    const pause = { art: 'aussetzen', ab: tag(5), bis: tag(9), grund: 'x', bestaetigung: 'x' } as const;
    expect((await gehe(h, wer, id, pause)).ok).toBe(true);
    const { rows } = await t.setup.query(
      `select auslauf, gueltig @> now() as offen from ctx.freigabe where vereinbarung = $1 order by teil`,
      [id],
    );
    expect(rows).toEqual([
      { auslauf: [], offen: true },
      { auslauf: [f.vorgang], offen: false },
    ]);
    await t.setup.query('select ctx.schliesse($1, $2, $3)', [h.ort.bennewitz, h.ort.augustusburg, GA]);
    expect((await gehe(h, wer, id, { art: 'streichen', vorgaenge: [f.vorgang] })).ok).toBe(true);
    await t.setup.query('select ctx.oeffne($1, $2, $3)', [h.ort.bennewitz, h.ort.augustusburg, GA]);
    const danach = await t.setup.query(`select auslauf from ctx.freigabe where vereinbarung = $1 order by teil`, [id]);
    expect(danach.rows).toEqual([{ auslauf: [] }, { auslauf: [] }]);
    await beende(id);
  });
});

describe('Eine Erneuerung vor dem Ende', () => {
  it('lässt den Zugang offen, der heute gilt, auch wenn bis zum neuen Text eine Lücke bleibt', async () => {
    const id = await schliesse({ bis: tag(30) });
    const f = await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
    const [ag, an] = [h.ort.bennewitz, h.ort.augustusburg].map((koerperschaft) => ({ koerperschaft, person: null }));
    if (!ag || !an) throw new Error('Seite fehlt');
    const heute = localDateOf(Date.now(), 'Europe/Berlin');
    const neu = inhaltOf({ ...zeileninhalt(), ab: addDays(heute, 90) });
    const e = await entwirf(h, ag, id, neu);
    const textHash = e.ok && e.schritt.art === 'entworfen' ? e.schritt.textHash : '';
    const behoerde = 'Landesdirektion Sachsen';
    const wege: [typeof ag, Exclude<Befehl, { art: 'entwerfen' }>][] = [
      [ag, { art: 'erklaeren', textHash }],
      [an, { art: 'erklaeren', textHash }],
      [ag, { art: 'beschliessen', tag: heute, nummer: '1' }],
      [an, { art: 'beschliessen', tag: heute, nummer: '1' }],
      [ag, { art: 'genehmigen', behoerde, tag: heute, zeichen: '1' }],
      [ag, { art: 'bekanntmachen', tag: heute, fundstelle: 'Amtsblatt' }],
      [ag, { art: 'freischalten', bestaetigung: 'Dazwischen selbst.' }],
      [an, { art: 'freischalten', bestaetigung: 'Dazwischen selbst.' }],
    ];
    for (const [wer, b] of wege) expect([b.art, await gehe(h, wer, id, b)]).toMatchObject([b.art, { ok: true }]);
    expect((await freigaben(id)).map((z) => z.offen)).toEqual([true, false]);
    expect(await sieht(h.ort.augustusburg, f.vorgang)).toBe(true);
    await beende(id);
  });
});

describe('Eine Pause, deren Ende feststeht', () => {
  it('schließt den Zugang an ihrem ersten Tag und öffnet ihn danach von selbst; vorher ist nichts anders', async () => {
    const id = await schliesse();
    const f = await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
    const wer = { koerperschaft: h.ort.bennewitz, person: null };
    const pause = { art: 'aussetzen', ab: tag(5), bis: tag(9), grund: 'x', bestaetigung: 'x' } as const;
    expect((await gehe(h, wer, id, pause)).ok).toBe(true);
    expect(await sieht(h.ort.augustusburg, f.vorgang)).toBe(true);
    const am = async (tage: number) =>
      (
        await db.transaktion(liest(h.ort.bennewitz), (tx) =>
          readZugang(
            tx,
            { koerperschaft: h.ort.bennewitz, leistung: GA, id: f.vorgang },
            Date.parse(`${tag(tage)}T12:00:00Z`),
          ),
        )
      ).length;
    expect([await am(0), await am(4), await am(5), await am(8), await am(9), await am(400)]).toEqual([
      1, 1, 0, 0, 1, 1,
    ]);
    const wann = (await regelnVon(id)).map((r) => [r.ab, r.bis]);
    expect(wann).toEqual(
      expect.arrayContaining([
        ['2025-01-01', tag(5)],
        [tag(9), null],
      ]),
    );
    expect((await gehe(h, wer, id, { art: 'zuruecknehmen', ab: tag(5) })).ok).toBe(true);
    expect([await am(5), (await freigaben(id)).length, (await regelnVon(id)).length]).toEqual([1, 1, 1]);
    await beende(id);
  });
});

describe('Den Text einer Vereinbarung', () => {
  it('liest jede Partei aus ihrer eigenen Erklärung, sonst niemand', async () => {
    const id = await schliesse();
    const liestText = async (stelle: string) =>
      (await db.transaktion(liest(stelle), readVertraege)).find((v) => v.id === id);
    expect(await liestText(h.ort.bennewitz)).toEqual(await liestText(h.ort.augustusburg));
    expect(await liestText(h.ort.bennewitz)).toMatchObject({
      titel: 'Zweckvereinbarung',
      ab: '2025-01-01',
      kostenregeln: [],
    });
    expect(await liestText(h.ort.thallwitz)).toBeUndefined();
    await beende(id);
  });
});
