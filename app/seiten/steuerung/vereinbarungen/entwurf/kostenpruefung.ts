import type { FeldFehler } from '@rathausverbund/formular';
import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { HOECHSTBETRAG, HOECHSTPREIS, pruefeAufwandsklassen } from '@rathausverbund/kosten';
import type { Texte } from '../../../../base/index.ts';
import { abschnittfelder, isOhnePreis, type Lesen, teilfelder, wort, zaehlt, zahl } from './kosten.ts';
import { aufwandOf } from './kostenregeln.ts';
import { abschnitteOf, type Roh, teileOf } from './roh.ts';

/** Days between which the prices lie: the first day of the agreement, as far as it is known, and the first one outside. */
export interface Rahmentage {
  ab: LocalDate;
  bis: LocalDate | null;
}

/** Where the answers of one Leistung contradict each other or leave something out, each at its field. */
export function pruefeKosten(t: Texte, roh: Roh, n: number, lies: Lesen, tage: Rahmentage): FeldFehler[] {
  const fehler: FeldFehler[] = [];
  const melde = (feld: string, was: string) =>
    fehler.push({ feld, meldung: t(`vereinbarungen.entwurf.falsch.${was}`) });
  let davor = tage.ab;
  for (const [i, a] of abschnitteOf(roh, n).entries()) {
    if (!zaehlt(roh, n, a)) continue;
    const f = abschnittfelder(n, a);
    if (i > 0) {
      const ab = parseLocalDate(wort(lies(f.ab)));
      if (ab !== undefined && ab <= davor) melde(f.ab, 'preisAb');
      if (ab !== undefined && tage.bis !== null && tage.bis <= ab) melde(f.ab, 'nachEnde');
      davor = ab ?? davor;
    }
    pruefeTeile(roh, n, a, lies, melde);
    const [minimum, maximum] = [zahl(lies(f.minimum)), zahl(lies(f.maximum))];
    for (const feld of [f.minimum, f.maximum, f.abschlag]) if (zahl(lies(feld)) === 0) melde(feld, 'betragNull');
    for (const feld of [f.minimum, f.maximum, f.abschlag])
      if ((zahl(lies(feld)) ?? 0) > HOECHSTBETRAG) melde(feld, 'betragZuGross');
    if (minimum !== null && maximum !== null && minimum > maximum) melde(f.maximum, 'grenzen');
    const [stand, satz] = [wort(lies(f.ust)), wort(lies(f.satz))];
    if (stand === 'steuerpflichtig' && satz === '0') melde(f.satz, 'satzFehlt');
    if ((stand === 'nicht-steuerbar' || stand === 'steuerfrei') && satz === '19') melde(f.satz, 'satzZuviel');
  }
  const klassen = aufwandOf(wort(lies(`aufwand_${n}`)), 'x');
  if (pruefeAufwandsklassen(klassen, { id: null, leistungen: ['x'] }).length > 0) melde(`aufwand_${n}`, 'aufwand');
  return fehler;
}

function pruefeTeile(roh: Roh, n: number, a: number, lies: Lesen, melde: (feld: string, was: string) => void): void {
  const genannt = teileOf(roh, n, a).filter((t) => wort(lies(teilfelder(n, a, t).schluessel)) !== '');
  for (const [j, t] of teileOf(roh, n, a).entries()) {
    const f = teilfelder(n, a, t);
    const [art, preis, angabe] = [wort(lies(f.schluessel)), zahl(lies(f.preis)), wort(lies(f.angabe))];
    if (art === '') {
      // the first part is asked for by the form itself
      if (j > 0 && (preis !== null || angabe !== '')) melde(f.schluessel, 'schluessel');
      continue;
    }
    const ohnePreis = isOhnePreis(art);
    if (ohnePreis && preis !== null) melde(f.preis, 'preisZuviel');
    if (!ohnePreis && angabe !== '') melde(f.angabe, 'angabeZuviel');
    if (!ohnePreis && Math.round((preis ?? 0) * (art === 'fest' ? 100 : 10_000)) < 1) melde(f.preis, 'preis');
    if (art === 'fest' && (preis ?? 0) > HOECHSTBETRAG / 100) melde(f.preis, 'betragZuGross');
    if (art !== 'fest' && (preis ?? 0) > HOECHSTPREIS / 10_000) melde(f.preis, 'preisZuGross');
    if (art === 'fest' && preis !== null && Math.round(preis * 10_000) % 100 !== 0) melde(f.preis, 'cent');
    if (art === 'kostenfrei' && genannt.length > 1) melde(f.schluessel, 'kostenfreiGemischt');
  }
}
