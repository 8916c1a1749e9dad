import { type Verlauf, verlaufAus } from '@rathausverbund/prozess';
import { type Aufenthalt, begonnenAm, readVorfaelle, verfolge } from '../../../prozesse/index.ts';
import type { Gesperrt } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { wann } from '../../personal/zeit.ts';
import type { Akte } from './lade.ts';
import { werHandelte } from './wer.ts';

/**
 * The way the Vorgang has taken, with times and people, from its events. Where these do not suffice (cases older than the number
 * of the step in each event), the state of the process tells where it was, without times.
 */
export async function liesWeg(deps: SeitenDeps, akte: Akte): Promise<Verlauf | null> {
  const { zustand, leistung, vorgang } = akte;
  if (!zustand) return null;
  const ereignisse = akte.ereignisse.map((e) => e.ereignis);
  const fassungen = new Map([[leistung.fassung, leistung]]);
  for (const e of ereignisse) {
    const f = String(e.data[e.kind === 'vorgang.eroeffnet' ? 'fassung' : 'nach'] ?? '');
    if (f && !fassungen.has(f) && ['vorgang.eroeffnet', 'fassung.gewechselt'].includes(e.kind))
      fassungen.set(f, await deps.katalog.inFassung(vorgang.leistung, f));
  }
  const anfangs = ereignisse.find((e) => e.kind === 'antrag.eingegangen')?.data['antworten'] ?? {};
  const g = { vorgang: { ...vorgang, antworten: anfangs } } as Gesperrt;
  const r = await deps.db.transaktion(akte.kontext, async (tx) =>
    verfolge(
      (f) => fassungen.get(f),
      await deps.aufgaben.laufzeit.startwerte(tx, g, leistung, begonnenAm(ereignisse)),
      ereignisse,
      await readVorfaelle((sql, werte) => tx.zeilen(sql, werte), vorgang.koerperschaft, vorgang.id),
    ),
  );
  if (!r.ok) return verlaufAus(leistung.prozess, zustand);
  const besuch = (element: string) => (a: Aufenthalt) => {
    const mensch = leistung.prozess.knoten.get(element)?.art === 'aufgabe';
    const wer = a.bis && mensch ? { wer: werHandelte(deps, akte, a.bis) } : {};
    const von = wann(deps.t, a.von.at);
    return a.bis ? { von, bis: wann(deps.t, a.bis.at), ...wer } : { von, offen: true as const };
  };
  const besuche = new Map([...r.aufenthalte].map(([e, liste]) => [e, liste.map(besuch(e))]));
  return { besuche, fluesse: r.fluesse };
}
