import type { Antworten } from '@rathausverbund/formular';
import { type GewerbeWunsch, gewerbe, type HundWunsch, hund } from './antworten.ts';
import type { ORTE } from './personen.ts';
import { buerger, type DemoBuerger } from './personen.ts';

/** How far a Vorgang of the seed has come on the Tuesday morning. */
export type Stand =
  | 'eingang' // waits for the Feststellung
  | 'festgestellt' // waits for the Anordnung
  | 'bescheid' // notice issued, not yet retrieved or posted
  | 'abgerufen'
  | 'geprueft' // permit missing: waits for a person
  | 'nachgefordert'
  | 'widerspruch';

export interface Fall {
  ort: keyof typeof ORTE;
  leistung: 'gewerbe-anmeldung' | 'hundesteuer-anmeldung';
  buerger: DemoBuerger;
  /** working days before the seed day, and the time of day */
  vorTagen: number;
  uhrzeit: string;
  stand: Stand;
  ohneKonto: boolean;
  antworten: (tag: string) => Antworten;
}

const person = (id: string): DemoBuerger => {
  const b = buerger.find((x) => x.id === id);
  if (!b) throw new Error(`Demo: ${id} fehlt`);
  return b;
};

const PLZ: Record<keyof typeof ORTE, [string, string]> = {
  wurzen: ['04808', 'Wurzen'],
  lossatal: ['04808', 'Lossatal'],
  bennewitz: ['04828', 'Bennewitz'],
  thallwitz: ['04808', 'Thallwitz'],
  augustusburg: ['09573', 'Augustusburg'],
};

type Ort = keyof typeof ORTE;
const zeit = (i: number) => `${String(8 + ((i * 5) % 9)).padStart(2, '0')}:${String((i * 17) % 60).padStart(2, '0')}`;

function ga(
  ort: Ort,
  id: string,
  vorTagen: number,
  stand: Stand,
  i: number,
  w: Omit<GewerbeWunsch, 'plz' | 'ort' | 'beginn'>,
): Fall {
  const [plz, name] = PLZ[ort];
  const b = person(id);
  return {
    ort,
    leistung: 'gewerbe-anmeldung',
    buerger: b,
    vorTagen,
    uhrzeit: zeit(i),
    stand,
    ohneKonto: false,
    antworten: (tag) => gewerbe(b, { ...w, plz, ort: name, beginn: tag }),
  };
}

function hs(
  ort: Ort,
  id: string,
  vorTagen: number,
  stand: Stand,
  i: number,
  w: Omit<HundWunsch, 'aufnahme' | 'geboren'>,
  ohneKonto = false,
): Fall {
  const b = person(id);
  return {
    ort,
    leistung: 'hundesteuer-anmeldung',
    buerger: b,
    vorTagen,
    uhrzeit: zeit(i),
    stand,
    ohneKonto,
    antworten: (tag) => hund(b, { ...w, geboren: `${Number(tag.slice(0, 4)) - 2}-03-14`, aufnahme: tag }),
  };
}

const IBAN = 'DE02120300000000202051';
const GMBH = {
  rechtsform: 'gmbh',
  name: 'Muldental Holzbau GmbH',
  gericht: 'Amtsgericht Leipzig',
  nummer: 'HRB 99001',
};
const ALT: Stand[] = ['abgerufen', 'bescheid', 'abgerufen', 'abgerufen'];
const TAETIGKEITEN = [
  'Verkauf von Honig und Imkereibedarf',
  'Grafik und Webgestaltung',
  'Hausmeisterdienste ohne Handwerk',
  'Fotografie',
  'Handel mit gebrauchten Büchern',
  'Nachhilfe und Sprachunterricht',
  'Vermietung von Fahrrädern',
  'Büroservice',
  'Verkauf von Blumen und Gestecken',
  'Softwareentwicklung',
];
const HUNDE = [
  ['Frieda', 'Rauhaardackel', 'braun'],
  ['Balu', 'Labrador-Mischling', 'schwarz'],
  ['Emma', 'Border Collie', 'schwarz-weiß'],
  ['Rocky', 'Beagle', 'dreifarbig'],
  ['Luna', 'Golden Retriever', 'creme'],
  ['Oskar', 'Jack Russell Terrier', 'weiß-braun'],
] as const;

/** Done cases of the past three months, spread over the Kommunen. */
function fertige(): Fall[] {
  const wo: [Ort, string[]][] = [
    ['thallwitz', ['thieme', 'naundorf', 'graefe']],
    ['lossatal', ['mehlhorn', 'stephan', 'richtervoigt']],
    ['wurzen', ['zwintscher', 'hempel', 'wuenschmann', 'dvorak']],
    ['augustusburg', ['auerswald', 'morgenstern', 'loeschner']],
  ];
  const faelle: Fall[] = [];
  for (let i = 0; i < 22; i++) {
    const [ort, leute] = wo[i % wo.length] ?? ['thallwitz', ['thieme']];
    faelle.push(
      ga(ort, leute[i % leute.length] ?? 'thieme', 6 + i * 2, ALT[i % ALT.length] ?? 'abgerufen', i, {
        taetigkeit: TAETIGKEITEN[i % TAETIGKEITEN.length] ?? '',
        nebenerwerb: i % 3 === 0,
      }),
    );
  }
  for (let i = 0; i < 12; i++) {
    const [name, rasse, farbe] = HUNDE[i % HUNDE.length] ?? HUNDE[0];
    const ort: Ort = i % 4 === 3 ? 'augustusburg' : 'wurzen';
    const leute = ort === 'wurzen' ? ['zwintscher', 'hempel', 'wuenschmann'] : ['auerswald', 'hofmann'];
    faelle.push(
      hs(
        ort,
        leute[i % leute.length] ?? 'hempel',
        7 + i * 3,
        ALT[(i + 1) % ALT.length] ?? 'abgerufen',
        i + 3,
        { name, rasse, farbe, ...(i % 2 ? { iban: IBAN } : {}) },
        i % 5 === 4,
      ),
    );
  }
  return faelle;
}

