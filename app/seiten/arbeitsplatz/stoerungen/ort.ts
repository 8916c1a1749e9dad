import { findRechnung } from '../../../abrechnung/index.ts';
import type { Tx } from '../../../base/index.ts';
import { findAbgabe } from '../../../eingang/index.ts';
import { findUmstellung, type Hausstoerung } from '../../../prozesse/index.ts';
import { aktuelle, readStand } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { ortszeit } from '../../komponenten/index.ts';
import { statementWeg } from '../../steuerung/abrechnung/form.ts';
import { laufweg as abgabeweg } from '../abgeben/laeufe.ts';
import { laufart, laufweg as umstellweg } from '../umstellen/lage.ts';

/** Where a job belongs that is of no Vorgang. */
export interface Ort {
  titel: string;
  weg: string;
}

/** The run, the agreement or the invoice of the own body; null for what is none of them, such as an erased case. */
export async function readOrt(
  tx: Tx,
  deps: Pick<SeitenDeps, 't' | 'katalog'>,
  stelle: string,
  { bezug, art }: Pick<Hausstoerung, 'bezug' | 'art'>,
): Promise<Ort | null> {
  if (bezug === null) return null;
  const lauf = await readLaufort(tx, deps, stelle, bezug, art);
  if (lauf) return lauf;
  const stand = await readStand(tx, bezug);
  const fassung = stand && (aktuelle(stand) ?? stand.fassungen.at(-1));
  if (fassung) return { titel: fassung.inhalt.titel, weg: `/steuerung/vereinbarungen/${bezug}` };
  const r = await findRechnung(tx, bezug);
  if (!r) return null;
  const titel = deps.t('arbeitsplatz.stoerungen.rechnung', { nummer: r.nummer });
  return { titel, weg: statementWeg(r.vereinbarung, r.jahr, r.periode) };
}

/** A run over many cases: what it does, since which day, to how many. */
async function readLaufort(
  tx: Tx,
  { t, katalog }: Pick<SeitenDeps, 't' | 'katalog'>,
  stelle: string,
  id: string,
  art: string | null,
): Promise<Ort | null> {
  if (art === 'vorgang.abgeben') {
    const l = await findAbgabe(tx, stelle, id);
    return l ? { titel: t('arbeitsplatz.stoerungen.lauf.abgabe', zahlen(l)), weg: abgabeweg(l) } : null;
  }
  if (art !== 'prozess.umstellen') return null;
  const l = await findUmstellung(tx, stelle, id);
  if (!l) return null;
  const leistung = katalog.name(l.auftrag.leistung);
  return { titel: t(`arbeitsplatz.stoerungen.lauf.${laufart(l)}`, { leistung, ...zahlen(l) }), weg: umstellweg(l) };
}

const zahlen = (l: { begonnen: Date; gesamt: number }) => ({ tag: ortszeit(l.begonnen).tag, anzahl: l.gesamt });
