import { localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Tx } from '../../base/index.ts';
import { hatRolle, readBelegschaft, readRollen } from '../../konten/index.ts';
import { readStrom } from '../../nachweise/index.ts';
import { type AufgabenDeps, arbeitskontext, type Person } from '../../prozesse/index.ts';
import { type Befehl, type Gesperrt, handle, lock } from '../../vorgaenge/index.ts';
import { kandidatenOf } from './kandidaten.ts';
import { geltende } from './model.ts';
import { readAbwesenheiten, readPlanstellen, readVereinbarungen } from './store.ts';
import { schlageVor } from './vorschlag.ts';

type Antwort = Promise<{ ok: true } | Ablehnung>;
type Wer = Pick<Person, 'person' | 'stelle' | 'name' | 'telefon'>;

/** Locks the Vorgang in its own context and lets `decide` say what to do with it. */
async function imVorgang(
  d: AufgabenDeps,
  p: Wer,
  vorgang: string,
  decide: (tx: Tx, g: Gesperrt) => Promise<{ ok: true; befehl: Befehl; rolle: string } | Ablehnung>,
): Antwort {
  const kontext = await arbeitskontext(d, p, vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx): Antwort => {
    const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    const e = await decide(tx, g);
    if (!e.ok) return e;
    const r = await handle(tx, d.protokoll, g, e.befehl, { pseudonym: p.person, role: e.rolle, loa: null });
    return r.ok ? { ok: true } : r;
  });
}

/** Only who leads the house that works on it, and only where a Dienstvereinbarung lets the house be led by proposals. */
async function darfZuteilen(tx: Tx, d: AufgabenDeps, p: Wer, g: Gesperrt): Promise<Ablehnung | null> {
  const leitet = hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', g.vorgang.leistung);
  if (g.vorgang.stelle !== p.stelle || !leitet) return ablehnen('zuteilung.nicht-berechtigt');
  const heute = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
  return geltende(await readVereinbarungen(tx), heute) ? null : ablehnen('last.nicht-eingeschaltet');
}

/** Gives a case to somebody of the own house who may work on it; null takes it back. With the reason it was proposed for, if it was. */
export function teileZu(d: AufgabenDeps, p: Wer, vorgang: string, an: string | null): Antwort {
  return imVorgang(d, p, vorgang, async (tx, g) => {
    const nein = await darfZuteilen(tx, d, p, g);
    if (nein) return nein;
    const kraefte = await readBelegschaft(tx, p.stelle);
    const kraft = kraefte.find((k) => k.id === an);
    const { leistung, befangen, abgelehnt, koerperschaft } = g.vorgang;
    if (an !== null && !(kraft && hatRolle(kraft.rollen, 'sachbearbeitung', leistung)))
      return ablehnen('zuteilung.unpassend');
    const heute = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
    const kandidaten = kandidatenOf(kraefte, leistung, await readPlanstellen(tx), await readAbwesenheiten(tx), heute);
    const kennen = await readKennen(tx, d, koerperschaft, vorgang);
    const vorschlag = schlageVor({ vorgang, betreff: '', befangen, abgelehnt, kennen }, kandidaten).find(
      (v) => v.person === an,
    );
    const befehl: Befehl = { art: 'zuteilen', person: p.person, an, gruende: vorschlag ? [vorschlag.grund] : [] };
    return { ok: true, befehl, rolle: 'leitung' };
  });
}

/** Turns a proposal down: this person is not proposed again for this case. */
export function lehneVorschlagAb(d: AufgabenDeps, p: Wer, vorgang: string, wen: string): Antwort {
  return imVorgang(d, p, vorgang, async (tx, g) => {
    const nein = await darfZuteilen(tx, d, p, g);
    if (nein) return nein;
    if (!(await readBelegschaft(tx, p.stelle)).some((k) => k.id === wen)) return ablehnen('zuteilung.unpassend');
    return { ok: true, befehl: { art: 'vorschlag-ablehnen', person: p.person, wen }, rolle: 'leitung' };
  });
}

const ROLLEN = ['sachbearbeitung', 'anordnung', 'leitung'] as const;

/**
 * Somebody says that she may not act in this matter (§§ 20, 21 VwVfG). Why is not asked here: that is for her leader. She is not
 * proposed any more, cannot be given the case, and the program lets her do no task in it.
 */
export function erklaereBefangen(d: AufgabenDeps, p: Wer, vorgang: string): Antwort {
  return imVorgang(d, p, vorgang, async (tx, g) => {
    const rollen = await readRollen(tx, p.stelle, p.person);
    const rolle = ROLLEN.find((r) => hatRolle(rollen, r, g.vorgang.leistung));
    // who has no part in this Leistung must not learn that the case exists
    if (!rolle) return ablehnen('vorgang.unbekannt');
    return { ok: true, befehl: { art: 'befangen-erklaeren', person: p.person }, rolle };
  });
}

/** Members of staff whose work on the case is in its events. */
export async function readKennen(
  tx: Tx,
  d: Pick<AufgabenDeps, 'protokoll'>,
  koerperschaft: string,
  vorgang: string,
): Promise<string[]> {
  const ereignisse = await readStrom(tx, d.protokoll, koerperschaft, vorgang);
  const arbeit = ereignisse.map((e) => e.ereignis).filter((e) => e.actor.role === 'sachbearbeitung');
  return [...new Set(arbeit.filter((e) => e.kind !== 'befangenheit.erklaert').map((e) => e.actor.pseudonym))];
}
