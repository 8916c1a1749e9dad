import { localDate } from '@rathausverbund/fristen';
import { letzterMonat } from '../../app/demo/abrechnen.ts';
import { mitarbeitende, ORTE } from '../../app/demo/personen.ts';
import { fordere, meldeMitarbeitAn } from './bauen.ts';
import { type Browser, decode, links, type Seite } from './browser.ts';
import type { Buehne } from './szenen.ts';

/** One statement of the month as both sides see it. */
export interface Abrechnungszeile {
  glaeubiger: string;
  schuldner: string;
  nummer: string;
  netto: string;
  /** empty where nothing is offset */
  verrechnet: string;
  /** what of an offset claim waits for the year's true-up */
  rest: string;
  zahlbetrag: string;
  stand: string;
  /** who has looked at it, the commissioned side first */
  gesehen: string[];
  /** both sides show the same hash, and each finds its own account equal to it */
  gleich: boolean;
}

const text = (html: string) => decode(html.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')).trim();
/** The value beside a name in a list of names and values. */
function wert(s: Seite, name: string): string {
  const m = new RegExp(`<dt[^>]*>${name}</dt>\\s*<dd[^>]*>([\\s\\S]*?)</dd>`).exec(s.html);
  return text(m?.[1] ?? '');
}

/** One leader of each town hall, who looks at the same statements. */
const LEUTE = ['s.hartig', 'f.naumann', 't.krause', 'c.seifert', 'm.gruhl'];

interface Leser {
  name: string;
  /** AGS of the town hall */
  ort: string;
  browser: Browser;
}

async function meldeAn(basis: string, sub: string): Promise<Leser> {
  const m = mitarbeitende.find((x) => x.sub === sub);
  fordere(m, `${sub} gibt es in der Demo nicht`);
  const ort = Object.entries(ORTE).find(([, ags]) => ags === m.dienststelle)?.[0] ?? '';
  return {
    name: `${m.name} (${ort.charAt(0).toUpperCase()}${ort.slice(1)})`,
    ort,
    browser: await meldeMitarbeitAn(basis, sub),
  };
}

/** The last full month between the five town halls: every statement, and whether both sides show the same hash. */
export async function abrechnungSzene(k: Buehne): Promise<Abrechnungszeile[]> {
  const monat = letzterMonat(localDate(k.heute)).slice(0, 7);
  const leser: Leser[] = [];
  for (const sub of LEUTE) leser.push(await meldeAn(k.basis, sub));
  const wege = new Set<string>();
  for (const { browser } of leser) {
    const liste = await browser.open(`${k.basis}/steuerung/abrechnung?jahr=${monat.slice(0, 4)}`);
    for (const weg of links(liste, new RegExp(`/${monat}$`))) wege.add(weg);
  }
  fordere(wege.size > 0, `Für ${monat} ist nichts abgerechnet`);
  const zeilen: Abrechnungszeile[] = [];
  for (const weg of wege) zeilen.push(await vergleiche(leser, weg));
  fordere(
    zeilen.some((z) => z.verrechnet !== ''),
    `Für ${monat} ist nichts verrechnet`,
  );
  k.melde(`${zeilen.length} Abrechnungen für ${monat}, beide Seiten rechnen aus ihrem eigenen Protokoll`);
  return zeilen;
}

/** Opens one statement as every leader: its two parties must see it, nobody else may. */
async function vergleiche(leser: readonly Leser[], weg: string): Promise<Abrechnungszeile> {
  const gesehen: { wer: Leser; seite: Seite }[] = [];
  for (const wer of leser) {
    const seite = await wer.browser.open(weg);
    if (seite.status === 200) gesehen.push({ wer, seite });
  }
  const s = gesehen[0]?.seite;
  fordere(s, 'Die Abrechnung ist für niemanden da');
  const [glaeubiger, schuldner] = [wert(s, 'Gearbeitet hat'), wert(s, 'Es zahlt')];
  const seiteVon = (haus: string) => gesehen.find((x) => haus.toLowerCase().endsWith(` ${x.wer.ort}`));
  const beide = [glaeubiger, schuldner].flatMap((haus) => seiteVon(haus) ?? []);
  fordere(
    beide.length === 2 && gesehen.length === 2,
    `Die Abrechnung ${wert(s, 'Nummer')} sehen: ${gesehen.map((x) => x.wer.name).join(', ')}`,
  );
  const hashes = new Set(beide.map((x) => wert(x.seite, 'Prüfsumme')));
  return {
    glaeubiger,
    schuldner,
    nummer: wert(s, 'Nummer'),
    netto: wert(s, 'Summe netto'),
    verrechnet: wert(s, 'Davon verrechnet'),
    rest: wert(s, 'Rest bis zum Jahresausgleich'),
    zahlbetrag: wert(s, 'Zu zahlen'),
    stand: wert(s, 'Stand'),
    gesehen: beide.map((x) => x.wer.name),
    gleich: hashes.size === 1 && !hashes.has('') && beide.every((x) => x.seite.html.includes('ergibt dasselbe')),
  };
}

export function zeigeAbrechnung(zeilen: readonly Abrechnungszeile[]): void {
  console.log('\nAbrechnung des letzten Monats zwischen den Rathäusern');
  for (const z of zeilen) {
    const verrechnet = z.verrechnet ? `, verrechnet ${z.verrechnet}, Rest ${z.rest} bis zum Jahresausgleich` : '';
    console.log(
      `  ${z.nummer}  ${z.schuldner} an ${z.glaeubiger}: netto ${z.netto}, zu zahlen ${z.zahlbetrag}${verrechnet}; ${z.stand}`,
    );
    console.log(
      `      nachgesehen haben ${z.gesehen.join(' und ')}: ${z.gleich ? 'beide Prüfsummen gleich' : 'PRÜFSUMMEN VERSCHIEDEN'}`,
    );
  }
  const gleich = zeilen.filter((z) => z.gleich).length;
  console.log(
    `  ${gleich} von ${zeilen.length} Abrechnungen sind auf beiden Seiten gleich, die Verrechnung eingeschlossen`,
  );
}
