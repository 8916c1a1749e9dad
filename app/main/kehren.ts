import { rmSync } from 'node:fs';
import { type Datenbank, dienst, readAlteDateien } from '../base/index.ts';
import { readDokumentOrte } from '../dokumente/index.ts';
import { readEingangsOrte } from '../eingang/index.ts';

/** No transaction takes that long to name a file it has written. */
export const ALTER_MS = 24 * 3_600_000;

interface Kehrstand {
  /** files older than this were looked at, and are named */
  bis: number;
  /** paths that no row named at the last look */
  verdacht: ReadonlySet<string>;
}

export const ANFANGS: Kehrstand = { bis: 0, verdacht: new Set() };

/**
 * Takes away files that no row names: what a crash left between writing the file and the commit. Older than a day, unnamed at two
 * looks, and at the second one asked of every table there is, whatever room wrote it. Named files are not asked about again. May be
 * broken off anywhere: each file goes for itself, and what is left comes up at the next start.
 */
export async function kehre(
  db: Datenbank,
  ordner: string,
  stand: Kehrstand,
): Promise<{ stand: Kehrstand; entfernt: number }> {
  const vor = db.uhr.jetzt() - ALTER_MS;
  const verdacht = new Set<string>();
  let entfernt = 0;
  for await (const fach of readAlteDateien(ordner, vor, stand)) {
    const genannt = await readGenannte(db, fach);
    const frei = fach.filter((d) => d.ort === null || !genannt.has(d.ort));
    const zweimal = frei.filter((d) => stand.verdacht.has(d.pfad));
    const doch = await frageAlle(
      db,
      zweimal.flatMap((d) => d.ort ?? []),
    );
    for (const d of frei) {
      if (!zweimal.includes(d)) verdacht.add(d.pfad);
      else if (d.ort === null || !doch.has(d.ort)) {
        rmSync(d.pfad, { force: true });
        entfernt++;
      }
    }
  }
  return { stand: { bis: vor, verdacht }, entfernt };
}

type Fach = { koerperschaft: string; ort: string | null }[];

/** What the rooms that write files say, each in the body's own service. */
async function readGenannte(db: Datenbank, fach: Fach): Promise<Set<string>> {
  const orte = fach.flatMap((d) => d.ort ?? []);
  const koerperschaft = fach[0]?.koerperschaft;
  if (!koerperschaft || orte.length === 0) return new Set();
  return db.transaktion(dienst(koerperschaft, 'Dateien aufräumen'), async (tx) => {
    const [a, b] = [await readDokumentOrte(tx, koerperschaft, orte), await readEingangsOrte(tx, koerperschaft, orte)];
    return new Set([...a, ...b]);
  });
}

async function frageAlle(db: Datenbank, orte: readonly string[]): Promise<Set<string>> {
  if (orte.length === 0) return new Set();
  const wer = { art: 'dienst', person: null, stelle: null, handelndFuer: null, grundlage: null } as const;
  const zeilen = await db.lesen<{ ort: string }>(wer, 'select base.dateien_genannt($1) as ort', [orte]);
  return new Set(zeilen.map((z) => z.ort));
}
