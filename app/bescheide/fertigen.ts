import { formatDatum, localDateOf } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import { type Dateien, type Datenbank, dienst, uuidv7 } from '../base/index.ts';
import {
  type BriefDaten,
  type Erneuerstelle,
  girocode,
  pruefcodeOf,
  type Satz,
  type Siegelstelle,
} from '../dokumente/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Leistung } from '../leistungen/index.ts';
import { type Protokoll, pruefeAusstellen } from '../nachweise/index.ts';
import type { Gesperrt } from '../vorgaenge/index.ts';
import type { Forderung } from '../zahlungen/index.ts';
import { type Bearbeitung, kopf, rechtsbehelf } from './absender.ts';
import { briefwerte, readUmstaende, type Umstaende } from './briefwerte.ts';
import { empfaengerZeilen } from './empfaenger.ts';

export interface Werkbank {
  db: Datenbank;
  protokoll: Protokoll;
  dateien: Dateien;
  satz: Satz;
  siegelstelle: Siegelstelle;
  erneuerstelle: Erneuerstelle;
  verzeichnis: Verzeichnis;
  gemeinsameVorlagen: Readonly<Record<string, string>>;
  /** address printed on letters, where they can be checked */
  pruefadresse: string;
  test: boolean;
}

/** What a service gets: the Vorgang as read, the published Leistung, the process variables, the task's headers. */
export interface Auftragslage {
  gesperrt: Gesperrt;
  leistung: Leistung;
  variablen: Readonly<Record<string, unknown>>;
  kopf: Readonly<Record<string, string>>;
}

/** All who belong to a letter are known. */
export type Beteiligte = { [K in keyof Omit<Umstaende, 'forderung'>]: NonNullable<Umstaende[K]> } & Pick<
  Umstaende,
  'forderung'
>;

/** Reads whom a letter speaks for, in the competent body's own context. */
export async function readBeteiligte(w: Werkbank, g: Gesperrt): Promise<Beteiligte> {
  const { zustaendig, oertlich, stelle, auftritt, forderung } = await w.db.transaktion(
    dienst(g.vorgang.koerperschaft, 'Schreiben'),
    (tx) => readUmstaende(tx, w.verzeichnis, g),
  );
  if (!zustaendig || !oertlich || !stelle || !auftritt) throw new Error('Der zuständigen Kommune fehlt der Briefkopf.');
  return { zustaendig, oertlich, stelle, auftritt, forderung };
}

const BERLIN = 'Europe/Berlin';
const lang = (tag: string) => formatDatum(tag as never).replace(/^\S+, /, '');

/** What a letter is written from: the variables of the process, and over them what letters see besides. */
export const briefVariablen = (w: Werkbank, lage: Auftragslage, b: Beteiligte): Record<string, unknown> => ({
  ...lage.variablen,
  ...briefwerte(w.protokoll.uhr, lage.gesperrt.vorgang, b),
});

/** Refusals in which the template, or the typesetter, may quote what the letter says. A fault goes to logs and tables that hold ids only. */
const VERSCHWIEGEN: Readonly<Record<string, string>> = {
  'vorlage-weist-ab': 'Der Brief wurde nicht gesetzt, weil die Vorlage seine Angaben abweist.',
  'zeichen-fehlt': 'Der Brief wurde nicht gesetzt, weil die Schrift ein Zeichen seiner Angaben nicht enthält.',
};

export interface Fertig {
  id: string;
  art: string;
  titel: string;
  datei: ReturnType<Dateien['write']>;
  bytes: Uint8Array;
}

/**
 * Typesets, marks, seals and stores one letter, before any transaction. Nothing is handed out without seal and time stamp, nor while
 * the log cannot prove it. Waits (`Aufschub`) until they can be had.
 */
