import { EventEmitter, once } from 'node:events';
import { cpus } from 'node:os';
import { echteUhr } from '../../app/base/index.ts';
import { createKern } from '../../app/main/kern.ts';
import { createAnlage } from '../anlage.ts';
import type { Instanz } from '../instanz.ts';
import { starteLastgeber } from '../lastgeber.ts';
import { type Bench, type Messung, median, quantil, type Zahl } from '../model.ts';
import { createZufall } from '../zufall.ts';
import { abstand, kurz, messeFremd } from './fremd.ts';
import { baueHaus, type Haus } from './haus.ts';
import { type Art, BEREIT, plane, TRENNUNGSLAST, type Trennungsbericht, type Trennungslast } from './last.ts';

const SCHALTER = {
  seed: { wert: 418, hilfe: 'Anfang der Zufallszahlen' },
  laeufe: { wert: 5, hilfe: 'wie oft gemessen wird, mit und ohne Nachbarn im Wechsel' },
  sekunden: { wert: 20, hilfe: 'Dauer der Last je Lauf' },
  vorlauf: { wert: 3, hilfe: 'Sekunden derselben Last vor jedem Lauf, die nicht zählen' },
  rate: { wert: 3, hilfe: 'Anfragen je Sekunde an das eine Rathaus (B)' },
  vielfaches: { wert: 7, hilfe: 'so viel mal mehr Anfragen gehen an das andere (A)' },
  bestand: { wert: 50, hilfe: 'Vorgänge, die jedes der beiden Rathäuser am Anfang hat' },
  anzahl: { wert: 1000, hilfe: 'Fragen je Lauf nach einem fremden und nach einem unbekannten Vorgang' },
};
type Schalter = Record<keyof typeof SCHALTER, number>;

const ZIELE: Record<string, Zahl['ziel']> = {
  nachbar_p95_ratio: { hoechstens: 2 },
  fremd_unbekannt_ratio: { hoechstens: 1.05 },
  fremd_unbekannt_formular_ratio: { hoechstens: 1.05 },
};
const LEER_SEKUNDEN = 120;
/** Share of all cores that may be busy while B is alone: above that others work on this machine, and the waiting is theirs. */
const RUHIG = 0.5;
const UNRUHIG =
  'Die Maschine war schon ohne Nachbarn über die Hälfte belegt: Andere arbeiten darauf, und nachbar_p95_ratio sagt nichts.';

/** What one body notices of another: of its load, and by the clock of what it has. */
export const trennung: Bench<keyof typeof SCHALTER> = {
  beschreibung: 'was ein Rathaus vom andern merkt: an der Wartezeit und an der Antwort auf fremde Nummern',
  schalter: SCHALTER,
  async miss(s, sage): Promise<Messung> {
    const i = await createAnlage();
    try {
      return await misst(i, s, sage);
    } finally {
      await i.stop();
    }
  },
};

async function misst(i: Instanz, s: Schalter, sage: (zeile: string) => void): Promise<Messung> {
  const zahlen: Record<string, Zahl> = {};
  const merke = (name: string, wert: number) => {
    const ziel = ZIELE[name];
    zahlen[name] = { laeufe: [...(zahlen[name]?.laeufe ?? []), wert], ...(ziel ? { ziel } : {}) };
  };
  const fehler: string[] = [];
  const kern = await createKern(i.kind, 'app', 2, echteUhr);
  const a = await baueHaus(kern, 'wurzen', s.bestand);
  const b = await baueHaus(kern, 'bennewitz', s.bestand);
  await leer(i);
  sage(`Wurzen (A) und Bennewitz (B) haben je ${s.bestand} Vorgänge.`);

  const voll: Record<string, number[]> = {};
  for (let n = 0; n < s.laeufe; n++) {
    const p95 = { allein: Number.NaN, neben_a: Number.NaN };
    // by turns which comes first: the stock grows, and the machine is not the same from one minute to the next
    const folge = ['allein', 'neben_a'] as const;
    for (const wie of n % 2 === 0 ? folge : folge.toReversed()) {
      const l = await messeLast(i, s, n, { b, a: wie === 'allein' ? null : a });
      const wert = quantil(Object.values(l.bericht.dauern).flat(), 0.95);
      p95[wie] = wert;
      merke(`b_p95_${wie}_ms`, wert);
      for (const [wer, anteil] of [
        ['maschine', l.bericht.voll],
        ['anlage', l.anlage],
      ] as const)
        voll[`${wer}_${wie}`] = [...(voll[`${wer}_${wie}`] ?? []), zwei(anteil)];
      for (const [was, mal] of l.falsch) fehler.push(`${mal} mal: ${was}`);
      const { cpu, nachlauf } = l;
      sage(
        `Lauf ${n + 1}, ${wie}: ${JSON.stringify({ p95: jeArt(l.bericht), voll: zwei(l.bericht.voll), cpu, nachlauf })}`,
      );
    }
    merke('nachbar_p95_ratio', p95.neben_a / p95.allein);
  }

  const zufall = createZufall(s.seed);
  const frage = { basis: i.kind.basisUrl, cookie: b.personal, fremde: a.faelle, anzahl: s.anzahl, zufall };
  for (let n = 0; n < s.laeufe; n++)
    for (const [name, methode, endung] of [
      ['fremd_unbekannt_ratio', 'GET', ''],
      ['fremd_unbekannt_formular_ratio', 'POST', '/befangen'],
    ] as const) {
      const lauf = await messeFremd(frage, methode, endung);
      merke(name, abstand(lauf));
      fehler.push(...lauf.fehler.slice(0, 5));
      sage(`Lauf ${n + 1}, ${methode} fremd und unbekannt: ${JSON.stringify(kurz(lauf))}`);
    }
  await kern.db.ende();
  const angaben = {
    seed: s.seed,
    anfragen_je_s: { a: s.rate * s.vielfaches, b: s.rate },
    voll,
    ...(median(voll['maschine_allein'] ?? []) > RUHIG ? { hinweis: UNRUHIG } : {}),
  };
  return { zahlen, angaben, fehler };
}

