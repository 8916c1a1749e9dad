export interface NameTeile {
  /** Without designation and Sorbian form; "Kurort" stays, as it precedes the name in use. */
  readonly kurzname: string;
  readonly sorbisch: string | null;
  readonly stadt: boolean;
  readonly zusaetze: readonly string[];
}

/**
 * Takes a register name apart: "Bautzen / Budyšin, Stadt, Hochschulstadt / Wysokoš" → Bautzen, Budyšin, Stadt, [Hochschulstadt].
 * The Sorbian form may also follow the designation ("Weißwasser/O.L., Stadt / Běła Woda"); " / " with blanks divides
 * languages, "/" without blanks belongs to the name.
 */
export function splitAmtlicherName(amtlich: string): NameTeile {
  const [erstes = '', ...weitere] = amtlich.split(', ');
  const [deutsch = '', zweitname] = erstes.split(' / ');
  let sorbisch = zweitname ?? null;
  let stadt = false;
  let kurort = false;
  const zusaetze: string[] = [];
  for (const teil of weitere) {
    const [wort = '', uebersetzung] = teil.split(' / ');
    if (wort === 'Stadt') {
      stadt = true;
      sorbisch ??= uebersetzung ?? null;
    } else if (wort === 'Kurort') kurort = true;
    else zusaetze.push(wort);
  }
  return { kurzname: kurort ? `Kurort ${deutsch}` : deutsch, sorbisch, stadt, zusaetze };
}

/** Textkennzeichen of Satzart 60 (Destatis, GV100AD) and the designation that goes before the name. */
export const GEMEINDEARTEN: Readonly<Record<string, string>> = {
  '60': 'Markt',
  '61': 'Stadt',
  '62': 'Stadt',
  '63': 'Stadt',
  '64': 'Gemeinde',
  '65': 'Gemeindefreies Gebiet',
  '66': 'Gemeindefreies Gebiet',
  '67': 'Große Kreisstadt',
};

/** "Gemeinde Thallwitz", "Stadt Bautzen / Budyšin"; the town "Stadt Wehlen" carries its designation in its name already. */
export function displayName(bezeichnung: string, teile: NameTeile): string {
  const voll = teile.sorbisch === null ? teile.kurzname : `${teile.kurzname} / ${teile.sorbisch}`;
  return voll.startsWith(`${bezeichnung} `) ? voll : `${bezeichnung} ${voll}`;
}

/** "Landkreis Leipzig", but "Erzgebirgskreis"; a kreisfreie Stadt is "Stadt Leipzig". */
export function kreisName(kurzname: string, kreisfrei: boolean): string {
  if (kreisfrei) return `Stadt ${kurzname}`;
  return kurzname.endsWith('kreis') ? kurzname : `Landkreis ${kurzname}`;
}

/** The column of a name holds 50 characters: what fills it may have been cut off. */
export const mayBeCut = (name: string): boolean => name.length === 50;

/** Completes the last word of a cut name from the members' names, if exactly one fits: "…Triebel/V" → "…Triebel/Vogtl.". */
export function completeName(name: string, mitglieder: readonly string[]): string {
  const rest = /(?:^| und |, )((?:(?! und |, ).)+)$/.exec(name)?.[1] ?? '';
  const passend = mitglieder.filter((m) => rest !== '' && m.startsWith(rest));
  return passend.length === 1 ? name.slice(0, name.length - rest.length) + passend[0] : name;
}
