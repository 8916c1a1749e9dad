import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Anker } from '@rathausverbund/nachweis';
import { buerger } from '../app/demo/personen.ts';
import { createZufall } from '../bench/zufall.ts';
import { meldeMitarbeitAn } from '../tools/demo/bauen.ts';
import { type Anlage, createAnlage } from './anlage.ts';
import { createDienste } from './aufsicht.ts';
import { type Eintrag, oeffneBuch } from './buch.ts';
import { type Buehne, beharrlich, createZeugenbrowser, schlafe } from './buehne.ts';
import { buergerLeben, holeNachweis } from './buerger.ts';
import { type Fehlername, pflanze } from './fehler.ts';
import { KRAEFTE, kraftLeben } from './kraefte.ts';
import { type Art, createPlan, STOERUNGEN } from './plan.ts';
import { createPlatte, megabyteFuer } from './platte.ts';
import { POST, postLeben } from './post.ts';
import { urteile } from './pruefung/eigenschaften.ts';
import type { Bestand, Fakten, Nachweis, Urteil } from './pruefung/model.ts';
import {
  pruefeNachweis,
  pruefeUnterschriften,
  readAnkerVon,
  readBestand,
  readMails,
  readUnruhe,
} from './pruefung/sammeln.ts';
import { beruhige, stoere } from './stoeren.ts';
import { EINTRAGENDE, widerspruchLeben } from './widerspruch.ts';

export interface Auftrag {
  seed: number;
  dauerMs: number;
  arten: readonly Art[];
  /** bugs to plant after the run, one after the other; each verdict is that of all planted so far */
  fehler: readonly Fehlername[];
  /** where ledger, messages of the processes and proofs stay; null: nothing stays */
  ordner: string | null;
}

export interface Ergebnis {
  stoerungen: Record<string, number>;
  gezaehlt: Record<string, number>;
  vonSelbst: Record<string, number>;
  /** faults that were asked for and that this machine does not allow */
  nichtMoeglich: Art[];
  /** seconds from the last fault to rest; null: it did not come to rest */
  ruheNach: number | null;
  urteile: Urteil[];
  /** verdicts after each planted bug */
  mitFehler: { name: Fehlername; urteile: Urteil[] }[];
}

/** Citizens who may do everything online, spread over the demo's places. */
const BUERGER = ['sommer', 'thieme', 'kretzschmar', 'zwintscher'];
/** A job that died with its worker is begun again when its lease of half a minute is over, and may have to wait its turn. */
const RUHE_MS = 60_000;
const SCHLUSS_MS = 60_000;
const STAND_MS = 2_000;

/** One run: builds, lets them work and breaks, heals, judges. */
export async function laufe(o: Auftrag, sage: (zeile: string) => void, halt: AbortSignal): Promise<Ergebnis> {
  const ordner = o.ordner ?? mkdtempSync(join(tmpdir(), 'rv-chaos-'));
  mkdirSync(ordner, { recursive: true });
  const logbuch = openSync(join(ordner, 'dienste.log'), 'a');
  const dienste = createDienste(logbuch);
  const platte = o.arten.includes('platte-voll') ? createPlatte(megabyteFuer(o.dauerMs / 60_000)) : null;
  const arten = o.arten.filter((art) => art !== 'platte-voll' || platte !== null);
  let a: Anlage | undefined;
  try {
    sage('Aufbau: eine eigene Anlage mit zwei Webprozessen und zwei Workern …');
    a = await oderHalt(halt, createAnlage(dienste, join(ordner, 'gegenstellen'), platte));
    const ergebnis = await oderHalt(halt, arbeite(a, { ...o, arten }, ordner, sage));
    return { ...ergebnis, nichtMoeglich: o.arten.filter((art) => !arten.includes(art)) };
  } finally {
    await (a ?? dienste).stop();
    platte?.weg();
    closeSync(logbuch);
    if (o.ordner === null) rmSync(ordner, { recursive: true, force: true });
  }
}

/** Rejects as soon as somebody says stop: what is still running then loses what it runs on. */
function oderHalt<T>(halt: AbortSignal, tun: Promise<T>): Promise<T> {
  tun.catch(() => undefined);
  return Promise.race([
    tun,
    new Promise<never>((_, scheitere) =>
      halt.addEventListener('abort', () => scheitere(new Error('Der Lauf wurde abgebrochen.')), { once: true }),
    ),
  ]);
}

