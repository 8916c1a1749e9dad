import { addDays, localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Datenbank, type Kontext, stelleEin, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { type Handelnder, type Protokoll, schreibeKoerperschaft } from '../nachweise/index.ts';
import { lock } from '../vorgaenge/index.ts';
import { isLoeschgrund, LOESCHGRUENDE, pruefeLoeschbar, SICHERUNG_TAGE } from './model.ts';

export interface LoeschDeps {
  db: Datenbank;
  protokoll: Protokoll;
  /** rooms with a function `loesche_vorgang`, upper floors first: put together in main */
  raeume: readonly string[];
}

export interface Wunsch {
  grund: string;
  /** offered to the archive before (SächsArchivG § 5, for municipalities § 13: zu bestätigen) */
  archivAngeboten: boolean;
}

const BERLIN = 'Europe/Berlin';

/** May she erase Vorgaenge of this body? Its own head (Leitung) only; nobody who merely works for it under an agreement. */
export const darfLoeschen = async (
  tx: Tx,
  p: { person: string; stelle: string },
  v: { koerperschaft: string; leistung: string },
): Promise<boolean> =>
  v.koerperschaft === p.stelle && hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', v.leistung);

/**
 * Erases one closed Vorgang of the own body: the event in the body's stream (norm, reason, person, head of the erased chain,
 * never content), every room's rows, and the job that destroys keys and files, in one commit. The log stays whole.
 * Refuses with `vorgang.unbekannt`, `loeschung.nicht-berechtigt`, `loeschung.*` of `pruefeLoeschbar`, `.ohne-grund`, `.archiv-offen`.
 * @returns the local date on which the oldest backup expires: then the erasure is complete
 */
export async function loescheVorgang(
  d: LoeschDeps,
  p: { person: string; stelle: string },
  vorgang: string,
  w: Wunsch,
): Promise<{ ok: true; vollstaendigAm: string } | Ablehnung> {
  const norm = isLoeschgrund(w.grund) ? LOESCHGRUENDE[w.grund] : null;
  const kontext: Kontext = {
    art: 'mitarbeit',
    person: p.person,
    stelle: p.stelle,
    handelndFuer: p.stelle,
    grundlage: {
      vereinbarung: null,
      norm: norm ?? 'Art. 17 DSGVO',
      aufgabe: 'Schriftgutverwaltung',
      zweck: 'Löschung',
    },
  };
  return d.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, d.protokoll, p.stelle, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfLoeschen(tx, p, g.vorgang))) return ablehnen('loeschung.nicht-berechtigt');
    if (!norm) return ablehnen('loeschung.ohne-grund');
    if (!w.archivAngeboten) return ablehnen('loeschung.archiv-offen');
    const heute = localDateOf(d.protokoll.uhr.jetzt(), BERLIN);
    const loeschbar = pruefeLoeschbar(g.vorgang, heute);
    if (!loeschbar.ok) return loeschbar;
    const kopf = { n: g.kopf.n, c: g.kopf.c?.toString('hex') ?? '' };
    await loescheZeilen(
      tx,
      d,
      p.stelle,
      vorgang,
      { pseudonym: p.person, role: 'leitung', loa: null },
      {
        vorgang,
        grund: w.grund,
        norm,
        archiv: 'angeboten',
        kopf,
      },
    );
    return { ok: true as const, vollstaendigAm: addDays(heute, SICHERUNG_TAGE) };
  });
}

/** Event, rows, job: what every erasure is, also the one repeated after a restore. */
export async function loescheZeilen(
  tx: Tx,
  d: Pick<LoeschDeps, 'protokoll' | 'raeume'>,
  koerperschaft: string,
  vorgang: string,
  actor: Handelnder,
  data: Parameters<typeof schreibeKoerperschaft>[3]['data'],
): Promise<void> {
  const jetzt = d.protokoll.uhr.jetzt();
  await schreibeKoerperschaft(tx, d.protokoll, koerperschaft, { kind: 'vorgang.geloescht', data }, actor);
  const draussen: { art: string; haus: string; name: string }[] = [];
  for (const raum of d.raeume)
    draussen.push(
      ...(await tx.zeilen<{ art: string; haus: string; name: string }>(
        `select art, haus, name from ${raum}.loesche_vorgang($1, $2, to_timestamp($3 / 1000.0))`,
        [koerperschaft, vorgang, jetzt],
      )),
    );
  stelleEin(tx, d.protokoll.uhr, {
    art: 'vorgang.vernichten',
    koerperschaft,
    bezug: vorgang,
    angaben: { draussen },
  });
}
