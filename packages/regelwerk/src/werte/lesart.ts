/** How people read a value: what it is called, the words for its texts, what a number is, and how its parts read; of a list, its elements. */
export type Lesart = {
  readonly titel?: string;
  readonly worte?: { readonly [text: string]: string };
  readonly zahl?: Zahlart;
  readonly teile?: Lesarten;
};
export type Lesarten = { readonly [name: string]: Lesart };

type Zahlart = 'cent' | 'jahr';

/** Types whose numbers are more than numbers. */
export const ZAHLARTEN: { readonly [typ: string]: Zahlart } = { tCent: 'cent', tJahr: 'jahr' };
