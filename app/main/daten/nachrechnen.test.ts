import { kanonischC, rfc8785 } from '@rathausverbund/nachweis';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { zaehleAlle } from '../../abrechnung/index.ts';
import { createVernichten, loescheVorgang } from '../../akten/index.ts';
import { dienst, stellbareUhr, type Tx, uuidv7 } from '../../base/index.ts';
import { packKlartext, pruefeZeilen, schreibeKoerperschaft, unpackKlartext } from '../../nachweise/index.ts';
import {
  beendeHaltung,
  type Person,
  schreibeWiderspruchFort,
  setzeHaltungFort,
  trageWiderspruchEin,
} from '../../prozesse/index.ts';
import { schliesseGewerbeAb, verschicke } from '../../pruefstand/abschluss.ts';
import { erledige, type Fall, GEWERBE, HUND, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../../pruefstand/haus.ts';
import { handle, lock } from '../../vorgaenge/index.ts';
import { rechneHausNach } from '../pruefstand/nachrechnen.ts';
import { LOESCHRAEUME } from '../raeume.ts';
import { NICHT_ABLEITBAR, OHNE_EREIGNIS } from './ableitbar.ts';
import { type Bericht } from './nachrechnen.ts';

type Strom = { id: string; koerperschaft: string };
const TAG = 86_400_000;
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-06-02T10:00:00Z'));
let h: Haus;
let person: (sub: string) => Person;
const faelle: Record<string, Fall> = {};

const rechne = (): Promise<Bericht> => rechneHausNach(t, h);
const antworte = (f: Fall, text: string) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) => {
    const g = await lock(tx, h.protokoll, f.koerperschaft, f.vorgang);
    if (!g) throw new Error('Der Vorgang fehlt');
    const e = await handle(
      tx,
      h.protokoll,
      g,
      { art: 'nachreichen', text, antworten: {} },
      { pseudonym: 'b', role: 'buerger', loa: null },
    );
    if (!e.ok) return e;
    return h.aufgaben.laufzeit.command(tx, e.gesperrt, {
      art: 'nachricht',
      name: 'unterlagen',
      variablen: { unterlagen: { text } },
    });
  });
const wieder = { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' };

/** Cases that take every way: straight through, given back, papers asked for and sent or not, tax, other towns, not begun. */
beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
  const neu = async (
    name: string,
    ort: Parameters<typeof reicheBeispielEin>[1],
    leistung: string,
    beispiel: string,
    mehr: Parameters<typeof reicheBeispielEin>[4] = {},
  ) => {
    faelle[name] = await reicheBeispielEin(h, ort, leistung, beispiel, mehr);
    await h.leeren();
    return faelle[name];
  };
  const ohneKonto = { buerger: null, hinweis: 'ohne Konto', kontext: dienst(h.ort.wurzen, 'Posteingang') };
  // the model does not know this way in: an incident
  await neu('stoerung', 'wurzen', GEWERBE, '01-einfach', { ...ohneKonto, kanal: 'schalter' });
  const gerade = await neu('gerade', 'wurzen', GEWERBE, '01-einfach', { ...ohneKonto, kanal: 'amt24' });
  await erledige(h, gerade, person('k.weber'), 'bescheinigen', { erlaubnis: 'nicht-noetig' });
  await schliesseGewerbeAb(h, gerade, person, '2026-06-02');
  const zurueck = await neu('zurueck', 'lossatal', GEWERBE, '14-zurueckgegeben');
  await erledige(h, zurueck, person('k.weber'), 'feststellen');
  await erledige(h, zurueck, person('s.hartig'), 'zurueck', { vermerk: 'Aufwand war höher' });
  await h.leeren();
  await erledige(h, zurueck, person('j.roessler'), 'feststellen', { betrag: 8000, begruendung: 'Zweimal ergänzt.' });
  const papiere = await neu('papiere', 'thallwitz', GEWERBE, '08-wiedervorlage');
  await erledige(h, papiere, person('k.weber'), 'nachfordern', wieder);
  await h.leeren();
  expect(await antworte(papiere, 'hier')).toMatchObject({ ok: true });
  await h.leeren();
  const stumm = await neu('stumm', 'lossatal', GEWERBE, '08-wiedervorlage');
  expect(await erledige(h, stumm, person('k.weber'), 'nachfordern', wieder)).toEqual({ ok: true });
  await h.leeren();
  const hund = await neu('hund', 'wurzen', HUND, '01-erster-hund');
  for (const [sub, was] of [
    ['m.uhlig', 'feststellen'],
    ['c.seifert', 'angeordnet'],
  ] as const) {
    expect(await erledige(h, hund, person(sub), was)).toEqual({ ok: true });
    await h.leeren();
  }
  uhr.stelle(uhr.jetzt() + 20 * TAG);
  await h.leeren();
  await verschicke(h, stumm, '2026-06-22');
  // the dog left, that was wrong, and it was never there
  for (const ende of ['2026-06-10', null, '2026-06-02'])
    expect(
      ende
        ? await beendeHaltung(h.aufgaben, person('m.uhlig'), hund.vorgang, ende, 'Abmeldung')
        : await setzeHaltungFort(h.aufgaben, person('m.uhlig'), hund.vorgang, 'Verwechslung'),
    ).toEqual({ ok: true });
  const schreiben = { kanal: 'papier', text: 'Zu hoch.' };
  const eingang = '2026-06-12';
  expect(
    await trageWiderspruchEin(h.aufgaben, person('k.weber'), gerade.vorgang, {
      schluessel: uuidv7(1),
      eingang,
      ...schreiben,
    }),
  ).toEqual({ ok: true });
  for (const [i, ausgang] of ['abgeholfen', 'wieder-offen', 'zurueckgewiesen', 'klage', 'gericht'].entries())
    expect(
      await schreibeWiderspruchFort(h.aufgaben, person('k.weber'), gerade.vorgang, {
        schluessel: uuidv7(2 + i),
        ausgang,
        tag: '2026-06-20',
        text: 'Az. 1',
      }),
    ).toEqual({ ok: true });
  await zaehleAlle({ db: h.worker, protokoll: h.protokoll }, Object.values(h.ort), null);
  faelle['jung'] = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
});

