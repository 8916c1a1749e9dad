import { randomUUID } from 'node:crypto';
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

/** Whose turn it is. */
const IST_DRAN: Readonly<Record<Bekannt['stufe'], Kraft['stufe'] | null>> = {
  pruefen: 'feststellen',
  antworten: null,
  feststellen: 'feststellen',
  anordnen: 'anordnen',
  fertig: null,
};

/** A member of staff who completes what there is to do, by the numbers of `zufall`: sometimes from two windows at once. */
export async function kraftLeben(k: Buehne, kraft: Kraft, zufall: () => number): Promise<void> {
  let b = await anmelden(k, kraft);
  while (!k.schluss.aborted) {
    // whose acknowledgement was lost does not know how far the Vorgang is: now and then all are looked at
    const alle = zufall() < 0.15;
    const faellig = k.bekannte.filter(
      (v) => v.leistung === kraft.leistung && v.stufe !== 'fertig' && (alle || IST_DRAN[v.stufe] === kraft.stufe),
    );
    const v = faellig[Math.floor(zufall() * faellig.length)];
    const wie = { zurueck: zufall() < 0.2, zweimal: zufall() < 0.3, fehlt: zufall() < 0.5 };
    if (v)
      try {
        await bearbeite(k, b, kraft, v, wie);
      } catch {
        k.zaehle('Arbeit abgebrochen');
        b = await anmelden(k, kraft);
      }
    await schlafe(150 + zufall() * 450);
  }
}

const anmelden = (k: Buehne, { sub }: Kraft): Promise<Browser> =>
  beharrlich(k, () => meldeMitarbeitAn(k.basis, sub, createZeugenbrowser(k)));

/** How a person decides. */
interface Wille {
  /** gives it back */
  zurueck: boolean;
  /** from two windows at once, differently in each where there is a choice */
  zweimal: boolean;
  /** papers are missing, and the permit is */
  fehlt: boolean;
}

/** What to press, and in the second window. Papers are asked for twice at the most: then she goes on without. */
function entscheidungen(knoepfe: readonly string[], v: Bekannt, wie: Wille): [string, string] | undefined {
  const fordert = wie.fehlt && v.nachgefordert < 2;
  const wahl: readonly [knopf: string, anders: string][] = [
    fordert ? ['nachfordern', 'bescheinigen'] : ['bescheinigen', 'nachfordern'],
    ['feststellen', 'feststellen'],
    wie.zurueck ? ['zurueck', 'angeordnet'] : ['angeordnet', 'zurueck'],
  ];
  return wahl.find(([knopf]) => knoepfe.includes(knopf));
}

const DANACH: Readonly<Record<string, Bekannt['stufe']>> = {
  nachfordern: 'antworten',
  bescheinigen: 'feststellen',
  feststellen: 'anordnen',
  zurueck: 'feststellen',
  angeordnet: 'fertig',
};

async function bearbeite(k: Buehne, b: Browser, { sub }: Kraft, v: Bekannt, wie: Wille): Promise<void> {
  const seite = await b.open(`${k.basis}/arbeitsplatz/vorgang/${v.vorgang}`);
  fordere(seite.status === 200, 'Der Vorgang ist nicht zu sehen', seite);
  const f = formulare(seite).find((x) => /\/aufgabe\/\d+/.test(x.action));
  const knoepfe = f?.knoepfe.map((x) => x.wert) ?? [];
  const wahl = entscheidungen(knoepfe, v, wie);
  if (!f || !wahl) return; // the process has not come there yet, or somebody has done it
  const ergebnisse = await Promise.all(
    (wie.zweimal ? wahl : wahl.slice(0, 1)).map((e) => erledige(k, b, f, v.vorgang, sub, e, wie)),
  );
  const getan = ergebnisse.find((e) => e !== null);
  if (getan === 'nachfordern') v.nachgefordert += 1;
  if (getan) v.stufe = DANACH[getan] ?? v.stufe;
}

/** What a decision says besides. Each request for papers has words of its own, by which the answer knows it. */
function angaben(entscheidung: string, { fehlt }: Wille): Record<string, string> {
  switch (entscheidung) {
    case 'zurueck':
      return { vermerk: 'Bitte noch einmal ansehen.' };
    case 'nachfordern':
      return { was: `Nachweis ${randomUUID().slice(0, 8)}`, warum: 'Ohne ihn dürfen Sie nicht beginnen.' };
    case 'bescheinigen':
      return fehlt
        ? {
            erlaubnis: 'fehlt',
            bezeichnung: 'Eintragung in die Handwerksrolle',
            norm: '§ 1 Absatz 1 der Handwerksordnung',
            behoerde: 'Landratsamt des Landkreises Leipzig',
          }
        : { erlaubnis: 'nicht-noetig' };
    default:
      return {};
  }
}

/** @returns the decision when it was acknowledged, null when it was not: too late, or nobody knows */
async function erledige(
  k: Buehne,
  b: Browser,
  f: Formular,
  vorgang: string,
  wer: string,
  entscheidung: string,
  wie: Wille,
): Promise<string | null> {
  const schritt = Number(/\/aufgabe\/(\d+)/.exec(f.action)?.[1]);
  const tat = { vorgang, schritt, wer, entscheidung };
  const knopf = f.knoepfe.find((x) => x.wert === entscheidung);
  k.buch.schreibe({ art: 'erledigen', ...tat });
  const antwort = await b
    .send(f, { ...angaben(entscheidung, wie), ...(knopf?.name ? { [knopf.name]: entscheidung } : {}) })
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
