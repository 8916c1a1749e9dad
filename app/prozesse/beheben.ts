import type { Variablen } from '@rathausverbund/prozess';
import { type Ablehnung, ablehnen, type Kontext, stelleEin, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { type Gesperrt, handle, lock, project } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, type Person } from './aufgaben.ts';
import { readZustand } from './instanz.ts';
import { gehoertHierher, hatDamitZuTun, readHausstoerungen, type Stoerungsziel } from './stoerungen.ts';
import { START, schliesseVorfall } from './vorfaelle.ts';
import { wecke } from './zeitgeber.ts';

type Getan = { ok: true } | Ablehnung;

/** Trying again decides nothing in the case: who works on it may, and who leads. */
async function darfBeheben(tx: Tx, p: Person, g: Gesperrt): Promise<boolean> {
  const { leistung, stelle } = g.vorgang;
  if (stelle !== p.stelle) return false;
  const rollen = await readRollen(tx, p.stelle, p.person);
  return hatRolle(rollen, 'sachbearbeitung', leistung) || hatRolle(rollen, 'leitung', leistung);
}

/**
 * A person has mended what stood in the way (or believes that it passed): the process tries the same step again. Nothing of
 * what was done is repeated. Refuses: `vorgang.unbekannt`, `aufgabe.nicht-berechtigt`, `stoerung.schon-behoben`, `stoerung.wartet`.
 */
export async function behebeStoerung(d: AufgabenDeps, p: Person, vorgang: string, schritt: number): Promise<Getan> {
  const kontext = await arbeitskontext(d, p, vorgang);
  if (!kontext?.handelndFuer) return ablehnen('vorgang.unbekannt');
  const koerperschaft = kontext.handelndFuer;
  return d.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfBeheben(tx, p, g))) return ablehnen('aufgabe.nicht-berechtigt');
    const jetzt = d.protokoll.uhr.jetzt();
    if (!(await schliesseVorfall(tx, koerperschaft, vorgang, schritt, jetzt)))
      return ablehnen('stoerung.schon-behoben');
    if (schritt === START) {
      stelleEin(tx, d.protokoll.uhr, { art: 'prozess.starten', koerperschaft, bezug: vorgang });
      return { ok: true as const };
    }
    if (await wecke(tx, { koerperschaft, vorgang, schritt }, jetzt)) return { ok: true as const };
    const e = await trageSatzNach(d, tx, p, g, schritt);
    if (!e.ok) return e;
    const r = await d.laufzeit.command(tx, e.gesperrt, { art: 'vorfall-behoben', schritt, ...e.mit });
    if (r.ok) return { ok: true as const };
    // a step that only waits: it goes on by itself
    return r.grund === 'prozess.kein-vorfall' ? ablehnen('stoerung.wartet') : r;
  });
}

/**
 * A Vorgang that began when its body had no tariff, and stopped for it, takes the one that was entered since, with an event that says so.
 * Nobody types it: it is the tariff of the day of receipt.
 */
async function trageSatzNach(
  d: AufgabenDeps,
  tx: Tx,
  p: Person,
  g: Gesperrt,
  schritt: number,
): Promise<{ ok: true; gesperrt: Gesperrt; mit: { variablen?: Variablen } } | Ablehnung> {
  const { koerperschaft, id, fassung, leistung: schluessel } = g.vorgang;
  const zustand = await readZustand(tx, d.protokoll, koerperschaft, id);
  const token = zustand?.token.find((t) => t.schritt === schritt);
  const unveraendert = { ok: true, gesperrt: g, mit: {} } as const;
  if (!token?.vorfall || zustand?.variablen['satz'] !== null) return unveraendert;
  const leistung = await d.katalog.inFassung(schluessel, fassung);
  if (leistung.angaben.satz === undefined) return unveraendert;
  const { satz = null } = await d.laufzeit.startwerte(tx, g, leistung);
  if (satz === null) return unveraendert;
  const setzen = {
    art: 'angaben-setzen',
    person: p.person,
    stoerung: schritt,
    element: token.element,
    meldung: token.vorfall.meldung,
    angaben: [{ pfad: 'satz', alt: null, neu: satz }],
    begruendung: 'Der Satz war noch nicht eingetragen. Jetzt ist er es.',
  } as const;
  const e = await handle(tx, d.protokoll, g, setzen, { pseudonym: p.person, role: 'sachbearbeitung', loa: null });
  if (!e.ok) return e;
  project(tx, e.gesperrt, { schritt: 'In Bearbeitung', hinweis: '' });
  return { ok: true, gesperrt: e.gesperrt, mit: { variablen: { satz } } };
}

/** The same for a line of the house's list, be it a step or a job. What is not hers to see is not there. */
export async function versucheErneut(d: AufgabenDeps, p: Person, ziel: Stoerungsziel): Promise<Getan> {
  if ('vorgang' in ziel) return behebeStoerung(d, p, ziel.vorgang, ziel.schritt);
  const lesend: Kontext = { art: 'mitarbeit', person: p.person, stelle: p.stelle, handelndFuer: null, grundlage: null };
  const [da, rollen] = await d.db.transaktion(lesend, async (tx) => [
    (await readHausstoerungen(tx)).find((s) => 'auftrag' in s.ziel && s.ziel.auftrag === ziel.auftrag),
    await readRollen(tx, p.stelle, p.person),
  ]);
  if (!da) return ablehnen('stoerung.schon-behoben');
  if (!hatDamitZuTun(rollen, da) || !gehoertHierher(da, p.stelle)) return ablehnen('aufgabe.nicht-berechtigt');
  const kontext = da.fall
    ? await arbeitskontext(d, p, da.fall.vorgang)
    : { ...lesend, handelndFuer: p.stelle, grundlage: null };
  if (!kontext) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx) => {
    const [z] = await tx.zeilen<{ geweckt: boolean }>(
      'select prozesse.auftrag_wecken($1, to_timestamp($2 / 1000.0)) as geweckt',
      [ziel.auftrag, d.protokoll.uhr.jetzt()],
    );
    return z?.geweckt ? { ok: true as const } : ablehnen('stoerung.wartet');
  });
}
