import { createHash } from 'node:crypto';
import { localDateOf, werktageSpaeter } from '@rathausverbund/fristen';
import { type Ereignis, rfc8785 } from '@rathausverbund/nachweis';
import { type Leistung, waehleGruppen } from '../../leistungen/index.ts';
import type { Nachgespielt } from '../../prozesse/index.ts';
import { foldAll, type Vorgang } from '../../vorgaenge/index.ts';
import { kassenzeichenOf } from '../../zahlungen/index.ts';

/** An instant that a row may miss by some seconds: it was taken just before or after the event's. */
export interface Etwa {
  etwa: number;
}
export type Soll = Record<string, unknown>;
type D = Ereignis['data'];

const BERLIN = 'Europe/Berlin';
const etwa = (iso: string): Etwa => ({ etwa: Date.parse(iso) });
const tagOf = (iso: string) => localDateOf(Date.parse(iso), BERLIN);
const text = (d: D, name: string) => (d[name] === undefined || d[name] === null ? null : String(d[name]));

/** What the rows of a Vorgang must say, by table, told by its events and its process alone. */
export function erwarteZeilen(
  leistung: Leistung,
  ereignisse: readonly Ereignis[],
  lauf: Nachgespielt | null,
  kopfC: string,
): Record<string, Soll[]> {
  const v = foldAll(ereignisse);
  const letztes = ereignisse.at(-1);
  const wo = { koerperschaft: v.koerperschaft, leistung: v.leistung, vorgang: v.id };
  const finde = (kind: string) => ereignisse.find((e) => e.kind === kind);
  const antrag = finde('antrag.eingegangen');
  const anfangs = (antrag?.data['antworten'] ?? {}) as never;
  const fremdeDokumente = new Set(
    ereignisse.filter((e) => e.kind === 'behoerde.informiert').map((e) => text(e.data, 'dokument')),
  );
  const fuer = (dokument: string | null) => (fremdeDokumente.has(dokument) ? null : v.buerger);
  const fristRuht = ereignisse.some((e) =>
    ['bescheinigung.ausgestellt', 'unterlagen.nachgefordert', 'vorgang.abgeschlossen', 'vorgang.abgegeben'].includes(
      e.kind,
    ),
  );
  const wechsel = ereignisse.findLast((e) => e.kind === 'stelle.gewechselt')?.data;
  const basis = wechsel?.['basis'] ?? finde('vorgang.eroeffnet')?.data['basis'];
  const hinweis = text(antrag?.data ?? {}, 'hinweis') ?? '';

  return {
    'vorgaenge.vorgang': [
      {
        koerperschaft: v.koerperschaft,
        id: v.id,
        leistung: v.leistung,
        fassung: v.fassung,
        aktenzeichen: v.aktenzeichen,
        oertlich: v.oertlich,
        bearbeitende_stelle: v.stelle,
        basis,
        buerger: v.buerger,
        kanal: v.kanal,
        betreff: leistung.betreff(anfangs) || leistung.angaben.name,
        stand: v.abgeschlossen ? 'abgeschlossen' : v.wartetAuf ? 'wartet' : 'laeuft',
        schritt: lauf?.schritt ?? 'Eingang',
        hinweis: lauf?.hinweis ?? hinweis,
        eingegangen: new Date(v.eingegangen),
        frist: fristRuht ? null : werktageSpaeter(tagOf(v.eingegangen), leistung.angaben.frist.werktage),
        offen: v.abgeschlossen === null,
        kopf_n: letztes?.n,
        kopf_c: kopfC,
        kopf_at: new Date(letztes?.at ?? ''),
        zugeteilt: v.zugeteilt,
        befangen: v.befangen,
        abgelehnt: v.abgelehnt,
        // back in the own house by a stop, and not handed over again
        halt: wechsel && wechsel['nach'] === v.koerperschaft ? wechsel['halt'] : null,
      },
    ],
    'vorgaenge.aufgabe': [...(lauf?.aufgaben.values() ?? [])].map((a) => ({ ...wo, ...a })),
    'prozesse.instanz': lauf
      ? [{ ...wo, fassung: v.fassung, zustand: lauf.zustand, fertig: lauf.zustand.fertig !== undefined }]
      : [],
    'zahlungen.forderung': lauf?.forderung
      ? [
          {
            ...wo,
            art: leistung.angaben.abgabe === 'steuer' ? 'steuer' : 'gebuehr',
            betrag: lauf.forderung.betrag,
            begruendung: lauf.forderung.begruendung,
            kassenzeichen: kassenzeichenOf(v.aktenzeichen),
            faellig: lauf.forderung.faellig,
            festgestellt_von: lauf.forderung.festgestelltVon,
            festgestellt_am: { etwa: lauf.forderung.festgestelltAm },
            angeordnet_von: lauf.forderung.angeordnetVon,
            angeordnet_am: lauf.forderung.angeordnetAm === null ? null : { etwa: lauf.forderung.angeordnetAm },
            annahmeanordnung: lauf.forderung.annahmeanordnung,
            zahlweg: lauf.forderung.zahlweg,
          },
        ]
      : [],
    'dokumente.dokument': dokumente(ereignisse, wo, fuer),
    'bekanntgabe.zustellung': zustellungen(ereignisse, wo, fuer),
    'register.eintrag': registerstaende(ereignisse, wo, v),
    'eingang.eingang': [
      {
        ...wo,
        kanal: v.kanal,
        empfangen: new Date(v.eingegangen),
        hash: createHash('sha256').update(rfc8785(anfangs)).digest('hex'),
        stand: 'vorgang',
        titel: leistung.angaben.name,
        hinweis,
      },
    ],
    'vorgaenge.oertliche_sicht':
      v.oertlich === v.koerperschaft
        ? []
        : [
            {
              koerperschaft: v.oertlich,
              vorgang: v.id,
              leistung: v.leistung,
              zustaendig: v.koerperschaft,
              tag: tagOf(v.eingegangen),
            },
          ],
  };
}

