import { meldungOf } from '../../../base/meldungen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import {
  gehoertHierher,
  type Hausstoerung,
  hatDamitZuTun,
  kannNachWertenFragen,
  readHausstoerungen,
  type Stoerungsziel,
} from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Texte } from '../../komponenten/index.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { vermerkeListe } from '../lesen.ts';

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
  /** what does not go on */
  was: string;
  grund: string;
  /** page of the values the step asks for, for those who may set them */
  werte: string | null;
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
    await vermerkeListe(
      tx,
      deps.protokoll,
      gelesen,
      t('arbeitsplatz.bereich.stoerungen'),
      t('arbeitsplatz.stoerungen.zweck'),
    );
    const zeilen: Stoerungszeile[] = [];
    for (const stoerung of gezeigt)
      zeilen.push({
        schluessel: schluesselOf(stoerung.ziel),
        stoerung,
        hier: gehoertHierher(stoerung, kraft.stelle),
        was: await wasSteht(deps, stoerung),
        grund: grundOf(t, stoerung.meldung),
        werte: await werteseite(deps, kraft, stoerung),
      });
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
  'vorgang.vernichten',
]);

async function wasSteht({ t, katalog }: SeitenDeps, { art, element, fall }: Hausstoerung): Promise<string> {
  if (art !== null) return t(`arbeitsplatz.stoerungen.auftrag.${ARTEN.has(art) ? art : 'anderer'}`);
  const modell = fall && (await katalog.inFassung(fall.leistung, fall.fassung)).prozess;
  const name = modell?.knoten.get(element ?? '')?.name;
  return name ? t('arbeitsplatz.stoerungen.schritt', { name }) : t('arbeitsplatz.stoerungen.beginn');
}

/** Only what the step's model can ask for is worth a look, and only the house's lead may set it. */
async function werteseite({ katalog }: SeitenDeps, kraft: Kraft, s: Hausstoerung): Promise<string | null> {
  const { ziel, element, fall } = s;
  if (!fall || !('schritt' in ziel) || !gehoertHierher(s, kraft.stelle)) return null;
  if (!hatRolle(kraft.rollen, 'leitung', fall.leistung)) return null;
  const leistung = await katalog.inFassung(fall.leistung, fall.fassung);
  return kannNachWertenFragen(leistung, element ?? '')
    ? `/arbeitsplatz/vorgang/${fall.vorgang}/stoerung/${ziel.schritt}/werte`
    : null;
}

/** A refusal is known by its code and has a German sentence; anything else is shown as the machine said it. */
export function grundOf(t: Texte, meldung: string): string {
  const [, grund, mehr] = /^[a-z.]+: ([a-z]+\.[a-z_.-]+)\s*(.*)$/.exec(meldung) ?? [];
  if (!grund) return meldung;
  const { status, text } = meldungOf(t, { grund, ...(mehr ? { angaben: { meldung: mehr } } : {}) });
  return status === 500 ? meldung : text;
}
