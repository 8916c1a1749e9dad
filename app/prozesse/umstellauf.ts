import {
  type Ablehnung,
  ablehnen,
  erledigt,
  type Handler,
  type Kontext,
  stelleEin,
  type Tx,
  uuidv7,
} from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { readInFassung, zaehleInFassung } from '../vorgaenge/index.ts';
import type { AufgabenDeps, Person } from './aufgaben.ts';
import { sieUmstellungVoraus, stelleUm, type Ziel } from './umstellen.ts';

/** One move of a whole group, or its dry run (`probe`), and how far it is. */
export interface Umstellauf extends Ziel {
  id: string;
  leistung: string;
  von: string;
  probe: boolean;
  person: string;
  begonnen: Date;
  stand: 'laeuft' | 'angehalten' | 'fertig';
  gesamt: number;
  gegangen: number;
  geblieben: number;
  /** why cases stayed: a sentence, or the code of a refusal, with their number */
  gruende: Readonly<Record<string, number>>;
}

const AUFTRAG = 'prozess.umstellen';
/** so many cases in one job: it must end well within its lease */
const PORTION = 20;
/** so many reasons are kept apart */
const GRUENDE = 20;

const imHaus = (p: Pick<Person, 'person' | 'stelle'>): Kontext => ({
  art: 'mitarbeit',
  person: p.person,
  stelle: p.stelle,
  handelndFuer: p.stelle,
  grundlage: {
    vereinbarung: null,
    norm: null,
    aufgabe: 'Laufende Vorgänge umstellen',
    zweck: 'Neue Fassung einer Leistung',
  },
});

const istLeitung = async (tx: Tx, p: Pick<Person, 'person' | 'stelle'>, leistung: string) =>
  hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', leistung);

/** Starts a move, or its dry run, in the background. Refuses: `umstellung.nicht-berechtigt`, `umstellung.laeuft-schon`, `umstellung.nichts`. */
export async function beginneUmstellung(
  d: AufgabenDeps,
  p: Person,
  u: Ziel & { leistung: string; von: string; probe: boolean },
): Promise<{ ok: true; id: string } | Ablehnung> {
  return d.db.transaktion(imHaus(p), async (tx) => {
    if (!(await istLeitung(tx, p, u.leistung))) return ablehnen('umstellung.nicht-berechtigt');
    const gesamt = await zaehleInFassung(tx, p.stelle, { leistung: u.leistung, fassung: u.von });
    if (gesamt === 0) return ablehnen('umstellung.nichts');
    const jetzt = d.protokoll.uhr.jetzt();
    const id = uuidv7(jetzt);
    const neu = await tx.fuehreAus(
      `insert into prozesse.umstellung (koerperschaft, id, leistung, von, nach, zuordnung, probe, person, begonnen, gesamt)
       values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), $10)
       on conflict (koerperschaft, leistung, von) where stand = 'laeuft' do nothing`,
      [p.stelle, id, u.leistung, u.von, u.nach, JSON.stringify(u.zuordnung), u.probe, p.person, jetzt, gesamt],
    );
    if (neu === 0) return ablehnen('umstellung.laeuft-schon');
    stelleEin(tx, d.protokoll.uhr, { art: AUFTRAG, koerperschaft: p.stelle, bezug: id });
    return { ok: true as const, id };
  });
}

/** Stops it after the case in work, or lets it go on; then those that stayed are tried again. */
export async function lenkeUmstellung(
  d: AufgabenDeps,
  p: Person,
  id: string,
  wohin: 'anhalten' | 'fortsetzen',
): Promise<{ ok: true } | Ablehnung> {
  return d.db.transaktion(imHaus(p), async (tx) => {
    const z = await tx.eine<{ leistung: string; von: string; stand: string }>(
      'select leistung, von, stand from prozesse.umstellung where koerperschaft = $1 and id = $2 for update',
      [p.stelle, id],
    );
    const erwartet = wohin === 'anhalten' ? 'laeuft' : 'angehalten';
    if (z?.stand !== erwartet) return ablehnen('umstellung.unbekannt');
    if (!(await istLeitung(tx, p, z.leistung))) return ablehnen('umstellung.nicht-berechtigt');
    if (wohin === 'anhalten') {
      await tx.fuehreAus(`update prozesse.umstellung set stand = 'angehalten' where koerperschaft = $1 and id = $2`, [
        p.stelle,
        id,
      ]);
      return { ok: true as const };
    }
    const n = await tx.fuehreAus(
      `update prozesse.umstellung set stand = 'laeuft', zuletzt = null, geblieben = 0, gruende = '{}',
         gegangen = case when probe then 0 else gegangen end
       where koerperschaft = $1 and id = $2
         and not exists (select from prozesse.umstellung x where x.koerperschaft = $1 and x.leistung = $3 and x.von = $4 and x.stand = 'laeuft')`,
      [p.stelle, id, z.leistung, z.von],
    );
    if (n === 0) return ablehnen('umstellung.laeuft-schon');
    stelleEin(tx, d.protokoll.uhr, { art: AUFTRAG, koerperschaft: p.stelle, bezug: id });
    return { ok: true as const };
  });
}

