import { escapeXml } from '../xml-text.ts';
import { festwert, type Gruppe, hole, type Objekt, type Wert, type Zeile, type Zustand } from './bindung.ts';

interface Knoten {
  readonly name: string;
  readonly attribute: readonly (readonly [string, string])[];
  readonly inhalt: string | readonly Knoten[];
  /** says only of which kind its parent is: alone it is no reason to write the parent */
  readonly fest: boolean;
}

/** The document of an object by its table, with two spaces a level. The writer of the object has checked it before. */
export function schreibeTabelle(wurzel: string, zeilen: readonly Zeile[], o: Objekt, zustand: Zustand): string {
  const namensraeume = Object.entries(zustand.namensraeume).map(([p, uri]) => [`xmlns:${p}`, uri] as const);
  const knoten: Knoten = { name: wurzel, attribute: namensraeume, inhalt: schreibe(o, zeilen, zustand), fest: false };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drucke(knoten, '')}`;
}

function schreibe(o: Objekt, zeilen: readonly Zeile[], z: Zustand): Knoten[] {
  return zeilen.flatMap((zeile): Knoten[] => {
    if (zeile.t === 'fest') return [umhuelle(zeile.pfad, { attribute: [], inhalt: zeile.wert, fest: true })];
    if (zeile.t === 'gruppe') return schreibeGruppe(o, zeile, z);
    const wert = hole(o, zeile.nach);
    if (typeof wert !== 'string' && typeof wert !== 'number') return [];
    const attribute = Object.entries(zeile.attribute).flatMap(([name, regel]) => {
      const inhalt = festwert(regel, z) ?? hole(o, regel);
      return typeof inhalt === 'string' && inhalt !== '' ? [[name, inhalt] as const] : [];
    });
    return [umhuelle(zeile.pfad, { attribute, inhalt: zeile.art.schreibe(wert), fest: false })];
  });
}

function schreibeGruppe(o: Objekt, zeile: Gruppe, z: Zustand): Knoten[] {
  const wert: Wert | undefined = zeile.nach === '' ? o : hole(o, zeile.nach);
  const teile = (Array.isArray(wert) ? wert : [wert]).filter(
    (w): w is Objekt => typeof w === 'object' && !Array.isArray(w) && zeile.wenn(w),
  );
  const geschrieben = teile
    .map((teil) => schreibe(teil, zeile.zeilen, z))
    .filter((kinder) => zeile.immer || kinder.some((k) => !k.fest));
  return geschrieben.flatMap((kinder) => {
    // the element itself is its only term: a leaf with attributes
    const [selbst] = kinder;
    return kinder.length === 1 && selbst?.name === ''
      ? [umhuelle(zeile.pfad, selbst)]
      : [umhuelle(zeile.pfad, { attribute: [], inhalt: kinder, fest: false })];
  });
}

function umhuelle(pfad: readonly string[], innen: Omit<Knoten, 'name'>): Knoten {
  const name = pfad.at(-1) ?? '';
  const knoten: Knoten = { ...innen, name };
  return pfad
    .slice(0, -1)
    .reduceRight<Knoten>((kind, n) => ({ name: n, attribute: [], inhalt: [kind], fest: kind.fest }), knoten);
}

function drucke(k: Knoten, einzug: string): string {
  const attribute = k.attribute.map(([name, wert]) => ` ${name}="${escapeXml(wert)}"`).join('');
  if (typeof k.inhalt === 'string') return `${einzug}<${k.name}${attribute}>${escapeXml(k.inhalt)}</${k.name}>\n`;
  if (k.inhalt.length === 0) return `${einzug}<${k.name}${attribute}/>\n`;
  const kinder = k.inhalt.map((kind) => drucke(kind, `${einzug}  `)).join('');
  return `${einzug}<${k.name}${attribute}>\n${kinder}${einzug}</${k.name}>\n`;
}
