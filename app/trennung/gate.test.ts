import type pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { readTueren } from './gate/funktionen.ts';
import { pruefeKatalog } from './gate/gate.ts';
import { TUEREN } from './tueren.ts';
import { verbindeChef } from './welt.ts';

const t = await neueDatenbank();
const chef = await verbindeChef(t);
afterAll(() => chef.end());

const inTransaktion = async (client: pg.Client, sql: string): Promise<string[]> => {
  await client.query('begin');
  try {
    await client.query(sql);
    return await pruefeKatalog(client);
  } finally {
    await client.query('rollback');
  }
};

describe('Katalog', () => {
  it('ist ohne Befund', async () => {
    expect(await inTransaktion(t.setup, 'select 1')).toEqual([]);
  });

  it('kennt jede Tür und wer durch sie darf', async () => {
    expect(Object.fromEntries(await readTueren(t.setup))).toEqual(TUEREN);
  });

  it('prüft etwas: alle Räume haben Tabellen', async () => {
    const { rows } = await t.setup.query<{ raum: string }>(
      `select distinct split_part(name, '.', 1) as raum from base.tabelle order by 1`,
    );
    expect(rows.map((r) => r.raum)).toEqual(
      expect.arrayContaining(['base', 'ctx', 'konten', 'vorgaenge', 'nachweise', 'eingang']),
    );
  });
});

