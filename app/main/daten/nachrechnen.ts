import { ereignisC } from '@rathausverbund/nachweis';
import type { Variablen } from '@rathausverbund/prozess';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import type pg from 'pg';
import { readAlleKonten, stelleKontoGegenueber } from '../../abrechnung/index.ts';
import {
  type Config,
  type Dateien,
  type Datenbank,
  dienst,
  echteUhr,
  type Leser,
  type Ordner,
  readVorgangstabellen,
  type Tx,
} from '../../base/index.ts';
import type { Katalog, Leistung } from '../../leistungen/index.ts';
import {
  type GespeichertesEreignis,
  OHNE_DATEI,
  type Protokoll,
  pruefeZeilen,
  readAlleVorgaenge,
  readStrom,
  rechneNach as rechneProtokolleNach,
} from '../../nachweise/index.ts';
import { begonnenAm, readVorfaelle, type Startwerte, spieleNach } from '../../prozesse/index.ts';
import { lock } from '../../vorgaenge/index.ts';
import { createKern, startwerte } from '../kern.ts';
import { OHNE_EREIGNIS } from './ableitbar.ts';
import { erwarteZeilen } from './erwartung.ts';
import { type Ist, type Unterschied, vergleiche } from './vergleich.ts';
import type { Zugriff } from './zugriff.ts';

export interface NachrechnenDeps {
  /** setup role: reads every row */
  client: pg.Client;
  /** worker role: reads a Vorgang as its body's service does */
  db: Datenbank;
  /** auditor role: reads the logs */
  pruefer: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  dateien: Dateien;
  startwerte: Startwerte;
}

export interface Bericht {
  /** of every stream: cases, agreements, bodies */
  ereignisse: number;
  vorgaenge: number;
  geloescht: number;
  /** accounts of agreements, each side its own */
  konten: number;
  /** cases with events that do not yet name their step: their process rows cannot be recalculated */
  offen: { vorgang: string; meldung: string }[];
  /** `wo`: the Vorgang, the agreement of an account, or the stream of an event */
  unterschiede: (Unterschied & { wo: string })[];
  protokolle: { koerperschaft: string; meldung: string }[];
}

/** Recalculates every Vorgang, every account of an agreement and every log of the installation. Changes nothing. */
export async function rechneAllesNach(
  d: NachrechnenDeps,
  melde: (fertig: number, von: number) => void,
): Promise<Bericht> {
  const lies = async <T extends Record<string, unknown>>(sql: string, werte: unknown[] = []): Promise<T[]> =>
    (await d.client.query<T>(sql, werte)).rows;
  const { ereignisse, funde } = await pruefeZeilen(lies, d.protokoll);
  const b: Bericht = {
    ereignisse,
    vorgaenge: 0,
    geloescht: 0,
    konten: 0,
    offen: [],
    unterschiede: funde.map(({ strom, n, feld, ist, soll }) => ({
      wo: strom,
      tabelle: 'nachweise.ereignis',
      feld: `${n} ${feld}`,
      ist,
      soll,
    })),
    protokolle: [],
  };
  const stroeme = await readAlleVorgaenge(lies);
  const tabellen = await readTabellen(lies);
  for (const [i, { koerperschaft, vorgang, geloescht }] of stroeme.entries()) {
    melde(i, stroeme.length);
    b.vorgaenge++;
    if (geloescht) {
      b.geloescht++;
      for (const [tabelle, spalte] of tabellen)
        if (tabelle !== 'register.eintrag' && (await zeilen(lies, tabelle, spalte, koerperschaft, vorgang)).length > 0)
          b.unterschiede.push({ wo: vorgang, tabelle, feld: 'Zeile', ist: 'vorhanden', soll: 'gelöscht' });
      continue;
    }
    const r = await rechneVorgangNach(d, lies, tabellen, koerperschaft, vorgang).catch((f) => ({
      unterschiede: [unrechenbar(f)],
      offen: null,
    }));
    b.unterschiede.push(...r.unterschiede.map((u) => ({ ...u, wo: vorgang })));
    if (r.offen) b.offen.push({ vorgang, meldung: r.offen });
  }
  for (const { koerperschaft, vereinbarung } of await readAlleKonten(lies)) {
    b.konten++;
    const konto = await stelleKontoGegenueber(d, koerperschaft, vereinbarung)
      .then((g) => g.flatMap(({ tabelle, ist, soll }) => vergleiche(tabelle, ist, soll)))
      .catch((f) => [unrechenbar(f)]);
    b.unterschiede.push(...konto.map((u) => ({ ...u, wo: `${koerperschaft} ${vereinbarung}` })));
  }
  for (const { koerperschaft } of await lies<{ koerperschaft: string }>(
    'select koerperschaft from nachweise.protokolle() group by 1',
  ))
    for (const meldung of (await rechneProtokolleNach({ db: d.pruefer, krypto: nodeKrypto }, koerperschaft)).befunde)
      b.protokolle.push({ koerperschaft, meldung });
  return b;
}

