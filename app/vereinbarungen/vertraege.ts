import type { LocalDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import type { Tx } from '../base/index.ts';
import { readStaende, readStand } from './store.ts';
import type { Inhalt } from './vertrag/inhalt.ts';
import { aktuelle, type Stand, seiteOf } from './vertrag/stand.ts';
import { geltungen } from './vertrag/zeilen.ts';

/** An agreement as one of its parties has signed it. */
export interface Vertrag extends Omit<Inhalt, 'benennung' | 'steuern'> {
  id: string;
  /** days in force, over all its texts; null = not in force yet */
  ab: string | null;
  /** first day outside */
  bis: string | null;
  /** each with the days on which its text is in force; before that as the text says */
  kostenregeln: Kostenregel[];
}

/** The agreements of the body in whose name this runs, signed by it; the oldest first. */
export async function readVertraege(tx: Tx): Promise<Vertrag[]> {
  const ich = tx.kontext.stelle ?? '';
  return (await readStaende(tx)).flatMap((s) => vertragOf(s, ich) ?? []);
}

/** One agreement of the body in whose name this runs; undefined when it has not signed it. */
export async function readVertrag(tx: Tx, id: string): Promise<Vertrag | undefined> {
  const s = await readStand(tx, id);
  return (s && vertragOf(s, tx.kontext.stelle ?? '')) ?? undefined;
}

function vertragOf(s: Stand, ich: string): Vertrag | null {
  const seite = seiteOf(s, ich);
  const tage = geltungen(s);
  const letzte = tage.at(-1)?.fassung ?? aktuelle(s);
  if (!seite || !letzte?.erklaert[seite]) return null;
  const { titel, art, auftraggeber, auftragnehmer, leistungen, klauseln, kosten, aufwandsklassen } = letzte.inhalt;
  return {
    id: s.id,
    titel,
    art,
    auftraggeber,
    auftragnehmer,
    leistungen: [...new Set(tage.flatMap((g) => g.fassung.inhalt.leistungen).concat(leistungen))],
    ab: tage[0]?.ab ?? null,
    bis: tage.at(-1)?.bis ?? null,
    klauseln,
    kosten,
    kostenregeln:
      tage.length === 0
        ? letzte.inhalt.kostenregeln
        : tage.flatMap((g) => g.fassung.inhalt.kostenregeln.flatMap((r) => beschneide(r, g.ab, g.bis))),
    aufwandsklassen,
  };
}

/** The part of a rule that lies within these days. */
function beschneide(r: Kostenregel, ab: string, bis: string | null): Kostenregel[] {
  const von = r.ab < ab ? (ab as LocalDate) : r.ab;
  const ende = r.bis === null ? bis : bis !== null && bis < r.bis ? bis : r.bis;
  return ende !== null && ende <= von ? [] : [{ ...r, ab: von, bis: ende as LocalDate | null }];
}
