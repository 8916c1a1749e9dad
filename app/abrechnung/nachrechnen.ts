import {
  type Abrechnung,
  hex,
  isBestand,
  JAHRESAUSGLEICH,
  type Tagesmenge,
  type Unterschied,
  vergleiche,
  zeitraumOf,
} from '@rathausverbund/kosten';
import { kanonischC } from '@rathausverbund/nachweis';
import { type Ablehnung, type Datenbank } from '../base/index.ts';
import { type GespeichertesEreignis, type Protokoll, readStrom } from '../nachweise/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { type Nachtrag, nachtragAus } from './ausgleich.ts';
import { type Berechnet, berechne, partnerOf } from './berechnen.ts';
import {
  type Abrechnungsvertrag,
  ARTEN,
  type Art,
  belegeOf,
  type Fassung,
  type Gebucht,
  type Kontostand,
  letzte,
  type Periode,
  periodenOf,
  poolOf,
  type Stellung,
  sha256,
  standpunktOf,
  stellungOf,
  stromOf,
} from './model.ts';
import type { Tagesstand } from './store.ts';
import { imDienst } from './strom.ts';

/** A statement computed again from the events of one body's own log, beside what was stated. */
export interface Nachgerechnet {
  periode: number;
  fassung: Fassung;
  stand: Periode['stand'];
  eigen: Berechnet | Ablehnung;
  gleich: boolean;
  unterschiede: Unterschied[];
  /** a true-up that the log gives otherwise by now; null while it stands */
  nachtrag: Nachtrag | null;
}

export interface Jahresrechnung {
  vertrag: Abrechnungsvertrag;
  perioden: Nachgerechnet[];
  /** hash over the statements of the year, one line each: equal on both sides; null when nothing was stated */
  hash: string | null;
}

/**
 * Recomputes what a body has stated or been told for a year: reads its own log, event by event, and no table of sums. The rules come
 * from the agreements as it has signed them.
 */
export async function rechneJahrNach(
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
  jahr: number,
): Promise<Jahresrechnung[]> {
  return d.db.transaktion(imDienst(koerperschaft), async (tx) => {
    const vertraege: Abrechnungsvertrag[] = await readVertraege(tx);
    const konten = new Map<string, Gebucht[]>();
    for (const v of vertraege) {
      const ereignisse = await readStrom(tx, d.protokoll, koerperschaft, stromOf(v.id));
      konten.set(v.id, ereignisse.map(gebucht));
    }
    return vertraege.flatMap((vertrag): Jahresrechnung[] => {
      const perioden = [...periodenOf(konten.get(vertrag.id) ?? [], jahr)].map(([periode, p]) =>
        vergleicheStand(periode, p, (wann) =>
          nachAn(vertrag, vertraege, konten, koerperschaft, letzte(p).abrechnung, wann),
        ),
      );
      const zeilen = perioden.map((p) => `${p.periode} ${p.eigen.ok ? p.eigen.hash : p.eigen.grund}\n`).join('');
      return [{ vertrag, perioden, hash: perioden.length > 0 ? hex(sha256(Buffer.from(zeilen))) : null }];
    });
  });
}

function vergleicheStand(
  periode: number,
  p: Periode,
  rechne: (wann: 'damals' | 'jetzt') => Berechnet | Ablehnung,
): Nachgerechnet {
  const fassung = letzte(p);
  const eigen = rechne('damals');
  const unterschiede = eigen.ok ? vergleiche(eigen.abrechnung, fassung.abrechnung) : [];
  const gleich = eigen.ok && eigen.hash === fassung.hash;
  const nachtrag = periode === JAHRESAUSGLEICH ? nachtragAus(fassung.abrechnung, rechne('jetzt')) : null;
  return { periode, fassung, stand: p.stand, eigen, gleich, unterschiede, nachtrag };
}

