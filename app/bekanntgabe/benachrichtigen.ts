import { localDateOf } from '@rathausverbund/fristen';
import { Aufschub, ablehnen, type Datenbank, erledigt, type Handler } from '../base/index.ts';
import { MASCHINE, type Protokoll } from '../nachweise/index.ts';
import type { Benachrichtigung, Nachricht } from '../ports/index.ts';
import { handle, lock } from '../vorgaenge/index.ts';

export interface BenachrichtigenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  mail: Benachrichtigung;
  /** address, subject and text of the notice: without content of the document */
  nachricht(vorgang: {
    aktenzeichen: string;
    antworten: Record<string, unknown>;
    leistung: string;
    fassung: string;
    koerperschaft: string;
  }): Promise<{ an: string; betreff: string; text: string } | null>;
}

/**
 * Sends the notice of provision. It asks by key first and sends only what is known not to be sent, so that nobody gets it twice.
 * Waits (`Aufschub`) while that is unclear, before or after sending.
 */
export const createBenachrichtigen =
  (d: BenachrichtigenDeps): Handler =>
  async (auftrag, kontext) => {
    const { zustellung } = auftrag.angaben as { zustellung: string };
    const vorgang = auftrag.bezug ?? '';
    const g = await d.db.transaktion(kontext, (tx) => lock(tx, d.protokoll, auftrag.koerperschaft, vorgang));
    const n = g && (await d.nachricht(g.vorgang));
    if (!n) return void (await d.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    const schluessel = `zustellung/${zustellung}`;
    await sendeEinmal(d.mail, { schluessel, ...n });
    const e = await d.db.transaktion(kontext, async (tx) => {
      const h = await lock(tx, d.protokoll, auftrag.koerperschaft, vorgang);
      if (!h) throw new Error('Vorgang fehlt');
      const jetzt = d.protokoll.uhr.jetzt();
      const r = await handle(
        tx,
        d.protokoll,
        h,
        { art: 'benachrichtigen', zustellung, am: localDateOf(jetzt, 'Europe/Berlin') },
        MASCHINE,
      );
      if (!r.ok) return r;
      await tx.fuehreAus(
        'update bekanntgabe.zustellung set benachrichtigt = to_timestamp($4 / 1000.0) where koerperschaft = $1 and vorgang = $2 and id = $3',
        [auftrag.koerperschaft, vorgang, zustellung, jetzt],
      );
      return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };

async function sendeEinmal(mail: Benachrichtigung, nachricht: Nachricht): Promise<void> {
  const schon = await mail.frage(nachricht.schluessel);
  const antwort = !schon.ok && schon.code === 'mail.unbekannt' ? await mail.sende(nachricht) : schon;
  if (antwort.ok) return;
  if (antwort.code === 'mail.unklar') throw new Aufschub(antwort.meldung);
  throw new Error(`${antwort.code}: ${antwort.meldung}`);
}
