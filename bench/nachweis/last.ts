import { dienst, echteUhr, uuidv7 } from '../../app/base/index.ts';
import { createKern, VERBINDUNGEN } from '../../app/main/kern.ts';
import type { KindConfig } from '../../app/main/kind.ts';
import { ANFANG, type Kopf, type Strom, schreibe, type Umstand } from '../../app/nachweise/index.ts';
import { createZipf, createZufall } from '../zufall.ts';

/** Variable by which the bench tells its load generator what to do. */
export const LAST = 'RATHAUSVERBUND_LAST';

export interface Lastauftrag {
  kind: KindConfig;
  /** bodies, the busiest first */
  haeuser: string[];
  seed: number;
  sekunden: number;
  /** seconds of the same load before it counts: code gets hot, connections open */
  vorlauf: number;
  /** transactions at the same time */
  gleichzeitig: number;
  /** events per second asked for; 0 = as fast as it goes */
  rate: number;
  /** events of one Vorgang before the next is opened, which makes a durable key; 0 = no end, and keys are made before the load */
  jeVorgang: number;
  /** every so manieth event is reported, for the time until its proof */
  probe: number;
}

/** An acknowledged event: body, Vorgang, number, and when its commit had come back (ms since 1970). */
export type Probe = [koerperschaft: string, vorgang: string, n: number, at: number];

export interface Lastbericht {
  ereignisse: number;
  sekunden: number;
  /** fewest different logs written to in any full second */
  aktiv: number;
  /** ms of single transactions */
  dauern: number[];
  /** ms of making the durable key of a new Vorgang, before the load */
  schluessel: number[];
  /** CPU seconds of this process during the load */
  cpu: number;
  /** acknowledged events by body */
  je: Record<string, number>;
}

/** The line that says: keys are made, the load begins. */
export const BEGINN = 'beginn';
const DATEN = 1024;

interface Offen {
  strom: Strom;
  kopf: Kopf;
}

/** Writes events as the application does, one transaction each; a line per probe, the report as the last line. */
export async function last(text: string): Promise<void> {
  const a = JSON.parse(text) as Lastauftrag;
  const kern = await createKern(a.kind, 'app', VERBINDUNGEN.web, echteUhr);
  const zufall = createZufall(a.seed);
  const zipf = createZipf(a.haeuser.length, zufall);
  const neuerText = createTexte(zufall);
  const frei = new Map<string, Offen[]>();
  const je = new Map<string, number>();
  const dauern: number[] = [];
  const aktiv: Set<string>[] = [];
  let gezaehlt = 0;
  /** when the part that counts began; 0 before */
  let beginn = 0;

  function nimm(koerperschaft: string): Offen {
    const da = frei.get(koerperschaft)?.pop();
    return da ?? eroeffne(koerperschaft);
  }

  function eroeffne(koerperschaft: string): Offen {
    const strom: Strom = { art: 'vorgang', id: uuidv7(Date.now()), koerperschaft, leistung: 'bench', buerger: null };
    return { strom, kopf: ANFANG };
  }

  async function eines(): Promise<void> {
    const koerperschaft = a.haeuser[zipf()] ?? '';
    const offen = nimm(koerperschaft);
    const start = performance.now();
    const kontext = dienst(koerperschaft, 'Messung');
    const { kopf } = await kern.db.transaktion(kontext, (tx) =>
      schreibe(tx, kern.protokoll, offen.strom, offen.kopf, umstand(koerperschaft), [
        { kind: 'bench.geschehen', data: { text: neuerText() } },
      ]),
    );
    const at = Date.now();
    if (a.jeVorgang === 0 || kopf.n < a.jeVorgang)
      frei.set(koerperschaft, [...(frei.get(koerperschaft) ?? []), { ...offen, kopf }]);
    je.set(koerperschaft, (je.get(koerperschaft) ?? 0) + 1);
    if (beginn === 0) return;
    dauern.push(performance.now() - start);
    (aktiv[Math.floor((at - beginn) / 1000)] ??= new Set()).add(koerperschaft);
    if (++gezaehlt % a.probe === 0)
      console.log(JSON.stringify([koerperschaft, offen.strom.id, kopf.n, at] satisfies Probe));
  }

  const schluessel: number[] = [];
  for (const [platz, k] of a.haeuser.entries())
    for (let n = Math.max(1, Math.round(a.gleichzeitig / (platz + 1))); n > 0; n--) {
      const offen = eroeffne(k);
      const start = performance.now();
      await kern.bund.createDek(k, offen.strom.id);
      frei.set(k, [...(frei.get(k) ?? []), offen]);
      schluessel.push(performance.now() - start);
    }
  let begonnen = 0;
  const takt = Date.now();
  const spur = async (ende: number) => {
    while (Date.now() < ende) {
      const dran = a.rate === 0 ? 0 : takt + (begonnen * 1000) / a.rate;
      begonnen++;
      if (dran > Date.now()) await new Promise((r) => setTimeout(r, dran - Date.now()));
      await eines();
    }
  };
  const laste = (ms: number) => {
    const ende = Date.now() + ms;
    return Promise.all(Array.from({ length: a.gleichzeitig }, () => spur(ende)));
  };
  await laste(a.vorlauf * 1000);
  console.log(BEGINN);
  const cpu = process.cpuUsage();
  beginn = Date.now();
  await laste(a.sekunden * 1000);
  const { user, system } = process.cpuUsage(cpu);
  const bericht: Lastbericht = {
    ereignisse: gezaehlt,
    sekunden: (Date.now() - beginn) / 1000,
    aktiv: Math.min(...aktiv.slice(0, a.sekunden).map((s) => s?.size ?? 0)),
    dauern,
    schluessel,
    cpu: (user + system) / 1e6,
    je: Object.fromEntries(je),
  };
  console.log(JSON.stringify(bericht));
  await kern.db.ende();
}

const umstand = (k: string): Umstand => ({
  actor: { pseudonym: 'bench', role: 'automatisiertes Verfahren', loa: null },
  fuer: { oertlich: k, zustaendig: k, stelle: k },
  grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Messung', zweck: 'Messung' },
});

/** Texts that nothing can shrink: pieces of one long one, so that making them costs the load nothing. */
function createTexte(zufall: () => number): () => string {
  const bytes = Buffer.alloc(DATEN * 512);
  for (let i = 0; i < bytes.length; i += 4) bytes.writeUInt32LE((zufall() * 2 ** 32) >>> 0, i);
  const hex = bytes.toString('hex');
  return () => {
    const ab = Math.floor(zufall() * (hex.length - DATEN));
    return hex.slice(ab, ab + DATEN);
  };
}
