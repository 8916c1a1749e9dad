import { type Dateien, type Datenbank, dienst, uuidv7 } from '../../../base/index.ts';
import { stelleBereit } from '../../../bekanntgabe/index.ts';
import { briefwerte, readUmstaende } from '../../../bescheide/index.ts';
import { addDokument } from '../../../dokumente/index.ts';
import type { Verzeichnis } from '../../../kommunen/index.ts';
import { MASCHINE, type Protokoll } from '../../../nachweise/index.ts';
import { type Diensthandler } from '../../../prozesse/index.ts';
import { trageEin } from '../../../register/index.ts';
import { type Befehl, type Dokument, handle } from '../../../vorgaenge/index.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/**
 * Services of a process for tests of pages: events, rows, files and what letters say are the real ones, only that letters are one small
 * PDF instead of typeset and sealed, which needs processes of its own.
 */
export function createTestdienste(
  db: Datenbank,
  protokoll: Protokoll,
  verzeichnis: Verzeichnis,
  dateien: Dateien,
): Map<string, Diensthandler> {
  const brief =
    (art: string, befehl: (d: Dokument) => Befehl, verwaltungsakt: boolean): Diensthandler =>
    async ({ gesperrt, leistung: l, kopf, variablen }) => {
      const { koerperschaft, leistung, id: vorgang, buerger } = gesperrt.vorgang;
      const u = await db.transaktion(dienst(koerperschaft, 'Test'), (tx) => readUmstaende(tx, verzeichnis, gesperrt));
      const g = l.briefe
        .get(kopf['brief'] ?? '')
        ?.schreibe({ ...variablen, ...briefwerte(protokoll.uhr, gesperrt.vorgang, u) });
      if (!g?.ok) throw new Error(g?.meldung ?? 'Der Brief fehlt.');
      const jetzt = protokoll.uhr.jetzt();
      const datei = dateien.write(koerperschaft, vorgang, { name: `${art}.pdf`, mime: 'application/pdf', bytes: PDF });
      const d: Dokument = { id: uuidv7(jetzt), art, titel: `Brief ${art}`, datei };
      return async (tx, g) => {
        const e = await handle(tx, protokoll, g, befehl(d), MASCHINE);
        if (!e.ok) return e;
        await addDokument(
          tx,
          { koerperschaft, leistung, vorgang, id: d.id, art, titel: d.titel, datei, gesiegelt: true, buerger },
          jetzt,
        );
        const b = await stelleBereit(tx, protokoll, e.gesperrt, MASCHINE, {
          dokument: d.id,
          titel: d.titel,
          weg: 'brief',
          verwaltungsakt,
          regelwerk: 'vwvfg',
          empfaenger: { zeilen: ['Mareike Vogel', 'Am Lossabach 12', '04808 Thallwitz'] },
          fuerBuerger: true,
          email: null,
        });
        return b.ok ? { ...b, variablen: {} } : b;
      };
    };
  const eintragen: Diensthandler = async () => async (tx, g) => {
    const { vorgang } = g;
    const nummer = vorgang.aktenzeichen.replace('-GA-', '-GR-');
    const eintrag = await trageEin(tx, protokoll.bund, protokoll.uhr.jetzt(), {
      koerperschaft: vorgang.koerperschaft,
      leistung: vorgang.leistung,
      art: 'gewerbe',
      nummer,
      oertlich: vorgang.oertlich,
      bezeichnung: 'Fahrradladen',
      ab: '2026-03-10',
      inhalt: {},
      vorgang: vorgang.id,
    });
    const e = await handle(
      tx,
      protokoll,
      g,
      {
        art: 'eintragen',
        register: 'gewerbe',
        nummer,
        eintrag: eintrag.id,
        stand: eintrag.stand,
        bezeichnung: 'Fahrradladen',
        angaben: null,
      },
      MASCHINE,
    );
    return e.ok ? { ...e, variablen: { registerNummer: nummer } } : e;
  };
  const abschliessen: Diensthandler = async () => async (tx, g) => {
    const e = await handle(tx, protokoll, g, { art: 'abschliessen' }, MASCHINE, {
      schritt: 'Abgeschlossen',
      frist: null,
    });
    return e.ok ? { ...e, variablen: {} } : e;
  };
  return new Map<string, Diensthandler>([
    ['register.eintragen', eintragen],
    ['brief.ausstellen', brief('empfangsbescheinigung', (dokument) => ({ art: 'ausstellen', dokument }), false)],
    ['brief.erlassen', brief('kostenbescheid', (dokument) => ({ art: 'erlassen', dokument }), true)],
    [
      'brief.nachfordern',
      brief(
        'nachforderung',
        (dokument) => ({ art: 'nachfordern', dokument, text: 'Handwerkskarte', bis: '2030-01-01' }),
        false,
      ),
    ],
    [
      'brief.informieren',
      brief(
        'behoerde-information',
        (dokument) => ({ art: 'informieren', dokument, behoerde: 'Landratsamt', norm: '§ 14 Absatz 8 GewO' }),
        false,
      ),
    ],
    ['vorgang.abschliessen', abschliessen],
  ]);
}
