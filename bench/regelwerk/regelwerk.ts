import { createRequire } from 'node:module';
import { compileDmn, entscheide } from '@rathausverbund/regelwerk';
import type { Bench } from '../model.ts';
import { createZufall } from '../zufall.ts';
import { entscheideMitFeelin } from './feelin.ts';
import { type Antrag, alsDmn, antraege, REGELN } from './tabelle.ts';

type Werte = 'laeufe' | 'sekunden' | 'seed';
const ANTRAEGE = 1000;

/** Decisions of a ten-rule fee table on one core: from JSON to JSON with the trace, as `app/leistungen` asks for them. */
export const regelwerk: Bench<Werte> = {
  beschreibung: 'Entscheidungen je Sekunde einer Gebührentabelle mit zehn Regeln, daneben feelin',
  schalter: {
    laeufe: { wert: 5, hilfe: 'wie viele Läufe, deren Median gilt' },
    sekunden: { wert: 2, hilfe: 'wie lange ein Lauf misst' },
    seed: { wert: 1, hilfe: 'Anfang der Zufallszahlen für die Anträge' },
  },
  async miss({ laeufe, sekunden, seed }, sage) {
    const uebersetzung = await compileDmn(alsDmn());
    if (!uebersetzung.ok) throw new Error(uebersetzung.fehler.map((f) => f.meldung).join(' '));
    const { modell } = uebersetzung;
    const alle = antraege(ANTRAEGE, createZufall(seed));
    const eigen = (a: Antrag): unknown => {
      const e = entscheide(modell, 'Gebühr', a);
      return e.ok ? e.wert : e.meldung;
    };
    const abweichend = alle.filter((a) => eigen(a) !== entscheideMitFeelin(a)).length;
    const fehler = abweichend > 0 ? [`${abweichend} Anträge ergeben mit feelin eine andere Gebühr.`] : [];
    const eigene: number[] = [];
    const fremde: number[] = [];
    // warm-up, then in turns: what the machine does meanwhile meets both
    messe(eigen, alle, sekunden);
    messe(entscheideMitFeelin, alle, sekunden);
    for (let lauf = 1; lauf <= laeufe; lauf += 1) {
      eigene.push(messe(eigen, alle, sekunden));
      fremde.push(messe(entscheideMitFeelin, alle, sekunden));
      sage(`Lauf ${lauf} von ${laeufe}`);
    }
    return {
      zahlen: {
        decisions_per_s: { laeufe: eigene, ziel: { mindestens: 50_000 } },
        feelin_decisions_per_s: { laeufe: fremde },
      },
      angaben: {
        seed,
        antraege: ANTRAEGE,
        regeln: REGELN.length,
        feelin: version('feelin'),
        'decimal.js': version('decimal.js'),
      },
      fehler,
    };
  },
};

/** Decisions per second over at least the given time; the clock is asked once per round of all applications. */
function messe(entscheidung: (a: Antrag) => unknown, alle: readonly Antrag[], sekunden: number): number {
  const start = performance.now();
  let anzahl = 0;
  let dauer = 0;
  do {
    for (const a of alle) entscheidung(a);
    anzahl += alle.length;
    dauer = performance.now() - start;
  } while (dauer < sekunden * 1000);
  return (anzahl / dauer) * 1000;
}

const version = (paket: string): string => {
  const { version: v } = createRequire(import.meta.url)(`${paket}/package.json`) as { version: string };
  return v;
};
