import { localDateOf } from '@rathausverbund/fristen';
import type { Ereignis } from '@rathausverbund/nachweis';
import type { Antworten, Gegenstueck, Vorgang } from './vorgang.ts';
import { bleibtBescheid, isAusgang, isWiderspruchskanal, type Widerspruch } from './widerspruch.ts';

const text = (d: Ereignis['data'], name: string): string => String(d[name] ?? '');

/** Folds one event into the Vorgang. Unknown kinds are refused: an old program must not guess at new facts. */
export function evolve(v: Vorgang | null, e: Ereignis): Vorgang {
  if (e.kind === 'vorgang.eroeffnet') return open(e);
  if (!v) throw new Error('Der Strom beginnt nicht mit der Eröffnung');
  const d = e.data;
  switch (e.kind) {
    case 'antrag.eingegangen':
      return { ...v, antworten: (d['antworten'] as Antworten) ?? {}, niveau: text(d, 'niveau') };
    case 'regel.angewandt':
    case 'angabe.gesetzt':
    // the process goes on by itself: what follows has events of its own
    case 'frist.abgelaufen':
      return v;
    case 'fassung.gewechselt':
      return { ...v, fassung: text(d, 'nach') };
    case 'stelle.gewechselt':
      // who had it works in the house that has given it up
      return { ...v, stelle: text(d, 'nach'), zugeteilt: null };
    case 'vorgang.abgegeben':
      return { ...v, abgegeben: gegenstueck(d['nach']), abgeschlossen: e.at };
    case 'akte.uebernommen':
      return { ...v, dokumente: [...v.dokumente, ...dokumenteIn(e)] };
    case 'pruefung.entschieden':
      // a person who decides waits no longer: after the Wiedervorlage also without the papers
      return { ...v, wartetAuf: null, hinweise: text(d, 'vermerk') ? [...v.hinweise, text(d, 'vermerk')] : v.hinweise };
    case 'unterlagen.nachgefordert':
      return { ...withDocument(v, e), wartetAuf: text(d, 'text') };
    case 'unterlagen.eingegangen':
      return {
        ...v,
        wartetAuf: null,
        antworten: { ...v.antworten, ...(d['antworten'] as Antworten | undefined) },
        dokumente: d['dokumente'] === undefined ? v.dokumente : [...v.dokumente, ...dokumenteIn(e)],
      };
    case 'bescheinigung.ausgestellt':
    case 'antrag.beurkundet':
    case 'behoerde.informiert':
      return withDocument(v, e);
    case 'bescheid.erlassen':
      return { ...withDocument(v, e), bescheide: [...v.bescheide, text(d, 'art')] };
    case 'dokument.erneuert':
      return {
        ...v,
        dokumente: v.dokumente.map((x) =>
          x.id === text(d, 'dokument') ? { ...x, sha256: e.docs[0]?.sha256 ?? '' } : x,
        ),
      };
    case 'register.eingetragen':
      return { ...v, registerNummer: text(d, 'nummer'), registerArt: text(d, 'register') };
    case 'register.haltung-beendet':
      return { ...v, haltungEnde: text(d, 'ende') };
    case 'register.haltung-fortgesetzt':
      return { ...v, haltungEnde: null };
    case 'betrag.festgestellt':
      return {
        ...v,
        betrag: {
          betrag: Number(d['betrag']),
          begruendung: text(d, 'begruendung'),
          festgestelltVon: text(d, 'person'),
          angeordnetVon: null,
          annahmeanordnung: null,
        },
      };
    case 'betrag.automatisch-angeordnet':
      return {
        ...v,
        betrag: {
          betrag: Number(d['betrag']),
          begruendung: text(d, 'begruendung'),
          festgestelltVon: null,
          angeordnetVon: null,
          annahmeanordnung: text(d, 'annahmeanordnung'),
        },
      };
    case 'betrag.automatik-unterblieben':
      return { ...v, hinweise: [...v.hinweise, text(d, 'text')] };
    case 'betrag.angeordnet':
      return v.betrag ? { ...v, betrag: { ...v.betrag, angeordnetVon: text(d, 'person') } } : v;
    case 'betrag.zurueckgegeben':
      return { ...v, betrag: null, hinweise: text(d, 'vermerk') ? [...v.hinweise, text(d, 'vermerk')] : v.hinweise };
    case 'bekanntgabe.bereitgestellt':
      return notified(v, d, { weg: text(d, 'weg'), bereitgestellt: text(d, 'am'), ...fiction(d) });
    case 'bekanntgabe.benachrichtigt':
      return notified(v, d, { benachrichtigt: text(d, 'am') });
    case 'bekanntgabe.abgerufen':
      return notified(v, d, { abgerufen: text(d, 'am'), ...fiction(d) });
    case 'bekanntgabe.versandt':
      return notified(v, d, { versandt: text(d, 'tag'), ...fiction(d) });
    case 'widerspruch.eingelegt':
      // § 72 VwGO: who finds it right decides anew
      return { ...v, widerspruch: widerspruch(v, e), bescheide: [] };
    case 'widerspruch.fortgeschrieben':
      return v.widerspruch ? fortgeschrieben(v, v.widerspruch, e) : v;
    case 'vorgang.zugeteilt':
      return { ...v, zugeteilt: (d['an'] as string | null) ?? null };
    case 'vorgang.vorschlag-abgelehnt':
      return { ...v, abgelehnt: [...v.abgelehnt, text(d, 'wen')] };
    case 'befangenheit.erklaert':
      return {
        ...v,
        befangen: [...v.befangen, text(d, 'person')],
        zugeteilt: v.zugeteilt === text(d, 'person') ? null : v.zugeteilt,
      };
    case 'vorgang.abgeschlossen':
      return { ...v, abgeschlossen: e.at };
    default:
      throw new Error(`Unbekanntes Ereignis: ${e.kind}`);
  }
}

