import { join } from 'node:path';

/** Paths below the key folder. */
export const dekName = (k: string, id: string) => join('dek', k, id.slice(-2), id);
export const kekName = (k: string) => join('kek', `${k}.key`);
/** the former KEK, only while a rotation runs */
export const altName = (k: string) => join('kek', `${k}.alt.key`);
/** the coming KEK, only until the rotation has begun */
export const neuName = (k: string) => join('kek', `${k}.neu.key`);
export const GRABSTEINE = 'grabsteine.txt';
export const TAGEBUCH = 'tagebuch';

/** binds a wrapped key to its place */
export const dekAad = (k: string, id: string) => `dek|${k}/${id}`;
