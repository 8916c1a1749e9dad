import { type Ablehnung, dienst, type Kontext, uuidv7 } from '../../../base/index.ts';
import { readZustellungen, rufeAb } from '../../../bekanntgabe/index.ts';
import { addDokument, type Unterlage } from '../../../dokumente/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import type { Handelnder } from '../../../nachweise/index.ts';
import { type EingangsZeile, handle, lock } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Wer } from '../basis/besitz.ts';

// A citizen never writes the rows of a body. Her own context proved before that the Vorgang is hers; then the body's
// service records what she did, naming her as the actor.

const actorOf = (wer: Wer): Handelnder => ({ pseudonym: wer.kontext.person, role: 'buerger', loa: wer.niveau });

function dienstKontext(zeile: EingangsZeile, leistung: Leistung): Kontext {
  const { aufgabe, zweck, rechtsgrundlagen } = leistung.angaben;
  const norm = rechtsgrundlagen[0]?.norm ?? null;
  return { ...dienst(zeile.koerperschaft, zweck), grundlage: { vereinbarung: null, norm, aufgabe, zweck } };
}

/** Records, once, that the citizen opened a document in the mailbox. Nothing to do for other documents. */
export async function vermerkeAbruf(deps: SeitenDeps, wer: Wer, zeile: EingangsZeile, dokument: string): Promise<void> {
  const { koerperschaft, id } = zeile;
  const z = (await deps.db.transaktion(wer.kontext, (tx) => readZustellungen(tx, koerperschaft, id))).find(
    (x) => x.dokument === dokument && x.weg === 'postfach',
  );
  if (!z || z.abgerufen) return;
  const leistung = await deps.katalog.geltende(zeile.leistung, zeile.fassung, koerperschaft);
  const e = await deps.db.transaktion(dienstKontext(zeile, leistung), async (tx) => {
    const g = await lock(tx, deps.protokoll, koerperschaft, id);
    return g ? rufeAb(tx, deps.protokoll, g, actorOf(wer), z.id) : undefined;
  });
  // a second tab was faster: recorded is recorded
  if (!e || (!e.ok && e.grund !== 'bekanntgabe.schon-abgerufen'))
    throw new Error(`Abruf: ${e ? e.grund : 'Vorgang fehlt'}`);
}

/** Takes the citizen's answer to a request for papers, with the files she hands in, and lets the process go on: all of it or nothing. */
export async function beantworte(
  deps: SeitenDeps,
  wer: Wer,
  zeile: EingangsZeile,
  leistung: Leistung,
  antwort: { text: string; unterlagen: readonly Unterlage[] },
): Promise<{ ok: true } | Ablehnung> {
  const { koerperschaft, id } = zeile;
  const { text } = antwort;
  const jetzt = deps.protokoll.uhr.jetzt();
  // on disk before the commit that names them; what no commit names is swept away
  const unterlagen = antwort.unterlagen.map((u) => ({
    id: uuidv7(jetzt),
    art: 'unterlage',
    titel: u.name,
    datei: deps.dateien.write(koerperschaft, id, u),
  }));
  return deps.db.transaktion(dienstKontext(zeile, leistung), async (tx) => {
    const g = await lock(tx, deps.protokoll, koerperschaft, id);
    if (!g) return { ok: false as const, grund: 'vorgang.unbekannt' };
    const befehl = { art: 'nachreichen', text, antworten: {}, unterlagen } as const;
    const e = await handle(tx, deps.protokoll, g, befehl, actorOf(wer));
    if (!e.ok) return e;
    const von = { koerperschaft, leistung: zeile.leistung, vorgang: id, gesiegelt: false, buerger: g.vorgang.buerger };
    for (const u of unterlagen) await addDokument(tx, { ...von, ...u }, jetzt);
    const variablen = { unterlagen: { text } };
    const r = await deps.aufgaben.laufzeit.command(tx, e.gesperrt, { art: 'nachricht', name: 'unterlagen', variablen });
    // the process gave up waiting and asked a person: she finds the answer in the Vorgang
    return r.ok || r.grund === 'prozess.nachricht-unerwartet' ? { ok: true as const } : r;
  });
}