describe('Nachrechnen', () => {
  it('findet jede gespeicherte Zeile so, wie die Ereignisse sie sagen', async () => {
    const b = await rechne();
    expect(h.fehler).toEqual([]);
    const [n] = (await t.setup.query<{ n: number }>('select count(*)::int as n from nachweise.ereignis')).rows;
    expect(b).toEqual({
      ereignisse: n?.n,
      vorgaenge: 7,
      geloescht: 0,
      konten: 4,
      offen: [],
      unterschiede: [],
      protokolle: [],
    });
    const { rows } = await t.setup.query<{ kind: string }>('select distinct kind from nachweise.ereignis');
    expect(rows.map((r) => r.kind)).toEqual(
      expect.arrayContaining([
        'frist.abgelaufen',
        'betrag.zurueckgegeben',
        'unterlagen.eingegangen',
        'bekanntgabe.versandt',
        'register.haltung-beendet',
        'register.haltung-fortgesetzt',
        'widerspruch.fortgeschrieben',
      ]),
    );
  });

  it.each([
    [`update vorgaenge.vorgang set betreff = 'falsch' where id = $1`, 'vorgaenge.vorgang', 'betreff'],
    [`update vorgaenge.vorgang set frist = '2026-12-24' where id = $1`, 'vorgaenge.vorgang', 'frist'],
    [`update vorgaenge.vorgang set basis = basis || '{"norm": "§ 1"}' where id = $1`, 'vorgaenge.vorgang', 'basis'],
    ['update zahlungen.forderung set betrag = betrag + 1 where vorgang = $1', 'zahlungen.forderung', 'betrag'],
    [
      `update zahlungen.forderung set angeordnet_am = angeordnet_am + interval '1 minute' where vorgang = $1`,
      'zahlungen.forderung',
      'angeordnet_am',
    ],
    [
      `update bekanntgabe.zustellung set empfaenger = '{"zeilen": ["Jemand anders"]}' where vorgang = $1`,
      'bekanntgabe.zustellung',
      'empfaenger',
    ],
    [`update register.eintrag set bezeichnung = 'x' where vorgang = $1`, 'register.eintrag', 'bezeichnung'],
    [
      `update register.eintrag set gueltig = '[2026-06-02,2026-06-30)' where vorgang = $1`,
      'register.eintrag',
      'gueltig',
    ],
    ['update prozesse.instanz set fertig = not fertig where vorgang = $1', 'prozesse.instanz', 'fertig'],
    ['update dokumente.dokument set gesiegelt = false where vorgang = $1', 'dokumente.dokument', 'gesiegelt'],
    [`update eingang.eingang set hash = 'x' where vorgang = $1`, 'eingang.eingang', 'hash'],
    ['delete from zahlungen.forderung where vorgang = $1', 'zahlungen.forderung', 'Zeile '],
  ])('merkt: %s', async (sql, tabelle, feld) => {
    const vorgang = faelle['gerade']?.vorgang;
    const findet = async () =>
      (await rechne()).unterschiede.filter((u) => u.wo === vorgang && u.tabelle === tabelle && u.feld.startsWith(feld));
    expect(await findet()).toEqual([]);
    expect((await t.setup.query(sql, [vorgang])).rowCount).toBeGreaterThan(0);
    expect((await findet()).length).toBeGreaterThan(0);
  });

  it('merkt in der Sicht der Kommune am Ort einen Tag, der nicht der örtliche des Eingangs ist', async () => {
    const { vorgang = '' } = faelle['zurueck'] ?? {};
    const stelleUm = (tage: number) =>
      t.setup.query('update vorgaenge.oertliche_sicht set tag = tag + $2::int where vorgang = $1', [vorgang, tage]);
    expect((await stelleUm(-1)).rowCount).toBe(1);
    expect((await rechne()).unterschiede.filter((u) => u.wo === vorgang)).toEqual([
      { wo: vorgang, tabelle: 'vorgaenge.oertliche_sicht', feld: 'tag', ist: '"2026-06-01"', soll: '"2026-06-02"' },
    ]);
    await stelleUm(1);
  });

  describe('öffnet jedes Ereignis', () => {
    /** Changes the last row of a stream as the operator of the database could; puts it back afterwards. */
    async function faelsche(s: Strom, sql: string, werte: unknown[] = []): Promise<string[]> {
      const wo = [s.koerperschaft, s.id];
      await t.setup.query('alter table nachweise.ereignis disable trigger user');
      const letzte = `koerperschaft = $1 and vorgang = $2 and n = (select max(n) from nachweise.ereignis where koerperschaft = $1 and vorgang = $2)`;
      const { rows } = await t.setup.query(`select * from nachweise.ereignis where ${letzte}`, wo);
      const { rowCount } = await t.setup.query(`update nachweise.ereignis set ${sql} where ${letzte}`, [
        ...wo,
        ...werte,
      ]);
      const { unterschiede } = await rechne();
      const alt = rows[0] as Record<string, unknown>;
      const spalten = ['leistung', 'strom_art', 'c', 'kind', 'at', 'geheim', 'buerger'];
      await t.setup.query(
        `update nachweise.ereignis set ${spalten.map((name, i) => `${name} = $${i + 3}`).join(', ')} where ${letzte}`,
        [...wo, ...spalten.map((name) => alt[name])],
      );
      await t.setup.query('alter table nachweise.ereignis enable trigger user');
      expect(rowCount).toBe(1);
      return unterschiede
        .filter((u) => u.wo === s.id && u.tabelle === 'nachweise.ereignis')
        .map((u) => u.feld.replace(/^\d+ /, ''));
    }
    const strom = async (art: string): Promise<Strom> => {
      const { rows } = await t.setup.query<Strom>(
        'select vorgang as id, koerperschaft from nachweise.ereignis where strom_art = $1 order by vorgang limit 1',
        [art],
      );
      if (!rows[0]) throw new Error(`Kein Strom der Art ${art}`);
      return rows[0];
    };

    it.each([
      [`kind = 'x'`, 'kind'],
      [`at = at + interval '1 second'`, 'at'],
      [`leistung = 'x'`, 'leistung'],
      ['buerger = gen_random_uuid()', 'buerger'],
      [`strom_art = 'koerperschaft'`, 'strom_art'],
      ['c = sha256(c)', 'c'],
      [`geheim = ''`, 'Inhalt'],
      [`geheim = 'x'`, 'Inhalt'],
    ])('und merkt an einer Spalte: %s', async (sql, feld) => {
      const f = faelle['gerade'] as Fall;
      expect(await faelsche({ id: f.vorgang, koerperschaft: f.koerperschaft }, sql)).toContain(feld);
    });

    it.each(['vorgang', 'vereinbarung', 'koerperschaft'])(
      'und merkt einen Text, der unter dem echten Schlüssel neu geschrieben wurde: %s',
      async (art) => {
        await h.db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx: Tx) =>
          schreibeKoerperschaft(tx, h.protokoll, h.ort.wurzen, { kind: 'test.geschehen', data: {} }),
        );
        const s = await strom(art);
        const { rows } = await t.setup.query<{ n: number; geheim: Buffer }>(
          'select n, geheim from nachweise.ereignis where vorgang = $1 and koerperschaft = $2 order by n desc limit 1',
          [s.id, s.koerperschaft],
        );
        const { n = 0, geheim = Buffer.of() } = rows[0] ?? {};
        const bund = h.protokoll.bund;
        const alt = unpackKlartext(bund.decrypt(s.koerperschaft, s.id, geheim, `ereignis-${n}`));
        const e = JSON.parse(alt.json) as Record<string, never>;
        const json = rfc8785({ ...e, actor: { pseudonym: 'jemand-anders', role: 'leitung', loa: null } } as never);
        const neu = bund.encrypt(s.koerperschaft, s.id, packKlartext({ ...alt, json }), `ereignis-${n}`);
        // the head of the case is made to fit, too
        const c = Buffer.from(kanonischC((b) => nodeKrypto.sha256(b), alt.salt, json));
        await t.setup.query('update vorgaenge.vorgang set kopf_c = $2 where id = $1', [s.id, c]);
        const funde = await faelsche(s, 'geheim = $3', [neu]);
        await t.setup.query(
          'update vorgaenge.vorgang v set kopf_c = (select e.c from nachweise.ereignis e where e.vorgang = v.id order by n desc limit 1) where id = $1',
          [s.id],
        );
        expect(funde).toEqual(['c']);
        expect(
          (await rechne()).unterschiede.filter((u) => u.wo === s.id && u.tabelle === 'nachweise.ereignis'),
        ).toEqual([]);
      },
    );

    it('und vergleicht es mit seinem Blatt im Protokoll', async () => {
      const { id, koerperschaft } = await strom('vereinbarung');
      await t.setup.query(`insert into nachweise.log (koerperschaft, epoche, origin, vkey) values ($1, 1, 'x', 'x')`, [
        koerperschaft,
      ]);
      await t.setup.query(
        `insert into nachweise.log_leaf select koerperschaft, 1, n, id, case when n = 1 then sha256(c) else c end from nachweise.ereignis
         where vorgang = $1 and koerperschaft = $2`,
        [id, koerperschaft],
      );
      const { funde } = await pruefeZeilen(async (sql, werte) => (await t.setup.query(sql, werte)).rows, h.protokoll);
      await t.setup.query('delete from nachweise.log_leaf');
      await t.setup.query('delete from nachweise.log');
      expect(funde.filter((f) => f.strom === id)).toMatchObject([{ n: 1, feld: 'Blatt im Protokoll' }]);
    });
  });

  it('zählt gelöschte Vorgänge für sich und findet, was von ihnen übrig blieb', async () => {
    uhr.stelle(Date.parse('2026-11-20T10:00:00Z'));
    const f = faelle['gerade'] as Fall;
    const wunsch = { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true };
    const deps = { db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME };
    expect(await loescheVorgang(deps, person('s.hartig'), f.vorgang, wunsch)).toMatchObject({ ok: true });
    await h.schlangeUeber(h.dienste, [['vorgang.vernichten', createVernichten({ ...h, db: h.worker })]]).leeren();
    expect(await rechne()).toMatchObject({ vorgaenge: 7, geloescht: 1, unterschiede: [] });
    await t.setup.query(
      `insert into vorgaenge.aufgabe select koerperschaft, leistung, vorgang, 99, 'x', 'x', 'x', null, '{}', now() from vorgaenge.aufgabe limit 1`,
    );
    expect((await rechne()).unterschiede).toMatchObject([{ tabelle: 'vorgaenge.aufgabe', soll: 'keine' }]);
  });

  it('lässt keine Spalte still aus: Was nicht ableitbar ist, steht mit Grund in der Liste', async () => {
    const { rows } = await t.setup.query<{ name: string }>(
      `select t.name || '.' || a.attname as name from base.tabelle t join pg_attribute a on a.attrelid = t.name::regclass
       where a.attnum > 0 and not a.attisdropped and (t.klasse = 'vorgang' or t.name = 'vorgaenge.oertliche_sicht')`,
    );
    const spalten = new Set(rows.map((r) => r.name));
    expect(Object.keys(NICHT_ABLEITBAR).filter((n) => !spalten.has(n))).toEqual([]);
    for (const grund of [...Object.values(NICHT_ABLEITBAR), ...Object.values(OHNE_EREIGNIS)])
      expect(grund).toMatch(/\.( |$)|prozesse/);
  });
});
