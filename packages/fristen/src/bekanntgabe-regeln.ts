import { localDate } from './local-date.ts';
import type { Regel } from './regel.ts';

export type Regelwerk = 'vwvfg' | 'ao' | 'ozg';
/** brief = post inland; elektronisch = plain transmission; postfach = mailbox of the Nutzerkonto; abruf = retrieval in the portal. */
export type Weg = 'brief' | 'elektronisch' | 'postfach' | 'abruf';
/** Whose day starts the count. */
export type Ausloeser = 'aufgabe-zur-post' | 'absendung' | 'benachrichtigung' | 'bereitstellung' | 'abruf';

export type BekanntgabeRegel = Regel & {
  readonly regelwerk: Regelwerk;
  readonly wege: readonly Weg[];
  readonly ausloeser: Ausloeser;
  /** The act counts as notified on the n-th day after the trigger. */
  readonly tage: number;
  /** Whether a fiction day on Saturday, Sunday or holiday moves to the next working day (AO § 108 (3)). */
  readonly verschiebt: boolean;
  /** Unread for so many days after the notification was sent: not notified (VwVfG § 41 (2a)). */
  readonly abruffristTage?: number;
};

const SEIT_2017 = localDate('2017-01-01');
const ENDE_2024 = localDate('2024-12-31');
const SEIT_2025 = localDate('2025-01-01');
const ENDE_2025 = localDate('2025-12-31');
const SEIT_2026 = localDate('2026-01-01');
const POSTMODG = 'PostModG vom 15. Juli 2024, BGBl. 2024 I Nr. 236';
const BLEIBT = 'Das gilt auch, wenn dieser Tag ein Samstag, Sonntag oder Feiertag ist.';
const RUECKT = 'Fällt dieser Tag auf einen Samstag, Sonntag oder Feiertag, gilt der nächste Werktag.';
const OZG_OFFEN = 'Ob seit 1. Januar 2025 der dritte oder der vierte Tag gilt; gerechnet wird mit dem späteren.';
const AO_OFFEN = 'Ab wann die Neufassung (Bereitstellung statt Benachrichtigung) auf Kommunalabgaben anzuwenden ist.';

const vwvfgBrief = {
  regelwerk: 'vwvfg',
  wege: ['brief'],
  ausloeser: 'aufgabe-zur-post',
  verschiebt: false,
  norm: 'VwVfG § 41 Abs. 2 Satz 1 i. V. m. SächsVwVfZG § 1',
} as const;

const vwvfgElektronisch = {
  regelwerk: 'vwvfg',
  wege: ['elektronisch'],
  ausloeser: 'absendung',
  verschiebt: false,
  norm: 'VwVfG § 41 Abs. 2 Satz 2 i. V. m. SächsVwVfZG § 1',
} as const;

const aoBrief = {
  regelwerk: 'ao',
  wege: ['brief'],
  ausloeser: 'aufgabe-zur-post',
  verschiebt: true,
  norm: 'AO § 122 Abs. 2 Nr. 1, § 108 Abs. 3 i. V. m. SächsKAG § 3',
} as const;

const aoElektronisch = {
  regelwerk: 'ao',
  wege: ['elektronisch'],
  ausloeser: 'absendung',
  verschiebt: true,
  norm: 'AO § 122 Abs. 2a, § 108 Abs. 3 i. V. m. SächsKAG § 3',
} as const;

const aoAbruf = {
  regelwerk: 'ao',
  wege: ['postfach', 'abruf'],
  verschiebt: true,
  norm: 'AO § 122a Abs. 4, § 108 Abs. 3 i. V. m. SächsKAG § 3',
} as const;

const ozgPostfach = {
  regelwerk: 'ozg',
  wege: ['postfach'],
  ausloeser: 'bereitstellung',
  verschiebt: false,
  norm: 'OZG § 9 Abs. 1',
} as const;

