import { addDays, localDate } from '@rathausverbund/fristen';
import { readArbeit } from '../../../abrechnung/index.ts';
import {
  type Menge,
  massgebende,
  readAllein,
  readFristenlage,
  readGegenueber,
  readKosten,
  readMengen,
  readWidersprueche,
  readZeiten,
  readZugriffe,
  type Zeitwert,
} from '../../../steuerung/index.ts';
import { type Regel, readRegeln, readVertraege } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { monate } from '../zahlen.ts';

export const MONATE = 6;

/** Everything the page of the Lage shows, for the own body, as of today. */
export async function ladeLage(deps: SeitenDeps, kraft: Kraft) {
  const { stelle } = kraft;
  const heute = heuteOf(deps.protokoll.uhr);
  const liste = monate(heute, MONATE);
  const ab = `${liste[0]}-01`;
  const zeit = { von: localDate(`${heute.slice(0, 4)}-01-01`), bis: addDays(heute, 1) };
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const [regeln, vertraege, mengen, zeiten, fristen, widersprueche, allein, zugriffe] = await Promise.all([
      readRegeln(tx),
      readVertraege(tx),
      readMengen(tx, stelle, ab),
      readZeiten(tx, stelle, ab),
      readFristenlage(tx, stelle, heute),
      readWidersprueche(tx, stelle, ab),
      readAllein(tx),
      readZugriffe(tx, ab, zeit.bis),
    ]);
    const gelten = regeln.filter((r) => gilt(r, stelle, heute));
    const jetzige = vertraege.filter((v) => gelten.some((r) => r.vereinbarung === v.id));
    // also what has ended since the first of January has cost something
    const grund = { stelle, vertraege, zeit };
    const kosten = await readKosten(tx, grund);
    const gegenueber = await readGegenueber(tx, grund, allein);
    const arbeit = await readArbeit(tx, jetzige, zeit);
    return {
      heute,
      monate: liste,
      gelten,
      mengen,
      zeiten,
      fristen,
      widersprueche,
      zugriffe,
      kosten,
      gegenueber,
      arbeit,
      alleinEingetragen: allein.some((a) => a.zurueck === null),
    };
  });
}

export type Lage = Awaited<ReturnType<typeof ladeLage>>;

const gilt = (r: Regel, stelle: string, heute: string): boolean =>
  (r.von === stelle || r.an === stelle) &&
  r.stand !== 'genehmigung_offen' &&
  (r.ab === null || r.ab <= heute) &&
  (r.bis === null || heute < r.bis);

export const faelle = (mengen: readonly Menge[], leistung: string, monat?: string): number =>
  mengen
    .filter((m) => m.leistung === leistung && (monat === undefined || m.monat === monat))
    .reduce((n, m) => n + m.anzahl, 0);

/** The Leistungen with cases, the most frequent first. */
export function leistungenOf(l: Pick<Lage, 'mengen'>): string[] {
  const alle = [...new Set(l.mengen.map((m) => m.leistung))];
  return alle.sort((a, b) => faelle(l.mengen, b) - faelle(l.mengen, a));
}

/** The time that stands for a Leistung, in a month or (null) in the whole time. */
export const zeitOf = (zeiten: readonly Zeitwert[], leistung: string, monat: string | null): Zeitwert | undefined =>
  massgebende(zeiten).find((z) => z.leistung === leistung && z.monat === monat);
