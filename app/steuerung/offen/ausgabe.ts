import { addDays } from '@rathausverbund/fristen';
import type { Datensatz } from './actions.ts';
import { parseQuartal } from './quartal.ts';

/** Licence of the data: a decision of those who release, kept in one place. */
export const LIZENZ = {
  name: 'Datenlizenz Deutschland – Namensnennung – Version 2.0',
  kurz: 'dl-de/by-2-0',
  adresse: 'https://www.govdata.de/dl-de/by-2-0',
  /** value of DCAT-AP.de's list of licences */
  dcat: 'http://dcat-ap.de/def/licenses/dl-by-de/2.0',
} as const;

/** What stands where a count is hidden. */
export const VERDECKT = '<5';

export interface Namen {
  haus(id: string): { name: string; ags: string };
  leistung(schluessel: string): string;
}

const feld = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180 with semicolons, UTF-8, CRLF: one line per Leistung and month; sums as "gesamt". Hidden counts are empty, with the reason beside. */
export function toCsv(d: Datensatz, n: Namen): string {
  const { name, ags } = n.haus(d.koerperschaft);
  const zeilen = d.inhalt.werte.flatMap((z, i) =>
    z.map((w, j) => [
      ags,
      name,
      d.inhalt.zeilen[i] ?? 'gesamt',
      n.leistung(d.inhalt.zeilen[i] ?? ''),
      d.inhalt.spalten[j] ?? 'gesamt',
      w === null ? '' : String(w),
      w === null ? 'verdeckt' : 'offen',
    ]),
  );
  const kopf = ['ags', 'kommune', 'leistung', 'leistung_name', 'monat', 'vorgaenge', 'hinweis'];
  return `${[kopf, ...zeilen].map((z) => z.map(feld).join(';')).join('\r\n')}\r\n`;
}

/** The same as JSON; a hidden count is null. */
export function toJson(d: Datensatz, n: Namen): object {
  const { name, ags } = n.haus(d.koerperschaft);
  return {
    titel: titelOf(d, n),
    ags,
    kommune: name,
    quartal: d.quartal,
    lizenz: LIZENZ.kurz,
    namensnennung: name,
    verdeckt: 'null: kleiner als 5 oder verdeckt, damit sich keine kleinere Zahl ausrechnen lässt',
    monate: d.inhalt.spalten,
    vorgaenge: d.inhalt.zeilen.map((l, i) => ({
      leistung: l,
      name: n.leistung(l),
      jeMonat: d.inhalt.werte[i]?.slice(0, -1) ?? [],
      gesamt: d.inhalt.werte[i]?.at(-1) ?? null,
    })),
    gesamt: {
      jeMonat: d.inhalt.werte.at(-1)?.slice(0, -1) ?? [],
      gesamt: d.inhalt.werte.at(-1)?.at(-1) ?? null,
    },
  };
}

export const titelOf = (d: Datensatz, n: Namen): string =>
  `Vorgänge je Leistung und Monat, ${n.haus(d.koerperschaft).name}, ${d.quartal}`;

/** Address of a distribution below the catalogue. */
export const wegOf = (d: Datensatz, n: Namen, art: 'csv' | 'json'): string =>
  `/daten/${n.haus(d.koerperschaft).ags}/${d.quartal}.${art}`;

const MIME = { csv: 'text/csv', json: 'application/json' } as const;
const EU = 'http://publications.europa.eu/resource/authority';

/** The catalogue as DCAT-AP in JSON-LD; addresses are absolute below `basis`. */
export function toKatalog(daten: readonly Datensatz[], n: Namen, basis: string): object {
  const stelle = (id: string) => ({
    '@type': 'foaf:Organization',
    'foaf:name': n.haus(id).name,
    'dct:identifier': n.haus(id).ags,
  });
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      dcatde: 'http://dcat-ap.de/def/dcatde/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${basis}/daten`,
    '@type': 'dcat:Catalog',
    'dct:title': { '@value': 'Offene Daten der beteiligten Kommunen', '@language': 'de' },
    'dct:description': {
      '@value': 'Wie viele Vorgänge je Leistung und Monat eingegangen sind. Kleine Zahlen sind verdeckt.',
      '@language': 'de',
    },
    'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': 'Rathausverbund' },
    'dct:language': { '@id': `${EU}/language/DEU` },
    'dcat:dataset': daten.map((d) => ({
      '@id': `${basis}/daten/${n.haus(d.koerperschaft).ags}/${d.quartal}`,
      '@type': 'dcat:Dataset',
      'dct:title': { '@value': titelOf(d, n), '@language': 'de' },
      'dct:description': {
        '@value':
          'Eingegangene Vorgänge je Leistung und Monat mit Summen. Zahlen unter 5 sind verdeckt, weitere so, dass sich keine verdeckte ausrechnen lässt.',
        '@language': 'de',
      },
      'dct:identifier': `${n.haus(d.koerperschaft).ags}-${d.quartal}`,
      'dct:issued': { '@value': d.freigegeben.toISOString(), '@type': 'xsd:dateTime' },
      'dct:publisher': stelle(d.koerperschaft),
      'dcat:theme': { '@id': `${EU}/data-theme/GOVE` },
      'dct:accrualPeriodicity': { '@id': `${EU}/frequency/QUARTERLY` },
      'dct:temporal': zeitraum(d.quartal),
      'dcat:distribution': (['csv', 'json'] as const).map((art) => ({
        '@id': `${basis}${wegOf(d, n, art)}`,
        '@type': 'dcat:Distribution',
        'dct:title': { '@value': art.toUpperCase(), '@language': 'de' },
        'dcat:accessURL': { '@id': `${basis}${wegOf(d, n, art)}` },
        'dcat:downloadURL': { '@id': `${basis}${wegOf(d, n, art)}` },
        'dct:format': { '@id': `${EU}/file-type/${art.toUpperCase()}` },
        'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${MIME[art]}` },
        'dct:license': { '@id': LIZENZ.dcat },
        'dcatde:licenseAttributionByText': n.haus(d.koerperschaft).name,
      })),
    })),
  };
}

const zeitraum = (quartal: string) => {
  const q = parseQuartal(quartal);
  return {
    '@type': 'dct:PeriodOfTime',
    'dcat:startDate': { '@value': q?.von ?? '', '@type': 'xsd:date' },
    // last day, not the first one outside
    'dcat:endDate': { '@value': q ? addDays(q.bis, -1) : '', '@type': 'xsd:date' },
  };
};
