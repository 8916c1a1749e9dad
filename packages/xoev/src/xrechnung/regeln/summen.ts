import { anteil, istNull, zeilenbetrag } from '../betrag.ts';
import type { Rechnung, Rechnungsposition } from '../model.ts';
import { fehler, type Regel, summe } from './model.ts';

const betraege = (liste: readonly { betrag: number }[]) => summe(liste.map((n) => n.betrag));
const daneben = (ist: number, soll: number, spielraum: number) => Math.abs(ist - soll) > spielraum;

function zeileDaneben(p: Rechnungsposition, spielraum: number): boolean {
  const basis = p.basis?.menge ?? '1';
  if (istNull(basis)) return false; // has a rule of its own
  return daneben(
    p.netto,
    zeilenbetrag(p.menge, p.preis, basis) + betraege(p.zuschlaege) - betraege(p.abschlaege),
    spielraum,
  );
}

const nachlassDaneben = (r: Rechnung, spielraum: number) =>
  [...r.abschlaege, ...r.zuschlaege, ...r.positionen.flatMap((p) => [...p.abschlaege, ...p.zuschlaege])].some(
    (n) => n.basis !== undefined && n.prozent !== undefined && daneben(n.betrag, anteil(n.basis, n.prozent), spielraum),
  );

/** What must add up. Source: EN 16931-1, 6.4.2 (BR-CO); Peppol BIS as taken over by XRechnung 3.0. */
export const SUMMEN: readonly Regel[] = [
  fehler('PEPPOL-EN16931-R120', 'Der Betrag einer Position ist nicht Menge mal Preis', (r, g) =>
    r.positionen.some((p) => zeileDaneben(p, g.zeile)),
  ),
  fehler('PEPPOL-EN16931-R040', 'Ein Abschlag oder Zuschlag ist nicht sein Prozentsatz vom Grundbetrag', (r, g) =>
    nachlassDaneben(r, g.zeile),
  ),
  fehler(
    'BR-CO-10',
    'Die Summe der Positionen stimmt nicht',
    (r) => r.summen.zeilen !== summe(r.positionen.map((p) => p.netto)),
  ),
  fehler(
    'BR-CO-11',
    'Die Summe der Abschläge stimmt nicht',
    (r) => (r.summen.abschlaege ?? 0) !== betraege(r.abschlaege),
  ),
  fehler(
    'BR-CO-12',
    'Die Summe der Zuschläge stimmt nicht',
    (r) => (r.summen.zuschlaege ?? 0) !== betraege(r.zuschlaege),
  ),
  fehler(
    'BR-CO-13',
    'Der Gesamtbetrag ohne Umsatzsteuer ist nicht Positionen minus Abschläge plus Zuschläge',
    ({ summen: s }) => s.netto !== s.zeilen - (s.abschlaege ?? 0) + (s.zuschlaege ?? 0),
  ),
  fehler(
    'BR-CO-14',
    'Die Umsatzsteuer ist nicht die Summe der Steuerarten',
    (r) => r.summen.steuer !== betraege(r.steuern),
  ),
  fehler(
    'BR-CO-15',
    'Der Gesamtbetrag mit Umsatzsteuer ist nicht Nettobetrag plus Umsatzsteuer',
    ({ summen: s }) => s.brutto !== s.netto + s.steuer,
  ),
  fehler(
    'BR-CO-16',
    'Der fällige Betrag ist nicht Gesamtbetrag minus Gezahltes plus Rundung',
    ({ summen: s }) => s.faellig !== s.brutto - (s.gezahlt ?? 0) + (s.rundung ?? 0),
  ),
  fehler('BR-CO-17', 'Der Steuerbetrag einer Steuerart ist nicht Grundlage mal Satz', (r, g) =>
    r.steuern.some((s) => daneben(s.betrag, anteil(s.basis, s.satz ?? '0'), g.steuer)),
  ),
  fehler('BR-CO-18', 'Eine Rechnung muss ihre Steuern aufteilen', (r) => r.steuern.length === 0),
];
