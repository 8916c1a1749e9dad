import { type JsonWert, rfc8785 } from '@rathausverbund/nachweis';
import { NICHT_ABLEITBAR } from './ableitbar.ts';
import type { Etwa, Soll } from './erwartung.ts';

/** A stored row, as the database gives it; encrypted columns already opened. */
export type Ist = Record<string, unknown>;

export interface Unterschied {
  tabelle: string;
  feld: string;
  ist: string;
  soll: string;
}

/** seconds by which an approximate instant may differ: as the clock check of the database */
const ETWA_MS = 5_000;

/** Which columns tell two rows of a table apart. */
const SCHLUESSEL: Readonly<Record<string, readonly string[]>> = {
  'vorgaenge.aufgabe': ['schritt'],
  'dokumente.dokument': ['id'],
  'bekanntgabe.zustellung': ['id'],
  'register.eintrag': ['id', 'stand'],
  'abrechnung.eintrag': ['n'],
  'abrechnung.tagesstand': ['tag', 'leistung', 'einheit'],
};

const plain = (w: unknown): JsonWert => {
  if (w instanceof Date) return w.toISOString();
  if (Buffer.isBuffer(w)) return w.toString('hex');
  return w === undefined ? null : (JSON.parse(JSON.stringify(w)) as JsonWert);
};
const kurz = (w: unknown) => rfc8785(plain(w)).slice(0, 160);
const isEtwa = (w: unknown): w is Etwa => typeof w === 'object' && w !== null && 'etwa' in w;

function gleich(ist: unknown, soll: unknown): boolean {
  if (isEtwa(soll)) return ist instanceof Date && Math.abs(ist.getTime() - soll.etwa) <= ETWA_MS;
  return rfc8785(plain(ist)) === rfc8785(plain(soll));
}

/** Every difference between the rows of one table and what they must say; a column nobody knows is one, too. */
export function vergleiche(tabelle: string, ist: readonly Ist[], soll: readonly Soll[]): Unterschied[] {
  const name = (z: Record<string, unknown>) => (SCHLUESSEL[tabelle] ?? []).map((s) => String(z[s])).join('/');
  const offen = new Map(soll.map((z) => [name(z), z] as const));
  const funde: Unterschied[] = [];
  for (const z of ist) {
    const s = offen.get(name(z));
    offen.delete(name(z));
    if (!s) funde.push({ tabelle, feld: `Zeile ${name(z)}`, ist: 'vorhanden', soll: 'keine' });
    else
      for (const [feld, wert] of Object.entries(z)) {
        if (`${tabelle}.${feld}` in NICHT_ABLEITBAR) continue;
        if (!(feld in s)) funde.push({ tabelle, feld, ist: kurz(wert), soll: 'aus keinem Ereignis bekannt' });
        else if (!gleich(wert, s[feld])) funde.push({ tabelle, feld, ist: kurz(wert), soll: kurz(s[feld]) });
      }
  }
  for (const n of offen.keys()) funde.push({ tabelle, feld: `Zeile ${n}`, ist: 'keine', soll: 'vorhanden' });
  return funde;
}
