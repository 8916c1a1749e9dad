import type { Server } from 'node:net';

/** Lets a server listen on this machine alone. @returns its port */
export const lausche = (server: Server): Promise<number> =>
  new Promise((gib, scheitere) => {
    server.once('error', scheitere);
    server.listen(0, '127.0.0.1', () => {
      const a = server.address();
      gib(typeof a === 'object' && a ? a.port : 0);
    });
  });
