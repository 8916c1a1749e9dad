import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import { Temporal } from 'temporal-polyfill';
import { type Datenbank, oeffentlich, stellbareUhr } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { entwirf, type Getan, gehe, type Inhalt, readAufsicht } from '../vereinbarungen/index.ts';

/** How far an agreement is played: to the last step, or to the approval that is pending. */
export type Ziel = 'in_kraft' | 'genehmigung_offen';

/** What else the steps name. */
export interface Beiwerk {
  /** who approves; null = whoever has to */
  behoerde: string | null;
  /** where it was published */
  fundstelle: string;
  /** day of the draft; all else follows within two months, and before the agreement begins */
  vom: LocalDate;
  /** evidence that the commissioning (0) or the commissioned (1) side enters before it switches on */
  nachweise: readonly [
    'auftraggeber' | 'auftragnehmer',
    'datenschutz' | 'verpflichtung' | 'anordnung' | 'amt24',
    string,
  ][];
}

const mittags = (tag: LocalDate, minute: number): number =>
  Temporal.PlainDateTime.from(`${tag}T11:00`).toZonedDateTime('Europe/Berlin').epochMilliseconds + minute * 60_000;

/**
 * Closes an agreement as its parties would: each step by the ordinary action, in the party's own context, on its own past day. The
 * events say themselves that they were put in afterwards.
 */
export async function schliesse(
  db: Datenbank,
  p: Protokoll,
  id: string,
  inhalt: Inhalt,
  ziel: Ziel,
  { behoerde, fundstelle, vom, nachweise }: Beiwerk,
): Promise<void> {
  const uhr = stellbareUhr(mittags(vom, 0));
  const d = { db, protokoll: { ...p, uhr } };
  const [ag, an] = [inhalt.auftraggeber, inhalt.auftragnehmer].map((koerperschaft) => ({
    koerperschaft,
    person: null,
  }));
  if (!ag || !an) throw new Error('Demo: eine Partei fehlt');
  let minute = 0;
  const am = async (tage: number, tue: (tag: string) => Promise<Getan>): Promise<void> => {
    const tag = addDays(vom, tage);
    uhr.stelle(mittags(tag, ++minute));
    const e = await tue(tag);
    if (!e.ok) throw new Error(`Demo: ${inhalt.titel}: ${JSON.stringify(e)}`);
  };
  let textHash = '';
  await am(0, async () => {
    const e = await entwirf(d, ag, id, inhalt);
    if (e.ok && e.schritt.art === 'entworfen') textHash = e.schritt.textHash;
    return e;
  });
  await am(0, () => gehe(d, ag, id, { art: 'erklaeren', textHash }));
  await am(0, () => gehe(d, an, id, { art: 'erklaeren', textHash }));
  await am(7, (tag) =>
    gehe(d, ag, id, { art: 'beschliessen', tag, nummer: `${tag.slice(0, 4)}/${tag.slice(5, 7)}-11` }),
  );
  await am(14, (tag) =>
    gehe(d, an, id, { art: 'beschliessen', tag, nummer: `SR ${tag.slice(5, 7)}/${tag.slice(0, 4)}` }),
  );
  if (ziel === 'genehmigung_offen') return;
  const wer = behoerde ?? (await db.transaktion(oeffentlich, (tx) => readAufsicht(tx, inhalt, vom)));
  await am(28, (tag) =>
    gehe(d, ag, id, { art: 'genehmigen', behoerde: wer, tag, zeichen: `092.6/${tag.slice(0, 4)}` }),
  );
  await am(35, (tag) => gehe(d, ag, id, { art: 'bekanntmachen', tag, fundstelle }));
  for (const [seite, was, zeichen] of nachweise)
    await am(36, (tag) => gehe(d, seite === 'auftraggeber' ? ag : an, id, { art: 'nachweisen', was, tag, zeichen }));
  const freischalten = { art: 'freischalten', bestaetigung: 'So vereinbart.' } as const;
  await am(37, () => gehe(d, ag, id, freischalten));
  await am(37, () => gehe(d, an, id, freischalten));
}

/** A day long enough before the beginning that every step comes in time. */
export const vorlaufOf = (ab: string): LocalDate => addDays(localDate(ab), -50);
