import { expect } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../../../base/index.ts';
import { stelleBereit } from '../../../bekanntgabe/index.ts';
import { addDokument } from '../../../dokumente/index.ts';
import { aktiviere, readVerzeichnis } from '../../../kommunen/index.ts';
import { MASCHINE } from '../../../nachweise/index.ts';
import { type Befehl, handle, lock, readAufgaben } from '../../../vorgaenge/index.ts';
import { antragVon, type Besucher, createBesucher, fuelleAus, vorgangVon } from '../besucher.ts';
import { createPortalStand, legeSatzAn } from '../pruefstand.ts';

const WURZEN = '14729410';
/** A town hall, its portal, and what happens in a Vorgang behind it. */
export async function baueVorgangsstand() {
  const datenbank = await neueDatenbank();
  const db = datenbank.als('app');
  await legeSatzAn(datenbank, await aktiviere(datenbank.setup, WURZEN, 'WUR', Date.now()));
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  const body = verzeichnis.byAgs(WURZEN)?.id ?? '';
  const { bund, ordner, plattform } = datenbank;
  const stand = await createPortalStand({ db, bund, ordner, plattform, verzeichnis }, async (v) => ({
    ok: true,
    name: `${v.aktenzeichen}/../x.nachweis`,
    bytes: Buffer.from('beleg'),
  }));

  const besucher = () => createBesucher(stand.server);

  /** Sends a dog registration without account. */
  async function sende(b: Besucher): Promise<string> {
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    await fuelleAus(b, antrag);
    return vorgangVon(await b.post(`${antrag}/absenden`));
  }

  const imDienst = async <T>(
    vorgang: string,
    fn: (
      tx: Parameters<Parameters<typeof db.transaktion>[1]>[0],
      g: NonNullable<Awaited<ReturnType<typeof lock>>>,
    ) => Promise<T>,
  ) =>
    db.transaktion(dienst(body, 'Test'), async (tx) => {
      const g = await lock(tx, stand.deps.protokoll, body, vorgang.slice(9));
      if (!g) throw new Error('Vorgang fehlt');
      return fn(tx, g);
    });

  function dokument(vorgang: string, art: string, titel: string) {
    const bytes = Buffer.from(`%PDF ${art}`);
    const datei = stand.deps.dateien.write(body, vorgang.slice(9), {
      name: `${art}.pdf`,
      mime: 'application/pdf',
      bytes,
    });
    const { name, mime, len, sha256, sha512 } = datei;
    return { datei, dokument: { id: uuidv7(Date.now()), art, titel, datei: { name, mime, len, sha256, sha512 } } };
  }

  /** A document of this Vorgang, put into the mailbox. */
  async function legeInsPostfach(
    vorgang: string,
    art: string,
    befehl: (d: ReturnType<typeof dokument>['dokument']) => Befehl,
    verwaltungsakt: boolean,
  ) {
    const { datei, dokument: d } = dokument(vorgang, art, 'Testschreiben');
    const e = await imDienst(vorgang, async (tx, g) => {
      const r = await handle(tx, stand.deps.protokoll, g, befehl(d), MASCHINE);
      if (!r.ok) return r;
      const { buerger, leistung } = g.vorgang;
      await addDokument(
        tx,
        {
          koerperschaft: body,
          leistung,
          vorgang: vorgang.slice(9),
          id: d.id,
          art,
          titel: d.titel,
          datei,
          gesiegelt: true,
          buerger,
        },
        Date.now(),
      );
      return stelleBereit(tx, stand.deps.protokoll, r.gesperrt, MASCHINE, {
        dokument: d.id,
        titel: d.titel,
        weg: 'postfach',
        verwaltungsakt,
        regelwerk: 'ao',
        empfaenger: { zeilen: ['Ina Krüger'] },
        fuerBuerger: true,
        email: null,
      });
    });
    expect(e).toMatchObject({ ok: true });
    return d.id;
  }

  /** The process asks for papers: a person reviews, the letter goes out, the process waits. */
  async function fordereNach(vorgang: string) {
    const start = await imDienst(vorgang, (tx, g) =>
      stand.laufzeit.command(tx, g, {
        art: 'start',
        variablen: {
          antrag: g.vorgang.antworten,
          kanal: 'portal',
          niveau: 'ohne',
          tag: '2026-06-15',
          satz: null,
        } as never,
      }),
    );
    expect(start).toMatchObject({ ok: true });
    await imDienst(vorgang, async (tx, g) => {
      const [a] = await readAufgaben(tx, body, g.vorgang.id);
      if (!a) throw new Error('Aufgabe fehlt');
      const variablen = { [a.kopf['variable'] ?? '']: { entscheidung: 'nachfordern', fehlend: 'Impfpass' } };
      expect(
        await stand.laufzeit.command(tx, g, { art: 'aufgabe-erledigt', schritt: a.schritt, variablen }),
      ).toMatchObject({ ok: true });
    });
    await legeInsPostfach(
      vorgang,
      'nachforderung',
      (d) => ({ art: 'nachfordern', text: 'Bitte senden Sie den Impfpass.', bis: '2026-12-15', dokument: d }),
      false,
    );
    await imDienst(vorgang, async (tx, g) => {
      const zustand = await stand.laufzeit.readZustand(tx, g);
      const schritt = zustand?.token[0]?.schritt ?? 0;
      expect(await stand.laufzeit.command(tx, g, { art: 'dienst-erledigt', schritt, variablen: {} })).toMatchObject({
        ok: true,
      });
    });
  }

  const arten = async (vorgang: string) =>
    (
      await datenbank.setup.query('select kind from nachweise.ereignis where vorgang = $1 order by n', [
        vorgang.slice(9),
      ])
    ).rows.map((r) => r.kind);

  return { datenbank, db, stand, body, besucher, sende, imDienst, legeInsPostfach, fordereNach, arten };
}
