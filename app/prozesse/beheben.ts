import { type Ablehnung, ablehnen } from '../base/index.ts';
import { lock } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, darfAufgabe, type Person } from './aufgaben.ts';

/**
 * A person has mended what stood in the way (or believes that it passed): the process tries the same step again. Nothing of
 * what was done is repeated. Refuses: `vorgang.unbekannt`, `aufgabe.nicht-berechtigt`, `stoerung.schon-behoben`, `stoerung.wartet`.
 */
export async function behebeStoerung(
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  schritt: number,
): Promise<{ ok: true } | Ablehnung> {
  const kontext = await arbeitskontext(d, p, vorgang);
  if (!kontext?.handelndFuer) return ablehnen('vorgang.unbekannt');
  const koerperschaft = kontext.handelndFuer;
  return d.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfAufgabe(tx, d, p, g, 'sachbearbeitung'))) return ablehnen('aufgabe.nicht-berechtigt');
    const n = await tx.fuehreAus(
      `update prozesse.vorfall set behoben = to_timestamp($4 / 1000.0)
       where koerperschaft = $1 and vorgang = $2 and schritt = $3 and behoben is null`,
      [koerperschaft, vorgang, schritt, d.protokoll.uhr.jetzt()],
    );
    if (n === 0) return ablehnen('stoerung.schon-behoben');
    const r = await d.laufzeit.command(tx, g, { art: 'vorfall-behoben', schritt });
    if (r.ok) return { ok: true as const };
    // a step that only waits: it goes on by itself
    return r.grund === 'prozess.kein-vorfall' ? ablehnen('stoerung.wartet') : r;
  });
}
