import { normalisiere } from '../werte/text.ts';
import { type Ziel, zielVon } from './arten.ts';
import type { Bezug } from './bedingung.ts';
import { nenneRest } from './hinweise.ts';
import type { Anbindung, Rohfeld, Rohgruppe } from './lesen.ts';
import type { Feldquelle } from './model.ts';
import { alsName } from './namen.ts';
import { istLeer } from './stelle.ts';

export type Umfeld = {
  readonly gruppe: Rohgruppe;
  readonly abschnitt: string | undefined;
  readonly vergib: (wunsch: string) => string;
  readonly melde: (meldung: string) => void;
  /** the condition of the field as FEEL; undefined where there is none, null where it could not be translated */
  readonly zeigeWenn: string | null | undefined;
};

export type Uebersetzung = {
  readonly felder: readonly Feldquelle[];
  /** a text to show before the fields, where the foreign field is none */
  readonly anzeige?: string;
  readonly bezug?: Bezug;
};

/** More questions in a row than this nobody answers one by one. */
const MAX_FRAGEN = 20;

/** Account data by their foreign names; what means something else here (street without house number) is left out. */
const KONTO: ReadonlyMap<string, { readonly vorbelegung: string; readonly autocomplete?: string }> = new Map([
  ['vorname', { vorbelegung: 'konto.vorname', autocomplete: 'given-name' }],
  ['nachname', { vorbelegung: 'konto.nachname', autocomplete: 'family-name' }],
  ['geburtsname', { vorbelegung: 'konto.geburtsname' }],
  ['geburtsdatum', { vorbelegung: 'konto.geburtsdatum', autocomplete: 'bday' }],
  ['geburtsort', { vorbelegung: 'konto.geburtsort' }],
  ['plz', { vorbelegung: 'konto.plz', autocomplete: 'postal-code' }],
  ['postleitzahl', { vorbelegung: 'konto.plz', autocomplete: 'postal-code' }],
  ['ort', { vorbelegung: 'konto.ort', autocomplete: 'address-level2' }],
  ['email', { vorbelegung: 'konto.email', autocomplete: 'email' }],
]);

/** One foreign field as fields of ours, every loss told to `umfeld.melde`. */
export function uebersetzeFeld(roh: Rohfeld, umfeld: Umfeld): Uebersetzung {
  const { melde } = umfeld;
  const ziel = zielVon(roh.typ);
  const uebrig = ziel.als === 'text' ? roh.rest.filter(([key]) => key !== EIGENE) : roh.rest;
  for (const satz of nenneRest(uebrig)) melde(satz);
  if ('grund' in ziel && ziel.grund !== undefined) melde(ziel.grund);
  if (ziel.als === 'text') {
    if (typeof umfeld.zeigeWenn === 'string') melde('Seine Bedingung fällt weg, ein Hinweis ist hier immer zu sehen.');
    return { felder: [], ...anzeigetext(roh, ziel) };
  }
  const werte = auswahlwerte(roh, melde);
  nenneVorgabe(roh, melde);
  const id = vergibId(roh, umfeld);
  const basis = { ...grundangaben(roh, umfeld), ...zeige(umfeld) };
  if (roh.hinaus) melde(`Die Angabe ging dort an ${nenne(roh.hinaus)}. Hier steht sie unter „${id}“.`);
  if (ziel.als === 'je-wert' && roh.herein)
    melde(`Die Vorbelegung aus ${nenne(roh.herein)} hat hier keine Entsprechung.`);
  if (ziel.als === 'je-wert') return jeWert(id, werte, basis, umfeld);
  return einFeld(id, ziel, werte, { ...basis, ...herein(roh, melde) }, melde);
}

type Werte = readonly { readonly wert: string; readonly beschriftung: string }[];

function einFeld(
  id: string,
  ziel: Ziel & { als: 'feld' },
  werte: Werte,
  basis: Angaben,
  melde: Umfeld['melde'],
): Uebersetzung {
  if (ziel.art !== 'auswahl') {
    if (werte.length > 0) melde('Die Werte zur Auswahl fallen weg, das Feld ist hier keine Auswahl.');
    const vergleichbar = VERGLEICH[ziel.art];
    return {
      felder: [{ id, art: ziel.art, ...basis, ...ziel.angaben }],
      bezug: { id, ...(vergleichbar === undefined ? {} : { vergleichbar }) },
    };
  }
  if (werte.length === 0) {
    melde('Die Auswahl hat keine Werte. Daraus wird ein Textfeld, bis Sie die Werte eintragen.');
    return { felder: [{ id, art: 'text', ...basis }], bezug: { id, vergleichbar: 'text' } };
  }
  return {
    felder: [{ id, art: 'auswahl', ...basis, ...ziel.angaben, werte }],
    bezug: { id, vergleichbar: 'text', werte: werte.map((w) => w.wert) },
  };
}

const VERGLEICH: Readonly<Record<string, 'text' | 'wahrheit'>> = {
  text: 'text',
  mehrzeilig: 'text',
  ja_nein: 'wahrheit',
};

function jeWert(id: string, werte: Werte, basis: Angaben, umfeld: Umfeld): Uebersetzung {
  if (werte.length === 0 || werte.length > MAX_FRAGEN) {
    umfeld.melde(
      werte.length === 0
        ? 'Die Auswahl hat keine Werte. Daraus wird ein Textfeld.'
        : `Das sind mehr als ${MAX_FRAGEN} Werte. Daraus wird ein Textfeld; die Werte fallen weg.`,
    );
    return { felder: [{ id, art: 'mehrzeilig', ...basis }], bezug: { id } };
  }
  if (basis.pflicht) umfeld.melde('Dass mindestens ein Wert zu wählen ist, prüft das Formular hier nicht.');
  const { pflicht: _, ...ohnePflicht } = basis;
  const felder = werte.map(({ wert, beschriftung }) => ({
    id: umfeld.vergib(`${id}_${alsName(wert, 'wert')}`),
    art: 'ja_nein',
    ...ohnePflicht,
    beschriftung: `${basis.beschriftung}: ${beschriftung}`,
  }));
  return { felder };
}

