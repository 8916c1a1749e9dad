import { type DateiAngabe, type Ergebnis, kennung, type Tx } from '../../base/index.ts';
import { type Angaben, type Protokoll, readKopf, readStrom, type Strom, schreibe } from '../../nachweise/index.ts';
import { MASCHINE, sperreStroeme } from '../strom.ts';
import { findRechnung, type GestellteRechnung } from './store.ts';

/** Kind of the sealed invoices among the documents. */
export const RECHNUNG = 'rechnung';

/** What a body says of the invoices that it gives under an agreement. */
export const rechnungsstromOf = (koerperschaft: string, vereinbarung: string): Strom => ({
  art: 'vereinbarung',
  id: kennung('rechnung', vereinbarung),
  koerperschaft,
  leistung: '-',
  buerger: null,
});

/** A fact about the file of an invoice, for whom and on what basis the invoice itself was given. */
async function vermerke(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  r: Pick<GestellteRechnung, 'id' | 'vereinbarung'>,
  { kind, data, datei }: Pick<Angaben, 'kind' | 'data'> & { datei: DateiAngabe },
): Promise<void> {
  await sperreStroeme(tx, r.vereinbarung);
  const strom = rechnungsstromOf(koerperschaft, r.vereinbarung);
  const gestellt = (await readStrom(tx, p, koerperschaft, strom.id)).find(
    ({ ereignis: e }) => e.kind === 'rechnung.gestellt' && e.data['rechnung'] === r.id,
  )?.ereignis;
  if (!gestellt) throw new Error('Die Rechnung hat kein Ereignis');
  const { fuer, grundlage } = gestellt;
  const { name, len, mime, sha256, sha512 } = datei;
  const umstand = { actor: MASCHINE, fuer, grundlage };
  await schreibe(tx, p, strom, await readKopf(tx, koerperschaft, strom.id), umstand, [
    { kind, data, docs: [{ name, len, mime, sha256, sha512 }] },
  ]);
}

/** The invoice is set and sealed: its file with its hashes, so that the log proves it as it does every sealed document. */
export const vermerkeGesetzt = (
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  r: Pick<GestellteRechnung, 'id' | 'vereinbarung' | 'nummer'>,
  dokument: { id: string; datei: DateiAngabe },
): Promise<void> =>
  vermerke(tx, p, koerperschaft, r, {
    kind: 'rechnung.gesetzt',
    data: { rechnung: r.id, nummer: r.nummer, dokument: dokument.id },
    datei: dokument.datei,
  });

/** The proofs of a sealed invoice were renewed. `vorgang`: the invoice, as its documents name it. */
export async function vermerkeRechnungErneuert(
  tx: Tx,
  p: Protokoll,
  { koerperschaft, vorgang }: { koerperschaft: string; vorgang: string },
  e: { dokument: string; datei: DateiAngabe; niveau: string; faellig: string },
): Promise<Ergebnis> {
  const r = await findRechnung(tx, vorgang);
  if (!r) throw new Error('Die Rechnung ist nicht da');
  const { dokument, niveau, faellig, datei } = e;
  await vermerke(tx, p, koerperschaft, r, { kind: 'dokument.erneuert', data: { dokument, niveau, faellig }, datei });
  return { ok: true };
}
