import { besteuere } from '@rathausverbund/kosten';
import type { Rechnungsposten } from '@rathausverbund/xoev';

/**
 * What is offset goes to the invoices in their order: each takes what brings it nearer to nothing, the last one the rest, so that no
 * cent is lost. Where all is offset, nothing is due on any.
 */
export function verteile(verrechnet: number, bruttos: readonly number[]): number[] {
  if (bruttos.reduce((s, b) => s + b, 0) === verrechnet) return [...bruttos];
  let rest = verrechnet;
  return bruttos.map((brutto, i) => {
    const letzte = i === bruttos.length - 1;
    const teil = letzte ? rest : Math.min(Math.max(rest, Math.min(brutto, 0)), Math.max(brutto, 0));
    rest -= teil;
    return teil;
  });
}

/** Gross of an invoice with these items, taxed as the statement taxes its lines. */
export const bruttoOf = (posten: readonly Rechnungsposten[]): number =>
  besteuere(posten).reduce((s, g) => s + g.netto + g.steuer, 0);
