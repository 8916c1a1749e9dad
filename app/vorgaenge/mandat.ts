import { localDateOf } from '@rathausverbund/fristen';
import {
  type Ablehnung,
  ablehnen,
  type Datenbank,
  erledigt,
  type Handler,
  type Kontext,
  stelleEin,
  type Tx,
  uuidv7,
} from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { type Handelnder, MASCHINE, type Protokoll, schreibeKoerperschaft } from '../nachweise/index.ts';
import {
  EIGENE,
  oeffneFreigaben,
  readHalte,
  readRegeln,
  resolveZustaendigkeit,
  schliesseFreigaben,
  sperreOrt,
} from '../vereinbarungen/index.ts';
import { lock } from './actions.ts';
import { wechsleStelle } from './stelle.ts';

interface MandatDeps {
  db: Datenbank;
  protokoll: Protokoll;
}
type Wer = { person: string; stelle: string };

const ZURUECKHOLEN = 'mandat.zurueckholen';
/** So many Vorgaenge change their Stelle in one transaction. */
const SCHUB = 200;
/** A submission that had asked who is competent just before the stop has long ended then. */
const NACHLESE_MS = 60_000;
const kontextOf = (p: Wer, zweck: string): Kontext => ({
  art: 'mitarbeit',
  person: p.person,
  stelle: p.stelle,
  handelndFuer: p.stelle,
  grundlage: { vereinbarung: null, norm: '§ 71 Abs. 2 SächsKomZG', aufgabe: 'Zweckvereinbarung', zweck },
});

/**
 * The commissioning body stops the work of another town hall on one of its Leistungen, at once: every access closes with this
 * commit, the open Vorgaenge are its own again, with an event each; their processes, tasks and timers go on there. New ones stay with
 * it. Only under a mandate: competence has stayed with it. Source: § 71 (2) SächsKomZG.
 * Refuses: `mandat.nicht-berechtigt`, `.ohne-grund`, `.delegation`, `.unbekannt`, `.schon-angehalten`.
 */
