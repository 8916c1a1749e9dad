import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { bilde, fuelle, type Merkmale, schreibe } from './reihen/fuellen.ts';
import { readTabellen } from './reihen/spalten.ts';
import { TUEREN } from './tueren.ts';
import {
  aktiviereOrte,
  GEWERBE,
  HUND,
  imDienst,
  mitarbeit,
  pidOf,
  setze,
  signiere,
  signiereFalsch,
  verbinde,
  vereinbare,
  versuche,
} from './welt.ts';

// What somebody can do who runs any statement as the application, in a valid context of Bennewitz.
const t = await neueDatenbank();
const o = await aktiviereOrte(t);
const app = await verbinde(t, 'app');
afterAll(() => app.end());
const tabellen = await readTabellen(t.setup);
const mandanten = tabellen.filter((x) => x.klasse !== 'global');

await vereinbare(t, { auftraggeber: o.thallwitz, auftragnehmer: o.wurzen, leistungen: [GEWERBE] });
const merkmale = (koerperschaft: string, leistung: string, kanarie: string): Merkmale => ({
  koerperschaft,
  leistung,
  vorgang: uuidv7(Date.now()),
  buerger: uuidv7(Date.now()),
  kanarie,
});
const T = merkmale(o.thallwitz, GEWERBE, 'T');
const hund = merkmale(o.thallwitz, HUND, 'T-Hund');
const zeilen = await fuelle(t.setup, mandanten, T);
await fuelle(t.setup, mandanten, merkmale(o.bennewitz, GEWERBE, 'B'));
await fuelle(
  t.setup,
  mandanten.filter((x) => x.klasse === 'vorgang'),
  hund,
);
await t.setup.query('analyze');

const bennewitz = mitarbeit(o.bennewitz);
const dienst = imDienst(o.bennewitz);
const code = async (sql: string, werte: unknown[] = [], kontext = bennewitz) => {
  const v = await versuche(app, kontext, sql, werte);
  return v.ok ? 'gelungen' : v.code;
};

