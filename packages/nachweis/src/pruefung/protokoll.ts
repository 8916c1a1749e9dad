import type { Krypto } from '@rathausverbund/siegel';
import { verifyCosignature } from '../note/cosignature.ts';
import { verifyNote } from '../note/note.ts';
import type { Anker, AnkerLog, AnkerZeuge } from './anker.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { groupBy } from './gruppen.ts';
import { regelBei } from './regel.ts';
import { istUnabhaengig } from './unabhaengig.ts';

/** Who vouches for the checkpoints of a bundle. */
export interface Bezeugung {
  readonly befunde: readonly Befund[];
  readonly logs: readonly AnkerLog[];
  /** Witnesses that cosigned every checkpoint. */
  readonly zeugen: readonly AnkerZeuge[];
  /** Good cosignatures by the text of their checkpoint. */
  readonly gegenzeichnungen: ReadonlyMap<string, readonly Gegenzeichnung[]>;
}

export interface Gegenzeichnung {
  readonly zeuge: AnkerZeuge;
  readonly zeit: Date;
}

/** A clock may be wrong by so many milliseconds before we call it a contradiction. */
export const TOLERANZ = 5 * 60_000;

/** Signatures of the log and cosignatures of the witnesses, against the anchors alone. */
export async function pruefeProtokoll(
  krypto: Krypto,
  anker: Anker | null,
  ereignisse: readonly GelesenesEreignis[],
  jetzt: Date,
): Promise<Bezeugung> {
  const leer = { logs: [], zeugen: [], gegenzeichnungen: new Map() };
  if (ereignisse.length === 0) {
    return {
      ...leer,
      befunde: [
        befund(
          'zeugen',
          'cannot be decided',
          'protokoll.fehlt',
          'Der Datei liegt kein Nachweis aus dem Protokoll bei.',
        ),
      ],
    };
  }
  if (!anker) {
    const befunde = [
      befund(
        'zeugen',
        'cannot be decided',
        'anker.fehlen',
        'Ohne Anker lässt sich nicht sagen, wem Protokoll und Zeugen gehören.',
      ),
    ];
    return { ...leer, befunde };
  }
  const befunde: Befund[] = [];
  const logs = new Set<AnkerLog>();
  const gegenzeichnungen = new Map<string, readonly Gegenzeichnung[]>();
  let zeugen = anker.zeugen;
  for (const gruppe of groupBy(ereignisse, (e) => e.proof.checkpoint).values()) {
    const antwort = await pruefeStand(krypto, anker, gruppe, jetzt);
    befunde.push(...antwort.befunde);
    for (const log of antwort.logs) logs.add(log);
    zeugen = zeugen.filter((z) => antwort.gute.some((g) => g.zeuge === z));
    const text = gruppe[0]?.proof.gelesen.note.text ?? '';
    gegenzeichnungen.set(text, [...(gegenzeichnungen.get(text) ?? []), ...antwort.gute]);
  }
  return { befunde, logs: [...logs], zeugen, gegenzeichnungen };
}

interface Standantwort {
  readonly befunde: readonly Befund[];
  readonly logs: readonly AnkerLog[];
  readonly gute: readonly Gegenzeichnung[];
}

