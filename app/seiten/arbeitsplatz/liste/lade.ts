import type { Tx } from '../../../base/index.ts';
import { hatRolle, readMitarbeiterNamen } from '../../../konten/index.ts';
import { type Halt, readHalte } from '../../../vereinbarungen/index.ts';
import {
  type EingangsZeile,
  readEingang,
  readErledigt,
  readErledigteArten,
  readFuerUns,
  sucheZeilen,
} from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfEinsehen, einsehbare } from '../berechtigung.ts';
import { vermerkeListe } from '../lesen.ts';
import { readBefugt } from './befugt.ts';
import { type Filter, gefiltert, imTab, type Listenzeile, passt, SEITENLAENGE, TABS, type Tab } from './filter.ts';
import { GRENZE, kommunenOf, nimm, sucheImTab, sucheOf } from './treffer.ts';

/** So many closed ones are listed, the latest received; the search finds the others. */
export const ERLEDIGTE = 200;

export interface Eingangsliste {
  readonly zeilen: readonly Listenzeile[];
  /** rows of each tab, of those that are searched for; undefined where there are more than were read */
  readonly anzahl: Readonly<Record<Tab, number | undefined>>;
  /** every place and Leistung of this tab, whatever of them is filtered, with its number of rows where all were read */
  readonly orte: ReadonlyMap<string, { readonly titel: string; readonly anzahl: number }>;
  readonly leistungen: ReadonlyMap<string, number>;
  readonly gesamt: number;
  readonly seiten: number;
  readonly seite: number;
  /** there are more in this tab, as it is filtered, than were read */
  readonly mehr: boolean;
  /** the numbers at places and Leistungen are the whole */
  readonly gezaehlt: boolean;
  /** stops that concern the own house, on either side */
  readonly halte: readonly Halt[];
}

interface Roh {
  readonly zeilen: EingangsZeile[];
  /** there are more open ones, closed ones, whatever is filtered */
  readonly mehr: { readonly offen: boolean; readonly erledigt: boolean };
  /** of more than are read: those of this tab that pass the filter were asked for */
  readonly ausgesucht?: {
    readonly mehr: boolean;
    readonly arten: readonly Pick<EingangsZeile, 'oertlich' | 'leistung'>[];
  };
}

/** The rows of the inbox, or of everything that is searched for: the latter however long it is closed. */
async function lies(deps: SeitenDeps, tx: Tx, { stelle, rollen }: Kraft, f: Filter): Promise<Roh> {
  const teil = einsehbare(rollen);
  if (f.q !== '') {
    const { zeilen, mehr } = await nimm(GRENZE, (n) => sucheZeilen(tx, stelle, sucheOf(deps, f), n, teil));
    return { zeilen, mehr: { offen: mehr && zeilen.every((z) => z.stand !== 'abgeschlossen'), erledigt: mehr } };
  }
  const [hier, fuerUns, erledigt] = await Promise.all([
    nimm(GRENZE, (n) => readEingang(tx, stelle, n, teil)),
    nimm(GRENZE, (n) => readFuerUns(tx, stelle, n, teil)),
    nimm(ERLEDIGTE, (n) => readErledigt(tx, stelle, n, teil)),
  ]);
  return {
    zeilen: [...hier.zeilen, ...fuerUns.zeilen, ...erledigt.zeilen],
    mehr: { offen: hier.mehr || fuerUns.mehr, erledigt: erledigt.mehr },
  };
}

/** Of more closed ones than were read, those that pass the filter: the latest of all may hold none. */
async function liesErledigte(deps: SeitenDeps, kraft: Kraft, f: Filter, roh: Roh): Promise<Roh> {
  const teil = einsehbare(kraft.rollen);
  const orte = kommunenOf(deps, f);
  const leistungen = f.leistung === '' ? teil : [f.leistung].filter((l) => teil === null || teil.includes(l));
  const [treffer, arten] = await deps.db.zugleich(lesekontext(kraft), (tx) =>
    Promise.all([
      gefiltert(f) ? nimm(ERLEDIGTE, (n) => readErledigt(tx, kraft.stelle, n, leistungen, orte)) : null,
      readErledigteArten(tx, kraft.stelle, teil),
    ]),
  );
  if (!treffer) return { ...roh, ausgesucht: { mehr: true, arten } };
  const offene = roh.zeilen.filter((z) => !zu(z));
  return { ...roh, zeilen: [...offene, ...treffer.zeilen], ausgesucht: { mehr: treffer.mehr, arten } };
}

