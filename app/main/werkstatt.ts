import { nodeKrypto } from '@rathausverbund/siegel/node';
import { bundle } from '../../tools/bundle.mjs';
import {
  createMitteilen,
  createSetzen,
  MITTEILEN,
  RECHNUNG,
  SETZEN,
  vermerkeRechnungErneuert,
} from '../abrechnung/index.ts';
import { createVernichten } from '../akten/index.ts';
import { echteUhr, type Handler, type Log } from '../base/index.ts';
import { createBenachrichtigen } from '../bekanntgabe/index.ts';
import { createBeurkunden, createDienste, createErneuern, empfaengerEmail, type Werkbank } from '../bescheide/index.ts';
import {
  createErneuerstelle,
  createSatz,
  createSiegelfaeden,
  createSiegelstelle,
  readGemeinsameVorlagen,
  type Satz,
} from '../dokumente/index.ts';
import { createAbgabelauf, createUebernehmen } from '../eingang/index.ts';
import { ALGORITHMEN } from '../nachweise/index.ts';
import { createUmstellauf, type Diensthandler } from '../prozesse/index.ts';
import { BEURKUNDEN, createUrkunde } from '../vereinbarungen/index.ts';
import { createZurueckholen } from '../vorgaenge/index.ts';
import { writeWurzeln } from './anker.ts';
import { mailOf, pemToDer, sperrdatenOf, tsaOf } from './anschluss.ts';
import { type Kern, laufzeitOf } from './kern.ts';
import type { KindConfig } from './kind.ts';
import { siegeldienstOf } from './siegeldienst.ts';

/** Everything that works off the queue: processes, letters, notices. */
export interface Werkstatt {
  satz: Satz;
  werkbank: Werkbank;
  handler: Map<string, Handler>;
  laufzeit: ReturnType<typeof laufzeitOf>;
}

export async function createWerkstatt(kind: KindConfig, k: Kern, log: Log): Promise<Werkstatt> {
  const adressen = kind.adressen.gegenstellen;
  if (!adressen) throw new Error('Die Gegenstellen sind nicht gestartet.');
  const satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
  const siegeldienst = siegeldienstOf(kind, k.bund);
  const faeden = createSiegelfaeden({ fadenDatei: await bundle('app/dokumente/siegel/faden.ts') });
  const tsa = tsaOf(adressen);
  const werkbank: Werkbank = {
    db: k.db,
    protokoll: k.protokoll,
    dateien: k.dateien,
    satz,
    siegelstelle: createSiegelstelle({
      siegel: siegeldienst,
      unterschriften: siegeldienst,
      umstellungen: ALGORITHMEN,
      uhr: echteUhr,
      tsa,
      faeden,
    }),
    erneuerstelle: createErneuerstelle({
      siegel: siegeldienst,
      sperrauskunft: sperrdatenOf(),
      tsa,
      zeitanker: [pemToDer(adressen.tsa.caPem)],
      umstellungen: ALGORITHMEN,
      krypto: nodeKrypto,
      uhr: echteUhr,
      faeden,
    }),
    verzeichnis: k.verzeichnis,
    gemeinsameVorlagen: readGemeinsameVorlagen(),
    pruefadresse: `${kind.basisUrl.replace(/^https?:\/\//, '')}/pruefen`,
    test: true,
  };
  writeWurzeln(kind.ordner.anker, {
    ...(await siegeldienst.wurzeln()),
    'zeitstempel-ca.pem': adressen.tsa.caPem,
  });
  const laufzeit = laufzeitOf(k, createDienste(werkbank) as ReadonlyMap<string, Diensthandler>);
  const handler = new Map<string, Handler>([
    ...laufzeit.handler,
    [MITTEILEN, createMitteilen(k)],
    [SETZEN, createSetzen(werkbank)],
    ['prozess.umstellen', createUmstellauf({ ...k, laufzeit, log })],
    ['vorgang.abgeben', createAbgabelauf({ ...k, ...k.einreichen, laufzeit, log })],
    ['vorgang.vernichten', createVernichten(k)],
    ['vorgang.uebernehmen', createUebernehmen({ ...k, erneuerstelle: werkbank.erneuerstelle })],
    ['mandat.zurueckholen', createZurueckholen(k)],
    ['antrag.beurkunden', createBeurkunden(werkbank, k.katalog)],
    ['dokument.erneuern', createErneuern(werkbank, { [RECHNUNG]: vermerkeRechnungErneuert })],
    [BEURKUNDEN, createUrkunde(werkbank)],
    [
      'bekanntgabe.benachrichtigen',
      createBenachrichtigen({
        db: k.db,
        protokoll: k.protokoll,
        mail: mailOf(adressen),
        nachricht: (v) => nachricht(kind, k, v),
      }),
    ],
  ]);
  return { satz, werkbank, handler, laufzeit };
}

/** The notice says that something lies in the mailbox, never what. */
async function nachricht(
  kind: KindConfig,
  k: Kern,
  v: {
    aktenzeichen: string;
    antworten: Record<string, unknown>;
    leistung: string;
    fassung: string;
    koerperschaft: string;
  },
) {
  const leistung = await k.katalog.inFassung(v.leistung, v.fassung);
  const an = empfaengerEmail(leistung.angaben, v.antworten);
  const wer = k.verzeichnis.byId(v.koerperschaft)?.name ?? '';
  if (!an) return null;
  return {
    an,
    betreff: `${wer}: Neue Nachricht in Ihrem Postfach`,
    text: `Guten Tag,\n\nin Ihrem Postfach liegt ein neues Dokument der ${wer} zum Aktenzeichen ${v.aktenzeichen}.\n\nMelden Sie sich an und rufen Sie es ab: ${kind.basisUrl}/meine\n`,
  };
}
