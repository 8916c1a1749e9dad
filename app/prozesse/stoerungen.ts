import type { Prozess, Zustand } from '@rathausverbund/prozess';
import type { Tx } from '../base/index.ts';
import { hatRolle, type Rollenzuweisung } from '../konten/index.ts';
import { readStoerungen, type Stoerung } from './vorfaelle.ts';

/** What somebody tries again: the step of a process that has an incident, or a job of the queue. */
export type Stoerungsziel = { vorgang: string; schritt: number } | { auftrag: string };

/** Something that stands still, or waits, anywhere in the house. */
export interface Hausstoerung {
  ziel: Stoerungsziel;
  koerperschaft: string;
  meldung: string;
  seit: Date;
  /** when it is tried again by itself; null = only when somebody says so */
  naechster: Date | null;
  /** kind of the job; null = an incident of a step */
  art: string | null;
  /** step of the model */
  element: string | null;
  /** null for a job of no Vorgang */
  fall: Fallkopf | null;
  /** what a job of no Vorgang is about: an agreement, an invoice; null where it says nothing */
  bezug: string | null;
}

export interface Fallkopf {
  vorgang: string;
  leistung: string;
  fassung: string;
  aktenzeichen: string;
  betreff: string;
  stelle: string;
  basis: { vereinbarung: string | null; norm: string | null };
}

type Zeile = Record<string, unknown> & {
  koerperschaft: string;
  vorgang: string | null;
  leistung: string;
  fassung: string;
  aktenzeichen: string;
  betreff: string;
  stelle: string;
  basis: Fallkopf['basis'];
  schritt: number | null;
  meldung: string;
  seit: Date;
};
type Vorfall = Zeile & { vorgang: string; schritt: number; element: string };
type Auftrag = Zeile & { auftrag: string; art: string; naechster: Date | null; bezug: string | null };

const GRENZE = 500;

/**
 * Everything that does not go on, of all cases that the context may see, oldest first. A step that only waits for its job is one line,
 * the step's: it says when the job is tried again.
 */
export async function readHausstoerungen(tx: Tx): Promise<Hausstoerung[]> {
  const [vorfaelle, auftraege] = await Promise.all([
    tx.zeilen<Vorfall>(
      `select f.koerperschaft, f.vorgang, f.schritt, f.element, f.meldung, f.seit, v.leistung, v.fassung, v.aktenzeichen, v.betreff,
         v.bearbeitende_stelle as stelle, v.basis
       from prozesse.vorfall f join vorgaenge.kopf v on v.koerperschaft = f.koerperschaft and v.id = f.vorgang
       where f.behoben is null order by f.seit limit ${GRENZE}`,
      [],
    ),
    tx.zeilen<Auftrag>('select * from prozesse.auftraege_gescheitert()', []),
  ]);
  const name = (z: Zeile) => `${z.vorgang}/${z.schritt}`;
  const dienste = new Map(auftraege.flatMap((a) => (a.art === 'prozess.dienst' ? [[name(a), a] as const] : [])));
  const schritte = new Set(vorfaelle.map(name));
  const alle = [
    ...vorfaelle.map((v): Hausstoerung => {
      const auftrag = dienste.get(name(v));
      return {
        ...gemeinsam(v),
        ziel: auftrag ? { auftrag: auftrag.auftrag } : { vorgang: v.vorgang, schritt: v.schritt },
        naechster: auftrag?.naechster ?? null,
        art: null,
        element: v.element,
        bezug: null,
      };
    }),
    ...auftraege
      .filter((a) => a.art !== 'prozess.dienst' || !schritte.has(name(a)))
      .map((a): Hausstoerung => {
        const { auftrag, art, naechster, bezug } = a;
        return { ...gemeinsam(a), ziel: { auftrag }, naechster, art, element: null, bezug };
      }),
  ];
  return alle.sort((a, b) => a.seit.getTime() - b.seit.getTime());
}

function gemeinsam({ koerperschaft, meldung, seit, vorgang, ...z }: Zeile) {
  const { leistung, fassung, aktenzeichen, betreff, stelle, basis } = z;
  return {
    koerperschaft,
    meldung,
    seit,
    fall: vorgang === null ? null : { vorgang, leistung, fassung, aktenzeichen, betreff, stelle, basis },
  };
}

/** What stands in one Vorgang. `wartet`: it goes on by itself, nobody has to do anything; null = an incident. */
export interface Fallstoerung extends Stoerung {
  wartet: { naechster: Date | null } | null;
}

/**
 * What stands or waits in one Vorgang, oldest first. A service of which the process knows no incident is tried again by its job;
 * `naechster` is null where that job is one of too many to be read.
 */
export async function readFallstoerungen(
  tx: Tx,
  fall: { koerperschaft: string; vorgang: string },
  prozess: Prozess,
  zustand: Zustand | null,
): Promise<Fallstoerung[]> {
  const alle = await readStoerungen(tx, fall.koerperschaft, fall.vorgang);
  const dienste = alle.filter(
    (s) =>
      prozess.knoten.get(s.element)?.art === 'dienst' &&
      zustand?.token.some((x) => x.schritt === s.schritt && !x.vorfall),
  );
  if (dienste.length === 0) return alle.map((s) => ({ ...s, wartet: null }));
  const auftraege = await tx.zeilen<{ schritt: number; naechster: Date | null }>(
    `select schritt, naechster from prozesse.auftraege_gescheitert() where vorgang = $1 and art = 'prozess.dienst'`,
    [fall.vorgang],
  );
  return alle.map((s) => {
    const auftrag = auftraege.find((a) => a.schritt === s.schritt);
    const ruht = auftrag !== undefined && auftrag.naechster === null;
    return { ...s, wartet: dienste.includes(s) && !ruht ? { naechster: auftrag?.naechster ?? null } : null };
  });
}

/** Who works on cases of this Leistung, or leads them, has to do with what stands still there; what belongs to no case, who leads all. */
export function hatDamitZuTun(rollen: readonly Rollenzuweisung[], s: Pick<Hausstoerung, 'fall'>): boolean {
  if (s.fall === null) return hatRolle(rollen, 'leitung', '*');
  return hatRolle(rollen, 'leitung', s.fall.leistung) || hatRolle(rollen, 'sachbearbeitung', s.fall.leistung);
}

/** Only the house that works on a case tries again; the body in whose name it does so looks on. */
export const gehoertHierher = (s: Pick<Hausstoerung, 'fall'>, stelle: string): boolean =>
  s.fall === null || s.fall.stelle === stelle;
