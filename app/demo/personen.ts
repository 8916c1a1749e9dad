import type { Rolle } from '../konten/index.ts';

// Everybody here is invented. Addresses have made-up house numbers, mail goes to .invalid or example.org only.

export const ORTE = {
  wurzen: '14729410',
  lossatal: '14729245',
  bennewitz: '14729030',
  thallwitz: '14729380',
  augustusburg: '14522020',
} as const;
type Ort = keyof typeof ORTE;

export interface DemoRolle {
  readonly rolle: Rolle;
  readonly leistung: string;
}

/** Appointment by the body (AGS) whose Kasse books. */
export interface DemoBefugnis {
  readonly von: string;
  readonly leistung: string;
  readonly verfuegung: string;
}

/** A member of staff; `dienststelle` is the AGS of the employing body, `beschreibung` what the sign-in page shows. */
export interface DemoMitarbeiter {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly dienststelle: string;
  readonly funktion: string;
  readonly telefon: string;
  readonly beschreibung: string;
  readonly rollen: readonly DemoRolle[];
  readonly befugnisse: readonly DemoBefugnis[];
}

const GEWERBE = 'gewerbe-anmeldung';
const HUND = 'hundesteuer-anmeldung';
const KURZ: Readonly<Record<Ort, string>> = {
  wurzen: 'Wurzen',
  lossatal: 'Lossatal',
  bennewitz: 'Bennewitz',
  thallwitz: 'Thallwitz',
  augustusburg: 'Augustusburg',
};
const VORWAHL: Readonly<Record<Ort, string>> = {
  wurzen: '03425 0000',
  lossatal: '034262 000',
  bennewitz: '03425 0001',
  thallwitz: '03425 0002',
  augustusburg: '037291 000',
};

const rolle = (name: Rolle, leistung = '*'): DemoRolle => ({ rolle: name, leistung });
const befugnis = (von: Ort, leistung: string, verfuegung: string): DemoBefugnis => ({
  von: ORTE[von],
  leistung,
  verfuegung,
});

function staff(
  ort: Ort,
  sub: string,
  name: string,
  funktion: string,
  durchwahl: string,
  rollen: readonly DemoRolle[],
  befugnisse: readonly DemoBefugnis[] = [],
): DemoMitarbeiter {
  return {
    sub,
    name,
    funktion,
    rollen,
    befugnisse,
    dienststelle: ORTE[ort],
    email: `${sub}@${ort}.invalid`,
    telefon: `${VORWAHL[ort]}-${durchwahl}`,
    beschreibung: `${funktion}, ${KURZ[ort]}`,
  };
}