/** Tables with rows of a Vorgang and the column that names it, as the catalogue declares them. */
const readTabellen = async (lies: Leser): Promise<[string, string][]> => [
  ...(await readVorgangstabellen(lies))
    .filter((t) => !(t.name in OHNE_EREIGNIS))
    .map((t): [string, string] => [t.name, t.spalte]),
  [SICHT, 'vorgang'],
];

/** Events that may come before the process has begun. */
const NEBEN_DEM_PROZESS = new Set(['akte.uebernommen', 'stelle.gewechselt', 'vorgang.abgegeben']);

const SICHT = 'vorgaenge.oertliche_sicht';

const zeilen = (lies: Leser, tabelle: string, spalte: string, koerperschaft: string, vorgang: string) =>
  tabelle === SICHT
    ? lies<Ist>(`select * from ${tabelle} where ${spalte} = $1`, [vorgang])
    : lies<Ist>(`select * from ${tabelle} where koerperschaft = $1 and ${spalte} = $2`, [koerperschaft, vorgang]);

async function rechneVorgangNach(
  d: NachrechnenDeps,
  lies: Leser,
  tabellen: readonly [string, string][],
  koerperschaft: string,
  vorgang: string,
): Promise<{ unterschiede: Unterschied[]; offen: string | null }> {
  const gelesen = await d.db.transaktion(dienst(koerperschaft, 'Nachrechnen'), (tx) =>
    readFall(d, tx, koerperschaft, vorgang),
  );
  if (!gelesen) return { unterschiede: [fehlt], offen: null };
  const { leistung, fassungen, strom, start } = gelesen;
  const ereignisse = strom.map((e) => e.ereignis);
  const ist = new Map<string, Ist[]>();
  for (const [t, spalte] of tabellen)
    ist.set(
      t,
      (await zeilen(lies, t, spalte, koerperschaft, vorgang)).map((z) => oeffne(d, t, z)).filter(gehoertDazu(t)),
    );
  const vorfaelle = await readVorfaelle(lies, koerperschaft, vorgang);
  const laeuft =
    (ist.get('prozesse.instanz')?.length ?? 0) > 0 ||
    ereignisse.filter((e) => !NEBEN_DEM_PROZESS.has(e.kind)).length > 2;
  const lauf = laeuft ? spieleNach((f) => fassungen.get(f), start, ereignisse, vorfaelle) : null;
  const soll = erwarteZeilen(leistung, ereignisse, lauf?.ok ? lauf : null, strom.at(-1)?.c ?? '');
  const prozess = new Set(['prozesse.instanz', 'vorgaenge.aufgabe', 'zahlungen.forderung']);
  const unterschiede = dateienVon(d, koerperschaft, vorgang, ist.get('dokumente.dokument') ?? []);
  for (const [t] of tabellen) {
    if (lauf && !lauf.ok && prozess.has(t)) continue;
    unterschiede.push(
      ...vergleiche(t, ist.get(t) ?? [], soll[t] ?? []).filter(
        (u) => !(lauf && !lauf.ok && t === 'vorgaenge.vorgang' && ['schritt', 'hinweis'].includes(u.feld)),
      ),
    );
  }
  if (lauf?.ok)
    for (const regel of lauf.regeln)
      unterschiede.push({
        tabelle: 'Regel',
        feld: regel,
        ist: 'Ergebnis im Ereignis',
        soll: 'anderes Ergebnis der Regel',
      });
  return { unterschiede, offen: lauf && !lauf.ok ? lauf.meldung : null };
}

/** Rows that somebody worked on may break any reader: that is a finding, and the rest is recalculated all the same. */
const unrechenbar = (fehler: unknown): Unterschied => ({
  tabelle: 'Nachrechnung',
  feld: 'Strom',
  ist: (fehler as Error).message,
  soll: 'rechenbar',
});

const fehlt: Unterschied = { tabelle: 'vorgaenge.vorgang', feld: 'Zeile', ist: 'keine', soll: 'vorhanden' };

type Fall = {
  /** as it was applied for */
  leistung: Leistung;
  /** every version the process ran in */
  fassungen: ReadonlyMap<string, Leistung>;
  strom: (GespeichertesEreignis & { c: string })[];
  start: Variablen;
};

