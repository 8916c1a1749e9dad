import type { Instanz } from '../instanz.ts';
import { starteLastgeber } from '../lastgeber.ts';
import { quantil } from '../model.ts';
import { BEGINN, LAST, type Lastauftrag, type Lastbericht, type Probe } from './last.ts';

export interface Schreiblauf {
  events_per_s: number;
  /** ms from an event's commit until a cosigned checkpoint covers its leaf, over all probes */
  beweis: number[];
  /** ms of one transaction at the load generator */
  tx_p50_ms: number;
  tx_p99_ms: number;
  /** seconds of input that waited for their place when the load ended */
  rueckstand_s: number;
  /** fewest logs written to in any second */
  aktiv: number;
  /** ms of CPU per event, by process */
  cpu_ms: Record<string, number>;
  /** ms of making the durable key of a new Vorgang */
  schluessel_p50_ms: number;
  je: Record<string, number>;
}

const FRAGE_MS = 40;
const NACHLAUF_MS = 30_000;

/** One run: load from its own process, probes followed until their proof is there. */
export async function messeSchreiben(i: Instanz, auftrag: Lastauftrag): Promise<Schreiblauf> {
  const verfolger = createVerfolger(i);
  let cpuVorher = i.cpu();
  const bericht = await starteLast(auftrag, verfolger.add, () => (cpuVorher = i.cpu()));
  const rueckstand = Number((await i.setup.query('select count(*) as n from nachweise.log_pending')).rows[0].n);
  const { bench: _, ...haus } = i.cpu();
  const cpu = Object.entries(haus).map(([name, s]) => [name, s - (cpuVorher[name] ?? 0)] as const);
  cpu.push(['last', bericht.cpu]);
  const beweis = await verfolger.ende();
  const rate = bericht.ereignisse / bericht.sekunden;
  return {
    events_per_s: rate,
    beweis,
    tx_p50_ms: quantil(bericht.dauern, 0.5),
    tx_p99_ms: quantil(bericht.dauern, 0.99),
    rueckstand_s: rueckstand / rate,
    aktiv: bericht.aktiv,
    cpu_ms: Object.fromEntries(cpu.map(([name, s]) => [name, Math.round((s * 1e6) / bericht.ereignisse) / 1000])),
    schluessel_p50_ms: quantil(bericht.schluessel, 0.5),
    je: bericht.je,
  };
}

function starteLast(auftrag: Lastauftrag, probe: (p: Probe) => void, beginn: () => void): Promise<Lastbericht> {
  return starteLastgeber('last', LAST, auftrag, (zeile) => {
    if (zeile === BEGINN) beginn();
    else if (zeile.startsWith('[')) probe(JSON.parse(zeile) as Probe);
  });
}

/** Asks every 40 ms, for all open probes at once, whether a cosigned checkpoint covers them. The answer is late rather than early. */
function createVerfolger(i: Instanz) {
  const offen = new Map<string, Probe>();
  const zeiten: number[] = [];
  let fertig = false;
  const schluessel = (k: string, v: string, n: number) => `${k}/${v}/${n}`;

  async function frage(): Promise<void> {
    const alle = [...offen.values()];
    const { rows } = await i.setup.query<{ koerperschaft: string; vorgang: string; n: number }>({
      name: 'verfolge',
      text: `select e.koerperschaft, e.vorgang, e.n from unnest($1::uuid[], $2::uuid[], $3::int[]) o (koerperschaft, vorgang, n)
        join nachweise.ereignis e on e.koerperschaft = o.koerperschaft and e.vorgang = o.vorgang and e.n = o.n
        where exists (select from nachweise.log_leaf b join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche
          where b.koerperschaft = e.koerperschaft and b.ereignis = e.id and b.idx < l.bezeugt)`,
      values: [alle.map((p) => p[0]), alle.map((p) => p[1]), alle.map((p) => p[2])],
    });
    const jetzt = Date.now();
    for (const z of rows) {
      const name = schluessel(z.koerperschaft, z.vorgang, z.n);
      const p = offen.get(name);
      if (p) zeiten.push(jetzt - p[3]);
      offen.delete(name);
    }
  }

  const lauf = (async () => {
    for (let bis = Infinity; (!fertig || offen.size > 0) && Date.now() < bis; ) {
      if (fertig && bis === Infinity) bis = Date.now() + NACHLAUF_MS;
      if (offen.size > 0) await frage();
      await new Promise((r) => setTimeout(r, FRAGE_MS));
    }
  })();
  return {
    add: (p: Probe) => void offen.set(schluessel(p[0], p[1], p[2]), p),
    /** @returns the times of all probes; one without a proof half a minute after the load counts as never */
    async ende(): Promise<number[]> {
      fertig = true;
      await lauf;
      return [...zeiten, ...[...offen].map(() => Infinity)];
    },
  };
}
