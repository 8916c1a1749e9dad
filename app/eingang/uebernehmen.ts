import { createHash } from 'node:crypto';
import { localDateOf, werktageSpaeter } from '@rathausverbund/fristen';
import { ereignisC, rfc8785 } from '@rathausverbund/nachweis';
import {
  ablehnen,
  type Dateien,
  type Datenbank,
  dienst,
  erledigt,
  type Handler,
  type Kontext,
  type Tx,
  uuidv7,
} from '../base/index.ts';
import {
  addDokument,
  type DokumentZeile,
  type Erneuerstelle,
  planeErneuerung,
  readDokumente,
} from '../dokumente/index.ts';
import { istUnlesbar, type Katalog } from '../leistungen/index.ts';
import {
  ANFANG,
  type Angaben,
  buildZeile,
  type Kopf,
  MASCHINE,
  type Protokoll,
  readStrom,
} from '../nachweise/index.ts';
import { EIGENE, grundlageOf, resolveZustaendigkeit } from '../vereinbarungen/index.ts';
import { foldAll, type Gegenstueck, type Vorgang } from '../vorgaenge/index.ts';

interface UebernehmenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  dateien: Dateien;
  /** sets when the proofs of a copy are renewed: it is sealed like any other document */
  erneuerstelle: Erneuerstelle;
}

const BERLIN = 'Europe/Berlin';
const sha256 = (b: Uint8Array) => createHash('sha256').update(b).digest();

interface Abgegeben {
  alt: Vorgang;
  nach: Gegenstueck;
  oertlich: string;
  /** C of the event that gave it away: the other log's proof */
  kopf: string;
  dokumente: DokumentZeile[];
}

/** The Vorgang as it was given away, read in its own body. */
async function readAbgegeben(d: UebernehmenDeps, kontext: Kontext, vorgang: string): Promise<Abgegeben | undefined> {
  const koerperschaft = kontext.handelndFuer ?? '';
  return d.db.transaktion(kontext, async (tx) => {
    const strom = await readStrom(tx, d.protokoll, koerperschaft, vorgang);
    const e = strom.find((x) => x.ereignis.kind === 'vorgang.abgegeben');
    if (!e) return undefined;
    const alt = foldAll(strom.map((x) => x.ereignis));
    if (!alt.abgegeben) return undefined;
    return {
      alt,
      nach: alt.abgegeben,
      oertlich: String(e.ereignis.data['oertlich']),
      kopf: Buffer.from(ereignisC(sha256, e.salt, e.ereignis)).toString('hex'),
      dokumente: await readDokumente(tx, koerperschaft, vorgang),
    };
  });
}

/**
 * Opens in the competent body what another one gave away: same answers, a sealed copy of every document under the new case's key, its
 * events naming the other's number and the C of its last word. Submitted under the old Vorgang's id: done twice, it is still one.
 */
