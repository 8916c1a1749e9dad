import { type Abrechnung, isBestand, JAHRESAUSGLEICH, jahrOf, type Zeitraum, zeitraumOf } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { readVertrag } from '../vereinbarungen/index.ts';
import { type Berechnet, berechne, partnerOf } from './berechnen.ts';
import {
  type Abrechnungsvertrag,
  type Gebucht,
  gegenueberOf,
  type Kontostand,
  type Periode,
  periodenOf,
  poolOf,
  type Stellung,
  standpunktOf,
  stellungOf,
} from './model.ts';
import { readEintraege, readStellung, readTageBei, readTagesstaende, readVerrechnende } from './store.ts';

/** The agreement, the one that offsets it, and what else the body has signed. */
export interface Beteiligt {
  ok: true;
  vertrag: Abrechnungsvertrag;
  partner: Abrechnungsvertrag | null;
}

export async function findVertrag(tx: Tx, id: string): Promise<Beteiligt | Ablehnung> {
  const vertrag = await readVertrag(tx, id);
  if (!vertrag) return ablehnen('abrechnung.unbekannt');
  const mit = partnerOf(vertrag) ?? (await readVerrechnende(tx, id, gegenueberOf(vertrag, tx.kontext.stelle ?? '')));
  const partner = mit === null ? null : await readVertrag(tx, mit);
  if (partner === undefined) return ablehnen('abrechnung.gegenvereinbarung-fehlt', { titel: vertrag.titel });
  return { ok: true, vertrag, partner };
}

/** The account of an agreement in a year, opened: it answers how it stood at any place of its two streams. */
interface Buch {
  jetzt: Stellung;
  perioden: Map<number, Periode>;
  /** @param z the days that are asked for @param mitMonaten the true-up needs the statements of the months */
  bei(s: Stellung, z: Zeitraum, mitMonaten: boolean): Promise<Kontostand>;
}

async function openBuch(tx: Tx, v: Abrechnungsvertrag, jahr: number): Promise<Buch> {
  const wer = tx.kontext.stelle ?? '';
  const jetzt = await readStellung(tx, v.id);
  const [alle, eintraege] = await Promise.all([
    readTagesstaende(tx, v.id, jahrOf(jahr)),
    readEintraege(tx, v.id, jetzt, jahr),
  ]);
  const da = (s: Stellung) => (e: Gebucht) => (e.gegenN === null ? e.n <= s.eigen : e.gegenN <= s.gegen);
  const perioden = periodenOf(eintraege, jahr);
  return {
    jetzt,
    perioden,
    async bei(s, z, mitMonaten) {
      const bis = eintraege.filter(da(s));
      return {
        vertrag: v,
        stand: standpunktOf(v, wer, s),
        mengen: await readTageBei(
          tx,
          v.id,
          s,
          alle.filter((m) => m.tag < z.bis && (m.tag >= z.von || isBestand(m.einheit))),
        ),
        pools: bis.filter((e) => e.art === 'pool.festgestellt').map(poolOf),
        perioden: !mitMonaten ? new Map() : bis.length === eintraege.length ? perioden : periodenOf(bis, jahr),
      };
    },
  };
}

/** The accounts of an agreement and of the one that offsets it, in a year. */
export interface Buecher {
  perioden: ReadonlyMap<number, Periode>;
  /** the true-up of the account that offsets this one; undefined while it is not stated */
  gegenausgleich: Periode | undefined;
  /**
   * Statements as this body computes them now, one after the other: each is the next entry of the account, so a true-up knows the
   * months before it.
   */
  jetzt(perioden: readonly number[]): Promise<{ ok: true; berechnet: Berechnet[] } | Ablehnung>;
  /** A statement once more, from the same entries and none that came later. */
  nach(a: Abrechnung): Promise<Berechnet | Ablehnung>;
}

export async function openBuecher(tx: Tx, b: Beteiligt, jahr: number): Promise<Buecher> {
  const wer = tx.kontext.stelle ?? '';
  const eigen = await openBuch(tx, b.vertrag, jahr);
  const gegen = b.partner ? await openBuch(tx, b.partner, jahr) : null;
  return {
    perioden: eigen.perioden,
    gegenausgleich: gegen?.perioden.get(JAHRESAUSGLEICH),
    async jetzt(perioden) {
      const z = { von: jahrOf(jahr).von, bis: zeitraumOf(jahr, Math.max(1, ...perioden)).bis };
      const k = await eigen.bei(eigen.jetzt, z, true);
      const g = gegen ? await gegen.bei(gegen.jetzt, z, true) : null;
      const bekannt = new Map(k.perioden);
      const berechnet: Berechnet[] = [];
      for (const periode of perioden) {
        const s = { ...eigen.jetzt, eigen: eigen.jetzt.eigen + berechnet.length };
        const r = berechne({ ...k, stand: standpunktOf(b.vertrag, wer, s), perioden: bekannt }, g, jahr, periode);
        if (!r.ok) return r;
        berechnet.push(r);
        bekannt.set(periode, { fassungen: [fassungOf(r)], streit: [], stand: 'gestellt' });
      }
      return { ok: true, berechnet };
    },
    async nach(a) {
      const stelle = async (v: Abrechnungsvertrag, buch: Buch): Promise<Kontostand | null> => {
        const p = a.stand.find((s) => s.vereinbarung === v.id);
        return p ? buch.bei(stellungOf(v, wer, p), zeitraumOf(jahr, a.periode), a.periode === JAHRESAUSGLEICH) : null;
      };
      const k = await stelle(b.vertrag, eigen);
      if (!k) return ablehnen('abrechnung.unbekannt');
      return berechne(k, b.partner && gegen ? await stelle(b.partner, gegen) : null, jahr, a.periode);
    },
  };
}

const fassungOf = ({ abrechnung, hash }: Berechnet) => ({
  art: 'abrechnung.gestellt' as const,
  abrechnung,
  hash,
  nummer: '',
  faellig: '',
  grund: '',
  at: new Date(0),
});
