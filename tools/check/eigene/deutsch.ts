import ts from 'typescript';
import { istTest } from '../dateien.ts';
import type { Quelle } from '../model.ts';
import { durchBaum } from './baum.ts';

/** Attributes people read or hear. */
const SICHTBAR =
  /^(title|alt|placeholder|label|summary|aria-(label|description|roledescription|valuetext|placeholder))$/;
/** Umlauts, or several words: no key, no class, no id looks like that. */
const DEUTSCH = /[äöüÄÖÜßẞ„“]|^\p{Lu}\p{Ll}+( \p{L}+)+[.!?:]?$/u;

/** Words in markup: texts lie in texte/de.yaml and are called by key. */
export function findeDeutsch(quellen: readonly Quelle[]): string[] {
  return quellen
    .filter((q) => q.pfad.endsWith('.tsx') && !istTest(q.pfad))
    .flatMap((q) => durchBaum(q, (k) => wort(k)));
}

function wort(k: ts.Node): string | undefined {
  if (ts.isJsxText(k)) return /\p{L}{2}/u.test(k.text) ? zitat(k.text) : undefined;
  if (!ts.isStringLiteralLike(k) && !ts.isTemplateExpression(k)) return undefined;
  const text = ts.isStringLiteralLike(k)
    ? k.text
    : [k.head.text, ...k.templateSpans.map((s) => s.literal.text)].join('…');
  const halter = ts.isJsxExpression(k.parent) ? k.parent.parent : k.parent;
  const attribut = ts.isJsxAttribute(halter) ? halter.name.getText() : undefined;
  if (attribut !== undefined && SICHTBAR.test(attribut)) return /\p{L}{2}/u.test(text) ? zitat(text) : undefined;
  // a word directly in braces: {'Weiter'}, {offen ? 'ja' : 'nein'}
  if (istInhalt(k) && /\p{L}{2}/u.test(text)) return zitat(text);
  return DEUTSCH.test(text) && !ts.isImportDeclaration(k.parent) ? zitat(text) : undefined;
}

/** Does the value of this literal become text between tags? */
function istInhalt(k: ts.Node): boolean {
  const eltern = k.parent;
  if (ts.isJsxExpression(eltern)) return ts.isJsxElement(eltern.parent) || ts.isJsxFragment(eltern.parent);
  if (ts.isConditionalExpression(eltern)) return k !== eltern.condition && istInhalt(eltern);
  if (ts.isParenthesizedExpression(eltern)) return istInhalt(eltern);
  if (ts.isBinaryExpression(eltern)) {
    const logisch = [
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
    ];
    return k === eltern.right && logisch.includes(eltern.operatorToken.kind) && istInhalt(eltern);
  }
  return false;
}

const zitat = (text: string) => `„${text.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}“ gehört in texte/de.yaml`;