async function readFall(d: NachrechnenDeps, tx: Tx, koerperschaft: string, vorgang: string): Promise<Fall | undefined> {
  const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
  if (!g) return undefined;
  const strom = await readStrom(tx, d.protokoll, koerperschaft, vorgang);
  const fassungen = new Map<string, Leistung>();
  for (const { ereignis: e } of strom) {
    const name = e.kind === 'vorgang.eroeffnet' ? 'fassung' : e.kind === 'fassung.gewechselt' ? 'nach' : '';
    const f = name && String(e.data[name]);
    if (f) fassungen.set(f, await d.katalog.inFassung(g.vorgang.leistung, f));
  }
  const leistung = fassungen.values().next().value;
  if (!leistung) return undefined;
  // the process begins with what was applied for, not with what came later
  const anfangs = strom.find((e) => e.ereignis.kind === 'antrag.eingegangen')?.ereignis.data['antworten'] ?? {};
  const start = await d.startwerte(
    tx,
    { ...g, vorgang: { ...g.vorgang, antworten: anfangs as never } },
    leistung,
    begonnenAm(strom.map((e) => e.ereignis)),
  );
  return {
    leistung,
    fassungen,
    start,
    strom: strom.map((e) => ({
      ...e,
      c: Buffer.from(ereignisC((b) => nodeKrypto.sha256(b), e.salt, e.ereignis)).toString('hex'),
    })),
  };
}

function dateienVon(
  d: NachrechnenDeps,
  koerperschaft: string,
  vorgang: string,
  dokumente: readonly Ist[],
): Unterschied[] {
  return dokumente.flatMap(({ id, datei, ort }) => {
    const { sha256 } = datei as { sha256: string };
    try {
      const da = Buffer.from(nodeKrypto.sha256(d.dateien.read(koerperschaft, vorgang, String(ort)))).toString('hex');
      return da === sha256 ? [] : [{ tabelle: 'Datei', feld: String(id), ist: da, soll: sha256 }];
    } catch (fehler) {
      return [{ tabelle: 'Datei', feld: String(id), ist: (fehler as Error).message, soll: sha256 }];
    }
  });
}

/** Opens what lies encrypted in a row; what cannot be opened stays as it is and is a difference. */
function oeffne(d: NachrechnenDeps, tabelle: string, z: Ist): Ist {
  const klar = (id: string, geheim: unknown, zweck: string): Ist =>
    JSON.parse(d.protokoll.bund.decrypt(String(z['koerperschaft']), id, geheim as Buffer, zweck).toString()) as Ist;
  switch (tabelle) {
    case 'prozesse.instanz': {
      const { variablen, ...zustand } = klar(String(z['vorgang']), z['zustand'], 'prozess');
      // who signs the next letter is kept beside the model's variables and comes from the sign-in
      const { bearbeitung: _, ...rest } = variablen as Ist;
      return { ...z, zustand: { ...zustand, variablen: rest } };
    }
    case 'register.eintrag':
      return { ...z, inhalt: klar(String(z['id']), z['inhalt'], 'register') };
    case 'dokumente.dokument': {
      const { ort, ...datei } = z['datei'] as Ist;
      Object.defineProperty(z, 'ort', { value: ort, enumerable: false });
      return Object.defineProperty({ ...z, datei }, 'ort', { value: ort, enumerable: false });
    }
    default:
      return z;
  }
}

/** A message of the post room names the Vorgang, too, but is an Eingang of its own. */
const gehoertDazu = (tabelle: string) => (z: Ist) => tabelle !== 'eingang.eingang' || z['leistung'] !== 'posteingang';

/** The command: progress, differences by Vorgang and field, counts. @returns exit code */
export async function rechneNach(
  z: Zugriff,
  { config, ordner }: { config: Config; ordner: Ordner },
  sage: (zeile: string) => void,
): Promise<number> {
  const { client, ort, zugang } = z;
  const kind = {
    config,
    ordner,
    ort,
    zugang,
    basisUrl: '',
    adressen: { gegenstellen: null, zeuge: '' },
    zeugen: OHNE_DATEI,
  };
  const k = await createKern(kind, 'worker', 2, echteUhr);
  try {
    const d = {
      client,
      db: k.db,
      pruefer: z.pruefer(),
      protokoll: k.protokoll,
      katalog: k.katalog,
      dateien: k.dateien,
      startwerte: startwerte(k),
    };
    const b = await rechneAllesNach(d, (fertig, von) => fertig % 100 === 0 && sage(`  ${fertig} von ${von} Vorgängen`));
    return berichte(b, sage);
  } finally {
    await k.db.ende();
  }
}

function berichte(b: Bericht, sage: (zeile: string) => void): number {
  for (const u of b.unterschiede)
    sage(`${u.wo} ${u.tabelle} ${u.feld}: gespeichert ${u.ist}, aus den Ereignissen ${u.soll}`);
  for (const p of b.protokolle) sage(`Protokoll ${p.koerperschaft}: ${p.meldung}`);
  for (const o of b.offen) sage(`${o.vorgang} nicht ganz nachrechenbar: ${o.meldung}`);
  sage(
    `\n${b.ereignisse} Ereignisse, ${b.vorgaenge} Vorgänge, davon ${b.geloescht} gelöscht, ${b.konten} Konten von Vereinbarungen; ${b.unterschiede.length} Unterschiede, ${b.protokolle.length} Fehler in Protokollen, ${b.offen.length} nicht entscheidbar`,
  );
  if (b.unterschiede.length > 0 || b.protokolle.length > 0) return 1;
  return b.offen.length > 0 ? 2 : 0;
}