export const mitarbeitende: readonly DemoMitarbeiter[] = [
  staff('wurzen', 'k.weber', 'Katrin Weber', 'Sachbearbeiterin Gewerbe', '21', [rolle('sachbearbeitung', GEWERBE)]),
  staff('wurzen', 'j.roessler', 'Jonas Rößler', 'Sachbearbeiter Gewerbe (Vertretung)', '22', [
    rolle('sachbearbeitung', GEWERBE),
  ]),
  staff(
    'wurzen',
    's.hartig',
    'Steffen Hartig',
    'Sachgebietsleiter Ordnung',
    '20',
    [rolle('leitung'), rolle('anordnung', GEWERBE)],
    [
      befugnis('wurzen', GEWERBE, 'Verfügung des Oberbürgermeisters der Stadt Wurzen vom 10.06.2024'),
      befugnis('thallwitz', GEWERBE, 'Verfügung des Bürgermeisters der Gemeinde Thallwitz vom 12.12.2024'),
    ],
  ),
  staff('wurzen', 'd.lorenz', 'Doreen Lorenz', 'Poststelle', '10', [rolle('poststelle')]),
  staff('wurzen', 'p.zschoche', 'Petra Zschoche', 'Kassenverwalterin', '40', [rolle('kasse')]),
  staff('wurzen', 'i.menzel', 'Ines Menzel', 'Rechnungsprüferin', '50', [rolle('pruefung')]),
  staff('wurzen', 'b.kuehnast', 'Birgit Kühnast', 'Personalratsvorsitzende', '60', [rolle('personalrat')]),
  staff('wurzen', 'a.fichtner', 'Anja Fichtner', 'Gemeinsame Datenschutzbeauftragte', '70', [rolle('datenschutz')]),
  staff('augustusburg', 'm.uhlig', 'Mario Uhlig', 'Sachbearbeiter Steuern', '31', [rolle('sachbearbeitung', HUND)]),
  staff(
    'augustusburg',
    'c.seifert',
    'Claudia Seifert',
    'Kämmerin',
    '30',
    [rolle('leitung'), rolle('anordnung')],
    [
      befugnis('augustusburg', '*', 'Verfügung des Bürgermeisters der Stadt Augustusburg vom 03.01.2022'),
      befugnis('wurzen', HUND, 'Verfügung des Oberbürgermeisters der Stadt Wurzen vom 16.02.2026'),
    ],
  ),
  staff(
    'thallwitz',
    'f.naumann',
    'Frank Naumann',
    'Bürgermeister',
    '1',
    [rolle('leitung'), rolle('anordnung')],
    [befugnis('thallwitz', '*', 'kraft Amtes, § 51 SächsGemO (zu bestätigen)')],
  ),
  staff('thallwitz', 'y.barthel', 'Yvonne Barthel', 'Hauptamtsleiterin', '2', [
    rolle('sachbearbeitung'),
    rolle('poststelle'),
  ]),
  staff(
    'bennewitz',
    'm.gruhl',
    'Matthias Gruhl',
    'Bürgermeister',
    '1',
    [rolle('leitung'), rolle('anordnung')],
    [befugnis('bennewitz', '*', 'kraft Amtes, § 51 SächsGemO (zu bestätigen)')],
  ),
  staff('bennewitz', 'h.reichelt', 'Heike Reichelt', 'Hauptamtsleiterin', '2', [
    rolle('sachbearbeitung'),
    rolle('poststelle'),
  ]),
  staff(
    'lossatal',
    't.krause',
    'Torsten Krause',
    'Kämmerer',
    '3',
    [rolle('leitung'), rolle('anordnung'), rolle('kasse')],
    [befugnis('lossatal', '*', 'Verfügung des Bürgermeisters der Gemeinde Lossatal vom 04.03.2023')],
  ),
];

/** A citizen as the sign-in service knows her; `niveau` is the highest level of her account. Letters of her account: 1 male, 2 female. */
export interface DemoBuerger {
  readonly id: string;
  readonly bpk2: string;
  readonly vorname: string;
  readonly nachname: string;
  readonly geburtsname?: string;
  readonly geburtsdatum: string;
  readonly geburtsort: string;
  readonly geschlecht: '1' | '2';
  readonly staatsangehoerigkeit: string;
  readonly anschrift: string;
  readonly plz: string;
  readonly ort: string;
  readonly land: string;
  readonly email: string;
  readonly niveau: 'basis' | 'substantiell' | 'hoch';
  readonly beschreibung: string;
}

const PLZ: Readonly<Record<Ort, string>> = {
  wurzen: '04808',
  lossatal: '04808',
  bennewitz: '04828',
  thallwitz: '04808',
  augustusburg: '09573',
};

type Zeile = readonly [
  ort: Ort,
  geschlecht: '1' | '2',
  vorname: string,
  nachname: string,
  geburtsdatum: string,
  geburtsort: string,
  anschrift: string,
  weiteres?: Partial<Pick<DemoBuerger, 'geburtsname' | 'staatsangehoerigkeit' | 'niveau' | 'beschreibung'>>,
];

const ascii = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (z) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[z] ?? z)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');

function citizen([ort, geschlecht, vorname, nachname, geburtsdatum, geburtsort, anschrift, mehr = {}]: Zeile) {
  const id = ascii(nachname);
  return {
    id,
    bpk2: `TEST-${id.toUpperCase()}`,
    vorname,
    nachname,
    geburtsdatum,
    geburtsort,
    geschlecht,
    anschrift,
    plz: PLZ[ort],
    ort: KURZ[ort],
    land: 'DE',
    email: `${ascii(vorname)}.${id}@example.org`,
    staatsangehoerigkeit: 'DE',
    niveau: 'substantiell',
    beschreibung: `${geschlecht === '2' ? 'Bürgerin' : 'Bürger'} aus ${KURZ[ort]}`,
    ...mehr,
  } satisfies DemoBuerger;
}

