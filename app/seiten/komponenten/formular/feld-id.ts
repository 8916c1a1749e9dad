/** The HTML id of an input: unique over all forms of a page. Dots would need escaping in selectors. */
export function feldIdOf(formular: string, feld: string): string {
  return `${formular}-${feld.replaceAll('.', '-')}`;
}

/** The same for the one form of a page that comes from a form model; its field ids hold no hyphen. */
export function feldId(feld: string): string {
  return feldIdOf('feld', feld);
}