/** A fact as its event tells it; that its clock was put back for a demo is no part of it. The hash of one born elsewhere is in the event; of an own one it is computed from the bytes. */
export function gebucht({ json, salt, ereignis: e }: GespeichertesEreignis): Gebucht {
  const { quelle, leistung, einheit, tag, menge, jahr, periode, gegenueber, gegenN, ...mehr } = e.data;
  const { von: _von, nachgestellt: _nachgestellt, ...angaben } = mehr;
  const art = ARTEN.find((a): a is Art => a === e.kind);
  if (!art) throw new Error(`Unbekanntes Ereignis: ${e.kind}`);
  return {
    art,
    quelle: String(quelle),
    leistung: (leistung as string | undefined) ?? null,
    einheit: (einheit as Gebucht['einheit'] | undefined) ?? null,
    tag: (tag as string | undefined) ?? null,
    menge: (menge as number | undefined) ?? null,
    jahr: (jahr as number | undefined) ?? null,
    periode: (periode as number | undefined) ?? null,
    angaben,
    n: e.n,
    gegenN: (gegenN as number | undefined) ?? null,
    c: typeof gegenueber === 'string' ? gegenueber : hex(kanonischC(sha256, salt, json)),
    at: new Date(e.at),
  };
}

const ALLES: Stellung = { eigen: Number.MAX_SAFE_INTEGER, gegen: Number.MAX_SAFE_INTEGER };

function nachAn(
  vertrag: Abrechnungsvertrag,
  vertraege: readonly Abrechnungsvertrag[],
  konten: ReadonlyMap<string, readonly Gebucht[]>,
  wer: string,
  a: Abrechnung,
  wann: 'damals' | 'jetzt',
): Berechnet | Ablehnung {
  const kontostand = (v: Abrechnungsvertrag | undefined): Kontostand | null => {
    const p = v && a.stand.find((s) => s.vereinbarung === v.id);
    if (!v || !p) return null;
    const s = wann === 'damals' ? stellungOf(v, wer, p) : ALLES;
    const da = (konten.get(v.id) ?? []).filter((e) => (e.gegenN === null ? e.n <= s.eigen : e.gegenN <= s.gegen));
    return {
      vertrag: v,
      stand: standpunktOf(v, wer, s),
      mengen: mengenOf(da, a),
      pools: da.filter((e) => e.art === 'pool.festgestellt' && e.jahr === a.jahr).map(poolOf),
      perioden: periodenOf(da, a.jahr),
    };
  };
  const eigen = kontostand(vertrag);
  if (!eigen) throw new Error('Die Abrechnung nennt ihr eigenes Konto nicht');
  const mit = partnerOf(vertrag, vertraege);
  return berechne(eigen, kontostand(vertraege.find((v) => v.id === mit)), a.jahr, a.periode);
}

/** What a statement counts: of stocks every change before its end. */
function mengenOf(eintraege: readonly Gebucht[], a: Abrechnung): Tagesmenge[] {
  const z = zeitraumOf(a.jahr, a.periode);
  return tageOf(eintraege).filter((t) => t.tag < z.bis && (t.tag >= z.von || isBestand(t.einheit)));
}

/** The same sums by day that the table gives, from the facts themselves. */
export function tageOf(eintraege: readonly Gebucht[]): Tagesstand[] {
  const tage = new Map<string, Gebucht[]>();
  for (const e of eintraege) {
    if (e.art !== 'leistung.gezaehlt' || e.tag === null) continue;
    const name = `${e.leistung}|${e.einheit}|${e.tag}`;
    const da = tage.get(name);
    if (da) da.push(e);
    else tage.set(name, [e]);
  }
  return [...tage.values()].map((liste) => {
    const eigene = liste.filter((e) => e.gegenN === null);
    const fremde = liste.filter((e) => e.gegenN !== null).toSorted((x, y) => (x.gegenN ?? 0) - (y.gegenN ?? 0));
    return {
      leistung: liste[0]?.leistung ?? '',
      einheit: liste[0]?.einheit ?? 'fall',
      tag: liste[0]?.tag as Tagesmenge['tag'],
      menge: liste.reduce((s, e) => s + (e.menge ?? 0), 0),
      bisN: eigene.at(-1)?.n ?? 0,
      bisGegen: fremde.at(-1)?.gegenN ?? 0,
      belege: belegeOf(kette(eigene), kette(fremde)),
    };
  });
}

/** Each proof hashed onto those before (`abrechnung.kette` of the tables says the same); null of none. */
const kette = (liste: readonly Gebucht[]): string | null =>
  liste.reduce<string | null>(
    (bisher, { c }) => (bisher === null ? c : hex(sha256(Buffer.from(bisher + c, 'hex')))),
    null,
  );
