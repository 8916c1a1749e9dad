import type { Aufruf } from './aufruf.ts';
import type { Ergebnis } from './lauf.ts';
import { ARTEN, type Art, STOERUNGEN } from './plan.ts';
import type { Urteil } from './pruefung/model.ts';

const ZEIGE = 8;

/** What is printed, and how the call ends: 0 all holds, 1 something is violated, 2 it cannot be decided. */
export function berichte(
  a: Pick<Aufruf, 'seed' | 'minuten' | 'arten'>,
  e: Ergebnis,
): { zeilen: string[]; code: 0 | 1 | 2; json: Record<string, unknown> } {
  const urteile = e.mitFehler.at(-1)?.urteile ?? e.urteile;
  const verletzt = urteile.filter((u) => u.verletzt.length > 0);
  const code = e.ruheNach === null ? 2 : verletzt.length > 0 ? 1 : 0;
  const nur = a.arten.length < ARTEN.length ? ` --nur ${a.arten.join(',')}` : '';
  const eingebaut = e.mitFehler.map((x) => x.name).join(',');
  const wieder = `npm run chaos -- --seed ${a.seed} --minutes ${a.minuten}${nur}${eingebaut && ` --fehler ${eingebaut}`}`;
  const schluss = {
    0: `Alle ${urteile.length} Eigenschaften halten.`,
    1: `VERLETZT: ${verletzt.map((u) => u.name).join(', ')}.`,
    2: 'Nicht entschieden: Die Anlage kam nach den Störungen nicht zur Ruhe.',
  }[code];
  const zeilen = [
    '',
    'Störungen',
    ...Object.entries(e.stoerungen).map(([art, n]) => `  ${String(n).padStart(4)}  ${STOERUNGEN[art as Art]}`),
    ...e.nichtMoeglich.map((art) => `     –  ${STOERUNGEN[art]} (hier nicht möglich, nur als root unter Linux)`),
    'Was die Beteiligten erlebten',
    ...Object.entries(e.gezaehlt)
      .sort(([x], [y]) => x.localeCompare(y))
      .map(([was, n]) => `  ${String(n).padStart(4)}  ${was}`),
    ...Object.entries(e.vonSelbst).map(([name, n]) => `  ${String(n).padStart(4)}  ${name} endete ungefragt`),
    eingebaut === '' ? 'Eigenschaften' : `Eigenschaften nach dem Einbau von ${eingebaut}`,
    ...urteile.flatMap(zeile),
    '',
    `${schluss} Seed ${a.seed}, noch einmal: ${wieder}`,
  ];
  const json = {
    ok: code === 2 ? null : code === 0,
    seed: a.seed,
    minuten: a.minuten,
    arten: a.arten,
    ruheNach: e.ruheNach,
    stoerungen: e.stoerungen,
    nichtMoeglich: e.nichtMoeglich,
    gezaehlt: e.gezaehlt,
    vonSelbst: e.vonSelbst,
    eigenschaften: Object.fromEntries(e.urteile.map((u) => [u.name, { geprueft: u.geprueft, verletzt: u.verletzt }])),
    eingebaut: e.mitFehler.map((x) => ({
      name: x.name,
      verletzt: x.urteile.filter((u) => u.verletzt.length > 0).map((u) => u.name),
    })),
  };
  return { zeilen, code, json };
}

function zeile(u: Urteil): string[] {
  const mehr = u.verletzt.length - ZEIGE;
  return [
    `  ${u.verletzt.length === 0 ? 'hält    ' : 'VERLETZT'}  ${u.satz} (${u.geprueft} geprüft)`,
    ...u.verletzt.slice(0, ZEIGE).map((v) => `              ${v}`),
    ...(mehr > 0 ? [`              und ${mehr} mehr`] : []),
  ];
}
