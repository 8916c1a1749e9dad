import { localDate } from '@rathausverbund/fristen';
import type { Aufwandsklasse, Kostenregel, Umsatzsteuer } from '@rathausverbund/kosten';
import type { Auftritt, Hundesteuersatz } from '../kommunen/index.ts';
import { ORTE } from './personen.ts';

// The demo's world: real places, invented offices. Numbers, addresses and bank data are made up.

export interface DemoOrt {
  ags: string;
  kuerzel: string;
  auftritt: Auftritt;
  hundesteuer: Hundesteuersatz;
  satzung: string;
}

const auftritt = (a: Omit<Auftritt, 'oeffnungszeiten' | 'kontoinhaber'>): Auftritt => ({
  ...a,
  oeffnungszeiten: 'Di 9–12 und 14–18 Uhr,\nDo 9–12 und 14–16 Uhr',
  kontoinhaber: a.name,
});

export const DEMO_ORTE: readonly DemoOrt[] = [
  {
    ags: ORTE.wurzen,
    kuerzel: 'WUR',
    auftritt: auftritt({
      name: 'Stadt Wurzen',
      zusatz: 'Große Kreisstadt im Landkreis Leipzig',
      strasse: 'Friedrich-Ebert-Straße 2',
      plz: '04808',
      ort: 'Wurzen',
      telefon: '03425 0000-0',
      email: 'post@wurzen.invalid',
      web: 'wurzen.invalid',
      farbe: '#8a1f2d',
      amt: 'Der Oberbürgermeister',
      leitung: 'Henrik Falkner',
      iban: 'DE02500105170137075030',
      bic: 'INGDDEFFXXX',
      kasse: 'Musterbank Muldental',
      glaeubigerId: 'DE98ZZZ09999999999',
    }),
    hundesteuer: {
      erster: 6000,
      weiterer: 9000,
      gefaehrlichErster: 15000,
      gefaehrlichWeiterer: 30000,
      faellig: ['07-01'],
    },
    satzung: 'Hundesteuersatzung der Stadt Wurzen vom 12. November 2024',
  },
  {
    ags: ORTE.lossatal,
    kuerzel: 'LOS',
    auftritt: auftritt({
      name: 'Gemeinde Lossatal',
      strasse: 'Karl-Marx-Straße 1',
      plz: '04808',
      ort: 'Lossatal',
      telefon: '034262 000-0',
      email: 'post@lossatal.invalid',
      web: 'lossatal.invalid',
      farbe: '#1f5d3a',
      amt: 'Der Bürgermeister',
      leitung: 'Uwe Krahnert',
      iban: 'DE02100500000054540402',
      bic: 'BELADEBEXXX',
      kasse: 'Musterbank Muldental',
      glaeubigerId: 'DE71ZZZ09999999998',
    }),
    hundesteuer: {
      erster: 4000,
      weiterer: 6000,
      gefaehrlichErster: 24000,
      gefaehrlichWeiterer: 36000,
      faellig: ['07-01'],
    },
    satzung: 'Hundesteuersatzung der Gemeinde Lossatal vom 4. Dezember 2023',
  },
  {
    ags: ORTE.bennewitz,
    kuerzel: 'BEN',
    auftritt: auftritt({
      name: 'Gemeinde Bennewitz',
      strasse: 'Bahnhofstraße 24',
      plz: '04828',
      ort: 'Bennewitz',
      telefon: '03425 0001-0',
      email: 'post@bennewitz.invalid',
      web: 'bennewitz.invalid',
      farbe: '#2b4f81',
      amt: 'Der Bürgermeister',
      leitung: 'Matthias Gruhl',
      iban: 'DE02300209000106531065',
      bic: 'CMCIDEDDXXX',
      kasse: 'Musterbank Muldental',
      glaeubigerId: 'DE44ZZZ09999999997',
    }),
    hundesteuer: {
      erster: 4500,
      weiterer: 7000,
      gefaehrlichErster: 30000,
      gefaehrlichWeiterer: 30000,
      faellig: ['02-15', '08-15'],
    },
    satzung: 'Hundesteuersatzung der Gemeinde Bennewitz vom 16. Oktober 2023',
  },
  {
    ags: ORTE.thallwitz,
    kuerzel: 'THW',
    auftritt: auftritt({
      name: 'Gemeinde Thallwitz',
      strasse: 'Dorfplatz 5',
      plz: '04808',
      ort: 'Thallwitz',
      telefon: '03425 0002-0',
      email: 'post@thallwitz.invalid',
      web: 'thallwitz.invalid',
      farbe: '#6b4a1e',
      amt: 'Der Bürgermeister',
      leitung: 'Frank Naumann',
      iban: 'DE02200505501015871393',
      bic: 'HASPDEHHXXX',
      kasse: 'Musterbank Muldental',
      glaeubigerId: 'DE17ZZZ09999999996',
    }),
    hundesteuer: {
      erster: 3600,
      weiterer: 5400,
      gefaehrlichErster: 20000,
      gefaehrlichWeiterer: 30000,
      faellig: ['07-01'],
    },
    satzung: 'Hundesteuersatzung der Gemeinde Thallwitz vom 21. November 2022',
  },
  {
    ags: ORTE.augustusburg,
    kuerzel: 'AUG',
    auftritt: auftritt({
      name: 'Stadt Augustusburg',
      zusatz: 'im Landkreis Mittelsachsen',
      strasse: 'Marienberger Straße 24',
      plz: '09573',
      ort: 'Augustusburg',
      telefon: '037291 000-0',
      email: 'post@augustusburg.invalid',
      web: 'augustusburg.invalid',
      farbe: '#5b2a6e',
      amt: 'Der Bürgermeister',
      leitung: 'Jonas Reichelt',
      iban: 'DE02701500000000594937',
      bic: 'SSKMDEMMXXX',
      kasse: 'Musterbank Erzgebirge',
      glaeubigerId: 'DE87ZZZ09999999995',
    }),
    hundesteuer: {
      erster: 4800,
      weiterer: 7200,
      gefaehrlichErster: 30000,
      gefaehrlichWeiterer: 40000,
      faellig: ['05-15'],
    },
    satzung: 'Hundesteuersatzung der Stadt Augustusburg vom 9. September 2024',
  },
];

