import type { DmnElement } from 'dmn-moddle';

/**
 * Was every expression of the document read? The reader keeps only the last of several elements where DMN allows one,
 * without a word. Every expression has a `text`, so the texts of document and model are counted against each other.
 */
export function istVollstaendig(xml: string, wurzel: DmnElement): boolean {
  const ohneFremdes = xml
    .replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '')
    .replace(/<((?:[\w.-]+:)?extensionElements)(?:\s[^>]*[^>/])?>[\s\S]*?<\/\1\s*>/g, '');
  return (ohneFremdes.match(/<(?:[\w.-]+:)?text(?=[\s/>])/g)?.length ?? 0) === texte(wurzel);
}

function texte(knoten: unknown): number {
  if (Array.isArray(knoten)) return knoten.reduce<number>((summe, teil) => summe + texte(teil), 0);
  if (typeof knoten !== 'object' || knoten === null) return 0;
  let summe = 0;
  for (const [name, wert] of Object.entries(knoten)) {
    if (name === 'text') summe += 1;
    else if (name !== 'extensionElements') summe += texte(wert);
  }
  return summe;
}
