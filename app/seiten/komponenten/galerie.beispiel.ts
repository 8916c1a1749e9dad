import { type Antworten, compileFormular, parseSchritt, type Rohwerte } from '@rathausverbund/formular';
import { localDate } from '@rathausverbund/fristen';
import { bedingung } from '@rathausverbund/regelwerk';
import type { Angemeldet, Haus, Plotreihe, Station, TabellenZeile, Taste, Versuch, Ziel } from './index.ts';

export const heute = localDate('2026-11-27');

export const thallwitz: Haus = {
  name: 'Gemeinde Thallwitz',
  kurzname: 'Thallwitz',
  farbe: '#1f6b3a',
  weg: '/thallwitz',
};
export const wurzen: Haus = { name: 'Stadt Wurzen', kurzname: 'Wurzen', farbe: '#8a1c2b', weg: '/arbeitsplatz' };
export const haeuser: readonly Haus[] = [
  thallwitz,
  wurzen,
  { name: 'Gemeinde Bennewitz', kurzname: 'Bennewitz', farbe: '#f2c230', weg: '/bennewitz' },
  { name: 'Stadt Bad Düben', kurzname: 'Bad Düben', farbe: '#24508f', weg: '/bad-dueben' },
];
export const sachbearbeiterin: Angemeldet = {
  name: 'Katrin Lehmann',
  stelle: 'Gewerbeamt, Stadt Wurzen',
  abmelden: '/abmelden',
  felder: { token: 'beispiel' },
};
export const buergerin: Angemeldet = { name: 'Mara Sommer', abmelden: '/abmelden' };

export const reiter: readonly Ziel[] = [
  { titel: 'Eingang', weg: '#eingang', anzahl: 12, aktuell: true },
  { titel: 'Alle', weg: '#alle', anzahl: 61 },
  { titel: 'Meine', weg: '#meine', anzahl: 9 },
  { titel: 'Fällig', weg: '#faellig', anzahl: 2 },
  { titel: 'Wartet', weg: '#wartet', anzahl: 7 },
];
export const kommunen: readonly Ziel[] = [
  { titel: 'Alle Kommunen', weg: '#k', anzahl: 12, aktuell: true },
  { titel: 'Wurzen', weg: '#k1', anzahl: 6 },
  { titel: 'Thallwitz', weg: '#k2', anzahl: 4 },
  { titel: 'Lossatal', weg: '#k3', anzahl: 2 },
];
export const leistungen: readonly Ziel[] = [
  { titel: 'Gewerbe anmelden', weg: '#l1', anzahl: 7 },
  { titel: 'Hund anmelden', weg: '#l2', anzahl: 5 },
];
export const vorgangsreiter: readonly Ziel[] = [
  { titel: 'Antrag', weg: '#antrag', aktuell: true },
  { titel: 'Geprüft', weg: '#geprueft' },
  { titel: 'Unterlagen', weg: '#unterlagen', anzahl: 2 },
  { titel: 'Verlauf', weg: '#verlauf' },
];

const eingang: [string, string, string, string, string, string][] = [
  ['2026-11-26', 'Hundesteuer', 'Lossatal', 'J. Winkler', 'WUR-HU-2026-000087', 'Stadt Wurzen (Delegation)'],
  ['2026-11-27', 'Gewerbe anmelden', 'Thallwitz', 'M. Sommer', 'THW-GA-2026-000123', 'für Thallwitz (Mandat)'],
  ['2026-11-28', 'Gewerbe ummelden', 'Wurzen', 'Café am Markt GmbH', 'WUR-GU-2026-000311', 'eigene Aufgabe'],
  ['2026-11-29', 'Gewerbe anmelden', 'Lossatal', 'P. Krause', 'WUR-GA-2026-000452', 'Stadt Wurzen (Delegation)'],
  ['2026-12-04', 'Hund anmelden', 'Thallwitz', 'A. Nguyen', 'THW-HU-2026-000044', 'für Thallwitz (Mandat)'],
  ['2027-02-01', 'Gewerbe abmelden', 'Wurzen', 'S. Bräuer', 'WUR-GB-2026-000090', 'eigene Aufgabe'],
];
export type Eintrag = {
  ende: ReturnType<typeof localDate>;
  leistung: string;
  aktenzeichen: string;
  rest: [string, string, string];
};
export const eintraege: readonly Eintrag[] = eingang.map(
  ([ende, leistung, kommune, person, aktenzeichen, auftrag]) => ({
    ende: localDate(ende),
    leistung,
    aktenzeichen,
    rest: [kommune, person, auftrag],
  }),
);
export const eingangSpalten = ['Frist', 'Aktenzeichen', 'Leistung', 'Kommune', 'Person', 'Auftrag'];

export const kosten: readonly TabellenZeile[] = [
  { zellen: ['Erster Hund', '60,00 €'] },
  { zellen: ['Jeder weitere Hund', '90,00 €'] },
  { zellen: ['Gefährlicher Hund', '480,00 €'] },
];

