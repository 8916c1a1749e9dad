import ts from 'typescript';
import { istCode, istTest } from '../dateien.ts';
import { darunter } from '../haus.ts';
import type { Quelle } from '../model.ts';
import { durchBaum } from './baum.ts';

export interface Ausnahme {
  pfad: string;
  /** `schema.tabelle` */
  tabelle: string;
  /** Why this may not go through the other room's function or view. */
  grund: string;
}

const SQL = /\b(?:select|insert\s+into|update|delete\s+from|from|join|truncate|copy)\b/i;
const raumVon = (pfad: string) => /^app\/([^/]+?)(?:\/|\.ts$)/.exec(pfad)?.[1];

/**
 * SQL of a room that names a table of another: it should call that room's function or read its view. A foreign key
 * down the floors is no reading and allowed. Exceptions are listed with a reason; one that nothing uses is a finding.
 */
export function findeFremdesSql(quellen: readonly Quelle[], ausnahmen: readonly Ausnahme[] = []): string[] {
  const migrationen = quellen.filter((q) => /^app\/[^/]+\/migrations\/.*\.sql$/.test(q.pfad));
  const besitzer = tabellen(migrationen);
  const genutzt = new Set<Ausnahme>();
  const melde = (pfad: string, zeile: number, raum: string, sql: string): string[] =>
    fremde(sql, raum, besitzer).flatMap(({ tabelle, versatz }) => {
      const ausnahme = ausnahmen.find((a) => a.pfad === pfad && a.tabelle === tabelle);
      if (ausnahme) genutzt.add(ausnahme);
      return ausnahme ? [] : [`${pfad}:${zeile + versatz}: ${tabelle} gehört dem Raum ${besitzer.get(tabelle)}`];
    });
  const funde = [
    ...migrationen.flatMap((q) => melde(q.pfad, 1, raumVon(q.pfad) ?? '', ohneKommentare(q.text))),
    ...quellen
      .filter((q) => q.pfad.startsWith('app/') && istCode(q.pfad) && !istTest(q.pfad) && SQL.test(q.text))
      .flatMap((q) => ausTypeScript(q).flatMap(({ zeile, sql }) => melde(q.pfad, zeile, raumVon(q.pfad) ?? '', sql))),
  ];
  const unnoetig = ausnahmen.filter((a) => !genutzt.has(a)).map((a) => `Ausnahme ohne Anlass: ${a.pfad}, ${a.tabelle}`);
  return [...funde, ...unnoetig];
}

/** `schema.tabelle` → the room whose migration creates it. */
function tabellen(migrationen: readonly Quelle[]): Map<string, string> {
  const besitzer = new Map<string, string>();
  for (const q of migrationen)
    for (const [, name] of ohneKommentare(q.text).matchAll(
      /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\w+\.\w+)/gi,
    ))
      besitzer.set(String(name).toLowerCase(), raumVon(q.pfad) ?? '');
  return besitzer;
}

function fremde(sql: string, raum: string, besitzer: Map<string, string>): { tabelle: string; versatz: number }[] {
  return [...sql.matchAll(/(\breferences\s+)?\b([a-z_]\w*\.[a-z_]\w*)\b(?!\s*\.)/gi)].flatMap((m) => {
    const tabelle = String(m[2]).toLowerCase();
    const von = besitzer.get(tabelle);
    if (von === undefined || von === raum || (m[1] !== undefined && darunter(raum).includes(von))) return [];
    return [{ tabelle, versatz: sql.slice(0, (m.index ?? 0) + (m[1]?.length ?? 0)).split('\n').length - 1 }];
  });
}

const ohneKommentare = (sql: string) =>
  sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\/\*[\s\S]*?\*\//g, (k) => k.replaceAll(/[^\n]/g, ''));

function ausTypeScript(quelle: Quelle): { zeile: number; sql: string }[] {
  const stuecke: { zeile: number; sql: string }[] = [];
  durchBaum(quelle, (k) => {
    const sql = ts.isStringLiteralLike(k) || ts.isTemplateExpression(k) ? k.getText() : undefined;
    if (sql !== undefined && SQL.test(sql) && !ts.isImportDeclaration(k.parent))
      stuecke.push({ zeile: quelle.text.slice(0, k.getStart()).split('\n').length, sql: ohneKommentare(sql) });
    return undefined;
  });
  return stuecke;
}
