import { createHash } from 'node:crypto';
import { type Antworten, pruefeAlles } from '@rathausverbund/formular';
import { localDateOf, werktageSpaeter } from '@rathausverbund/fristen';
import { rfc8785 } from '@rathausverbund/nachweis';
import {
  type Ablehnung,
  ablehnen,
  type DateiAngabe,
  type Datenbank,
  type Kontext,
  oeffentlich,
  uuidv7,
} from '../base/index.ts';
import type { Kommune, Verzeichnis } from '../kommunen/index.ts';
import type { Leistung } from '../leistungen/index.ts';
import {
  ANFANG,
  buildZeile,
  type Handelnder,
  MASCHINE,
  type Protokoll,
  type Strom,
  type Umstand,
} from '../nachweise/index.ts';
import { type Basis, grundlageOf, resolveZustaendigkeit } from '../vereinbarungen/index.ts';
import type { Nummern } from '../vorgaenge/index.ts';

export interface EinreichenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
  nummern: Nummern;
}

export type Niveau = 'ohne' | 'basis' | 'substantiell' | 'hoch';
const RANG: Niveau[] = ['ohne', 'basis', 'substantiell', 'hoch'];

export interface Antrag {
  /** draft id, or hash of the message: the same key twice is one Vorgang, and a draft with other answers is refused */
  schluessel: string;
  kontext: Kontext;
  /** account or draft of the citizen; null for a message without one */
  buerger: string | null;
  leistung: Leistung;
  ort: Kommune;
  antworten: Antworten;
  niveau: Niveau;
  kanal: 'portal' | 'amt24' | 'schalter';
  hinweis?: string;
  datei?: DateiAngabe;
}

export interface Angenommen {
  ok: true;
  vorgang: string;
  koerperschaft: string;
  aktenzeichen: string;
  empfangen: Date;
  /** false: this key had been submitted before, nothing new was made */
  neu: boolean;
}

export type Unvollstaendig = {
  ok: false;
  grund: 'antrag.unvollstaendig';
  schritte: readonly { schritt: string; fehler: readonly { feld: string; meldung: string }[] }[];
};

const BERLIN = 'Europe/Berlin';
/** Longer than this nobody's time of arrival waits for a connection: an event that is older than five seconds is refused by the database. */
const WARTEZEIT_MS = 3_000;

/**
 * Accepts an application: checks it whole, asks who is competent, opens the Vorgang and starts its process, all in one round trip
 * and one commit. What is answered is durable; sealed copy and proof follow.
 * Refuses: `antrag.niveau`, `.schon-abgesandt` (this draft with other answers), and what `resolveZustaendigkeit` refuses.
 */
export async function reicheEin(d: EinreichenDeps, a: Antrag): Promise<Angenommen | Unvollstaendig | Ablehnung> {
  const jetzt = d.protokoll.uhr.jetzt();
  const tag = localDateOf(jetzt, BERLIN);
  const { angaben } = a.leistung;
  if (a.kanal === 'portal' && RANG.indexOf(a.niveau) < RANG.indexOf(angaben.niveau))
    return ablehnen('antrag.niveau', { niveau: angaben.niveau });
  let antworten = a.antworten;
  if (a.kanal !== 'amt24') {
    const geprueft = pruefeAlles(a.leistung.formular, a.antworten, tag);
    if (!geprueft.ok) return { ok: false, grund: 'antrag.unvollstaendig', schritte: geprueft.schritte };
    antworten = geprueft.antworten;
  }
  const z = await d.db.transaktion(oeffentlich, (tx) =>
    resolveZustaendigkeit(tx, { leistung: angaben.schluessel, ort: a.ort.id, tag }),
  );
  if (!z.ok) return z;
  const zustaendig = d.verzeichnis.byId(z.zustaendig);
  if (!zustaendig?.kuerzel) return ablehnen('zustaendigkeit.niemand');

  const id = uuidv7(jetzt);
  const jahr = Number(tag.slice(0, 4));
  const aktenzeichen = await d.nummern(d.db, a.kontext, z.zustaendig, zustaendig.kuerzel, angaben, jahr);
  return d.db.transaktion(a.kontext, async (tx) => {
    // one instant for receipt, row and events: a citizen never reads two times of arrival
    const dran = d.protokoll.uhr.jetzt();
    const empfangen = dran - jetzt > WARTEZEIT_MS ? dran : jetzt;
    const uhr = { ...d.protokoll.uhr, jetzt: () => empfangen };
    const p = await build({ ...d.protokoll, uhr }, a, {
      id,
      aktenzeichen,
      zustaendig: z.zustaendig,
      stelle: z.stelle,
      basis: z.basis,
      antworten,
      jetzt: empfangen,
      tag,
    });
    const zeile = await tx.eine<Omit<Angenommen, 'ok' | 'koerperschaft'> & { gleich: boolean }>(
      'select * from eingang.einreichen($1)',
      [JSON.stringify(p)],
    );
    if (!zeile) throw new Error('einreichen ohne Antwort');
    const { gleich, ...da } = zeile;
    // the key of a message is the hash of its bytes: read anew by other rules, it is still that message
    if (!gleich && a.kanal !== 'amt24') return ablehnen('antrag.schon-abgesandt', { aktenzeichen: da.aktenzeichen });
    return { ok: true, koerperschaft: z.zustaendig, ...da } satisfies Angenommen;
  });
}

