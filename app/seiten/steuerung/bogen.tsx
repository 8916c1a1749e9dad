import { type Antworten, type FeldFehler, type Feld as Formularfeld, parseSchritt } from '@rathausverbund/formular';
import type { LocalDate } from '@rathausverbund/fristen';
import type { ComponentChildren } from 'preact';
import type { Ablehnung, Texte } from '../../base/index.ts';
import { meldungOf } from '../../base/meldungen/index.ts';
import type { Felder } from '../komponenten/index.ts';
import { type Fehlerzeile, Feld, feldId, Knoepfe, Knopf, type Rang, VersteckteFelder } from '../komponenten/index.ts';

type Art =
  | { art: 'text' | 'mehrzeilig'; maxLaenge?: number }
  | { art: 'betrag'; min?: number; max?: number }
  | { art: 'datum' | 'iban' | 'email' | 'telefon' | 'plz' }
  | { art: 'zahl'; dezimalstellen?: number }
  | { art: 'auswahl'; werte: readonly { wert: string; beschriftung: string }[] };

/** A field of a short form of the Steuerung; its label and hint are texts of the page. */
export function feld(id: string, beschriftung: string, a: Art, hilfe?: string): Formularfeld {
  const basis = { id, beschriftung, pflicht: true, pruefungen: [], ...(hilfe ? { hilfe } : {}) };
  switch (a.art) {
    case 'text':
    case 'mehrzeilig':
      return { ...basis, art: a.art, maxLaenge: a.maxLaenge ?? 200 };
    case 'zahl':
      return { ...basis, art: 'zahl', dezimalstellen: a.dezimalstellen ?? 0 };
    case 'auswahl':
      return { ...basis, art: 'auswahl', werte: a.werte, darstellung: 'liste' };
    case 'betrag':
      return { ...basis, ...a };
    default:
      return { ...basis, art: a.art };
  }
}

export interface Gelesen {
  werte: Antworten;
  /** as it was typed, to show it again */
  roh: Readonly<Record<string, string>>;
  fehler: readonly FeldFehler[];
}

/** Reads what was typed into the fields; values as `packages/formular` keeps them (cents, ISO days). */
export function liesBogen(felder: readonly Formularfeld[], body: unknown, heute: LocalDate): Gelesen {
  const formular = { titel: '', version: '', schritte: [{ id: 'bogen', titel: '', felder }] };
  const e = parseSchritt(formular, 'bogen', (body ?? {}) as Record<string, string>, {}, heute);
  return { werte: e.antworten, roh: e.roh, fehler: e.fehler };
}

/** What a refused form shows again. */
export interface Zurueck {
  roh: Readonly<Record<string, string>>;
  fehler: readonly FeldFehler[];
  /** a refusal of the whole, said in the summary */
  meldung: string | null;
}

/** The refusal of an action at the field it is about, else in the summary alone. */
export function ausAblehnung(
  t: Texte,
  a: Ablehnung,
  roh: Zurueck['roh'],
  felder: Readonly<Record<string, string>>,
): Zurueck {
  const meldung = meldungOf(t, a).text;
  const id = felder[a.grund];
  return id ? { roh, fehler: [{ feld: id, meldung }], meldung: null } : { roh, fehler: [], meldung };
}

/** The lines of a refused form's summary, for the top of the page. */
export const bogenfehlerOf = (zurueck: Zurueck | undefined): readonly Fehlerzeile[] =>
  zurueck
    ? [
        ...zurueck.fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) })),
        ...(zurueck.meldung ? [{ meldung: zurueck.meldung }] : []),
      ]
    : [];

type BogenProps = {
  t: Texte;
  felder: readonly Formularfeld[];
  aktion: string;
  knopf: string;
  rang?: Rang;
  versteckt?: Felder;
  zurueck?: Zurueck | undefined;
  /** values to begin with */
  vorgabe?: Readonly<Record<string, string>>;
  children?: ComponentChildren;
};

/** A short form on a page with other things; its errors stand at their fields, the summary at the top of the page. */
export function Bogen({
  t,
  felder,
  aktion,
  knopf,
  rang = 'primary',
  versteckt,
  zurueck,
  vorgabe = {},
  children,
}: BogenProps) {
  return (
    <form class="haus-formular" method="post" action={aktion} novalidate>
      <VersteckteFelder felder={versteckt} />
      {children}
      {felder.map((f) => (
        <Feld
          key={f.id}
          t={t}
          feld={f}
          wert={zurueck?.roh[f.id] ?? vorgabe[f.id] ?? ''}
          fehler={zurueck?.fehler.find((x) => x.feld === f.id)?.meldung}
        />
      ))}
      <Knoepfe>
        <Knopf rang={rang}>{knopf}</Knopf>
      </Knoepfe>
    </form>
  );
}
