import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { gewerbe } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { type Anker, pruefe, readAnker } from '../../packages/nachweis/src/index.ts';
import { fordere, fuelleAus, kennung } from '../../tools/demo/bauen.ts';
import { type Browser, formulare, links, type Seite } from '../../tools/demo/browser.ts';

/** Seconds of one application by the clock of who sends it, in the order in which they pass. */
export interface Dauer {
  /** from sending to the page that confirms it */
  absenden: number;
  /** until the certificate is there and downloaded */
  dokument: number;
  /** until the proof is there and downloaded */
  nachweis: number;
  /** until the proof is verified */
  pruefung: number;
}

const FRAGE_MS = 50;
/** Longer than the goal nobody waits. */
const GEDULD_MS = 900_000;

/** Asks again and again, as somebody who reloads the page, until there is an answer. */
async function bis<T>(was: string, frage: () => Promise<T | undefined>): Promise<T> {
  for (const ende = performance.now() + GEDULD_MS; performance.now() < ende; ) {
    const da = await frage();
    if (da !== undefined) return da;
    await new Promise((r) => setTimeout(r, FRAGE_MS));
  }
  throw new Error(`${was} ist nach ${GEDULD_MS / 1000} s nicht da`);
}

/** A trade without permit in Thallwitz, filled in step by step up to the button that sends it. */
export async function bereite(b: Browser, basis: string, taetigkeit: string): Promise<Seite> {
  const wer = buerger.find((x) => x.ort === 'Thallwitz');
  fordere(wer, 'In der Demo wohnt niemand in Thallwitz');
  const beginn = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  const antworten = gewerbe(wer, { taetigkeit, beginn, plz: wer.plz, ort: wer.ort });
  return fuelleAus(b, basis, ORTE.thallwitz, 'gewerbe-anmeldung', antworten);
}

/** Sends it and waits for certificate and proof, which must hold against the anchors of the installation. */
export async function sendeAb(b: Browser, basis: string, seite: Seite, anker: Anker): Promise<Dauer> {
  const formular = formulare(seite).find((f) => f.action.endsWith('/absenden'));
  fordere(formular, 'Es gibt keinen Knopf zum Absenden', seite);
  let zuletzt = performance.now();
  const teil = () => {
    const vorher = zuletzt;
    zuletzt = performance.now();
    return (zuletzt - vorher) / 1000;
  };
  const bestaetigt = await b.submit(formular);
  const vorgang = kennung(bestaetigt.url);
  fordere(vorgang && bestaetigt.status === 200, 'Der Antrag wurde nicht angenommen', bestaetigt);
  const absenden = teil();
  await bis('Die Empfangsbescheinigung', async () => {
    const [link] = links(await b.open(`${basis}/vorgang/${vorgang}`), /\/dokument\//, /empfangsbescheinigung/i);
    const d = link ? await b.open(link) : undefined;
    return d?.status === 200 && d.dateiname.endsWith('.pdf') ? d : undefined;
  });
  const dokument = teil();
  // the certificate is there, so the proof is refused until it covers its event, too
  const buendel = await bis('Der Nachweis', async () => {
    const s = await b.open(`${basis}/vorgang/${vorgang}/nachweis`);
    return s.status === 200 && s.dateiname.endsWith('.asice') ? s.bytes : undefined;
  });
  const nachweis = teil();
  const urteil = await pruefe(buendel, { krypto, anker, jetzt: new Date() });
  const pruefung = teil();
  fordere(urteil.ok && urteil.verdikt === 'holds', `Der Nachweis gilt nicht: ${JSON.stringify(urteil)}`);
  return { absenden, dokument, nachweis, pruefung };
}

/** What the installation hands out to everybody who wants to verify. */
export async function ladeAnker(basis: string): Promise<Anker> {
  const namen = (await (await fetch(`${basis}/anker`)).json()) as string[];
  const dateien = new Map<string, Uint8Array>();
  for (const name of namen)
    dateien.set(name, new Uint8Array(await (await fetch(`${basis}/anker/${name}`)).arrayBuffer()));
  const gelesen = readAnker(krypto.sha256, dateien);
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  return gelesen.anker;
}
