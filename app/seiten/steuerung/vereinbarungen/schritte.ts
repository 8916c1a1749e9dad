import { type Antworten, type Feld, type Formular, liesAntwort, parseSchritt } from '@rathausverbund/formular';
import { addDays, localDate } from '@rathausverbund/fristen';
import type { FastifyRequest } from 'fastify';
import type { Ablehnung, Texte } from '../../../base/index.ts';
import { type Befehl, type Befehlsart, NACHWEISARTEN } from '../../../vereinbarungen/index.ts';
import { eingabe } from '../../personal/anfrage.ts';
import { beispielTage } from '../../personal/zeit.ts';
import type { Blatt } from './laden.ts';

/** Steps that a side takes on the page of an agreement; drafting and the run-off have pages of their own. */
export type Seitenschritt = Exclude<Befehlsart, 'entwerfen' | 'benennen' | 'streichen'>;

const FELDER: Record<Seitenschritt, readonly string[]> = {
  zurueckziehen: ['grund'],
  erklaeren: [],
  beschliessen: ['tag', 'nummer'],
  genehmigen: ['tag', 'zeichen'],
  bekanntmachen: ['tag', 'fundstelle'],
  nachweisen: ['was', 'tag', 'zeichen'],
  freischalten: ['bestaetigung'],
  aussetzen: ['ab', 'pausenende', 'grund', 'bestaetigung'],
  fortsetzen: ['ab'],
  zuruecknehmen: [],
  kuendigen: ['letzter', 'grund', 'wichtig', 'genehmigung', 'bestaetigung'],
};
export const istSchritt = (text: string): text is Seitenschritt => Object.hasOwn(FELDER, text);

/** Days, each with the example that fits: what has happened, and what is to come. */
const BEISPIEL: Readonly<Record<string, keyof ReturnType<typeof beispielTage>>> = {
  tag: 'heute',
  ab: 'erster',
  letzter: 'letzter',
};
const LANG = new Set(['grund', 'bestaetigung']);
const FREIWILLIG = new Set(['bestaetigung', 'genehmigung', 'pausenende']);

/** The form of one step. `mit`: fields that a refusal has brought up. */
export function formularOf(t: Texte, b: Blatt, schritt: Seitenschritt, mit: readonly string[] = []): Formular {
  const da = FELDER[schritt].filter(
    (f) => (f !== 'bestaetigung' || mit.includes(f)) && (f !== 'genehmigung' || b.fassung.inhalt.art === 'delegierend'),
  );
  const titel = t(`vereinbarungen.knopf.${schritt}`);
  return { titel, version: '1', schritte: [{ id: schritt, titel, felder: da.map((f) => feldOf(t, b, schritt, f)) }] };
}

function feldOf(t: Texte, { heute }: Blatt, schritt: Seitenschritt, name: string): Feld {
  const tag = BEISPIEL[name];
  const hilfe = tag
    ? t('formular.hilfe.tag', { tag: beispielTage(localDate(heute))[tag] })
    : t(`vereinbarungen.hilfe.${name}`);
  const basis = {
    id: name,
    beschriftung: t(name === 'tag' ? `vereinbarungen.tag.${schritt}` : `vereinbarungen.feld.${name}`),
    pflicht: !FREIWILLIG.has(name),
    pruefungen: [],
    hilfe,
  };
  if (tag || name === 'pausenende') return { ...basis, art: 'datum' };
  if (name === 'wichtig') return { ...basis, art: 'ja_nein' };
  if (name === 'was') {
    const werte = NACHWEISARTEN.map((wert) => ({ wert, beschriftung: t(`vereinbarungen.punkt.${wert}`) }));
    return { ...basis, art: 'auswahl', darstellung: 'liste', werte };
  }
  return { ...basis, art: LANG.has(name) ? 'mehrzeilig' : 'text', maxLaenge: LANG.has(name) ? 1000 : 200 };
}

export interface Gelesen {
  befehl: Exclude<Befehl, { art: 'entwerfen' }> | null;
  roh: Readonly<Record<string, string>>;
  fehler: readonly { feld: string; meldung: string }[];
}

