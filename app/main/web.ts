import { nodeKrypto } from '@rathausverbund/siegel/node';
import { libxmlParser } from '@rathausverbund/xoev/node';
import { bundle } from '../../tools/bundle.mjs';
import { bauePruefprogramm, bauePruefseite } from '../../tools/pruefseite.mjs';
import { createServer, type Server } from '../base/http/server.ts';
import { createLog, createTexte, echteUhr, type Texte } from '../base/index.ts';
import { meldungenOrdner } from '../base/meldungen/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { einstiege } from '../demo/index.ts';
import { createSatz, type Satz } from '../dokumente/index.ts';
import { registerEingang } from '../eingang/index.ts';
import { registerProtokolle } from '../nachweise/index.ts';
import {
  createBriefsuche,
  createFehlerseite,
  createSitzungOf,
  type Fehlerseite,
  registerAnmelden,
  registerArbeitsplatz,
  registerEingangstuer,
  registerFehlerseiten,
  registerGestalt,
  registerPortal,
  registerProtokoll,
  registerPruefen,
  registerRechtliches,
  registerSteuerung,
  registerWebBasis,
  type SeitenDeps,
  sameOriginOnly,
  seitenTexte,
} from '../seiten/index.ts';
import { bundidOf, oidcOf } from './anschluss.ts';
import { createKern, type Kern, laufzeitOf, VERBINDUNGEN } from './kern.ts';
import { type KindConfig, kindConfig } from './kind.ts';
import { nachweisOf, readAnkerOrdner } from './nachweis.ts';
import { createPruefer } from './pruefer.ts';
import { LOESCHRAEUME } from './raeume.ts';
import { zeugenOf } from './zeugenkreis.ts';

export async function webProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('web');
  const k = await createKern(kind, 'app', VERBINDUNGEN.web, echteUhr, log);
  const server = createServer(log);
  const satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
  await registerSeiten(server, kind, { ...k, satz, log }, createTexte([...seitenTexte, meldungenOrdner]));
  await server.listen({ port: kind.config.PORT, host: '127.0.0.1' });
  console.log(BEREIT);
  await elternEnde();
  await server.close();
  await satz.stop();
  await k.db.ende();
  process.exit(0);
}

/** All routes of the installation, in one place. */
export async function registerSeiten(
  server: Server,
  kind: KindConfig,
  k: Kern & Pick<SeitenDeps, 'log'> & { satz: Satz },
  t: Texte,
): Promise<void> {
  const { basisUrl } = kind;
  const demo = kind.config.BETRIEB === 'demo';
  const adressen = kind.adressen.gegenstellen;
  if (!adressen) throw new Error('Die Gegenstellen sind nicht gestartet.');
  const [pruefe, pruefseite, pruefprogramm] = await Promise.all([
    createPruefer(
      () => readAnkerOrdner(kind.ordner.anker),
      () => new Date(echteUhr.jetzt()),
      (meldung) => k.log.fehler('anker', meldung),
    ),
    bauePruefseite(),
    bauePruefprogramm(),
  ]);
  const clientSecret = k.bund.datei('oidc.geheim', () => Buffer.alloc(0)).toString();
  const deps: SeitenDeps = {
    db: k.db,
    protokoll: k.protokoll,
    katalog: k.katalog,
    log: k.log,
    verzeichnis: k.verzeichnis,
    dateien: k.dateien,
    satz: k.satz,
    einreichen: k.einreichen,
    nachricht: {
      ...k.einreichen,
      dateien: k.dateien,
      katalog: k.katalog,
      parser: libxmlParser,
    },
    aufgaben: { db: k.db, protokoll: k.protokoll, katalog: k.katalog, laufzeit: laufzeitOf(k, new Map()) },
    loeschraeume: LOESCHRAEUME,
    t,
    demo,
    einstiege: demo ? einstiege() : [],
    basisUrl,
    sitzungOf: createSitzungOf(k.db),
    nachweis: nachweisOf(kind, k, pruefseite, pruefprogramm),
    pruefe,
    pruefseite,
    pruefprogramm,
  };
  const fehlerseite: Fehlerseite = createFehlerseite(deps);
  await registerWebBasis(server);
  sameOriginOnly(server, { basisUrl, fehlerseite });
  registerFehlerseiten(server, deps);
  registerGestalt(server);
  registerAnmelden(server, {
    db: k.db,
    verzeichnis: k.verzeichnis,
    buergeranmeldung: bundidOf(kind, adressen, k.db),
    mitarbeiteranmeldung: oidcOf(kind, adressen, clientSecret),
    basisUrl,
    demo,
    fehlerseite,
  });
  registerEingangstuer(server, deps);
  registerPortal(server, deps);
  await registerPruefen(server, { ...deps, briefsuche: createBriefsuche(k.db, k.verzeichnis) });
  const zeugen = zeugenOf(kind, k.verzeichnis);
  registerProtokoll(server, { ...deps, krypto: nodeKrypto, zeugen });
  registerArbeitsplatz(server, deps);
  registerSteuerung(server, deps);
  registerEingang(server, { ...deps.nachricht, t });
  registerRechtliches(server, deps);
  registerProtokolle(server, { db: k.db, zeugen });
  registerAuskunft(server, kind);
}

/** What programs ask: which kind of installation this is, and the anchors with which its proofs are checked. */
function registerAuskunft(server: Server, kind: KindConfig): void {
  server.get('/api/betrieb', async () => ({ betrieb: kind.config.BETRIEB, plattform: kind.config.PLATTFORM }));
  // which there are depends on where the seals come from
  server.get('/anker', async () => [...readAnkerOrdner(kind.ordner.anker).keys()].sort());
  server.get<{ Params: { datei: string } }>('/anker/:datei', async (anfrage, antwort) => {
    const inhalt = readAnkerOrdner(kind.ordner.anker).get(anfrage.params.datei);
    if (!inhalt) return antwort.code(404).type('text/plain; charset=utf-8').send('Diesen Anker gibt es nicht.');
    return antwort.type('application/octet-stream').send(Buffer.from(inhalt));
  });
}
