import { Aufschub, createTexte, dienst } from '../base/index.ts';
import { meldungenOrdner, meldungOf } from '../base/meldungen/index.ts';
import { darfAusstellen } from '../nachweise/index.ts';
import type { Werkbank } from './fertigen.ts';

const texte = createTexte([meldungenOrdner]);

/** While the body's log cannot prove it, nothing is sealed: throws an `Aufschub`, so that the job waits and goes on by itself. */
export async function pruefeAusstellen(w: Werkbank, koerperschaft: string): Promise<void> {
  const e = await w.db.transaktion(dienst(koerperschaft, 'Schreiben'), (tx) =>
    darfAusstellen(tx, w.protokoll.uhr, koerperschaft),
  );
  if (!e.ok) throw new Aufschub(meldungOf(texte, e).text);
}
