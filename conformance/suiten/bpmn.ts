import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProzess, type Fehler, uebernimm } from '@rathausverbund/prozess';
import { dateien, liesXml } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';
import { type Formular, findeFormulare, pruefeFormular } from './bpmn-formulare.ts';
import { createRaten, laufe } from './bpmn-lauf.ts';

/**
 * Models of others, and the forms beside them. A model passes when it is read, every element either runs or is listed with a
 * reason (a German sentence that names it), and every process that runs here comes to its end from each of its starts. A file
 * that is no BPMN fails with the reason of its refusal, unless `abgelehnt.json` beside it names it: then it passes by being refused. A file whose processes cannot run at all, stand-ins included, is left
 * out, and says why. For the forms see `pruefeFormular`. Reasons, and which task has which form, are printed.
 */
export const bpmn: Suite = {
  ordner: 'bpmn',
  async faelle(dir) {
    const namen = dateien(dir, '.json');
    const abgelehnt = namen.includes(ABGELEHNT) ? readFileSync(join(dir, ABGELEHNT), 'utf8') : '[]';
    const erwartet = new Set<unknown>([JSON.parse(abgelehnt)].flat());
    const formulare = namen.filter((name) => name !== ABGELEHNT).map((name) => liesFormular(dir, name));
    const modelle = dateien(dir, '.bpmn', '.xml').map((name) => modellfall(dir, name, formulare, erwartet.has(name)));
    return [...(await Promise.all(modelle)), ...formulare.map((f) => f.fall)];
  },
};

/** Names of the files that must be refused. */
const ABGELEHNT = 'abgelehnt.json';

function liesFormular(dir: string, name: string): Formular {
  try {
    return pruefeFormular(name, readFileSync(join(dir, name), 'utf8'));
  } catch (fehler) {
    return { name, fall: { name, ergebnis: 'failed', grund: `abgebrochen: ${String(fehler)}` } };
  }
}

async function modellfall(
  dir: string,
  name: string,
  formulare: readonly Formular[],
  abzulehnen: boolean,
): Promise<Fall> {
  let urteil: Urteil = {};
  let xml = '';
  const f = await fall(name, async () => {
    xml = liesXml(join(dir, name));
    urteil = await versuche(xml);
    if (urteil.grund === undefined && abzulehnen !== (urteil.abgelehnt !== undefined))
      return urteil.abgelehnt ?? 'hätte abgelehnt werden sollen';
    return urteil.grund;
  });
  const notizen = [...(urteil.notizen ?? []), ...findeFormulare(xml, formulare)];
  const { leer } = urteil;
  return f.ergebnis === 'passed' && leer !== undefined
    ? { name, ergebnis: 'skipped', grund: leer, notizen }
    : { ...f, notizen };
}

interface Urteil {
  readonly grund?: string;
  readonly leer?: string;
  /** it is no BPMN, and why */
  readonly abgelehnt?: string;
  readonly notizen?: readonly string[];
}

async function versuche(xml: string): Promise<Urteil> {
  const raten = createRaten();
  const streng = await compileProzess(xml, raten);
  if (!streng.ok) {
    const grund = pruefeGruende(streng.fehler);
    if (grund !== undefined || streng.fehler.length === 0) return { grund: grund ?? 'abgelehnt ohne Grund' };
  }
  const u = await uebernimm(xml, raten);
  // Not even XML or BPMN: then the reason is all there is to give.
  if (!u.ok) {
    const grund = pruefeGruende(u.fehler);
    return grund === undefined ? { abgelehnt: `abgelehnt: ${u.fehler.map((f) => f.meldung).join(' ')}` } : { grund };
  }
  const gruende: string[] = [];
  const notizen = [...u.hinweise, ...u.prozesse.flatMap((p) => p.hinweise)].map((h) => `${h.element}: ${h.meldung}`);
  for (const { id, prozess, hinweise, ausgelassen } of u.prozesse) {
    const stumm = pruefeGruende(hinweise);
    if (stumm !== undefined) return { grund: stumm };
    if (!prozess) {
      if (hinweise.length === 0) return { grund: `${id} läuft nicht, und niemand sagt warum` };
      gruende.push(`${id}: ${hinweise.at(-1)?.meldung}`);
      continue;
    }
    // To run what is left after most was left out would be no achievement.
    if (ausgelassen.length > prozess.knoten.size) return { grund: `${id}: ${ausgelassen.length} Elemente ausgelassen` };
    for (const start of prozess.starts) {
      const grund = laufe(prozess, raten, start);
      if (grund !== undefined) return { grund: `${id} ab ${start} ${grund}` };
    }
  }
  return u.prozesse.some((p) => p.prozess)
    ? { notizen }
    : { notizen, leer: `kein Prozess darin läuft: ${gruende.join(' ')}` };
}

/** A reason that names no element, or is no sentence, is none. */
function pruefeGruende(fehler: readonly Fehler[]): string | undefined {
  const stumm = fehler.find((f) => f.element === '' || !/^[\p{Lu}„].*\.$/su.test(f.meldung));
  return stumm && `Grund ohne Element oder Satz: ${JSON.stringify(stumm)}`;
}
