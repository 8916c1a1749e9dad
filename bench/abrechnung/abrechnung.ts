import type pg from 'pg';
import {
  type AbrechnungDeps,
  type Akteur,
  createMitteilen,
  erkenneAn,
  MITTEILEN,
  stelle,
} from '../../app/abrechnung/index.ts';
import { createLog, createWarteschlange, type Ergebnis, echteUhr, type Handler, uuidv7 } from '../../app/base/index.ts';
import { readVerzeichnis } from '../../app/kommunen/index.ts';
import { createKern, type Kern } from '../../app/main/kern.ts';
import { createInstanz, type Instanz } from '../instanz.ts';
import type { Bench, Messung } from '../model.ts';
import { type Abkommen, fuelleKonten, JAHR, LEISTUNG, legeAbkommenAn } from './bestand.ts';
import { messeZustaendigkeiten } from './zustaendigkeit.ts';

const SCHALTER = {
  seed: { wert: 418, hilfe: 'Anfang der Zufallszahlen' },
  vereinbarungen: { wert: 2_000, hilfe: 'Vereinbarungen zwischen den 418 Kommunen' },
  vorgaenge: {
    wert: 5_000_000,
    hilfe: 'gezählte Vorgänge eines Jahres, in beiden Konten; daneben ein Lauf mit einem Zehntel',
  },
  gleichzeitig: { wert: 8, hilfe: 'Vereinbarungen, die zugleich abgerechnet werden' },
  klein: { wert: 0, hilfe: '1 = nur 40 Vereinbarungen und 8.000 Vorgänge' },
};
type Werte = Record<keyof typeof SCHALTER, number>;

/** A year of all municipalities settled: stated, told, recomputed word for word on the other side, recognised. */
export const abrechnung: Bench<keyof typeof SCHALTER> = {
  beschreibung: 'ein Jahr aller Kommunen abrechnen: beide Seiten, durch die gewöhnlichen Handlungen, fsync an',
  schalter: SCHALTER,
  async miss(s, sage): Promise<Messung> {
    const w = s.klein === 1 ? { ...s, vereinbarungen: 40, vorgaenge: 8_000 } : s;
    // the same agreements with a tenth of the data first: what memory costs must not grow with it
    const zehntel = await mitInstanz(w, Math.round(w.vorgaenge / 10), sage);
    const ganz = await mitInstanz(w, w.vorgaenge, sage);
    const zustaendigkeiten = await messeZustaendigkeiten(w.seed);
    const jeVereinbarung = Math.round(w.vorgaenge / w.vereinbarungen);
    return {
      zahlen: {
        settle_s: { laeufe: [ganz.sekunden], ziel: { hoechstens: 120 } },
        settle_tenth_s: { laeufe: [zehntel.sekunden] },
        peak_rss_mb: { laeufe: [ganz.rss] },
        peak_rss_tenth_mb: { laeufe: [zehntel.rss] },
        rss_ratio: { laeufe: [ganz.rss / zehntel.rss], ziel: { hoechstens: 1.3 } },
        statements: { laeufe: [ganz.gestellt] },
        ...zustaendigkeiten,
      },
      angaben: {
        seed: w.seed,
        kommunen: ganz.kommunen,
        vorgaenge_je_vereinbarung: jeVereinbarung,
        stufen_s: ganz.stufen,
      },
      fehler: [...zehntel.fehler, ...ganz.fehler],
    };
  },
};

async function mitInstanz(w: Werte, vorgaenge: number, sage: (z: string) => void) {
  const i = await createInstanz();
  try {
    return await misst(i, w, vorgaenge, sage);
  } finally {
    await i.stop();
  }
}

async function misst(i: Instanz, w: Werte, vorgaenge: number, sage: (z: string) => void) {
  // every municipality works here: letters of the number, so that each Kürzel is its own
  await i.setup.query(
    `update kommunen.koerperschaft k set aktiv_ab = now(), kuerzel = 'B' || chr(65 + nr / 676 % 26) || chr(65 + nr / 26 % 26) || chr(65 + nr % 26)
     from (select id, row_number() over (order by id)::int as nr from kommunen.koerperschaft where art = 'gemeinde') x where x.id = k.id`,
  );
  const app = await createKern(i.kind, 'app', w.gleichzeitig + 1, echteUhr);
  const worker = await createKern(i.kind, 'worker', w.gleichzeitig + 1, echteUhr);
  try {
    const { gemeinden } = app.verzeichnis;
    const je = Math.max(2, Math.round(vorgaenge / w.vereinbarungen));
    const alle = await legeAbkommenAn(i.setup, app.db, app.protokoll, gemeinden, w.vereinbarungen, w.seed);
    sage(`${alle.length} Vereinbarungen, je ${je} Vorgänge werden eingelegt …`);
    let gesagt = 0;
    await fuelleKonten(i.setup, app.protokoll.bund, alle, je, (n) => {
      const zehntel = Math.floor((n / alle.length) * 10);
      if (zehntel > gesagt) sage(`  ${(gesagt = zehntel)}0 %`);
    });
    const vorher = i.cpu();
    const m = await rechneAb(app, worker, alle, w.gleichzeitig);
    const cpu = Object.fromEntries(
      Object.entries(i.cpu()).map(([name, s]) => [name, Math.round((s - (vorher[name] ?? 0)) * 10) / 10]),
    );
    sage(
      `abgerechnet in ${m.sekunden.toFixed(1)} s, ${m.rss.toFixed(0)} MB: ${JSON.stringify(m.stufen)}, CPU ${JSON.stringify(cpu)}`,
    );
    const geprueft = await pruefe(i.setup, alle, je);
    return { ...m, ...geprueft, cpu, kommunen: gemeinden.length, fehler: [...m.fehler, ...geprueft.fehler] };
  } finally {
    await app.db.ende();
    await worker.db.ende();
  }
}

