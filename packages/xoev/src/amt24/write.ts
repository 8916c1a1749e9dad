import { escapeXml, VERBOTENE_ZEICHEN } from '../xml-text.ts';
import { encodeBase64 } from './base64.ts';
import { type Abgelehnt, type Amt24Umschlag, refuse, TEILE } from './umschlag.ts';

export type Amt24Geschrieben = { readonly ok: true; readonly xml: string } | Abgelehnt;

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
/**
 * Builds the envelope that `readAmt24` reads back unchanged. Errors: `name` (an id that is no XML name), `zeichen` (a
 * character XML cannot carry).
 */
export function writeAmt24(u: Omit<Amt24Umschlag, 'weitere'>): Amt24Geschrieben {
  const ids = u.gruppen.flatMap((g) => [g.id, ...g.instanzen.flatMap((i) => i.felder.map((f) => f.id))]);
  const falsch = ids.find((id) => !NAME.test(id));
  if (falsch !== undefined) return refuse('name', `„${falsch}“ kann kein Name eines Feldes sein.`);
  const zeilen = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    u.namensraum === '' ? `<${TEILE.wurzel}>` : `<${TEILE.wurzel} xmlns="${escapeXml(u.namensraum)}">`,
    `<${TEILE.metadaten}>`,
    element('formId', u.formId),
    ...(u.postfachHandleId === null ? [] : [element('postfachHandleId', u.postfachHandleId)]),
    ...(u.creationDate === null ? [] : [element('creationDate', u.creationDate)]),
    ...(u.pdf === null ? [] : [element('pdfApplicantFormBase64', encodeBase64(u.pdf))]),
    `</${TEILE.metadaten}>`,
    `<${TEILE.felder}>`,
    ...u.gruppen.flatMap((g) => [
      `<${g.id}>`,
      ...g.instanzen.flatMap((i) => [
        `<${TEILE.instanz}${i.nummer}>`,
        ...i.felder.map((f) => feld(f.id, f.werte)),
        `</${TEILE.instanz}${i.nummer}>`,
      ]),
      `</${g.id}>`,
    ]),
    `</${TEILE.felder}>`,
    `</${TEILE.wurzel}>`,
  ];
  const xml = `${zeilen.join('\n')}\n`;
  return VERBOTENE_ZEICHEN.test(xml)
    ? refuse('zeichen', 'Eine Angabe enthält Steuerzeichen, die nicht übertragen werden können.')
    : { ok: true, xml };
}

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const feld = (id: string, werte: readonly string[]): string =>
  werte.length === 1
    ? element(id, werte[0] ?? '')
    : `<${id}>${werte.map((w) => element(TEILE.wert, w)).join('')}</${id}>`;
