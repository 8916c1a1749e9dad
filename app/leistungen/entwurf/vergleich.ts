import type { Knoten } from '@rathausverbund/prozess';
import type { Abweichung } from '../beispiel.ts';
import type { Dateien, Leistung } from '../compile.ts';
import { type Lauf, probiere } from '../probe.ts';
import type { GelesenesBeispiel } from './befund.ts';

/** One state of a Leistung: a folder, or a version as it was published. */
export interface Stand {
  dateien: Dateien;
  leistung: Leistung;
  beispiele: readonly GelesenesBeispiel[];
}

interface Schritt {
  element: string;
  name: string;
}

export interface Unterschied {
  dateien: { neu: string[]; weg: string[]; anders: string[] };
  /** `offen`: gone or of another kind, and running cases may stand there */
  schritte: { neu: Schritt[]; weg: Schritt[]; offen: Schritt[] };
  /** what comes out differently, `erwartet` as it was and `erhalten` as it is; only examples that differ, and all of them in `von` */
  beispiele: { datei: string; name: string; anders: Abweichung[] }[];
  von: number;
}

/** Passed at once: no case ever stands there. */
const DURCHGANG: ReadonlySet<Knoten['art']> = new Set(['exklusiv', 'durchgang', 'start', 'ende', 'rand', 'skript']);
/** what the walk is given; all other variables are its results */
const GEGEBEN = new Set(['antrag', 'kanal', 'niveau', 'tag', 'satz', 'oertlich', 'zustaendig']);

/** Files, steps, and what comes out of the examples of both, walked through either state. */
export function vergleiche(alt: Stand, neu: Stand): Unterschied {
  const beispiele = new Map([...alt.beispiele, ...neu.beispiele].map((b) => [b.datei, b]));
  const gelaufen = [...beispiele.values()].flatMap(({ datei, beispiel }) =>
    beispiel
      ? [
          {
            datei,
            name: beispiel.name,
            anders: unterscheide('', ergebnis(alt.leistung, beispiel), ergebnis(neu.leistung, beispiel)),
          },
        ]
      : [],
  );
  return {
    dateien: {
      neu: Object.keys(neu.dateien).filter((d) => !(d in alt.dateien)),
      weg: Object.keys(alt.dateien).filter((d) => !(d in neu.dateien)),
      anders: Object.keys(neu.dateien).filter((d) => d in alt.dateien && alt.dateien[d] !== neu.dateien[d]),
    },
    schritte: vergleicheSchritte(alt.leistung.prozess.knoten, neu.leistung.prozess.knoten),
    beispiele: gelaufen.filter((b) => b.anders.length > 0),
    von: gelaufen.length,
  };
}

function vergleicheSchritte(alt: ReadonlyMap<string, Knoten>, neu: ReadonlyMap<string, Knoten>) {
  const schritt = ({ id, name }: Knoten): Schritt => ({ element: id, name });
  const weg = [...alt.values()].filter((k) => !neu.has(k.id));
  const umgewandelt = [...alt.values()].filter((k) => neu.has(k.id) && neu.get(k.id)?.art !== k.art);
  return {
    neu: [...neu.values()].filter((k) => !alt.has(k.id)).map(schritt),
    weg: weg.map(schritt),
    offen: [...weg, ...umgewandelt].filter((k) => !DURCHGANG.has(k.art)).map(schritt),
  };
}

/** What people would notice of a walk. */
function ergebnis(leistung: Leistung, b: NonNullable<GelesenesBeispiel['beispiel']>): unknown {
  const { abweichungen, lauf } = probiere(leistung, b);
  if (!lauf) return { abgelehnt: abweichungen };
  return {
    betreff: lauf.betreff,
    weg: lauf.weg.join(' → '),
    ...werteVon(lauf),
    briefe: lauf.briefe,
    ...(lauf.fehler.length > 0 ? { fehler: lauf.fehler } : {}),
  };
}

const werteVon = (lauf: Lauf) =>
  Object.fromEntries(Object.entries(lauf.zustand?.variablen ?? {}).filter(([name]) => !GEGEBEN.has(name)));

/** Every place where two plain values differ; lists of another length differ as a whole. */
function unterscheide(wo: string, alt: unknown, neu: unknown): Abweichung[] {
  if (Array.isArray(alt) && Array.isArray(neu) && alt.length === neu.length)
    return alt.flatMap((a, n) => unterscheide(`${wo}[${n}]`, a, neu[n]));
  if (istObjekt(alt) && istObjekt(neu))
    return [...new Set([...Object.keys(alt), ...Object.keys(neu)])].flatMap((k) =>
      unterscheide(wo ? `${wo}.${k}` : k, alt[k], neu[k]),
    );
  return JSON.stringify(alt) === JSON.stringify(neu) ? [] : [{ wo, erwartet: alt, erhalten: neu }];
}

const istObjekt = (wert: unknown): wert is Record<string, unknown> =>
  typeof wert === 'object' && wert !== null && !Array.isArray(wert);