/** Notification rules by date of the trigger. A later actual receipt overrides every fiction; that is for the clerk to note. */
export const BEKANNTGABE_REGELN: readonly BekanntgabeRegel[] = [
  {
    ...vwvfgBrief,
    id: 'vwvfg-brief-2017',
    tage: 3,
    text: `Ein Brief im Inland gilt am dritten Tag nach der Aufgabe zur Post als bekannt gegeben. ${BLEIBT}`,
    quelle: 'VwVfG in der Fassung bis 31. Dezember 2024',
    gueltigAb: SEIT_2017,
    gueltigBis: ENDE_2024,
    zuBestaetigen: false,
  },
  {
    ...vwvfgBrief,
    id: 'vwvfg-brief-2025',
    tage: 4,
    text: `Ein Brief im Inland gilt am vierten Tag nach der Aufgabe zur Post als bekannt gegeben. ${BLEIBT}`,
    quelle: `${POSTMODG}, Art. 2 Nr. 2`,
    gueltigAb: SEIT_2025,
    zuBestaetigen: false,
  },
  {
    ...vwvfgElektronisch,
    id: 'vwvfg-elektronisch-2017',
    tage: 3,
    text: `Ein elektronisch übermittelter Bescheid gilt am dritten Tag nach der Absendung als bekannt gegeben. ${BLEIBT}`,
    quelle: 'VwVfG in der Fassung bis 31. Dezember 2024',
    gueltigAb: SEIT_2017,
    gueltigBis: ENDE_2024,
    zuBestaetigen: false,
  },
  {
    ...vwvfgElektronisch,
    id: 'vwvfg-elektronisch-2025',
    tage: 4,
    text: `Ein elektronisch übermittelter Bescheid gilt am vierten Tag nach der Absendung als bekannt gegeben. ${BLEIBT}`,
    quelle: `${POSTMODG}, Art. 2 Nr. 2`,
    gueltigAb: SEIT_2025,
    zuBestaetigen: false,
  },
  {
    id: 'vwvfg-abruf-2017',
    regelwerk: 'vwvfg',
    wege: ['abruf'],
    ausloeser: 'abruf',
    tage: 1,
    verschiebt: false,
    abruffristTage: 10,
    norm: 'VwVfG § 41 Abs. 2a i. V. m. SächsVwVfZG § 1',
    text: `Ein im Portal bereitgestellter Bescheid gilt am Tag nach dem Abruf als bekannt gegeben. ${BLEIBT}`,
    quelle: 'Gesetz zur Modernisierung des Besteuerungsverfahrens vom 18. Juli 2016, BGBl. I S. 1679',
    gueltigAb: SEIT_2017,
    zuBestaetigen: false,
  },
  {
    ...aoBrief,
    id: 'ao-brief-2017',
    tage: 3,
    text: `Ein Abgabenbescheid gilt am dritten Tag nach der Aufgabe zur Post als bekannt gegeben. ${RUECKT}`,
    quelle: 'AO in der Fassung bis 31. Dezember 2024',
    gueltigAb: SEIT_2017,
    gueltigBis: ENDE_2024,
    zuBestaetigen: false,
  },
  {
    ...aoBrief,
    id: 'ao-brief-2025',
    tage: 4,
    text: `Ein Abgabenbescheid gilt am vierten Tag nach der Aufgabe zur Post als bekannt gegeben. ${RUECKT}`,
    quelle: `${POSTMODG}, Art. 20, 21 (Aufgabe zur Post nach dem 31. Dezember 2024)`,
    gueltigAb: SEIT_2025,
    zuBestaetigen: false,
  },
  {
    ...aoElektronisch,
    id: 'ao-elektronisch-2017',
    tage: 3,
    text: `Ein elektronisch übermittelter Abgabenbescheid gilt am dritten Tag nach der Absendung als bekannt gegeben. ${RUECKT}`,
    quelle: 'AO in der Fassung bis 31. Dezember 2024',
    gueltigAb: SEIT_2017,
    gueltigBis: ENDE_2024,
    zuBestaetigen: false,
  },
  {
    ...aoElektronisch,
    id: 'ao-elektronisch-2025',
    tage: 4,
    text: `Ein elektronisch übermittelter Abgabenbescheid gilt am vierten Tag nach der Absendung als bekannt gegeben. ${RUECKT}`,
    quelle: `${POSTMODG}, Art. 20, 21 (Übermittlung nach dem 31. Dezember 2024)`,
    gueltigAb: SEIT_2025,
    zuBestaetigen: false,
  },
  {
    ...aoAbruf,
    id: 'ao-abruf-2017',
    ausloeser: 'benachrichtigung',
    tage: 3,
    text: `Ein zum Abruf bereitgestellter Abgabenbescheid gilt am dritten Tag nach Absendung der Benachrichtigung als bekannt gegeben. ${RUECKT}`,
    quelle: 'AO in der Fassung bis 31. Dezember 2024',
    gueltigAb: SEIT_2017,
    gueltigBis: ENDE_2024,
    zuBestaetigen: false,
  },
  {
    ...aoAbruf,
    id: 'ao-abruf-2025',
    ausloeser: 'benachrichtigung',
    tage: 4,
    text: `Ein zum Abruf bereitgestellter Abgabenbescheid gilt am vierten Tag nach Absendung der Benachrichtigung als bekannt gegeben. ${RUECKT}`,
    quelle: `${POSTMODG}, Art. 20, 21 (Bereitstellung nach dem 31. Dezember 2024)`,
    gueltigAb: SEIT_2025,
    gueltigBis: ENDE_2025,
    zuBestaetigen: false,
  },
  {
    ...aoAbruf,
    id: 'ao-abruf-2026',
    ausloeser: 'bereitstellung',
    tage: 4,
    text: `Ein zum Abruf bereitgestellter Abgabenbescheid gilt am vierten Tag nach der Bereitstellung als bekannt gegeben. ${RUECKT}`,
    quelle: 'Viertes Bürokratieentlastungsgesetz vom 23. Oktober 2024, BGBl. 2024 I Nr. 323',
    gueltigAb: SEIT_2026,
    zuBestaetigen: true,
    offen: AO_OFFEN,
  },
  {
    ...ozgPostfach,
    id: 'ozg-postfach-2020',
    tage: 3,
    text: `Ein Bescheid im Postfach des Nutzerkontos gilt am dritten Tag nach der Bereitstellung als bekannt gegeben. ${BLEIBT}`,
    quelle:
      'OZG § 9, eingefügt durch Gesetz vom 3. Dezember 2020 (BGBl. I S. 2668); OZGÄndG vom 19. Juli 2024 (BGBl. 2024 I Nr. 245)',
    gueltigAb: localDate('2020-12-10'),
    gueltigBis: ENDE_2024,
    zuBestaetigen: true,
    offen: 'Inkrafttreten am 10. Dezember 2020.',
  },
  {
    ...ozgPostfach,
    id: 'ozg-postfach-2025',
    tage: 4,
    text: `Ein Bescheid im Postfach des Nutzerkontos gilt am vierten Tag nach der Bereitstellung als bekannt gegeben. ${BLEIBT}`,
    quelle:
      'OZG § 9 in der Fassung des OZGÄndG vom 19. Juli 2024 (BGBl. 2024 I Nr. 245): Quellen nennen den dritten und den vierten Tag',
    gueltigAb: SEIT_2025,
    zuBestaetigen: true,
    offen: OZG_OFFEN,
  },
];
