import { FEHLER, FEHLERNAMEN, type Fehlername } from './fehler.ts';
import { ARTEN, type Art, STOERUNGEN } from './plan.ts';

export interface Aufruf {
  seed: number;
  minuten: number;
  json: boolean;
  arten: readonly Art[];
  fehler: readonly Fehlername[];
  ordner: string | null;
}

export const HILFE = [
  'Aufruf: npm run chaos -- [--seed ZAHL] [--minutes ZAHL] [--nur ART,ART] [--fehler NAME,NAME] [--ordner ORDNER] [--json]',
  '',
  'Baut eine eigene Anlage in einem Ordner für sich, lässt Bürger und Beschäftigte darin arbeiten, stört sie nach einem Plan',
  'und prüft danach, ob alles Zugesagte noch stimmt. Eine laufende Anlage wird nicht berührt.',
  '',
  '  --seed      Aus dieser Zahl folgen Plan und Wünsche der Beteiligten; ohne sie wird eine gezogen und genannt.',
  '  --minutes   So lange wird gestört (Voreinstellung 1; auch 0.3). Aufbau, Beruhigung und Prüfung kommen dazu.',
  '  --nur       Nur diese Arten von Störungen:',
  ...ARTEN.map((a) => `                ${a.padEnd(16)} ${STOERUNGEN[a]}`),
  '  --fehler    Baut nach dem Lauf Fehler ein, um zu zeigen, dass die Prüfung sie findet. Der Aufruf endet dann mit 1:',
  ...FEHLERNAMEN.map((n) => `                ${n.padEnd(22)} gefunden von „${FEHLER[n].faengt}“`),
  '  --ordner    Dort bleiben Buch, Meldungen der Prozesse und Nachweise liegen; ohne diese Angabe bleibt nichts.',
  '  --json      Schreibt als letzte Zeile ein JSON-Objekt.',
  '',
  'Endet mit 0, wenn jede Eigenschaft hält; mit 1, wenn eine verletzt ist; mit 2, wenn es sich nicht entscheiden lässt, etwa weil',
  'die Anlage nicht zur Ruhe kam; mit 3 bei falschem Aufruf.',
];

/** Reads the arguments. `gezogen` is the seed when none is given. Null: help is asked for; a text: what is wrong. */
export function liesAufruf(args: readonly string[], gezogen: number): Aufruf | string | null {
  const a: Aufruf = { seed: gezogen, minuten: 1, json: false, arten: ARTEN, fehler: [], ordner: null };
  for (let i = 0; i < args.length; i++) {
    const name = args[i];
    if (name === '--help') return null;
    if (name === '--json') {
      a.json = true;
      continue;
    }
    const wert = args[++i] ?? '';
    if (name === '--seed' && /^\d{1,9}$/.test(wert)) a.seed = Number(wert);
    else if (name === '--minutes' && /^\d{1,3}(\.\d+)?$/.test(wert) && Number(wert) > 0) a.minuten = Number(wert);
    else if (name === '--ordner' && wert !== '') a.ordner = wert;
    else if (name === '--nur' && wert.split(',').every(isArt)) a.arten = wert.split(',') as Art[];
    else if (name === '--fehler' && wert.split(',').every(isFehler)) a.fehler = wert.split(',') as Fehlername[];
    else
      return `Die Angabe „${`${name} ${wert}`.trim()}“ ist nicht bekannt. Was es gibt, sagt: npm run chaos -- --help`;
  }
  return a;
}

const isArt = (name: string): boolean => ARTEN.some((a) => a === name);
const isFehler = (name: string): boolean => FEHLERNAMEN.some((n) => n === name);
