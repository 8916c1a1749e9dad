/** The HTML id of a field's input: dots would need escaping in selectors, and field ids hold no hyphen. */
export function feldId(feld: string): string {
  return `feld-${feld.replaceAll('.', '-')}`;
}
