/** Nested answers as a person types them: field id → text ("27.11.2026", "ja", "50"). */
export function rohwerte(antworten: Record<string, unknown>, vor = ''): Record<string, string> {
  const aus: Record<string, string> = {};
  for (const [name, wert] of Object.entries(antworten)) {
    const id = vor ? `${vor}.${name}` : name;
    if (typeof wert === 'object' && wert !== null) Object.assign(aus, rohwerte(wert as Record<string, unknown>, id));
    else
      aus[id] =
        typeof wert === 'boolean'
          ? wert
            ? 'ja'
            : 'nein'
          : String(wert).replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1');
  }
  return aus;
}