async function arbeite(
  a: Anlage,
  o: Auftrag,
  ordner: string,
  sage: (zeile: string) => void,
): Promise<Omit<Ergebnis, 'nichtMoeglich'>> {
  const buch = oeffneBuch(join(ordner, 'buch.jsonl'));
  const vorher = await bestandVon(a);
  const gezaehlt: Record<string, number> = {};
  const [schluss, abbruch] = [new AbortController(), new AbortController()];
  const k: Buehne = {
    basis: a.basis,
    buch,
    ordner,
    heute: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date()),
    bekannte: [],
    einsprueche: [],
    zaehle: (was) => void (gezaehlt[was] = (gezaehlt[was] ?? 0) + 1),
    schluss: schluss.signal,
    abbruch: abbruch.signal,
  };
  const personen = buerger.filter((p) => BUERGER.includes(p.id));
  sage(
    `Betrieb: ${personen.length} Bürger und ${KRAEFTE.length + POST.length + EINTRAGENDE.length} Arbeitsplätze, Störungen nach Plan (Seed ${o.seed}) …`,
  );
  const leben = [
    ...personen.map((p, i) => buergerLeben(k, p, createZufall(o.seed + 1 + i))),
    ...KRAEFTE.map((kraft, i) => kraftLeben(k, kraft, createZufall(o.seed + 101 + i))),
    ...POST.map((sub, i) => postLeben(k, sub, createZufall(o.seed + 201 + i))),
    ...EINTRAGENDE.map((sub, i) => widerspruchLeben(k, sub, createZufall(o.seed + 301 + i))),
  ].map((l) => l.catch((f: Error) => void sage(`  ein Teilnehmer gab auf: ${f.message.slice(0, 200)}`)));
  const beobachtet = beobachte(k, vorher);
  const stoerungen = await stoereNachPlan(a, o, sage);

  sage('Beruhigung: Die Störungen enden, Begonnenes wird zu Ende gebracht …');
  const ende = Date.now();
  await beruhige(a);
  schluss.abort();
  const frist = setTimeout(() => abbruch.abort(), SCHLUSS_MS);
  await Promise.all([...leben, beobachtet]);
  clearTimeout(frist);
  const ruhe = await warteAufRuhe(a, ende, sage);
  for (const [unart, n] of Object.entries(a.draht.getroffen)) gezaehlt[`Anfragen getroffen: ${unart}`] = n;
  gezaehlt['Unterschriften des Gegenzeichners verfälscht'] = a.zeuge.gelogen();
  const kopf = { stoerungen, gezaehlt, vonSelbst: Object.fromEntries(a.dienste.vonSelbst) };
  if (!ruhe) return { ...kopf, ruheNach: null, urteile: [], mitFehler: [] };

  sage(`  in Ruhe nach ${ruhe} s. Prüfung: Nachweise werden geholt und alle neu geprüft …`);
  const anker = await readAnkerVon(a.basis);
  const fakten = await sammle(a, k, vorher, stoerungen, anker);
  const mitFehler: Ergebnis['mitFehler'] = [];
  const ergebnis = { ...kopf, ruheNach: ruhe, urteile: urteile(fakten), mitFehler };
  for (const name of o.fehler) {
    sage(`Eingebauter Fehler: ${name}`);
    await mit(a, (client) => pflanze(client, name));
    const bestand = await bestandVon(a);
    const unterschriften = await unterschriftenIn(bestand, fakten.buch, anker);
    mitFehler.push({ name, urteile: urteile({ ...fakten, bestand, unterschriften }) });
  }
  return ergebnis;
}

async function mit<T>(a: Anlage, tue: (client: Awaited<ReturnType<Anlage['verbinde']>>) => Promise<T>): Promise<T> {
  const client = await a.verbinde();
  try {
    return await tue(client);
  } finally {
    await client.end();
  }
}

const bestandVon = (a: Anlage) => mit(a, (client) => readBestand(client, a.dateien));

