const MONATE = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const DATUM = /^(-?\d{4,9})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ZEITPUNKT = /^(-?\d{4,9}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}.*)$/;
const UHRZEIT = /^(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z_+\-/0-9]+)?$/;
const DAUER = /^(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** `2026-05-01` → `1. Mai 2026`; what is no day stays as it is, here and below. */
export function tagWort(text: string): string {
  const m = DATUM.exec(text);
  return m ? `${Number(m[3])}. ${MONATE[Number(m[2]) - 1]} ${Number(m[1])}` : text;
}

/** `10:30:00+02:00` → `10:30 Uhr (UTC+02:00)` */
export function uhrzeitWort(text: string): string {
  const m = UHRZEIT.exec(text);
  if (!m) return text;
  const sekunden = Number(m[3]) === 0 ? '' : `:${m[3]?.replace('.', ',')}`;
  const wo =
    m[4] === undefined ? '' : m[4].startsWith('@') ? ` (${m[4].slice(1)})` : ` (UTC${m[4] === 'Z' ? '' : m[4]})`;
  return `${m[1]}:${m[2]}${sekunden} Uhr${wo}`;
}

/** A point in time or a day. */
export function zeitpunktWort(text: string): string {
  const [, tag, zeit] = ZEITPUNKT.exec(text) ?? [];
  return tag === undefined || zeit === undefined ? tagWort(text) : `${tagWort(tag)}, ${uhrzeitWort(zeit)}`;
}

const EINHEITEN = [
  ['Jahr', 'Jahre'],
  ['Monat', 'Monate'],
  ['Tag', 'Tage'],
  ['Stunde', 'Stunden'],
  ['Minute', 'Minuten'],
  ['Sekunde', 'Sekunden'],
] as const;

/** `P1Y6M` → `1 Jahr und 6 Monate` */
export function dauerWort(text: string): string {
  const m = DAUER.exec(text);
  if (!m) return text;
  const teile = EINHEITEN.flatMap(([eins, viele], i) => {
    const n = m[i + 2];
    return n === undefined ? [] : [`${n.replace('.', ',')} ${Number(n) === 1 ? eins : viele}`];
  });
  const vorn = teile.slice(0, -1).join(', ');
  return `${m[1] ? 'minus ' : ''}${vorn === '' ? '' : `${vorn} und `}${teile.at(-1) ?? ''}`;
}
