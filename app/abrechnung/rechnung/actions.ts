import { addDays, localDateOf } from '@rathausverbund/fristen';
import { zeitraumOf } from '@rathausverbund/kosten';
import { rfc8785 } from '@rathausverbund/nachweis';
import { buildRechnung, isLeitwegId, type Rechnung, type Rechnungsvorlage, teilePosten } from '@rathausverbund/xoev';
import { type Ablehnung, ablehnen, type Ergebnis, stelleEin, type Tx, uuidv7 } from '../../base/index.ts';
import { type Auftritt, type Kommune, readAuftritt } from '../../kommunen/index.ts';
import { readKopf, schreibe } from '../../nachweise/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from '../akteur.ts';
import { type Beteiligt, findVertrag } from '../lesen.ts';
import { eignerOf, letzte, periodenOf, sha256 } from '../model.ts';
import type { AbrechnungDeps, Gemeint } from '../stellen.ts';
import { readEintraege, readStellung } from '../store.ts';
import { sperreKonto } from '../strom.ts';
import { anteilOf } from './posten.ts';
import {
  addRechnung,
  type GestellteRechnung,
  nimmRechnungsnummer,
  type Rechnungsangaben,
  readRechnungen,
  readRechnungsangaben,
  schreibeRechnungsangaben,
} from './store.ts';
import { rechnungsstromOf } from './strom.ts';
import { bruttoOf, verteile } from './verteilen.ts';

/** Job that typesets and seals the PDF of an invoice. */
export const SETZEN = 'rechnung.setzen';

export interface RechnungDeps extends AbrechnungDeps {
  /** name of a Leistung, as people know it */
  leistungsname: (leistung: string) => string;
}

const UST_ID = /^DE\d{9}$/;
const STEUERNUMMER = /^[\d/ ]{8,20}$/;

/** Enters what invoices need of the own body; empty fields are taken back. */
export async function setzeRechnungsangaben(
  d: AbrechnungDeps,
  akteur: Akteur,
  angaben: Record<keyof Rechnungsangaben, string>,
): Promise<Ergebnis> {
  if (!darf(akteur, 'kontieren')) return verboten;
  const [leitwegId, ustId, steuernummer, ansprechpartner] = (
    ['leitwegId', 'ustId', 'steuernummer', 'ansprechpartner'] as const
  ).map((name) => angaben[name].trim() || null);
  if (leitwegId && !isLeitwegId(leitwegId)) return ablehnen('rechnung.leitweg-id');
  if (ustId && !UST_ID.test(ustId)) return ablehnen('rechnung.ust-id');
  if (steuernummer && !STEUERNUMMER.test(steuernummer)) return ablehnen('rechnung.steuernummer');
  if (!ansprechpartner) return ablehnen('rechnung.ansprechpartner');
  return d.db.transaktion(kontextOf(akteur, null), async (tx) => {
    await schreibeRechnungsangaben(tx, {
      leitwegId: leitwegId?.toUpperCase() ?? null,
      ustId: ustId ?? null,
      steuernummer: steuernummer ?? null,
      ansprechpartner,
    });
    return { ok: true };
  });
}

/**
 * The commissioned body invoices a statement: what is not taxable and what is stand on an invoice each, lines whose tax is not decided
 * wait. When a version of the statement was invoiced before, what changed is invoiced as a correction that names the earlier one.
 * All invoices or none; numbers without gaps, one event each, and a job for the PDF.
 */
export async function stelleRechnung(d: RechnungDeps, akteur: Akteur, g: Gemeint): Promise<Ergebnis> {
  if (!darf(akteur, 'abrechnen')) return verboten;
  return d.db.transaktion(kontextOf(akteur, g.vereinbarung), async (tx) => {
    const b = await findVertrag(tx, g.vereinbarung);
    if (!b.ok) return b;
    if (b.vertrag.auftragnehmer !== akteur.stelle) return ablehnen('abrechnung.nur-glaeubiger');
    await sperreKonto(tx, b.vertrag);
    const alle = await readEintraege(tx, g.vereinbarung, await readStellung(tx, g.vereinbarung), g.jahr);
    const periode = periodenOf(alle, g.jahr).get(g.periode);
    if (!periode) return ablehnen('abrechnung.nicht-gestellt');
    if (periode.stand === 'bestritten') return ablehnen('rechnung.bestritten');
    const neu = letzte(periode);
    const gestellt = await readRechnungen(tx, g);
    if (gestellt.some((r) => r.fassung === neu.hash)) return ablehnen('rechnung.schon-gestellt');
    const alt = periode.fassungen.findLast((f) => gestellt.some((r) => r.fassung === f.hash))?.abrechnung ?? null;
    const { posten, verrechnet } = anteilOf(alt, neu.abrechnung, d.leistungsname);
    const { rechnungen, zurueckgestellt } = teilePosten(posten);
    if (rechnungen.length === 0)
      return ablehnen(zurueckgestellt.length > 0 ? 'rechnung.steuer-offen' : 'rechnung.nichts');
    const parteien = await readParteien(tx, d, b);
    if (!parteien.ok) return parteien;
    const heute = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
    const nummer = async (): Promise<string> => {
      const jahr = Number(heute.slice(0, 4));
      return `${parteien.wer.kuerzel ?? ''}-RE-${jahr}-${String(await nimmRechnungsnummer(tx, jahr)).padStart(6, '0')}`;
    };
    const anteile = verteile(verrechnet, rechnungen.map(bruttoOf));
    for (const [reihe, liste] of rechnungen.entries()) {
      const gezahlt = anteile[reihe] ?? 0;
      const vor = alt ? (gestellt.find((r) => r.reihe === reihe) ?? gestellt[0]) : undefined;
      const gebaut = buildRechnung({
        ...parteien.vorlage,
        nummer: await nummer(),
        datum: heute,
        faellig: neu.faellig > heute ? neu.faellig : heute,
        zeitraum: tageOf(g),
        vereinbarung: b.vertrag.titel,
        abrechnung: neu.nummer,
        posten: liste,
        gezahlt,
        ...(gezahlt === 0 ? {} : { bemerkung: VERRECHNET }),
        ...(vor ? { korrigiert: { nummer: vor.nummer, datum: vor.rechnung.datum } } : {}),
      });
      if (!gebaut.ok) return ablehnen('rechnung.regelwidrig', { meldung: gebaut.meldung });
      await gib(tx, d, akteur, b, { ...g, fassung: neu.hash, reihe, auftritt: parteien.auftritt }, gebaut.rechnung);
    }
    return { ok: true };
  });
}

