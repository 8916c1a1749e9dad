import type { Lesart } from '@rathausverbund/regelwerk';
import { hatRolle } from '../../../konten/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import { type Bedarf, bedarfOf, fragtNachWerten, type Gefragt } from '../../../prozesse/index.ts';
import type { Json } from '../../../vorgaenge/index.ts';
import type { Texte } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import type { Akte } from '../akte/lade.ts';
import { wertText } from '../akte/werte.ts';
import type { Art } from './wert.ts';

/** A value the step asks for, as the page shows it. */
export interface Angabenzeile {
  readonly pfad: string;
  readonly titel: string;
  readonly alt: string;
  /** where it comes from, in a sentence */
  readonly woher: string;
  readonly setzbar: boolean;
  /** nothing is there */
  readonly fehlt: boolean;
  /** what it must be; null: she says it */
  readonly art: Art | null;
  /** what it has been so far, for a first choice */
  readonly vorschlag: Art;
}

export interface Werteseite {
  readonly schritt: number;
  readonly name: string;
  readonly bedarf: Bedarf;
  readonly zeilen: readonly Angabenzeile[];
}

export const wegZuWerten = (vorgang: string, schritt: number) =>
  `/arbeitsplatz/vorgang/${vorgang}/stoerung/${schritt}/werte`;

/** She leads the house that works on the case. */
export const leitetBearbeitung = (kraft: Kraft, v: { stelle: string; leistung: string }): boolean =>
  v.stelle === kraft.stelle && hatRolle(kraft.rollen, 'leitung', v.leistung);

/** She does, and has declared no conflict. */
export const darfWerteSetzen = (kraft: Kraft, { vorgang }: Pick<Akte, 'vorgang'>): boolean =>
  leitetBearbeitung(kraft, vorgang) && !vorgang.befangen.includes(kraft.person);

export const brauchtWerte = ({ leistung, zustand, briefwerte }: Akte, schritt: number): boolean =>
  fragtNachWerten(leistung, zustand, schritt, briefwerte);

/** What the step asks for; undefined where it does not stand any more. */
export function ladeWerte(t: Texte, akte: Akte, schritt: number): Werteseite | undefined {
  const { leistung, zustand, briefwerte } = akte;
  const bedarf = zustand && bedarfOf(leistung, zustand, schritt, briefwerte);
  if (!bedarf) return undefined;
  return {
    schritt,
    name: leistung.prozess.knoten.get(bedarf.element)?.name || bedarf.element,
    bedarf,
    zeilen: bedarf.angaben.map((a) => zeile(t, leistung, a)),
  };
}

function zeile(t: Texte, leistung: Leistung, a: Gefragt): Angabenzeile {
  const { herkunft, element } = a.quelle;
  const lesart = lesartVon(leistung, a);
  const name = leistung.prozess.knoten.get(element ?? '')?.name ?? '';
  const art = a.erwartet === 'zahl' && lesart.zahl === 'cent' ? 'betrag' : a.erwartet;
  return {
    pfad: a.pfad,
    titel:
      lesart.titel ??
      formulartitel(leistung, a) ??
      (name === '' ? a.pfad : t('arbeitsplatz.werte.ergebnisVon', { name })),
    alt: wertText(t, a.alt, lesart),
    woher: t(`arbeitsplatz.werte.woher.${herkunft}${name === '' ? 'Ohne' : ''}`, { name }),
    setzbar: a.setzbar,
    fehlt: a.alt === null,
    art,
    vorschlag: art ?? artVon(a.alt, lesart),
  };
}

/** How people read the value, where a rule says it. */
function lesartVon(leistung: Leistung, { pfad, quelle }: Gefragt): Lesart {
  let lesart: Lesart | undefined = quelle.decision === undefined ? {} : leistung.lesart(quelle.decision);
  for (const name of pfad.split('.').slice(1))
    lesart = lesart?.teile && Object.hasOwn(lesart.teile, name) ? lesart.teile[name] : undefined;
  return lesart ?? {};
}

/** What the citizen, or a person in a task, was asked. */
function formulartitel(leistung: Leistung, { pfad, quelle }: Gefragt): string | undefined {
  const formular =
    quelle.herkunft === 'antrag' ? leistung.formular : leistung.schritte.get(quelle.element ?? '')?.formular;
  const id = pfad.split('.').slice(1).join('.');
  return formular?.schritte.flatMap((s) => s.felder).find((f) => f.id === id)?.beschriftung;
}

function artVon(wert: Json, lesart: Lesart): Art {
  if (lesart.zahl === 'cent') return 'betrag';
  if (typeof wert === 'boolean') return 'wahr';
  if (typeof wert === 'number') return 'zahl';
  if (Array.isArray(wert)) return 'liste';
  return typeof wert === 'string' && /^\d{4}-\d\d-\d\d$/.test(wert) ? 'datum' : 'text';
}