type Name = keyof typeof ORTE;

export interface DemoVereinbarung {
  von: Name;
  an: Name;
  leistungen: string[];
  art: 'mandatierend' | 'delegierend';
  /** local date, or relative to the seed day's year */
  ab: string | null;
  bis: string | null;
  stand: 'in_kraft' | 'genehmigung_offen';
  genehmigung: string;
  kosten: string;
  preis: Preis[];
  /** its claims are offset against those of the agreement in the other direction */
  verrechnet?: true;
  vom: string;
}

type Preis = Pick<Kostenregel, 'schluessel' | 'ust'> & { ab?: string; bis?: string };

const HOHEITLICH: Umsatzsteuer = {
  stand: 'nicht-steuerbar',
  satz: 0,
  grund: '§ 2b Abs. 1 UStG: Aufgabe der öffentlichen Gewalt (zu bestätigen)',
};
const jeFall = (preis: number): Preis[] => [{ schluessel: { art: 'menge', einheit: 'fall', preis }, ust: HOHEITLICH }];
const jeJahr = (einheit: 'hund' | 'einwohner', preis: number): Preis[] => [
  { schluessel: { art: 'bestand', einheit, preis }, ust: HOHEITLICH },
];
const JE_SEITE: Preis[] = [
  {
    schluessel: { art: 'menge', einheit: 'seite', preis: 1100 },
    bis: '2027-01-01',
    ust: { stand: 'zu-pruefen', satz: 0, grund: 'Hilfstätigkeit; Übergangsregelung § 27 Abs. 22a UStG, zu prüfen' },
  },
  {
    schluessel: { art: 'menge', einheit: 'seite', preis: 1100 },
    ab: '2027-01-01',
    ust: { stand: 'steuerpflichtig', satz: 19, grund: 'Hilfstätigkeit im Wettbewerb, § 2b Abs. 1 Satz 2 UStG' },
  },
];

/** The cost rules of an agreement from its first day on. */
export const kostenregelnOf = (v: DemoVereinbarung, verrechnetMit: string | null): Kostenregel[] =>
  v.leistungen.flatMap((leistung) =>
    v.preis.map(({ ab, bis, ...preis }) => ({
      ...preis,
      leistung,
      ab: localDate(ab ?? v.ab ?? '2026-01-01'),
      bis: bis === undefined ? null : localDate(bis),
      minimum: null,
      maximum: null,
      abschlag: null,
      verrechnetMit,
    })),
  );

