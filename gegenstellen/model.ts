/** Trust level of a citizen's account: user name only, ELSTER certificate or similar, eID card. */
export type Niveau = 'basis' | 'substantiell' | 'hoch';

/** A fictitious citizen the BundID stand-in knows. `niveau` is the highest level the account can reach. */
export interface BuergerPerson {
  readonly id: string;
  readonly bpk2: string;
  readonly vorname: string;
  readonly nachname: string;
  readonly geburtsdatum: string;
  readonly niveau: Niveau;
  /** What the login page says about the person, e.g. "Bürgerin aus Thallwitz". */
  readonly beschreibung?: string;
  readonly geburtsname?: string;
  readonly geburtsort?: string;
  /** As BundID carries it: 1 male, 2 female, 3 divers (`zu bestätigen`). */
  readonly geschlecht?: string;
  readonly staatsangehoerigkeit?: string;
  readonly anschrift?: string;
  readonly plz?: string;
  readonly ort?: string;
  readonly land?: string;
  readonly email?: string;
}

/** A fictitious member of staff. `dienststelle` is the AGS of the employing body; roles are kept by the service centre. */
export interface MitarbeiterPerson {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly dienststelle: string;
  readonly beschreibung?: string;
}

/** The service provider BundID answers to. Keys are PEM, certificate or SubjectPublicKeyInfo. */
export interface ServiceProvider {
  readonly entityId: string;
  readonly acsUrl: string;
  /** When given, requests without a valid signature by this key are refused. */
  readonly signaturSchluessel?: string;
  /** When given (RSA), assertions are encrypted for it. */
  readonly verschluesselungsSchluessel?: string;
}

export interface OidcClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** What the trust service holds, and how its client proves itself. */
export interface VertrauensdienstAngaben {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Releases a key for one signature. */
  readonly pin: string;
  /** Bodies with a seal, by name. */
  readonly organisationen: readonly string[];
  /** Persons with a signature, by name. */
  readonly personen: readonly string[];
}

export interface Konfiguration {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where the stand-ins keep keys and ledgers; created when missing, one owner at a time. */
  readonly ordner: string;
  /** The address others use; default `http://127.0.0.1:<port>`. */
  readonly basisUrl?: string;
  readonly serviceProvider: ServiceProvider;
  readonly oidcClient: OidcClient;
  readonly vertrauensdienst: VertrauensdienstAngaben;
  readonly personen: {
    readonly buerger: readonly BuergerPerson[];
    readonly mitarbeitende: readonly MitarbeiterPerson[];
  };
}

export type Uhr = () => Date;

/** What one stand-in needs to serve: its address without trailing slash, its own folder, its clock. */
export interface Umgebung {
  readonly url: string;
  readonly ordner: string;
  readonly uhr: Uhr;
}