function open(e: Ereignis): Vorgang {
  const d = e.data;
  return {
    id: e.strom.id,
    koerperschaft: e.fuer.zustaendig,
    leistung: text(d, 'leistung'),
    fassung: text(d, 'fassung'),
    aktenzeichen: text(d, 'aktenzeichen'),
    oertlich: e.fuer.oertlich,
    stelle: e.fuer.stelle,
    buerger: (d['buerger'] as string | null) ?? null,
    kanal: text(d, 'kanal'),
    niveau: '',
    eingegangen: e.at,
    antworten: {},
    hinweise: [],
    betrag: null,
    dokumente: [],
    bescheide: [],
    bekanntgaben: {},
    registerNummer: null,
    registerArt: null,
    haltungEnde: null,
    wartetAuf: null,
    widerspruch: null,
    abgeschlossen: null,
    zugeteilt: null,
    befangen: [],
    abgelehnt: [],
    abgegeben: null,
    uebernommen: gegenstueck(d['abgabe']),
  };
}

function gegenstueck(wert: Ereignis['data'][string] | undefined): Gegenstueck | null {
  if (!wert) return null;
  const d = wert as Ereignis['data'];
  return {
    koerperschaft: text(d, 'koerperschaft'),
    vorgang: text(d, 'vorgang'),
    aktenzeichen: text(d, 'aktenzeichen'),
  };
}

/** Events from before day and channel were asked for say neither: the day they were written is the day it came. */
function widerspruch(v: Vorgang, e: Ereignis): Widerspruch {
  const kanal = text(e.data, 'kanal');
  const id = text(e.data, 'widerspruch');
  return {
    id,
    eingang: text(e.data, 'eingang') || localDateOf(Date.parse(e.at), 'Europe/Berlin'),
    kanal: isWiderspruchskanal(kanal) ? kanal : null,
    gegen: v.bescheide,
    stand: null,
    eintrag: id,
  };
}

/** While it runs, the body may decide anew; where it changed nothing, the Verwaltungsakt stands and can be contested again. */
function fortgeschrieben(v: Vorgang, alt: Widerspruch, { data: d }: Ereignis): Vorgang {
  const [ausgang, tag] = [text(d, 'ausgang'), text(d, 'tag')];
  if (!isAusgang(ausgang)) throw new Error(`Unbekannter Ausgang eines Widerspruchs: ${ausgang}`);
  const klageBis = (d['klageBis'] as string | null) ?? null;
  const stand = ausgang === 'wieder-offen' ? null : { ausgang, tag, klageBis };
  const neue = v.bescheide.filter((b) => !alt.gegen.includes(b));
  return {
    ...v,
    widerspruch: { ...alt, stand, eintrag: text(d, 'eintrag') },
    bescheide: bleibtBescheid(ausgang) ? [...alt.gegen, ...neue] : ausgang === 'wieder-offen' ? neue : v.bescheide,
  };
}

/** Documents of the Vorgang it was before: the same bytes, named beside their hashes in the order of `docs`. */
/** Of an event that brings several, as its `docs` name their bytes. */
const dokumenteIn = (e: Ereignis): Vorgang['dokumente'] =>
  (e.data['dokumente'] as Ereignis['data'][]).map((x, i) => ({
    id: text(x, 'id'),
    art: text(x, 'art'),
    titel: text(x, 'titel'),
    sha256: e.docs[i]?.sha256 ?? '',
    am: e.at,
  }));

const withDocument = (v: Vorgang, e: Ereignis): Vorgang => ({
  ...v,
  dokumente: [
    ...v.dokumente,
    {
      id: text(e.data, 'dokument'),
      art: text(e.data, 'art'),
      titel: text(e.data, 'titel'),
      sha256: e.docs[0]?.sha256 ?? '',
      am: e.at,
    },
  ],
});

function notified(v: Vorgang, d: Ereignis['data'], neu: Partial<Vorgang['bekanntgaben'][string]>): Vorgang {
  const id = text(d, 'zustellung');
  const alt = v.bekanntgaben[id] ?? { weg: '' };
  return { ...v, bekanntgaben: { ...v.bekanntgaben, [id]: { ...alt, ...neu } } };
}

const fiction = (d: Ereignis['data']) => ({
  ...(d['bekanntgabeAm'] ? { bekanntgabeAm: text(d, 'bekanntgabeAm') } : {}),
  ...(d['rechtsbehelfBis'] ? { rechtsbehelfBis: text(d, 'rechtsbehelfBis') } : {}),
});

export const foldAll = (ereignisse: readonly Ereignis[]): Vorgang => {
  const v = ereignisse.reduce<Vorgang | null>(evolve, null);
  if (!v) throw new Error('Der Strom ist leer');
  return v;
};