export const stationen: readonly Station[] = [
  { titel: 'Antrag eingegangen', stand: 'erledigt', wann: '24.11.2026, 14:03 Uhr' },
  { titel: 'Angaben geprüft', stand: 'erledigt', wann: '25.11.2026, 09:20 Uhr' },
  {
    titel: 'Bescheinigung wird ausgestellt',
    stand: 'aktuell',
    wann: 'bis 27.11.2026',
    text: 'Die Stadt Wurzen bearbeitet Ihren Antrag für die Gemeinde Thallwitz.',
  },
  { titel: 'Bescheinigung liegt bereit', stand: 'offen' },
];

export const tasten: readonly Taste[] = [
  { taste: 'J', wirkung: 'nächste Zeile' },
  { taste: 'K', wirkung: 'vorige Zeile' },
  { taste: '/', wirkung: 'suchen' },
];

export const worte = {
  portal: 'Was möchten Sie erledigen?',
  portalText:
    'Hier beantragen Sie Leistungen Ihrer Gemeinde. Sie brauchen dafür kein Papier. Wir sagen Ihnen vorher, was es kostet, wie lange es dauert und wer Ihre Angaben sieht.',
  suche: 'Leistung suchen',
  sucheHilfe: 'Zum Beispiel Hund, Gewerbe, Bescheinigung',
  haeuser: 'Rathäuser im Wurzener Land',
  einwohner: '3.640 Einwohner',
  arbeitet: 'Das Gewerbeamt der Stadt Wurzen arbeitet für diese Gemeinde.',
  hinweise: 'Hinweise',
  hinweis: {
    info: 'Ihre Angaben sind gespeichert',
    success: 'Ihr Antrag ist eingegangen',
    warning: 'Es fehlt noch eine Unterlage',
    danger: 'Die Zahlung ist nicht angekommen',
  },
  hinweisText: 'Sie können später weitermachen. Der Entwurf bleibt 30 Tage erhalten.',
  online: 'Online beantragen',
  papier: 'Formular auf Papier',
  hilfe: 'Hilfe',
  kosten: 'Steuer im Jahr',
  kostenSpalten: ['Hund', 'Betrag'],
  vorgang: 'Mein Vorgang',
  bescheid: 'Bescheid',
  zustaendig: [
    { name: 'Zuständig', wert: 'Gemeinde Thallwitz' },
    { name: 'Bearbeitet von', wert: 'Stadt Wurzen, Gewerbeamt' },
    { name: 'Aktenzeichen', wert: 'THW-GA-2026-000123' },
    { name: 'Eingang', wert: '24.11.2026, 14:03 Uhr' },
  ],
  wer: 'Wer hat meine Daten gesehen?',
  werText: 'Gewerbeamt Wurzen, am 25.11.2026, um den Antrag zu prüfen.',
  leer: 'Noch keine Nachrichten',
  leerText: 'Wenn das Amt Ihnen schreibt, steht es hier.',
  eingang: 'Eingang',
  schritt: 'Empfangsbescheinigung ausstellen',
  nachfordern: 'Unterlagen nachfordern',
  abgeben: 'An zuständige Stelle abgeben',
  grundlage: 'Mandat nach Zweckvereinbarung vom 12.03.2025',
  kommunen: 'Kommunen',
  leistungen: 'Leistungen',
  vorgangTitel: 'Gewerbe anmelden – Mara Sommer',
  aktenname: 'Teile des Vorgangs',
  krumen: [{ titel: 'Eingang', weg: '#eingang' }, { titel: 'THW-GA-2026-000123' }],
  portalKrumen: [{ titel: 'Thallwitz', weg: '/thallwitz' }, { titel: 'Hund anmelden' }],
  suchePlatz: 'Name oder Aktenzeichen',
  marke: 'wartet auf Unterlagen',
  felder: {
    titel: 'Eine Stelle eintragen',
    name: 'Bezeichnung',
    vorgabe: 'Sachbearbeitung Gewerbe',
    stunden: 'Stunden in der Woche',
    stundenHilfe: 'Nur die Zahl, zum Beispiel 20',
    ab: 'Ab',
    team: 'Team',
    keins: 'keines',
    teams: [
      { wert: 'ordnung', titel: 'Ordnung und Gewerbe' },
      { wert: 'steuern', titel: 'Steuern' },
    ],
    leistungen: [
      { wert: 'gewerbe', titel: 'Gewerbe anmelden' },
      { wert: 'hund', titel: 'Hund anmelden' },
    ],
    vertretung: 'Die Vertretung ist geregelt.',
    grund: 'Grund',
    grundHilfe: 'Ein Satz genügt',
  },
  plot: {
    titel: 'Gewerbe anmelden: Arbeit je Woche',
    saeulen: 'Alles als Säulen',
    eine: 'Nur eine Reihe',
    aussage: 'In KW 51 reicht die Zeit voraussichtlich nicht: 46 Stunden Arbeit, 39 Stunden verfügbar.',
    einheit: 'Stunden',
    xTitel: 'Woche',
    x: ['KW 48', 'KW 49', 'KW 50', 'KW 51', 'KW 52', 'KW 53', 'KW 1', 'KW 2', 'KW 3', 'KW 4'],
  },
} as const;

