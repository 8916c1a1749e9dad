import { type Abrechnung, JAHRESAUSGLEICH, zeitraumOf } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { type Berechnet, berechne, partnerOf } from './berechnen.ts';
import {
  type Abrechnungsvertrag,
  type Kontostand,
  periodenOf,
  poolOf,
  type Stellung,
  standpunktOf,
  stellungOf,
} from './model.ts';
import { readEintraege, readStellung, readTagesmengen } from './store.ts';

/** The agreement, the one that offsets it, and what else the body has signed. */
export interface Beteiligt {
  ok: true;
  vertrag: Abrechnungsvertrag;
  partner: Abrechnungsvertrag | null;
}

export async function findVertrag(tx: Tx, id: string): Promise<Beteiligt | Ablehnung> {
  const alle: Abrechnungsvertrag[] = await readVertraege(tx);
  const vertrag = alle.find((v) => v.id === id);
  if (!vertrag) return ablehnen('abrechnung.unbekannt');
  const mit = partnerOf(vertrag, alle);
  const partner = alle.find((v) => v.id === mit) ?? null;
  if (mit !== null && !partner) return ablehnen('abrechnung.gegenvereinbarung-fehlt', { titel: vertrag.titel });
  return { ok: true, vertrag, partner };
}

/** The account as it stood: only what is needed for the period. */
async function readKontostand(
  tx: Tx,
  v: Abrechnungsvertrag,
  jahr: number,
  periode: number,
  s: Stellung,
): Promise<Kontostand> {
  const braucht = periode === JAHRESAUSGLEICH || v.kostenregeln.some((r) => JSON.stringify(r).includes('"umlage"'));
  const [mengen, eintraege] = await Promise.all([
    readTagesmengen(tx, v.id, s, zeitraumOf(jahr, periode)),
    braucht ? readEintraege(tx, v.id, s, jahr) : [],
  ]);
  return {
    vertrag: v,
    stand: standpunktOf(v, tx.kontext.stelle ?? '', s),
    mengen,
    pools: eintraege.filter((e) => e.art === 'pool.festgestellt').map(poolOf),
    perioden: periodenOf(eintraege, jahr),
  };
}

/** The statement of a period as this body computes it now, from everything its account holds. */
export async function berechneJetzt(
  tx: Tx,
  b: Beteiligt,
  jahr: number,
  periode: number,
): Promise<Berechnet | Ablehnung> {
  const lies = async (v: Abrechnungsvertrag) => readKontostand(tx, v, jahr, periode, await readStellung(tx, v.id));
  return berechne(await lies(b.vertrag), b.partner ? await lies(b.partner) : null, jahr, periode);
}

/** The same statement once more, from the same entries and none that came later. */
export async function berechneNach(tx: Tx, b: Beteiligt, a: Abrechnung): Promise<Berechnet | Ablehnung> {
  const lies = async (v: Abrechnungsvertrag): Promise<Kontostand | null> => {
    const stand = a.stand.find((s) => s.vereinbarung === v.id);
    return stand ? readKontostand(tx, v, a.jahr, a.periode, stellungOf(v, tx.kontext.stelle ?? '', stand)) : null;
  };
  const eigen = await lies(b.vertrag);
  if (!eigen) return ablehnen('abrechnung.unbekannt');
  return berechne(eigen, b.partner ? await lies(b.partner) : null, a.jahr, a.periode);
}
