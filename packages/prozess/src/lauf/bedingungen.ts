import { warteereignis } from '../ereignis.ts';
import type { Token } from '../zustand.ts';
import { loeseAus } from './ausloesen.ts';
import type { Lauf } from './lauf.ts';
import { entferne, ersetze, getKnoten, haltAn } from './lauf.ts';
import { sichtBeimWarten } from './sicht.ts';

/**
 * Looks at the conditions somebody waits for, now that the data may have changed; answers whether one happened. An event
 * that does not interrupt happens when its condition becomes true, not as long as it is.
 */
export function pruefeBedingungen(lauf: Lauf): boolean {
  for (const token of lauf.token) {
    const knoten = getKnoten(lauf.prozess, token.element);
    const ereignis = token.vorfall ? undefined : warteereignis(knoten);
    if (ereignis?.art !== 'bedingung') continue;
    const antwort = ereignis.bedingung.evaluate(sichtBeimWarten(lauf.prozess, lauf, token));
    if (!antwort.ok) {
      entferne(lauf, token);
      const meldung = `Die Bedingung „${ereignis.bedingung.text}“ ist gescheitert: ${antwort.meldung}`;
      haltAn(lauf, token, 'betreten', meldung);
      return true;
    }
    const wahr = antwort.wert === true;
    if (!wahr && token.war) {
      const { war: _, ...ohne } = token;
      ersetze(lauf, token, ohne);
      return true;
    }
    if (!wahr || token.war) continue;
    const bleibt = (knoten.art === 'rand' || knoten.art === 'start') && !knoten.unterbrechend;
    const neu: Token = bleibt ? { ...token, war: true } : token;
    if (bleibt) ersetze(lauf, token, neu);
    loeseAus(lauf, neu, {});
    return true;
  }
  return false;
}