export async function fertige(
  w: Werkbank,
  lage: Auftragslage,
  b: Beteiligte,
  brief: {
    art: string;
    dokumentArt: string;
    titel: string;
    betreff: string;
    anrede?: string;
    inhalt: unknown;
    haupt: string;
    dateien: Readonly<Record<string, string>>;
    empfaenger?: string[];
    zahlung?: boolean;
    /** the person who worked on it signs before the body seals */
    unterschrift?: boolean;
  },
): Promise<Fertig> {
  const { vorgang } = lage.gesperrt;
  await pruefeAusstellen(w, b.zustaendig.id);
  w.siegelstelle.pruefe();
  const jetzt = w.protokoll.uhr.jetzt();
  const person = (lage.variablen['bearbeitung'] as Bearbeitung | undefined) ?? null;
  const id = uuidv7(jetzt);
  const daten: BriefDaten<unknown> = {
    ...kopf({ kommune: b.zustaendig, auftritt: b.auftritt }, b.stelle, person),
    erstelltAm: new Date(jetzt).toISOString(),
    empfaenger: { zeilen: brief.empfaenger ?? empfaengerZeilen(lage.leistung.angaben, vorgang.antworten) },
    bezug: {
      aktenzeichen: vorgang.aktenzeichen,
      datum: lang(localDateOf(jetzt, BERLIN)),
      ...(person ? { ansprechpartner: person.name, telefon: person.telefon } : { telefon: b.auftritt.telefon }),
    },
    betreff: brief.betreff,
    ...(brief.anrede ? { anrede: brief.anrede } : {}),
    inhalt: brief.inhalt,
    ...(brief.art === 'verwaltungsakt' ? { rechtsbehelf: { text: rechtsbehelf(b.auftritt) } } : {}),
    ...(brief.zahlung && b.forderung ? { zahlung: zahlung(b, b.forderung) } : {}),
    pruefung: { adresse: w.pruefadresse, code: pruefcodeOf(id) },
    test: w.test,
    hinweise: hinweise(lage, b),
  };
  const gesetzt = await w.satz.setze({
    haupt: brief.haupt,
    dateien: { ...w.gemeinsameVorlagen, ...brief.dateien },
    daten,
  });
  if (!gesetzt.ok) throw new Error(`${brief.haupt}: ${VERSCHWIEGEN[gesetzt.code] ?? gesetzt.meldung}`);
  const bytes = await w.siegelstelle.siegele(
    { id: b.zustaendig.id, name: b.zustaendig.name },
    gesetzt.pdf,
    brief.titel,
    brief.unterschrift ? unterzeichner(person) : undefined,
  );
  const name = `${brief.dokumentArt}-${vorgang.aktenzeichen}.pdf`;
  const datei = w.dateien.write(vorgang.koerperschaft, vorgang.id, { name, mime: 'application/pdf', bytes });
  return { id, art: brief.dokumentArt, titel: brief.titel, datei, bytes };
}

function unterzeichner(person: Bearbeitung | null): { id: string; name: string } {
  if (!person?.person)
    throw new Error('Der Bescheid braucht eine Unterschrift; es steht nicht fest, wer ihn gezeichnet hat.');
  return { id: person.person, name: person.name };
}

function zahlung(b: Beteiligte, f: Forderung): NonNullable<BriefDaten<unknown>['zahlung']> {
  const g = girocode({
    kontoinhaber: b.auftritt.kontoinhaber,
    iban: b.auftritt.iban,
    bic: b.auftritt.bic,
    betragCent: f.betrag,
    verwendungszweck: f.kassenzeichen,
  });
  return {
    betrag: formatEuro(f.betrag),
    faellig: lang(f.faellig[0]?.tag ?? ''),
    kassenzeichen: f.kassenzeichen,
    iban: b.auftritt.iban,
    bic: b.auftritt.bic,
    kontoinhaber: b.auftritt.kontoinhaber,
    ...(g.ok ? { girocode: g.matrix } : {}),
  };
}

function hinweise(lage: Auftragslage, b: Beteiligte): string[] {
  const basis = lage.gesperrt.basis;
  const h: string[] = [];
  if (b.stelle.id !== b.zustaendig.id)
    h.push(`Dieses Schreiben hat die ${b.stelle.name} im Auftrag der ${b.zustaendig.name} gefertigt (${basis.titel}).`);
  else if (b.oertlich.id !== b.zustaendig.id)
    h.push(`Die ${b.zustaendig.name} ist für die ${b.oertlich.name} zuständig (${basis.titel}).`);
  return h;
}
