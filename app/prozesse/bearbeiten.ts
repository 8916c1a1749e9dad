import { type Ablehnung, ablehnen, type Ergebnis, type Tx } from '../base/index.ts';
import { type Befehl, type Gesperrt, handle, lock } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, darfAufgabe, type Person } from './aufgaben.ts';

/** The rights of who works on cases of a Leistung. */
const ROLLE = 'sachbearbeitung';

/**
 * Somebody who works on a Vorgang does something with it beside its tasks: what `tue` says, under its lock, with what it writes, in one
 * commit. Refused: a Vorgang that is not there for her, and with `verboten` one of another's, or a declared conflict.
 * @param tue the command; null: it is done already
 */
export async function bearbeite(
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  verboten: string,
  tue: (tx: Tx, g: Gesperrt) => Promise<Befehl | Ablehnung | null>,
): Promise<Ergebnis> {
  const kontext = await arbeitskontext(d, p, vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return ablehnen('vorgang.unbekannt');
  return d.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfAufgabe(tx, d, p, g, ROLLE))) return ablehnen(verboten);
    const befehl = await tue(tx, g);
    if (befehl === null) return { ok: true };
    if ('ok' in befehl) return befehl;
    const e = await handle(tx, d.protokoll, g, befehl, { pseudonym: p.person, role: ROLLE, loa: null });
    return e.ok ? { ok: true } : e;
  });
}