async function pruefeStand(
  krypto: Krypto,
  anker: Anker,
  gruppe: readonly GelesenesEreignis[],
  jetzt: Date,
): Promise<Standantwort> {
  const [first] = gruppe;
  if (!first) return { befunde: [], logs: [], gute: [] };
  const { checkpoint, note } = first.proof.gelesen;
  const stand = `Stand ${checkpoint.groesse} des Protokolls ${checkpoint.origin}`;
  const log = anker.logs.find(({ key }) => key.name === checkpoint.origin);
  if (!log) {
    return {
      befunde: [
        befund(
          'zeugen',
          'cannot be decided',
          'protokoll.unbekannt',
          `Das Protokoll ${checkpoint.origin} gehört nicht zu den Ankern.`,
        ),
      ],
      logs: [],
      gute: [],
    };
  }
  const befunde: Befund[] = [];
  const signed = (await verifyNote(krypto, log.key, note)) === 'gut';
  befunde.push(
    signed
      ? befund(
          'zeugen',
          'holds',
          'protokoll.unterschrieben',
          `${stand} ist vom Protokoll unterschrieben (${log.koerperschaft}).`,
        )
      : befund(
          'zeugen',
          'does not hold',
          'protokoll.unterschrift',
          `${stand} ist nicht vom Schlüssel des Protokolls unterschrieben.`,
        ),
  );
  const gute: Gegenzeichnung[] = [];
  for (const zeuge of anker.zeugen) {
    const answer = await verifyCosignature(krypto, zeuge.key, note);
    if (answer.state === 'gut') gute.push({ zeuge, zeit: new Date(answer.zeit * 1000) });
    if (answer.state === 'falsch')
      befunde.push(
        befund('zeugen', 'does not hold', 'zeuge.unterschrift', `Die Gegenzeichnung von ${zeuge.name} ist falsch.`),
      );
  }
  befunde.push(
    pruefeZahl(
      anker,
      log,
      checkpoint.groesse,
      stand,
      gute.map((g) => g.zeuge),
    ),
  );
  befunde.push(...gute.flatMap((g) => pruefeZeit(anker, gruppe, g, jetzt)));
  return { befunde, logs: signed ? [log] : [], gute: signed ? gute : [] };
}

/** The policy of the log at this size, else that of all anchors. A witness with several keys counts once. */
function pruefeZahl(anker: Anker, log: AnkerLog, groesse: number, stand: string, gute: readonly AnkerZeuge[]): Befund {
  const alle = { k: anker.k, namen: anker.zeugen.map((z) => z.key.name) };
  const { k, namen } = log.zeugen ? regelBei(log.zeugen, groesse) : alle;
  const zaehlen = gute.filter((z) => namen.includes(z.key.name));
  const zahl = new Set(zaehlen.map((z) => z.key.name)).size;
  const wer = zaehlen.map((z) => `${z.name} (${z.intern ? 'intern' : z.betreiber})`).join(', ');
  const satz = `${zahl} gegengezeichnet, verlangt sind ${k} von ${new Set(namen).size} Zeugen${wer && `: ${wer}`}.`;
  return zahl >= k
    ? befund('zeugen', 'holds', 'zeugen.genug', `${stand}: ${satz}`)
    : befund('zeugen', 'does not hold', 'zeugen.zu-wenige', `${stand}: nur ${satz}`);
}

/** Operators that are not the logs' own. */
export const unabhaengige = (anker: Anker, zeugen: readonly AnkerZeuge[]): string[] => [
  ...new Set(zeugen.filter((z) => istUnabhaengig(anker.zeugen, z)).map((z) => z.betreiber)),
];

function pruefeZeit(
  anker: Anker,
  gruppe: readonly GelesenesEreignis[],
  { zeuge, zeit }: Gegenzeichnung,
  jetzt: Date,
): Befund[] {
  if (zeit.getTime() > jetzt.getTime() + TOLERANZ) {
    return [
      befund(
        'zeugen',
        'cannot be decided',
        'zeuge.zukunft',
        `Die Gegenzeichnung von ${zeuge.name} trägt eine Zeit in der Zukunft: ${zeitText(zeit)}.`,
      ),
    ];
  }
  const spaeter = gruppe.find(
    ({ ereignis }) => !istNachgestellt(anker, ereignis.data) && Date.parse(ereignis.at) > zeit.getTime() + TOLERANZ,
  );
  if (!spaeter) return [];
  return [
    befund(
      'zeit',
      'does not hold',
      'zeit.widerspruch',
      `Ereignis ${spaeter.ereignis.n} will später geschehen sein, als ${zeuge.name} es schon gegengezeichnet hat.`,
    ),
  ];
}

/**
 * Seeded cases of a demonstration say so in their data: `nachgestellt: true`. Only anchors of TEST keys, or none, let them: an
 * installation in earnest has no times that never were.
 */
export function istNachgestellt(anker: Anker | null, data: { readonly [name: string]: unknown }): boolean {
  return data['nachgestellt'] === true && anker?.test !== false;
}