/** Effort classes by Leistung: whole minutes of a case, invented. Pages are counted, not weighed. */
const AUFWAND: Readonly<Record<string, readonly [name: string, minuten: number][]>> = {
  'gewerbe-anmeldung': [
    ['ohne Rückfrage', 25],
    ['mit Prüfung oder Nachforderung', 40],
    ['mit Widerspruch', 70],
  ],
  'hundesteuer-anmeldung': [
    ['ohne Rückfrage', 15],
    ['mit Prüfung', 25],
    ['mit Widerspruch', 50],
  ],
  'verkehrsrechtliche-anordnung': [
    ['Regelplan', 60],
    ['mit Ortstermin', 150],
  ],
};

export const aufwandsklassenOf = (v: Pick<DemoVereinbarung, 'leistungen'>): Aufwandsklasse[] =>
  v.leistungen.flatMap((leistung) => (AUFWAND[leistung] ?? []).map(([name, minuten]) => ({ leistung, name, minuten })));

const GEWERBE = ['gewerbe-anmeldung'];
const HUND = ['hundesteuer-anmeldung'];
const LRA = 'Landratsamt Landkreis Leipzig';
const LDS = 'Landesdirektion Sachsen';

/** The agreements of the demo world; `jahr` is the seed day's year, `offenSeit` the one in which the pending approval was asked for. */
export const demoVereinbarungen = (jahr: number, offenSeit = jahr): DemoVereinbarung[] => [
  {
    von: 'thallwitz',
    an: 'wurzen',
    leistungen: GEWERBE,
    art: 'mandatierend',
    ab: '2025-01-01',
    bis: null,
    stand: 'in_kraft',
    genehmigung: LRA,
    kosten: '38 € je Fall',
    preis: jeFall(380000),
    vom: '4. November 2024',
  },
  {
    von: 'lossatal',
    an: 'wurzen',
    leistungen: GEWERBE,
    art: 'delegierend',
    ab: '2024-07-01',
    bis: null,
    stand: 'in_kraft',
    genehmigung: LRA,
    kosten: '0,90 € je Einwohner und Jahr; die Gebühren bleiben bei Wurzen',
    preis: jeJahr('einwohner', 9000),
    vom: '22. April 2024',
  },
  {
    von: 'wurzen',
    an: 'augustusburg',
    leistungen: HUND,
    art: 'mandatierend',
    ab: '2026-03-01',
    bis: null,
    stand: 'in_kraft',
    genehmigung: LDS,
    kosten: '9,50 € je Hund und Jahr',
    preis: jeJahr('hund', 95000),
    vom: '1. Dezember 2025',
  },
  {
    von: 'augustusburg',
    an: 'wurzen',
    leistungen: GEWERBE,
    art: 'mandatierend',
    ab: '2026-03-01',
    bis: null,
    stand: 'in_kraft',
    genehmigung: LDS,
    kosten: '38 € je Fall, verrechnet mit der Hundesteuer; Ausgleich einmal im Jahr',
    preis: jeFall(380000),
    verrechnet: true,
    vom: '1. Dezember 2025',
  },
  ...(['bennewitz', 'thallwitz', 'lossatal'] as const).map((von) => ({
    von,
    an: 'wurzen' as const,
    leistungen: ['posteingang'],
    art: 'mandatierend' as const,
    ab: '2025-01-01',
    bis: null,
    stand: 'in_kraft' as const,
    genehmigung: LRA,
    kosten: '0,11 € je Seite',
    preis: JE_SEITE,
    vom: '4. November 2024',
  })),
  ...(['thallwitz', 'lossatal', 'bennewitz'] as const).map((von) => ({
    von,
    an: 'wurzen' as const,
    leistungen: ['verkehrsrechtliche-anordnung'],
    art: 'delegierend' as const,
    ab: '2025-01-01',
    bis: null,
    stand: 'in_kraft' as const,
    genehmigung: LRA,
    kosten: '55 € je Fall',
    preis: jeFall(550000),
    vom: '4. November 2024',
  })),
  {
    von: 'bennewitz',
    an: 'wurzen',
    leistungen: GEWERBE,
    art: 'mandatierend',
    ab: null,
    bis: null,
    stand: 'genehmigung_offen',
    genehmigung: LRA,
    kosten: '38 € je Fall',
    preis: jeFall(380000),
    vom: `14. September ${offenSeit}`,
  },
  {
    von: 'lossatal',
    an: 'augustusburg',
    leistungen: HUND,
    art: 'mandatierend',
    ab: '2024-01-01',
    bis: `${jahr}-10-01`,
    stand: 'in_kraft',
    genehmigung: LDS,
    kosten: '9,50 € je Hund und Jahr',
    preis: jeJahr('hund', 95000),
    vom: '2. Oktober 2023',
  },
];