/** Every state of the record: as it was entered, and each end of the keeping that was entered or taken back. */
function registerstaende(ereignisse: readonly Ereignis[], wo: Soll, v: Vorgang): Soll[] {
  const zeilen: Soll[] = [];
  const ab = tagOf(v.eingegangen);
  for (const e of ereignisse) {
    if (e.kind === 'register.eingetragen')
      zeilen.push({
        ...wo,
        art: e.data['register'],
        id: e.data['eintrag'],
        stand: e.data['stand'],
        nummer: e.data['nummer'],
        oertlich: v.oertlich,
        bezeichnung: e.data['bezeichnung'],
        gueltig: `[${ab},)`,
        inhalt: waehleGruppen(
          foldAll(ereignisse.filter((x) => x.n < e.n)).antworten,
          (e.data['angaben'] as string[] | undefined) ?? null,
        ),
        eingetragen: etwa(e.at),
      });
    const weiter = { ...zeilen.at(-1), stand: e.data['stand'], eingetragen: etwa(e.at) };
    if (e.kind === 'register.haltung-beendet')
      zeilen.push({ ...weiter, gueltig: e.data['ende'] === ab ? 'empty' : `[${ab},${text(e.data, 'ende')})` });
    if (e.kind === 'register.haltung-fortgesetzt') zeilen.push({ ...weiter, gueltig: `[${ab},)` });
  }
  return zeilen;
}

/** Every document as it was issued, with its newest version. */
function dokumente(
  ereignisse: readonly Ereignis[],
  wo: Soll,
  fuer: (dokument: string | null) => string | null,
): Soll[] {
  const zeilen = new Map<string, Soll>();
  for (const { kind, data, docs, at } of ereignisse) {
    if (kind === 'akte.uebernommen')
      for (const [i, x] of (data['dokumente'] as D[]).entries()) {
        const id = text(x, 'id') ?? '';
        const { art, titel } = x;
        zeilen.set(id, {
          ...wo,
          id,
          art,
          titel,
          datei: docs[i],
          gesiegelt: x['gesiegelt'],
          buerger: x['fuerPerson'] ? fuer(id) : null,
          erstellt: etwa(at),
        });
      }
    const [doc] = docs;
    const id = text(data, 'dokument');
    if (!doc || !id) continue;
    const { art, titel } = data;
    if (kind === 'dokument.erneuert') zeilen.set(id, { ...zeilen.get(id), datei: doc });
    else zeilen.set(id, { ...wo, id, art, titel, datei: doc, gesiegelt: true, buerger: fuer(id), erstellt: etwa(at) });
  }
  return [...zeilen.values()];
}

/** The way of each document, from its provision on. */
function zustellungen(
  ereignisse: readonly Ereignis[],
  wo: Soll,
  fuer: (dokument: string | null) => string | null,
): Soll[] {
  const wege = new Map<string, Soll>();
  const titel = new Map(
    ereignisse.map((e) => [text(e.data, 'dokument'), text(e.data, 'titel')] as const).filter(([, t]) => t),
  );
  for (const { kind, data: d, at } of ereignisse) {
    const id = text(d, 'zustellung') ?? '';
    const bekannt = d['bekanntgabeAm']
      ? {
          bekanntgabe_am: text(d, 'bekanntgabeAm'),
          rechtsbehelf_bis: text(d, 'rechtsbehelfBis'),
          regel: { text: d['regel'], norm: d['norm'] },
        }
      : {};
    const alt = wege.get(id) ?? {};
    if (kind === 'bekanntgabe.bereitgestellt')
      wege.set(id, {
        ...wo,
        id,
        dokument: d['dokument'],
        titel: titel.get(text(d, 'dokument')),
        weg: d['weg'],
        verwaltungsakt: d['verwaltungsakt'],
        empfaenger: { zeilen: d['empfaenger'] },
        buerger: fuer(text(d, 'dokument')),
        bereitgestellt: d['weg'] === 'postfach' ? etwa(at) : null,
        benachrichtigt: null,
        abgerufen: null,
        versandt: null,
        bekanntgabe_am: null,
        rechtsbehelf_bis: null,
        regel: null,
        ...bekannt,
      });
    if (kind === 'bekanntgabe.benachrichtigt') wege.set(id, { ...alt, benachrichtigt: etwa(at) });
    if (kind === 'bekanntgabe.abgerufen') wege.set(id, { ...alt, abgerufen: etwa(at) });
    if (kind === 'bekanntgabe.versandt') wege.set(id, { ...alt, versandt: d['tag'], ...bekannt });
  }
  return [...wege.values()];
}
