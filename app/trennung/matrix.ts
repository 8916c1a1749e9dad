import type pg from 'pg';
import type { TestDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { type Befehl, type Besitz, erlaubt, rechte } from './erwartung.ts';
import { type Fall, kontexte } from './kontexte.ts';
import { type Eltern, fuelle, type Merkmale, schreibe, type Zeile } from './reihen/fuellen.ts';
import { readTabellen, type Tabelle } from './reihen/spalten.ts';
import { aktiviereOrte, GEWERBE, HUND, verbindeChef, vereinbare } from './welt.ts';

export type Matrix = Awaited<ReturnType<typeof baueMatrix>>;
export type Vergleich = Record<string, unknown>;

/** Two town halls with a row in every table, agreements of every kind between the others, and what somebody may do there, asked of the database. */
export async function baueMatrix(t: TestDatenbank) {
  const chef = await verbindeChef(t);

  const o = await aktiviereOrte(t);
  const [eigene, fremde, auslauf, vorbei] = [1, 2, 3, 4].map((n) => uuidv7(n)) as [string, string, string, string];
  await vereinbare(t, { auftraggeber: o.thallwitz, auftragnehmer: o.wurzen, leistungen: [GEWERBE] });
  await vereinbare(t, {
    auftraggeber: o.bennewitz,
    auftragnehmer: o.wurzen,
    leistungen: [GEWERBE],
    ziel: 'genehmigung_offen',
  });
  const beendet = { ab: '2025-01-01', bis: '2025-10-01' };
  await vereinbare(t, {
    ...beendet,
    leistungen: [HUND],
    auftraggeber: o.thallwitz,
    auftragnehmer: o.augustusburg,
    auslauf: [auslauf],
    auslaufBis: '2099-01-01T00:00:00Z',
  });
  await vereinbare(t, { ...beendet, leistungen: [HUND], auftraggeber: o.bennewitz, auftragnehmer: o.augustusburg });
  await vereinbare(t, {
    ab: '2024-01-01',
    bis: '2025-01-01',
    leistungen: [HUND],
    auftraggeber: o.thallwitz,
    auftragnehmer: o.lossatal,
    auslauf: [vorbei],
    auslaufBis: '2025-12-01T00:00:00Z',
  });

  const tabellen = await readTabellen(t.setup);
  const mandanten = tabellen.filter((x) => x.klasse !== 'global');
  const [T, B] = [o.thallwitz, o.bennewitz];
  const welt: Merkmale[] = [
    { koerperschaft: T, leistung: GEWERBE, vorgang: uuidv7(5), buerger: eigene, kanarie: 'T1' },
    { koerperschaft: B, leistung: GEWERBE, vorgang: uuidv7(6), buerger: fremde, kanarie: 'B1' },
  ];
  // more Vorgaenge, for what an agreement opens and what not
  const weitere: Merkmale[] = [
    { koerperschaft: T, leistung: HUND, vorgang: auslauf, buerger: uuidv7(10), kanarie: 'T2' },
    { koerperschaft: T, leistung: HUND, vorgang: vorbei, buerger: uuidv7(11), kanarie: 'T3' },
    { koerperschaft: T, leistung: HUND, vorgang: uuidv7(7), buerger: uuidv7(12), kanarie: 'T4' },
    { koerperschaft: B, leistung: HUND, vorgang: uuidv7(8), buerger: uuidv7(13), kanarie: 'B2' },
  ];
  const gefuellt: [Merkmale, Eltern][] = [];
  for (const m of welt) gefuellt.push([m, await fuelle(t.setup, mandanten, m)]);
  for (const m of weitere)
    gefuellt.push([
      m,
      await fuelle(
        t.setup,
        mandanten.filter((x) => x.klasse === 'vorgang'),
        m,
      ),
    ]);

  const faelle = kontexte(o, auslauf, { eigene, fremde });

  /** Whose row: from the columns the class names, null where the table has none. */
  const besitz = (tab: Tabelle, z: Zeile): Besitz => {
    const text = (name: string) => (z[name] === undefined || z[name] === null ? null : String(z[name]));
    return {
      koerperschaft: text('koerperschaft') ?? text('besitzer'),
      leistung: text('leistung'),
      vorgang: text(tab.optionen.vorgang ?? 'vorgang'),
      buerger: text('buerger'),
    };
  };
  const schluessel = (tab: Tabelle, z: Zeile) => JSON.stringify(tab.schluessel.map((s) => z[s]));
  const bestand = new Map<string, Zeile[]>();
  for (const tab of mandanten) bestand.set(tab.name, (await t.setup.query<Zeile>(`select * from ${tab.name}`)).rows);

  /** Columns that stand in a key of their own: they cannot all be given one value. */
  const eindeutig = new Set(
    (
      await t.setup.query<{ name: string }>(
        `select distinct i.indrelid::regclass || '.' || a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
         where i.indisunique`,
      )
    ).rows.map((z) => z.name),
  );

  /** Runs as `rolle` in the context of `fall`, with foreign keys and triggers asleep in `davor`; everything is taken back. */
  async function als<T>(
    rolle: string,
    fall: Fall,
    davor: () => Promise<unknown>,
    tue: () => Promise<T>,
  ): Promise<T | 'verweigert'> {
    await chef.query('begin');
    try {
      await chef.query(`select set_config('rv.ctx', '', false)`);
      await fall.setze(chef);
      await chef.query(`set local session_replication_role = replica`);
      await davor();
      await chef.query(`set local role rvtest_${rolle}`);
      return await tue();
    } catch (fehler) {
      if ((fehler as { code?: string }).code === '42501') return 'verweigert';
      throw fehler;
    } finally {
      await chef.query('rollback');
    }
  }

  const liste = (tab: Tabelle, r: pg.QueryResult<Zeile>) => r.rows.map((z) => schluessel(tab, z)).sort();
  const nichts = async () => undefined;

  async function treffe(
    tab: Tabelle,
    befehl: Befehl,
    rolle: 'app' | 'worker',
    fall: Fall,
  ): Promise<string[] | 'verweigert'> {
    const zurueck = tab.schluessel.join(', ');
    if (befehl === 'select')
      return als(rolle, fall, nichts, async () => liste(tab, await chef.query(`select ${zurueck} from ${tab.name}`)));
    if (befehl === 'delete')
      return als(rolle, fall, nichts, async () =>
        liste(tab, await chef.query(`delete from ${tab.name} returning ${zurueck}`)),
      );
    const spalte = tab.spalten.at(-1)?.name;
    return als(rolle, fall, nichts, async () =>
      liste(tab, await chef.query(`update ${tab.name} set ${spalte} = ${spalte} returning ${zurueck}`)),
    );
  }

  /** The same without looking at a row, so that no policy of reading helps: how many it met. */
  async function triffBlind(
    tab: Tabelle,
    befehl: 'update' | 'delete',
    rolle: 'app' | 'worker',
    fall: Fall,
  ): Promise<number | 'verweigert'> {
    if (befehl === 'delete')
      return als(rolle, fall, nichts, async () => (await chef.query(`delete from ${tab.name}`)).rowCount ?? 0);
    const spalte = tab.spalten.findLast(
      (s) => !tab.schluessel.includes(s.name) && !eindeutig.has(`${tab.name}.${s.name}`),
    );
    if (!spalte) return treffe(tab, befehl, rolle, fall).then((r) => (r === 'verweigert' ? r : r.length));
    const wert = (
      await t.setup.query<{ x: string }>(`select quote_nullable(${spalte.name}) as x from ${tab.name} limit 1`)
    ).rows[0]?.x;
    const sql = `update ${tab.name} set ${spalte.name} = ${wert}::${spalte.typ}`;
    return als(rolle, fall, nichts, async () => (await chef.query(sql)).rowCount ?? 0);
  }

  /** Takes the row away and lets the role put the same one in. */
  async function legeAn(tab: Tabelle, z: Zeile, rolle: 'app' | 'worker', fall: Fall): Promise<boolean> {
    const wo = tab.schluessel.map((s, i) => `${s} = $${i + 1}`).join(' and ');
    const weg = () =>
      chef.query(
        `delete from ${tab.name} where ${wo}`,
        tab.schluessel.map((s) => z[s]),
      );
    return (await als(rolle, fall, weg, async () => (await schreibe(chef, tab, z)).rowCount)) === 1;
  }

  async function vergleiche(
    tab: Tabelle,
    befehl: Befehl,
    rolle: 'app' | 'worker',
    fall: Fall,
    ist: Vergleich,
    soll: Vergleich,
  ) {
    const name = `${fall.name}: ${befehl}`;
    const recht = rechte(tab, rolle).includes(befehl);
    if (befehl === 'insert') {
      for (const [m, eltern] of gefuellt) {
        const z = eltern.get(tab.name);
        if (!z) continue;
        ist[`${name} ${m.kanarie}`] = await legeAn(tab, z, rolle, fall);
        soll[`${name} ${m.kanarie}`] = recht && erlaubt(tab, befehl, besitz(tab, z), fall.darf, rolle);
      }
      return;
    }
    const zeilen = (bestand.get(tab.name) ?? []).filter((z) => erlaubt(tab, befehl, besitz(tab, z), fall.darf, rolle));
    ist[name] = await treffe(tab, befehl, rolle, fall);
    soll[name] = recht ? zeilen.map((z) => schluessel(tab, z)).sort() : 'verweigert';
    if (befehl === 'select') return;
    ist[`${name}, blind`] = await triffBlind(tab, befehl, rolle, fall);
    soll[`${name}, blind`] = recht ? zeilen.length : 'verweigert';
  }

  return { chef, welt, tabellen, mandanten, gefuellt, faelle, als, nichts, treffe, legeAn, vergleiche };
}