const SPALTEN =
  'id, leistung, von, nach, zuordnung, probe, person, begonnen, stand, gesamt, gegangen, geblieben, gruende';

/** Moves of a house, the latest first. */
export const readUmstellungen = (tx: Tx, stelle: string): Promise<Umstellauf[]> =>
  tx.zeilen<Umstellauf & Record<string, unknown>>(
    `select ${SPALTEN} from prozesse.umstellung where koerperschaft = $1 order by begonnen desc, id desc limit 50`,
    [stelle],
  );

/**
 * The job: some cases, each in its own transaction as the person who ordered it, whose role is asked again every time; then the next
 * portion as a new job. A crash repeats at most the case in work, which is then there already.
 */
export function createUmstellauf(d: AufgabenDeps): Handler {
  return async (auftrag, kontext) => {
    const { koerperschaft: stelle, bezug } = auftrag;
    const id = bezug ?? '';
    const lies = () =>
      d.db.transaktion(kontext, (tx) =>
        tx.eine<Umstellauf & { zuletzt: string | null } & Record<string, unknown>>(
          `select ${SPALTEN}, zuletzt from prozesse.umstellung where koerperschaft = $1 and id = $2 and stand = 'laeuft'`,
          [stelle, id],
        ),
      );
    const u = await lies();
    const portion = u
      ? await d.db.transaktion(imHaus({ person: u.person, stelle }), (tx) =>
          readInFassung(tx, stelle, { leistung: u.leistung, fassung: u.von, nach: u.zuletzt, grenze: PORTION }),
        )
      : [];
    for (const vorgang of portion) {
      if (!u) break;
      const grund = await versuche(d, { person: u.person, stelle, name: '', telefon: '' }, vorgang, u);
      if (!(await d.db.transaktion(kontext, (tx) => vermerke(tx, stelle, id, vorgang, grund)))) break;
    }
    await d.db.transaktion(kontext, async (tx) => {
      if (!(await erledigt(tx, auftrag))) return ablehnen('auftrag.lease-verloren');
      if (portion.length === PORTION)
        stelleEin(tx, d.protokoll.uhr, { art: AUFTRAG, koerperschaft: stelle, bezug: id });
      else
        await tx.fuehreAus(
          `update prozesse.umstellung set stand = 'fertig' where koerperschaft = $1 and id = $2 and stand = 'laeuft'`,
          [stelle, id],
        );
      return { ok: true as const };
    });
  };
}

/** @returns why the case stays; null = it goes (or, in a dry run, would go) */
async function versuche(d: AufgabenDeps, p: Person, vorgang: string, u: Umstellauf): Promise<string | null> {
  const ziel = { nach: u.nach, zuordnung: u.zuordnung };
  const r = u.probe ? await sieUmstellungVoraus(d, p, vorgang, ziel) : await stelleUm(d, p, vorgang, ziel);
  if (r.ok) return null;
  if ('gruende' in r) return r.gruende.map((g) => `${g.name || g.element}: ${g.meldung}`).join(' ');
  return r.grund;
}

/** Counts the case. @returns false when somebody has stopped the move meanwhile */
async function vermerke(tx: Tx, stelle: string, id: string, vorgang: string, grund: string | null): Promise<boolean> {
  const z = await tx.eine<{ stand: string; gruende: Record<string, number> }>(
    'select stand, gruende from prozesse.umstellung where koerperschaft = $1 and id = $2 for update',
    [stelle, id],
  );
  if (!z) return false;
  const { gruende } = z;
  if (grund !== null && (Object.hasOwn(gruende, grund) || Object.keys(gruende).length < GRUENDE))
    gruende[grund] = (gruende[grund] ?? 0) + 1;
  await tx.fuehreAus(
    `update prozesse.umstellung set zuletzt = $3, gegangen = gegangen + $4, geblieben = geblieben + $5, gruende = $6
     where koerperschaft = $1 and id = $2`,
    [stelle, id, vorgang, grund === null ? 1 : 0, grund === null ? 0 : 1, JSON.stringify(gruende)],
  );
  return z.stand === 'laeuft';
}
