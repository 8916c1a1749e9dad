import { parseGrenze } from './grenze.ts';
import type { Art, Bedingung, CompileBedingung, Feld, Grenze, Muster, Pruefung, Wert } from './model.ts';
import { istFeldId } from './pfad.ts';
import {
  lies,
  melde,
  openQuelle,
  pflichtliste,
  pflichttext,
  type Quelle,
  type QuellFehler,
  text,
  wahrheit,
  zahl,
} from './quelle.ts';

const GEMEINSAM = [
  'id',
  'art',
  'beschriftung',
  'benennung',
  'hilfe',
  'pflicht',
  'zeigeWenn',
  'pruefungen',
  'autocomplete',
  'vorbelegung',
];
const EIGENE: Record<Art, readonly string[]> = {
  text: ['maxLaenge', 'muster', 'musterMeldung'],
  mehrzeilig: ['maxLaenge', 'muster', 'musterMeldung'],
  datum: ['fruehestens', 'spaetestens'],
  zahl: ['min', 'max', 'dezimalstellen'],
  betrag: ['min', 'max'],
  auswahl: ['werte', 'darstellung'],
  ja_nein: [],
  iban: [],
  email: [],
  telefon: [],
  plz: [],
};
const LAENGE = { text: 200, mehrzeilig: 4000 };

/** Reads one field; faults go to `fehler`, and `undefined` comes back where not even the kind is known. */
export function compileFeld(
  wert: unknown,
  pfad: string,
  compile: CompileBedingung,
  fehler: QuellFehler[],
): Feld | undefined {
  const art = artOf(wert);
  if (art === undefined) {
    fehler.push({
      pfad: `${pfad}.art`,
      meldung: `Die Art des Feldes fehlt oder ist unbekannt. Möglich: ${Object.keys(EIGENE).join(', ')}.`,
    });
    return undefined;
  }
  const quelle = openQuelle(wert, pfad, [...GEMEINSAM, ...EIGENE[art]], fehler);
  if (quelle === undefined) return undefined;
  const basis = {
    id: feldId(quelle),
    beschriftung: pflichttext(quelle, 'beschriftung'),
    pflicht: wahrheit(quelle, 'pflicht'),
    pruefungen: pruefungen(quelle, compile),
    ...ohneLuecken({
      benennung: text(quelle, 'benennung'),
      hilfe: text(quelle, 'hilfe'),
      autocomplete: text(quelle, 'autocomplete'),
      vorbelegung: text(quelle, 'vorbelegung'),
      zeigeWenn: bedingung(quelle, 'zeigeWenn', compile),
    }),
  };
  switch (art) {
    case 'text':
    case 'mehrzeilig': {
      const maxLaenge = zahl(quelle, 'maxLaenge', true) ?? LAENGE[art];
      if (maxLaenge < 1 || maxLaenge > 20_000) melde(quelle, 'maxLaenge', 'Erlaubt sind 1 bis 20000 Zeichen.');
      return { ...basis, art, maxLaenge, ...ohneLuecken({ muster: muster(quelle) }) };
    }
    case 'datum':
      return {
        ...basis,
        art,
        ...ohneLuecken({ fruehestens: grenze(quelle, 'fruehestens'), spaetestens: grenze(quelle, 'spaetestens') }),
      };
    case 'zahl': {
      const dezimalstellen = zahl(quelle, 'dezimalstellen', true) ?? 0;
      if (dezimalstellen < 0 || dezimalstellen > 6) melde(quelle, 'dezimalstellen', 'Erlaubt sind 0 bis 6.');
      return { ...basis, art, dezimalstellen, ...bereich(quelle, dezimalstellen === 0) };
    }
    case 'betrag':
      return { ...basis, art, ...bereich(quelle, true) };
    case 'auswahl':
      return { ...basis, art, werte: werte(quelle), darstellung: darstellung(quelle) };
    default:
      return { ...basis, art };
  }
}

/** Compiles the condition at a key; a text FEEL refuses is reported with FEEL's reason. */
export function bedingung(quelle: Quelle, key: string, compile: CompileBedingung): Bedingung | undefined {
  const formel = text(quelle, key);
  if (formel === undefined) return undefined;
  const ergebnis = compile(formel);
  if (!ergebnis.ok) return melde(quelle, key, `Die Bedingung ist kein gültiges FEEL: ${ergebnis.meldung}`);
  return { text: formel, liest: ergebnis.liest, evaluate: ergebnis.evaluate };
}

