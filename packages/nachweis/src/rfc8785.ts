/** What JSON can say. */
export type JsonWert = null | boolean | number | string | readonly JsonWert[] | { readonly [name: string]: JsonWert };

const MAX_DEPTH = 100;

/**
 * Canonical JSON after RFC 8785: members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them,
 * no white space. Throws a TypeError for what has no canonical form (lone surrogates, NaN, Infinity, undefined,
 * functions, more than 100 levels): such a value in an event is a bug of the caller, not an input to answer.
 *
 *     rfc8785({ b: 1e21, a: 'ö' }) // '{"a":"ö","b":1e+21}'
 */
export function rfc8785(value: JsonWert): string {
  return write(value, 0);
}

// Every event, statement and hash goes through here: no closures, no arrays in between.
function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError(`rfc8785: mehr als ${MAX_DEPTH} Ebenen`);
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('rfc8785: keine endliche Zahl');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let items = '';
    for (let i = 0; i < value.length; i++) items += (i === 0 ? '' : ',') + write(value[i], depth + 1);
    return `[${items}]`;
  }
  if (isPlainObject(value)) {
    let members = '';
    for (const name of Object.keys(value).sort())
      members += `${members === '' ? '' : ','}${text(name)}:${write(value[name], depth + 1)}`;
    return `{${members}}`;
  }
  throw new TypeError(`rfc8785: kein JSON-Wert (${typeof value})`);
}

function text(value: string): string {
  // A lone surrogate has no UTF-8 form: two different texts would hash alike.
  if (!value.isWellFormed()) throw new TypeError('rfc8785: einzelnes Surrogat');
  return JSON.stringify(value);
}

// A Date or a Map is no JSON value: written silently as text or {} it would lose its meaning.
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