/** What was typed for a step: the command, or what is wrong at which field. */
export function liesSchritt(t: Texte, b: Blatt, schritt: Seitenschritt, anfrage: FastifyRequest): Gelesen {
  const f = formularOf(t, b, schritt, ['bestaetigung']);
  const roh = Object.fromEntries(FELDER[schritt].map((name) => [name, eingabe(anfrage, `${schritt}.${name}`)]));
  const e = parseSchritt(f, schritt, roh, {}, localDate(b.heute));
  if (e.fehler.length > 0) return { befehl: null, roh, fehler: e.fehler };
  const versteckt = { textHash: eingabe(anfrage, 'textHash'), pause: eingabe(anfrage, 'pause') };
  return { befehl: befehlOf(b, schritt, e.antworten, versteckt), roh, fehler: [] };
}

/** `versteckt`: the text and the planned pause that the page was about when it was sent */
function befehlOf(
  b: Blatt,
  art: Seitenschritt,
  a: Antworten,
  versteckt: { textHash: string; pause: string },
): Exclude<Befehl, { art: 'entwerfen' }> {
  const text = (name: string) => String(liesAntwort(a, name) ?? '');
  const bestaetigung = text('bestaetigung');
  switch (art) {
    case 'zurueckziehen':
      return { art, grund: text('grund') };
    case 'erklaeren':
      return { art, textHash: versteckt.textHash };
    case 'beschliessen':
      return { art, tag: text('tag'), nummer: text('nummer') };
    case 'genehmigen':
      return { art, behoerde: b.aufsicht, tag: text('tag'), zeichen: text('zeichen') };
    case 'bekanntmachen':
      return { art, tag: text('tag'), fundstelle: text('fundstelle') };
    case 'nachweisen':
      return {
        art,
        was: NACHWEISARTEN.find((n) => n === text('was')) ?? 'amt24',
        tag: text('tag'),
        zeichen: text('zeichen'),
      };
    case 'freischalten':
      return { art, bestaetigung };
    case 'aussetzen':
      return {
        art,
        ab: text('ab'),
        bis: text('pausenende') === '' ? null : addDays(localDate(text('pausenende')), 1),
        grund: text('grund'),
        bestaetigung,
      };
    case 'fortsetzen':
      return { art, ab: text('ab') };
    case 'zuruecknehmen':
      return { art, ab: versteckt.pause };
    case 'kuendigen':
      return {
        art,
        // people name the last day, the rules the first day outside
        zum: addDays(localDate(text('letzter')), 1),
        grund: text('grund'),
        wichtig: liesAntwort(a, 'wichtig') === true,
        genehmigung: text('genehmigung') || null,
        bestaetigung,
      };
  }
}

const AM_FELD: Record<string, readonly string[]> = {
  'vereinbarung.tag-zukunft': ['tag'],
  'vereinbarung.tag-ungueltig': ['tag', 'ab', 'letzter'],
  'vereinbarung.tage-widersprechen': ['tag', 'ab', 'letzter'],
  'vereinbarung.ende-vergangen': ['ab', 'letzter'],
  'vereinbarung.beschluss-vor-text': ['tag'],
  'vereinbarung.genehmigung-vor-beschluss': ['tag'],
  'vereinbarung.bekanntmachung-vor-genehmigung': ['tag'],
  'vereinbarung.pause-ende': ['pausenende'],
  'vereinbarung.pause-endet': ['ab'],
  'vereinbarung.schon-ausgesetzt': ['ab'],
  'vereinbarung.nicht-in-kraft': ['ab'],
  'vereinbarung.kuendigungsfrist': ['letzter'],
  'vereinbarung.ende-ohne-genehmigung': ['genehmigung'],
  'vereinbarung.luecke': ['bestaetigung'],
};

/** The field that a refusal speaks of, if the step has it. */
export const feldZu = (schritt: Seitenschritt, a: Ablehnung): string | undefined =>
  AM_FELD[a.grund]?.find((f) => FELDER[schritt].includes(f));
