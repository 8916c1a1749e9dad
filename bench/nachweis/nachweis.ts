import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { formatVkey } from '@rathausverbund/nachweis';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { echteUhr } from '../../app/base/index.ts';
import { aktiviere } from '../../app/kommunen/index.ts';
import { createKern } from '../../app/main/kern.ts';
import type { KindConfig } from '../../app/main/kind.ts';
import { eroeffneProtokoll, readZeugenKey } from '../../app/nachweise/index.ts';
import { createInstanz, freePort, type Instanz } from '../instanz.ts';
import { type Bench, type Messung, quantil, type Zahl } from '../model.ts';
import { createZufall } from '../zufall.ts';
import { messeBrief } from './brief.ts';
import { fuelle, messeEinschluss, pruefeAlle } from './grosses.ts';
import { messePruefung } from './pruefung.ts';
import { messeSchreiben, type Schreiblauf } from './schreiben.ts';

/** Further figures of the proof, each a function that measures and answers its raw runs by name. */
const WEITERE = [messePruefung, () => messeBrief()];

const ZIELE: Record<string, Zahl['ziel']> = {
  events_per_s: { mindestens: 1600 },
  proof_p50_ms: { hoechstens: 700 },
  proof_p99_ms: { hoechstens: 2000 },
  inclusion_p99_ms: { hoechstens: 10 },
  reaudit_s: { hoechstens: 60 },
  verify_bundle_ms: { hoechstens: 1000 },
  notice_ms: { hoechstens: 25 },
};

const SCHALTER = {
  seed: { wert: 418, hilfe: 'Anfang der Zufallszahlen' },
  sekunden: { wert: 60, hilfe: 'Dauer der Last je Lauf' },
  vorlauf: { wert: 3, hilfe: 'Sekunden derselben Last vor jedem Lauf, die nicht zählen' },
  laeufe: { wert: 5, hilfe: 'wie oft gemessen wird' },
  blaetter: { wert: 1_000_000, hilfe: 'Blätter des großen Protokolls; 0 lässt es weg' },
  gleichzeitig: { wert: 16, hilfe: 'Transaktionen zugleich' },
  rate: { wert: 0, hilfe: 'Ereignisse je Sekunde; 0 = so schnell es geht' },
  vorgang: { wert: 0, hilfe: 'Ereignisse je Vorgang, dann ein neuer mit neuem Schlüssel; 0 = ohne Ende' },
  zeugen: { wert: 3, hilfe: 'Zeugen, je ein Prozess; mehr als die Hälfte muss gegenzeichnen' },
  schreiber: { wert: 1, hilfe: 'Protokollschreiber, je ein Prozess' },
};

const PROBEN_JE_SEKUNDE = 40;
const EINSCHLUESSE = 1_000;

/** What the proof costs: events through the ordinary path, logs of all bodies, witnesses over HTTP, a log of a million leaves. */
export const nachweis: Bench<keyof typeof SCHALTER> = {
  beschreibung: 'Ereignisse, Protokolle, Zeugen und Beweise: eine Transaktion je Ereignis, fsync an',
  schalter: SCHALTER,
  async miss(s, sage): Promise<Messung> {
    const zahlen: Record<string, Zahl> = {};
    const lauf = (name: string, werte: readonly number[]) => {
      const ziel = ZIELE[name];
      zahlen[name] = { laeufe: [...(zahlen[name]?.laeufe ?? []), ...werte], ...(ziel ? { ziel } : {}) };
    };
    for (const messe of WEITERE) for (const [name, werte] of Object.entries({ ...(await messe()) })) lauf(name, werte);
    const i = await createInstanz();
    try {
      return await misst(i, s, sage, lauf, zahlen);
    } finally {
      await i.stop();
    }
  },
};

async function misst(
  i: Instanz,
  s: Record<keyof typeof SCHALTER, number>,
  sage: (zeile: string) => void,
  lauf: (name: string, werte: number[]) => void,
  zahlen: Record<string, Zahl>,
): Promise<Messung> {
  const zufall = createZufall(s.seed);
  const haeuser = mische(await besetzeAlle(i), zufall);
  const grosses = haeuser[Math.floor(haeuser.length / 2)] ?? '';
  if (s.blaetter > 0) {
    sage(`Ein Protokoll wird mit ${s.blaetter} Blättern gefüllt.`);
    await fuelle(i, grosses, s.blaetter);
  }
  await starteProzesse(i, s.zeugen, s.schreiber);
  await eroeffneAlle(i, haeuser);
  sage(`${haeuser.length} Protokolle sind eröffnet.`);

  const laeufe: Schreiblauf[] = [];
  const geschrieben = new Map<string, number>();
  for (let n = 0; n < s.laeufe; n++) {
    const probe = Math.max(1, Math.round((laeufe[0]?.events_per_s ?? 1600) / PROBEN_JE_SEKUNDE));
    const { sekunden, vorlauf, gleichzeitig, rate, vorgang } = s;
    const auftrag = {
      kind: i.kind,
      haeuser,
      seed: s.seed + n,
      sekunden,
      vorlauf,
      gleichzeitig,
      rate,
      jeVorgang: vorgang,
      probe,
    };
    const l = await messeSchreiben(i, auftrag);
    laeufe.push(l);
    for (const [k, zahl] of Object.entries(l.je)) geschrieben.set(k, (geschrieben.get(k) ?? 0) + zahl);
    lauf('events_per_s', [l.events_per_s]);
    lauf('proof_p50_ms', [quantil(l.beweis, 0.5)]);
    lauf('proof_p99_ms', [quantil(l.beweis, 0.99)]);
    const { beweis, je: _, ...rest } = l;
    sage(
      `Lauf ${n + 1}: ${JSON.stringify({ ...rest, proben: beweis.length, p50: quantil(beweis, 0.5), p99: quantil(beweis, 0.99) })}`,
    );
  }
  const fehler = laeufe
    .filter((l) => l.rueckstand_s > 1)
    .map((l) => `Rückstand von ${l.rueckstand_s.toFixed(1)} s am Ende der Last.`);

  if (s.blaetter > 0) {
    for (let n = 0; n < s.laeufe; n++)
      lauf('inclusion_p99_ms', [
        quantil(await messeEinschluss(i, grosses, { blaetter: s.blaetter, anzahl: EINSCHLUESSE, zufall }), 0.99),
      ]);
    for (let n = 0; n < s.laeufe; n++) {
      const [p] = await pruefeAlle(i, [grosses]);
      if (p) lauf('reaudit_s', [p.sekunden]);
    }
  }
  fehler.push(...(await pruefeLuecken(i, haeuser, geschrieben, { [grosses]: s.blaetter })));
  const { rows } = await i.setup.query('select version() as version');
  const angaben = {
    seed: s.seed,
    postgres: rows[0].version,
    protokolle: haeuser.length,
    aktiv_je_sekunde: laeufe.map((l) => l.aktiv),
    rueckstand_s: laeufe.map((l) => Math.round(l.rueckstand_s * 100) / 100),
    cpu_ms_je_ereignis: laeufe.map((l) => l.cpu_ms),
  };
  return { zahlen, angaben, fehler };
}

