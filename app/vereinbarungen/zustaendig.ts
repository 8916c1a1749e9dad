import type { Ablehnung, Tx } from '../base/index.ts';
import { type Regel, type Zustaendigkeit, zustaendigkeit } from './model.ts';

export interface Zustaendigkeitsfrage {
  leistung: string;
  ort: string;
  /** local date */
  tag: string;
}

/** Everything that decides who is competent at one place. */
interface Lage {
  regeln: readonly Regel[];
  /** bodies that run here, among those concerned */
  aktiv: ReadonlySet<string>;
}

/** What one state of the rules says of the places that were asked for. */
type Auskunft = Map<string, Lage>;

/**
 * Answers by the name of the state they belong to. A name is never used twice, so nothing here can be out of date: a publication
 * gives the rules another name, and its answers are looked up anew. States that are gone fall out.
 */
const gemerkt = new Map<string, Auskunft>();
const STAENDE = 4;

function auskunftOf(stand: string): Auskunft {
  let a = gemerkt.get(stand);
  if (!a) {
    gemerkt.set(stand, (a = new Map()));
    for (const alt of gemerkt.keys()) if (gemerkt.size > STAENDE) gemerkt.delete(alt);
  }
  return a;
}

/** One statement: the rules and the name of the state they are from are seen at one moment. */
const LESEN = `select (select kennung from kommunen.regelstand) as stand,
  array(select jsonb_build_object('vereinbarung', g.mitglied, 'art', 'gesetz', 'leistung', '*', 'von', g.mitglied, 'an', g.erfuellende,
      'ab', lower(g.gueltig), 'bis', upper(g.gueltig), 'titel', g.verband || ' (zu bestätigen)', 'fundstelle', 'Gemeindeverzeichnis',
      'stand', 'in_kraft') from kommunen.gemeinschaft g where g.mitglied = o.ort)
  || array(select jsonb_build_object('vereinbarung', r.vereinbarung, 'art', r.art, 'leistung', r.leistung, 'von', r.von, 'an', r.an,
      'ab', lower(r.gueltig), 'bis', upper(r.gueltig), 'titel', r.titel, 'fundstelle', r.fundstelle, 'stand', r.stand)
      from vereinbarungen.regel r where r.von = o.ort and not (r.art = 'mandatierend' and exists (
        select from vereinbarungen.halt h where h.koerperschaft = r.von and h.stelle = r.an and h.leistung = r.leistung and h.bis is null)))
    as regeln,
  array(select a.id from kommunen.aktive a where a.id = o.ort
    or a.id in (select g.erfuellende from kommunen.gemeinschaft g where g.mitglied = o.ort)
    or a.id in (select r.an from vereinbarungen.regel r where r.von = o.ort)) as aktiv
  from (select $1::uuid as ort) o`;

async function lies(tx: Tx, ort: string): Promise<Lage> {
  const z = await tx.eine<{ stand: string; regeln: Regel[]; aktiv: string[] }>(LESEN, [ort]);
  if (!z) throw new Error('Zuständigkeit ohne Antwort');
  const lage: Lage = { regeln: z.regeln, aktiv: new Set(z.aktiv) };
  auskunftOf(z.stand).set(ort, lage);
  return lage;
}

const antworte = (frage: Zustaendigkeitsfrage, lage: Lage): Zustaendigkeit | Ablehnung =>
  zustaendigkeit(frage, lage.regeln, (id) => lage.aktiv.has(id));

/** Answers any number of questions by the state of the rules that this transaction saw when it asked for it. */
export interface Zustaendigkeiten {
  antworte(frage: Zustaendigkeitsfrage): Promise<Zustaendigkeit | Ablehnung> | Zustaendigkeit | Ablehnung;
}

/**
 * For many questions at once: asks the database once which state of the rules is in force, and places it has not met one by one.
 * Never older than this call.
 */
export async function openZustaendigkeit(tx: Tx): Promise<Zustaendigkeiten> {
  const z = await tx.eine<{ kennung: string }>('select kennung from kommunen.regelstand');
  if (!z) throw new Error('Der Stand der Regeln fehlt');
  const auskunft = auskunftOf(z.kennung);
  return {
    antworte(frage) {
      const lage = auskunft.get(frage.ort);
      return lage ? antworte(frage, lage) : lies(tx, frage.ort).then((neu) => antworte(frage, neu));
    },
  };
}

/**
 * Answers the three bodies for a Leistung at a place on a day, or refuses (`zustaendigkeit.niemand`, `.widerspruch`). Work that its
 * body has stopped is its own again.
 */
export const resolveZustaendigkeit = async (tx: Tx, frage: Zustaendigkeitsfrage): Promise<Zustaendigkeit | Ablehnung> =>
  (await openZustaendigkeit(tx)).antworte(frage);
