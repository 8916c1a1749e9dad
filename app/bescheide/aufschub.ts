import { Aufschub, createTexte, type Datenbank, dienst } from '../base/index.ts';
import { meldungenOrdner, meldungOf } from '../base/meldungen/index.ts';
import { darfAusstellen, type Protokoll } from '../nachweise/index.ts';

const texte = createTexte([meldungenOrdner]);

/** While the body's log cannot prove it, nothing is sealed: throws an `Aufschub`, so that the job waits and goes on by itself. */
export async function pruefeAusstellen(
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
): Promise<void> {
  const e = await d.db.transaktion(dienst(koerperschaft, 'Schreiben'), (tx) =>
    darfAusstellen(tx, d.protokoll.uhr, koerperschaft),
  );
  if (!e.ok) throw new Aufschub(meldungOf(texte, e).text);
}