/** Every town hall of the directory takes part. */
async function besetzeAlle(i: Instanz): Promise<string[]> {
  const { rows } = await i.setup.query<{ ags: string; kuerzel: string | null }>(
    `select m.ags, k.kuerzel from kommunen.merkmale m join kommunen.koerperschaft k on k.id = m.koerperschaft
     where m.ags is not null and k.art = 'gemeinde' order by m.ags`,
  );
  const alle: string[] = [];
  for (const [n, { ags, kuerzel }] of rows.entries()) {
    const id = await aktiviere(i.setup, ags, kuerzel ?? kuerzelOf(n), Date.now());
    if (id) alle.push(id);
  }
  return alle;
}

/** Four letters that no place of the demo has. */
const kuerzelOf = (n: number) => `QX${String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26))}`;

async function starteProzesse(i: Instanz, zeugen: number, schreiber: number): Promise<void> {
  for (let n = 0; n < zeugen; n++) {
    const zeuge = `http://127.0.0.1:${await freePort()}`;
    const kind = { ...i.kind, adressen: { ...i.kind.adressen, zeuge } };
    if (n === 0) {
      i.kind.adressen.zeuge = zeuge;
      await i.start('zeuge', kind);
    } else await starteNachbarn(i, kind, n);
  }
  i.kind.zeugen.k = Math.floor(zeugen / 2) + 1;
  for (let n = 0; n < schreiber; n++) await i.start('sequencer');
}

/** A further witness with a folder and key of its own; it learns the logs where the first one does. */
async function starteNachbarn(i: Instanz, kind: KindConfig, n: number): Promise<void> {
  const ordner = `${kind.ordner.zeuge}-${n}`;
  const name = `zeuge-${n}.invalid`;
  mkdirSync(ordner, { mode: 0o700 });
  symlinkSync(join(kind.ordner.zeuge, 'protokolle'), join(ordner, 'protokolle'));
  await i.start('zeuge', {
    ...kind,
    config: { ...kind.config, PLATTFORM: name },
    ordner: { ...kind.ordner, zeuge: ordner },
  });
  const key = readZeugenKey(ordner, nodeKrypto);
  if (!key) throw new Error(`${name} hat keinen Schlüssel`);
  i.kind.zeugen.zeugen.push({ name, url: kind.adressen.zeuge, vkey: formatVkey(key), betreiber: name, intern: false });
}

/** Opens the log of each body by its first event and waits until each is cosigned. */
async function eroeffneAlle(i: Instanz, haeuser: readonly string[]): Promise<void> {
  const kern = await createKern(i.kind, 'app', 4, echteUhr);
  for (const k of haeuser) await eroeffneProtokoll(kern.db, kern.protokoll, k, 'demo');
  await kern.db.ende();
  for (let versuch = 0; versuch < 600; versuch++) {
    const { rows } = await i.setup.query(
      'select count(*) as n from nachweise.log where groesse > 0 and bezeugt = groesse',
    );
    if (Number(rows[0].n) === haeuser.length) return;
    await new Promise((r) => setTimeout(r, 200));
  }
  throw new Error('Nicht alle Protokolle wurden eröffnet und bezeugt');
}

/** Every acknowledged event has its one place, no log has a gap, nothing else got in. */
async function pruefeLuecken(
  i: Instanz,
  haeuser: readonly string[],
  geschrieben: ReadonlyMap<string, number>,
  vorher: Readonly<Record<string, number>>,
): Promise<string[]> {
  const alle = await pruefeAlle(i, haeuser);
  return haeuser.flatMap((k, n) => {
    const e = alle[n]?.ergebnis;
    const soll = (geschrieben.get(k) ?? 0) + 1 + (vorher[k] ?? 0);
    const ist = e?.epochen.reduce((summe, x) => summe + x.blaetter, 0) ?? 0;
    const zahl = ist + (e?.wartend ?? 0) === soll ? [] : [`${k}: ${soll} Ereignisse bestätigt, ${ist} im Protokoll.`];
    return [...(e?.befunde ?? []), ...zahl];
  });
}

function mische<T>(werte: readonly T[], zufall: () => number): T[] {
  const m = [...werte];
  for (let n = m.length - 1; n > 0; n--) {
    const j = Math.floor(zufall() * (n + 1));
    [m[n], m[j]] = [m[j] as T, m[n] as T];
  }
  return m;
}
