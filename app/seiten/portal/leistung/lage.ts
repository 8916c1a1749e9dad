import { localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, oeffentlich } from '../../../base/index.ts';
import { type Kommune, readSatz } from '../../../kommunen/index.ts';
import type { KatalogEintrag, Leistung } from '../../../leistungen/index.ts';
import { resolveZustaendigkeit } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';

/** Who is competent for a Leistung at a place today, who works on it, and what says so. */
export interface Wer {
  zustaendig: Kommune;
  stelle: Kommune;
  /** "Zweckvereinbarung …, § 71 Abs. 2 SächsKomZG" */
  grundlage: string;
}

export interface Lage {
  kommune: Kommune;
  /** what can be applied for; undefined for an entry that is known by name only */
  leistung?: Leistung;
  eintrag?: KatalogEintrag;
  wer?: Wer;
  /** why nobody can apply online; beside `wer`: what the competent body has yet to enter */
  ablehnung?: Ablehnung;
}

/** A Leistung at an active Kommune; undefined when one of them is not known here. */
export async function readLage(deps: SeitenDeps, ags: string, schluessel: string): Promise<Lage | undefined> {
  const kommune = deps.verzeichnis.byAgs(ags);
  const hier = deps.katalog.aktuell(schluessel);
  const eintrag = oeffentliche(deps.katalog.eintraege).find((e) => e.schluessel === schluessel);
  if (!kommune?.kuerzel || kommune.art !== 'gemeinde' || !(hier || eintrag)) return undefined;
  const tag = localDateOf(deps.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const { z, leistung, ohneSatz } = await deps.db.transaktion(oeffentlich, async (tx) => {
    const z = await resolveZustaendigkeit(tx, { leistung: schluessel, ort: kommune.id, tag });
    const leistung = z.ok ? deps.katalog.bei(z.zustaendig, schluessel) : hier;
    const satz = leistung?.angaben.satz;
    return { z, leistung, ohneSatz: z.ok && satz !== undefined && !(await readSatz(tx, z.zustaendig, satz, tag)) };
  });
  const gezeigt = leistung ?? hier;
  const was = { kommune, ...(gezeigt ? { leistung: gezeigt } : {}), ...(eintrag ? { eintrag } : {}) };
  if (!z.ok) return { ...was, ablehnung: z };
  const [zustaendig, stelle] = [deps.verzeichnis.byId(z.zustaendig), deps.verzeichnis.byId(z.stelle)];
  if (!zustaendig || !stelle) return was;
  const wer = { zustaendig, stelle, grundlage: grundlageText(z.basis) };
  const name = { name: zustaendig.name };
  if (hier && !leistung) return { ...was, wer, ablehnung: ablehnen('fassung.unlesbar', name) };
  return { ...was, wer, ...(ohneSatz ? { ablehnung: ablehnen('satz.fehlt', name) } : {}) };
}

/** The version that counts where somebody applies: that of the body which is competent there. Undefined: not offered there. */
export async function readFassungBei(
  deps: SeitenDeps,
  ort: Kommune,
  schluessel: string,
): Promise<Leistung | undefined> {
  const hier = deps.katalog.aktuell(schluessel);
  if (!deps.katalog.istUneinheitlich(schluessel)) return hier;
  const tag = localDateOf(deps.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const z = await deps.db.transaktion(oeffentlich, (tx) =>
    resolveZustaendigkeit(tx, { leistung: schluessel, ort: ort.id, tag }),
  );
  return z.ok ? deps.katalog.bei(z.zustaendig, schluessel) : hier;
}

export const grundlageText = (b: { titel: string; norm: string | null }): string =>
  [b.titel, b.norm].filter(Boolean).join(', ');

/** Tasks between town halls are in the catalogue for their agreements; nobody applies for them. */
const UNTER_BEHOERDEN = new Set(['posteingang']);
export const oeffentliche = (eintraege: readonly KatalogEintrag[]): KatalogEintrag[] =>
  eintraege.filter((e) => !UNTER_BEHOERDEN.has(e.schluessel));
