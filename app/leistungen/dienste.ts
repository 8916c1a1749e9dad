import type { Kopf } from '@rathausverbund/prozess';
import { compileAusdruck, type Gerechnet, type Namen, type Variablen } from './ausdruck.ts';
import { type Brief, type Briefart, unvollstaendig } from './brief.ts';

/** What a header of a service task holds. */
type Angabe =
  /** `leer`: why the service does nothing where it says nothing; without it, it may */
  | { art: 'feel'; leer?: string }
  | { art: 'brief'; briefart: Briefart }
  | { art: 'wahl'; werte: readonly string[] }
  | { art: 'name' }
  | { art: 'regel' }
  /** groups of the answers, with commas; may be left out */
  | { art: 'gruppen' };

const FEEL: Angabe = { art: 'feel' };
const brief = (briefart: Briefart): Angabe => ({ art: 'brief', briefart });

/** The service tasks a process may use, with all their headers. */
export const DIENSTE: Readonly<Record<string, Readonly<Record<string, Angabe>>>> = {
  'register.eintragen': {
    register: { art: 'wahl', werte: ['gewerbe', 'hund'] },
    bezeichnung: FEEL,
    angaben: { art: 'gruppen' },
  },
  'brief.ausstellen': { brief: brief('bescheinigung'), dokument: { art: 'name' } },
  'brief.erlassen': { brief: brief('verwaltungsakt') },
  'brief.nachfordern': { brief: brief('verfahrensbrief') },
  'brief.informieren': {
    brief: brief('verfahrensbrief'),
    behoerde: { art: 'feel', leer: 'Die Behörde, die zu unterrichten ist, steht nicht fest.' },
    norm: FEEL,
  },
  'betrag.anordnen': { regel: { art: 'regel' } },
  'vorgang.abschliessen': {},
};

/** Variables a service leaves behind; `automatik`: whether an amount was ordered without a person, or why not. */
export const DIENST_VARIABLEN = ['registerNummer', 'automatik'] as const;

/** The headers of a service that are FEEL. */
export const feelKoepfe = (typ: string): string[] =>
  Object.entries((Object.hasOwn(DIENSTE, typ) && DIENSTE[typ]) || {}).flatMap(([k, a]) =>
    a.art === 'feel' ? [k] : [],
  );

/** What a header that is FEEL says with these values, as text, or why the service cannot go on without it. */
export function rechneKopf(
  l: { rechne(feel: string, variablen: Variablen): Gerechnet },
  { typ, kopf }: { typ: string; kopf: Kopf },
  name: string,
  variablen: Variablen,
): { ok: true; text: string } | { ok: false; meldung: string } {
  const angabe = DIENSTE[typ]?.[name];
  const r = l.rechne(kopf[name] ?? '', variablen);
  const text = r.ok ? String(r.wert ?? '') : '';
  const meldung = r.ok ? text === '' && angabe?.art === 'feel' && angabe.leer : r.meldung;
  return meldung ? { ok: false, meldung: unvollstaendig(`Die Angabe „${name}“`, meldung) } : { ok: true, text };
}

interface Vorrat {
  briefe: ReadonlyMap<string, Brief>;
  /** first parts of the form's fields: `person` of `person.vorname` */
  gruppen: ReadonlySet<string>;
  namen: Namen;
  /** decisions the process asks for */
  regeln: ReadonlySet<string>;
}

/** The groups of answers that a header names; null where it is left out. */
export const gruppenIn = (kopf: string | undefined): string[] | null => kopf?.split(',').map((g) => g.trim()) ?? null;

/** The answers of these groups only; null = all of them. */
export const waehleGruppen = <T>(
  antworten: Readonly<Record<string, T>>,
  gruppen: readonly string[] | null,
): Record<string, T> =>
  Object.fromEntries(Object.entries(antworten).filter(([g]) => gruppen === null || gruppen.includes(g)));

/** Checks the headers of one service task; nothing may be missing, nothing unknown. */
export function checkDienst(typ: string, kopf: Kopf, v: Vorrat, melde: (meldung: string) => void): void {
  const soll = Object.hasOwn(DIENSTE, typ) ? DIENSTE[typ] : undefined;
  if (!soll) return melde(`Den Dienst „${typ}“ gibt es nicht. Möglich: ${Object.keys(DIENSTE).join(', ')}.`);
  for (const k of Object.keys(kopf))
    if (!Object.hasOwn(soll, k)) melde(`Den Kopf „${k}“ kennt der Dienst „${typ}“ nicht.`);
  for (const [k, angabe] of Object.entries(soll)) {
    const wert = kopf[k];
    if (wert === undefined && angabe.art === 'gruppen') continue;
    const grund = wert === undefined ? 'fehlt.' : beanstande(angabe, wert, v);
    if (grund) melde(`Dienst „${typ}“, Kopf „${k}“: ${grund}`);
  }
}

function beanstande(angabe: Angabe, wert: string, { briefe, gruppen, namen, regeln }: Vorrat): string | undefined {
  switch (angabe.art) {
    case 'wahl':
      return angabe.werte.includes(wert) ? undefined : `„${wert}“ ist nicht möglich, nur ${angabe.werte.join(', ')}.`;
    case 'name':
      return /^[a-z][a-z-]*$/.test(wert) ? undefined : 'Erlaubt sind a–z und Bindestrich.';
    case 'regel':
      return regeln.has(wert) ? undefined : `Keine Regel des Prozesses heißt „${wert}“.`;
    case 'gruppen': {
      const fremd = gruppenIn(wert)?.filter((g) => !gruppen.has(g)) ?? [];
      return fremd.length === 0 ? undefined : `Im Formular gibt es nicht: ${fremd.join(', ')}.`;
    }
    case 'feel': {
      const a = compileAusdruck(wert, namen);
      return a.ok ? undefined : a.meldung;
    }
    case 'brief': {
      const b = briefe.get(wert);
      if (!b) return `Der Brief „${wert}“ fehlt im Ordner briefe.`;
      return b.art === angabe.briefart ? undefined : `„${wert}“ ist „${b.art}“, gebraucht wird „${angabe.briefart}“.`;
    }
  }
}