export const felderVersuch: Versuch = {
  formular: 'planstelle',
  werte: {
    name: 'Stelle 7',
    stunden: 'viele',
    ab: '2026-12-01',
    team: 'steuern',
    'leistung.hund': 'ja',
    grund: '\nNeu',
  },
  meldung: 'Das ist keine Zahl von Stunden.',
  feld: 'stunden',
};

export const plotreihen: readonly Plotreihe[] = [
  {
    name: 'Spanne',
    art: 'band',
    werte: [20, 22, 25, 30, 12, 10, 18, null, 21, 22],
    bis: [34, 38, 44, 58, 30, 28, 36, null, 40, 42],
  },
  { name: 'Erwartete Arbeit', art: 'saeule', werte: [27, 30, 35, 46, 20, 18, 26, null, 30, 31] },
  { name: 'Verfügbar', art: 'linie', werte: [39, 39, 39, 39, 24, 16, 39, 39, 39, 39] },
  { name: 'Vorjahr', art: 'linie', werte: [24, 26.5, 33, 41, 15, 12, null, 28, 29, 30] },
];

/** One step with every kind of field; the author's text of the form is part of the example. */
const quelle = {
  titel: 'Hund anmelden',
  version: '1',
  schritte: [
    {
      id: 'alles',
      titel: 'Angaben zu Ihnen und Ihrem Hund',
      hinweis: 'Geben Sie die Person an, in deren Haushalt der Hund lebt.',
      felder: [
        { id: 'halter.nachname', art: 'text', beschriftung: 'Nachname', pflicht: true, autocomplete: 'family-name' },
        {
          id: 'halter.geburtsdatum',
          art: 'datum',
          beschriftung: 'Geburtsdatum',
          benennung: 'das Geburtsdatum',
          pflicht: true,
          autocomplete: 'bday',
        },
        { id: 'halter.plz', art: 'plz', beschriftung: 'Postleitzahl', benennung: 'die Postleitzahl', pflicht: true },
        { id: 'halter.email', art: 'email', beschriftung: 'E-Mail-Adresse', hilfe: 'Nur für Rückfragen.' },
        { id: 'halter.telefon', art: 'telefon', beschriftung: 'Telefon' },
        {
          id: 'hund.anzahl',
          art: 'zahl',
          beschriftung: 'Anzahl der Hunde im Haushalt',
          benennung: 'die Anzahl der Hunde',
          pflicht: true,
          min: 1,
          max: 20,
        },
        {
          id: 'hund.rasse',
          art: 'auswahl',
          beschriftung: 'Rasse',
          benennung: 'die Rasse',
          pflicht: true,
          darstellung: 'liste',
          werte: [
            { wert: 'dackel', beschriftung: 'Dackel' },
            { wert: 'pudel', beschriftung: 'Pudel' },
          ],
        },
        {
          id: 'hund.herkunft',
          art: 'auswahl',
          beschriftung: 'Woher kommt der Hund?',
          benennung: 'die Herkunft',
          pflicht: true,
          darstellung: 'radio',
          werte: [
            { wert: 'zucht', beschriftung: 'Zucht' },
            { wert: 'tierheim', beschriftung: 'Tierheim' },
          ],
        },
        {
          id: 'hund.kaufpreis',
          art: 'betrag',
          beschriftung: 'Kaufpreis',
          benennung: 'den Kaufpreis',
          zeigeWenn: 'hund.herkunft = "zucht"',
        },
        { id: 'hund.gefaehrlich', art: 'ja_nein', beschriftung: 'Gilt der Hund als gefährlich?', pflicht: true },
        { id: 'hund.besonderes', art: 'mehrzeilig', beschriftung: 'Besonderheiten', maxLaenge: 500 },
        { id: 'zahlung.iban', art: 'iban', beschriftung: 'IBAN', benennung: 'die IBAN', pflicht: true },
      ],
    },
  ],
};
const gelesen = compileFormular(quelle, { compileBedingung: bedingung });
if (!gelesen.ok) throw new Error(JSON.stringify(gelesen));
export const formular = gelesen.formular;

export const gut: Rohwerte = {
  'halter.nachname': 'Sommer',
  'halter.geburtsdatum': '7.3.1990',
  'halter.plz': '04808',
  'hund.anzahl': '1',
  'hund.rasse': 'dackel',
  'hund.herkunft': 'zucht',
  'hund.kaufpreis': '850',
  'hund.gefaehrlich': 'nein',
  'zahlung.iban': 'DE02120300000000202051',
};
export const schlecht: Rohwerte = {
  ...gut,
  'halter.geburtsdatum': '31.2.1990',
  'hund.rasse': '',
  'hund.gefaehrlich': '',
  'zahlung.iban': 'DE00 <1>',
};
export const ausgefuellt: Antworten = parseSchritt(formular, 'alles', gut, {}, heute).antworten;
export const abgelehnt = parseSchritt(formular, 'alles', schlecht, ausgefuellt, heute);
