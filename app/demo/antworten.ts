import type { Antworten } from '@rathausverbund/formular';
import type { DemoBuerger } from './personen.ts';

// Answers as the forms ask for them. Everything invented.

export interface GewerbeWunsch {
  taetigkeit: string;
  bereich?: 'industrie' | 'handwerk' | 'handel' | 'sonstiges';
  /** local date */
  beginn: string;
  nebenerwerb?: boolean;
  erlaubnis?: 'nein' | 'ja' | 'unklar';
  firma?: { rechtsform: string; name: string; gericht: string; nummer: string };
  strasse?: string;
  plz: string;
  ort: string;
  handwerkskarte?: boolean;
}

const geschlecht = (b: DemoBuerger) => (b.geschlecht === '1' ? 'maennlich' : 'weiblich');
const LAENDER: Record<string, { art: string; staat: string }> = {
  CZ: { art: 'eu', staat: 'Tschechien' },
  SY: { art: 'andere', staat: 'Syrien' },
};

export function gewerbe(b: DemoBuerger, w: GewerbeWunsch): Antworten {
  const fremd = LAENDER[b.staatsangehoerigkeit];
  return {
    anlass: 'neuerrichtung',
    unternehmen: w.firma
      ? {
          art: 'juristisch',
          rechtsform: w.firma.rechtsform,
          imRegister: true,
          firma: w.firma.name,
          registergericht: w.firma.gericht,
          registernummer: w.firma.nummer,
        }
      : { art: 'natuerlich', imRegister: false },
    person: {
      vorname: b.vorname,
      nachname: b.nachname,
      ...(b.geburtsname ? { geburtsname: b.geburtsname } : {}),
      geschlecht: geschlecht(b),
      geburtsdatum: b.geburtsdatum,
      geburtsort: b.geburtsort,
      staatsangehoerigkeit: fremd?.art ?? 'deutsch',
      ...(fremd ? { staat: fremd.staat } : {}),
      ...(fremd?.art === 'andere' ? { aufenthaltstitel: true } : {}),
      strasse: b.anschrift,
      plz: b.plz,
      ort: b.ort,
      email: b.email,
    },
    betriebsstaette: { strasse: w.strasse ?? b.anschrift, plz: w.plz, ort: w.ort },
    hauptniederlassung: { abweichend: false },
    betrieb: {
      taetigkeit: w.taetigkeit,
      bereich: w.bereich ?? 'sonstiges',
      beginn: w.beginn,
      nebenerwerb: w.nebenerwerb ?? false,
      vollzeit: 0,
      teilzeit: 0,
      automaten: false,
      erlaubnispflichtig: w.erlaubnis ?? 'nein',
    },
    ...(w.erlaubnis === 'ja' ? { erlaubnis: { vorhanden: false } } : {}),
    ...(w.bereich === 'handwerk'
      ? {
          handwerk: {
            karte: w.handwerkskarte ?? false,
            ...(w.handwerkskarte ? { kammer: 'Handwerkskammer zu Leipzig', datum: '2020-05-11' } : {}),
          },
        }
      : {}),
  };
}

export interface HundWunsch {
  name: string;
  rasse: string;
  farbe: string;
  geschlecht?: 'huendin' | 'ruede';
  geboren: string;
  aufnahme: string;
  vorhandene?: number;
  gefaehrlich?: boolean;
  befreiung?: string;
  /** set: pays by SEPA direct debit */
  iban?: string;
}

export function hund(b: DemoBuerger, w: HundWunsch): Antworten {
  const vorhandene = w.vorhandene ?? 0;
  return {
    halter: {
      vorname: b.vorname,
      nachname: b.nachname,
      geburtsdatum: b.geburtsdatum,
      strasse: b.anschrift,
      plz: b.plz,
      ort: b.ort,
      email: b.email,
    },
    mithalter: { vorhanden: false },
    hund: {
      name: w.name,
      rasse: w.rasse,
      geschlecht: w.geschlecht ?? 'huendin',
      geburtsdatum: w.geboren,
      farbe: w.farbe,
      aufnahme: w.aufnahme,
      herkunft: 'privat',
      vorbesitz: 'Familie Seidel, Grimma',
      vorhandene,
      ...(vorhandene > 0 ? { vorhandeneAngemeldet: true } : {}),
      gefaehrlich: w.gefaehrlich ?? false,
    },
    ermaessigung: w.befreiung ? { art: 'befreiung', grund: w.befreiung } : { art: 'keine' },
    zahlung: w.iban
      ? { lastschrift: true, iban: w.iban, kontoinhaber: `${b.vorname} ${b.nachname}`, einwilligung: true }
      : { lastschrift: false },
  };
}
