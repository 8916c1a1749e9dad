import { isDeepStrictEqual } from 'node:util';
import { localDateOf } from '@rathausverbund/fristen';
import { ablehnen, type Ergebnis, kennung, uuidv7 } from '../../base/index.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import {
  type Akte,
  type Ausgabe,
  isDieselbe,
  pruefeAbruf,
  pruefeAusgabe,
  pruefeGegenbuchung,
  pruefeZuwendung,
  type Zuwendung,
} from './model.ts';
import { addAbruf, addAusgabe, addSachbericht, addZuwendung, findAkte, sperre, type Wer } from './store.ts';

const ZWECK = 'Fördermittel';

/** The id of what a form enters: sent twice, it names the same. Without a key every call is its own. */
const idOf = (l: Leitung, schluessel: string | undefined, jetzt: number): string =>
  schluessel === undefined ? uuidv7(jetzt) : kennung('foerderung', l.stelle, schluessel);

/** Enters the grant as its Bescheid says. */
export function trageZuwendungEin(
  d: SteuerungDeps,
  l: Leitung,
  angaben: Omit<Zuwendung, 'id'>,
  schluessel?: string,
): Promise<Ergebnis<{ id: string }>> {
  const jetzt = d.protokoll.uhr.jetzt();
  const z: Zuwendung = { ...angaben, id: idOf(l, schluessel, jetzt) };
  return d.db.transaktion<Ergebnis<{ id: string }>>(leitungskontext(l, ZWECK), async (tx) => {
    const erlaubt = pruefeZuwendung(z);
    if (!erlaubt.ok) return erlaubt;
    await sperre(tx, z.id);
    const da = (await findAkte(tx, z.id))?.zuwendung;
    if (da) return isDeepStrictEqual({ ...da }, z) ? { ok: true, id: z.id } : ablehnen('foerderung.schon-abgesandt');
    await addZuwendung(tx, l.stelle, z, jetzt);
    await vermerke(tx, d.protokoll, l, {
      kind: 'foerderung.zuwendung-eingetragen',
      data: { zuwendung: z.id, aktenzeichen: z.aktenzeichen, betrag: z.betrag, von: z.von, bis: z.bis },
    });
    return { ok: true, id: z.id };
  });
}

/** Everything else happens to a grant that is the own body's, one writer at a time, at a day. */
function anAkte<T extends object>(
  d: SteuerungDeps,
  l: Leitung,
  zuwendung: string,
  tue: (tx: Parameters<typeof findAkte>[0], a: Akte, w: Wer, heute: string) => Promise<Ergebnis<T>>,
): Promise<Ergebnis<T>> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis<T>>(leitungskontext(l, ZWECK), async (tx) => {
    await sperre(tx, zuwendung);
    const akte = await findAkte(tx, zuwendung);
    if (!akte) return ablehnen('foerderung.unbekannt');
    const wer: Wer = { koerperschaft: l.stelle, zuwendung, person: l.person, jetzt };
    return tue(tx, akte, wer, localDateOf(jetzt, 'Europe/Berlin'));
  });
}

/** Books an expense to a line. `schon`: the same form was sent before, nothing new was booked. */
export const bucheAusgabe = (
  d: SteuerungDeps,
  l: Leitung,
  zuwendung: string,
  neu: Omit<Ausgabe, 'id' | 'gegen'>,
  schluessel?: string,
): Promise<Ergebnis<{ id: string; schon?: true }>> =>
  anAkte<{ id: string; schon?: true }>(d, l, zuwendung, async (tx, akte, wer, heute) => {
    const id = idOf(l, schluessel === undefined ? undefined : `${zuwendung}/${schluessel}`, wer.jetzt);
    const da = akte.ausgaben.find((x) => x.id === id);
    if (da) return isDieselbe(da, neu) ? { ok: true, id, schon: true } : ablehnen('foerderung.schon-abgesandt');
    const erlaubt = pruefeAusgabe(akte, neu, heute);
    if (!erlaubt.ok) return erlaubt;
    const ausgabe: Ausgabe = { ...neu, id, gegen: null };
    await addAusgabe(tx, wer, ausgabe);
    await vermerke(tx, d.protokoll, l, { kind: 'foerderung.ausgabe-gebucht', data: { zuwendung, ...ausgabe } });
    return { ok: true, id: ausgabe.id };
  });

/** Takes an expense back by a counter-entry of the same day and line; nothing is erased. */
export const bucheGegen = (
  d: SteuerungDeps,
  l: Leitung,
  zuwendung: string,
  id: string,
  grund: string,
): Promise<Ergebnis> =>
  anAkte(d, l, zuwendung, async (tx, akte, wer) => {
    const e = pruefeGegenbuchung(akte, id, grund);
    if (!e.ok) return e;
    const gegen: Ausgabe = { ...e.ausgabe, id: uuidv7(wer.jetzt), betrag: -e.ausgabe.betrag, zweck: grund, gegen: id };
    await addAusgabe(tx, wer, gegen);
    await vermerke(tx, d.protokoll, l, { kind: 'foerderung.ausgabe-storniert', data: { zuwendung, ...gegen } });
    return { ok: true };
  });

/**
 * Calls money: what is needed within the time that the rule allows. `nr` is the number this call was written for: when it has been
 * given meanwhile, the same form was sent twice, or somebody else has called.
 */
export const rufeMittelAb = (
  d: SteuerungDeps,
  l: Leitung,
  zuwendung: string,
  { nr, ...neu }: { betrag: number; faellig: number; nr?: number | undefined },
): Promise<Ergebnis<{ nr: number; schon?: true }>> =>
  anAkte<{ nr: number; schon?: true }>(d, l, zuwendung, async (tx, akte, wer, heute) => {
    const da = nr === undefined ? undefined : akte.abrufe.find((x) => x.nr === nr);
    if (da)
      return da.betrag === neu.betrag && da.faellig === neu.faellig
        ? { ok: true, nr: da.nr, schon: true }
        : ablehnen('foerderung.abruf-inzwischen');
    const e = pruefeAbruf(akte, neu, heute);
    if (!e.ok) return e;
    const abruf = { ...neu, nr: akte.abrufe.length + 1, tag: heute, faelligBis: e.faelligBis, regel: e.regel };
    await addAbruf(tx, wer, abruf);
    await vermerke(tx, d.protokoll, l, { kind: 'foerderung.mittel-abgerufen', data: { zuwendung, ...abruf } });
    return { ok: true, nr: abruf.nr };
  });

/** Keeps a version of the Sachbericht; the newest is the one that is printed. */
export const schreibeSachbericht = (
  d: SteuerungDeps,
  l: Leitung,
  zuwendung: string,
  inhalt: string,
): Promise<Ergebnis> =>
  anAkte(d, l, zuwendung, async (tx, akte, wer) => {
    if (inhalt.trim() === '') return ablehnen('foerderung.ohne-bericht');
    if (akte.sachbericht?.inhalt === inhalt.trim()) return { ok: true };
    const id = uuidv7(wer.jetzt);
    await addSachbericht(tx, wer, id, inhalt.trim());
    await vermerke(tx, d.protokoll, l, {
      kind: 'foerderung.sachbericht-geschrieben',
      data: { zuwendung, bericht: id },
    });
    return { ok: true };
  });
