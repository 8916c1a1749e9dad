/** Where the page to take along is fetched. */
export const PRUEFSEITE = '/pruefen.html';
/** Where the command to take along is fetched. */
export const PRUEFPROGRAMM = '/pruefen.mjs';
