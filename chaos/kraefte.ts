import { fordere, meldeMitarbeitAn } from '../tools/demo/bauen.ts';
import { type Browser, type Formular, formulare } from '../tools/demo/browser.ts';
import { type Bekannt, type Buehne, beharrlich, createZeugenbrowser, schlafe } from './buehne.ts';

/** Who of the administration does what. */
export interface Kraft {
  sub: string;
  leistung: string;
  stufe: 'feststellen' | 'anordnen';
}

export const KRAEFTE: readonly Kraft[] = [
  { sub: 'k.weber', leistung: 'gewerbe-anmeldung', stufe: 'feststellen' },
  { sub: 'j.roessler', leistung: 'gewerbe-anmeldung', stufe: 'feststellen' },
  { sub: 's.hartig', leistung: 'gewerbe-anmeldung', stufe: 'anordnen' },
  { sub: 'm.uhlig', leistung: 'hundesteuer-anmeldung', stufe: 'feststellen' },
  { sub: 'c.seifert', leistung: 'hundesteuer-anmeldung', stufe: 'anordnen' },
];

/** A member of staff who completes what there is to do, by the numbers of `zufall`: sometimes from two windows at once. */
export async function kraftLeben(k: Buehne, kraft: Kraft, zufall: () => number): Promise<void> {
  let b = await anmelden(k, kraft);
  while (!k.schluss.aborted) {
    // whose acknowledgement was lost does not know how far the Vorgang is: now and then all are looked at
    const alle = zufall() < 0.15;
    const faellig = k.bekannte.filter(
      (v) => v.leistung === kraft.leistung && v.stufe !== 'fertig' && (alle || v.stufe === kraft.stufe),
    );
    const v = faellig[Math.floor(zufall() * faellig.length)];
    const [zurueck, zweimal] = [zufall() < 0.2, zufall() < 0.3];
    if (v)
      try {
        await bearbeite(k, b, kraft, v, { zurueck, zweimal });
      } catch {
        k.zaehle('Arbeit abgebrochen');
        b = await anmelden(k, kraft);
      }
    await schlafe(150 + zufall() * 450);
  }
}

const anmelden = (k: Buehne, { sub }: Kraft): Promise<Browser> =>
  beharrlich(k, () => meldeMitarbeitAn(k.basis, sub, createZeugenbrowser(k)));

async function bearbeite(
  k: Buehne,
  b: Browser,
  { sub, stufe }: Kraft,
  v: Bekannt,
  wie: { zurueck: boolean; zweimal: boolean },
): Promise<void> {
  const seite = await b.open(`${k.basis}/arbeitsplatz/vorgang/${v.vorgang}`);
  fordere(seite.status === 200, 'Der Vorgang ist nicht zu sehen', seite);
  const knopf = stufe === 'feststellen' ? 'feststellen' : wie.zurueck ? 'zurueck' : 'angeordnet';
  const f = formulare(seite).find((x) => /\/aufgabe\/\d+/.test(x.action) && x.knoepfe.some((y) => y.wert === knopf));
  if (!f) return; // the process has not come there yet, or somebody has done it
  // who orders from two windows at once decides differently in each
  const dazu = stufe === 'anordnen' ? (wie.zurueck ? 'angeordnet' : 'zurueck') : knopf;
  const entscheidungen = wie.zweimal ? [knopf, dazu] : [knopf];
  const ergebnisse = await Promise.all(entscheidungen.map((e) => erledige(k, b, f, v.vorgang, sub, e)));
  const getan = ergebnisse.find((e) => e !== null);
  if (getan === 'feststellen') v.stufe = 'anordnen';
  if (getan === 'zurueck') v.stufe = 'feststellen';
  if (getan === 'angeordnet') v.stufe = 'fertig';
}

/** @returns the decision when it was acknowledged, null when it was not: too late, or nobody knows */
async function erledige(
  k: Buehne,
  b: Browser,
  f: Formular,
  vorgang: string,
  wer: string,
  entscheidung: string,
): Promise<string | null> {
  const schritt = Number(/\/aufgabe\/(\d+)/.exec(f.action)?.[1]);
  const tat = { vorgang, schritt, wer, entscheidung };
  const knopf = f.knoepfe.find((x) => x.wert === entscheidung);
  const vermerk: Record<string, string> = entscheidung === 'zurueck' ? { vermerk: 'Bitte noch einmal ansehen.' } : {};
  k.buch.schreibe({ art: 'erledigen', ...tat });
  const antwort = await b
    .send(f, { ...vermerk, ...(knopf?.name ? { [knopf.name]: entscheidung } : {}) })
    .catch(() => null);
  if (antwort?.status === 303 && antwort.ziel.includes(`getan=${vorgang}`)) {
    k.buch.schreibe({ art: 'erledigt', ...tat });
    k.zaehle('Aufgabe erledigt');
    return entscheidung;
  }
  k.zaehle(
    antwort?.status === 409
      ? 'Aufgabe schon erledigt (409)'
      : `Aufgabe ohne Bestätigung (${antwort?.status ?? 'keine Antwort'})`,
  );
  return null;
}
