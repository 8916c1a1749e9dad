import { localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, dienst, oeffentlich, stelleEin, uuidv7 } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { istUnlesbar } from '../leistungen/index.ts';
import { ABGEGEBEN, type AufgabenDeps, arbeitskontext, brichAb, darfAufgabe, type Person } from '../prozesse/index.ts';
import { resolveZustaendigkeit } from '../vereinbarungen/index.ts';
import { type Gegenstueck, handle, lock } from '../vorgaenge/index.ts';
import type { EinreichenDeps } from './einreichen.ts';

export const UEBERNEHMEN = 'vorgang.uebernehmen';

export interface Abgabe {
  vorgang: string;
  /** the Kommune where the matter lies: who is competent there, law and agreements say; null = where it lies already */
  ort: string | null;
  grund: string;
}

/**
 * Gives a Vorgang to the body that is competent: it ends here with an event that says who, why and where to, and a job opens it there
 * (`createUebernehmen`). Two single-log transactions; a crash between them is healed by the job. Nothing is re-keyed.
 * Refuses: `vorgang.unbekannt`, `vorgang.abgeschlossen`, `abgabe.ohne-ort`, `.nicht-berechtigt`, `.gleiche-stelle`, `.ohne-grund`,
 * `.schon-entschieden`, `.fassung-unlesbar`, and what `resolveZustaendigkeit` refuses: nobody, or nobody who works here.
 */
export async function gibAb(
  d: EinreichenDeps & AufgabenDeps,
  p: Person,
  w: Abgabe,
): Promise<{ ok: true; nach: Gegenstueck } | Ablehnung> {
  const kontext = await arbeitskontext(d, p, w.vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  const jetzt = d.protokoll.uhr.jetzt();
  const tag = localDateOf(jetzt, 'Europe/Berlin');
  const gelesen = await d.db.transaktion(kontext, (tx) => lock(tx, d.protokoll, koerperschaft, w.vorgang));
  if (!gelesen) return ablehnen('vorgang.unbekannt');
  const { leistung, fassung, oertlich } = gelesen.vorgang;
  const ort = d.verzeichnis.byId(w.ort ?? oertlich);
  if (!ort) return ablehnen('abgabe.ohne-ort');
  const z = await d.db.transaktion(oeffentlich, (tx) => resolveZustaendigkeit(tx, { leistung, ort: ort.id, tag }));
  if (!z.ok) return z;
  if (z.zustaendig === koerperschaft) return ablehnen('abgabe.gleiche-stelle');
  const kuerzel = d.verzeichnis.byId(z.zustaendig)?.kuerzel;
  if (!kuerzel) return ablehnen('zustaendigkeit.niemand');
  // it would begin there in a version the body has not released
  if (istUnlesbar(d.katalog, z.zustaendig, leistung)) return ablehnen('abgabe.fassung-unlesbar');
  const { angaben } = await d.katalog.geltende(leistung, fassung, z.zustaendig);
  // the number there is known before the end here: both sides and the citizen read it from the first moment; gaps are allowed
  const dort = dienst(z.zustaendig, 'Abgabe');
  const nach: Gegenstueck = {
    koerperschaft: z.zustaendig,
    vorgang: uuidv7(jetzt),
    aktenzeichen: await d.nummern(d.db, dort, z.zustaendig, kuerzel, angaben, Number(tag.slice(0, 4))),
  };
  return d.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, d.protokoll, koerperschaft, w.vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    const leitet =
      koerperschaft === p.stelle && hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', leistung);
    if (!leitet && !(await darfAufgabe(tx, d, p, g, 'sachbearbeitung'))) return ablehnen('abgabe.nicht-berechtigt');
    const befehl = { art: 'abgeben', person: p.person, grund: w.grund.trim(), oertlich: z.oertlich, nach } as const;
    const actor = { pseudonym: p.person, role: leitet ? 'leitung' : 'sachbearbeitung', loa: null };
    const r = await handle(tx, d.protokoll, g, befehl, actor, { schritt: ABGEGEBEN, frist: null });
    if (!r.ok) return r;
    await brichAb(tx, d.protokoll, r.gesperrt);
    stelleEin(tx, d.protokoll.uhr, { art: UEBERNEHMEN, koerperschaft, bezug: w.vorgang });
    return { ok: true as const, nach };
  });
}
