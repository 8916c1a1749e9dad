/** Where the page to take along is fetched. */
export const PRUEFSEITE = '/pruefen.html';
