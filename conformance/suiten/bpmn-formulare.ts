import { basename } from 'node:path';
import {
  compileFormular,
  type Formularuebernahme,
  traegtSchluessel,
  uebernimmServiceportal,
} from '@rathausverbund/formular';
import { bedingung } from '@rathausverbund/regelwerk';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import type { Fall } from '../model.ts';

const deps = { compileBedingung: bedingung };

/** A form beside the models: how it fared, and its id where it was read. */
export interface Formular {
  readonly name: string;
  readonly kennung?: string;
  readonly fall: Fall;
}

/**
 * A form passes when it is read, each of its fields is in our form or listed with a reason, and our form stands before the
 * compiler that judges a Leistung. The fields are counted here anew, so that the importer does not mark its own homework.
 * JSON without a single field is no form of this kind, and left out.
 */
export function pruefeFormular(name: string, text: string): Formular {
  const fremd = felder(text);
  const u = uebernimmServiceportal(text, deps);
  if (!u.ok) {
    const grund = u.fehler.map((f) => (f.pfad === '' ? f.meldung : `${f.pfad}: ${f.meldung}`)).join(' ');
    return { name, fall: { name, ergebnis: fremd.length === 0 ? 'skipped' : 'failed', grund } };
  }
  const grund = maengel(u, fremd);
  const notizen = [
    `Formular „${u.kennung}“: ${fremd.length} Felder, ${u.formular.schritte.length} Schritte, ${u.hinweise.length} Hinweise`,
    ...u.hinweise.map((h) => `${h.feld}: ${h.meldung}`),
  ];
  const fall: Fall =
    grund === undefined ? { name, ergebnis: 'passed', notizen } : { name, ergebnis: 'failed', grund, notizen };
  return { name, kennung: u.kennung, fall };
}

function maengel(u: Formularuebernahme & { ok: true }, fremd: readonly Fremdfeld[]): string | undefined {
  const geprueft = compileFormular(u.quelle, deps);
  if (!geprueft.ok) return `unser Formular ist nicht gültig: ${geprueft.fehler.map((f) => f.meldung).join(' ')}`;
  if (fremd.length !== u.herkunft.length) return `${fremd.length} Felder, Herkunft von ${u.herkunft.length}`;
  const unsere = new Set(geprueft.formular.schritte.flatMap((s) => s.felder.map((f) => f.id)));
  for (const { pfad, id } of fremd) {
    const wohin = u.herkunft.find((h) => h.pfad === pfad && h.id === id)?.felder ?? [];
    const da = wohin.length > 0 && wohin.every((feld) => unsere.has(feld));
    if (!da && !u.hinweise.some((h) => h.pfad === pfad))
      return `Das Feld ${pfad} (${id}) fehlt, und niemand sagt warum`;
  }
  const stumm = u.hinweise.find((h) => !/^[\p{Lu}„].*\.$/su.test(h.meldung));
  return stumm && `Hinweis ohne Satz: ${JSON.stringify(stumm)}`;
}

interface Fremdfeld {
  readonly pfad: string;
  readonly id: unknown;
}

/** Every field of the file as it stands; none where it is no form. */
function felder(text: string): Fremdfeld[] {
  let wurzel: unknown;
  try {
    wurzel = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  const stufen = ['sections', 'fieldGroups', 'rows', 'fields'];
  let hier: { pfad: string; wert: unknown }[] = [{ pfad: '', wert: wurzel }];
  for (const stufe of stufen) {
    hier = hier.flatMap(({ pfad, wert }) => {
      const liste: unknown = typeof wert === 'object' && wert !== null ? (wert as Record<string, unknown>)[stufe] : [];
      const vor = pfad === '' ? stufe : `${pfad}.${stufe}`;
      return Array.isArray(liste) ? liste.map((w: unknown, n) => ({ pfad: `${vor}[${n}]`, wert: w })) : [];
    });
  }
  return hier.map(({ pfad, wert }) => ({ pfad, id: (wert as { id?: unknown } | null)?.id }));
}

const SCHLUESSEL = ['formKey', 'formId', 'externalReference'];

/** For each user task that names a form: which of the forms beside the model it is. */
export function findeFormulare(xml: string, formulare: readonly Formular[]): string[] {
  let dokument: XmlDocument;
  try {
    dokument = XmlDocument.fromString(xml);
  } catch {
    return [];
  }
  try {
    return dokument.find("//*[local-name()='userTask']").flatMap((task) => {
      if (!(task instanceof XmlElement)) return [];
      const angaben = task.find(".//*[local-name()='formDefinition']").filter((a) => a instanceof XmlElement);
      return [task, ...angaben].flatMap((el) =>
        el.attrs
          .filter((a) => SCHLUESSEL.includes(a.name))
          .map((a) => nenne(task.attrs.find((x) => x.name === 'id')?.value ?? '', a.value, formulare)),
      );
    });
  } finally {
    dokument.dispose();
  }
}

function nenne(aufgabe: string, formKey: string, formulare: readonly Formular[]): string {
  const treffer = formulare.filter(
    ({ name, kennung }) =>
      kennung !== undefined && (basename(name, '.json') === formKey || traegtSchluessel(kennung, formKey)),
  );
  const wo = treffer.length === 0 ? 'kein Formular daneben trägt ihn' : treffer.map((f) => f.name).join(', ');
  return `Aufgabe ${aufgabe}, Formularschlüssel „${formKey}“: ${wo}`;
}
