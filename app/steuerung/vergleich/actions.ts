import { localDateOf } from '@rathausverbund/fristen';
import { ablehnen, type Ergebnis, type Tx, uuidv7 } from '../../base/index.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { type Gruppe, isGruppe, type Vergleichswert } from './model.ts';
import { berechne } from './werte.ts';

const ZWECK = 'Vergleich zwischen Kommunen';

/** The groups the own body has consented to now, and since when. */
export async function readEinwilligungen(tx: Tx): Promise<Map<Gruppe, Date>> {
  const zeilen = await tx.zeilen<{ gruppe: Gruppe; ab: Date }>(
    'select gruppe, ab from steuerung.einwilligung where koerperschaft = (select ctx.stelle()) and bis is null',
  );
  return new Map(zeilen.map((z) => [z.gruppe, z.ab]));
}

/** Consents for the own body: from now on its figures of this group lie open to those who consented as well. */
export function willigeEin(d: SteuerungDeps, l: Leitung & { einwohner: number }, gruppe: string): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    if (!isGruppe(gruppe)) return ablehnen('vergleich.gruppe');
    if ((await readEinwilligungen(tx)).has(gruppe)) return ablehnen('vergleich.schon-eingewilligt');
    await tx.fuehreAus(
      'insert into steuerung.einwilligung (koerperschaft, id, gruppe, ab) values ($1, $2, $3, to_timestamp($4 / 1000.0))',
      [l.stelle, uuidv7(jetzt), gruppe, jetzt],
    );
    await legeOffen(tx, l, gruppe, jetzt);
    await vermerke(tx, d.protokoll, l, { kind: 'vergleich.eingewilligt', data: { gruppe } });
    return { ok: true };
  });
}

/** Takes the consent back: the figures are gone at once. */
export function widerrufe(d: SteuerungDeps, l: Leitung, gruppe: string): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    if (!isGruppe(gruppe)) return ablehnen('vergleich.gruppe');
    const n = await tx.fuehreAus(
      'update steuerung.einwilligung set bis = to_timestamp($3 / 1000.0) where koerperschaft = $1 and gruppe = $2 and bis is null',
      [l.stelle, gruppe, jetzt],
    );
    if (n === 0) return ablehnen('vergleich.nicht-eingewilligt');
    await tx.fuehreAus('delete from steuerung.vergleichswert where koerperschaft = $1 and gruppe = $2', [
      l.stelle,
      gruppe,
    ]);
    await vermerke(tx, d.protokoll, l, { kind: 'vergleich.widerrufen', data: { gruppe } });
    return { ok: true };
  });
}

/** Puts the own figures of a group anew, as of today. */
async function legeOffen(
  tx: Tx,
  l: { stelle: string; einwohner: number },
  gruppe: Gruppe,
  jetzt: number,
): Promise<void> {
  const heute = localDateOf(jetzt, 'Europe/Berlin');
  await tx.fuehreAus('delete from steuerung.vergleichswert where koerperschaft = $1 and gruppe = $2', [
    l.stelle,
    gruppe,
  ]);
  const werte = await berechne(tx, gruppe, l, heute);
  await tx.fuehreAus(
    `insert into steuerung.vergleichswert (koerperschaft, gruppe, leistung, merkmal, wert, stand)
     select $1, $2, w ->> 'leistung', w ->> 'merkmal', (w ->> 'wert')::bigint, $3::date from jsonb_array_elements($4::jsonb) w`,
    [l.stelle, gruppe, heute, JSON.stringify(werte)],
  );
}

/**
 * Brings the own figures up to date and answers those of everybody who consented to the group; nothing without own consent.
 * Who has not consented is in no answer, and no number tells how many there are.
 */
export async function vergleiche(
  d: SteuerungDeps,
  l: Leitung & { einwohner: number },
): Promise<Map<Gruppe, { seit: Date; werte: Vergleichswert[] }>> {
  return d.db.transaktion(leitungskontext(l, ZWECK), async (tx) => {
    const offen = new Map<Gruppe, { seit: Date; werte: Vergleichswert[] }>();
    for (const [gruppe, seit] of await readEinwilligungen(tx)) {
      await legeOffen(tx, l, gruppe, d.protokoll.uhr.jetzt());
      const werte = await tx.zeilen<Vergleichswert & Record<string, unknown>>(
        'select koerperschaft, leistung, merkmal, wert, stand from steuerung.vergleich($1)',
        [gruppe],
      );
      offen.set(gruppe, { seit, werte });
    }
    return offen;
  });
}