export const createUebernehmen =
  (d: UebernehmenDeps): Handler =>
  async (auftrag, kontext) => {
    const a = await readAbgegeben(d, kontext, auftrag.bezug ?? '');
    if (!a) throw new Error('Der Vorgang ist nicht abgegeben');
    const { koerperschaft, vorgang } = a.nach;
    await d.protokoll.bund.createDek(koerperschaft, vorgang);
    const kopien = a.dokumente.map((x) => ({
      ...x,
      koerperschaft,
      vorgang,
      datei: d.dateien.write(koerperschaft, vorgang, {
        name: x.datei.name,
        mime: x.datei.mime,
        bytes: d.dateien.read(a.alt.koerperschaft, a.alt.id, x.datei.ort),
      }),
    }));
    const e = await d.db.transaktion(dienst(koerperschaft, 'Abgabe', auftrag.id), async (tx) => {
      const jetzt = d.protokoll.uhr.jetzt();
      const zeile = await tx.eine<{ neu: boolean }>('select neu from eingang.einreichen($1)', [
        JSON.stringify(await build(tx, d, a, kopien, jetzt)),
      ]);
      for (const x of zeile?.neu ? kopien : []) {
        await addDokument(tx, x, jetzt);
        if (x.gesiegelt) planeErneuerung(tx, d, x);
      }
      return (await erledigt(tx, auftrag)) ? { ok: true as const } : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };

async function build(tx: Tx, d: UebernehmenDeps, a: Abgegeben, kopien: readonly DokumentZeile[], jetzt: number) {
  const { alt, nach } = a;
  // the job tries again until the body has released one that can be read
  if (istUnlesbar(d.katalog, nach.koerperschaft, alt.leistung)) throw new Error('Die Fassung dort ist nicht lesbar');
  const leistung = await d.katalog.geltende(alt.leistung, alt.fassung, nach.koerperschaft);
  const { angaben, fassung } = leistung;
  const tag = localDateOf(jetzt, BERLIN);
  const z = await resolveZustaendigkeit(tx, { leistung: alt.leistung, ort: a.oertlich, tag });
  // the rules may have changed since it was given away: it stays with the body that the event names
  const { stelle, basis } =
    z.ok && z.zustaendig === nach.koerperschaft ? z : { stelle: nach.koerperschaft, basis: EIGENE };
  const umstand = {
    actor: MASCHINE,
    fuer: { oertlich: a.oertlich, zustaendig: nach.koerperschaft, stelle },
    grundlage: grundlageOf({ basis }, angaben.aufgabe, angaben.zweck),
  };
  const strom = {
    art: 'vorgang' as const,
    id: nach.vorgang,
    koerperschaft: nach.koerperschaft,
    leistung: alt.leistung,
    buerger: alt.buerger,
  };
  const hash = createHash('sha256')
    .update(rfc8785(alt.antworten as never))
    .digest('hex');
  const hinweis = `Abgabe aus ${alt.aktenzeichen}`;
  const uhr = { ...d.protokoll.uhr, jetzt: () => jetzt };
  const ereignisse: Awaited<ReturnType<typeof buildZeile>>['zeile'][] = [];
  let kopf: Kopf = ANFANG;
  const wasGeschah: Angaben[] = [
    {
      kind: 'vorgang.eroeffnet',
      data: {
        aktenzeichen: nach.aktenzeichen,
        leistung: alt.leistung,
        fassung,
        kanal: alt.kanal,
        buerger: alt.buerger,
        basis: { ...basis },
        abgabe: {
          koerperschaft: alt.koerperschaft,
          vorgang: alt.id,
          aktenzeichen: alt.aktenzeichen,
          kopf: a.kopf,
          eingegangen: alt.eingegangen,
        },
      },
    },
    {
      kind: 'antrag.eingegangen',
      data: { antworten: alt.antworten, niveau: alt.niveau, sha256: hash, hinweis },
    },
    ...(kopien.length === 0
      ? []
      : [
          {
            kind: 'akte.uebernommen',
            data: {
              dokumente: kopien.map((x) => ({
                id: x.id,
                art: x.art,
                titel: x.titel,
                gesiegelt: x.gesiegelt,
                fuerPerson: x.buerger !== null,
              })),
            },
            docs: kopien.map(({ datei: { name, len, mime, sha256, sha512 } }) => ({ name, len, mime, sha256, sha512 })),
          },
        ]),
  ];
  for (const ereignis of wasGeschah) {
    const r = await buildZeile({ ...d.protokoll, uhr }, strom, kopf, umstand, ereignis);
    kopf = r.kopf;
    ereignisse.push(r.zeile);
  }
  const empfangen = new Date(jetzt).toISOString();
  return {
    eingang: {
      id: uuidv7(jetzt),
      kanal: alt.kanal,
      schluessel: `abgabe:${alt.id}`,
      empfangen,
      hash,
      titel: angaben.name,
      hinweis,
      datei: null,
    },
    vorgang: {
      koerperschaft: nach.koerperschaft,
      id: nach.vorgang,
      leistung: alt.leistung,
      fassung,
      aktenzeichen: nach.aktenzeichen,
      oertlich: a.oertlich,
      stelle,
      basis,
      buerger: alt.buerger,
      kanal: alt.kanal,
      betreff: leistung.betreff(alt.antworten as never) || angaben.name,
      schritt: 'Eingang',
      hinweis,
      eingegangen: empfangen,
      frist: werktageSpaeter(tag, angaben.frist.werktage),
      kopfN: kopf.n,
      kopfC: kopf.c?.toString('hex'),
    },
    ereignisse,
    auftraege: ['prozess.starten', 'antrag.beurkunden'].map((art) => ({ id: uuidv7(jetzt), art })),
  };
}