const mehrIn = ({ mehr }: Roh, tab: Tab) => (tab === 'erledigt' ? mehr.erledigt : mehr.offen);

/** Of more than were read, what the filters ask for lies anywhere: asked for again with them, and the rest stays for its numbers. */
async function liesMehr(deps: SeitenDeps, kraft: Kraft, f: Filter, roh: Roh): Promise<Roh> {
  if (!mehrIn(roh, f.tab)) return roh;
  if (f.q === '' && f.tab === 'erledigt') return liesErledigte(deps, kraft, f, roh);
  const { zeilen, mehr, arten } = await sucheImTab(deps, kraft, f);
  const andere = roh.zeilen.filter((z) => zu(z) !== (f.tab === 'erledigt'));
  return { ...roh, zeilen: [...andere, ...zeilen], ausgesucht: { mehr, arten } };
}

/** The inbox over all bodies she may act for, and what others do in her body's name. The rows shown are logged as read. */
export async function ladeEingang(deps: SeitenDeps, kraft: Kraft, f: Filter): Promise<Eingangsliste> {
  const heute = heuteOf(deps.protokoll.uhr);
  const [gelesenes, namen, halte] = await deps.db.zugleich(lesekontext(kraft), (tx) =>
    Promise.all([lies(deps, tx, kraft, f), readMitarbeiterNamen(tx, kraft.stelle), readHalte(tx)]),
  );
  const roh = await liesMehr(deps, kraft, f, gelesenes);
  // the database let every money task through: whose it is, only the appointment says
  const alle = (await mark(deps, kraft, roh.zeilen.sort(byFrist), namen)).filter(
    (z) => z.meine || darfEinsehen(kraft.rollen, z.leistung),
  );
  const zahl = (x: Tab) => (mehrIn(roh, x) ? undefined : alle.filter((z) => imTab(z, x, heute)).length);
  const tab = alle.filter((z) => imTab(z, f.tab, heute));
  const arten = roh.ausgesucht?.arten ?? tab;
  const treffer = tab.filter((z) => passt(z, f));
  const seiten = Math.max(1, Math.ceil(treffer.length / SEITENLAENGE));
  const seite = Math.min(f.seite, seiten);
  const zeilen = treffer.slice((seite - 1) * SEITENLAENGE, seite * SEITENLAENGE);
  const gelesen = zeilen.map((z) => ({ koerperschaft: z.koerperschaft, vorgang: z.id, ...z.basis }));
  await deps.db.zugleich(lesekontext(kraft), async (tx) =>
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
    anzahl: Object.fromEntries(TABS.map((x) => [x, zahl(x)])) as Record<Tab, number | undefined>,
    orte: countOrte(deps, arten),
    leistungen: count(arten.map((z) => z.leistung)),
    gesamt: treffer.length,
    seiten,
    seite,
    mehr: roh.ausgesucht?.mehr ?? mehrIn(roh, f.tab),
    gezaehlt: !mehrIn(roh, f.tab),
    halte: halte.filter(
      (h) => [h.koerperschaft, h.stelle].includes(kraft.stelle) && darfEinsehen(kraft.rollen, h.leistung),
    ),
  };
}

const zu = (z: EingangsZeile) => z.stand === 'abgeschlossen';

/** The earliest Frist first; then the closed ones, whose Frist is over, the latest received first. */
const byFrist = (a: EingangsZeile, b: EingangsZeile) => {
  if (zu(a) || zu(b)) return Number(zu(a)) - Number(zu(b)) || b.eingegangen.getTime() - a.eingegangen.getTime();
  return (a.frist ?? '9').localeCompare(b.frist ?? '9') || a.eingegangen.getTime() - b.eingegangen.getTime();
};

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

function count(werte: readonly string[]): Map<string, number> {
  const m = new Map<string, number>();
  for (const w of werte) m.set(w, (m.get(w) ?? 0) + 1);
  return m;
}

function countOrte({ verzeichnis }: SeitenDeps, zeilen: readonly Pick<EingangsZeile, 'oertlich'>[]) {
  const sortiert = [...count(zeilen.map((z) => z.oertlich))].flatMap(([id, anzahl]) => {
    const ort = verzeichnis.byId(id);
    return ort ? [[ort.ags, { titel: ort.kurzname, anzahl }] as const] : [];
  });
  return new Map(sortiert.sort((a, b) => a[1].titel.localeCompare(b[1].titel, 'de')));
}
