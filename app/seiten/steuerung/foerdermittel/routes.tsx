import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Ergebnis, isUuid } from '../../../base/index.ts';
import { type Akte, bucheAusgabe, bucheGegen, rufeMittelAb, schreibeSachbericht } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { ausAblehnung, type Gelesen, liesBogen, type Zurueck } from '../bogen.tsx';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { AkteSeite, FORMULARE, type Formular } from './akte.tsx';
import { abrufFelder, ausgabeFelder, berichtFelder, gegenFelder } from './felder.ts';
import { darfBuchen, nimmAkte, wegZu } from './zugang.ts';

const GETAN = ['neu', 'schon', ...FORMULARE] as const;

/** GET /steuerung/foerderung/:zuwendung */
export async function zeigeAkte(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await nimmAkte(deps, kraft, anfrage, antwort);
  if (!akte) return antwort;
  const getan = GETAN.find((g) => g === frage(anfrage, 'getan'));
  return sende(antwort, <AkteSeite deps={deps} kraft={kraft} akte={akte} {...(getan ? { getan } : {})} />);
}

/** POST: books, takes back, calls money or keeps the Sachbericht, as the form says. */
export async function bucheAkte(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await nimmAkte(deps, kraft, anfrage, antwort);
  if (!akte) return antwort;
  const formular = FORMULARE.find((f) => f === eingabe(anfrage, 'aktion'));
  if (!darfBuchen(kraft) || !formular) return sendeVerboten(deps, kraft, antwort);
  const [schluessel, nr] = [eingabe(anfrage, 'schluessel'), eingabe(anfrage, 'nr')];
  if (formular === 'ausgabe' && !isUuid(schluessel)) return sendeVerboten(deps, kraft, antwort);
  if (formular === 'abruf' && !/^\d{1,6}$/.test(nr)) return sendeVerboten(deps, kraft, antwort);
  const gelesen = liesBogen(felderOf(deps, akte, formular), anfrage.body, heuteOf(deps.protokoll.uhr));
  let zurueck: Zurueck = { roh: gelesen.roh, fehler: gelesen.fehler, meldung: null };
  if (gelesen.fehler.length === 0) {
    const e = await tue(deps, kraft, akte.zuwendung.id, formular, gelesen.werte, { schluessel, nr: Number(nr) });
    if (e.ok) return antwort.redirect(`${wegZu(akte.zuwendung.id)}?getan=${e.schon ? 'schon' : formular}`, 303);
    zurueck = ausAblehnung(deps.t, e, gelesen.roh, FELD_ZU_GRUND);
  }
  return sende(antwort, <AkteSeite deps={deps} kraft={kraft} akte={akte} formular={formular} zurueck={zurueck} />, 422);
}

const felderOf = ({ t }: SeitenDeps, akte: Akte, f: Formular) => {
  switch (f) {
    case 'ausgabe':
      return ausgabeFelder(t, akte);
    case 'abruf':
      return abrufFelder(t, akte);
    case 'gegen':
      return gegenFelder(t, akte);
    case 'bericht':
      return berichtFelder(t);
  }
};

const FELD_ZU_GRUND = {
  'foerderung.position-unbekannt': 'position',
  'foerderung.ausgabe-betrag': 'betrag',
  'foerderung.erschoepft': 'betrag',
  'foerderung.beleg-doppelt': 'beleg',
  'foerderung.schon-abgesandt': 'beleg',
  'foerderung.ohne-beleg': 'beleg',
  'foerderung.ausserhalb': 'tag',
  'foerderung.zukunft': 'tag',
  'foerderung.ausgabe-unbekannt': 'buchung',
  'foerderung.schon-storniert': 'buchung',
  'foerderung.ohne-grund': 'grund',
  'foerderung.abruf-betrag': 'abruf',
  'foerderung.abruf-faellig': 'faellig',
  'foerderung.abruf-inzwischen': 'abruf',
  'foerderung.abruf-zu-hoch': 'abruf',
  'foerderung.abruf-zu-frueh': 'abruf',
  'foerderung.ohne-bericht': 'bericht',
};

function tue(
  deps: SeitenDeps,
  kraft: Kraft,
  id: string,
  f: Formular,
  w: Gelesen['werte'],
  marke: { schluessel: string; nr: number },
): Promise<Ergebnis<{ schon?: true }>> {
  const text = (name: string) => String(w[name] ?? '');
  switch (f) {
    case 'ausgabe':
      return bucheAusgabe(
        deps,
        kraft,
        id,
        {
          position: Number(w['position']),
          tag: text('tag'),
          beleg: text('beleg'),
          zweck: text('zweck'),
          betrag: Number(w['betrag']),
        },
        marke.schluessel,
      );
    case 'abruf':
      return rufeMittelAb(deps, kraft, id, { betrag: Number(w['abruf']), faellig: Number(w['faellig']), nr: marke.nr });
    case 'gegen':
      return bucheGegen(deps, kraft, id, text('buchung'), text('grund'));
    case 'bericht':
      return schreibeSachbericht(deps, kraft, id, text('bericht'));
  }
}
