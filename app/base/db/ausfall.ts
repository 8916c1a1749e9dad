/** Codes of a database that does not work right now: refused, reset, shutting down, out of connections or memory. */
const GEHT_NICHT = /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|53\d\d\d|08\d\d\d)$/;
/** The same from pg itself, which gives no code: nobody answered the door in time, or the connection broke while it was asked. */
const GEBROCHEN = /^(timeout exceeded when trying to connect|Connection terminated|Client (has|was) .* not queryable$)/;

/** Does this failure say that the database is away for now? A wrong password or a missing table does not. */
export const istAusfall = ({ code = '', syscall = '', message = '' }: Fehlschlag): boolean =>
  GEHT_NICHT.test(code) ||
  GEBROCHEN.test(message) ||
  // a socket that is not there is a server that does not run; any other file is one
  (code === 'ENOENT' && syscall === 'connect');

export interface Fehlschlag {
  code?: string;
  syscall?: string;
  message?: string;
}
