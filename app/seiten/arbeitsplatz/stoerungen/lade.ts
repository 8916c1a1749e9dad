import { meldungOf } from '../../../base/meldungen/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import {
  gehoertHierher,
  type Hausstoerung,
  hatDamitZuTun,
  kannNachWertenFragen,
  readHausstoerungen,
  type Stoerungsziel,
} from '../../../prozesse/index.ts';
import { readBefangen } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Texte } from '../../komponenten/index.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { leitetBearbeitung, wegZuWerten } from '../berichtigen/lade.ts';
import { vermerkeListe } from '../lesen.ts';
import { type Ort, readOrt } from './ort.ts';

/** So many are shown, the oldest first, and tried again by one click. */
const GEZEIGT = 100;

export interface Stoerungsliste {
  zeilen: readonly Stoerungszeile[];
  gesamt: number;
}

/** One line as the page shows it. */
export interface Stoerungszeile {
  schluessel: string;
  stoerung: Hausstoerung;
  /** she may try it again: her own house works on the case */
  hier: boolean;
  /** where it belongs when that is no Vorgang: the agreement, the statement with this invoice, the run over many cases */
  wozu: Ort | null;
  /** what does not go on */
  was: string;
  grund: string;
  /** the step asks for values, and she leads: the page of the values, or none for her who has declared a conflict */
  werte: { weg: string | null } | null;
}

/** What does not go on in cases that are hers, with the reading of it logged. */
export async function ladeStoerungen(deps: SeitenDeps, kraft: Kraft): Promise<Stoerungsliste> {
  const { t } = deps;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const alle = (await readHausstoerungen(tx)).filter((s) => hatDamitZuTun(kraft.rollen, s));
    const gezeigt = alle.slice(0, GEZEIGT);
    const gelesen = gezeigt.flatMap(({ koerperschaft, fall }) =>
      fall ? [{ koerperschaft, vorgang: fall.vorgang, ...fall.basis }] : [],
    );
    vermerkeListe(
      tx,
      deps.protokoll,
      gelesen,
      t('arbeitsplatz.bereich.stoerungen'),
      t('arbeitsplatz.stoerungen.zweck'),
    );
    const befangen = await readBefangen(
      tx,
      kraft.person,
      gelesen.map((g) => g.vorgang),
    );
    const orte = new Map<string | null, Ort | null>([[null, null]]);
    const zeilen: Stoerungszeile[] = [];
    for (const stoerung of gezeigt) {
      const { art, fall, bezug } = stoerung;
      if (!orte.has(bezug)) orte.set(bezug, await readOrt(tx, deps, kraft.stelle, stoerung));
      const leistung = art === null && fall ? await deps.katalog.inFassung(fall.leistung, fall.fassung) : null;
      zeilen.push({
        schluessel: schluesselOf(stoerung.ziel),
        stoerung,
        hier: gehoertHierher(stoerung, kraft.stelle),
        wozu: orte.get(bezug) ?? null,
        was: wasSteht(t, stoerung, leistung),
        grund: grundOf(t, stoerung.meldung),
        werte: werteseite(kraft, stoerung, leistung, befangen),
      });
    }
    return { zeilen, gesamt: alle.length };
  });
}

const schluesselOf = (z: Stoerungsziel) => ('auftrag' in z ? `a.${z.auftrag}` : `s.${z.vorgang}.${z.schritt}`);

/** Kinds of jobs that have a sentence of their own. */
const ARTEN: ReadonlySet<string> = new Set([
  'prozess.starten',
  'prozess.dienst',
  'prozess.umstellen',
  'antrag.beurkunden',
  'dokument.erneuern',
  'bekanntgabe.benachrichtigen',
  'vorgang.abgeben',
  'vorgang.uebernehmen',
  'vorgang.vernichten',
  'vereinbarung.beurkunden',
  'abrechnung.mitteilen',
  'rechnung.setzen',
  'mandat.zurueckholen',
]);

function wasSteht(t: Texte, { art, element }: Hausstoerung, leistung: Leistung | null): string {
  if (art !== null) return t(`arbeitsplatz.stoerungen.auftrag.${ARTEN.has(art) ? art : 'anderer'}`);
  const name = leistung?.prozess.knoten.get(element ?? '')?.name;
  return name ? t('arbeitsplatz.stoerungen.schritt', { name }) : t('arbeitsplatz.stoerungen.beginn');
}

/** Only what the step's model can ask for is worth a look, and only the house's lead without a conflict may set it. */
function werteseite(
  kraft: Kraft,
  stoerung: Hausstoerung,
  leistung: Leistung | null,
  befangen: ReadonlySet<string>,
): Stoerungszeile['werte'] {
  const { ziel, element, fall, meldung } = stoerung;
  if (!fall || !leistung || !('schritt' in ziel) || !leitetBearbeitung(kraft, fall)) return null;
  if (!kannNachWertenFragen(leistung, element ?? '', meldung)) return null;
  return { weg: befangen.has(fall.vorgang) ? null : wegZuWerten(fall.vorgang, ziel.schritt) };
}

/** A refusal is known by its code and has a German sentence; anything else is shown as the machine said it. */
export function grundOf(t: Texte, meldung: string): string {
  const [, grund, mehr] = /^[a-z.]+: ([a-z]+\.[a-z_.-]+)\s*(.*)$/.exec(meldung) ?? [];
  if (!grund) return meldung;
  const { status, text } = meldungOf(t, { grund, ...(mehr ? { angaben: { meldung: mehr } } : {}) });
  return status === 500 ? meldung : text;
}
