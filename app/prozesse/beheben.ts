import { type Ablehnung, ablehnen, stelleEin } from '../base/index.ts';
import { lock } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, darfAufgabe, type Person } from './aufgaben.ts';
import { START, schliesseVorfall } from './vorfaelle.ts';
import { wecke } from './zeitgeber.ts';

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
    const jetzt = d.protokoll.uhr.jetzt();
    if (!(await schliesseVorfall(tx, koerperschaft, vorgang, schritt, jetzt)))
      return ablehnen('stoerung.schon-behoben');
    if (schritt === START) {
      stelleEin(tx, d.protokoll.uhr, { art: 'prozess.starten', koerperschaft, bezug: vorgang });
      return { ok: true as const };
    }
    if (await wecke(tx, { koerperschaft, vorgang, schritt }, jetzt)) return { ok: true as const };
    const r = await d.laufzeit.command(tx, g, { art: 'vorfall-behoben', schritt });
    if (r.ok) return { ok: true as const };
    // a step that only waits: it goes on by itself
    return r.grund === 'prozess.kein-vorfall' ? ablehnen('stoerung.wartet') : r;
  });
}
