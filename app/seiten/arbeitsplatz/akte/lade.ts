import type { Antworten } from '@rathausverbund/formular';
import type { Zustand } from '@rathausverbund/prozess';
import { darf as darfKonto, readGezaehlt } from '../../../abrechnung/index.ts';
import { darfLoeschen } from '../../../akten/index.ts';
import { isUuid, type Kontext, type Tx } from '../../../base/index.ts';
import { readZustellungen, type Zustellung } from '../../../bekanntgabe/index.ts';
import { briefwerte, readUmstaende } from '../../../bescheide/index.ts';
import { type DokumentZeile, readDokumente } from '../../../dokumente/index.ts';
import type { Auftritt } from '../../../kommunen/index.ts';
import { type Mitarbeiter, readMitarbeiterNamen } from '../../../konten/index.ts';
import type { Aufgabe, Leistung } from '../../../leistungen/index.ts';
import { type GespeichertesEreignis, type Kopf, readStrom, vermerkeLesen } from '../../../nachweise/index.ts';
import { arbeitskontext, darfAufgabe, type Fallstoerung, readFallstoerungen } from '../../../prozesse/index.ts';
import {
  type EingangsZeile,
  findZeile,
  type Gesperrt,
  type Json,
  lock,
  readAufgaben,
  type Vorgang,
  type Aufgabe as Wartende,
} from '../../../vorgaenge/index.ts';
import type { Forderung } from '../../../zahlungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfEinsehen } from '../berechtigung.ts';

/** A task that waits, as this person sees it. */
export interface OffeneAufgabe {
  readonly schritt: number;
  readonly element: string;
  readonly name: string;
  readonly gruppe: string;
  /** form, buttons and first answers; undefined when the published version does not know the task */
  readonly aufgabe: Aufgabe | undefined;
  readonly vorgabe: Antworten;
  readonly darf: boolean;
  /** she stated the amount herself, so a second person must order it */
  readonly selbstFestgestellt: boolean;
}

/** A case with everything its pages show. */
export interface Akte {
  readonly zeile: EingangsZeile;
  readonly vorgang: Vorgang;
  readonly leistung: Leistung;
  readonly ereignisse: readonly GespeichertesEreignis[];
  /** the last event, as the case itself names it */
  readonly kopf: Kopf;
  readonly aufgaben: readonly OffeneAufgabe[];
  readonly dokumente: readonly DokumentZeile[];
  readonly zustellungen: readonly Zustellung[];
  readonly forderung: Forderung | undefined;
  readonly zustand: Zustand | null;
  readonly stoerungen: readonly Fallstoerung[];
  /** staff of the own house and of the competent body, by id */
  readonly namen: ReadonlyMap<string, Mitarbeiter>;
  readonly auftritt: Auftritt | undefined;
  /** what letters see over the variables of the process */
  readonly briefwerte: Readonly<Record<string, Json>>;
  readonly kontext: Kontext;
  /** where it was counted for the statement, for her who may say what it took */
  readonly gezaehlt: Awaited<ReturnType<typeof readGezaehlt>>;
  /** closed, and she is the one who may erase it */
  readonly darfLoeschen: boolean;
}

/**
 * Opens a case: everything read at one moment, under its lock, and the reading logged in the same commit.
 * @returns undefined when it is not there for her: unknown, another town hall's, or no Leistung of hers
 */
export async function ladeAkte(deps: SeitenDeps, kraft: Kraft, id: string): Promise<Akte | undefined> {
  if (!isUuid(id)) return undefined;
  const gefunden = await arbeitskontext(deps.aufgaben, kraft, id);
  const koerperschaft = gefunden?.handelndFuer;
  if (!gefunden?.grundlage || !koerperschaft) return undefined;
  const kontext: Kontext = {
    ...gefunden,
    grundlage: leseGrundlage(gefunden.grundlage, koerperschaft === kraft.stelle),
  };
  return deps.db.transaktion(kontext, async (tx) => {
    const zeile = await findZeile(tx, id);
    if (!zeile || !darfEinsehen(kraft.rollen, zeile.leistung)) return undefined;
    const g = await lock(tx, deps.protokoll, koerperschaft, id);
    if (!g || !kontext.grundlage) return undefined;
    const leistung = await deps.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
    const eigener = g.vorgang.stelle === kraft.stelle && darfKonto(kraft, 'aufwand', g.vorgang.leistung);
    // asked at once: one way to the server for all of it
    const [zustand, umstaende, ereignisse, wartende, dokumente, zustellungen, dortige, eigene, gezaehlt, loeschbar] =
      await Promise.all([
        deps.aufgaben.laufzeit.readZustand(tx, g),
        readUmstaende(tx, deps.verzeichnis, g),
        readStrom(tx, deps.protokoll, koerperschaft, id),
        readAufgaben(tx, koerperschaft, id),
        readDokumente(tx, koerperschaft, id),
        readZustellungen(tx, koerperschaft, id),
        readMitarbeiterNamen(tx, koerperschaft),
        readMitarbeiterNamen(tx, kraft.stelle),
        eigener ? readGezaehlt(tx, id) : undefined,
        g.vorgang.abgeschlossen !== null && darfLoeschen(tx, kraft, g.vorgang),
      ]);
    const [aufgaben, stoerungen] = await Promise.all([
      Promise.all(wartende.map((w) => offeneAufgabe(tx, deps, kraft, g, leistung, zustand, w))),
      readFallstoerungen(tx, { koerperschaft, vorgang: id }, leistung.prozess, zustand),
    ]);
    vermerkeLesen(tx, deps.protokoll.uhr, koerperschaft, [id], kontext.grundlage);
    return {
      zeile,
      vorgang: g.vorgang,
      leistung,
      zustand,
      kontext,
      kopf: g.kopf,
      ereignisse,
      aufgaben,
      dokumente,
      zustellungen,
      forderung: umstaende.forderung,
      stoerungen,
      namen: new Map([...dortige, ...eigene]),
      auftritt: umstaende.auftritt,
      briefwerte: briefwerte(deps.protokoll.uhr, g.vorgang, umstaende),
      gezaehlt,
      darfLoeschen: loeschbar,
    };
  });
}

/** The competent body reads its own case in its own right, also where another body works on it under a mandate. */
const leseGrundlage = (g: NonNullable<Kontext['grundlage']>, eigene: boolean): NonNullable<Kontext['grundlage']> =>
  eigene && g.vereinbarung !== null ? { ...g, vereinbarung: null, norm: 'Art. 28 Abs. 2 GG, § 2 SächsGemO' } : g;

async function offeneAufgabe(
  tx: Tx,
  deps: SeitenDeps,
  kraft: Kraft,
  g: Gesperrt,
  leistung: Leistung,
  zustand: Zustand | null,
  { schritt, element, name, gruppe }: Wartende,
): Promise<OffeneAufgabe> {
  const aufgabe = leistung.schritte.get(element);
  return {
    schritt,
    element,
    name,
    gruppe,
    aufgabe,
    vorgabe: aufgabe?.vorgabe(zustand?.variablen ?? {}) ?? {},
    darf: await darfAufgabe(tx, deps.aufgaben, kraft, g, gruppe, kraft.rollen),
    selbstFestgestellt: gruppe === 'anordnung' && g.vorgang.betrag?.festgestelltVon === kraft.person,
  };
}
