import type { Grund } from '@rathausverbund/siegel';
import type { JsonWert } from './rfc8785.ts';

/** A document an event speaks of. Hashes in lower-case hex; `len` in bytes. */
export type EreignisDokument = {
  readonly name: string;
  readonly len: number;
  readonly mime: string;
  readonly sha256: string;
  readonly sha512: string;
};

/**
 * One legal event, the leaf of a log. Written once as RFC 8785, never changed. `n` counts from 1 within `strom`;
 * `prev` is the C of the event before it in lower-case hex, null for the first. `at`: UTC instant as
 * `2026-03-02T09:15:00.000Z`. Bodies (`fuer`) and persons by the ids the log's owner uses.
 */
export type Ereignis = {
  readonly v: 1;
  /** Origin of the log. */
  readonly log: string;
  readonly strom: { readonly art: 'vorgang' | 'vereinbarung' | 'koerperschaft'; readonly id: string };
  readonly n: number;
  readonly prev: string | null;
  readonly kind: string;
  readonly at: string;
  readonly actor: { readonly pseudonym: string; readonly role: string; readonly loa: string | null };
  /** `stelle` is the processing body. */
  readonly fuer: { readonly oertlich: string; readonly zustaendig: string; readonly stelle: string };
  /** `norm` stands where no agreement acts. */
  readonly grundlage: {
    readonly vereinbarung: string | null;
    readonly norm: string | null;
    readonly aufgabe: string;
    readonly zweck: string;
  };
  /** Name and version of the rule that decided, null when a person did. */
  readonly rule: string | null;
  readonly data: { readonly [name: string]: JsonWert };
  readonly docs: readonly EreignisDokument[];
};

type Pruefung = (value: unknown) => boolean;

const text: Pruefung = (v) => typeof v === 'string' && v !== '';
const textOrNull: Pruefung = (v) => v === null || text(v);
const count =
  (min: number): Pruefung =>
  (v) =>
    Number.isSafeInteger(v) && (v as number) >= min;
const pattern =
  (form: RegExp): Pruefung =>
  (v) =>
    typeof v === 'string' && form.test(v);
const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const fields = (shape: Record<string, Pruefung>): Pruefung => {
  const checks = Object.entries(shape);
  return (v) =>
    isObject(v) &&
    Object.keys(v).length === checks.length &&
    checks.every(([name, check]) => Object.hasOwn(v, name) && check(v[name]));
};

const hash256 = pattern(/^[0-9a-f]{64}$/);
const instantForm = pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const instant: Pruefung = (v) =>
  instantForm(v) && Number.isFinite(Date.parse(v as string)) && new Date(v as string).toISOString() === v;
const dokument = fields({ name: text, len: count(0), mime: text, sha256: hash256, sha512: pattern(/^[0-9a-f]{128}$/) });

const SHAPE: Record<keyof Ereignis, Pruefung> = {
  v: (v) => v === 1,
  log: text,
  strom: fields({ art: pattern(/^(vorgang|vereinbarung|koerperschaft)$/), id: text }),
  n: count(1),
  prev: (v) => v === null || hash256(v),
  kind: text,
  at: instant,
  actor: fields({ pseudonym: text, role: text, loa: textOrNull }),
  fuer: fields({ oertlich: text, zustaendig: text, stelle: text }),
  grundlage: fields({ vereinbarung: textOrNull, norm: textOrNull, aufgabe: text, zweck: text }),
  rule: textOrNull,
  data: isObject,
  docs: (v) => Array.isArray(v) && v.every(dokument),
};
const CHECKS = Object.entries(SHAPE);

/**
 * Checks the shape of an event: exactly these fields, an agreement or a norm as basis, `prev` null only for n = 1.
 * Codes: `ereignis.version` (another `v`), `ereignis.form`.
 */
export function pruefeEreignis(
  value: unknown,
): { readonly ok: true; readonly ereignis: Ereignis } | ({ readonly ok: false } & Grund) {
  if (isObject(value) && value['v'] !== 1)
    return { ok: false, code: 'ereignis.version', meldung: 'Das Ereignis hat eine unbekannte Version.' };
  if (!isObject(value)) return { ok: false, code: 'ereignis.form', meldung: 'Das Ereignis ist kein Objekt.' };
  const wrong = CHECKS.find(([name, check]) => !Object.hasOwn(value, name) || !check(value[name]));
  if (wrong)
    return {
      ok: false,
      code: 'ereignis.form',
      meldung: `Im Ereignis ist das Feld „${wrong[0]}“ nicht so, wie es sein muss.`,
    };
  const strange = Object.keys(value).find((name) => !Object.hasOwn(SHAPE, name));
  if (strange !== undefined)
    return { ok: false, code: 'ereignis.form', meldung: `Das Ereignis hat ein unbekanntes Feld „${strange}“.` };
  const ereignis = value as Ereignis;
  if ((ereignis.n === 1) !== (ereignis.prev === null))
    return {
      ok: false,
      code: 'ereignis.form',
      meldung: 'Das Ereignis nennt seinen Vorgänger nicht so, wie es sein muss.',
    };
  const { vereinbarung, norm } = ereignis.grundlage;
  if (vereinbarung === null && norm === null)
    return { ok: false, code: 'ereignis.form', meldung: 'Das Ereignis nennt keine Grundlage.' };
  return { ok: true, ereignis };
}
