import { afterAll, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { kontexte } from './kontexte.ts';
import { aktiviereOrte, GEWERBE, HUND, verbinde, verbindeChef, vereinbare } from './welt.ts';

// What the doors of the processes ask by hand (prozesse.darf, prozesse.sieht) must be what the policies of their tables say.
const t = await neueDatenbank();
const [app, chef] = [await verbinde(t, 'app'), await verbindeChef(t)];
afterAll(async () => void (await Promise.all([app.end(), chef.end()])));
const o = await aktiviereOrte(t);
const [eigene, fremde, auslauf, vorbei] = [1, 2, 3, 4].map((n) => uuidv7(n)) as [string, string, string, string];
const [T, B, A, W] = [o.thallwitz, o.bennewitz, o.augustusburg, o.wurzen];
await vereinbare(t, { auftraggeber: T, auftragnehmer: W, leistungen: [GEWERBE] });
const offen = { ab: null, ziel: 'genehmigung_offen' } as const;
await vereinbare(t, { auftraggeber: B, auftragnehmer: W, leistungen: [GEWERBE], ...offen });
const beendet = { leistungen: [HUND], bis: '2025-10-01' };
const lange = { auslauf: [auslauf], auslaufBis: '2099-01-01T00:00:00Z' };
await vereinbare(t, { ...beendet, auftraggeber: T, auftragnehmer: A, ...lange });
await vereinbare(t, { ...beendet, auftraggeber: B, auftragnehmer: A });
const kurz = { auslauf: [vorbei], auslaufBis: '2025-12-01T00:00:00Z' };
await vereinbare(t, {
  ...beendet,
  auftraggeber: T,
  auftragnehmer: o.lossatal,
  ...kurz,
  ab: '2024-01-01',
  bis: '2025-01-01',
});

const faelle = kontexte(o, auslauf, { eigene, fremde });
// every body with both services, and the cases a run-off names
const vorgaenge: [string, string, string][] = [
  ...Object.values(o).flatMap((k) => [GEWERBE, HUND].map((l): [string, string, string] => [k, l, uuidv7(Date.now())])),
  [T, HUND, auslauf],
  [T, HUND, vorbei],
];
await chef.query(`set session_replication_role = replica`);
for (const v of vorgaenge)
  await chef.query(
    `insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand) values ($1, $2, $3, 'f', '')`,
    v,
  );

type Zeile = { vorgang: string; sieht: boolean; darf: boolean };

it.each(faelle.map((f) => [f.name, f] as const))(
  'Die Türen der Prozesse fragen dasselbe wie die Regeln: %s',
  async (_name, fall) => {
    await app.query('begin');
    try {
      await fall.setze(app);
      const tuer = await app.query<Zeile>(
        `select v::text as vorgang, prozesse.sieht(k, l, v) as sieht, prozesse.darf(k, l, v) as darf
       from unnest($1::uuid[], $2::text[], $3::uuid[]) as x (k, l, v)`,
        [0, 1, 2].map((i) => vorgaenge.map((v) => v[i])),
      );
      const lesbar = await app.query<Zeile>('select vorgang from prozesse.instanz');
      const schreibbar = await app.query<Zeile>('update prozesse.instanz set fertig = fertig returning vorgang');
      const liste = (zeilen: Zeile[]) => zeilen.map((z) => z.vorgang).sort();
      expect(liste(tuer.rows.filter((z) => z.sieht))).toEqual(liste(lesbar.rows));
      expect(liste(tuer.rows.filter((z) => z.darf))).toEqual(liste(schreibbar.rows));
      // and the facts of the world agree with both, so that a test of nothing is noticed
      const { eigene: haeuser, dient, auslauf: rest } = fall.darf;
      const soll = vorgaenge.filter(
        ([k, l, v]) => haeuser.includes(k) || dient.includes(`${k}/${l}`) || rest.includes(v),
      );
      expect(liste(lesbar.rows)).toEqual(soll.map(([, , v]) => v).sort());
    } finally {
      await app.query('rollback');
    }
  },
);
