import { existsSync, readFileSync } from 'node:fs';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { Type } from 'typebox';
import { createFernsignatur } from '../anschluesse/fernsignatur/index.ts';
import { createPkcs11 } from '../anschluesse/pkcs11/index.ts';
import { echteUhr, type Schluesselbund } from '../base/index.ts';
import { createSchluesselordner } from '../dokumente/index.ts';
import type { Siegeldienst, Unterschriftsdienst } from '../ports/index.ts';
import { pemToDer } from './anschluss.ts';
import type { KindConfig } from './kind.ts';
import { readZugang } from './zugangsdatei.ts';

const Pkcs11Zugang = Type.Object({
  modul: Type.String({ minLength: 1 }),
  token: Type.String({ minLength: 1 }),
  pin: Type.String({ minLength: 1 }),
  kette: Type.String({ minLength: 1, description: 'PEM-Datei der ausstellenden Zertifikate bis zur Wurzel' }),
});

const FernZugang = Type.Object({
  url: Type.String({ pattern: '^https?://' }),
  clientId: Type.String({ minLength: 1 }),
  clientSecret: Type.String({ minLength: 1 }),
  pin: Type.String({ minLength: 1 }),
  wurzeln: Type.String({ minLength: 1, description: 'PEM-Datei der Wurzeln des Anbieters' }),
  zuordnung: Type.Optional(Type.Record(Type.String(), Type.String())),
});

const MERKZEIT_MS = 10 * 60_000;

/** The seal service this installation is configured for (`SIEGEL`). @throws a sentence when its access file cannot be used */
export function siegeldienstOf(kind: KindConfig, bund: Schluesselbund): Siegeldienst & Unterschriftsdienst {
  const { SIEGEL, SIEGEL_ZUGANG } = kind.config;
  const uhr = () => new Date(echteUhr.jetzt());
  if (SIEGEL === 'pkcs11') {
    const z = readZugang('SIEGEL_ZUGANG', SIEGEL_ZUGANG, Pkcs11Zugang);
    return createPkcs11({ ...z, kette: readPems(z.kette) }, { krypto: nodeKrypto, uhr });
  }
  if (SIEGEL === 'fern')
    return createFernsignatur(
      {
        ...(SIEGEL_ZUGANG ? fernOf(SIEGEL_ZUGANG) : demoFern(kind, bund)),
        zeitlimitMs: 10_000,
        merkzeitMs: MERKZEIT_MS,
      },
      { fetch, krypto: nodeKrypto, uhr },
    );
  return createSchluesselordner({ bund, krypto: nodeKrypto, uhr: echteUhr });
}

/** Why the start cannot go on with this access file, as a sentence; null where it can. Asked before anything is started. */
export function checkSiegelzugang({ SIEGEL, SIEGEL_ZUGANG }: KindConfig['config']): string | null {
  try {
    if (SIEGEL === 'fern' && SIEGEL_ZUGANG) fernOf(SIEGEL_ZUGANG);
    if (SIEGEL !== 'pkcs11') return null;
    const { modul, kette } = readZugang('SIEGEL_ZUGANG', SIEGEL_ZUGANG, Pkcs11Zugang);
    if (!existsSync(modul)) return `Das Modul des HSM gibt es nicht: ${modul} (SIEGEL_ZUGANG, „modul“).`;
    if (!existsSync(kette) || readPems(kette).length === 0)
      return `Die Datei ${kette} enthält kein Zertifikat (SIEGEL_ZUGANG, „kette“).`;
    return null;
  } catch (fehler) {
    return (fehler as Error).message;
  }
}

function fernOf(datei: string) {
  const z = readZugang('SIEGEL_ZUGANG', datei, FernZugang);
  return { ...z, wurzeln: readPems(z.wurzeln), zuordnung: z.zuordnung ?? {} };
}

/** The demo's stand-in: what it was told at its start. */
function demoFern(kind: KindConfig, bund: Schluesselbund) {
  const a = kind.adressen.gegenstellen?.vertrauensdienst;
  if (!a) throw new Error('Die Gegenstellen sind nicht gestartet.');
  return { url: a.url, ...vertrauensdienstZugang(bund), wurzeln: [pemToDer(a.caPem)], zuordnung: {} };
}

/** Access to the demo's trust service, the same for both sides. */
export const vertrauensdienstZugang = (bund: Schluesselbund) => ({
  clientId: 'rathausverbund',
  clientSecret: bund.datei('fernsignatur.geheim', () => Buffer.from(nodeKrypto.random(24))).toString('hex'),
  pin: '4711',
});

const readPems = (datei: string): Uint8Array[] =>
  (readFileSync(datei, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(pemToDer);
