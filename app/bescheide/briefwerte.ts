import { localDateOf } from '@rathausverbund/fristen';
import type { Tx, Uhr } from '../base/index.ts';
import { type Auftritt, type Kommune, readAuftritt, type Verzeichnis } from '../kommunen/index.ts';
import type { Briefwerte } from '../leistungen/index.ts';
import type { Gesperrt, Json, Vorgang } from '../vorgaenge/index.ts';
import { type Forderung, readForderung } from '../zahlungen/index.ts';

/** Whom a letter speaks for, with what it may ask for. What is not entered is missing here, and then in the letter. */
export interface Umstaende {
  zustaendig: Kommune | undefined;
  oertlich: Kommune | undefined;
  stelle: Kommune | undefined;
  auftritt: Auftritt | undefined;
  forderung: Forderung | undefined;
}

export async function readUmstaende(tx: Tx, verzeichnis: Verzeichnis, { vorgang }: Gesperrt): Promise<Umstaende> {
  const { koerperschaft, oertlich, stelle, id } = vorgang;
  const [auftritt, forderung] = await Promise.all([
    readAuftritt(tx, koerperschaft),
    readForderung(tx, koerperschaft, id),
  ]);
  return {
    zustaendig: verzeichnis.byId(koerperschaft),
    oertlich: verzeichnis.byId(oertlich),
    stelle: verzeichnis.byId(stelle),
    auftritt,
    forderung,
  };
}

const BERLIN = 'Europe/Berlin';

/** What letters see over the variables of the process. Dates ISO, money cents: the letter's mapping formats them. */
export function briefwerte(uhr: Uhr, vorgang: Vorgang, u: Umstaende) {
  return {
    antrag: vorgang.antworten,
    vorgang: {
      aktenzeichen: vorgang.aktenzeichen,
      eingangstag: localDateOf(Date.parse(vorgang.eingegangen), BERLIN),
      registerNummer: vorgang.registerNummer,
    },
    oertlich: { name: u.oertlich?.name ?? null, kurzname: u.oertlich?.kurzname ?? null },
    zustaendig: { name: u.zustaendig?.name ?? null, ort: u.auftritt?.ort ?? null },
    stelle: { name: u.stelle?.name ?? null },
    heute: localDateOf(uhr.jetzt(), BERLIN),
    faellig: u.forderung?.faellig[0]?.tag ?? null,
    zahlung: {
      kassenzeichen: u.forderung?.kassenzeichen ?? null,
      glaeubigerId: u.auftritt?.glaeubigerId ?? null,
      mandatsreferenz: `${vorgang.aktenzeichen}-1`,
      zahlweg: u.forderung?.zahlweg ?? null,
    },
  } satisfies Record<string, Json> & Briefwerte;
}
