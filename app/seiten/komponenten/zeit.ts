const TEILE = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as local time: `{ tag: '27.11.2026', uhr: '14:03' }`. Figures only, so it reads alike on every Node. */
export function ortszeit(zeitpunkt: Date): { tag: string; uhr: string } {
  const teil = Object.fromEntries(TEILE.formatToParts(zeitpunkt).map((p) => [p.type, p.value]));
  return { tag: `${teil['day']}.${teil['month']}.${teil['year']}`, uhr: `${teil['hour']}:${teil['minute']}` };
}
