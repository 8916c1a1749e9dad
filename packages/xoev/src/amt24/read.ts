import { findKind, firstText, type XmlElement } from '../xml.ts';
import { decodeBase64 } from './base64.ts';
import {
  type Abgelehnt,
  type Amt24Feld,
  type Amt24Gruppe,
  type Amt24Instanz,
  type Amt24Umschlag,
  refuse,
  TEILE,
} from './umschlag.ts';

export type Amt24Gelesen = { readonly ok: true; readonly umschlag: Amt24Umschlag } | Abgelehnt;

const BEKANNT = new Set(['formId', 'postfachHandleId', 'creationDate', 'pdfApplicantFormBase64']);

/**
 * Reads an envelope of any form into groups, instances and fields, whatever their ids are.
 * Errors: `kein-umschlag`, `metadaten`, `felder`, `datum`, `base64`, `kein-pdf`.
 */
export function readAmt24(wurzel: XmlElement): Amt24Gelesen {
  if (wurzel.name !== TEILE.wurzel)
    return refuse('kein-umschlag', 'Die Datei ist kein Antrag aus Amt24 (erwartet wird „serviceportal“).');
  const metadaten = findKind(wurzel, TEILE.metadaten);
  const formId = firstText(findKind(metadaten, 'formId'));
  if (!metadaten || formId === undefined)
    return refuse('metadaten', 'Im Antrag aus Amt24 fehlt die Kennung des Formulars (formId).');
  const felder = findKind(wurzel, TEILE.felder);
  if (!felder) return refuse('felder', 'Im Antrag aus Amt24 fehlen die Angaben (serviceportal-fields).');
  const gruppen = readGruppen(felder);
  if (!Array.isArray(gruppen)) return gruppen;

  const creationDate = firstText(findKind(metadaten, 'creationDate')) ?? null;
  if (creationDate !== null && !isZeitpunkt(creationDate)) {
    return refuse('datum', 'Der Zeitpunkt der Antragstellung (creationDate) ist kein gültiges Datum.');
  }
  const pdf = readPdf(firstText(findKind(metadaten, 'pdfApplicantFormBase64')));
  if (!pdf.ok) return pdf;
  const umschlag: Amt24Umschlag = {
    namensraum: wurzel.ns,
    formId,
    postfachHandleId: firstText(findKind(metadaten, 'postfachHandleId')) ?? null,
    creationDate,
    pdf: pdf.bytes,
    weitere: metadaten.kinder
      .filter((k) => !BEKANNT.has(k.name))
      .map((k) => ({ name: k.name, wert: firstText(k) ?? '' })),
    gruppen,
  };
  return { ok: true, umschlag };
}

/** ISO date or instant; `Date.parse` alone would also take "1". */
const isZeitpunkt = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

function readPdf(base64: string | undefined): { ok: true; bytes: Uint8Array | null } | Abgelehnt {
  if (base64 === undefined) return { ok: true, bytes: null };
  const bytes = decodeBase64(base64);
  if (!bytes)
    return refuse(
      'base64',
      'Das beigefügte Antragsformular (PDF) ist beschädigt: Es ist nicht richtig in Base64 kodiert.',
    );
  const istPdf = String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
  return istPdf ? { ok: true, bytes } : refuse('kein-pdf', 'Das beigefügte Antragsformular ist keine PDF-Datei.');
}

/** Groups of the same id are one group; an unknown shape is refused rather than dropped. */
function readGruppen(felder: XmlElement): Amt24Gruppe[] | Abgelehnt {
  const gruppen = new Map<string, Map<number, Amt24Instanz>>();
  for (const gruppe of felder.kinder) {
    const instanzen = gruppen.get(gruppe.name) ?? new Map<number, Amt24Instanz>();
    gruppen.set(gruppe.name, instanzen);
    for (const kind of gruppe.kinder) {
      const ziffern = /^instance_(\d{1,6})$/.exec(kind.name)?.[1];
      if (ziffern === undefined) {
        return refuse(
          'felder',
          `Die Gruppe „${gruppe.name}“ ist nicht in Instanzen (instance_0, instance_1, …) gegliedert.`,
        );
      }
      const nummer = Number(ziffern);
      if (instanzen.has(nummer))
        return refuse('felder', `Die Gruppe „${gruppe.name}“ enthält die Instanz ${nummer} zweimal.`);
      instanzen.set(nummer, { nummer, felder: readFelder(kind) });
    }
  }
  return [...gruppen].map(([id, instanzen]) => ({
    id,
    instanzen: [...instanzen.values()].sort((a, b) => a.nummer - b.nummer),
  }));
}

/** A repeated field and a field with child elements are both several values of one field. */
function readFelder(instanz: XmlElement): Amt24Feld[] {
  const felder = new Map<string, string[]>();
  for (const feld of instanz.kinder) {
    const werte = felder.get(feld.name) ?? [];
    felder.set(feld.name, werte);
    for (const text of texte(feld)) werte.push(text);
  }
  return [...felder].map(([id, werte]) => ({ id, werte }));
}

const texte = (e: XmlElement): string[] => (e.kinder.length === 0 ? [e.text.trim()] : e.kinder.flatMap(texte));
