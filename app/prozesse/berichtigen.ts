import type { Json, Variablen, Zustand } from '@rathausverbund/prozess';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { briefwerte, readUmstaende } from '../bescheide/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import type { Leistung } from '../leistungen/index.ts';
import { type Gesperrt, handle, lock, project } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, type Person } from './aufgaben.ts';
import { type Bedarf, bedarfOf, type Setzung, variablenMit } from './bedarf.ts';
import { readZustand } from './instanz.ts';
import { lueckenVon } from './luecken.ts';
import { move } from './model.ts';
import { schliesseVorfall } from './vorfaelle.ts';

/** What a letter says depends on whom it speaks for. */
export type BerichtigenDeps = AufgabenDeps & { verzeichnis: Verzeichnis };

/** Values for a step that stands still, and why they are right. */
export interface Berichtigung {
  vorgang: string;
  schritt: number;
  setzungen: readonly Setzung[];
  begruendung: string;
}

/** Only who leads the house that works on the Vorgang sets values by hand. */
async function darfBerichtigen(tx: Tx, p: Person, { vorgang: { leistung, stelle } }: Gesperrt): Promise<boolean> {
  return stelle === p.stelle && hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', leistung);
}

/**
 * Sets values that a step with an incident asks for, and tries the step again, all in one commit with the legal event that says who, what
 * it was before and why. Only what `bedarfOf` names and nobody else has said (`istSetzbar`). Where the step would stop at once again,
 * nothing is changed: `angabe.hilft-nicht`, with what the process, or the letter it is to write, says.
 */
export async function berichtige(d: BerichtigenDeps, p: Person, b: Berichtigung): Promise<{ ok: true } | Ablehnung> {
  const kontext = await arbeitskontext(d, p, b.vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx) => {
    const [g, zustand] = await Promise.all([
      lock(tx, d.protokoll, koerperschaft, b.vorgang),
      readZustand(tx, d.protokoll, koerperschaft, b.vorgang),
    ]);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfBerichtigen(tx, p, g))) return ablehnen('angabe.nicht-berechtigt');
    const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
    const imBrief = briefwerte(d.protokoll.uhr, g.vorgang, await readUmstaende(tx, d.verzeichnis, g));
    const bedarf = zustand && bedarfOf(leistung, zustand, b.schritt, imBrief);
    if (!bedarf) return ablehnen('stoerung.schon-behoben');
    const angaben = geaendert(bedarf, b.setzungen);
    if (!angaben) return ablehnen('angabe.nicht-setzbar');
    const { element, meldung } = bedarf;
    const setzen = {
      art: 'angaben-setzen',
      person: p.person,
      stoerung: b.schritt,
      element,
      meldung,
      angaben,
      begruendung: b.begruendung,
    } as const;
    const e = await handle(tx, d.protokoll, g, setzen, { pseudonym: p.person, role: 'leitung', loa: null });
    if (!e.ok) return e;
    const variablen = variablenMit(leistung.prozess, zustand, b.schritt, angaben);
    const befehl = { art: 'vorfall-behoben', schritt: b.schritt, variablen } as const;
    const weiter = stehtWieder(leistung, zustand, element, befehl, imBrief);
    if (weiter !== null) return ablehnen('angabe.hilft-nicht', { meldung: weiter });
    if (!(await schliesseVorfall(tx, koerperschaft, b.vorgang, b.schritt, d.protokoll.uhr.jetzt())))
      return ablehnen('stoerung.schon-behoben');
    project(tx, e.gesperrt, { schritt: 'In Bearbeitung', hinweis: '' });
    const r = await d.laufzeit.command(tx, e.gesperrt, befehl, { vorher: zustand });
    return r.ok ? { ok: true as const } : r;
  });
}

/** What differs from what is there; undefined where something is named that must not be set. */
function geaendert(bedarf: Bedarf, setzungen: readonly Setzung[]): (Setzung & { alt: Json })[] | undefined {
  const angaben: (Setzung & { alt: Json })[] = [];
  for (const { pfad, neu } of setzungen) {
    const gefragt = bedarf.angaben.find((a) => a.pfad === pfad);
    if (!gefragt?.setzbar) return undefined;
    if (JSON.stringify(neu) !== JSON.stringify(gefragt.alt)) angaben.push({ pfad, alt: gefragt.alt, neu });
  }
  return angaben;
}

/** Tries it without keeping it: what the same step would say again; null where it goes on. */
function stehtWieder(
  leistung: Leistung,
  zustand: Zustand,
  element: string,
  befehl: Parameters<typeof move>[2],
  imBrief: Variablen,
): string | null {
  const b = move(leistung.prozess, zustand, befehl, leistung.entscheide);
  if (!b.ok) return b.meldung;
  const knoten = leistung.prozess.knoten.get(element);
  for (const w of b.wirkungen) {
    if (w.art === 'vorfall' && w.element === element) return w.meldung;
    // the service begins later; what it could not write is known now
    const [luecke] =
      w.art === 'dienst' && w.element === element && knoten
        ? lueckenVon(leistung, knoten, { ...w.eingabe, ...imBrief })
        : [];
    if (luecke) return luecke.meldung;
  }
  return null;
}