const ZEILEN: readonly Zeile[] = [
  [
    'thallwitz',
    '2',
    'Marlene',
    'Sommer',
    '1988-04-17',
    'Wurzen',
    'Dorfstraße 105',
    { niveau: 'hoch', geburtsname: 'Winkler' },
  ],
  ['thallwitz', '1', 'Enrico', 'Thieme', '1979-11-02', 'Eilenburg', 'Am Anger 207'],
  ['thallwitz', '2', 'Silke', 'Naundorf', '1966-07-30', 'Leipzig', 'Muldenweg 118', { geburtsname: 'Böhme' }],
  [
    'thallwitz',
    '1',
    'Karl-Heinz',
    'Oehmichen',
    '1951-01-09',
    'Wurzen',
    'Feldweg 133',
    { niveau: 'basis', beschreibung: 'Bürger aus Thallwitz, nur Benutzername' },
  ],
  ['thallwitz', '2', 'Lea', 'Gräfe', '1997-09-21', 'Grimma', 'Parkstraße 141'],
  [
    'wurzen',
    '2',
    'Nadine',
    'Kretzschmar',
    '1984-02-12',
    'Wurzen',
    'Domgasse 212',
    { beschreibung: 'Hundehalterin aus Wurzen' },
  ],
  ['wurzen', '1', 'Robert', 'Zwintscher', '1972-05-25', 'Oschatz', 'Bahnhofstraße 319'],
  [
    'wurzen',
    '1',
    'Tomáš',
    'Dvořák',
    '1990-12-03',
    'Teplice',
    'Lindenweg 226',
    { staatsangehoerigkeit: 'CZ', niveau: 'hoch' },
  ],
  ['wurzen', '2', 'Ute', 'Hempel', '1959-08-14', 'Wurzen', 'Ringstraße 247', { geburtsname: 'Schirmer' }],
  ['wurzen', '2', 'Amira', 'Haddad', '1993-03-27', 'Homs', 'Schulstraße 251', { staatsangehoerigkeit: 'SY' }],
  ['wurzen', '1', 'Felix', 'Wünschmann', '2001-06-18', 'Leipzig', 'Gartenweg 263'],
  [
    'wurzen',
    '1',
    'Bernd',
    'Pötzsch',
    '1968-10-05',
    'Borna',
    'Mühlenweg 274',
    { niveau: 'hoch', beschreibung: 'Geschäftsführer der Muldental Holzbau GmbH (erfunden)' },
  ],
  [
    'lossatal',
    '1',
    'Maik',
    'Zeidler',
    '1981-01-31',
    'Wurzen',
    'Hauptstraße 309',
    { beschreibung: 'Bürger aus Lossatal, gründet ein Bewachungsgewerbe' },
  ],
  ['lossatal', '2', 'Jana', 'Mehlhorn', '1976-04-08', 'Torgau', 'Am Bach 315', { geburtsname: 'Kunath' }],
  ['lossatal', '1', 'Holger', 'Stephan', '1963-12-19', 'Wurzen', 'Kirchweg 322'],
  ['lossatal', '2', 'Melanie', 'Richter-Voigt', '1989-07-07', 'Grimma', 'Siedlung 334'],
  ['lossatal', '1', 'Ingo', 'Döring', '1970-02-23', 'Riesa', 'Waldstraße 346', { niveau: 'basis' }],
  ['bennewitz', '2', 'Katja', 'Schönherr', '1982-09-16', 'Wurzen', 'Leipziger Weg 402'],
  ['bennewitz', '1', 'Andreas', 'Hanisch', '1974-03-11', 'Leipzig', 'Neue Straße 417'],
  ['bennewitz', '2', 'Sophie', 'Engler', '1999-11-28', 'Leipzig', 'Am Teich 423', { niveau: 'hoch' }],
  ['bennewitz', '1', 'Uwe', 'Fritzsche', '1957-06-04', 'Wurzen', 'Bergstraße 438'],
  ['augustusburg', '1', 'Sören', 'Auerswald', '1986-08-22', 'Chemnitz', 'Schlossblick 507'],
  ['augustusburg', '2', 'Annett', 'Morgenstern', '1971-05-13', 'Flöha', 'Marktweg 513', { geburtsname: 'Uhlmann' }],
  ['augustusburg', '1', 'Dirk', 'Hofmann', '1965-10-29', 'Zschopau', 'Am Hang 526'],
  ['augustusburg', '2', 'Pauline', 'Löschner', '1995-01-15', 'Freiberg', 'Obere Gasse 534'],
];

/** First of all Marlene Sommer from Thallwitz, the demo's Bürgerin. */
export const buerger: readonly DemoBuerger[] = ZEILEN.map(citizen);