async function stoereNachPlan(a: Anlage, o: Auftrag, sage: (zeile: string) => void): Promise<Record<string, number>> {
  const start = Date.now();
  const gezaehlt: Record<string, number> = {};
  for (const s of createPlan(o.seed, o.dauerMs, o.arten)) {
    await schlafe(start + s.nach - Date.now());
    const traf = await stoere(a, s).catch(() => false);
    if (traf) gezaehlt[s.art] = (gezaehlt[s.art] ?? 0) + 1;
    sage(`  ${(s.nach / 1000).toFixed(1).padStart(6)} s  ${STOERUNGEN[s.art]}${traf ? '' : ' (traf nichts)'}`);
  }
  await schlafe(start + o.dauerMs - Date.now());
  return gezaehlt;
}

/** Looks at the public checkpoint of each log now and then, as anybody may, and writes down what it was shown. */
async function beobachte(k: Buehne, vorher: Bestand): Promise<void> {
  while (!k.schluss.aborted) {
    for (const { koerperschaft, epoche } of vorher.protokolle) {
      const antwort = await fetch(`${k.basis}/log/${koerperschaft}/${epoche}/checkpoint`).catch(() => null);
      const checkpoint = antwort?.status === 200 ? await antwort.text().catch(() => '') : '';
      if (checkpoint) k.buch.schreibe({ art: 'stand', checkpoint });
    }
    await schlafe(STAND_MS);
  }
}

/** @returns seconds from the end of the faults to rest, null when it did not come */
async function warteAufRuhe(a: Anlage, ende: number, sage: (zeile: string) => void): Promise<number | null> {
  let gesagt = Date.now();
  for (;;) {
    const unruhe = await mit(a, readUnruhe).catch(() => Number.NaN);
    if (unruhe === 0 && a.dienste.alleBereit()) return Math.round((Date.now() - ende) / 1000);
    if (Date.now() - ende > RUHE_MS) return null;
    if (Date.now() - gesagt > 10_000) {
      gesagt = Date.now();
      sage(`  noch unterwegs: ${unruhe}`);
    }
    await schlafe(300);
  }
}

/** Of all checkpoints that were kept or shown. */
const unterschriftenIn = (bestand: Bestand, buch: readonly Eintrag[], anker: Anker) =>
  pruefeUnterschriften(
    [
      ...bestand.protokolle.flatMap((p) => p.staende.map((s) => s.note)),
      ...buch.flatMap((e) => (e.art === 'stand' ? [e.checkpoint] : [])),
    ],
    anker,
  );

async function sammle(
  a: Anlage,
  k: Buehne,
  vorher: Bestand,
  stoerungen: Record<string, number>,
  anker: Anker,
): Promise<Fakten> {
  await holeLetzteNachweise(k, await bestandVon(a));
  const bestand = await bestandVon(a);
  const nachweise: Nachweis[] = [];
  const ereignisse = new Map<string, Nachweis['ereignisse']>();
  for (const e of k.buch.eintraege()) {
    if (e.art !== 'nachweis') continue;
    const n = await pruefeNachweis(e.vorgang, e.datei, anker);
    nachweise.push(n);
    ereignisse.set(n.vorgang, n.ereignisse);
  }
  const buch = k.buch.eintraege();
  return {
    buch,
    bestand,
    unterschriften: await unterschriftenIn(bestand, buch, anker),
    vorher: new Set(vorher.vorgaenge.map((v) => v.id)),
    mails: readMails(a.versandte),
    gestoert: Object.keys(stoerungen),
    nachweise,
    ereignisse,
  };
}

/**
 * Who works on a Leistung fetches the proof of each of its Vorgänge, now that all is at rest. A citizen who has fetched one within the
 * last minute would be given the same once more.
 */
async function holeLetzteNachweise(k: Buehne, bestand: Bestand): Promise<void> {
  const leistungen = [...new Set(bestand.vorgaenge.map((v) => v.leistung))];
  await Promise.all(
    leistungen.map(async (leistung) => {
      const sub = KRAEFTE.find((x) => x.leistung === leistung)?.sub ?? '';
      const b = await beharrlich(k, () => meldeMitarbeitAn(k.basis, sub, createZeugenbrowser(k)));
      for (const v of bestand.vorgaenge.filter((x) => x.leistung === leistung))
        await holeNachweis(k, b, v.id, `${k.basis}/arbeitsplatz/vorgang/${v.id}/nachweis`);
    }),
  );
}
