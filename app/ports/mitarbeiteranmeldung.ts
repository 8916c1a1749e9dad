import type { Ablehnung } from './ablehnung.ts';

/** Was der Webserver bis zur Rückkehr in der Sitzung des Browsers aufbewahrt; nie in der Adresse. */
export interface AnmeldeVersuch {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface MitarbeiterBeginn extends AnmeldeVersuch {
  readonly ok: true;
  /** Adresse, auf die der Browser umgeleitet wird (303). */
  readonly url: string;
}

/** Angemeldete Person. Rollen stehen nicht hier: sie führt die Plattform selbst. */
export interface AngemeldeteMitarbeit {
  readonly ok: true;
  /** Dauerhafte Kennung beim Aussteller; eindeutig nur zusammen mit ihm. */
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  /** AGS der Körperschaft, bei der die Person beschäftigt ist. */
  readonly dienststelle: string;
}

/** Anmeldung der Beschäftigten beim Anmeldedienst ihrer Verwaltung (OpenID Connect). */
export interface Mitarbeiteranmeldung {
  /** `hinweis`: Kennung oder E-Mail-Adresse, mit der die Anmeldeseite vorbelegt wird. */
  start(hinweis?: string): Promise<MitarbeiterBeginn | Ablehnung>;
  /** `rueckkehr`: die vollständige Adresse, mit der der Browser zurückkam. Jeder Versuch gilt einmal. */
  finish(rueckkehr: string, versuch: AnmeldeVersuch): Promise<AngemeldeteMitarbeit | Ablehnung>;
}
