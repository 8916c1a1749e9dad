const FORM = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** "02.03.2026, 10:15 Uhr" in German legal time. */
export function zeitText(zeit: Date): string {
  const part = Object.fromEntries(FORM.formatToParts(zeit).map((p) => [p.type, p.value]));
  return `${part['day']}.${part['month']}.${part['year']}, ${part['hour']}:${part['minute']} Uhr`;
}

/** "06.03.2026" for a local date such as `2026-03-06`; empty for anything else. */
export function tagText(tag: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(tag) ? tag.split('-').toReversed().join('.') : '';
}
