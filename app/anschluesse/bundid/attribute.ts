import type { AngemeldetePerson, Niveau } from '../../ports/index.ts';

export const STORK: Readonly<Record<Niveau, string>> = {
  basis: 'STORK-QAA-Level-1',
  substantiell: 'STORK-QAA-Level-3',
  hoch: 'STORK-QAA-Level-4',
};

export const RANG: Readonly<Record<Niveau, number>> = { basis: 1, substantiell: 3, hoch: 4 };

/** The attribute that names the level of the account that was used. */
const NIVEAU_OID = 'urn:oid:1.2.40.0.10.2.1.1.261.94';

type Feld = Exclude<keyof AngemeldetePerson, 'niveau'>;

/** BundID attribute names; the first three are required. */
const OID: Readonly<Record<Feld, string>> = {
  bpk2: 'urn:oid:1.3.6.1.4.1.25484.494450.3',
  vorname: 'urn:oid:2.5.4.42',
  nachname: 'urn:oid:2.5.4.4',
  geburtsdatum: 'urn:oid:1.2.40.0.10.2.1.1.55',
  geburtsname: 'urn:oid:1.2.40.0.10.2.1.1.225566',
  geburtsort: 'urn:oid:1.3.6.1.5.5.7.9.2',
  geschlecht: 'urn:oid:1.3.6.1.4.1.33592.1.3.5',
  staatsangehoerigkeit: 'urn:oid:1.2.40.0.10.2.1.1.225577',
  anschrift: 'urn:oid:2.5.4.16',
  plz: 'urn:oid:2.5.4.17',
  ort: 'urn:oid:2.5.4.7',
  land: 'urn:oid:1.2.40.0.10.2.1.1.225599',
  email: 'urn:oid:0.9.2342.19200300.100.1.3',
};
const PFLICHT: readonly Feld[] = ['bpk2', 'vorname', 'nachname'];
const FELDER = Object.keys(OID) as Feld[];

/** The requested attributes, as the AuthnRequest extension names them. */
export const REQUESTED = [
  ...FELDER.map((feld) => ({ '@Name': OID[feld], '@RequiredAttribute': String(PFLICHT.includes(feld)) })),
  { '@Name': NIVEAU_OID, '@RequiredAttribute': 'true' },
];

/** The lower of what the account proves and what this sign-in proves; null when either is unknown. */
export function readNiveau(attribute: Readonly<Record<string, unknown>>, anmeldung: readonly string[]): Niveau | null {
  const konto = attribute[NIVEAU_OID];
  const niveaus: readonly Niveau[] = ['hoch', 'substantiell', 'basis'];
  const vonKonto = niveaus.find((n) => STORK[n] === konto);
  const vonAnmeldung = niveaus.find((n) => anmeldung.includes(STORK[n]));
  if (!vonKonto || !vonAnmeldung) return null;
  return RANG[vonKonto] < RANG[vonAnmeldung] ? vonKonto : vonAnmeldung;
}

/** Person from the signed attributes; null when a required one is missing or any of ours has several values. */
export function readPerson(attribute: Readonly<Record<string, unknown>>, niveau: Niveau): AngemeldetePerson | null {
  const werte: Partial<Record<Feld, string>> = {};
  for (const feld of FELDER) {
    const wert = attribute[OID[feld]];
    if (wert === undefined) continue;
    if (typeof wert !== 'string') return null;
    if (wert.trim()) werte[feld] = wert.trim();
  }
  const { bpk2, vorname, nachname, ...weitere } = werte;
  return bpk2 && vorname && nachname ? { ...weitere, bpk2, vorname, nachname, niveau } : null;
}
