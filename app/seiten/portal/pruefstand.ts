import { join } from 'node:path';
import { pruefe } from '@rathausverbund/nachweis';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { libxmlParser } from '@rathausverbund/xoev/node';
import type { TestDatenbank } from '../../../tools/test/datenbank.ts';
import { createServer } from '../../base/http/server.ts';
import {
  createDateien,
  createLog,
  createTexte,
  type Datenbank,
  echteUhr,
  type Schluesselbund,
} from '../../base/index.ts';
import { meldungenOrdner } from '../../base/meldungen/index.ts';
import { DEMO_ORTE } from '../../demo/welt.ts';
import { aktiviere, readVerzeichnis, type Verzeichnis } from '../../kommunen/index.ts';
import { createKatalog, DIENSTE } from '../../leistungen/index.ts';
import type { Protokoll } from '../../nachweise/index.ts';
import { createLaufzeit } from '../../prozesse/index.ts';
import { createNummern } from '../../vorgaenge/index.ts';
import { createSitzungOf, registerWebBasis, sameOriginOnly } from '../anmelden/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { registerGestalt } from '../gestalt/index.ts';
import { createBriefsuche, pruefenTexte, registerPruefen } from '../pruefen/index.ts';
import { createFehlerseite, portalTexte, registerFehlerseiten, registerPortal } from './index.ts';

const LEISTUNGEN = join(import.meta.dirname, '..', '..', '..', 'leistungen');

/** Test bench: portal and /pruefen over a real database with the real Leistungen and the real verifier, without anchors. The maker of proofs comes from outside. */
export async function createPortalStand(
  d: { db: Datenbank; bund: Schluesselbund; ordner: string; plattform: string; verzeichnis: Verzeichnis },
  nachweis: SeitenDeps['nachweis'],
) {
  const { db, bund, verzeichnis } = d;
  const protokoll: Protokoll = { bund, uhr: echteUhr, plattform: d.plattform };
  const katalog = await createKatalog(db, LEISTUNGEN, { dienste: new Set(Object.keys(DIENSTE)) });
  const einreichen = { db, protokoll, verzeichnis, nummern: createNummern() };
  const dateien = createDateien(join(d.ordner, 'dateien'), bund);
  const laufzeit = createLaufzeit({
    db,
    protokoll,
    katalog,
    dienste: new Map(),
    startwerte: async (_tx, g) => ({
      antrag: g.vorgang.antworten,
      kanal: 'portal',
      niveau: g.vorgang.niveau,
      satz: null,
    }),
  });
  const t = createTexte([join(import.meta.dirname, '..', 'texte'), portalTexte, pruefenTexte, meldungenOrdner]);
  const basisUrl = 'http://127.0.0.1:8080';
  const log = createLog('test');
  const deps: SeitenDeps = {
    db,
    protokoll,
    log,
    katalog,
    verzeichnis,
    dateien,
    satz: {
      setze: async () => {
        throw new Error('hier nicht gebraucht');
      },
    },
    einreichen,
    nachricht: { ...einreichen, dateien, katalog, parser: libxmlParser },
    aufgaben: { db, protokoll, katalog, laufzeit },
    loeschraeume: [],
    t,
    demo: true,
    einstiege: [],
    basisUrl,
    sitzungOf: createSitzungOf(db),
    nachweis,
    pruefe: (bytes) => pruefe(bytes, { krypto: nodeKrypto, jetzt: new Date(echteUhr.jetzt()) }),
  };
  const server = createServer(log);
  await registerWebBasis(server);
  sameOriginOnly(server, { basisUrl, fehlerseite: createFehlerseite(deps) });
  registerFehlerseiten(server, deps);
  registerGestalt(server);
  registerPortal(server, deps);
  registerPruefen(server, { ...deps, briefsuche: createBriefsuche(db, verzeichnis) });
  await server.ready();
  return { server, deps, laufzeit };
}

/** Without a tariff nobody can register a dog. */
export const legeSatzAn = (t: TestDatenbank, koerperschaft: string | null) =>
  t.setup.query(`insert into kommunen.satz values ($1, 'hundesteuer', '[2020-01-01,)', $2, 'Satzung')`, [
    koerperschaft,
    JSON.stringify(DEMO_ORTE[0]?.hundesteuer),
  ]);

/** The bench with the given town halls active, in a fresh database; proofs always still follow. */
export async function createOrteStand(t: TestDatenbank, orte: readonly (readonly [ags: string, kuerzel: string])[]) {
  const db = t.als('app');
  for (const [ags, kuerzel] of orte) {
    const id = await aktiviere(t.setup, ags, kuerzel, Date.now());
    await legeSatzAn(t, id);
  }
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  const { bund, ordner, plattform } = t;
  const stand = await createPortalStand({ db, bund, ordner, plattform, verzeichnis }, async () => ({
    ok: false,
    grund: 'nachweis.folgt',
  }));
  return { ...stand, db };
}
