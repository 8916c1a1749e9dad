import { addDays } from '@rathausverbund/fristen';
import {
  type Alleinkosten,
  anteilig,
  kostenBisher,
  type Menge,
  readAllein,
  readFristenlage,
  readMengen,
  readWidersprueche,
  readZeiten,
  rechneAllein,
  type Zeitwert,
} from '../../../steuerung/index.ts';
import { type Regel, readRegeln, readVertraege } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { monate } from '../zahlen.ts';

export const MONATE = 6;

/** Cost of one Leistung since the beginning of the year. `bisher` null = counted in the statement only. */
export interface Kostenzeile {
  leistung: string;
  an: string;
  regel: string;
  bisher: number | null;
  /** for the same days, if the body did it alone; null = nothing entered */
  allein: number | null;
}

/** Everything the page of the Lage shows, for the own body, as of today. */
export async function ladeLage(deps: SeitenDeps, kraft: Kraft) {
  const { stelle } = kraft;
  const heute = heuteOf(deps.protokoll.uhr);
  const liste = monate(heute, MONATE);
  const ab = `${liste[0]}-01`;
  const jahr = `${heute.slice(0, 4)}-01-01`;
  const [regeln, vertraege, mengen, imJahr, zeiten, fristen, widersprueche, allein] = await deps.db.transaktion(
    lesekontext(kraft),
    (tx) =>
      Promise.all([
        readRegeln(tx),
        readVertraege(tx),
        readMengen(tx, stelle, ab),
        readMengen(tx, stelle, jahr),
        readZeiten(tx, stelle, ab),
        readFristenlage(tx, stelle, heute),
        readWidersprueche(tx, stelle, ab),
        readAllein(tx, heute),
      ]),
  );
  const gelten = regeln.filter((r) => gilt(r, stelle, heute));
  const einwohner = deps.verzeichnis.byId(stelle)?.einwohner ?? 0;
  const morgen = addDays(heute, 1);
  const kosten: Kostenzeile[] = vertraege
    .filter((v) => v.auftraggeber === stelle && gelten.some((r) => r.vereinbarung === v.id))
    .flatMap((v) =>
      [...new Set(v.kostenregeln.map((r) => r.leistung))].map((leistung) => ({
        leistung,
        an: v.auftragnehmer,
        regel: v.kosten,
        bisher: summe(
          v.kostenregeln
            .filter((r) => r.leistung === leistung && r.ab < morgen && (r.bis === null || r.bis > jahr))
            .map((r) => kostenBisher(r, { faelle: faelleUnter(imJahr, r), einwohner }, jahr, morgen)),
        ),
        allein: alleinBisher(allein, leistung, jahr, morgen),
      })),
    );
  return { heute, monate: liste, gelten, mengen, zeiten, fristen, widersprueche, allein, kosten };
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

/** Cases of the months in which this price holds; prices change with a month. */
const faelleUnter = (mengen: readonly Menge[], r: { leistung: string; ab: string; bis: string | null }): number =>
  mengen
    .filter((m) => m.leistung === r.leistung && m.monat >= r.ab.slice(0, 7) && (r.bis === null || m.monat < r.bis.slice(0, 7)))
    .reduce((n, m) => n + m.anzahl, 0);

const summe = (teile: (number | null)[]): number | null =>
  teile.reduce<number | null>((a, b) => (a === null || b === null ? null : a + b), 0);

function alleinBisher(alle: readonly Alleinkosten[], leistung: string, von: string, bis: string): number | null {
  const a = alle.find((x) => x.leistung === leistung);
  return a ? anteilig(rechneAllein(a).jahr, von, bis) : null;
}

/** The Leistungen with cases or agreements, the most frequent first. */
export function leistungenOf(l: Pick<Lage, 'mengen'>): string[] {
  const alle = [...new Set(l.mengen.map((m) => m.leistung))];
  return alle.sort((a, b) => faelle(l.mengen, b) - faelle(l.mengen, a));
}

export const zeitOf = (zeiten: readonly Zeitwert[], leistung: string, monat: string | null) =>
  zeiten.find((z) => z.leistung === leistung && z.monat === monat);
