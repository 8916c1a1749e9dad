import { zusammenfassung } from '@rathausverbund/formular';
import { ablehnen, erledigt, type Handler } from '../base/index.ts';
import type { Katalog } from '../leistungen/index.ts';
import { MASCHINE } from '../nachweise/index.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import { legeAb } from './ablegen.ts';
import { withDokument } from './ausgeben.ts';
import { fertige, readBeteiligte, type Werkbank } from './fertigen.ts';

/** The sealed copy of what was filed: follows the submission within seconds; until then the page says "wird erstellt". */
export const createBeurkunden =
  (w: Werkbank, katalog: Katalog): Handler =>
  async (auftrag, kontext) => {
    const vorgang = auftrag.bezug ?? '';
    const gesperrt = await w.db.transaktion(kontext, (tx) => lock(tx, w.protokoll, auftrag.koerperschaft, vorgang));
    if (!gesperrt || gesperrt.vorgang.dokumente.some((d) => d.art === 'antragskopie'))
      return void (await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    const leistung = await katalog.inFassung(gesperrt.vorgang.leistung, gesperrt.vorgang.fassung);
    const lage = { gesperrt, leistung, variablen: {}, kopf: {} };
    const eingang = new Date(gesperrt.vorgang.eingegangen).toLocaleString('de-DE', {
      timeZone: 'Europe/Berlin',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const fertig = await fertige(w, lage, await readBeteiligte(w, gesperrt), {
      art: 'bescheinigung',
      dokumentArt: 'antragskopie',
      titel: `Kopie Ihrer Angaben: ${leistung.angaben.name}`,
      betreff: `Ihre Angaben zu „${leistung.angaben.name}“`,
      inhalt: {
        leistung: leistung.angaben.name,
        eingegangenAm: `${eingang} Uhr`,
        schritte: zusammenfassung(leistung.formular, gesperrt.vorgang.antworten as never).map((s) => ({
          titel: s.schritt.titel,
          zeilen: s.zeilen.map((z) => ({ beschriftung: z.beschriftung, wert: z.wert })),
        })),
      },
      haupt: '/antragskopie.typ',
      dateien: {},
    });
    const e = await w.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, w.protokoll, auftrag.koerperschaft, vorgang);
      if (!g) return ablehnen('vorgang.unbekannt');
      const r = await handle(tx, w.protokoll, g, { art: 'kopieren', dokument: withDokument(fertig) }, MASCHINE);
      if (!r.ok) return r;
      await legeAb(tx, w, g.vorgang, fertig, g.vorgang.buerger);
      return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };
