import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
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
  /** bodies that have merged into another one, by their id */
  nachfolgen: ReadonlyMap<string, Nachfolge>;
}

/** `ab`: first local day on which the territory is the other's. */
interface Nachfolge {
  koerperschaft: string;
  nachfolger: string;
  ab: string;
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

/**
 * One statement: the rules and the name of the state they are from are seen at one moment. A period without a day has no bounds and
 * must not be taken for one without end.
 */
const LESEN = `with recursive kette (ort) as (
    select $1::uuid union select n.nachfolger from kommunen.rechtsnachfolge n join kette k on n.koerperschaft = k.ort
  ), gesetz as (
    select g.mitglied, g.erfuellende, g.gueltig, g.verband from kommunen.gemeinschaft g where g.mitglied = any (array(select ort from kette)) and not isempty(g.gueltig)
  ), regel as (
    select r.* from vereinbarungen.regel r where r.von = any (array(select ort from kette)) and not isempty(r.gueltig)
      and not (r.art = 'mandatierend' and exists (select from vereinbarungen.halt h
        where h.koerperschaft = r.von and h.stelle = r.an and h.leistung = r.leistung and h.bis is null))
  ), beteiligt as (
    select ort as id from kette union select erfuellende from gesetz union select an from regel
  )
  select (select kennung from kommunen.regelstand) as stand,
    array(select jsonb_build_object('vereinbarung', g.mitglied, 'art', 'gesetz', 'leistung', '*', 'von', g.mitglied,
        'an', g.erfuellende, 'ab', lower(g.gueltig), 'bis', upper(g.gueltig), 'titel', g.verband || ' (zu bestätigen)',
        'fundstelle', 'Gemeindeverzeichnis', 'stand', 'in_kraft') from gesetz g)
    || array(select jsonb_build_object('vereinbarung', r.vereinbarung, 'art', r.art, 'leistung', r.leistung, 'von', r.von,
        'an', r.an, 'ab', lower(r.gueltig), 'bis', upper(r.gueltig), 'titel', r.titel, 'fundstelle', r.fundstelle,
        'stand', r.stand) from regel r) as regeln,
    array(select a.id from kommunen.aktive a where a.id = any (array(select id from beteiligt))) as aktiv,
    array(select jsonb_build_object('koerperschaft', n.koerperschaft, 'nachfolger', n.nachfolger, 'ab', n.ab)
      from kommunen.rechtsnachfolge n where n.koerperschaft = any (array(select id from beteiligt))) as nachfolgen`;

async function lies(tx: Tx, ort: string): Promise<Lage> {
  const z = await tx.eine<{ stand: string; regeln: Regel[]; aktiv: string[]; nachfolgen: Nachfolge[] }>(LESEN, [ort]);
  if (!z) throw new Error('Zuständigkeit ohne Antwort');
  const lage: Lage = {
    regeln: z.regeln,
    aktiv: new Set(z.aktiv),
    nachfolgen: new Map(z.nachfolgen.map((n) => [n.koerperschaft, n])),
  };
  auskunftOf(z.stand).set(ort, lage);
  return lage;
}

/** The body whose territory the place is on this day; undefined where the successions run in a circle. */
function ortAm(ort: string, tag: string, { nachfolgen }: Lage): string | undefined {
  for (let i = 0; i <= nachfolgen.size; i++) {
    const n = nachfolgen.get(ort);
    if (!n || tag < n.ab) return ort;
    ort = n.nachfolger;
  }
  return undefined;
}

function antworte(frage: Zustaendigkeitsfrage, lage: Lage): Zustaendigkeit | Ablehnung {
  const ort = ortAm(frage.ort, frage.tag, lage);
  if (ort === undefined) return ablehnen('zustaendigkeit.niemand');
  // a body that has merged into another one acts for nobody any more: its agreements need a successor who says so
  const da = (id: string) => {
    const n = lage.nachfolgen.get(id);
    return lage.aktiv.has(id) && (!n || frage.tag < n.ab);
  };
  return zustaendigkeit({ ...frage, ort }, lage.regeln, da);
}

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
export async function resolveZustaendigkeit(tx: Tx, frage: Zustaendigkeitsfrage): Promise<Zustaendigkeit | Ablehnung> {
  // a place that was never met: its rules come with the name of their state, nothing else has to be asked
  const bekannt = [...gemerkt.values()].some((a) => a.has(frage.ort));
  return bekannt ? (await openZustaendigkeit(tx)).antworte(frage) : antworte(frage, await lies(tx, frage.ort));
}
