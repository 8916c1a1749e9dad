/**
 * What a count, a price and an amount may say at most. A line of a year is at most 366 days × `HOECHSTMENGE` × `HOECHSTPREIS`, 4.4e13
 * cents with tax: 200 such lines still add up exactly (2^53).
 */
/** units of a Leistung on a day; of a stock its size */
export const HOECHSTMENGE = 100_000;
/** ten-thousandths of a euro for a unit: 10.000 € */
export const HOECHSTPREIS = 100_000_000;
/** cents: 100.000.000 €; a fixed amount, a minimum, a maximum, an Abschlag, what a pool costs in a month */
export const HOECHSTBETRAG = 10_000_000_000;
