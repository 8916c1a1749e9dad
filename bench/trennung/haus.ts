import { uuidv7 } from '../../app/base/index.ts';
import { gewerbe } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { reicheEin, saveEntwurf } from '../../app/eingang/index.ts';
import { createSitzung, meldeBuergerAn, meldeMitarbeiterAn } from '../../app/konten/index.ts';
import type { Kern } from '../../app/main/kern.ts';

/** Trade registration: in Wurzen and in Bennewitz each body does its own, so neither sees a case of the other. */
const LEISTUNG = 'gewerbe-anmeldung';
const HEUTE = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());

/** A member of staff of each, and the surname of a citizen. */
const WER = {
  wurzen: { sub: 'k.weber', nachname: 'Kretzschmar' },
  bennewitz: { sub: 'h.reichelt', nachname: 'Schönherr' },
};

/** One body of the load: who asks, which cases there are, and drafts by the number. */
export interface Haus {
  /** cookies of a member of staff and of a citizen */
  personal: string;
  buerger: string;
  faelle: string[];
  /** complete drafts of the citizen, saved as the form saves them */
  entwuerfe(anzahl: number): Promise<string[]>;
}

/** Signs somebody in on each side and files as many cases, by the actions the pages call. */
export async function baueHaus(k: Kern, ort: keyof typeof WER, bestand: number): Promise<Haus> {
  const kommune = k.verzeichnis.byAgs(ORTE[ort]);
  const leistung = k.katalog.aktuell(LEISTUNG);
  const { sub, nachname } = WER[ort];
  const wer = buerger.find((b) => b.nachname === nachname);
  if (!kommune || !leistung || !wer) throw new Error(`${ort} fehlt in der Demo`);
  const person = await meldeMitarbeiterAn(k.db, k.verzeichnis, { sub, dienststelle: ORTE[ort] });
  if (!person.ok) throw new Error(person.grund);
  const konto = (await meldeBuergerAn(k.db, { koerperschaft: kommune.id, person: wer })).buerger;
  const [personal, citizen] = [
    await createSitzung(k.db, { art: 'mitarbeit', person: person.person, stelle: person.stelle }),
    await createSitzung(k.db, { art: 'person', person: konto, niveau: 'substantiell' }),
  ];
  const kontext = { art: 'person', person: konto, stelle: null, handelndFuer: null, grundlage: null } as const;
  let nr = 0;
  const antworten = () =>
    gewerbe(wer, {
      taetigkeit: `Verkauf von Fahrrädern, Laden ${++nr}`,
      beginn: HEUTE(),
      plz: wer.plz,
      ort: kommune.kurzname,
    });
  const faelle: string[] = [];
  for (let i = 0; i < bestand; i++) {
    const e = await reicheEin(k.einreichen, {
      schluessel: uuidv7(Date.now()),
      kontext,
      buerger: konto,
      leistung,
      ort: kommune,
      antworten: antworten(),
      niveau: 'substantiell',
      kanal: 'portal',
    });
    if (!e.ok) throw new Error(JSON.stringify(e));
    faelle.push(e.vorgang);
  }
  return {
    personal: `rv_sitzung=${personal.token}`,
    buerger: `rv_sitzung=${citizen.token}`,
    faelle,
    async entwuerfe(anzahl) {
      const { fassung } = leistung;
      const ids = Array.from({ length: anzahl }, () => uuidv7(Date.now()));
      for (const id of ids)
        await k.db.transaktion(kontext, (tx) =>
          saveEntwurf(tx, k.bund, k.protokoll.uhr, {
            id,
            koerperschaft: kommune.id,
            leistung: LEISTUNG,
            fassung,
            antworten: antworten(),
            schritt: 'betrieb',
          }),
        );
      return ids;
    },
  };
}
