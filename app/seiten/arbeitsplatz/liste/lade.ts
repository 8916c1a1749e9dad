import { hatRolle, istAnordnungsbefugt, readMitarbeiterNamen } from '../../../konten/index.ts';
import { type Halt, readHalte } from '../../../vereinbarungen/index.ts';
import { type EingangsZeile, readEingang, readErledigt, readFuerUns } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfEinsehen } from '../berechtigung.ts';
import { vermerkeListe } from '../lesen.ts';
import { type Filter, imTab, type Listenzeile, passt, SEITENLAENGE, TABS, type Tab } from './filter.ts';

/** More than this is no inbox any more; the page says that there is more. */
const GRENZE = 2000;

export interface Eingangsliste {
  readonly zeilen: readonly Listenzeile[];
  readonly anzahl: Readonly<Record<Tab, number>>;
  /** every place and Leistung with its number of rows in this tab, whatever is filtered */
  readonly orte: ReadonlyMap<string, { readonly titel: string; readonly anzahl: number }>;
  readonly leistungen: ReadonlyMap<string, number>;
  readonly gesamt: number;
  readonly seiten: number;
  readonly seite: number;
  readonly abgeschnitten: boolean;
  /** stops that concern the own house, on either side */
  readonly halte: readonly Halt[];
}

/** The inbox over all bodies she may act for, and what others do in her body's name. The rows shown are logged as read. */
export async function ladeEingang(deps: SeitenDeps, kraft: Kraft, f: Filter): Promise<Eingangsliste> {
  const heute = heuteOf(deps.protokoll.uhr);
  const { roh, namen } = await deps.db.transaktion(lesekontext(kraft), async (tx) => ({
    roh: [
      ...(await readEingang(tx, kraft.stelle, GRENZE)),
      ...(await readFuerUns(tx, kraft.stelle, GRENZE)),
      ...(await readErledigt(tx, kraft.stelle)),
    ],
    namen: await readMitarbeiterNamen(tx, kraft.stelle),
  }));
  const alle = (await mark(deps, kraft, roh.sort(byFrist), namen)).filter(
    (z) => z.meine || darfEinsehen(kraft.rollen, z.leistung),
  );
  const tab = alle.filter((z) => imTab(z, f.tab, heute));
  const treffer = tab.filter((z) => passt(z, f));
  const seiten = Math.max(1, Math.ceil(treffer.length / SEITENLAENGE));
  const seite = Math.min(f.seite, seiten);
  const zeilen = treffer.slice((seite - 1) * SEITENLAENGE, seite * SEITENLAENGE);
  const gelesen = zeilen.map((z) => ({ koerperschaft: z.koerperschaft, vorgang: z.id, ...z.basis }));
  await deps.db.transaktion(lesekontext(kraft), (tx) =>
    vermerkeListe(
      tx,
      deps.protokoll,
      gelesen,
      deps.t('arbeitsplatz.liste.aufgabe'),
      deps.t('arbeitsplatz.liste.zweck'),
    ),
  );
  return {
    zeilen,
    anzahl: Object.fromEntries(TABS.map((x) => [x, alle.filter((z) => imTab(z, x, heute)).length])) as Record<
      Tab,
      number
    >,
    orte: countOrte(tab),
    leistungen: count(tab.map((z) => z.leistung)),
    gesamt: treffer.length,
    seiten,
    seite,
    abgeschnitten: roh.length >= GRENZE,
    halte: (await deps.db.transaktion(lesekontext(kraft), readHalte)).filter(
      (h) => [h.koerperschaft, h.stelle].includes(kraft.stelle) && darfEinsehen(kraft.rollen, h.leistung),
    ),
  };
}

const byFrist = (a: EingangsZeile, b: EingangsZeile) =>
  (a.frist ?? '9').localeCompare(b.frist ?? '9') || a.eingegangen.getTime() - b.eingegangen.getTime();

async function mark(
  deps: SeitenDeps,
  kraft: Kraft,
  zeilen: readonly EingangsZeile[],
  namen: ReadonlyMap<string, { name: string }>,
): Promise<Listenzeile[]> {
  const befugt = await readBefugt(
    deps,
    kraft,
    zeilen.filter((z) => z.gruppen.includes('anordnung')),
  );
  return zeilen.map((z) => {
    const ort = deps.verzeichnis.byId(z.oertlich);
    const arbeit =
      z.gruppen.includes('sachbearbeitung') &&
      z.bearbeitendeStelle === kraft.stelle &&
      (z.zugeteilt === null || z.zugeteilt === kraft.person) &&
      hatRolle(kraft.rollen, 'sachbearbeitung', z.leistung);
    const anordnung = z.gruppen.includes('anordnung') && befugt.has(`${z.koerperschaft}/${z.leistung}`);
    const meine = (arbeit || anordnung) && !z.befangen.includes(kraft.person);
    // a colleague of another house is not named here
    const bei = namen.get(z.zugeteilt ?? '')?.name ?? '';
    return { ...z, meine, bei, ort: { ags: ort?.ags ?? '', kurzname: ort?.kurzname ?? '' } };
  });
}

/** For which Kassen and Leistungen she is appointed: each body's appointments are read in that body's name. */
async function readBefugt(deps: SeitenDeps, kraft: Kraft, zeilen: readonly EingangsZeile[]): Promise<Set<string>> {
  const da = new Set<string>();
  const tag = heuteOf(deps.protokoll.uhr);
  for (const paar of new Set(zeilen.map((z) => `${z.koerperschaft}/${z.leistung}`))) {
    const [koerperschaft = '', leistung = ''] = paar.split('/');
    const kontext = { ...lesekontext(kraft), handelndFuer: koerperschaft };
    if (
      await deps.db.transaktion(kontext, (tx) =>
        istAnordnungsbefugt(tx, { koerperschaft, mitarbeiter: kraft.person, leistung, tag }),
      )
    )
      da.add(paar);
  }
  return da;
}

function count(werte: readonly string[]): Map<string, number> {
  const m = new Map<string, number>();
  for (const w of werte) m.set(w, (m.get(w) ?? 0) + 1);
  return m;
}

function countOrte(zeilen: readonly Listenzeile[]) {
  const anzahl = count(zeilen.map((z) => z.ort.ags));
  const namen = new Map(zeilen.map((z) => [z.ort.ags, z.ort.kurzname]));
  const sortiert = [...anzahl].map(([ags, n]) => [ags, { titel: namen.get(ags) ?? ags, anzahl: n }] as const);
  return new Map(sortiert.sort((a, b) => a[1].titel.localeCompare(b[1].titel, 'de')));
}