export async function halteMandatAn(
  d: MandatDeps,
  p: Wer,
  w: { leistung: string; stelle: string; grund: string },
): Promise<{ ok: true; zurueck: number } | Ablehnung> {
  const { leistung, stelle } = w;
  const grund = w.grund.trim();
  return d.db.transaktion(kontextOf(p, 'Anhalten eines Mandats'), async (tx) => {
    if (!hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', leistung))
      return ablehnen('mandat.nicht-berechtigt');
    await sperreOrt(tx, p.stelle);
    const regeln = (await readRegeln(tx)).filter(
      (r) => r.von === p.stelle && r.an === stelle && r.leistung === leistung && r.stand !== 'genehmigung_offen',
    );
    const mandate = regeln.filter((r) => r.art === 'mandatierend');
    if (mandate.length === 0) return ablehnen(regeln.length > 0 ? 'mandat.delegation' : 'mandat.unbekannt');
    if (
      (await readHalte(tx)).some((h) => h.koerperschaft === p.stelle && h.stelle === stelle && h.leistung === leistung)
    )
      return ablehnen('mandat.schon-angehalten');
    if (grund === '') return ablehnen('mandat.ohne-grund');
    const id = uuidv7(d.protokoll.uhr.jetzt());
    await schliesseFreigaben(tx, { id, stelle, leistung }, grund);
    const actor = { pseudonym: p.person, role: 'leitung', loa: null };
    const vereinbarungen = mandate.map((r) => r.vereinbarung).sort();
    await schreibeKoerperschaft(
      tx,
      d.protokoll,
      p.stelle,
      { kind: 'mandat.angehalten', data: { halt: id, leistung, stelle, vereinbarungen, grund } },
      actor,
    );
    const zurueck = await holeZurueck(tx, d.protokoll, { id, koerperschaft: p.stelle, stelle, leistung }, actor);
    stelleEin(tx, d.protokoll.uhr, {
      art: ZURUECKHOLEN,
      koerperschaft: p.stelle,
      angaben: { halt: id },
      faellig: d.protokoll.uhr.jetzt() + (zurueck < SCHUB ? NACHLESE_MS : 0),
    });
    return { ok: true as const, zurueck };
  });
}

interface Ort {
  id: string;
  koerperschaft: string;
  stelle: string;
  leistung: string;
}

/**
 * Open Vorgaenge of a stopped work become the body's own. Their events say that it is stopped, not why: they may go back to the other
 * town hall one day. @returns how many
 */
async function holeZurueck(tx: Tx, p: Protokoll, h: Ort, actor: Handelnder): Promise<number> {
  const offen = await tx.zeilen<{ id: string }>(
    `select id from vorgaenge.vorgang where koerperschaft = $1 and leistung = $2 and bearbeitende_stelle = $3 and offen
     order by eingegangen limit ${SCHUB}`,
    [h.koerperschaft, h.leistung, h.stelle],
  );
  let zurueck = 0;
  for (const { id } of offen) {
    const g = await lock(tx, p, h.koerperschaft, id);
    if (!g || g.vorgang.abgeschlossen) continue;
    const w = {
      nach: h.koerperschaft,
      basis: EIGENE,
      grund: 'Das Mandat ist angehalten.',
      halt: h.id,
      zurueckgekehrt: true,
    };
    if ((await wechsleStelle(tx, p, g, w, actor)).ok) zurueck++;
  }
  return zurueck;
}

/** What a stop did not catch: more Vorgaenge than fit in one transaction, and those that were on their way in. */
export const createZurueckholen =
  (d: MandatDeps): Handler =>
  async (auftrag, kontext) => {
    const e = await d.db.transaktion(kontext, async (tx) => {
      const h = (await readHalte(tx)).find((x) => x.id === auftrag.angaben['halt']);
      const n = h ? await holeZurueck(tx, d.protokoll, h, MASCHINE) : 0;
      if (n === SCHUB)
        stelleEin(tx, d.protokoll.uhr, {
          art: ZURUECKHOLEN,
          koerperschaft: auftrag.koerperschaft,
          angaben: auftrag.angaben,
        });
      return (await erledigt(tx, auftrag)) ? { ok: true as const } : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };

/**
 * Lifts a stop: access is open again as the agreements say now. `mitVorgaengen`: those that came back with the stop and are still
 * open go to the other town hall again, where its agreement still holds today.
 * Refuses: `mandat.nicht-berechtigt`, `mandat.nicht-angehalten`.
 */
export async function setzeMandatFort(
  d: MandatDeps,
  p: Wer,
  w: { halt: string; mitVorgaengen: boolean },
): Promise<{ ok: true; uebergeben: number } | Ablehnung> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion(kontextOf(p, 'Fortsetzen eines Mandats'), async (tx) => {
    await sperreOrt(tx, p.stelle);
    const h = await oeffneFreigaben(tx, w.halt);
    if (!h) return ablehnen('mandat.nicht-angehalten');
    if (!hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', h.leistung))
      return ablehnen('mandat.nicht-berechtigt');
    const actor = { pseudonym: p.person, role: 'leitung', loa: null };
    await schreibeKoerperschaft(
      tx,
      d.protokoll,
      p.stelle,
      { kind: 'mandat.fortgesetzt', data: { halt: w.halt, leistung: h.leistung, stelle: h.stelle } },
      actor,
    );
    let uebergeben = 0;
    if (w.mitVorgaengen) {
      const offen = await tx.zeilen<{ id: string; oertlich: string }>(
        'select id, oertlich from vorgaenge.vorgang where koerperschaft = $1 and halt = $2 and offen order by eingegangen',
        [p.stelle, w.halt],
      );
      for (const { id, oertlich } of offen) {
        const z = await resolveZustaendigkeit(tx, {
          leistung: h.leistung,
          ort: oertlich,
          tag: localDateOf(jetzt, 'Europe/Berlin'),
        });
        const g =
          z.ok && z.zustaendig === p.stelle && z.stelle === h.stelle && (await lock(tx, d.protokoll, p.stelle, id));
        if (!z.ok || !g) continue;
        const wechsel = {
          nach: h.stelle,
          basis: z.basis,
          grund: 'Das Mandat wird fortgesetzt.',
          halt: w.halt,
          zurueckgekehrt: false,
        };
        if ((await wechsleStelle(tx, d.protokoll, g, wechsel, actor)).ok) uebergeben++;
      }
    }
    return { ok: true as const, uebergeben };
  });
}
