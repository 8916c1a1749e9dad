import type { FastifyReply } from 'fastify';
import type { Datenbank } from '../../base/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';
import type { Buergeranmeldung, Mitarbeiteranmeldung } from '../../ports/index.ts';

/** Sends a whole page that says why a sign-in was refused; `meldung` is plain text for people. */
export type Fehlerseite = (reply: FastifyReply, status: number, meldung: string) => unknown;

export interface AnmeldenDeps {
  readonly db: Datenbank;
  readonly verzeichnis: Verzeichnis;
  /** its request store is `anmeldungSpeicher(db)`; its acsUrl is `<basisUrl>/anmelden/bundid/acs` */
  readonly buergeranmeldung: Buergeranmeldung;
  /** its redirectUri is `<basisUrl>/arbeitsplatz/anmelden/fertig` */
  readonly mitarbeiteranmeldung: Mitarbeiteranmeldung;
  /** address under which browsers reach us; decides whether cookies are `Secure` */
  readonly basisUrl: string;
  /** lets `schnell=<id>` preselect a test person at the stand-in */
  readonly demo: boolean;
  readonly fehlerseite: Fehlerseite;
}
