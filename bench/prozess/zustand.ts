import type { Befehl, Zustand } from '@rathausverbund/prozess';
import { compileLeistung } from '../../app/leistungen/compile.ts';
import { DIENSTE } from '../../app/leistungen/index.ts';
import { readOrdner } from '../../app/leistungen/katalog.ts';
import { move } from '../../app/prozesse/model.ts';
import { LEISTUNGEN } from './model.ts';

/** IV and tag that encryption under the case key adds. */
const HUELLE = 28;

/** Most bytes that are stored for an instance while it waits, beyond its variables. */
export async function messeZustand(): Promise<number> {
  const u = await compileLeistung(readOrdner(`${LEISTUNGEN}/messung`), { dienste: new Set(Object.keys(DIENSTE)) });
  if (!u.ok || !('leistung' in u)) throw new Error('Das Modell der Messung ist fehlerhaft');
  const { prozess, entscheide } = u.leistung;
  let zustand: Zustand | null = null;
  let groesste = 0;
  const offen: Befehl[] = [{ art: 'start', variablen: { antrag: { messung: { betrag: 50_000 } } } }];
  for (let b = offen.shift(); b; b = offen.shift()) {
    const r = move(prozess, zustand, b, entscheide);
    if (!r.ok) throw new Error(r.meldung);
    zustand = r.zustand;
    const bytes = (x: unknown) => Buffer.byteLength(JSON.stringify(x));
    groesste = Math.max(groesste, bytes(zustand) - bytes(zustand.variablen) + HUELLE);
    for (const w of r.wirkungen)
      if (w.art === 'aufgabe-anlegen')
        offen.push({ art: 'aufgabe-erledigt', schritt: w.schritt, variablen: { genau: { entscheidung: 'weiter' } } });
      else if (w.art === 'zeitgeber') offen.push({ art: 'zeit', schritt: w.schritt });
  }
  return groesste;
}
