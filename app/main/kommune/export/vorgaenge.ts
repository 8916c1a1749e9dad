import { dateiName, teileName } from '@rathausverbund/nachweis';
import {
  type Dateien,
  type Datenbank,
  dienst,
  type Ergebnis,
  SchluesselVernichtet,
  type Tx,
} from '../../../base/index.ts';
import { readDokumente } from '../../../dokumente/index.ts';
import {
  buildNachweis,
  type NachweisDeps,
  type Protokoll,
  readGeloeschte,
  readStrom,
} from '../../../nachweise/index.ts';
import type { Ablage } from './ablage.ts';

export interface VorgaengeDeps {
  /** reads past the access context, in the snapshot of the export */
  tx: Tx;
  db: Datenbank;
  protokoll: Protokoll;
  dateien: Dateien;
  nachweis: Omit<NachweisDeps, 'db' | 'protokoll'>;
  /** demo: the bundles say TEST */
  test: boolean;
}

export interface Wessen {
  id: string;
  /** with its kind */
  name: string;
}

const GRUENDE: Readonly<Record<string, string>> = {
  'nachweis.folgt': 'Das Protokoll bezeugt noch nicht alle Ereignisse. Rufen Sie in einer Minute noch einmal auf.',
  'nachweis.angehalten': 'Das Protokoll der Kommune ist angehalten; siehe Handbuch, Protokoll und Zeugen.',
  'nachweis.ungedeckt': 'Ein Dokument passt zu keinem Ereignis.',
  'nachweis.unbekannt': 'Der Vorgang wurde während des Ausführens gelöscht.',
};

/** One Vorgang: its events in clear, its documents, its proof. `fehlt`: told what could not be exported. */
export async function schreibeVorgang(
  d: VorgaengeDeps,
  ablage: Ablage,
  wessen: Wessen,
  v: { id: string; aktenzeichen: string },
  fehlt: (satz: string) => void,
): Promise<void> {
  const ordner = `vorgaenge/${dateiName(v.aktenzeichen)}`;
  const strom = await readStrom(d.tx, d.protokoll, wessen.id, v.id);
  const zeilen = strom.map((e) => `${JSON.stringify({ event: e.json, salt: e.salt.toString('hex') })}\n`);
  ablage.schreibe(`${ordner}/ereignisse.jsonl`, zeilen.join(''));
  const namen = new Set<string>();
  const dokumente: { name: string; mime: string; bytes: Uint8Array }[] = [];
  for (const dok of await readDokumente(d.tx, wessen.id, v.id)) {
    const name = einmal(namen, dateiName(dok.datei.name));
    try {
      const bytes = d.dateien.read(wessen.id, v.id, dok.datei.ort);
      ablage.schreibe(`${ordner}/dokumente/${name}`, bytes);
      if (dok.gesiegelt) dokumente.push({ name, mime: dok.datei.mime, bytes });
    } catch (fehler) {
      fehlt(`${v.aktenzeichen}: Die Datei ${name} ist nicht lesbar (${(fehler as Error).message}).`);
    }
  }
  const e: Ergebnis<{ name: string; bytes: Uint8Array }> = await buildNachweis(
    { ...d.nachweis, db: d.db, protokoll: d.protokoll },
    dienst(wessen.id, 'Ausführen'),
    {
      koerperschaft: wessen.id,
      vorgang: v.id,
      aktenzeichen: v.aktenzeichen,
      name: wessen.name,
      dokumente,
      // the seals carry their certificates
      zertifikate: [],
      test: d.test,
    },
  );
  if (e.ok) ablage.schreibe(`${ordner}/${dateiName(e.name)}`, e.bytes);
  else fehlt(`${v.aktenzeichen}: Der Nachweis fehlt. ${GRUENDE[e.grund] ?? 'Er ließ sich nicht erstellen.'}`);
}

/** Files that belong to no Vorgang: agreements, invoices, messages as they came in. A destroyed one is left out. */
export function schreibeDatei(
  d: Pick<VorgaengeDeps, 'dateien'>,
  ablage: Ablage,
  koerperschaft: string,
  f: { ordner: string; schluessel: string; name: string; ort: string },
  fehlt: (satz: string) => void,
): void {
  const pfad = `${f.ordner}/${dateiName(f.name)}`;
  try {
    ablage.schreibe(pfad, d.dateien.read(koerperschaft, f.schluessel, f.ort));
  } catch (fehler) {
    if (!(fehler instanceof SchluesselVernichtet)) fehlt(`${pfad}: nicht lesbar (${(fehler as Error).message}).`);
  }
}

/** Erased Vorgaenge by their id: when, and that nothing is left. @returns how many */
export async function schreibeGeloeschte(d: VorgaengeDeps, ablage: Ablage, koerperschaft: string): Promise<number> {
  const geloescht = await readGeloeschte(d.tx, koerperschaft);
  for (const g of geloescht)
    ablage.schreibe(`vorgaenge/geloescht-${g.vorgang}/geloescht.json`, `${JSON.stringify(g, null, 2)}\n`);
  return geloescht.length;
}

function einmal(da: Set<string>, basis: string): string {
  const [stamm, endung] = teileName(basis);
  let name = basis;
  for (let i = 2; da.has(name); i++) name = `${stamm} (${i})${endung}`;
  da.add(name);
  return name;
}