describe('Katalog wird rot bei', () => {
  const tabelle = (
    klasse: string,
    spalten = 'koerperschaft uuid not null, leistung text, vorgang uuid, buerger uuid, id uuid, primary key (koerperschaft, id)',
  ) => `create table konten.neu (${spalten}); select base.klasse('konten.neu', '${klasse}');`;
  const definer = 'returns int language sql security definer';
  const faelle: [string, string, RegExp][] = [
    [
      'einer Tabelle ohne Klasse',
      'create table konten.neu (koerperschaft uuid primary key)',
      /konten\.neu: keine Klasse/,
    ],
    [
      'einer Tabelle im Schema public',
      'create schema werkbank; create table werkbank.neu (id int)',
      /werkbank\.neu: keine Klasse/,
    ],
    [
      'einer Tabelle ohne FORCE',
      `alter table vorgaenge.vorgang no force row level security`,
      /vorgaenge\.vorgang: ohne FORCE/,
    ],
    [
      'abgeschalteter Zeilensicherheit',
      `alter table vorgaenge.vorgang disable row level security`,
      /vorgaenge\.vorgang: ohne FORCE/,
    ],
    [
      'einer Regel "using (true)"',
      `create policy alle on vorgaenge.vorgang for select to rvtest_app using (true)`,
      /vorgaenge\.vorgang .*zu viel: alle für r/,
    ],
    [
      'einer aufgeweichten Regel',
      `alter policy lesen on vorgaenge.vorgang using (koerperschaft is not null)`,
      /vorgaenge\.vorgang .*zu viel: lesen/,
    ],
    ['einer gelöschten Regel', `drop policy aendern on vorgaenge.vorgang`, /vorgaenge\.vorgang .*fehlt: aendern/],
    [
      'einer Regel mit true beim Anlegen',
      `alter policy anlegen on konten.rolle with check (true)`,
      /konten\.rolle .*zu viel: anlegen/,
    ],
    [
      'falschen Optionen',
      `update base.tabelle set optionen = optionen - 'buerger' where name = 'vorgaenge.vorgang'`,
      /vorgaenge\.vorgang .*zu viel: lesen/,
    ],
    [
      'einer anderen Klasse im Verzeichnis',
      `update base.tabelle set klasse = 'global' where name = 'konten.rolle'`,
      /konten\.rolle \(global\)/,
    ],
    [
      'einem Recht zu viel',
      `grant delete on nachweise.ereignis to rvtest_app`,
      /nachweise\.ereignis .*zu viel: rvtest_app darf DELETE/,
    ],
    [
      'einem Recht auf einer Tür-Tabelle',
      `grant select on ctx.schluessel to rvtest_app`,
      /ctx\.schluessel .*zu viel: rvtest_app darf SELECT/,
    ],
    [
      'einem Recht auf einer Spalte',
      `grant select (ipad) on ctx.schluessel to rvtest_app`,
      /ctx\.schluessel .*ipad hat eigene Rechte/,
    ],
    ['einem Recht für PUBLIC', `grant select on vorgaenge.vorgang to public`, /vorgaenge\.vorgang: PUBLIC darf SELECT/],
    ...(['truncate', 'references', 'trigger'] as const).map((r): [string, string, RegExp] => [
      `dem Recht ${r}`,
      `grant ${r} on vorgaenge.vorgang to rvtest_worker`,
      new RegExp(`vorgaenge\\.vorgang: rvtest_worker darf ${r.toUpperCase()}`),
    ]),
    [
      'einem Recht zum Weitergeben',
      `grant select on vorgaenge.vorgang to rvtest_app with grant option`,
      /vorgaenge\.vorgang: rvtest_app darf SELECT/,
    ],
    ['vorgegebenen Rechten', `alter default privileges grant select on tables to rvtest_app`, /Vorgegebene Rechte/],
    [
      'einem offenen Schema',
      `grant create on schema konten to rvtest_app`,
      /rvtest_app: darf in Schema konten anlegen/,
    ],
    ['einem Schema für PUBLIC', `grant usage on schema konten to public`, /Schema konten: PUBLIC darf USAGE/],
    [
      'temporären Tabellen',
      `do $$ begin execute format('grant temporary on database %I to rvtest_app', current_database()); end $$`,
      /rvtest_app: darf in der Datenbank temporary/,
    ],
    [
      'einer Sicht ohne security_invoker',
      `create view vorgaenge.sicht as select * from vorgaenge.vorgang`,
      /sicht: ohne security_invoker/,
    ],
    [
      'einer Sicht mit security_invoker = false',
      `create view vorgaenge.sicht with (security_invoker = false) as select 1`,
      /sicht: ohne security_invoker/,
    ],
    ['einer materialisierten Sicht', `create materialized view vorgaenge.sicht as select 1 as x`, /sicht: Art "m"/],
    ['einer Sequenz', `create sequence vorgaenge.zaehler`, /zaehler: Art "S"/],
    [
      'einer umschreibenden Regel',
      `create rule weg as on delete to vorgaenge.aufgabe do also select 1`,
      /aufgabe: Regel weg/,
    ],
    [
      'einem Definer ohne search_path',
      `create function konten.f() ${definer} as 'select 1'; revoke all on function konten.f() from public`,
      /konten\.f\(\): SECURITY DEFINER ohne/,
    ],
    [
      'einem Definer mit schreibbarem search_path',
      `create function konten.f() ${definer} set search_path = public, pg_catalog as 'select 1'; revoke all on function konten.f() from public`,
      /konten\.f\(\): SECURITY DEFINER ohne/,
    ],
    [
      'einem Definer für PUBLIC',
      `create function konten.f() ${definer} set search_path = pg_catalog, pg_temp as 'select 1'`,
      /konten\.f\(\): SECURITY DEFINER, und PUBLIC/,
    ],
    [
      'einem Schlüssel ohne Körperschaft',
      `create unique index neu on vorgaenge.vorgang (aktenzeichen)`,
      /Schlüssel (vorgaenge\.)?neu beginnt nicht mit koerperschaft/,
    ],
    [
      'einem Primärschlüssel ohne Körperschaft',
      tabelle('vorgang', 'koerperschaft uuid not null, leistung text, vorgang uuid, id uuid primary key'),
      /neu_pkey beginnt nicht mit koerperschaft/,
    ],
    [
      'einer Personentabelle, deren Schlüssel nicht mit der Person beginnt',
      tabelle('person', 'id uuid primary key, buerger uuid not null'),
      /neu_pkey beginnt nicht mit buerger/,
    ],
    [
      'einer Tabelle ohne Primärschlüssel',
      tabelle('koerperschaft', 'koerperschaft uuid not null'),
      /konten\.neu: ohne Primärschlüssel/,
    ],
    [
      'einem Fremdschlüssel ohne Körperschaft',
      `create table konten.ziel (koerperschaft uuid not null, id uuid not null, primary key (koerperschaft, id)); select base.klasse('konten.ziel', 'partei');
       alter table konten.ziel add column weg uuid not null, add constraint eins unique (koerperschaft), add constraint fremd foreign key (weg) references konten.ziel (koerperschaft);`,
      /konten\.ziel: Fremdschlüssel fremd nach konten\.ziel ohne koerperschaft/,
    ],
  ];

  it.each(faelle)('%s', async (_name, sql, erwartet) => {
    const befund = await inTransaktion(t.setup, sql);
    expect(befund.filter((b) => erwartet.test(b))).not.toEqual([]);
  });

  describe('einer Laufzeitrolle', () => {
    // roles live in the whole cluster: changed in a transaction that is rolled back, so that no other test sees it
    beforeEach(() => chef.query('begin'));
    afterEach(() => chef.query('rollback'));
    const rolle = (sql: string) =>
      chef
        .query(sql)
        .then(() => chef.query('set local role rvtest_setup'))
        .then(() => pruefeKatalog(chef));

    it.each([
      [
        'die Zeilensicherheit umgeht',
        'alter role rvtest_auditor bypassrls',
        /rvtest_auditor: zu viel Macht \(BYPASSRLS\)/,
      ],
      ['die alles darf', 'alter role rvtest_auditor superuser', /rvtest_auditor: zu viel Macht \(SUPERUSER\)/],
      ['die Rollen anlegt', 'alter role rvtest_auditor createrole', /rvtest_auditor: zu viel Macht \(CREATEROLE\)/],
      [
        'die einer anderen angehört',
        'grant pg_read_all_data to rvtest_auditor',
        /rvtest_auditor: Mitglied von pg_read_all_data/,
      ],
      [
        'die etwas besitzt',
        'alter table konten.rolle owner to rvtest_auditor',
        /rvtest_auditor: Eigentümerin von konten\.rolle/,
      ],
    ])('%s', async (_name, sql, erwartet) => {
      expect((await rolle(sql)).filter((b) => erwartet.test(b))).not.toEqual([]);
    });
  });
});
