import { readFileSync } from 'node:fs';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Access data to a device or service. @param einstellung that names the file @throws a sentence when it cannot be read or lacks something */
export function readZugang<S extends TSchema>(einstellung: string, datei: string | undefined, schema: S): Static<S> {
  const kaputt = new Error(`Die Datei ${einstellung} (${datei}) ist nicht lesbar oder unvollständig.`);
  try {
    const wert: unknown = JSON.parse(readFileSync(datei ?? '', 'utf8'));
    if (Value.Check(schema, wert)) return wert;
  } catch {
    throw kaputt;
  }
  throw kaputt;
}
