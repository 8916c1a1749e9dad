import { isUuid } from '../../../base/index.ts';
import { hatRolle, readMitarbeiterNamen } from '../../../konten/index.ts';
import {
  aktuelle,
  type Fassung,
  geltungen,
  phaseOf,
  readAufsicht,
  readStaende,
  readStand,
  type Stand,
  seiteOf,
  type Vertragsseite,
} from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';

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
  /** names of the own staff by id; those of the other house are not told */
  personen: ReadonlyMap<string, string>;
}

function blattOf(deps: SeitenDeps, kraft: Kraft, stand: Stand): Omit<Blatt, 'aufsicht' | 'personen'> | undefined {
  const seite = seiteOf(stand, kraft.stelle);
  const fassung = aktuelle(stand) ?? stand.fassungen.at(-1);
  if (!seite || !fassung) return undefined;
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
    return { ...blatt, personen, aufsicht: await readAufsicht(tx, stand.parteien, heuteOf(deps.protokoll.uhr)) };
  });
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
  const staende = await deps.db.transaktion(lesekontext(kraft), readStaende);
  const rang = (s: Stand) => {
    const r = RANG.indexOf(phaseOf(s, heuteOf(deps.protokoll.uhr)));
    return r < 0 ? RANG.length : r;
  };
  return staende
    .flatMap((s) => blattOf(deps, kraft, s) ?? [])
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
