import { fordere, meldeMitarbeitAn } from '../tools/demo/bauen.ts';
import { type Browser, formulare } from '../tools/demo/browser.ts';
import { type Buehne, beharrlich, createZeugenbrowser, type Einspruch, schlafe } from './buehne.ts';

/** Who enters objections. */
export const EINTRAGENDE: readonly string[] = ['m.uhlig'];

/** Enters each objection that came, sometimes three times at once, sometimes from two windows with a key each. */
export async function widerspruchLeben(k: Buehne, sub: string, zufall: () => number): Promise<void> {
  const anmelden = () => beharrlich(k, () => meldeMitarbeitAn(k.basis, sub, createZeugenbrowser(k)));
  let b = await anmelden();
  let naechster = 0;
  while (!k.schluss.aborted) {
    const e = k.einsprueche[naechster];
    const los = zufall();
    if (e)
      try {
        if (await trageEin(k, b, e, { zugleich: los < 0.3 ? 3 : 1, fenster: los > 0.6 ? 2 : 1 })) naechster += 1;
      } catch {
        k.zaehle('Arbeit abgebrochen');
        b = await anmelden();
      }
    await schlafe(400 + zufall() * 800);
  }
}

/** @returns false while there is no Bescheid yet; throws when nobody knows whether it was entered */
async function trageEin(
  k: Buehne,
  b: Browser,
  { vorgang, text }: Einspruch,
  wie: { zugleich: number; fenster: number },
): Promise<boolean> {
  const weg = `${k.basis}/arbeitsplatz/vorgang/${vorgang}`;
  const fenster = await Promise.all(Array.from({ length: wie.fenster }, () => b.open(`${weg}/widerspruch`)));
  const bogen = fenster.flatMap((s) =>
    formulare(s).filter((f) => f.action === `${weg}/widerspruch` && f.felder['schluessel']),
  );
  if (bogen.length === 0) {
    // not yet, or entered before: the acknowledgement was lost then
    fordere(
      fenster.every((s) => s.status < 500),
      'Die Seite des Widerspruchs ist nicht zu sehen',
      fenster[0],
    );
    return k.buch.eintraege().some((e) => e.art === 'eintragen' && e.vorgang === vorgang);
  }
  const antworten = await Promise.all(
    bogen.flatMap((f) => {
      const schluessel = f.felder['schluessel'] ?? '';
      k.buch.schreibe({ art: 'eintragen', vorgang, schluessel, text });
      return Array.from({ length: wie.zugleich }, async () => {
        const a = await b.send(f, { eingang: k.heute, kanal: 'papier', text }).catch(() => null);
        if (a?.status === 303 && a.ziel.endsWith(vorgang))
          k.buch.schreibe({ art: 'eingetragen', vorgang, schluessel, text });
        return a?.status ?? 0;
      });
    }),
  );
  const bestaetigt = antworten.some((s) => s === 303);
  k.zaehle(bestaetigt ? 'Widerspruch eingetragen' : `Widerspruch ohne Bestätigung (${antworten.join(', ')})`);
  return bestaetigt;
}
