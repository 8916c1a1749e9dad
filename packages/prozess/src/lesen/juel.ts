const WORT = /\s*("[^"]*"|'[^']*'|\d+(?:\.\d+)?|[A-Za-z_][\w.]*|==|!=|<=|>=|&&|\|\||[<>!()])/y;
const UMSCHRIFT: Readonly<Record<string, string>> = {
  '==': '=',
  '&&': 'and',
  '||': 'or',
  eq: '=',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  // FEEL has its own order of evaluation: what is not a comparison is left to a person
  and: 'and',
  or: 'or',
};

/**
 * The FEEL expression for a simple condition of Activiti or Camunda 7 (`${betrag > 100 && art == 'x'}`): names, literals,
 * comparisons, `and`, `or` and brackets. Everything else (calls, negation, arithmetic) is undefined: a person decides.
 */
export function alsFeel(text: string): string | undefined {
  const innen = /^\s*[$#]\{(.*)\}\s*$/s.exec(text)?.[1];
  if (innen === undefined || innen.length > 1000) return undefined;
  const worte: string[] = [];
  WORT.lastIndex = 0;
  while (WORT.lastIndex < innen.trimEnd().length) {
    const stelle = WORT.lastIndex;
    const wort = WORT.exec(innen)?.[1];
    if (wort === undefined || WORT.lastIndex === stelle) return undefined;
    if (wort === '!' || wort === 'not' || wort === 'empty' || wort === 'div' || wort === 'mod') return undefined;
    worte.push(wort.startsWith("'") ? `"${wort.slice(1, -1)}"` : (UMSCHRIFT[wort] ?? wort));
  }
  // A name before a bracket is a call.
  if (worte.some((w, i) => w === '(' && /^[\w.]+$/.test(worte[i - 1] ?? '') && !/^(and|or)$/.test(worte[i - 1] ?? '')))
    return undefined;
  return worte.length === 0 ? undefined : worte.join(' ');
}
