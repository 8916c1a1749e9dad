import type { Amt24Mapping, Feldregel } from './mapping.ts';

export type Einzelwert = string | number | boolean;

type Gelesen = { readonly ok: true; readonly wert: Einzelwert } | { readonly ok: false; readonly meldung: string };

const gut = (wert: Einzelwert): Gelesen => ({ ok: true, wert });
const schlecht = (meldung: string): Gelesen => ({ ok: false, meldung });

/**
 * Turns the text of a field into a value of the rule's type. `datum` → ISO date, `cent` → integer cents,
 * `dezimal` → exact decimal text with a point, `ags` → eight digits (also from a twelve-digit ARS).
 */
export function readWert(text: string, regel: Feldregel, mapping: Amt24Mapping): Gelesen {
  switch (regel.typ) {
    case 'text':
      return gut(text);
    case 'datum':
      return datum(text);
    case 'janein':
      return janein(text);
    case 'ganzzahl':
      return /^-?\d{1,15}$/.test(text) ? gut(Number(text)) : schlecht('keine ganze Zahl');
    case 'dezimal':
      return dezimal(text);
    case 'cent':
      return cent(text);
    case 'ags':
      return ags(text);
    case 'code':
      return code(text, mapping.codelisten[regel.codeliste ?? ''] ?? {});
  }
}

function datum(text: string): Gelesen {
  const teile = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const iso = teile ? `${teile[3]}-${teile[2]?.padStart(2, '0')}-${teile[1]?.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return schlecht('kein Datum (erwartet TT.MM.JJJJ)');
  const tag = new Date(`${iso}T00:00:00Z`);
  // 31.02. would roll over into March
  return !Number.isNaN(tag.getTime()) && tag.toISOString().startsWith(iso)
    ? gut(iso)
    : schlecht('diesen Tag gibt es nicht');
}

function janein(text: string): Gelesen {
  const klein = text.toLowerCase();
  if (['ja', 'true', '1'].includes(klein)) return gut(true);
  if (['nein', 'false', '0'].includes(klein)) return gut(false);
  return schlecht('weder ja noch nein');
}

/** German notation: comma before the decimals, points between thousands. */
function dezimal(text: string): Gelesen {
  const teile = /^(-?)(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,10}))?$/.exec(text);
  if (!teile) return schlecht('keine Zahl (erwartet z. B. 1.234,50)');
  const ganz = (teile[2] ?? '').replaceAll('.', '');
  return gut(`${teile[1]}${ganz}${teile[3] === undefined ? '' : `.${teile[3]}`}`);
}

function cent(text: string): Gelesen {
  const zahl = dezimal(text.replace(/\s*(€|EUR)$/, ''));
  if (!zahl.ok) return zahl;
  const [euro = '', rest = ''] = String(zahl.wert).split('.');
  if (rest.length > 2 || euro.length > 12) return schlecht('kein Betrag in Euro und Cent');
  return gut(Number(euro + rest.padEnd(2, '0')));
}

function ags(text: string): Gelesen {
  if (/^\d{8}$/.test(text)) return gut(text);
  return /^\d{12}$/.test(text) ? gut(text.slice(0, 5) + text.slice(9)) : schlecht('kein Gemeindeschlüssel');
}

function code(text: string, liste: Readonly<Record<string, string>>): Gelesen {
  const bedeutung = Object.hasOwn(liste, text) ? liste[text] : undefined;
  return bedeutung === undefined ? schlecht('dieser Code ist nicht vereinbart') : gut(bedeutung);
}