/** One run: the same requests to B at the same moments of the run, with those to A beside them or without. */
async function messeLast(i: Instanz, s: Schalter, n: number, wer: { b: Haus; a: Haus | null }) {
  const fenster = { vorlauf: s.vorlauf, sekunden: s.sekunden };
  const auftrag = async (h: Haus, rate: number, seed: number): Promise<Trennungslast> => {
    const absenden = plane({ rate, seed, ...fenster }).filter((p) => p.art === 'absenden').length;
    const { personal, buerger, faelle } = h;
    const entwuerfe = await h.entwuerfe(absenden);
    return { ...fenster, basis: i.kind.basisUrl, personal, buerger, faelle, entwuerfe, rate, seed };
  };
  const auftraege = [await auftrag(wer.b, s.rate, s.seed + 2 * n)];
  if (wer.a) auftraege.push(await auftrag(wer.a, s.rate * s.vielfaches, s.seed + 2 * n + 1));
  let [beginn, vorher, bereit] = [0, i.cpu(), 0];
  const lauf = new EventEmitter();
  const los = once(lauf, 'los');
  const zeile = (text: string) => {
    if (text !== BEREIT || ++bereit < auftraege.length) return;
    [beginn, vorher] = [Date.now(), i.cpu()];
    lauf.emit('los');
  };
  const [bericht, ...andere] = await Promise.all(
    auftraege.map((x) => starteLastgeber<Trennungsbericht>('trennungslast', TRENNUNGSLAST, x, zeile, los)),
  );
  if (!bericht) throw new Error('Der Lastgeber hat nichts berichtet');
  const { bench: _, ...nachher } = i.cpu();
  const ende = Date.now();
  await leer(i);
  const cpu = Object.entries(nachher).map(([name, x]) => [name, zwei(x - (vorher[name] ?? 0))] as const);
  const sekunden = (ende - beginn) / 1000;
  return {
    bericht,
    falsch: [bericht, ...andere].flatMap((x) => Object.entries(x.falsch)),
    /** CPU seconds by process, and the share of all cores they are */
    cpu: Object.fromEntries(cpu),
    anlage: cpu.reduce((summe, [, x]) => summe + x, 0) / sekunden / cpus().length,
    /** seconds until the work behind the requests was done */
    nachlauf: zwei((Date.now() - ende) / 1000),
  };
}

/** Waits until the worker has nothing to do: what one run asked for is no load of the next. */
async function leer(i: Instanz): Promise<void> {
  for (const bis = Date.now() + LEER_SEKUNDEN * 1000; Date.now() < bis; ) {
    const { rows } = await i.setup.query(
      'select (select count(*) from base.auftrag where not ruht and faellig <= now()) + (select count(*) from nachweise.log_pending) as n',
    );
    if (Number(rows[0].n) === 0) return;
    await new Promise((r) => setTimeout(r, 200));
  }
  throw new Error(`Nach ${LEER_SEKUNDEN} s ist die Arbeit eines Laufs noch nicht getan`);
}

const zwei = (x: number) => Math.round(x * 100) / 100;

const jeArt = ({ dauern }: Trennungsbericht) =>
  Object.fromEntries(
    (Object.entries(dauern) as [Art, number[]][]).map(([art, ms]) => [
      art,
      { anfragen: ms.length, ms: Math.round(quantil(ms, 0.95) * 10) / 10 },
    ]),
  );