describe('Mit fremder Marke', () => {
  const gut = () => signiere(mitarbeit(o.thallwitz), pidOf(app), Date.now());
  it.each<[string, () => string]>([
    [
      'einer selbst gebauten',
      () => `${'0'.repeat(64)}9999999999(mitarbeit,${uuidv7(1)},${o.thallwitz},${o.thallwitz})`,
    ],
    ['einer Marke ohne Unterschrift', () => gut().slice(64)],
    ['einer Marke mit dem Hash statt dem HMAC', () => `${'a'.repeat(64)}${gut().slice(64)}`],
    ['einer verlängerten Marke', () => gut().replace(/\d{10}\(/, '9999999999(')],
    ['einer Marke mit einem Feld mehr', () => gut().replace(')', ',)')],
    ['einer Marke mit falschem Schlüssel', () => signiereFalsch(mitarbeit(o.thallwitz), pidOf(app), Date.now())],
    ['einer Marke einer anderen Verbindung', () => signiere(mitarbeit(o.thallwitz), pidOf(app) + 1, Date.now())],
    ['einer Marke in Großbuchstaben', () => gut().toUpperCase()],
    ['einer Marke, in der vor der Klammer etwas steht', () => gut().replace('(', ' (')],
    ['einer Marke ohne Ende', () => gut().replace(/\d{10}\(/, '(')],
    ['einer Marke mit der Nummer der Verbindung darin', () => gut().slice(0, 64) + pidOf(app) + gut().slice(64)],
    ['einer Marke mit der Unterschrift in Großbuchstaben', () => gut().slice(0, 64).toUpperCase() + gut().slice(64)],
    ['einer Marke, deren Unterschrift zweimal dasteht', () => gut().slice(0, 64) + gut()],
    ['einer Marke hinter einem eigenen Zeichen', () => `0${gut()}`],
    ['einer Marke mit verschobenen Feldern', () => gut().replace('(mitarbeit,', '(mitarbeit,,')],
    ['einer Marke mit Zeilenende', () => `${gut()}\n`],
    ['einer Unterschrift allein', () => gut().slice(0, 64)],
    ['einem Sonderzeichen', () => '\u0001(,,,)'],
    ['einer sehr langen', () => '('.repeat(100_000)],
  ])('%s sieht niemand etwas', async (_name, marke) => {
    const v = await versuche(
      app,
      null,
      `select ctx.x() is null as leer, (select count(*)::int from vorgaenge.vorgang) as n from (select set_config('rv.ctx', $1, true)) s`,
      [marke()],
    );
    expect(v).toMatchObject({ ok: true, zeilen: [{ n: 0 }] });
  });

  it('merkt sich keine Frage: was danach gesetzt wird, gilt danach', async () => {
    await app.query('begin');
    await setze(app, bennewitz);
    const zaehle = async () => (await app.query('select count(*)::int as n from vorgaenge.vorgang')).rows[0].n;
    expect(await zaehle()).toBe(1);
    await app.query('savepoint vorher');
    await app.query(`select set_config('rv.ctx', $1, true)`, [signiereFalsch(bennewitz, pidOf(app), Date.now())]);
    expect(await zaehle()).toBe(0);
    await app.query('rollback to savepoint vorher');
    expect(await zaehle()).toBe(1);
    await app.query(`select set_config('rv.ctx', '', true)`);
    expect(await zaehle()).toBe(0);
    await app.query('rollback');
  });

  it('rechnet die Marke auch unter fremdem search_path selbst nach', async () => {
    const v = await versuche(
      app,
      bennewitz,
      `select (select count(*)::int from vorgaenge.vorgang) as n from (select set_config('search_path', 'pg_temp, konten, ctx', true)) s`,
    );
    expect(v).toMatchObject({ ok: true, zeilen: [{ n: 1 }] });
  });
});

describe('Verwehrt ist', () => {
  it.each([
    'select * from ctx.schluessel',
    'select * from ctx.freigabe',
    'select * from konten.sitzung',
    'set local role rvtest_setup',
    'set local role rvtest_worker',
    'set session authorization rvtest_setup',
    'set local session_replication_role = replica',
    'alter table vorgaenge.vorgang disable row level security',
    'drop policy lesen on vorgaenge.vorgang',
    'create policy alle on vorgaenge.vorgang using (true)',
    'truncate vorgaenge.vorgang cascade',
    'create or replace function ctx.stelle() returns uuid language sql as $$ select null::uuid $$',
    'create function ctx.stelle(text) returns uuid language sql as $$ select null::uuid $$',
    'create function public.f() returns int language sql as $$ select 1 $$',
    'create table public.neu (id int)',
    'create table konten.neu (id int)',
    'create view konten.neu as select 1',
    'create schema neu',
    'create temporary table vorgang (id int)',
    'create domain pg_temp.date as pg_catalog.date',
    'create function pg_temp.f() returns int language sql as $$ select 1 $$',
    'create operator konten.= (leftarg = uuid, rightarg = uuid, function = pg_catalog.uuid_eq)',
    'create extension dblink',
    'create trigger t before insert on vorgaenge.vorgang for each row execute function nachweise.vormerken()',
    `copy vorgaenge.vorgang to program 'cat'`,
    `copy (select 1) to '/tmp/rv-probe'`,
    `select pg_read_file('PG_VERSION')`,
    `select pg_ls_dir('.')`,
    `select lo_import('/etc/hostname')`,
    `select lo_export(1, '/tmp/rv-probe')`,
    'select * from pg_largeobject',
    'select * from pg_statistic',
    'select * from pg_authid',
    `select pg_reload_conf()`,
    'create publication p for all tables',
    `select pg_create_logical_replication_slot('s', 'pgoutput')`,
  ])('%s', async (sql) => expect(await code(sql)).toMatch(/^(42501|0LP01)$/));

  it('row_security = off zeigt nicht mehr, sondern nichts', async () => {
    await app.query('begin');
    await setze(app, bennewitz);
    await app.query('set local row_security = off');
    await expect(app.query('select * from vorgaenge.vorgang')).rejects.toMatchObject({ code: '42501' });
    await app.query('rollback');
  });

  it('ein zweiter Befehl hinter dem ersten', async () => {
    const db = t.als('app');
    await expect(db.lesen(bennewitz, 'select 1; select 2')).rejects.toMatchObject({ code: '42601' });
  });

  it.each([
    'create table public.neu (id int)',
    'prepare p as select 1',
    'deallocate all',
    'delete from vorgaenge.aufgabe',
  ])('ein Befehl in query_to_xml: %s', async (sql) => {
    expect(await code('select query_to_xml($1, true, true, $2)', [sql, ''])).not.toBe('gelungen');
  });
});

describe('Nichts Fremdes verraten', () => {
  it.each(mandanten.filter((x) => x.klasse !== 'tuer').map((x) => [x.name, x] as const))(
    '%s: ein fremder Schlüssel sieht aus wie ein unbekannter',
    async (_name, tab) => {
      const alt = zeilen.get(tab.name) ?? {};
      const neu = Object.fromEntries(
        Object.entries(alt).map(([s, w]) => [
          s,
          tab.spalten.find((x) => x.name === s)?.typ === 'uuid' && s !== 'koerperschaft' && s !== 'buerger'
            ? uuidv7(Date.now())
            : w,
        ]),
      );
      const versuch = async (z: Record<string, unknown>) => {
        await app.query('begin');
        try {
          await setze(app, bennewitz);
          await schreibe(app, tab, z);
          return 'gelungen';
        } catch (fehler) {
          return (fehler as { code: string }).code;
        } finally {
          await app.query('rollback');
        }
      };
      expect([await versuch(alt), await versuch(neu)]).toEqual(['42501', '42501']);
    },
  );

  it('ein Fremdschlüssel auf einen fremden Vorgang scheitert wie auf einen unbekannten', async () => {
    const sql = `insert into vorgaenge.aufgabe (koerperschaft, leistung, vorgang, schritt, element, name, gruppe, angelegt) values ($1, $2, $3, 1, '', '', '', now())`;
    const antworten = [];
    for (const vorgang of [T.vorgang, uuidv7(1)]) {
      const v = await versuche(app, bennewitz, sql, [o.bennewitz, GEWERBE, vorgang]);
      antworten.push(v.ok ? v : v.code + v.meldung);
    }
    expect(antworten[0]).toBe(antworten[1]);
  });

  it('Statistiken der Tabellen enthalten keine Werte', async () => {
    const v = await versuche(app, bennewitz, `select * from pg_stats where schemaname = any($1)`, [
      mandanten.map((x) => x.name.split('.')[0]),
    ]);
    expect(v).toMatchObject({ ok: true });
    const text = JSON.stringify(v);
    expect(text).not.toContain(o.thallwitz);
    expect(text).not.toContain('T-');
  });

  it('laufende Anfragen zeigen anderen weder Werte noch Marken', async () => {
    const db = t.als('app');
    await t.setup.query('select pg_advisory_lock(815)');
    const laufend = db.lesen(mitarbeit(o.thallwitz), 'select $1::text as geheim, pg_advisory_xact_lock(815)', [
      'kanarie-im-parameter',
    ]);
    const sql = `select query from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
    let text = '';
    const sieh = async () => (text = JSON.stringify(await versuche(app, bennewitz, sql)));
    await expect.poll(sieh, { timeout: 20_000 }).toContain('$1::text as geheim, pg_advisory_xact_lock(815)');
    await t.setup.query('select pg_advisory_unlock(815)');
    await laufend;
    expect(text).not.toContain('kanarie-im-parameter');
    expect(text).not.toContain(o.thallwitz);
  });

  it.each([
    'copy (select * from vorgaenge.vorgang) to stdout',
    'select query_to_xml($$select * from vorgaenge.vorgang$$, true, true, $$$$)',
    'select json_agg(v)::text from vorgaenge.vorgang v',
    'select table_to_xml($$vorgaenge.vorgang$$, true, true, $$$$)',
  ])('%s gibt nur das Eigene', async (sql) => {
    if (sql.startsWith('copy')) {
      // the client has no reader for COPY: the server counts what it would send
      const v = await versuche(
        app,
        bennewitz,
        `select count(*)::int as n from (${sql.slice(6, sql.indexOf(') to'))}) x`,
      );
      expect(v).toMatchObject({ ok: true, zeilen: [{ n: 1 }] });
      return;
    }
    const text = JSON.stringify(await versuche(app, bennewitz, sql));
    expect(text).toContain(o.bennewitz);
    expect(text).not.toContain(o.thallwitz);
  });
});

describe('Innerhalb eines Hauses', () => {
  it.each(
    mandanten
      .filter((x) => x.klasse === 'vorgang' && x.spalten.some((s) => s.name === 'vorgang'))
      .map((x) => [x.name, x] as const),
  )('%s: wer nur Gewerbe bearbeitet, schreibt nicht unter einen Hundesteuer-Vorgang', async (_name, tab) => {
    const eltern = new Map(zeilen);
    const zeile = { ...bilde(tab, { ...T, vorgang: hund.vorgang }, eltern), vorgang: hund.vorgang };
    await app.query('begin');
    await setze(app, mitarbeit(o.wurzen, o.thallwitz));
    const ergebnis = await schreibe(app, tab, zeile).then(
      () => 'gelungen',
      () => 'verweigert',
    );
    await app.query('rollback');
    expect(ergebnis).toBe('verweigert');
  });
});

describe('Türen, die anderen gehören', () => {
  const tueren = Object.entries(TUEREN);
  it.each(['app', 'worker', 'sequencer', 'auditor'] as const)('sind für %s verschlossen', async (rolle) => {
    const client = await verbinde(t, rolle);
    const offen: string[] = [];
    for (const [name, rollen] of tueren) {
      if (rollen.includes(rolle)) continue;
      const typen = name
        .slice(name.indexOf('(') + 1, -1)
        .split(',')
        .filter(Boolean);
      const v = await versuche(
        client,
        dienst,
        `select ${name.slice(0, name.indexOf('('))}(${typen.map((x) => `null::${x}`).join(', ')})`,
      );
      if (v.ok || v.code !== '42501') offen.push(`${name}: ${v.ok ? 'gelungen' : v.code}`);
    }
    await client.end();
    expect(offen).toEqual([]);
  });
});