const MONATE = Array.from({ length: 12 }, (_, i) => i + 1);

/** The stages of a year: months, true-up, recognition; between them the worker tells the other side. */
async function rechneAb(app: Kern, worker: Kern, alle: readonly Abkommen[], gleichzeitig: number) {
  const fehler: string[] = [];
  const d: AbrechnungDeps = {
    db: app.db,
    protokoll: app.protokoll,
    verzeichnis: await readVerzeichnis(app.db, `${JAHR}-12-31`),
  };
  const stufen: Record<string, number> = {};
  let rss = 0;
  const messen = setInterval(() => (rss = Math.max(rss, process.memoryUsage().rss)), 50);
  const jedes = async (tue: (a: Abkommen) => Promise<Ergebnis>) => {
    const offen = alle.values();
    const spur = async () => {
      for (const a of offen) {
        const e = await tue(a);
        if (!e.ok) fehler.push(`${a.art} ${a.id}: ${JSON.stringify(e)}`);
      }
    };
    await Promise.all(Array.from({ length: gleichzeitig }, spur));
  };
  const teileMit = async () => {
    const handler = new Map<string, Handler>([[MITTEILEN, createMitteilen(worker)]]);
    const log = {
      ...createLog('bench'),
      fehler: (was: string, f: unknown) => void fehler.push(`${was}: ${String(f)}`),
    };
    const schlange = createWarteschlange(worker.db, handler, log);
    await Promise.all(Array.from({ length: gleichzeitig }, () => schlange.leeren()));
  };
  const als = (stelle_: string): Akteur => ({
    person: uuidv7(Date.now()),
    stelle: stelle_,
    rollen: [{ rolle: 'leitung', leistung: '*' }],
  });
  const stufe = async (name: string, tue: () => Promise<void>) => {
    const t0 = performance.now();
    await tue();
    stufen[name] = Math.round((performance.now() - t0) / 10) / 100;
  };
  const beginn = performance.now();
  const gestellt = (perioden: readonly number[]) =>
    jedes((a) => stelle(d, als(a.auftragnehmer), { vereinbarung: a.id, jahr: JAHR, perioden }));
  await stufe('monate', () => gestellt(MONATE));
  await stufe('monate_mitgeteilt', teileMit);
  await stufe('ausgleich', () => gestellt([13]));
  await stufe('ausgleich_mitgeteilt', teileMit);
  await stufe('anerkannt', () =>
    jedes((a) => erkenneAn(d, als(a.auftraggeber), { vereinbarung: a.id, jahr: JAHR, perioden: [...MONATE, 13] })),
  );
  await stufe('anerkennung_mitgeteilt', teileMit);
  const sekunden = (performance.now() - beginn) / 1000;
  clearInterval(messen);
  return { sekunden, rss: rss / 2 ** 20, stufen, fehler };
}

/** What must hold whatever the speed: every statement on both sides with one hash, recognised, and the sums of an independent query. */
async function pruefe(setup: pg.Client, alle: readonly Abkommen[], je: number) {
  const fehler: string[] = [];
  const zahl = async (sql: string) => Number((await setup.query<{ n: string }>(sql)).rows[0]?.n ?? -1);
  const gestellt = await zahl(`select count(*) as n from abrechnung.eintrag where art = 'abrechnung.gestellt'`);
  const soll = alle.length * 13 * 2;
  const pruefeZahl = (was: string, ist: number, erwartet: number) => {
    if (ist !== erwartet) fehler.push(`${was}: ${ist} statt ${erwartet}`);
  };
  pruefeZahl('Abrechnungen beider Seiten', gestellt, soll);
  pruefeZahl(
    'Anerkennungen',
    await zahl(`select count(*) as n from abrechnung.eintrag where art = 'abrechnung.anerkannt'`),
    soll,
  );
  pruefeZahl('offene Aufträge', await zahl('select count(*) as n from base.auftrag'), 0);
  pruefeZahl(
    'Abrechnungen mit zwei Prüfsummen',
    await zahl(`select count(*) as n from (select 1 from abrechnung.eintrag where art = 'abrechnung.gestellt'
      group by vereinbarung, periode having count(distinct angaben ->> 'hash') > 1) x`),
    0,
  );
  const faelle = alle.filter((a) => a.art === 'fall');
  const netto = (
    await setup.query<{ n: string }>(
      `select sum(((angaben ->> 'text')::jsonb ->> 'netto')::bigint) as n from abrechnung.eintrag
       where art = 'abrechnung.gestellt' and gegen_n is null and vereinbarung = any ($1)`,
      [faelle.map((a) => a.id)],
    )
  ).rows[0]?.n;
  pruefeZahl(`Cent für ${LEISTUNG} je Fall`, Number(netto), faelle.length * je * 3800);
  return { gestellt, fehler };
}
