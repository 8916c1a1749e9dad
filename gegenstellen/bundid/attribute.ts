import type { BuergerPerson, Niveau } from '../model.ts';

/** The level names of the SAML side; level 2 of STORK does not occur. */
export const STORK: Readonly<Record<Niveau, string>> = {
  basis: 'STORK-QAA-Level-1',
  substantiell: 'STORK-QAA-Level-3',
  hoch: 'STORK-QAA-Level-4',
};

export const NIVEAUS: readonly Niveau[] = ['basis', 'substantiell', 'hoch'];

/** How a person proved who she is at a level: user name, ELSTER certificate, eID. */
const NACHGEWIESEN_DURCH: Readonly<Record<Niveau, string>> = {
  basis: 'Benutzername',
  substantiell: 'Elster',
  hoch: 'eID',
};

export interface SamlAttribut {
  readonly name: string;
  readonly friendlyName: string;
  readonly wert: string;
}

type Herkunft = (person: BuergerPerson, niveau: Niveau) => string | undefined;

const ATTRIBUTE: readonly (readonly [oid: string, friendlyName: string, Herkunft])[] = [
  ['1.3.6.1.4.1.25484.494450.3', 'bPK2', (p) => p.bpk2],
  ['2.5.4.42', 'givenName', (p) => p.vorname],
  ['2.5.4.4', 'surname', (p) => p.nachname],
  ['1.2.40.0.10.2.1.1.55', 'birthdate', (p) => p.geburtsdatum],
  ['1.2.40.0.10.2.1.1.225566', 'birthName', (p) => p.geburtsname],
  ['1.3.6.1.5.5.7.9.2', 'placeOfBirth', (p) => p.geburtsort],
  ['1.3.6.1.4.1.33592.1.3.5', 'gender', (p) => p.geschlecht],
  ['1.2.40.0.10.2.1.1.225577', 'nationality', (p) => p.staatsangehoerigkeit],
  ['2.5.4.16', 'postalAddress', (p) => p.anschrift],
  ['2.5.4.17', 'postalCode', (p) => p.plz],
  ['2.5.4.7', 'localityName', (p) => p.ort],
  ['1.2.40.0.10.2.1.1.225599', 'Country', (p) => p.land],
  ['0.9.2342.19200300.100.1.3', 'mail', (p) => p.email],
  ['1.2.40.0.10.2.1.1.261.94', 'EID-CITIZEN-QAA-LEVEL', (_, niveau) => STORK[niveau]],
  ['1.3.6.1.4.1.25484.494450.2', 'AssertionProvedBy', (_, niveau) => NACHGEWIESEN_DURCH[niveau]],
  ['1.3.6.1.4.1.25484.494450.1', 'Version', () => '2'],
];

/** Always sent, asked for or not: without them no answer can be judged. */
const IMMER = new Set(['bPK2', 'EID-CITIZEN-QAA-LEVEL', 'Version']);

/** The attributes of `person` that were asked for by name (`urn:oid:…`). Nothing asked: everything, as BundID without extension. */
export function attributesFor(person: BuergerPerson, niveau: Niveau, gefragt: readonly string[]): SamlAttribut[] {
  return ATTRIBUTE.flatMap(([oid, friendlyName, herkunft]) => {
    const name = `urn:oid:${oid}`;
    const wert = herkunft(person, niveau);
    const gewollt = gefragt.length === 0 || gefragt.includes(name) || IMMER.has(friendlyName);
    return wert && gewollt ? [{ name, friendlyName, wert }] : [];
  });
}