/** Leaves out what is undefined, so that a compiled form has no empty keys. */
export function ohneLuecken<T extends object>(teil: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const gefuellt = Object.entries(teil).filter(([, wert]) => wert !== undefined);
  return Object.fromEntries(gefuellt) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function artOf(wert: unknown): Art | undefined {
  if (typeof wert !== 'object' || wert === null || !Object.hasOwn(wert, 'art')) return undefined;
  const { art } = wert as { art: unknown };
  return typeof art === 'string' && Object.hasOwn(EIGENE, art) ? (art as Art) : undefined;
}

function feldId(quelle: Quelle): string {
  const id = pflichttext(quelle, 'id');
  if (id !== '' && !istFeldId(id)) {
    melde(
      quelle,
      'id',
      'Erlaubt sind Namen aus a–z, A–Z, 0–9 und _, mit Punkt getrennt, klein beginnend, keine reservierten Wörter.',
    );
  }
  return id;
}

function pruefungen(quelle: Quelle, compile: CompileBedingung): readonly Pruefung[] {
  if (lies(quelle, 'pruefungen') === undefined) return [];
  return pflichtliste(quelle, 'pruefungen').flatMap((eintrag, n) => {
    const teil = openQuelle(eintrag, `${quelle.pfad}.pruefungen[${n}]`, ['gilt', 'meldung'], quelle.fehler);
    if (teil === undefined) return [];
    const meldung = pflichttext(teil, 'meldung');
    if (pflichttext(teil, 'gilt') === '') return [];
    const gilt = bedingung(teil, 'gilt', compile);
    return gilt === undefined ? [] : [{ gilt, meldung }];
  });
}

function muster(quelle: Quelle): Muster | undefined {
  const regel = text(quelle, 'muster');
  const meldung = text(quelle, 'musterMeldung');
  if (regel === undefined && meldung === undefined) return undefined;
  if (regel === undefined) return melde(quelle, 'muster', 'Zu musterMeldung fehlt das muster.');
  if (meldung === undefined) return melde(quelle, 'musterMeldung', 'Der Satz fehlt, der sagt, was einzugeben ist.');
  try {
    return { regex: new RegExp(`^(?:${regel})$`, 'u'), meldung };
  } catch {
    return melde(quelle, 'muster', 'Das Muster ist kein gültiger regulärer Ausdruck.');
  }
}

function grenze(quelle: Quelle, key: string): Grenze | undefined {
  const angabe = text(quelle, key);
  if (angabe === undefined) return undefined;
  const gelesen = parseGrenze(angabe);
  return (
    gelesen ??
    melde(quelle, key, "Möglich: 'heute', 'heute - 18 jahre', ein Tag JJJJ-MM-TT oder die id eines Datumsfeldes.")
  );
}

function bereich(quelle: Quelle, ganz: boolean): { min?: number; max?: number } {
  const min = zahl(quelle, 'min', ganz);
  const max = zahl(quelle, 'max', ganz);
  if (min !== undefined && max !== undefined && min > max) melde(quelle, 'min', 'min ist größer als max.');
  return ohneLuecken({ min, max });
}

function werte(quelle: Quelle): readonly Wert[] {
  const gesehen = new Set<string>();
  return pflichtliste(quelle, 'werte').flatMap((eintrag, n) => {
    const teil = openQuelle(eintrag, `${quelle.pfad}.werte[${n}]`, ['wert', 'beschriftung'], quelle.fehler);
    if (teil === undefined) return [];
    const wert = pflichttext(teil, 'wert');
    if (gesehen.has(wert)) melde(teil, 'wert', 'Dieser Wert kommt doppelt vor.');
    gesehen.add(wert);
    return [{ wert, beschriftung: pflichttext(teil, 'beschriftung') }];
  });
}

function darstellung(quelle: Quelle): 'radio' | 'liste' {
  const wert = text(quelle, 'darstellung');
  if (wert !== undefined && wert !== 'radio' && wert !== 'liste')
    melde(quelle, 'darstellung', 'Möglich: radio, liste.');
  return wert === 'liste' ? 'liste' : 'radio';
}
