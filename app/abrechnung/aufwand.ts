import { type Aufwandsklasse, type Geschehen, klasseOf } from '@rathausverbund/kosten';
import { ablehnen, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import { readArtenDerEreignisse } from '../nachweise/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import { findVertrag } from './lesen.ts';
import { type Abrechnungsvertrag, eignerOf } from './model.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readArt, readFaelle } from './store.ts';
import { schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';

/** What a case took by its class. No word about who worked on it. */
export interface Aufwand {
  vorgang: string;
  leistung: string;
  /** local date on which it was counted */
  tag: string;
  /** null when the agreement names no class for the Leistung, or the case can no longer be looked into */
  klasse: Aufwandsklasse | null;
  /** reason of the correction; null = the class follows from what happened */
  grund: string | null;
}

const GEPRUEFT = new Set(['pruefung.entschieden', 'unterlagen.nachgefordert', 'betrag.zurueckgegeben']);

/** Who can tell the effort of a case: the body that works on it, and the one whose case it is. */
export const kenntAufwand = (v: Abrechnungsvertrag, wer: string): boolean =>
  v.auftragnehmer === wer || eignerOf(v) === wer;

/** The effort of the cases counted from `von` to the day before `bis`, as a body that `kenntAufwand` sees it. */
export async function readAufwand(tx: Tx, v: Abrechnungsvertrag, z: { von: string; bis: string }): Promise<Aufwand[]> {
  const faelle = await readFaelle(tx, v.id, z);
  const arten = await readArtenDerEreignisse(
    tx,
    eignerOf(v),
    faelle.map((f) => f.vorgang),
  );
  const berichtigt = new Map<string, { klasse: string; grund: string }>();
  for (const e of (await readArt(tx, v.id, 'aufwand.berichtigt', 10_000)).toReversed())
    berichtigt.set(String(e.angaben['vorgang']), {
      klasse: String(e.angaben['klasse']),
      grund: String(e.angaben['grund']),
    });
  const klassen = v.aufwandsklassen ?? [];
  return faelle.map(({ vorgang, leistung, tag }) => {
    const geschah = arten.get(vorgang);
    const b = berichtigt.get(vorgang);
    const klasse = b
      ? klassen.find((k) => k.leistung === leistung && k.name === b.klasse)
      : geschah && klasseOf(klassen, leistung, geschehenOf(geschah));
    return { vorgang, leistung, tag, klasse: klasse ?? null, grund: b?.grund ?? null };
  });
}

const geschehenOf = (arten: readonly string[]): Geschehen => ({
  geprueft: arten.some((a) => GEPRUEFT.has(a)),
  widerspruch: arten.includes('widerspruch.eingelegt'),
});

/** Cases of one Leistung and class together. */
export interface Aufwandssumme {
  leistung: string;
  klasse: Aufwandsklasse | null;
  faelle: number;
  /** 0 where there is no class */
  minuten: number;
}

export function summiereAufwand(aufwand: readonly Aufwand[]): Aufwandssumme[] {
  const summen = new Map<string, Aufwandssumme>();
  for (const { leistung, klasse } of aufwand) {
    const name = `${leistung}|${klasse?.name ?? ''}`;
    const faelle = (summen.get(name)?.faelle ?? 0) + 1;
    summen.set(name, { leistung, klasse, faelle, minuten: faelle * (klasse?.minuten ?? 0) });
  }
  return [...summen.values()].toSorted(
    (a, b) =>
      (a.leistung < b.leistung ? -1 : a.leistung > b.leistung ? 1 : 0) || a.minuten / a.faelle - b.minuten / b.faelle,
  );
}

/** What the cases of an agreement took in some days, by Leistung; `ohne` cases have no class. */
export interface Arbeit {
  vertrag: Abrechnungsvertrag;
  leistung: string;
  faelle: number;
  ohne: number;
  minuten: number;
}

/** The effort under these agreements as far as the body can tell it; only where classes are agreed and something was counted. */
export async function readArbeit(
  tx: Tx,
  vertraege: readonly Abrechnungsvertrag[],
  z: { von: string; bis: string },
): Promise<Arbeit[]> {
  const liste: Arbeit[] = [];
  for (const vertrag of vertraege) {
    if (!vertrag.aufwandsklassen?.length || !kenntAufwand(vertrag, tx.kontext.stelle ?? '')) continue;
    const summen = summiereAufwand(await readAufwand(tx, vertrag, z));
    for (const leistung of new Set(summen.map((s) => s.leistung))) {
      const eigene = summen.filter((s) => s.leistung === leistung);
      const zahl = (was: readonly Aufwandssumme[], f: 'faelle' | 'minuten') => was.reduce((n, s) => n + s[f], 0);
      const ohne = eigene.filter((s) => s.klasse === null);
      liste.push({
        vertrag,
        leistung,
        faelle: zahl(eigene, 'faelle'),
        ohne: zahl(ohne, 'faelle'),
        minuten: zahl(eigene, 'minuten'),
      });
    }
  }
  return liste;
}

/** The body that worked on a case says which class it really was, with the reason. Both parties get the event. */
export async function berichtigeAufwand(
  d: AbrechnungDeps,
  akteur: Akteur,
  a: { vereinbarung: string; vorgang: string; klasse: string; grund: string },
): Promise<Ergebnis> {
  return d.db.transaktion(kontextOf(akteur, a.vereinbarung), async (tx) => {
    const b = await findVertrag(tx, a.vereinbarung);
    if (!b.ok) return b;
    const v = b.vertrag;
    if (v.auftragnehmer !== akteur.stelle) return ablehnen('abrechnung.nur-glaeubiger');
    await sperreKonto(tx, v);
    const [fall] = await readFaelle(tx, v.id, { vorgang: a.vorgang });
    if (!fall) return ablehnen('abrechnung.zaehlung-unbekannt');
    if (!darf(akteur, 'aufwand', fall.leistung)) return verboten;
    if (!v.aufwandsklassen?.some((k) => k.leistung === fall.leistung && k.name === a.klasse))
      return ablehnen('abrechnung.klasse-unbekannt');
    const grund = a.grund.trim();
    if (grund === '') return ablehnen('abrechnung.ohne-grund');
    const gilt = (await readArt(tx, v.id, 'aufwand.berichtigt', 10_000)).find(
      (e) => e.angaben['vorgang'] === a.vorgang,
    );
    // the same form sent twice
    if (gilt?.angaben['klasse'] === a.klasse && gilt.angaben['grund'] === grund) return { ok: true };
    const eintrag = {
      art: 'aufwand.berichtigt' as const,
      quelle: uuidv7(d.protokoll.uhr.jetzt()),
      leistung: fall.leistung,
      einheit: null,
      tag: null,
      menge: null,
      jahr: null,
      periode: null,
      angaben: { vorgang: a.vorgang, klasse: a.klasse, grund },
    };
    await schreibeKonto(tx, d.protokoll, v, handelnderOf(akteur), [{ eintrag }]);
    teileMit(tx, d.protokoll, v);
    return { ok: true };
  });
}
