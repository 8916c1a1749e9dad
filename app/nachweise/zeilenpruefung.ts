import { type Ereignis, kanonischC } from '@rathausverbund/nachweis';
import type { Leser } from '../base/index.ts';
import { liesEreignis } from './ereignis.ts';
import { unpackKlartext } from './klartext.ts';
import { sha256 } from './model.ts';
import type { Protokoll } from './store.ts';

/** One column of a stored event that is not what the event itself says. */
export interface Zeilenfund {
  koerperschaft: string;
  /** the Vorgang, agreement or body whose stream it is */
  strom: string;
  n: number;
  feld: string;
  ist: string;
  soll: string;
}

type Zeile = {
  koerperschaft: string;
  id: string;
  leistung: string;
  vorgang: string;
  strom_art: string;
  n: number;
  c: Buffer;
  kind: string;
  at: Date;
  geheim: Buffer;
  buerger: string | null;
  /** the body has recorded that it erased this Vorgang */
  geloescht: boolean;
  /** what the log holds for this event: the newest place */
  blatt: Buffer | null;
};

/** What the events of one stream hand on to the next. */
interface Faden {
  koerperschaft: string;
  strom: string;
  n: number;
  c: string | null;
  leistung: string;
  buerger: string | null;
}

const ZEILEN = 1_000;
const VOR_ALLEN = '00000000-0000-0000-0000-000000000000';

/**
 * Opens every event of every stream, of cases, agreements and bodies alike: its C from salt and text must be the stored one and the
 * leaf of the log, it must follow its predecessor, and the columns in clear must say what the text says. Of an erased Vorgang only
 * number, C and leaf are left to compare. @returns how many events there are, and every difference
 */
export async function pruefeZeilen(lies: Leser, p: Protokoll): Promise<{ ereignisse: number; funde: Zeilenfund[] }> {
  const funde: Zeilenfund[] = [];
  let ereignisse = 0;
  let faden: Faden | null = null;
  for (;;) {
    const zeilen: Zeile[] = await lies<Zeile>(
      `select e.koerperschaft, e.id, e.leistung, e.vorgang, e.strom_art, e.n, e.c, e.kind, e.at, e.geheim, e.buerger,
         exists (select from nachweise.geloescht g where g.koerperschaft = e.koerperschaft and g.vorgang = e.vorgang) as geloescht,
         (select b.c from nachweise.log_leaf b where b.koerperschaft = e.koerperschaft and b.ereignis = e.id order by b.epoche desc limit 1) as blatt
       from nachweise.ereignis e where (e.koerperschaft, e.vorgang, e.n) > ($1, $2, $3)
       order by e.koerperschaft, e.vorgang, e.n limit ${ZEILEN}`,
      [faden?.koerperschaft ?? VOR_ALLEN, faden?.strom ?? VOR_ALLEN, faden?.n ?? 0],
    );
    for (const z of zeilen) {
      const vorher: Faden | null = faden?.koerperschaft === z.koerperschaft && faden.strom === z.vorgang ? faden : null;
      const { c, leistung, buerger, fehler } = pruefe(p, z, vorher);
      for (const [feld, ist, soll] of fehler)
        funde.push({ koerperschaft: z.koerperschaft, strom: z.vorgang, n: z.n, feld, ist, soll });
      faden = { koerperschaft: z.koerperschaft, strom: z.vorgang, n: z.n, c, leistung, buerger };
    }
    ereignisse += zeilen.length;
    if (zeilen.length < ZEILEN) return { ereignisse, funde };
  }
}

type Fehler = [feld: string, ist: string, soll: string];

const unterschied = (paare: readonly (readonly [string, unknown, unknown])[]): Fehler[] =>
  paare.flatMap(([feld, ist, soll]): Fehler[] => (ist === soll ? [] : [[feld, String(ist), String(soll)]]));

function pruefe(p: Protokoll, z: Zeile, vorher: Faden | null) {
  const c = z.c.toString('hex');
  const platz: readonly (readonly [string, unknown, unknown])[] = [
    ['n', z.n, (vorher?.n ?? 0) + 1],
    ['Blatt im Protokoll', z.blatt?.toString('hex') ?? c, c],
  ];
  const rest = { leistung: vorher?.leistung ?? z.leistung, buerger: vorher?.buerger ?? null };
  if (z.geheim.length === 0) {
    const leer = [
      ['Inhalt', z.geloescht ? 'gelöscht' : 'leer', 'gelöscht'],
      ['strom_art', z.strom_art, 'vorgang'],
      ['kind', z.kind, 'geloescht'],
      ['leistung', z.leistung, '-'],
      ['buerger', z.buerger, null],
    ] as const;
    return { c, ...rest, fehler: unterschied([...platz, ...leer]) };
  }
  const offen = oeffne(p, z);
  if (typeof offen === 'string')
    return { c, ...rest, fehler: [...unterschied(platz), ['Inhalt', offen, 'lesbar'] satisfies Fehler] };
  const { e, c: gerechnet } = offen;
  const eigen = e.strom.art === 'vorgang' && e.kind === 'vorgang.eroeffnet' ? e.data : null;
  const leistung = eigen ? String(eigen['leistung']) : vorher ? vorher.leistung : (OHNE_LEISTUNG[e.kind] ?? '-');
  const buerger = eigen ? ((eigen['buerger'] as string | null | undefined) ?? null) : (vorher?.buerger ?? null);
  const fehler = unterschied([
    ...platz,
    ['c', c, gerechnet],
    ['prev', e.prev, vorher?.c ?? null],
    ['Nummer im Text', e.n, z.n],
    ['Strom im Text', e.strom.id, z.vorgang],
    ['Protokoll im Text', e.log.split('/').at(-2), z.koerperschaft],
    ['strom_art', z.strom_art, e.strom.art],
    ['kind', z.kind, e.kind],
    ['at', z.at.toISOString(), e.at],
    ['leistung', z.leistung, leistung],
    ['buerger', z.buerger, buerger],
  ]);
  return { c: gerechnet, leistung, buerger, fehler };
}

/** Streams of a body that belong to a place of their own. */
const OHNE_LEISTUNG: Readonly<Record<string, string>> = { 'nachricht.abgelegt': 'posteingang' };

/** @returns the event with its C, or why it cannot be opened */
function oeffne(p: Protokoll, z: Zeile): { e: Ereignis; c: string } | string {
  try {
    const { json, salt } = unpackKlartext(p.bund.decrypt(z.koerperschaft, z.vorgang, z.geheim, `ereignis-${z.n}`));
    const c = Buffer.from(kanonischC(sha256, salt, json)).toString('hex');
    return { e: liesEreignis(json), c };
  } catch (fehler) {
    return (fehler as Error).message;
  }
}
