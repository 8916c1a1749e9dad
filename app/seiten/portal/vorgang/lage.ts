import { oeffentlich } from '../../../base/index.ts';
import { readZustellungen, type Zustellung } from '../../../bekanntgabe/index.ts';
import { type DokumentZeile, readDokumente } from '../../../dokumente/index.ts';
import { type Auftritt, type Kommune, readAuftritt } from '../../../kommunen/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import { type Einsicht, type GespeichertesEreignis, readEinsicht, readStrom } from '../../../nachweise/index.ts';
import { type EingangsZeile, foldAll, type Vorgang } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Wer } from '../basis/besitz.ts';

type Ereignis = GespeichertesEreignis['ereignis'];

/** Everything the status page shows of one Vorgang, read in the citizen's own context. */
export interface Vorgangslage {
  wer: Wer;
  zeile: EingangsZeile;
  vorgang: Vorgang;
  ereignisse: readonly Ereignis[];
  dokumente: readonly DokumentZeile[];
  zustellungen: readonly Zustellung[];
  /** which offices looked, newest first */
  einsichten: readonly Einsicht[];
  leistung: Leistung;
  zustaendig: Kommune;
  stelle: Kommune;
  /** letterhead of the competent body, which a Widerspruch goes to */
  auftritt: Auftritt | undefined;
}

export async function readVorgangslage(deps: SeitenDeps, wer: Wer, zeile: EingangsZeile): Promise<Vorgangslage> {
  const { koerperschaft, id } = zeile;
  const gelesen = await deps.db.transaktion(wer.kontext, async (tx) => ({
    strom: await readStrom(tx, deps.protokoll, koerperschaft, id),
    dokumente: await readDokumente(tx, koerperschaft, id),
    zustellungen: await readZustellungen(tx, koerperschaft, id),
    einsichten: await readEinsicht(tx, koerperschaft, id),
  }));
  const ereignisse = gelesen.strom.map((e) => e.ereignis);
  const vorgang = foldAll(ereignisse);
  const [zustaendig, stelle] = [deps.verzeichnis.byId(koerperschaft), deps.verzeichnis.byId(zeile.bearbeitendeStelle)];
  if (!zustaendig || !stelle) throw new Error('Körperschaft des Vorgangs fehlt im Verzeichnis');
  return {
    wer,
    zeile,
    vorgang,
    ereignisse,
    dokumente: gelesen.dokumente,
    zustellungen: gelesen.zustellungen,
    einsichten: gelesen.einsichten,
    leistung: await deps.katalog.inFassung(vorgang.leistung, vorgang.fassung),
    zustaendig,
    stelle,
    auftritt: await deps.db.transaktion(oeffentlich, (tx) => readAuftritt(tx, koerperschaft)),
  };
}

/** A request for papers: which event of the case it is, what is missing, and until when (local date). */
export interface Nachforderung {
  nr: number;
  text: string;
  bis: string;
}

/** The one that is still open. */
export function offeneNachforderung({ vorgang, ereignisse }: Vorgangslage): Nachforderung | undefined {
  if (!vorgang.wartetAuf) return undefined;
  const e = ereignisse.findLast((x) => x.kind === 'unterlagen.nachgefordert');
  return { nr: e?.n ?? 0, text: vorgang.wartetAuf, bis: String(e?.data['bis'] ?? '') };
}

/** Notices with a remedy: what was notified, and until when a Widerspruch is possible. */
export const rechtsbehelfe = ({ zustellungen }: Vorgangslage): Zustellung[] =>
  zustellungen.filter((z) => z.verwaltungsakt && z.rechtsbehelfBis !== null);