/** A Tuesday morning in the service centre: what lies on the desks, beside what was done. */
export function faelle(): Fall[] {
  return [
    ...fertige(),
    // run-off: opened while the agreement Lossatal – Augustusburg was in force
    hs('lossatal', 'stephan', 45, 'eingang', 1, { name: 'Bella', rasse: 'Schäferhund', farbe: 'grau' }),
    hs('lossatal', 'mehlhorn', 42, 'eingang', 2, { name: 'Timo', rasse: 'Spitz', farbe: 'weiß', iban: IBAN }),
    // papers asked for, an objection, an overdue check
    ga('thallwitz', 'thieme', 8, 'nachgefordert', 4, {
      taetigkeit: 'Elektroinstallation in Wohnhäusern',
      bereich: 'handwerk',
      handwerkskarte: false,
    }),
    ga('wurzen', 'hempel', 20, 'widerspruch', 5, {
      taetigkeit: 'Änderungsschneiderei im Nebenerwerb',
      nebenerwerb: true,
    }),
    ga('augustusburg', 'hofmann', 4, 'geprueft', 6, { taetigkeit: 'Vermittlung von Immobilien', erlaubnis: 'ja' }),
    // due today
    ga('lossatal', 'richtervoigt', 3, 'geprueft', 2, { taetigkeit: 'Bewachung von Veranstaltungen', erlaubnis: 'ja' }),
    // fresh
    ga('wurzen', 'poetzsch', 2, 'festgestellt', 3, { taetigkeit: 'Holzhandel', bereich: 'handel', firma: GMBH }),
    ga('thallwitz', 'naundorf', 2, 'festgestellt', 5, {
      taetigkeit: 'Handgemachte Seifen, Verkauf auf Märkten im eigenen Laden',
      bereich: 'handel',
    }),
    ga('lossatal', 'stephan', 2, 'festgestellt', 7, { taetigkeit: 'Winterdienst und Gartenpflege' }),
    ga('augustusburg', 'loeschner', 1, 'eingang', 1, { taetigkeit: 'Illustration und Kalligrafie' }),
    ga('thallwitz', 'graefe', 1, 'eingang', 4, { taetigkeit: 'Hundefrisör' }),
    ga('wurzen', 'dvorak', 1, 'eingang', 6, { taetigkeit: 'Übersetzungen Tschechisch und Deutsch' }),
    ga('wurzen', 'haddad', 1, 'geprueft', 8, { taetigkeit: 'Verkauf von Gewürzen und Feinkost', bereich: 'handel' }),
    ga('lossatal', 'mehlhorn', 1, 'eingang', 2, { taetigkeit: 'Vermietung einer Ferienwohnung' }),
    ga('thallwitz', 'sommer', 0, 'eingang', 0, { taetigkeit: 'Töpferei, Verkauf eigener Keramik', bereich: 'handel' }),
    ga('wurzen', 'wuenschmann', 0, 'eingang', 0, { taetigkeit: 'Fahrradkurier' }),
    hs('wurzen', 'kretzschmar', 3, 'festgestellt', 2, { name: 'Paula', rasse: 'Mops', farbe: 'beige', iban: IBAN }),
    hs('wurzen', 'zwintscher', 2, 'eingang', 3, { name: 'Bruno', rasse: 'Boxer', farbe: 'gelb', vorhandene: 1 }),
    hs('wurzen', 'haddad', 2, 'geprueft', 4, { name: 'Tyson', rasse: 'American Staffordshire Terrier', farbe: 'blau' }),
    hs('wurzen', 'hempel', 1, 'geprueft', 5, {
      name: 'Senta',
      rasse: 'Labrador',
      farbe: 'schwarz',
      befreiung: 'Assistenzhund, Schwerbehinderung mit Merkzeichen B',
    }),
    hs('wurzen', 'wuenschmann', 1, 'eingang', 6, { name: 'Mia', rasse: 'Havaneser', farbe: 'weiß' }, true),
    hs('augustusburg', 'auerswald', 1, 'eingang', 7, {
      name: 'Arko',
      rasse: 'Deutscher Schäferhund',
      farbe: 'schwarz-braun',
    }),
    hs('augustusburg', 'morgenstern', 0, 'eingang', 0, { name: 'Cleo', rasse: 'Pudel', farbe: 'apricot', iban: IBAN }),
  ];
}
