import { hole } from '../werte/kontext.ts';
import { fehlt, tiefer, verbrauche } from '../werte/lauf.ts';
import { istKontext, istListe, type Kontext, type Lauf, type Wert } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

function setze(kontext: Kontext, schluessel: readonly Wert[], wert: Wert, lauf: Lauf): Kontext | undefined {
  const [name, ...weitere] = schluessel;
  if (typeof name !== 'string') return undefined;
  verbrauche(lauf, kontext.size);
  if (weitere.length === 0) return new Map([...kontext, [name, wert]]);
  const innen = kontext.get(name) ?? null;
  const neu = istKontext(innen) ? tiefer(lauf, () => setze(innen, weitere, wert, lauf)) : undefined;
  return neu && new Map([...kontext, [name, neu]]);
}

function ausEintraegen(eintraege: readonly Wert[]): Kontext | undefined {
  const kontext = new Map<string, Wert>();
  for (const e of eintraege) {
    const name = istKontext(e) ? e.get('key') : undefined;
    if (typeof name !== 'string' || kontext.has(name) || !istKontext(e) || !e.has('value')) return undefined;
    kontext.set(name, e.get('value') ?? null);
  }
  return kontext;
}

export const KONTEXTE: Record<string, Eingebaut> = {
  'get value': eingebaut('m: context, key: string', ([m = null, name = null], lauf) => {
    if (!istKontext(m) || typeof name !== 'string') return undefined;
    const wert = hole(m, name);
    return wert === undefined ? fehlt(lauf, `Einen Eintrag „${name}“ gibt es hier nicht.`) : wert;
  }),
  'get entries': eingebaut('m: context', ([m = null], lauf) => {
    if (!istKontext(m)) return undefined;
    verbrauche(lauf, m.size);
    return [...m].map(
      ([key, value]) =>
        new Map<string, Wert>([
          ['key', key],
          ['value', value],
        ]),
    );
  }),
  context: eingebaut('entries: list', ([liste = null], lauf) => {
    if (!istListe(liste)) return undefined;
    verbrauche(lauf, liste.length);
    return ausEintraegen(liste);
  }),
  'context put': [
    ...eingebaut('context: context, key: string, value', ([m = null, name = null, wert = null], lauf) =>
      istKontext(m) ? setze(m, [name], wert, lauf) : undefined,
    ),
    ...eingebaut('context: context, keys: list, value', ([m = null, namen = null, wert = null], lauf) =>
      istKontext(m) && istListe(namen) ? setze(m, namen, wert, lauf) : undefined,
    ),
  ],
  'context merge': eingebaut('contexts: list', ([liste = null], lauf) => {
    if (!istListe(liste) || !liste.every(istKontext)) return undefined;
    verbrauche(
      lauf,
      liste.reduce((n, m) => n + m.size, 0),
    );
    return new Map(liste.flatMap((m) => [...m]));
  }),
};
