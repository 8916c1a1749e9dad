import { localDateOf } from '@rathausverbund/fristen';
import type { Einheit } from '@rathausverbund/kosten';
import { type Datenbank, kennung, type Tx } from '../base/index.ts';
import { readEinwohner } from '../kommunen/index.ts';
import { type Protokoll, readAnfaenge } from '../nachweise/index.ts';
import { type Bestandsaenderung, readHundebestand } from '../register/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { readUnterVereinbarung } from '../vorgaenge/index.ts';
import { type Abrechnungsvertrag, type Eintrag, eignerOf } from './model.ts';
import { readVorhandene } from './store.ts';
import { imDienst, MASCHINE, schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';

const ART = 'leistung.gezaehlt';
const BERLIN = 'Europe/Berlin';

export const zaehlung = (
  e: { quelle: string; leistung: string; einheit: Einheit; tag: string; menge: number },
  angaben: Eintrag['angaben'] = {},
): Eintrag => ({ art: ART, ...e, jahr: null, periode: null, angaben });

/**
 * Enters what a body has and has not counted yet, for every agreement whose Vorgaenge, register or inhabitants are its own: a Vorgang
 * counts on the day it was opened under the agreement. What is entered is told to the other party by a job. Each thing once, however
 * often this runs.
 * @param seit only what is younger (ms since 1970); null = everything
 * @returns how much was entered
 */
export async function zaehle(
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
  seit: number | null,
): Promise<number> {
  const gefunden = await d.db.transaktion(imDienst(koerperschaft), (tx) => finde(tx, koerperschaft, seit));
  let summe = 0;
  for (const { vertrag, liste } of gefunden)
    summe += await d.db.transaktion(imDienst(koerperschaft), async (tx) => {
      await sperreKonto(tx, vertrag);
      const schon = await readVorhandene(
        tx,
        vertrag.id,
        ART,
        liste.map((e) => e.quelle),
      );
      const neu = liste.filter((e) => !schon.has(e.quelle));
      if (neu.length === 0) return 0;
      await schreibeKonto(
        tx,
        d.protokoll,
        vertrag,
        MASCHINE,
        neu.map((eintrag) => ({ eintrag })),
      );
      teileMit(tx, d.protokoll, vertrag);
      return neu.length;
    });
  return summe;
}

/** Counts for all bodies of the installation: what the worker does every minute, and completely when it starts. */
export async function zaehleAlle(
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaften: readonly string[],
  seit: number | null,
): Promise<number> {
  let summe = 0;
  for (const k of koerperschaften) summe += await zaehle(d, k, seit);
  return summe;
}

interface Fund {
  vertrag: Abrechnungsvertrag;
  liste: Eintrag[];
}

async function finde(tx: Tx, koerperschaft: string, seit: number | null): Promise<Fund[]> {
  const vertraege = (await readVertraege(tx)).filter((v) => v.ab !== null);
  const eigene = vertraege.filter((v) => eignerOf(v) === koerperschaft);
  const faelle = eigene.length > 0 ? await readFaelle(tx, koerperschaft, seit) : [];
  const hunde = eigene.some((v) => zaehlt(v, 'hund')) ? await readHundebestand(tx, koerperschaft, seit) : [];
  const funde: Fund[] = [];
  for (const vertrag of vertraege) {
    const eigen = eigene.includes(vertrag);
    const liste = [
      ...faelle.filter((f) => f.vereinbarung === vertrag.id).map((f) => f.eintrag),
      ...hunde
        .filter((h) => eigen && zaehlt(vertrag, 'hund', h.leistung) && h.oertlich === vertrag.auftraggeber)
        .map(hundOf),
      ...(vertrag.auftraggeber === koerperschaft ? await einwohnerOf(tx, vertrag) : []),
    ];
    if (liste.length > 0) funde.push({ vertrag, liste });
  }
  return funde;
}

/** A dog counts from the day it is kept to the day before it no longer is; what was taken back stands beside what it takes back. */
function hundOf({ id, stand, leistung, tag, menge, zu }: Bestandsaenderung): Eintrag {
  const quelle = (s: number) => (s === 1 ? id : kennung('hund', id, s));
  const angaben = stand === 1 ? {} : zu === null ? { register: 'abgang' } : { register: 'zurueck', zu: quelle(zu) };
  return zaehlung({ quelle: quelle(stand), leistung, einheit: 'hund', tag, menge }, angaben);
}

/** Does a rule of the agreement count this unit? */
const zaehlt = (v: Abrechnungsvertrag, einheit: Einheit, leistung?: string): boolean =>
  v.kostenregeln.some(
    (r) => (leistung === undefined || r.leistung === leistung) && JSON.stringify(r.schluessel).includes(`"${einheit}"`),
  );

async function readFaelle(tx: Tx, koerperschaft: string, seit: number | null) {
  const vorgaenge = await readUnterVereinbarung(tx, koerperschaft, seit);
  const anfaenge = await readAnfaenge(
    tx,
    koerperschaft,
    vorgaenge.map((v) => v.id),
  );
  return vorgaenge.map((v) => ({
    vereinbarung: v.vereinbarung,
    eintrag: zaehlung(
      {
        quelle: v.id,
        leistung: v.leistung,
        einheit: 'fall',
        tag: localDateOf(v.eingegangen.getTime(), BERLIN),
        menge: 1,
      },
      { beleg: anfaenge.get(v.id) ?? null },
    ),
  }));
}

/** Inhabitants by the official register, from the day of each: a stock that changes by the difference. */
async function einwohnerOf(tx: Tx, v: Abrechnungsvertrag): Promise<Eintrag[]> {
  const leistungen = v.leistungen.filter((l) => zaehlt(v, 'einwohner', l));
  if (leistungen.length === 0) return [];
  const staende = await readEinwohner(tx, v.auftraggeber);
  return leistungen.flatMap((leistung) =>
    staende.map(({ ab, einwohner }, i) =>
      zaehlung(
        {
          quelle: kennung('einwohner', v.id, leistung, ab),
          leistung,
          einheit: 'einwohner',
          tag: ab,
          menge: einwohner - (staende[i - 1]?.einwohner ?? 0),
        },
        { grund: 'Gemeindeverzeichnis' },
      ),
    ),
  );
}