interface Teile {
  id: string;
  aktenzeichen: string;
  zustaendig: string;
  stelle: string;
  basis: Basis;
  antworten: Antworten;
  jetzt: number;
  tag: ReturnType<typeof localDateOf>;
}

async function build(protokoll: Protokoll, a: Antrag, t: Teile) {
  const { angaben, fassung } = a.leistung;
  const strom: Strom = {
    art: 'vorgang',
    id: t.id,
    koerperschaft: t.zustaendig,
    leistung: angaben.schluessel,
    buerger: a.buerger,
  };
  const fuer = { oertlich: a.ort.id, zustaendig: t.zustaendig, stelle: t.stelle };
  const buerger: Handelnder = { pseudonym: a.buerger ?? 'ohne-konto', role: 'buerger', loa: a.niveau };
  const norm = angaben.rechtsgrundlagen[0]?.norm ?? angaben.name;
  const umstand = (actor: Handelnder, grundlage: Umstand['grundlage']): Umstand => ({ actor, fuer, grundlage });
  const eroeffnet = await buildZeile(
    protokoll,
    strom,
    ANFANG,
    umstand(MASCHINE, grundlageOf(t, angaben.aufgabe, angaben.zweck)),
    {
      kind: 'vorgang.eroeffnet',
      data: {
        aktenzeichen: t.aktenzeichen,
        leistung: angaben.schluessel,
        fassung,
        kanal: a.kanal,
        buerger: a.buerger,
        basis: { ...t.basis },
      },
    },
  );
  const hash = createHash('sha256')
    .update(rfc8785(t.antworten as never))
    .digest('hex');
  const eingegangen = await buildZeile(
    protokoll,
    strom,
    eroeffnet.kopf,
    umstand(buerger, { vereinbarung: null, norm, aufgabe: angaben.aufgabe, zweck: angaben.zweck }),
    {
      kind: 'antrag.eingegangen',
      data: {
        antworten: t.antworten as never,
        niveau: a.niveau,
        sha256: hash,
        ...(a.datei ? { nachricht: a.datei.sha256 } : {}),
        ...(a.hinweis ? { hinweis: a.hinweis } : {}),
      },
    },
  );
  const empfangen = new Date(t.jetzt).toISOString();
  return {
    eingang: {
      id: uuidv7(t.jetzt),
      kanal: a.kanal,
      schluessel: a.schluessel,
      empfangen,
      hash,
      titel: angaben.name,
      hinweis: a.hinweis ?? '',
      datei: a.datei ?? null,
    },
    vorgang: {
      koerperschaft: t.zustaendig,
      id: t.id,
      leistung: angaben.schluessel,
      fassung,
      aktenzeichen: t.aktenzeichen,
      oertlich: a.ort.id,
      stelle: t.stelle,
      basis: t.basis,
      buerger: a.buerger,
      kanal: a.kanal,
      betreff: a.leistung.betreff(t.antworten) || angaben.name,
      schritt: 'Eingang',
      hinweis: a.hinweis ?? '',
      eingegangen: empfangen,
      frist: werktageSpaeter(t.tag, angaben.frist.werktage),
      kopfN: eingegangen.kopf.n,
      kopfC: eingegangen.kopf.c?.toString('hex'),
    },
    ereignisse: [eroeffnet.zeile, eingegangen.zeile],
    auftraege: ['prozess.starten', 'antrag.beurkunden'].map((art) => ({ id: uuidv7(t.jetzt), art })),
  };
}