const VERRECHNET =
  'Forderungen aus dieser Vereinbarung werden mit der Gegenleistung verrechnet; der Rest wird mit dem Jahresausgleich fällig.';

type Ort = Pick<GestellteRechnung, 'vereinbarung' | 'jahr' | 'periode' | 'fassung' | 'reihe' | 'auftritt'>;

/** Enters one invoice: row, event with its hash, job for the PDF. */
async function gib(tx: Tx, d: RechnungDeps, akteur: Akteur, b: Beteiligt, ort: Ort, rechnung: Rechnung): Promise<void> {
  const jetzt = d.protokoll.uhr.jetzt();
  const id = uuidv7(jetzt);
  const { vertrag: v } = b;
  const strom = rechnungsstromOf(akteur.stelle, v.id);
  const umstand = {
    actor: handelnderOf(akteur),
    fuer: { oertlich: v.auftraggeber, zustaendig: eignerOf(v), stelle: v.auftragnehmer },
    grundlage: { vereinbarung: v.id, norm: null, aufgabe: 'Abrechnung', zweck: v.titel },
  };
  const hash = Buffer.from(sha256(Buffer.from(rfc8785(rechnung as never)))).toString('hex');
  const data = { rechnung: id, nummer: rechnung.nummer, art: rechnung.art, fassung: ort.fassung, hash };
  const kopf = await readKopf(tx, akteur.stelle, strom.id);
  await schreibe(tx, d.protokoll, strom, kopf, umstand, [{ kind: 'rechnung.gestellt', data }]);
  await addRechnung(tx, { ...ort, id, nummer: rechnung.nummer, rechnung, at: new Date(jetzt) });
  stelleEin(tx, d.protokoll.uhr, { art: SETZEN, koerperschaft: akteur.stelle, bezug: id, angaben: {} });
}

type Parteien = {
  ok: true;
  wer: Kommune;
  auftritt: Auftritt;
  vorlage: Pick<Rechnungsvorlage, 'steller' | 'empfaenger'>;
};

/** Letterheads and invoice data of both: what is missing is said before a number is taken. */
async function readParteien(tx: Tx, d: AbrechnungDeps, b: Beteiligt): Promise<Parteien | Ablehnung> {
  const [wer, an] = [b.vertrag.auftragnehmer, b.vertrag.auftraggeber].map((k) => d.verzeichnis.byId(k));
  if (!wer || !an) return ablehnen('abrechnung.gegenseite-fehlt');
  const [auftritt, ziel] = [await readAuftritt(tx, wer.id), await readAuftritt(tx, an.id)];
  if (!auftritt || !ziel) return ablehnen('abrechnung.gegenseite-fehlt');
  const [eigene, fremde] = [await readRechnungsangaben(tx, wer.id), await readRechnungsangaben(tx, an.id)];
  if (!eigene) return ablehnen('rechnung.angaben-fehlen');
  return {
    ok: true,
    wer,
    auftritt,
    vorlage: {
      steller: {
        name: auftritt.name,
        kennung: wer.ags,
        strasse: auftritt.strasse,
        plz: auftritt.plz,
        ort: auftritt.ort,
        ansprechpartner: eigene.ansprechpartner,
        telefon: auftritt.telefon,
        email: auftritt.email,
        iban: auftritt.iban,
        bic: auftritt.bic,
        kontoinhaber: auftritt.kontoinhaber,
        ...(eigene.ustId === null ? {} : { ustId: eigene.ustId }),
        ...(eigene.steuernummer === null ? {} : { steuernummer: eigene.steuernummer }),
      },
      empfaenger: {
        name: ziel.name,
        kennung: an.ags,
        strasse: ziel.strasse,
        plz: ziel.plz,
        ort: ziel.ort,
        leitwegId: fremde?.leitwegId ?? null,
      },
    },
  };
}

/** Days of a period as an invoice names them: both belong to it. */
function tageOf(g: Gemeint): Rechnungsvorlage['zeitraum'] {
  const { von, bis } = zeitraumOf(g.jahr, g.periode);
  return { erster: von, letzter: addDays(bis, -1) };
}
