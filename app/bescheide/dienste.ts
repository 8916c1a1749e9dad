import { addDays, localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { type Brief, gruppenIn, rechneKopf, waehleGruppen } from '../leistungen/index.ts';
import { MASCHINE } from '../nachweise/index.ts';
import { trageEin } from '../register/index.ts';
import { type Befehl, type Dokument, type Gesperrt, handle } from '../vorgaenge/index.ts';
import { ordneNachRegelAn } from './anordnen.ts';
import { gibAus, withDokument } from './ausgeben.ts';
import {
  type Auftragslage,
  type Beteiligte,
  briefVariablen,
  fertige,
  readBeteiligte,
  type Werkbank,
} from './fertigen.ts';

type Abschluss = (
  tx: Tx,
  g: Gesperrt,
) => Promise<{ ok: true; gesperrt: Gesperrt; variablen: Record<string, unknown> } | Ablehnung>;
type Dienst = (lage: Auftragslage) => Promise<Abschluss>;

const fertigOhne = (e: { ok: true; gesperrt: Gesperrt } | Ablehnung) => (e.ok ? { ...e, variablen: {} } : e);

/** Days to answer a request for papers; the process reminds after the same time, the letter says the same day. */
const NACHFORDERUNG_TAGE = 14;

/** The services a published process may call: letters, register, end. Each prepares outside and concludes inside one transaction. */
export function createDienste(w: Werkbank): Map<string, Dienst> {
  /** a header of the task that is FEEL, as text */
  const rechne = (lage: Auftragslage, typ: string, name: string, b: Beteiligte): string => {
    const r = rechneKopf(lage.leistung, { typ, kopf: lage.kopf }, name, briefVariablen(w, lage, b));
    if (!r.ok) throw new Error(r.meldung);
    return r.text;
  };

  const briefOf = (lage: Auftragslage): Brief => {
    const name = lage.kopf['brief'] ?? '';
    const brief = lage.leistung.briefe.get(name);
    if (!brief) throw new Error(`Der Brief „${name}“ fehlt.`);
    return brief;
  };

  async function schreibe(
    lage: Auftragslage,
    b: Beteiligte,
    o: { dokumentArt?: string; empfaenger?: string[]; zahlung?: boolean },
  ) {
    const brief = briefOf(lage);
    const inhalt = brief.schreibe(briefVariablen(w, lage, b));
    if (!inhalt.ok) throw new Error(inhalt.meldung);
    return fertige(w, lage, b, {
      art: brief.art,
      dokumentArt: o.dokumentArt ?? brief.name,
      titel: inhalt.titel,
      betreff: inhalt.betreff,
      inhalt: inhalt.inhalt,
      haupt: brief.haupt,
      dateien: lage.leistung.quellen,
      unterschrift: brief.unterschrift,
      ...(o.empfaenger ? { empfaenger: o.empfaenger } : {}),
      ...(o.zahlung ? { zahlung: true } : {}),
    });
  }

  /** a letter with its event */
  const mitBrief =
    (befehl: (d: Dokument, lage: Auftragslage) => Befehl, o: { verwaltungsakt: boolean }): Dienst =>
    async (lage) => {
      const b = await readBeteiligte(w, lage.gesperrt);
      const zahlung = o.verwaltungsakt && b.forderung?.zahlweg === 'ueberweisung';
      const f = await schreibe(lage, b, {
        ...(lage.kopf['dokument'] ? { dokumentArt: lage.kopf['dokument'] } : {}),
        zahlung,
      });
      return async (tx, g) => fertigOhne(await gibAus(tx, w, lage, g, f, befehl(withDokument(f), lage), o));
    };

  const informieren: Dienst = async (lage) => {
    const b = await readBeteiligte(w, lage.gesperrt);
    const [behoerde = '', norm = ''] = ['behoerde', 'norm'].map((k) => rechne(lage, 'brief.informieren', k, b));
    const f = await schreibe(lage, b, { empfaenger: [behoerde] });
    const befehl: Befehl = { art: 'informieren', dokument: withDokument(f), behoerde, norm };
    return async (tx, g) =>
      fertigOhne(await gibAus(tx, w, lage, g, f, befehl, { verwaltungsakt: false, behoerde: [behoerde] }));
  };

  const nachfordern = mitBrief(
    (dokument, lage) => {
      const ergebnis = (lage.variablen['pruefungErgebnis'] ?? {}) as Record<string, unknown>;
      const heute = localDateOf(w.protokoll.uhr.jetzt(), 'Europe/Berlin');
      return {
        art: 'nachfordern',
        dokument,
        text: [ergebnis['was'], ergebnis['wasZweitens']].filter(Boolean).join(', ') || 'Unterlagen',
        bis: addDays(heute, NACHFORDERUNG_TAGE),
      };
    },
    { verwaltungsakt: false },
  );

  const eintragen: Dienst = async (lage) => {
    const b = await readBeteiligte(w, lage.gesperrt);
    const bezeichnung = rechne(lage, 'register.eintragen', 'bezeichnung', b);
    const angaben = gruppenIn(lage.kopf['angaben']);
    const art = lage.kopf['register'] === 'hund' ? ('hund' as const) : ('gewerbe' as const);
    return async (tx, g) => {
      const { vorgang } = g;
      const nummer = vorgang.aktenzeichen.replace(/^([A-Z]+)-[A-Z]+-/, `$1-${art === 'hund' ? 'HB' : 'GR'}-`);
      const eintrag = await trageEin(tx, w.protokoll.bund, w.protokoll.uhr.jetzt(), {
        koerperschaft: vorgang.koerperschaft,
        leistung: vorgang.leistung,
        art,
        nummer,
        oertlich: vorgang.oertlich,
        bezeichnung,
        ab: localDateOf(Date.parse(vorgang.eingegangen), 'Europe/Berlin'),
        inhalt: waehleGruppen(vorgang.antworten, angaben),
        vorgang: vorgang.id,
      });
      const e = await handle(
        tx,
        w.protokoll,
        g,
        {
          art: 'eintragen',
          register: art,
          nummer,
          eintrag: eintrag.id,
          stand: eintrag.stand,
          bezeichnung,
          angaben,
        },
        MASCHINE,
      );
      return e.ok ? { ...e, variablen: { registerNummer: nummer } } : e;
    };
  };

  const abschliessen: Dienst = async () => async (tx, g) => {
    if (g.vorgang.wartetAuf) return ablehnen('vorgang.wartet-noch');
    return fertigOhne(
      await handle(tx, w.protokoll, g, { art: 'abschliessen' }, MASCHINE, { schritt: 'Abgeschlossen', frist: null }),
    );
  };

  return new Map<string, Dienst>([
    ['brief.ausstellen', mitBrief((dokument) => ({ art: 'ausstellen', dokument }), { verwaltungsakt: false })],
    ['brief.erlassen', mitBrief((dokument) => ({ art: 'erlassen', dokument }), { verwaltungsakt: true })],
    ['brief.nachfordern', nachfordern],
    ['brief.informieren', informieren],
    ['register.eintragen', eintragen],
    ['betrag.anordnen', async (lage) => (tx, g) => ordneNachRegelAn(tx, w.protokoll, lage, g)],
    ['vorgang.abschliessen', abschliessen],
  ]);
}
