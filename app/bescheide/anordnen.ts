import { localDateOf } from '@rathausverbund/fristen';
import type { Ereignis } from '@rathausverbund/nachweis';
import { type Ablehnung, ablehnen, createTexte, type Tx } from '../base/index.ts';
import { meldungenOrdner, meldungOf } from '../base/meldungen/index.ts';
import { MASCHINE, type Protokoll, readStrom } from '../nachweise/index.ts';
import { type Gesperrt, handle } from '../vorgaenge/index.ts';
import {
  betragOf,
  faelligkeiten,
  haltAnnahmen,
  kassenzeichenOf,
  ordneAutomatischAn,
  waehleAnordnung,
  wantsSepa,
} from '../zahlungen/index.ts';
import type { Auftragslage } from './fertigen.ts';

const texte = createTexte([meldungenOrdner]);

/** What the process learns: ordered, or not and why; the model then asks a person. */
type Automatik = { angeordnet: boolean; betrag: number | null; grund: string | null };

/**
 * Orders what a rule has stated, under an Allgemeine Annahmeanordnung of the body whose Kasse books. Amount and reasons are taken
 * from the rule's event, never from a variable somebody could have changed. Where no order covers it, that is an event too.
 */
export async function ordneNachRegelAn(
  tx: Tx,
  p: Protokoll,
  lage: Auftragslage,
  g: Gesperrt,
): Promise<{ ok: true; gesperrt: Gesperrt; variablen: { automatik: Automatik } } | Ablehnung> {
  const { koerperschaft, leistung, id: vorgang, aktenzeichen, fassung } = g.vorgang;
  const jetzt = p.uhr.jetzt();
  const regel = `${leistung}@${fassung}#${lage.kopf['regel'] ?? ''}`;
  const ereignisse = (await readStrom(tx, p, koerperschaft, vorgang)).map((x) => x.ereignis);
  const spruch = findSpruch(ereignisse, lage.kopf['regel'] ?? '');
  const gewaehlt = ereignisse.some((x) => x.kind === 'angabe.gesetzt')
    ? // § 155 (4) AO: a result that rests on what a person has set is no longer the machine's alone
      ablehnen('annahmeanordnung.von-hand')
    : waehleAnordnung(await haltAnnahmen(tx, koerperschaft, leistung), {
        leistung,
        betrag: betragOf(spruch?.wert),
        tag: localDateOf(jetzt, 'Europe/Berlin'),
      });
  if (!gewaehlt.ok) {
    const text = meldungOf(texte, gewaehlt).text;
    const e = await handle(tx, p, g, { art: 'automatik-unterlassen', regel, grund: gewaehlt.grund, text }, MASCHINE);
    return e.ok ? { ...e, variablen: { automatik: { angeordnet: false, betrag: null, grund: text } } } : e;
  }
  const { anordnung, betrag } = gewaehlt;
  const begruendung = spruch?.begruendung || lage.leistung.angaben.name;
  const e = await handle(
    tx,
    p,
    g,
    {
      art: 'automatisch-anordnen',
      betrag,
      begruendung,
      regel,
      annahmeanordnung: anordnung.id,
      dienstanweisung: anordnung.dienstanweisung,
    },
    MASCHINE,
  );
  if (!e.ok) return e;
  await ordneAutomatischAn(
    tx,
    jetzt,
    { koerperschaft, leistung, vorgang },
    {
      art: lage.leistung.angaben.abgabe === 'steuer' ? 'steuer' : 'gebuehr',
      betrag,
      begruendung,
      kassenzeichen: kassenzeichenOf(aktenzeichen),
      faellig: faelligkeiten(lage.variablen, betrag, jetzt),
      annahme: anordnung.id,
      zahlweg: wantsSepa(lage.variablen) ? 'sepa' : 'ueberweisung',
    },
  );
  return { ...e, variablen: { automatik: { angeordnet: true, betrag, grund: null } } };
}

/** What the rule said last in this Vorgang, in whatever version. */
function findSpruch(
  ereignisse: readonly Ereignis[],
  decision: string,
): { wert: unknown; begruendung: string } | undefined {
  const e = ereignisse.findLast((x) => x.kind === 'regel.angewandt' && x.rule?.endsWith(`#${decision}`));
  if (!e) return undefined;
  const saetze = Array.isArray(e.data['begruendung']) ? e.data['begruendung'].map(String) : [];
  const eigene = (e.data['wert'] as { begruendung?: unknown } | null)?.begruendung;
  return { wert: e.data['wert'], begruendung: typeof eigene === 'string' && eigene !== '' ? eigene : saetze.join(' ') };
}
