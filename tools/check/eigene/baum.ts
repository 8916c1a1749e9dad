import ts from 'typescript';
import type { Quelle } from '../model.ts';

/** Parses a source and calls `besuche` for every node; what it returns becomes `pfad:zeile: text`. */
export function durchBaum(quelle: Quelle, besuche: (knoten: ts.Node) => string | undefined): string[] {
  const art = quelle.pfad.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const datei = ts.createSourceFile(quelle.pfad, quelle.text, ts.ScriptTarget.Latest, true, art);
  const funde: string[] = [];
  const gehe = (knoten: ts.Node): void => {
    const fund = besuche(knoten);
    if (fund !== undefined) {
      const { line } = datei.getLineAndCharacterOfPosition(knoten.getStart(datei));
      funde.push(`${quelle.pfad}:${line + 1}: ${fund}`);
    }
    ts.forEachChild(knoten, gehe);
  };
  gehe(datei);
  return funde;
}
