import { type Ablehnung, ablehnen } from '../base/index.ts';
import type { Angaben } from '../nachweise/index.ts';
import type { Befehl, Bekanntgabe, Dokument, Registerstand } from './befehl.ts';
import type { Antworten, Vorgang } from './vorgang.ts';
import { laeuftWiderspruch, naechsteAusgaenge } from './widerspruch.ts';

const docs = ({ name, len, mime, sha256, sha512 }: Dokument['datei']) => [{ name, len, mime, sha256, sha512 }];
const mitDokument = (kind: string, d: Dokument, data: Antworten = {}): Angaben => ({
  kind,
  data: { ...data, dokument: d.id, art: d.art, titel: d.titel },
  docs: docs(d.datei),
});

/** Decides a command: the events it makes, or why not. Pure. */
export function decide(v: Vorgang, b: Befehl): { ok: true; ereignisse: Angaben[] } | Ablehnung {
  if (v.abgeschlossen && !NACH_ABSCHLUSS.has(b.art)) return ablehnen('vorgang.abgeschlossen');
  switch (b.art) {
    case 'regel-anwenden':
      return one({
        kind: 'regel.angewandt',
        rule: b.regel,
        data: { wert: b.wert, begruendung: b.begruendung, herleitung: b.herleitung },
      });
    case 'pruefen':
      return one({
        kind: 'pruefung.entschieden',
        data: { entscheidung: b.entscheidung, vermerk: b.vermerk, werte: b.werte },
      });
    case 'nachfordern':
      if (b.text.trim() === '') return ablehnen('nachforderung.leer');
      return one(mitDokument('unterlagen.nachgefordert', b.dokument, { text: b.text, bis: b.bis }));
    case 'nachreichen':
      if (!v.wartetAuf) return ablehnen('vorgang.wartet-nicht');
      return one({
        kind: 'unterlagen.eingegangen',
        data: {
          text: b.text,
          antworten: b.antworten,
          ...(b.unterlagen?.length
            ? { dokumente: b.unterlagen.map(({ id, art, titel }) => ({ id, art, titel })) }
            : {}),
        },
        docs: (b.unterlagen ?? []).flatMap((u) => docs(u.datei)),
      });
    case 'ausstellen':
      return one(mitDokument('bescheinigung.ausgestellt', b.dokument));
    case 'erlassen':
      if (!istAngeordnet(v)) return ablehnen('bescheid.ohne-anordnung');
      if (v.bescheide.includes(b.dokument.art)) return ablehnen('bescheid.schon-erlassen');
      return one(mitDokument('bescheid.erlassen', b.dokument));
    case 'kopieren':
      return one(mitDokument('antrag.beurkundet', b.dokument));
    case 'erneuern':
      if (!v.dokumente.some((d) => d.id === b.dokument)) return ablehnen('dokument.unbekannt');
      return one({
        kind: 'dokument.erneuert',
        data: { dokument: b.dokument, niveau: b.niveau, faellig: b.faellig },
        docs: docs(b.datei),
      });
    case 'informieren':
      return one(mitDokument('behoerde.informiert', b.dokument, { behoerde: b.behoerde, norm: b.norm }));
    case 'eintragen':
      return one({
        kind: 'register.eingetragen',
        data: {
          register: b.register,
          nummer: b.nummer,
          eintrag: b.eintrag,
          stand: b.stand,
          bezeichnung: b.bezeichnung,
          ...(b.angaben ? { angaben: [...b.angaben] } : {}),
        },
      });
    case 'haltung-beenden':
      if (v.registerNummer === null) return ablehnen('register.unbekannt');
      if (v.haltungEnde !== null) return ablehnen('register.schon-beendet');
      if (b.grund.trim() === '') return ablehnen('register.ohne-grund');
      return one({ kind: 'register.haltung-beendet', data: { ...registerstand(b), ende: b.ende } });
    case 'haltung-fortsetzen':
      if (v.haltungEnde === null) return ablehnen('register.nicht-beendet');
      if (b.grund.trim() === '') return ablehnen('register.ohne-grund');
      return one({ kind: 'register.haltung-fortgesetzt', data: registerstand(b) });
    case 'feststellen':
      if (istAngeordnet(v)) return ablehnen('anordnung.schon-angeordnet');
      if (!Number.isSafeInteger(b.betrag) || b.betrag < 0) return ablehnen('betrag.ungueltig');
      if (b.begruendung.trim() === '') return ablehnen('betrag.ohne-begruendung');
      return one({
        kind: 'betrag.festgestellt',
        data: { betrag: b.betrag, begruendung: b.begruendung, person: b.person, werte: b.werte },
      });
    case 'anordnen':
      if (!v.betrag) return ablehnen('anordnung.ohne-feststellung');
      if (istAngeordnet(v)) return ablehnen('anordnung.schon-angeordnet');
      if (v.betrag.festgestelltVon === b.person) return ablehnen('anordnung.zwei-personen');
      if (!b.befugt) return ablehnen('anordnung.nicht-befugt');
      return one({
        kind: b.entscheidung === 'angeordnet' ? 'betrag.angeordnet' : 'betrag.zurueckgegeben',
        data: { person: b.person, vermerk: b.vermerk, werte: b.werte },
      });
    case 'automatisch-anordnen':
      if (istAngeordnet(v)) return ablehnen('anordnung.schon-angeordnet');
      if (!Number.isSafeInteger(b.betrag) || b.betrag < 0) return ablehnen('betrag.ungueltig');
      if (b.begruendung.trim() === '') return ablehnen('betrag.ohne-begruendung');
      return one({
        kind: 'betrag.automatisch-angeordnet',
        rule: b.regel,
        data: {
          betrag: b.betrag,
          begruendung: b.begruendung,
          annahmeanordnung: b.annahmeanordnung,
          dienstanweisung: b.dienstanweisung,
        },
      });
    case 'automatik-unterlassen':
      return one({ kind: 'betrag.automatik-unterblieben', rule: b.regel, data: { grund: b.grund, text: b.text } });
    case 'bereitstellen':
      return one({
        kind: 'bekanntgabe.bereitgestellt',
        data: {
          zustellung: b.zustellung,
          dokument: b.dokument,
          weg: b.weg,
          am: b.am,
          verwaltungsakt: b.verwaltungsakt,
          empfaenger: b.empfaenger,
          ...bekannt(b.bekanntgabe),
        },
      });
    case 'benachrichtigen':
      if (!v.bekanntgaben[b.zustellung]) return ablehnen('zustellung.unbekannt');
      return one({ kind: 'bekanntgabe.benachrichtigt', data: { zustellung: b.zustellung, am: b.am } });
    case 'abrufen':
      if (!v.bekanntgaben[b.zustellung]) return ablehnen('zustellung.unbekannt');
      if (v.bekanntgaben[b.zustellung]?.abgerufen) return ablehnen('bekanntgabe.schon-abgerufen');
      return one({
        kind: 'bekanntgabe.abgerufen',
        data: { zustellung: b.zustellung, am: b.am, zugang: b.am, ...bekannt(b.bekanntgabe) },
      });
    case 'versenden':
      if (!v.bekanntgaben[b.zustellung]) return ablehnen('zustellung.unbekannt');
      if (v.bekanntgaben[b.zustellung]?.versandt) return ablehnen('bekanntgabe.schon-versandt');
      return one({
        kind: 'bekanntgabe.versandt',
        data: { zustellung: b.zustellung, person: b.person, tag: b.tag, ...bekannt(b.bekanntgabe) },
      });
    case 'widersprechen':
      if (laeuftWiderspruch(v.widerspruch)) return ablehnen('widerspruch.schon-eingelegt');
      if (b.text.trim() === '') return ablehnen('widerspruch.leer');
      return one({
        kind: 'widerspruch.eingelegt',
        data: {
          widerspruch: b.widerspruch.id,
          eingang: b.widerspruch.eingang,
          kanal: b.widerspruch.kanal,
          person: b.person,
          text: b.text.trim(),
        },
      });
    case 'widerspruch-fortschreiben': {
      const w = v.widerspruch;
      if (!w) return ablehnen('widerspruch.keiner');
      if (!naechsteAusgaenge(w).includes(b.ausgang)) return ablehnen('widerspruch.ausgang-passt-nicht');
      return one({
        kind: 'widerspruch.fortgeschrieben',
        data: {
          widerspruch: w.id,
          eintrag: b.eintrag,
          ausgang: b.ausgang,
          tag: b.tag,
          klageBis: b.klageBis,
          person: b.person,
          text: b.text.trim(),
        },
      });
    }
    case 'umstellen':
      return one({
        kind: 'fassung.gewechselt',
        data: { person: b.person, von: v.fassung, nach: b.nach, zuordnung: b.zuordnung, begonnen: b.begonnen },
      });
    case 'zuteilen':
      if (b.an === v.zugeteilt) return ablehnen('zuteilung.schon');
      // § 20 (1) VwVfG: nobody may act in a matter of his own, also not by order
      if (b.an !== null && v.befangen.includes(b.an)) return ablehnen('zuteilung.befangen');
      return one({ kind: 'vorgang.zugeteilt', data: { person: b.person, an: b.an, gruende: b.gruende } });
    case 'vorschlag-ablehnen':
      if (v.abgelehnt.includes(b.wen)) return ablehnen('zuteilung.schon');
      return one({ kind: 'vorgang.vorschlag-abgelehnt', data: { person: b.person, wen: b.wen } });
    case 'befangen-erklaeren':
      if (v.befangen.includes(b.person)) return ablehnen('befangenheit.schon');
      return one({ kind: 'befangenheit.erklaert', data: { person: b.person } });
    case 'stelle-wechseln':
      return one({
        kind: 'stelle.gewechselt',
        data: { von: b.von, nach: b.nach, grund: b.grund, halt: b.halt, basis: b.basis },
      });
    case 'abgeben':
      // what is entered, ordered or decided is an act of this body: it can only be undone by it, never carried away
      if (v.registerNummer || v.betrag?.angeordnetVon) return ablehnen('abgabe.schon-entschieden');
      if (b.grund.trim() === '') return ablehnen('abgabe.ohne-grund');
      return one({
        kind: 'vorgang.abgegeben',
        data: { person: b.person, grund: b.grund, oertlich: b.oertlich, nach: { ...b.nach } },
      });
    case 'angaben-setzen':
      if (v.befangen.includes(b.person)) return ablehnen('angabe.befangen');
      if (b.angaben.length === 0) return ablehnen('angabe.keine');
      if (b.begruendung.trim() === '') return ablehnen('angabe.ohne-begruendung');
      return one({
        kind: 'angabe.gesetzt',
        data: {
          person: b.person,
          stoerung: b.stoerung,
          element: b.element,
          meldung: b.meldung,
          angaben: b.angaben.map((a) => ({ ...a })),
          begruendung: b.begruendung.trim(),
        },
      });
    case 'frist-ablaufen':
      return one({ kind: 'frist.abgelaufen', data: { faellig: b.faellig } });
    case 'abschliessen':
      return one({ kind: 'vorgang.abgeschlossen', data: {} });
  }
}

/**
 * the sealed copy may come late, when seal or time stamp could not be had before; proofs are renewed for as long as the file is kept;
 * a registered dog lives longer than its case
 */
const NACH_ABSCHLUSS = new Set<Befehl['art']>([
  'kopieren',
  'erneuern',
  'abrufen',
  'versenden',
  'benachrichtigen',
  'bereitstellen',
  'widersprechen',
  'widerspruch-fortschreiben',
  'haltung-beenden',
  'haltung-fortsetzen',
]);
const istAngeordnet = (v: Vorgang): boolean => (v.betrag?.angeordnetVon ?? v.betrag?.annahmeanordnung ?? null) !== null;

const registerstand = ({ person, eintrag, stand, grund }: Registerstand) => ({
  person,
  eintrag,
  stand,
  grund: grund.trim(),
});
const one = (a: Angaben) => ({ ok: true as const, ereignisse: [a] });
const bekannt = (b: Bekanntgabe | null): Antworten =>
  b ? { bekanntgabeAm: b.tag, rechtsbehelfBis: b.rechtsbehelfBis, regel: b.regel, norm: b.norm } : {};
