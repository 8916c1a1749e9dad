import { createInstanz } from './instanz.ts';
import { richteEin, messe } from './prozess/prozess.ts';
import { PROZESSLAST, prozesslast } from './prozess/last.ts';
import { createDatenbank, createSchluesselbund, createSigner, echteUhr, dienst } from '../app/base/index.ts';
import { alsRolle } from '../app/main/verbindung.ts';
if (process.env[PROZESSLAST]) { await prozesslast(process.env[PROZESSLAST]!); }
else {
const i = await createInstanz();
try {
  const person = await richteEin(i);
  await messe(i, { wer: 'wir', person, gleichzeitig: 8, seed: 1, sekunden: 1, vorlauf: 1, vorrat: 400 });
  await i.setup.query('vacuum analyze');
  const bund = createSchluesselbund(i.kind.ordner.schluessel);
  const db = createDatenbank(alsRolle(i.kind.ort!, i.kind.zugang!, 'app'), { uhr: echteUhr, signiere: createSigner(bund.datei('kontext.key', () => { throw 1; })), groesse: 1 });
  const { rows: [v] } = await i.setup.query(`select v.koerperschaft, v.id from vorgaenge.vorgang v join prozesse.instanz i on i.vorgang = v.id limit 1`);
  const p = [v.koerperschaft, v.id];
  const sqls: [string, string, unknown[]][] = [
    ['leer', 'select 1', []],
    ['ctx.x', 'select ctx.x()', []],
    ['ctx.stelle', 'select ctx.stelle()', []],
    ['ctx.fuer', 'select ctx.fuer()', []],
    ['freigaben', 'select ctx.freigaben()', []],
    ['auslauf', 'select ctx.auslauf()', []],
    ['lock', 'select * from vorgaenge.vorgang where koerperschaft = $1 and id = $2 for update', p],
    ['strom', `select id, n, geheim from nachweise.ereignis where koerperschaft = $1 and vorgang = $2 and geheim <> '' order by n`, p],
    ['aufgaben', 'select schritt, element, name, gruppe, formular, kopf from vorgaenge.aufgabe where koerperschaft = $1 and vorgang = $2 order by schritt', p],
    ['instanz', 'select zustand from prozesse.instanz where koerperschaft = $1 and vorgang = $2', p],
    ['rollen', 'select rolle, leistung from konten.rolle where koerperschaft = $1 and mitarbeiter = $2 order by rolle, leistung', [person.stelle, person.person]],
    ['project', `update vorgaenge.vorgang set schritt = schritt where koerperschaft = $1 and id = $2`, p],
    ['upsert', `insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand, fertig) select koerperschaft, leistung, vorgang, fassung, zustand, fertig from prozesse.instanz where koerperschaft = $1 and vorgang = $2
     on conflict (koerperschaft, vorgang) do update set fassung = excluded.fassung, zustand = excluded.zustand, fertig = excluded.fertig`, p],
    ['upd instanz', `update prozesse.instanz set zustand = zustand where koerperschaft = $1 and vorgang = $2`, p],
    ['delete', 'delete from vorgaenge.aufgabe where koerperschaft = $1 and vorgang = $2 and schritt = 99', p],
  ];
  for (let r = 0; r < 2; r++)
  await db.transaktion({...dienst(person.stelle, 'x')}, async (tx) => {
    for (const [name, sql, werte] of sqls) {
      for (let k = 0; k < 20; k++) await tx.zeilen(sql, werte);
      const N = 200; const t = performance.now();
      for (let k = 0; k < N; k++) await tx.zeilen(sql, werte);
      if (r) console.log(name.padEnd(12), ((performance.now() - t) / N * 1000).toFixed(0), 'us');
    }
  });
  const t = performance.now();
  for (let k = 0; k < 300; k++) await db.transaktion(dienst(person.stelle, 'x'), (tx) => tx.zeilen('select 1'));
  console.log('tx leer', ((performance.now() - t) / 300 * 1000).toFixed(0));
  const t2 = performance.now();
  for (let k = 0; k < 300; k++) await db.transaktion(dienst(person.stelle, 'x'), (tx) => tx.zeilen('update prozesse.instanz set zustand = zustand where koerperschaft = $1 and vorgang = $2', p));
  console.log('tx commit', ((performance.now() - t2) / 300 * 1000).toFixed(0));
} finally { await i.stop(); }
process.exit(0);
}
