import type { readDruckliste, Zustellung } from '../../../bekanntgabe/index.ts';

/** A letter that waits for the post. */
export type Brief = Awaited<ReturnType<typeof readDruckliste>>[number];

/** A letter that was just posted, with what the rules say about it. */
export type Versandt = Zustellung & { readonly aktenzeichen: string };
