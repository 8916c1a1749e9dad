import { maschine } from './maschine.ts';
import { type Bench, type Messung, median, type Zahl } from './model.ts';

/**
 * Runs `NAME [--json] [--flag N …]`: prints machine, flags, all raw runs and the judged medians; with `--json` the last line is
 * one JSON object with every figure by its name.
 * @returns 0 measured (also when a target is missed: the output says so), 1 something happened that must never, 3 wrong call
 */
export async function bench(
  benches: Readonly<Record<string, Bench>>,
  args: readonly string[],
  schreibe: (zeile: string) => void,
): Promise<0 | 1 | 3> {
  const [name, ...rest] = args;
  const b = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!b) {
    schreibe('Aufruf: npm run bench -- NAME [--json]. Es gibt:');
    for (const [n, x] of Object.entries(benches)) schreibe(`  ${n}: ${x.beschreibung}`);
    return 3;
  }
  const werte = parse(b, rest);
  if (typeof werte === 'string') {
    schreibe(werte);
    for (const [n, s] of Object.entries(b.schalter)) schreibe(`  --${n} ${s.wert}: ${s.hilfe}`);
    return 3;
  }
  const wo = maschine();
  schreibe(`${name} auf ${JSON.stringify(wo)}`);
  schreibe(`Schalter: ${JSON.stringify(werte)}`);
  const m = await b.miss(werte, schreibe);
  for (const zeile of zeilen(m)) schreibe(zeile);
  if (rest.includes('--json')) schreibe(JSON.stringify(alsJson(name ?? '', werte, wo, m)));
  return m.fehler.length === 0 ? 0 : 1;
}

function parse(b: Bench, args: readonly string[]): Record<string, number> | string {
  const werte = Object.fromEntries(Object.entries(b.schalter).map(([n, s]) => [n, s.wert]));
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--json') continue;
    const n = args[i]?.replace(/^--/, '') ?? '';
    const wert = args[++i] ?? '';
    if (!Object.hasOwn(b.schalter, n) || !/^\d{1,9}$/.test(wert))
      return `Die Angabe „${args[i - 1]} ${wert}“ ist nicht bekannt. Es gibt:`;
    werte[n] = Number(wert);
  }
  return werte;
}

const rund = (x: number) => Math.round(x * 100) / 100;

function urteil({ laeufe, ziel }: Zahl): { wert: number; erreicht: boolean | null } {
  const wert = rund(median(laeufe));
  if (!ziel) return { wert, erreicht: null };
  return { wert, erreicht: 'mindestens' in ziel ? wert >= ziel.mindestens : wert <= ziel.hoechstens };
}

function zeilen(m: Messung): string[] {
  const zahlen = Object.entries(m.zahlen).map(([name, z]) => {
    const { wert, erreicht } = urteil(z);
    const soll = z.ziel ? ` (${JSON.stringify(z.ziel)}: ${erreicht ? 'erreicht' : 'NICHT erreicht'})` : '';
    return `${name}: ${wert}${soll}; Läufe ${z.laeufe.map(rund).join(' ')}`;
  });
  const angaben = Object.entries(m.angaben).map(([name, a]) => `${name}: ${JSON.stringify(a)}`);
  return [...angaben, ...zahlen, ...m.fehler.map((f) => `FEHLER: ${f}`)];
}

function alsJson(name: string, werte: Record<string, number>, wo: Record<string, unknown>, m: Messung) {
  const zahlen = Object.entries(m.zahlen);
  return {
    bench: name,
    ...Object.fromEntries(zahlen.map(([n, z]) => [n, urteil(z).wert])),
    laeufe: Object.fromEntries(zahlen.map(([n, z]) => [n, z.laeufe.map(rund)])),
    verfehlt: zahlen.filter(([, z]) => urteil(z).erreicht === false).map(([n]) => n),
    fehler: m.fehler,
    schalter: werte,
    maschine: wo,
    angaben: m.angaben,
  };
}