type Angaben = {
  readonly beschriftung: string;
  readonly hilfe?: string;
  readonly pflicht?: true;
  readonly zeigeWenn?: string;
  readonly vorbelegung?: string;
  readonly autocomplete?: string;
};

function grundangaben(roh: Rohfeld, umfeld: Umfeld): Angaben {
  if (roh.label === undefined) umfeld.melde('Das Feld hat keine Beschriftung. Es heißt hier wie seine Gruppe.');
  if (roh.gesperrt)
    umfeld.melde('Das Feld war dort nur zu lesen. Das gibt es hier nicht: es ist auszufüllen, aber keine Pflicht.');
  const beschriftung = roh.label ?? umfeld.gruppe.titel ?? umfeld.abschnitt ?? roh.id;
  const hilfe = hilfetext(roh);
  const pflicht = roh.pflicht && !roh.gesperrt && umfeld.zeigeWenn !== null;
  if (roh.pflicht && umfeld.zeigeWenn === null)
    umfeld.melde('Weil seine Bedingung fehlt, ist das Feld immer zu sehen und darum keine Pflicht mehr.');
  return { beschriftung, ...(hilfe === undefined ? {} : { hilfe }), ...(pflicht ? { pflicht: true as const } : {}) };
}

/** Placeholders vanish while typing and are not read out: what they say belongs into the help. */
function hilfetext({ hilfe, platzhalter }: Rohfeld): string | undefined {
  if (platzhalter === undefined || hilfe?.includes(platzhalter)) return hilfe;
  const satz = /\s/.test(platzhalter) && /[.!?]$/.test(platzhalter) ? platzhalter : `Zum Beispiel: ${platzhalter}`;
  if (hilfe === undefined) return satz;
  return `${hilfe}${/[.!?:]$/.test(hilfe) ? '' : '.'} ${satz}`;
}

function zeige({ zeigeWenn }: Umfeld): { zeigeWenn?: string } {
  return zeigeWenn === undefined || zeigeWenn === null ? {} : { zeigeWenn };
}

function vergibId(roh: Rohfeld, { gruppe, vergib, melde }: Umfeld): string {
  const wunsch = `${alsName(gruppe.id, 'gruppe')}.${alsName(roh.id, 'feld')}`;
  const id = vergib(wunsch);
  if (id !== wunsch) melde(`Die Kennung kommt mehrmals vor. Das Feld heißt hier „${id}“.`);
  else if (id !== `${gruppe.id}.${roh.id}`) melde(`Die Kennung ist hier kein gültiger Name. Das Feld heißt „${id}“.`);
  return id;
}

function herein(roh: Rohfeld, melde: Umfeld['melde']): { vorbelegung?: string; autocomplete?: string } {
  if (roh.herein === undefined) return {};
  const konto = roh.herein.service === 'servicekonto' ? KONTO.get(roh.herein.name.toLowerCase()) : undefined;
  if (konto) return konto;
  melde(`Die Vorbelegung aus ${nenne(roh.herein)} hat hier keine Entsprechung.`);
  return {};
}

function nenne({ service, name }: Anbindung): string {
  if (service === 'servicekonto') return `der Kontoangabe „${name}“`;
  return service === 'prozess' ? `die Prozessvariable „${name}“` : `„${service}: ${name}“`;
}

function nenneVorgabe(roh: Rohfeld, melde: Umfeld['melde']): void {
  if (istLeer(roh.vorgabe)) return;
  melde('Der dort voreingestellte Wert wird nicht übernommen. Feste Voreinstellungen gibt es hier nicht.');
}

function auswahlwerte(roh: Rohfeld, melde: Umfeld['melde']): Werte {
  const gesehen = new Set<string>();
  return roh.werte.flatMap(({ wert: fremd, label }) => {
    const wert = normalisiere(fremd);
    if (wert === '') {
      melde(
        `Der leere Wert${label === undefined ? '' : ` „${label}“`} fällt weg. Nichts auszuwählen ist hier immer möglich.`,
      );
      return [];
    }
    if (wert !== fremd) melde(`Der Wert „${wert}“ steht hier ohne Leerraum am Rand und in einheitlicher Schreibweise.`);
    if (gesehen.has(wert)) {
      melde(`Der Wert „${wert}“ kommt doppelt vor. Übernommen ist der erste.`);
      return [];
    }
    gesehen.add(wert);
    return [{ wert, beschriftung: label ?? wert }];
  });
}

/** Where hint boxes carry their words. */
const EIGENE = 'additionalConfig';

function anzeigetext(roh: Rohfeld, ziel: Ziel & { als: 'text' }): { anzeige?: string } {
  if (!ziel.sichtbar) return {};
  const eigene = new Map(roh.rest).get(EIGENE);
  const text = typeof eigene === 'object' && eigene !== null && 'text' in eigene ? eigene.text : undefined;
  const teile = [roh.label, roh.vorgabe, text].flatMap((teil) =>
    typeof teil === 'string' && teil.trim() !== '' ? [teil.trim()] : [],
  );
  return teile.length === 0 ? {} : { anzeige: [...new Set(teile)].join(' ') };
}
