import { localDate } from '@rathausverbund/fristen';
import { letzterMonat } from '../../app/demo/abrechnen.ts';
import { fordere, meldeMitarbeitAn } from './bauen.ts';
import { type Browser, decode, links, type Seite } from './browser.ts';
import type { Buehne } from './szenen.ts';

/** One statement of the month as both sides see it. */
export interface Abrechnungszeile {
  glaeubiger: string;
  schuldner: string;
  nummer: string;
  netto: string;
  verrechnet: string;
  zahlbetrag: string;
  stand: string;
  /** first half of the hash, as both pages show it; null where nobody of the other side may look */
  gleich: boolean | null;
}

const text = (html: string) => decode(html.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')).trim();
/** The value beside a name in a list of names and values. */
function wert(s: Seite, name: string): string {
  const m = new RegExp(`<dt[^>]*>${name}</dt>\\s*<dd[^>]*>([\\s\\S]*?)</dd>`).exec(s.html);
  return text(m?.[1] ?? '');
}

/** The town halls' leaders, who look at the same statements. */
const LEUTE = ['s.hartig', 'f.naumann', 't.krause', 'c.seifert'];

/** The last full month between the five town halls: every statement, and whether both sides show the same hash. */
export async function abrechnungSzene(k: Buehne): Promise<Abrechnungszeile[]> {
  const monat = letzterMonat(localDate(k.heute)).slice(0, 7);
  const browser: Browser[] = [];
  for (const sub of LEUTE) browser.push(await meldeMitarbeitAn(k.basis, sub));
  const wege = new Set<string>();
  for (const b of browser) {
    const liste = await b.open(`${k.basis}/steuerung/abrechnung?jahr=${monat.slice(0, 4)}`);
    for (const weg of links(liste, new RegExp(`/${monat}$`))) wege.add(weg);
  }
  fordere(wege.size > 0, `Für ${monat} ist nichts abgerechnet`);
  const zeilen: Abrechnungszeile[] = [];
  for (const weg of wege) {
    const seiten: Seite[] = [];
    for (const b of browser) seiten.push(await b.open(weg));
    const da = seiten.filter((s) => s.status === 200);
    const [s] = da;
    fordere(s, 'Die Abrechnung ist für niemanden da');
    const hashes = new Set(da.map((x) => wert(x, 'Prüfsumme')));
    zeilen.push({
      glaeubiger: wert(s, 'Gearbeitet hat'),
      schuldner: wert(s, 'Es zahlt'),
      nummer: wert(s, 'Nummer'),
      netto: wert(s, 'Summe netto'),
      verrechnet: wert(s, 'Davon verrechnet'),
      zahlbetrag: wert(s, 'Zu zahlen'),
      stand: wert(s, 'Stand'),
      gleich: da.length < 2 ? null : hashes.size === 1 && da.every((x) => x.html.includes('ergibt dasselbe')),
    });
  }
  k.melde(`${zeilen.length} Abrechnungen für ${monat}, beide Seiten rechnen aus ihrem eigenen Protokoll`);
  return zeilen;
}

export function zeigeAbrechnung(zeilen: readonly Abrechnungszeile[]): void {
  console.log('\nAbrechnung des letzten Monats zwischen den Rathäusern');
  for (const z of zeilen)
    console.log(
      `  ${z.nummer}  ${z.schuldner} an ${z.glaeubiger}: netto ${z.netto}, zu zahlen ${z.zahlbetrag}${
        z.verrechnet ? `, verrechnet ${z.verrechnet}` : ''
      }; ${z.stand}; ${z.gleich === null ? 'nur eine Seite hat hier jemanden, der nachsieht' : z.gleich ? 'beide Prüfsummen gleich' : 'PRÜFSUMMEN VERSCHIEDEN'}`,
    );
}
