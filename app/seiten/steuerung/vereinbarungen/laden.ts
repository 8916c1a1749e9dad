import { isUuid, type Tx } from '../../../base/index.ts';
import { hatRolle, readMitarbeiterNamen } from '../../../konten/index.ts';
import {
  aktuelle,
  type Erneuert,
  type Fassung,
  geltungen,
  phaseOf,
  readAufgehen,
  readAufsicht,
  readErneuerungen,
  readStaende,
  readStand,
  type Stand,
  seiteOf,
  type Vertragsseite,
} from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { betrifft } from '../rahmen.tsx';

/** Who leads the house acts for it; everybody else of the area only reads. */
export const darfHandeln = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');

export const gegenseite = (s: Vertragsseite): Vertragsseite =>
  s === 'auftraggeber' ? 'auftragnehmer' : 'auftraggeber';

/** An agreement of the own house, seen from there. */
export interface Blatt {
  stand: Stand;
  seite: Vertragsseite;
  /** the text that is shown: the one at work */
  fassung: Fassung;
  heute: string;
  aufsicht: string;
  namen: Record<Vertragsseite, string>;
  /** a party that becomes part of another body: its name, the other's, and the first day; null = none */
  aufgehen: { name: string; in: string; ab: string } | null;
  /** names of the own staff by id; those of the other house are not told */
  personen: ReadonlyMap<string, string>;
  /** the newest renewal of each of the own sealed copies, by document */
  erneuert: ReadonlyMap<string, Erneuert>;
}

function blattOf(
  deps: SeitenDeps,
  kraft: Kraft,
  stand: Stand,
): Omit<Blatt, 'aufsicht' | 'personen' | 'aufgehen' | 'erneuert'> | undefined {
  const seite = seiteOf(stand, kraft.stelle);
  const fassung = aktuelle(stand) ?? stand.fassungen.at(-1);
  if (!seite || !fassung) return undefined;
  // a clerk reads the agreements of her Leistungen, whatever text of them is in force
  const leistungen = stand.fassungen.flatMap((f) => f.inhalt.leistungen);
  if (!betrifft(kraft, 'vereinbarungen', leistungen)) return undefined;
  const name = (s: Vertragsseite) => deps.verzeichnis.byId(stand.parteien[s])?.name ?? '';
  const namen = { auftraggeber: name('auftraggeber'), auftragnehmer: name('auftragnehmer') };
  return { stand, seite, fassung, heute: heuteOf(deps.protokoll.uhr), namen };
}

export async function readBlatt(deps: SeitenDeps, kraft: Kraft, id: string): Promise<Blatt | undefined> {
  if (!isUuid(id)) return undefined;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const stand = await readStand(tx, id);
    const blatt = stand && blattOf(deps, kraft, stand);
    if (!stand || !blatt) return undefined;
    const personen = new Map([...(await readMitarbeiterNamen(tx, kraft.stelle))].map(([k, m]) => [k, m.name]));
    const aufgehen = await aufgehenOf(deps, tx, stand);
    return {
      ...blatt,
      personen,
      aufgehen,
      erneuert: await readErneuerungen(tx, deps.protokoll, kraft.stelle, id),
      aufsicht: await readAufsicht(tx, stand.parteien, heuteOf(deps.protokoll.uhr)),
    };
  });
}

async function aufgehenOf(deps: SeitenDeps, tx: Tx, s: Stand): Promise<Blatt['aufgehen']> {
  const a = await readAufgehen(tx, s.parteien);
  return a ? { name: a.name, in: deps.verzeichnis.byId(a.nachfolger)?.name ?? '', ab: a.ab } : null;
}

const RANG = [
  'erklaerung',
  'beschluss',
  'genehmigung',
  'bekanntmachung',
  'freischaltung',
  'ausgesetzt',
  'kuenftig',
  'in_kraft',
];

/** All agreements of the own house: what waits for a step first, what is over last. */
export async function readBlaetter(deps: SeitenDeps, kraft: Kraft) {
  const { staende, gehenAuf } = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const alle = await readStaende(tx);
    const paare = await Promise.all(alle.map(async (s) => [s.id, await aufgehenOf(deps, tx, s)] as const));
    return { staende: alle, gehenAuf: new Map(paare) };
  });
  const rang = (s: Stand) => {
    const r = RANG.indexOf(phaseOf(s, heuteOf(deps.protokoll.uhr)));
    return r < 0 ? RANG.length : r;
  };
  return staende
    .flatMap((s) => {
      const b = blattOf(deps, kraft, s);
      return b ? [{ ...b, aufgehen: gehenAuf.get(s.id) ?? null }] : [];
    })
    .sort((a, b) => rang(a.stand) - rang(b.stand) || (a.stand.id < b.stand.id ? -1 : 1));
}

/** First and last day in force, as they are known now; the last day is the first one outside. */
export function tageOf({ stand, fassung }: Pick<Blatt, 'stand' | 'fassung'>): {
  ab: string | null;
  bis: string | null;
} {
  const gelten = geltungen(stand);
  const [erste] = gelten;
  return erste ? { ab: erste.ab, bis: gelten.at(-1)?.bis ?? null } : { ab: fassung.inhalt.ab, bis: fassung.inhalt.bis };
}
