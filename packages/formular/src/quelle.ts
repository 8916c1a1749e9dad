/** A fault in the source of a form: where and why. */
export type QuellFehler = { readonly pfad: string; readonly meldung: string };

/** A mapping of the source under reading; faults gather in `fehler`, reading goes on to find them all. */
export type Quelle = { readonly daten: Record<string, unknown>; readonly pfad: string; readonly fehler: QuellFehler[] };

/** Opens a mapping and refuses keys outside `erlaubt`; `undefined` when the value is no mapping. */
export function openQuelle(
  wert: unknown,
  pfad: string,
  erlaubt: readonly string[],
  fehler: QuellFehler[],
): Quelle | undefined {
  if (typeof wert !== 'object' || wert === null || Array.isArray(wert)) {
    fehler.push({ pfad, meldung: 'Hier muss ein Abschnitt mit Schlüsseln stehen.' });
    return undefined;
  }
  for (const key of Object.keys(wert)) {
    if (erlaubt.includes(key)) continue;
    fehler.push({ pfad: join(pfad, key), meldung: `Unbekannter Schlüssel. Hier erlaubt: ${erlaubt.join(', ')}.` });
  }
  return { daten: wert as Record<string, unknown>, pfad, fehler };
}

/** A non-empty text, or `undefined` when the key is absent. */
export function text(quelle: Quelle, key: string): string | undefined {
  const wert = lies(quelle, key);
  if (wert === undefined || (typeof wert === 'string' && wert.trim() !== '')) return wert;
  return melde(quelle, key, 'Hier muss ein Text stehen, Zahlen in Anführungszeichen.');
}

/** A text that must be there; a gap is reported and read as "". */
export function pflichttext(quelle: Quelle, key: string): string {
  if (lies(quelle, key) === undefined) melde(quelle, key, 'Dieser Text fehlt.');
  return text(quelle, key) ?? '';
}

/** true or false; absent counts as false. */
export function wahrheit(quelle: Quelle, key: string): boolean {
  const wert = lies(quelle, key);
  if (wert !== undefined && typeof wert !== 'boolean') melde(quelle, key, 'Hier muss true oder false stehen.');
  return wert === true;
}

/** A finite number, whole where asked, or `undefined` when the key is absent. */
export function zahl(quelle: Quelle, key: string, ganz: boolean): number | undefined {
  const wert = lies(quelle, key);
  if (wert === undefined) return undefined;
  if (typeof wert === 'number' && (ganz ? Number.isSafeInteger(wert) : Number.isFinite(wert))) return wert;
  return melde(quelle, key, ganz ? 'Hier muss eine ganze Zahl stehen.' : 'Hier muss eine Zahl stehen.');
}

/** A list that must have entries; a gap is reported and read as empty. */
export function pflichtliste(quelle: Quelle, key: string): readonly unknown[] {
  const wert = lies(quelle, key);
  if (Array.isArray(wert) && wert.length > 0) return wert;
  melde(quelle, key, 'Hier muss eine Liste mit mindestens einem Eintrag stehen.');
  return [];
}

/** Reports a fault at a key. */
export function melde(quelle: Quelle, key: string, meldung: string): undefined {
  quelle.fehler.push({ pfad: join(quelle.pfad, key), meldung });
  return undefined;
}

/** The value at a key as it stands; only own keys count. */
export function lies(quelle: Quelle, key: string): unknown {
  return Object.hasOwn(quelle.daten, key) ? quelle.daten[key] : undefined;
}

function join(pfad: string, key: string): string {
  return pfad === '' ? key : `${pfad}.${key}`;
}
